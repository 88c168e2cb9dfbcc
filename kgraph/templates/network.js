"use strict";
// The page about the picture: search, filters, details and tables. Whatever comes from the data is
// put in place as text and never as markup.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("network-data"), picture = read("picture-data"), words = read("words-data");
  const lang = document.documentElement.lang, $ = (id) => document.getElementById(id);
  const rows = (table) => [...document.querySelectorAll(`#${table} tbody tr`)];
  document.documentElement.classList.add("script");

  // -- what is known -------------------------------------------------------------------------
  const say = (text) => (text ? text[lang] || text.sv : "");
  const told = (text) => ({ lang: text.en === text.sv ? "sv" : lang, text: say(text) });
  const word = (code) => say(data.legend.words[code]) || code || "";
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.key, edge]));
  const linked = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    linked.get(edge.source).push(edge);
    if (edge.target !== edge.source) linked.get(edge.target).push(edge);
  }
  const name = (id) => say(nodes.get(id).label);
  const kind = (id) => data.legend.kinds[nodes.get(id).kind];
  const plural = (n) => fill(n === 1 ? words.one_link : words.many_links, { n });
  const foreign = (text) => (lang !== "sv" && text.en === text.sv ? "sv" : null);
  const known = { nodes, edges, linked, name, kind, say, word, plural };

  // -- elements ------------------------------------------------------------------------------
  const make = (tag, options = {}, ...children) => {
    const { text, click, ...attributes } = options, element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null) element.setAttribute(key, value);
    }
    if (click) element.addEventListener("click", click);
    element.append(...children.filter(Boolean));
    return element;
  };
  const svg = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const symbol = (id) => {
    const box = svg("svg", { class: "symbol", viewBox: "-13 -13 26 26", "aria-hidden": "true" });
    box.append(svg("path", { d: kind(id).path, fill: kind(id).colour, "fill-rule": "evenodd" }));
    return box;
  };
  const chooser = (id, css) => make(
    "button",
    { type: "button", class: css, lang: foreign(nodes.get(id).label), click: () => choose(id, true) },
    symbol(id),
    make("span", { text: name(id) }),
  );
  const announce = (text) => { $("status").textContent = text; };

  // -- what is shown -------------------------------------------------------------------------
  const state = {
    shownNodes: new Set(),
    shownEdges: new Set(),
    found: new Set(),
    asked: "",
    chosen: null,
    chosenEdge: null,
    hovered: null,
  };
  const facets = {
    kind: (node) => [node.kind],
    county: (node) => (node.county.length ? node.county : [""]),
    level: (node) => [node.level || ""],
    responsibility: (node) => [node.responsibility || ""],
  };
  const sets = [...document.querySelectorAll("[data-filter]")];
  const boxes = (set) => [...set.querySelectorAll("input")];
  const off = (facet) => {
    const set = sets.find((one) => one.dataset.filter === facet);
    return new Set(set ? boxes(set).filter((box) => !box.checked).map((box) => box.value) : []);
  };
  const plain = (text) => text.toLocaleLowerCase(lang).normalize("NFC");

  const filter = () => {
    const hidden = Object.keys(facets).map((facet) => [facets[facet], off(facet)]);
    const passes = (node) => hidden.every(([values, out]) => values(node).some((v) => !out.has(v)));
    const modes = off("mode"), counts = (edge) => !modes.has(edge.mode || "");
    const left = new Set(data.nodes.filter(passes).map((node) => node.id));
    const kept = (edge) => counts(edge) && left.has(edge.source) && left.has(edge.target);
    state.shownEdges = new Set(data.edges.filter(kept).map((edge) => edge.key));
    // A thing whose every link is filtered away by mode goes with them; one that has none stays.
    const stays = (id) => !linked.get(id).length || linked.get(id).some(counts);
    state.shownNodes = new Set([...left].filter(stays));
    state.asked = plain($("search").value.trim());
    const hit = (id) => state.asked !== "" && plain(name(id)).includes(state.asked);
    state.found = new Set([...state.shownNodes].filter(hit));
  };
  const share = (n, all) => (n === all ? String(n) : fill(words.of, { n, all }));
  const showTables = () => {
    const matches = (id) => !state.asked || state.found.has(id);
    for (const row of rows("nodes")) {
      row.hidden = !(state.shownNodes.has(row.dataset.node) && matches(row.dataset.node));
    }
    for (const row of rows("edges")) {
      const edge = edges.get(row.dataset.edge), wanted = matches(edge.source) || matches(edge.target);
      row.hidden = !(state.shownEdges.has(edge.key) && wanted);
    }
    const count = (table) => rows(table).filter((row) => !row.hidden).length;
    $("nodes-count").textContent = share(count("nodes"), nodes.size);
    $("edges-count").textContent = share(count("edges"), edges.size);
    const counted = (n, all, one, many) => fill(all === 1 ? one : many, { n: share(n, all) });
    $("shown").textContent = [
      counted(state.shownNodes.size, nodes.size, words.one_thing, words.many_things),
      counted(state.shownEdges.size, edges.size, words.one_link, words.many_links),
    ].join(", ");
    $("empty").hidden = state.shownNodes.size > 0;
  };
  const showHits = () => {
    const ids = [...state.found].sort((a, b) => name(a).localeCompare(name(b), lang));
    $("hits").replaceChildren(...ids.slice(0, 8).map((id) => make("li", {}, chooser(id, ""))));
    if (!state.asked) return;
    announce(fill(ids.length === 1 ? words.one_hit : words.many_hits, { n: ids.length }));
  };
  const showStates = () => {
    for (const set of sets) {
      const all = boxes(set), checked = all.filter((box) => box.checked).length;
      const text = document.querySelector(`[data-state="${set.dataset.filter}"]`);
      if (text) text.textContent = checked === all.length ? words.all : share(checked, all.length);
      const toggle = document.querySelector(`[data-toggle="${set.dataset.filter}"]`);
      toggle.textContent = checked ? words.none : words.every;
    }
  };
  const refresh = () => {
    filter();
    showTables();
    showHits();
    showStates();
    drawing.update();
  };
  const reset = () => {
    $("search").value = "";
    for (const box of sets.flatMap(boxes)) box.checked = true;
    refresh();
  };

  // -- details -------------------------------------------------------------------------------
  const placeItem = (iri) => {
    const place = data.evidence[iri];
    if (!place) return make("li", { text: iri });
    const item = make("li", {}, make("strong", { text: say(place.words) }));
    const line = (...parts) => item.append(make("br"), ...parts);
    const where = place.section === say(place.words)
      ? place.document && told(place.document)
      : place.section && { lang: "sv", text: place.section };
    if (where) line(make("span", { class: "meta", ...where }));
    if (place.search_for) {
      line(words.search_for + ": ", make("q", { lang: "sv", text: place.search_for }));
    }
    if (place.summary) line(make("span", told(place.summary)));
    return item;
  };
  const places = (evidence) => (evidence.length
    ? make("ul", { class: "places" }, ...evidence.map(placeItem))
    : make("p", { class: "meta", text: words.no_source }));
  const facts = (pairs) => make("dl", {}, ...pairs.filter(([, text]) => text).flatMap(
    ([term, text]) => [make("dt", { text: term }), make("dd", { text })]));
  const number = (edge) => (edge.weight === 1 ? "" : edge.weight.toLocaleString(lang));
  const linkItem = (edge, id) => {
    const outward = edge.source === id, amount = number(edge);
    const more = [word(edge.role), word(edge.mode), edge.inferred && words.ours, amount && `${words.weight}: ${amount}`];
    return make(
      "li",
      {},
      make("p", { class: "meta", text: (outward ? "→ " : "← ") + word(edge.relation) }),
      chooser(outward ? edge.target : edge.source, "neighbour"),
      make("p", { class: "meta", text: more.filter(Boolean).join(" · ") }),
      places(edge.evidence),
    );
  };
  const nodeDetails = (id) => {
    const node = nodes.get(id), own = linked.get(id).filter((edge) => state.shownEdges.has(edge.key));
    return [
      make("p", { class: "kind" }, symbol(id), make("span", { text: say(kind(id).label) })),
      picture.gaps.includes(id) && make("p", { class: "gap", text: words.gap }),
      node.summary && make("p", told(node.summary)),
      facts([
        [words.county, node.county.map(word).join(", ")],
        [words.level, word(node.level)],
        [words.responsibility, word(node.responsibility)],
        [words.part_of, word(node.strategy)],
        [words.themes, node.themes.map(word).join(", ")],
        [words.identifier, picture.short[id]],
      ]),
      make("h3", { text: plural(own.length) }),
      own.length
        ? make("ul", { class: "links" }, ...own.map((edge) => linkItem(edge, id)))
        : make("p", { text: words.no_links }),
      make("h3", { text: words.described_in }),
      places(node.evidence),
    ];
  };
  const edgeDetails = (edge) => [
    chooser(edge.source, "neighbour"),
    make("p", { text: "↓ " + word(edge.relation) }),
    chooser(edge.target, "neighbour"),
    facts([
      [words.role, word(edge.role)],
      [words.mode, word(edge.mode)],
      [words.source_says, edge.inferred ? words.ours : ""],
      [words.weight, number(edge)],
    ]),
    make("h3", { text: words.sources }),
    places(edge.evidence),
  ];
  let cameFrom = null;
  const open = (heading, language, body, move) => {
    const title = $("details-heading"), inside = $("details").contains(document.activeElement);
    if (move && !inside) cameFrom = document.activeElement;
    title.textContent = heading;
    if (language) title.lang = language;
    else title.removeAttribute("lang");
    $("details-body").replaceChildren(...body.filter(Boolean));
    $("details").hidden = false;
    $("details").scrollTop = 0;
    $("work").classList.add("open");
    for (const row of [...rows("nodes"), ...rows("edges")]) {
      const { node, edge } = row.dataset;
      const own = (node && node === state.chosen) || (edge && edge === state.chosenEdge);
      row.classList.toggle("chosen", Boolean(own));
    }
    if (move) title.focus({ preventScroll: true });
  };
  const choose = (id, move) => {
    state.chosen = id;
    state.chosenEdge = null;
    if (!state.shownNodes.has(id)) reset();
    open(name(id), foreign(nodes.get(id).label), nodeDetails(id), move);
    const links = plural(linked.get(id).length);
    announce(fill(words.chosen, { name: name(id), kind: say(kind(id).label), links }));
    drawing.look(id, move);
  };
  const chooseEdge = (key, move) => {
    const edge = edges.get(key);
    state.chosen = null;
    state.chosenEdge = key;
    open(`${name(edge.source)} – ${name(edge.target)}`, null, edgeDetails(edge), move);
    announce(`${name(edge.source)}, ${word(edge.relation)}, ${name(edge.target)}`);
    if (move) drawing.look(edge.source, true);
    else drawing.redraw();
  };
  const close = () => {
    if ($("details").hidden) return;
    const inside = $("details").contains(document.activeElement);
    state.chosen = state.chosenEdge = null;
    $("details").hidden = true;
    $("work").classList.remove("open");
    for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    drawing.redraw();
    if (inside && cameFrom && cameFrom.isConnected) cameFrom.focus();
  };

  // -- start ---------------------------------------------------------------------------------
  for (const row of rows("nodes")) {
    const place = row.querySelector(".plain"), id = row.dataset.node;
    place.replaceWith(make("button", {
      type: "button",
      class: "neighbour",
      text: place.textContent,
      lang: place.getAttribute("lang"),
      click: () => choose(id, true),
    }));
  }
  for (const row of rows("edges")) {
    const cell = row.cells[1], text = cell.textContent, key = row.dataset.edge;
    const click = () => chooseEdge(key, true);
    cell.replaceChildren(make("button", { type: "button", class: "neighbour", text, click }));
  }
  $("search").addEventListener("input", refresh);
  $("search").addEventListener("keydown", (event) => {
    const first = $("hits").querySelector("button");
    if (event.key === "Enter" && first) first.click();
  });
  const refit = () => {
    refresh();
    drawing.fit();
  };
  for (const set of sets) set.addEventListener("change", refit);
  for (const toggle of document.querySelectorAll("[data-toggle]")) {
    toggle.addEventListener("click", () => {
      const all = boxes(sets.find((set) => set.dataset.filter === toggle.dataset.toggle));
      const checked = !all.some((box) => box.checked);
      for (const box of all) box.checked = checked;
      refit();
    });
  }
  $("reset").addEventListener("click", () => {
    reset();
    drawing.fit();
    announce(words.all_shown);
  });
  $("fit").addEventListener("click", () => drawing.fit());
  $("zoom-in").addEventListener("click", () => drawing.zoom(1.35));
  $("zoom-out").addEventListener("click", () => drawing.zoom(1 / 1.35));
  $("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  // Without a picture, the rest still works.
  let drawing = { update() {}, redraw() {}, fit() {}, look() {}, zoom() {} };
  try {
    const on = {
      node: (id) => choose(id, false),
      edge: (key) => chooseEdge(key, false),
      nothing: close,
    };
    drawing = makePicture({ data, picture, state, known, on });
  } catch {
    $("canvas").hidden = true;
    $("failed").hidden = false;
  }
  refit();
  document.documentElement.dataset.ready = "yes";
})();
