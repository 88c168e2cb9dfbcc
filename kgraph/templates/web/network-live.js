// The live network. The page stands without it; with it every choice shows at once, and the address
// always tells what is seen, so that it can be copied, kept and sent on.
import { FACETS, full, makeValue, short } from "./network-value.js";
import { makePicture } from "./network-picture.js";

const $ = (id) => document.getElementById(id);
const net = $("net"), form = $("net-form"), stage = $("net-canvas"), card = $("net-card");
const lang = document.documentElement.lang;
const words = JSON.parse(net.dataset.words), roots = JSON.parse(net.dataset.roots);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
const plural = (n) => fill(n === 1 ? words.one_link : words.many_links, { n });
const own = (iri) => short(iri, roots.base);
const pageOf = (iri) => (iri.startsWith(roots.base)
  ? roots.before + iri.slice(roots.base.length).split("/").map(encodeURIComponent).join("/") + roots.after
  : null);
const announce = (text) => { $("net-said").textContent = text; };

const seen = {
  shown: { nodes: new Set(), edges: new Set() }, found: new Set(), asked: "", colour: "slag",
  gaps: false, chosen: "", hovered: null, walked: null, way: [], begin: "", end: "", focus: "",
};
let value = null, picture = null, library = null, moved = false, opened = [], timer = 0;

// -- elements --------------------------------------------------------------------------------
const make = (tag, options = {}, ...children) => {
  const { text, click, ...attributes } = options, element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [key, one] of Object.entries(attributes)) if (one !== null) element.setAttribute(key, one);
  if (click) element.addEventListener("click", click);
  element.append(...children.filter(Boolean));
  return element;
};
const symbol = (id) => {
  const kind = value.data.legend.kinds[value.nodes.get(id).kind];
  const box = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  box.setAttribute("class", "kind");
  box.setAttribute("viewBox", "-12 -12 24 24");
  box.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", kind.path);
  path.setAttribute("fill", kind.colour);
  path.setAttribute("fill-rule", "evenodd");
  box.append(path);
  return box;
};
const foreign = (text) => (lang !== "sv" && text.en === text.sv ? "sv" : null);
const chooser = (id) => make("button", {
  type: "button", lang: foreign(value.nodes.get(id).label), click: () => choose(id, true),
}, symbol(id), make("span", { text: value.name(id) }));

// -- the address -----------------------------------------------------------------------------
const given = () => new URLSearchParams(location.search);
const written = () => {
  const to = given(), put = (key, text) => (text ? to.set(key, text) : to.delete(key));
  for (const facet of FACETS) put(facet, [...ticked(facet)].join(","));
  put("q", form.elements.q.value.trim());
  put("farg", seen.colour === "slag" ? "" : seen.colour);
  put("luckor", seen.gaps ? "1" : "");
  put("vald", seen.chosen && own(seen.chosen));
  put("fran", seen.begin && own(seen.begin));
  put("till", seen.end && own(seen.end));
  put("oppna", opened.join(","));
  if (moved && picture) {
    const { x, y, ratio } = picture.camera();
    put("vy", [x, y, ratio].map((n) => n.toFixed(3)).join(","));
  } else to.delete("vy");
  const text = to.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return location.pathname + (text ? "?" + text : "");
};
// On paper stands the still picture of what is shown: it is there from the start, and fetched anew
// when nothing more is chosen.
const PAPER_AFTER = 2000, MOST_ON_PAPER = 1500, NARROW = 704;
let papered = 0;
const paper = () => {
  clearTimeout(papered);
  const lay = () => {
    const link = document.querySelector('.net-files a[data-form="svg"]');
    if (!link || seen.shown.nodes.size > MOST_ON_PAPER) return;
    const to = new URL(link.href);
    if (form.elements.ordning.value === "fritt") to.searchParams.set("bild", "sida");
    $("net-paper").src = to.pathname + to.search;
    $("net-paper").hidden = false;
  };
  papered = setTimeout(lay, $("net-paper").hidden ? 0 : PAPER_AFTER);
};
const ticked = (facet) => new Set([...form.querySelectorAll(`input[name="${facet}"]:checked`)].map((box) => box.value));
const note = () => {
  paper();
  const address = written();
  if (address !== location.pathname + location.search) history.replaceState(null, "", address);
  const query = new URL(address, location.href).search;
  for (const link of document.querySelectorAll(".net-files a, .forms a, .get a, a.lang")) {
    const to = new URL(link.href);
    to.search = query;
    link.href = to.pathname + to.search;
  }
};

// The tables are the server's: they follow the choices a moment later.
const follow = () => {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const address = written().replace(/([?&])vy=[^&]*&?/, "$1").replace(/[?&]$/, "");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      swap(other);
    } catch { /* the tables stay as they are */ }
  }, 350);
};
const swap = (other) => {
  const fresh = [...other.querySelectorAll("#net ~ *")];
  if (document.querySelector("#net ~ :focus-within")) return;
  for (const open of document.querySelectorAll("#net ~ * details[open] > summary")) {
    const same = other.getElementById(open.id);
    if (same) same.parentElement.open = true;
  }
  document.querySelectorAll("#net ~ *").forEach((one) => one.remove());
  net.after(...fresh.map((one) => document.adoptNode(one)));
  $("net-key").replaceChildren(...[...other.getElementById("net-key").childNodes].map((one) => document.adoptNode(one)));
  const held = document.querySelector(".shown form");
  const hidden = [...other.querySelectorAll(".shown form input[type=hidden]")];
  if (held) {
    held.querySelectorAll("input[type=hidden]").forEach((one) => one.remove());
    held.prepend(...hidden.map((one) => document.adoptNode(one)));
  }
  net.dataset.tables = String(Number(net.dataset.tables || 0) + 1);
};

// -- what is shown ---------------------------------------------------------------------------
const share = (n, all, one, many) => fill(n === 1 && n === all ? one : many, { n: n === all ? n : fill(words.of, { n, all }) });
const refresh = (quiet) => {
  seen.shown = value.filter(Object.fromEntries(FACETS.map((facet) => [facet, ticked(facet)])));
  seen.colour = form.elements.farg.value;
  seen.gaps = Boolean(form.elements.luckor && form.elements.luckor.checked);
  seen.asked = form.elements.q.value.trim();
  const hits = value.find(seen.asked, seen.shown);
  seen.found = new Set(hits);
  seen.way = seen.begin && seen.end ? value.way(seen.begin, seen.end, seen.shown) : [];
  if (seen.chosen && !seen.shown.nodes.has(seen.chosen)) close();
  if (seen.walked && !seen.shown.nodes.has(seen.walked)) seen.walked = null;
  $("net-hits").replaceChildren(...hits.slice(0, 6).map((id) => make("li", {}, chooser(id))));
  $("net-hits").hidden = !hits.length;
  $("net-size").firstElementChild.textContent = [
    share(seen.shown.nodes.size, value.nodes.size, words.one_thing, words.many_things),
    share(seen.shown.edges.size, value.edges.size, words.one_link, words.many_links),
  ].join(", ");
  $("net-empty").hidden = seen.shown.nodes.size > 0;
  picture.redraw();
  note();
  if (quiet) return;
  if (seen.asked) announce(fill(hits.length === 1 ? words.one_hit : words.hits, { n: hits.length }));
  else announce($("net-size").textContent);
  follow();
};
const covered = () => {
  if (card.hidden) return { x: 0, y: 0 };
  const box = card.getBoundingClientRect(), whole = stage.getBoundingClientRect();
  return box.width < whole.width - 40 ? { x: box.width, y: 0 } : { x: 0, y: box.height };
};

// -- one thing -------------------------------------------------------------------------------
const place = (iri, known) => {
  const to = pageOf(iri), text = known ? value.say(known.words) : iri;
  return to ? make("a", { href: to, text }) : make("span", { text });
};
const MOST = 60;
const linkItem = (edge, id, spots) => {
  const outward = edge.source === id, other = outward ? edge.target : edge.source;
  const more = [value.word(edge.relation), value.word(edge.role), value.word(edge.mode), edge.inferred && words.ours].filter(Boolean);
  const spot = make("span", { class: "quiet", text: "…" });
  spots.set(edge.key, spot);
  return make("li", {},
    make("span", { class: "quiet", text: (outward ? "→ " : "← ") + more.join(" · ") }), make("br"),
    chooser(other), make("br"), spot);
};
// The passages are half of a large network, so those of a thing come when it is chosen.
const grounds = (id) => {
  const network = value;
  if (!network.grounds.has(id)) {
    const source = sourced();
    source.searchParams.set("belagg", own(id));
    const asked = told(source.href);
    network.grounds.set(id, asked);
    asked.catch(() => network.grounds.delete(id));
  }
  return network.grounds.get(id);
};
const ground = async (id, spots) => {
  try {
    const data = await grounds(id), from = new Map(data.edges.map((edge) => [edge.key, edge.evidence]));
    for (const [key, spot] of spots) {
      const places = (from.get(key) || []).slice(0, 2)
        .flatMap((iri, i) => [i ? ", " : "", place(iri, data.evidence[iri])]);
      spot.replaceChildren(...(places.length ? places : [words.no_source]));
    }
  } catch {
    for (const spot of spots.values()) spot.textContent = words.sources_lost;
  }
};
const facts = (node) => {
  const pairs = [
    [words.county, node.county.map(value.word).join(", ")],
    [words.level, value.word(node.level)],
    [words.responsibility, value.word(node.responsibility)],
    [words.part_of, value.word(node.strategy)],
    [words.themes, node.themes.map(value.word).join(", ")],
    [words.circle_word, value.data.circles[node.id] || ""],
  ].filter(([, text]) => text);
  return make("dl", {}, ...pairs.flatMap(([term, text]) => [make("dt", { text: term }), make("dd", { text })]));
};
const tell = (id) => {
  const node = value.nodes.get(id), links = value.shownLinks(id, seen.shown);
  const does = (text, click) => make("button", { type: "button", text, click });
  const added = opened.includes(own(id));
  const to = pageOf(id), around = roots.around.replace("SAK", encodeURIComponent(own(id)));
  const spots = new Map(), listed = links.slice(0, MOST).map((edge) => linkItem(edge, id, spots));
  $("net-facts").replaceChildren(...[
    make("p", {}, symbol(id), " ", value.say(value.data.legend.kinds[node.kind].label), " · ", plural(links.length)),
    value.gap(id) && make("p", { class: "caution", text: words.gap }),
    node.summary && make("p", { lang: foreign(node.summary), text: value.say(node.summary) }),
    facts(node),
    make("p", { class: "does" },
      does(added ? words.fold : words.expand, () => expand(id, !added)),
      does(words.way_from, () => ends("begin", id)),
      does(words.way_to, () => ends("end", id))),
    make("p", {}, to && make("a", { href: to, text: words.open_page }), " · ", make("a", { href: around, text: words.around })),
    links.length ? make("ul", {}, ...listed) : make("p", { text: words.no_links }),
    links.length > MOST && make("p", { text: fill(words.more, { n: links.length - MOST }) }),
  ].filter(Boolean));
  if (spots.size) ground(id, spots);
};
let cameFrom = null;
const choose = (id, move) => {
  if (!value.nodes.has(id)) return;
  if (!card.contains(document.activeElement)) cameFrom = document.activeElement;
  seen.chosen = seen.walked = id;
  $("net-name").textContent = value.name(id);
  const language = foreign(value.nodes.get(id).label);
  if (language) $("net-name").lang = language;
  else $("net-name").removeAttribute("lang");
  tell(id);
  card.hidden = false;
  card.scrollTop = 0;
  picture.redraw();
  picture.show(id, covered());
  announce(spoken(id));
  note();
  follow();
  if (move) $("net-name").focus({ preventScroll: true });
};
const spoken = (id) => {
  const n = value.data.circles[id];
  const text = fill(words.said, {
    name: value.name(id), kind: value.say(value.data.legend.kinds[value.nodes.get(id).kind].label).toLocaleLowerCase(lang),
    links: plural(value.degree(id, seen.shown)), circle: n ? fill(words.circle, { n }) : words.no_circle,
  });
  return text + (value.gap(id) ? ". " + words.gap : "");
};
const close = () => {
  if (card.hidden) return;
  const inside = card.contains(document.activeElement);
  seen.chosen = "";
  card.hidden = true;
  picture.redraw();
  note();
  follow();
  if (inside) (cameFrom && cameFrom.isConnected ? cameFrom : stage).focus({ preventScroll: true });
};
const ends = (which, id) => {
  seen[which] = id;
  form.elements[which === "begin" ? "fran" : "till"].value = id ? value.name(id) : "";
  form.querySelector(".net-way").open = true;
  refresh(true);
  follow();
  if (!seen.begin || !seen.end) return;
  announce(seen.way.length ? fill(words.way_found, { n: seen.way.length - 1 }) : words.no_way);
};
const expand = async (id, add) => {
  opened = add ? [...opened, own(id)] : opened.filter((one) => one !== own(id));
  const before = value.nodes.size, camera = picture.camera();
  net.setAttribute("aria-busy", "true");
  try { await load(); } catch { fail(words.failed); return; }
  net.removeAttribute("aria-busy");
  picture.aim(camera.x, camera.y, camera.ratio);
  if (!value.nodes.has(seen.chosen)) close();
  refresh(true);
  if (seen.chosen) tell(seen.chosen);
  follow();
  const n = value.nodes.size - before;
  announce(n > 0 ? fill(words.added, { n }) : n < 0 ? $("net-size").textContent : words.none_added);
};

// -- hands and keys --------------------------------------------------------------------------
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const first = () => [...seen.shown.nodes].sort(
  (a, b) => value.degree(b, seen.shown) - value.degree(a, seen.shown) || (a < b ? -1 : 1))[0];
const walk = (id) => {
  if (!id) return;
  seen.walked = id;
  picture.redraw();
  picture.show(id, covered());
  announce(spoken(id));
};
const keyed = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const acts = {
    Enter: () => choose(seen.walked || first(), true), " ": () => choose(seen.walked || first(), true),
    "+": () => picture.zoom(1 / 1.4), "=": () => picture.zoom(1 / 1.4), "-": () => picture.zoom(1.4),
    0: () => act.fit(), Home: () => walk(first()),
  };
  if (WAYS[event.key]) walk(seen.walked && seen.shown.nodes.has(seen.walked) ? picture.ahead(seen.walked, WAYS[event.key]) : seen.chosen || first());
  else if (acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
};
const act = {
  in: () => picture.zoom(1 / 1.4),
  out: () => picture.zoom(1.4),
  fit: () => {
    picture.fit(false, true);
    setTimeout(() => { moved = false; note(); }, 320);
  },
  close,
  png: async () => {
    const legend = [...document.querySelectorAll("#net-key li")].map((item) => {
      const path = item.querySelector("path[fill-rule]");
      return path && { path: path.getAttribute("d"), colour: path.getAttribute("fill"), words: item.textContent.trim() };
    }).filter(Boolean);
    const title = document.querySelector("h1").textContent.trim();
    const source = `${words.picture_of} · ${value.say(value.data.view.words)} · ${location.host}`;
    const blob = await picture.still(legend, title, source);
    const to = make("a", { href: URL.createObjectURL(blob), download: `natverk-${value.data.name}.png` });
    to.click();
    net.dataset.saved = String(blob.size);
    setTimeout(() => URL.revokeObjectURL(to.href), 10000);
  },
};
const listen = () => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
  form.addEventListener("change", ({ target }) => {
    if (target.hasAttribute("data-reload")) reload(target);
    else if (target.name === "fran" || target.name === "till") ends(target.name === "fran" ? "begin" : "end", value.named(target.value));
    else if (target.name !== "q") refresh();
  });
  $("net-search").addEventListener("input", () => refresh());
  $("net-search").addEventListener("keydown", (event) => {
    const hit = $("net-hits").querySelector("button");
    if (event.key === "Enter" && hit) {
      event.preventDefault();
      hit.click();
    }
  });
  for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => act[button.dataset.do]());
  stage.addEventListener("keydown", keyed);
  stage.addEventListener("focus", () => { if (!seen.walked && stage.matches(":focus-visible")) walk(seen.chosen || first()); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
};
const reload = (control) => {
  const to = new URL(written(), location.href);
  const text = control.type === "checkbox" ? (control.checked ? control.value : "") : control.value;
  if (text) to.searchParams.set(control.name, text);
  else to.searchParams.delete(control.name);
  to.searchParams.delete("vy");
  location.assign(to);
};

// -- start -----------------------------------------------------------------------------------
const fail = (why) => {
  const still = make("img", { class: form.elements.ordning.value === "fritt" ? "whole" : null, src: innerWidth < NARROW ? net.dataset.phone : net.dataset.picture, alt: stage.getAttribute("aria-label") });
  stage.hidden = true;
  $("net-wait").hidden = true;
  $("net-stage").prepend(make("div", { class: "net-still", tabindex: "0", role: "region", "aria-label": still.alt }, still));
  $("net-why").textContent = why;
  $("net-why").hidden = false;
  $("net-help").hidden = true;
  document.documentElement.dataset.ready = "still";
};
const hasWebGL = () => {
  try {
    return Boolean(window.WebGL2RenderingContext && document.createElement("canvas").getContext("webgl2"));
  } catch { return false; }
};
const sourced = () => {
  const source = new URL(net.dataset.source, location.href);
  if (opened.length) source.searchParams.set("oppna", opened.join(","));
  else source.searchParams.delete("oppna");
  return source;
};
const told = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).data;
};
const fetched = () => {
  const source = sourced();
  return told(decodeURIComponent(source.search) === decodeURIComponent(new URL(net.dataset.source, location.href).search)
    ? net.dataset.source : source.href);
};
const load = async (coming = fetched()) => {
  const data = await coming;
  value = makeValue(data, lang);
  seen.focus = data.focus || "";
  if (picture) picture.kill();
  seen.shown = value.filter(Object.fromEntries(FACETS.map((facet) => [facet, ticked(facet)])));
  picture = makePicture({
    library, value, seen, stage,
    on: {
      node: (id) => choose(id, false),
      nothing: close,
      moved: () => {
        moved = true;
        clearTimeout(noted);
        noted = setTimeout(note, 250);
      },
    },
  });
};
let noted = 0;
const begin = async () => {
  const asked = given();
  opened = (asked.get("oppna") || "").split(",").filter(Boolean);
  // What is fetched comes while the graphics card is woken, which can take its time.
  const coming = fetched(), drawing = import(new URL(net.dataset.drawing, location.href).href);
  for (const promise of [coming, drawing]) promise.catch(() => {});
  if (!hasWebGL()) {
    fail(words.no_webgl);
    return;
  }
  $("net-wait").hidden = false;
  stage.hidden = false;
  try {
    library = await drawing;
    await load(coming);
    seen.begin = value.named(full(asked.get("fran") || "", roots.base)) || value.named(asked.get("fran") || "");
    seen.end = value.named(full(asked.get("till") || "", roots.base)) || value.named(asked.get("till") || "");
    document.documentElement.classList.add("live");
    document.querySelector(".net-tools").hidden = false;
    const chosen = full(asked.get("vald") || "", roots.base);
    if (chosen && value.nodes.has(chosen)) seen.chosen = chosen;
    refresh(true);
    const spot = (asked.get("vy") || "").split(",").map(Number);
    if (spot.length === 3 && spot.every(Number.isFinite) && spot[2] > 0) {
      picture.aim(...spot);
      moved = true;
    } else {
      picture.fit(true);
      moved = false;
    }
    if (seen.chosen) {
      $("net-name").textContent = value.name(seen.chosen);
      tell(seen.chosen);
      card.hidden = false;
      picture.redraw();
    }
    note();
    listen();
    $("net-help").hidden = false;
    $("net-wait").hidden = true;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      clearTimeout(noted);
      document.documentElement.dataset.ready = "yes";
      paper();
      document.documentElement.dataset.stable = String(Math.round(performance.now()));
    }));
  } catch (error) {
    document.documentElement.dataset.fault = String(error);
    fail(words.failed);
  }
};
begin();
