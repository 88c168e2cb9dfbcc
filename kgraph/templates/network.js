"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("network-data"), picture = read("picture-data"), words = read("words-data");
  const lang = document.documentElement.lang, $ = (id) => document.getElementById(id);
  const say = (text) => (text ? text[lang] || text.sv : "");
  const word = (code) => say(data.legend.words[code]) || code || "";
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  document.documentElement.classList.add("script");

  // -- what is linked with what --------------------------------------------------------------
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.key, edge]));
  const linked = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    linked.get(edge.source).push(edge);
    if (edge.target !== edge.source) linked.get(edge.target).push(edge);
  }
  const name = (id) => say(nodes.get(id).label);
  const kind = (id) => data.legend.kinds[nodes.get(id).kind];
  const foreign = (text) => (lang !== "sv" && text.en === text.sv ? "sv" : null);
  const plural = (n) => fill(n === 1 ? words.one_link : words.many_links, { n });

  // -- elements, always by text and never by markup ------------------------------------------
  const make = (tag, options = {}, ...children) => {
    const element = document.createElement(tag);
    const { text, on, ...rest } = options;
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(rest)) if (value !== null) element.setAttribute(key, value);
    if (on) element.addEventListener("click", on);
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
  const button = (id, css) => make(
    "button", { type: "button", class: css, lang: foreign(nodes.get(id).label), on: () => choose(id, true) },
    symbol(id), make("span", { text: name(id) }),
  );

  // -- filters -------------------------------------------------------------------------------
  const NONE = "";
  const facets = {
    kind: (node) => [node.kind],
    county: (node) => (node.county.length ? node.county : [NONE]),
    level: (node) => [node.level || NONE],
    responsibility: (node) => [node.responsibility || NONE],
  };
  const sets = [...document.querySelectorAll("[data-filter]")];
  const boxes = (set) => [...set.querySelectorAll("input")];
  const off = (facet) => {
    const set = sets.find((one) => one.dataset.filter === facet);
    return new Set(set ? boxes(set).filter((box) => !box.checked).map((box) => box.value) : []);
  };
  let shownNodes = new Set(), shownEdges = new Set(), found = new Set(), asked = "";
  let chosen = null, chosenEdge = null, hovered = null, cameFrom = null;

  const plain = (text) => text.toLocaleLowerCase(lang).normalize("NFC");
  const refresh = () => {
    const hidden = Object.fromEntries(Object.keys(facets).map((facet) => [facet, off(facet)]));
    const modes = off("mode");
    const passes = (node) => Object.entries(facets).every(
      ([facet, values]) => values(node).some((value) => !hidden[facet].has(value)));
    const candidates = new Set(data.nodes.filter(passes).map((node) => node.id));
    const counts = (edge) => !modes.has(edge.mode || NONE);
    shownEdges = new Set(data.edges.filter(
      (edge) => counts(edge) && candidates.has(edge.source) && candidates.has(edge.target),
    ).map((edge) => edge.key));
    // A thing whose every link is filtered away by mode goes with them; one that has none stays.
    shownNodes = new Set([...candidates].filter(
      (id) => !linked.get(id).length || linked.get(id).some(counts)));
    asked = plain($("search").value.trim());
    found = new Set([...shownNodes].filter((id) => asked && plain(name(id)).includes(asked)));
    showTables();
    showHits();
    showStates();
    drawing.update();
  };
  const matches = (id) => !asked || found.has(id);
  const showTables = () => {
    let things = 0, links = 0;
    for (const row of document.querySelectorAll("#nodes tbody tr")) {
      row.hidden = !(shownNodes.has(row.dataset.node) && matches(row.dataset.node));
      if (!row.hidden) things += 1;
    }
    for (const row of document.querySelectorAll("#edges tbody tr")) {
      const edge = edges.get(row.dataset.edge);
      row.hidden = !(shownEdges.has(edge.key) && (matches(edge.source) || matches(edge.target)));
      if (!row.hidden) links += 1;
    }
    const text = (n, all) => (n === all ? String(n) : fill(words.of, { n, all }));
    $("nodes-count").textContent = text(things, nodes.size);
    $("edges-count").textContent = text(links, edges.size);
    $("shown").textContent = fill(words.shown, {
      nodes: text(shownNodes.size, nodes.size), edges: text(shownEdges.size, edges.size) });
    $("empty").hidden = shownNodes.size > 0;
  };
  const showHits = () => {
    const ids = [...found].sort((a, b) => name(a).localeCompare(name(b), lang));
    $("hits").replaceChildren(...ids.slice(0, 8).map((id) => make("li", {}, button(id, ""))));
    if (asked) announce(fill(ids.length === 1 ? words.one_hit : words.many_hits, { n: ids.length }));
  };
  const showStates = () => {
    for (const set of sets) {
      const all = boxes(set), on = all.filter((box) => box.checked);
      const state = document.querySelector(`[data-state="${set.dataset.filter}"]`);
      if (state) state.textContent = on.length === all.length ? words.all : fill(words.of, { n: on.length, all: all.length });
      const toggle = document.querySelector(`[data-toggle="${set.dataset.filter}"]`);
      toggle.textContent = on.length ? words.none : words.every;
    }
  };
  const announce = (text) => { $("status").textContent = text; };

  // -- details -------------------------------------------------------------------------------
  const placeItem = (iri) => {
    const place = data.evidence[iri];
    if (!place) return make("li", { text: iri });
    const item = make("li", {}, make("strong", { text: say(place.words) }));
    if (place.section) item.append(make("br"), make("span", { class: "meta", lang: "sv", text: place.section }));
    if (place.search_for) {
      item.append(make("br"), make("span", { text: words.search_for + ": " }),
        make("q", { lang: "sv", text: place.search_for }));
    }
    if (place.summary) item.append(make("br"), make("span", { lang: "sv", text: place.summary }));
    return item;
  };
  const places = (evidence) => (evidence.length
    ? make("ul", { class: "places" }, ...evidence.map(placeItem))
    : make("p", { class: "meta", text: words.no_source }));
  const facts = (pairs) => {
    const list = make("dl");
    for (const [term, text] of pairs) {
      if (text) list.append(make("dt", { text: term }), make("dd", { text }));
    }
    return list;
  };
  const linkItem = (edge, id) => {
    const outward = edge.source === id, other = outward ? edge.target : edge.source;
    const phrase = (outward ? "→ " : "← ") + word(edge.relation);
    const more = [edge.role && word(edge.role), edge.mode && word(edge.mode), weight(edge)];
    return make("li", {}, make("p", { class: "meta", text: phrase }), button(other, "neighbour"),
      make("p", { class: "meta", text: more.filter(Boolean).join(" · ") }), places(edge.evidence));
  };
  const weight = (edge) => (edge.weight === 1 ? "" : `${words.weight}: ${edge.weight.toLocaleString(lang)}`);
  const nodeDetails = (id) => {
    const node = nodes.get(id), own = linked.get(id).filter((edge) => shownEdges.has(edge.key));
    const body = [make("p", { class: "kind" }, symbol(id), make("span", { text: say(kind(id).label) }))];
    if (picture.gaps.includes(id)) body.push(make("p", { class: "gap", text: words.gap }));
    if (node.summary) body.push(make("p", { lang: "sv", text: node.summary }));
    body.push(facts([
      [words.county, node.county.map(word).join(", ")],
      [words.level, word(node.level)],
      [words.responsibility, word(node.responsibility)],
      [words.part_of, word(node.strategy)],
      [words.themes, node.themes.map(word).join(", ")],
      [words.identifier, picture.short[id]],
    ]));
    body.push(make("h3", { text: plural(own.length) }));
    body.push(own.length
      ? make("ul", { class: "links" }, ...own.map((edge) => linkItem(edge, id)))
      : make("p", { text: words.no_links }));
    body.push(make("h3", { text: words.described_in }), places(node.evidence));
    return body;
  };
  const edgeDetails = (edge) => [
    button(edge.source, "neighbour"), make("p", { text: "↓ " + word(edge.relation) }),
    button(edge.target, "neighbour"),
    facts([[words.role, word(edge.role)], [words.mode, word(edge.mode)],
      [words.weight, edge.weight === 1 ? "" : edge.weight.toLocaleString(lang)]]),
    make("h3", { text: words.sources }), places(edge.evidence),
  ];
  const open = (heading, language, body, move) => {
    $("details-heading").textContent = heading;
    if (language) $("details-heading").lang = language; else $("details-heading").removeAttribute("lang");
    $("details-body").replaceChildren(...body);
    $("details-body").scrollTop = 0;
    $("details").hidden = false;
    $("work").classList.add("open");
    if (!move) return;
    if (!$("details").contains(document.activeElement)) cameFrom = document.activeElement;
    $("details-heading").focus({ preventScroll: true });
  };
  const mark = () => {
    for (const row of document.querySelectorAll("#nodes tbody tr, #edges tbody tr")) {
      row.classList.toggle("chosen",
        (chosen !== null && row.dataset.node === chosen) || (chosenEdge !== null && row.dataset.edge === chosenEdge));
    }
  };
  function choose(id, move) {
    chosen = id; chosenEdge = null;
    if (!shownNodes.has(id)) reset();
    open(name(id), foreign(nodes.get(id).label), nodeDetails(id), move);
    mark();
    announce(fill(words.chosen, { name: name(id), kind: say(kind(id).label), links: plural(linked.get(id).length) }));
    drawing.look(id, move);
  }
  function chooseEdge(key, move) {
    const edge = edges.get(key);
    chosen = null; chosenEdge = key;
    open(`${name(edge.source)} – ${name(edge.target)}`, null, edgeDetails(edge), move);
    mark();
    announce(`${name(edge.source)}, ${word(edge.relation)}, ${name(edge.target)}`);
    if (move) drawing.look(edge.source, true); else drawing.redraw();
  }
  const close = () => {
    const inside = $("details").contains(document.activeElement);
    chosen = chosenEdge = null;
    $("details").hidden = true;
    $("work").classList.remove("open");
    mark();
    drawing.redraw();
    if (inside && cameFrom && cameFrom.isConnected) cameFrom.focus();
  };
  const reset = () => {
    $("search").value = "";
    for (const set of sets) for (const box of boxes(set)) box.checked = true;
    refresh();
  };

  // -- the picture ---------------------------------------------------------------------------
  const none = { update() {}, look() {}, redraw() {}, fit() {}, zoom() {} };
  const draw = () => {
    const canvas = $("canvas"), springs = data.layout === "springs";
    const heads = data.captions.filter((caption) => caption.y === null);
    const paths = Object.fromEntries(Object.entries(data.legend.kinds).map(([key, k]) => [key, new Path2D(k.path)]));
    const gaps = new Set(picture.gaps), tones = {};
    const size = new Map(data.nodes.map((n) => [n.id, 1 + Math.min(0.5, Math.log2(1 + linked.get(n.id).length) / 10)]));
    const drawn = new Set(), side = (id) => data.positions[id].name;
    let near = null;
    const readTones = () => {
      const style = getComputedStyle(document.documentElement);
      for (const tone of ["stage", "ink", "soft", "edge", "accent", "rule"]) tones[tone] = style.getPropertyValue("--" + tone).trim();
    };
    readTones();
    const around = () => {
      const edge = chosenEdge && edges.get(chosenEdge);
      if (edge) return new Set([edge.source, edge.target]);
      const id = chosen || hovered;
      if (!id) return null;
      return new Set([id, ...linked.get(id).filter((e) => shownEdges.has(e.key)).flatMap((e) => [e.source, e.target])]);
    };
    const faded = (id) => (near ? !near.has(id) : asked !== "" && !found.has(id));
    const renderer = ({ ctx, id, x, y }) => ({
      drawNode() {
        drawn.add(id);
        const k = size.get(id) * Math.max(1, 0.5 / network.getScale()), path = paths[nodes.get(id).kind];
        ctx.globalAlpha = faded(id) ? 0.18 : 1;
        ctx.translate(x, y);
        ctx.scale(k, k);
        if (id === chosen || id === hovered || id === data.focus) {
          ctx.beginPath(); ctx.arc(0, 0, 16, 0, 2 * Math.PI);
          ctx.lineWidth = id === chosen ? 3 : 1.5; ctx.strokeStyle = tones.accent; ctx.stroke();
        }
        ctx.lineJoin = "round";
        ctx.lineWidth = 3; ctx.strokeStyle = tones.stage; ctx.stroke(path);
        if (gaps.has(id)) {
          ctx.fillStyle = tones.stage; ctx.fill(path, "evenodd");
          ctx.setLineDash([4, 3]); ctx.lineWidth = 2.2; ctx.strokeStyle = kind(id).colour; ctx.stroke(path);
          ctx.setLineDash([]);
        } else {
          ctx.fillStyle = kind(id).colour; ctx.fill(path, "evenodd");
        }
      },
      nodeDimensions: { width: 24 * size.get(id), height: 24 * size.get(id) },
    });

    const nodeSet = new vis.DataSet(picture.nodes.map((node) => ({ ...node, shape: "custom", ctxRenderer: renderer })));
    const edgeSet = new vis.DataSet(picture.edges);
    const network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, picture.options);
    network.body.container.firstElementChild.tabIndex = -1;

    // Names are written last, largest first, each only where it covers nothing: readable at every
    // size, and more of them appear as one comes closer.
    const wrapped = new Map();
    const lines = (ctx, id, width) => {
      if (wrapped.has(id)) return wrapped.get(id);
      const made = [""];
      for (const part of name(id).split(/\s+/)) {
        const last = made[made.length - 1], longer = last ? last + " " + part : part;
        if (last && ctx.measureText(longer).width > width) made.push(part); else made[made.length - 1] = longer;
      }
      if (made.length > 3) { made.length = 3; made[2] += " …"; }
      wrapped.set(id, made);
      return made;
    };
    const FONT = 13, family = getComputedStyle(document.body).fontFamily;
    const names = (ctx) => {
      const scale = network.getScale(), pixels = Math.max(11, Math.min(15, FONT * scale)), unit = pixels / FONT / scale;
      ctx.save();
      ctx.font = `${FONT}px ${family}`;
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      const grid = new Map(), cell = 120 * unit;
      const free = (box, self) => {
        const cells = [];
        for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i++)
          for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j++) cells.push(i + "," + j);
        const taken = cells.some((key) => (grid.get(key) || []).some(
          (o) => o.id !== self && o.box[0] < box[2] && box[0] < o.box[2] && o.box[1] < box[3] && box[1] < o.box[3]));
        return taken ? null : cells;
      };
      const put = (box, id, cells) => cells.forEach((key) => { if (!grid.has(key)) grid.set(key, []); grid.get(key).push({ box, id }); });
      const ids = [...shownNodes], at = network.getPositions(ids);
      for (const id of ids) {
        if (near && faded(id)) continue;
        const r = 10 * size.get(id) * Math.max(1, 0.5 / scale), p = at[id], box = [p.x - r, p.y - r, p.x + r, p.y + r];
        put(box, id, free(box, id) || [Math.floor(p.x / cell) + "," + Math.floor(p.y / cell)]);
      }
      const rank = (id) => (id === chosen ? 4e6 : id === hovered ? 3e6 : near && near.has(id) ? 2e6 : found.has(id) ? 1e6 : 0) + linked.get(id).length;
      ids.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
      let written = 0;
      for (const id of ids) {
        // A name with no room where it belongs may be cut to fewer lines or, among springs, stand
        // elsewhere about its symbol; else it waits until one comes closer.
        const all = lines(ctx, id, data.room[side(id)]), p = at[id];
        const r = 12 * size.get(id) * Math.max(1, 0.5 / scale), must = id === chosen || id === hovered;
        let spot = null, texts = [], width = 0;
        for (let n = all.length; n > 0 && !spot; n--) {
          texts = n < all.length ? [...all.slice(0, n - 1), all[n - 1] + " …"] : all;
          width = Math.max(...texts.map((line) => ctx.measureText(line).width));
          const w = width * unit, h = n * 16 * unit;
          const spots = {
            below: ["center", p.x - w / 2, p.y + r + 2 * unit], right: ["left", p.x + r + 5 * unit, p.y - h / 2],
            left: ["right", p.x - r - 5 * unit - w, p.y - h / 2], above: ["center", p.x - w / 2, p.y - r - 2 * unit - h],
          };
          for (const one of springs ? [side(id), "right", "left", "above"] : [side(id)]) {
            const [, x, y] = spots[one], box = [x - 2 * unit, y + unit, x + w + 2 * unit, y + h - unit];
            const cells = free(box, id);
            if (cells) { spot = spots[one]; put(box, id, cells); break; }
          }
          if (!spot && must) spot = spots[side(id)];
        }
        if (!spot) continue;
        const [align, left, top] = spot;
        written += 1;
        ctx.save();
        ctx.globalAlpha = faded(id) ? 0.3 : 1;
        ctx.translate(left, top);
        ctx.scale(unit, unit);
        ctx.textAlign = align;
        if (!springs) {
          ctx.globalAlpha = 0.82;
          ctx.fillStyle = tones.stage;
          ctx.fillRect(-2, 0, width + 4, 16 * texts.length);
          ctx.globalAlpha = faded(id) ? 0.3 : 1;
        }
        if (id === chosen) ctx.font = `650 ${FONT}px ${family}`;
        texts.forEach((line, i) => {
          const x = align === "left" ? 0 : align === "right" ? width : width / 2, y = 8 + 16 * i;
          ctx.lineWidth = 4; ctx.strokeStyle = tones.stage; ctx.strokeText(line, x, y);
          ctx.fillStyle = tones.ink; ctx.fillText(line, x, y);
        });
        ctx.restore();
      }
      ctx.restore();
      canvas.dataset.names = written;
    };
    // Headings of columns stand in the page and follow the picture; those of blocks stand in it.
    const labels = heads.map((caption) => make("span", { text: say(caption.text) }));
    $("heads").replaceChildren(...labels);
    $("heads").hidden = !labels.length;
    const headings = (ctx) => {
      const scale = network.getScale(), at = heads.map((caption) => network.canvasToDOM({ x: caption.x, y: 0 }).x);
      labels.forEach((label, i) => {
        const space = (i + 1 < at.length ? at[i + 1] : canvas.clientWidth) - at[i] - 16;
        const middle = data.layout === "sides";
        label.style.left = (middle ? at[i] : at[i] - 10) + "px";
        label.style.maxWidth = Math.max(0, middle ? Math.min(space, 2 * at[i]) : space) + "px";
        label.classList.toggle("middle", middle);
      });
      ctx.save();
      ctx.font = `600 ${Math.max(12, 14 * scale) / scale}px ${family}`;
      ctx.fillStyle = tones.soft;
      for (const caption of data.captions) if (caption.y !== null) ctx.fillText(say(caption.text), caption.x, caption.y);
      ctx.restore();
    };
    network.on("beforeDrawing", () => { near = around(); drawn.clear(); });
    network.on("afterDrawing", (ctx) => {
      names(ctx);
      headings(ctx);
      canvas.dataset.nodes = drawn.size;
      canvas.dataset.edges = network.body.edgeIndices.length;
    });

    const drawing = {
      redraw() {
        const lit = around(), style = [];
        for (const { id, from, to } of picture.edges) {
          const on = chosenEdge ? id === chosenEdge : !lit || from === (chosen || hovered) || to === (chosen || hovered);
          const strong = on && (lit !== null);
          const dim = !on || (!lit && asked && !found.has(from) && !found.has(to));
          style.push({ id, hidden: !shownEdges.has(id),
            color: { color: strong ? tones.accent : tones.edge, highlight: tones.accent, hover: tones.accent, opacity: dim ? 0.12 : strong ? 1 : 0.9 } });
        }
        edgeSet.update(style);
        network.redraw();
      },
      update() {
        nodeSet.update(data.nodes.map(({ id }) => ({ id, hidden: !shownNodes.has(id) })));
        drawing.redraw();
      },
      // The picture is as high as its names need at this width, within reason: a long chain is
      // read by scrolling the page and not by zooming.
      fit() {
        const ids = [...shownNodes];
        if (!ids.length || !canvas.clientWidth) return;
        const at = network.getPositions(ids), far = [Infinity, Infinity, -Infinity, -Infinity];
        for (const id of ids) {
          const { x, y } = at[id], room = data.room[side(id)] || 150, own = side(id);
          far[0] = Math.min(far[0], x - (own === "left" ? room + 20 : own === "below" ? room / 2 : 20));
          far[2] = Math.max(far[2], x + (own === "right" ? room + 50 : own === "below" ? room / 2 : 20));
          far[1] = Math.min(far[1], y - 30);
          far[3] = Math.max(far[3], y + (own === "below" ? 75 : 34));
        }
        const wide = far[2] - far[0], high = far[3] - far[1], least = Math.min(innerHeight * 0.6, 560);
        const width = canvas.clientWidth, close = Math.min(1.15, Math.max(width / wide, width < 700 ? 0.62 : 0));
        const height = Math.round(Math.min(Math.max(least, high * close), Math.max(least, 3200)));
        if (canvas.clientHeight !== height) {
          canvas.style.height = height + "px";
          network.setSize("100%", "100%");
          network.redraw();
        }
        network.moveTo({ position: { x: (far[0] + far[2]) / 2, y: (far[1] + far[3]) / 2 }, scale: Math.min(close, height / high) });
      },
      look(id, scroll) {
        drawing.redraw();
        const p = network.getPositions([id])[id], there = network.canvasToDOM(p);
        const seen = there.x > 60 && there.x < canvas.clientWidth - 120 && there.y > 20 && there.y < canvas.clientHeight - 40;
        const scale = Math.max(network.getScale(), 0.6), move = !seen || scale !== network.getScale();
        if (move) network.moveTo({ position: p, scale, animation: calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
        if (!scroll) return;
        const beside = getComputedStyle($("details")).position === "sticky", box = canvas.getBoundingClientRect();
        const y = beside ? box.top + (move ? box.height / 2 : there.y) - innerHeight / 2 : $("details").getBoundingClientRect().top - 12;
        scrollBy({ top: y, behavior: calm.matches ? "auto" : "smooth" });
      },
      zoom(factor) { network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) }); },
    };

    network.on("click", (event) => {
      if (event.nodes.length) choose(event.nodes[0], false);
      else if (event.edges.length) chooseEdge(event.edges[0], false);
      else if (!$("details").hidden) close();
    });
    const tip = $("tip");
    const point = (text, at) => {
      tip.textContent = text;
      tip.hidden = false;
      tip.style.left = Math.min(at.x + 14, canvas.clientWidth - 40 - tip.offsetWidth / 2) + "px";
      tip.style.top = at.y + 14 + "px";
    };
    network.on("hoverNode", ({ node, event }) => {
      hovered = node; canvas.style.cursor = "pointer";
      point(`${name(node)} – ${say(kind(node).label)}, ${plural(linked.get(node).length)}`, { x: event.offsetX || 0, y: event.offsetY || 0 });
      if (!chosen && !chosenEdge && edges.size < 800) drawing.redraw(); else network.redraw();
    });
    network.on("hoverEdge", ({ edge: key, event }) => {
      const edge = edges.get(key);
      canvas.style.cursor = "pointer";
      if (!hovered) point([word(edge.relation), word(edge.role)].filter(Boolean).join(", "), { x: event.offsetX || 0, y: event.offsetY || 0 });
    });
    const leave = () => { hovered = null; tip.hidden = true; canvas.style.cursor = ""; if (!chosen && !chosenEdge) drawing.redraw(); };
    network.on("blurNode", leave);
    network.on("blurEdge", () => { if (!hovered) { tip.hidden = true; canvas.style.cursor = ""; } });
    network.on("dragStart", leave);

    // Rolling scrolls the page; with Ctrl it zooms. Nobody gets stuck in the picture.
    let waiting = 0;
    canvas.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopPropagation();
      $("hint").hidden = false;
      clearTimeout(waiting);
      waiting = setTimeout(() => { $("hint").hidden = true; }, 900);
    }, { capture: true, passive: true });
    let width = 0;
    new ResizeObserver(() => {
      if (canvas.clientWidth === width || !canvas.clientWidth) return;
      const first = width === 0;
      width = canvas.clientWidth;
      network.setSize("100%", "100%");
      if (first || !chosen) drawing.fit(); else drawing.look(chosen, false);
    }).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTones(); drawing.redraw(); });
    return drawing;
  };
  let drawing = none;

  // -- start ---------------------------------------------------------------------------------
  for (const row of document.querySelectorAll("#nodes tbody tr")) {
    const place = row.querySelector(".plain"), id = row.dataset.node;
    const chooser = make("button", { type: "button", class: "neighbour", text: place.textContent, lang: place.getAttribute("lang"), on: () => choose(id, true) });
    place.replaceWith(chooser);
  }
  for (const row of document.querySelectorAll("#edges tbody tr")) {
    const cell = row.cells[1], text = cell.textContent;
    cell.replaceChildren(make("button", { type: "button", class: "neighbour", text, on: () => chooseEdge(row.dataset.edge, true) }));
  }
  $("search").addEventListener("input", refresh);
  $("search").addEventListener("keydown", (event) => {
    const first = $("hits").querySelector("button");
    if (event.key === "Enter" && first) first.click();
  });
  for (const set of sets) set.addEventListener("change", () => { refresh(); drawing.fit(); });
  for (const toggle of document.querySelectorAll("[data-toggle]")) {
    toggle.addEventListener("click", () => {
      const all = boxes(sets.find((set) => set.dataset.filter === toggle.dataset.toggle));
      const on = !all.some((box) => box.checked);
      for (const box of all) box.checked = on;
      refresh();
      drawing.fit();
    });
  }
  $("reset").addEventListener("click", () => { reset(); announce(words.all_shown); drawing.fit(); });
  $("fit").addEventListener("click", () => drawing.fit());
  $("zoom-in").addEventListener("click", () => drawing.zoom(1.35));
  $("zoom-out").addEventListener("click", () => drawing.zoom(1 / 1.35));
  $("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !$("details").hidden) close(); });
  try {
    drawing = draw();
  } catch (error) {
    $("canvas").hidden = true;
    $("failed").hidden = false;
  }
  refresh();
  drawing.fit();
  document.documentElement.dataset.ready = "yes";
})();
