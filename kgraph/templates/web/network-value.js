// What is known of a network and what an address asks to see of it: no page, no picture. The server
// reckons the same, from the same names.
export const FACETS = ["slag", "lan", "niva", "tema", "lage"];
const NONE = "-";
const last = (iri) => (iri || "").split("/").pop() || NONE;

export const makeValue = (data, lang) => {
  const say = (text) => (text ? text[lang] || text.sv : "");
  const word = (code) => say(data.legend.words[code]) || code || "";
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.key, edge]));
  const linked = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    linked.get(edge.source).push(edge);
    if (edge.target !== edge.source) linked.get(edge.target).push(edge);
  }
  const or = (values) => (values.length ? values : [NONE]);
  const facets = {
    slag: (node) => [node.kind],
    lan: (node) => or(node.county.map(last)),
    niva: (node) => [last(node.level)],
    tema: (node) => or(node.themes.map(last)),
  };
  const name = (id) => say(nodes.get(id).label);
  const gap = (id) => (nodes.get(id).responsibility || "").endsWith("/namns-inte");

  // What the filters let through: a link needs both its ends, and a thing whose every link is
  // filtered away by what it counts as goes with them; one that has no link stays. A thing of no
  // single county stays where a thing of a chosen county leads to it.
  const filter = (shows) => {
    const asked = Object.keys(facets).filter((facet) => shows[facet] && shows[facet].size);
    const anywhere = asked.filter((facet) => facet !== "lan" || shows.lan.has(NONE));
    const by = (names) => new Set(data.nodes.filter(
      (node) => names.every((f) => facets[f](node).some((v) => shows[f].has(v))),
    ).map((node) => node.id));
    const left = by(asked);
    const modes = shows.lage && shows.lage.size ? shows.lage : null;
    const counting = data.edges.filter((edge) => !modes || modes.has(last(edge.mode)));
    const kept = new Set(counting.flatMap((edge) => [edge.source, edge.target]));
    if (anywhere.length < asked.length) {
      const placeless = [...by(anywhere)].filter((id) => !nodes.get(id).county.length);
      const chosen = new Set(left), open = new Set(placeless);
      for (const edge of counting) {
        if (open.has(edge.source) && chosen.has(edge.target)) left.add(edge.source);
        if (open.has(edge.target) && chosen.has(edge.source)) left.add(edge.target);
      }
    }
    const there = new Set(data.nodes.filter(
      (node) => left.has(node.id) && (kept.has(node.id) || !linked.get(node.id).length),
    ).map((node) => node.id));
    return {
      nodes: there,
      edges: new Set(counting.filter((e) => there.has(e.source) && there.has(e.target))
        .map((edge) => edge.key)),
    };
  };
  const shownLinks = (id, shown) => linked.get(id).filter((edge) => shown.edges.has(edge.key));
  const degree = (id, shown) => shownLinks(id, shown).length;

  const plain = (text) => text.toLocaleLowerCase(lang).normalize("NFC");
  const find = (text, shown) => {
    const asked = plain(text.trim());
    if (!asked) return [];
    return [...shown.nodes].filter((id) => plain(name(id)).includes(asked))
      .sort((a, b) => name(a).localeCompare(name(b), lang));
  };
  const named = (text) => {
    const asked = plain(text.trim());
    if (!asked) return "";
    if (nodes.has(text.trim())) return text.trim();
    const names = data.nodes.map((node) => [plain(say(node.label)), node.id]);
    const near = names.filter(([one]) => one.includes(asked)).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const same = names.filter(([one]) => one === asked).pop();
    return same ? same[1] : near.length ? near[0][1] : "";
  };

  // A shortest way, whichever direction links have; the same one as the server's.
  const way = (begin, end, shown) => {
    if (!shown.nodes.has(begin) || !shown.nodes.has(end)) return [];
    const before = new Map([[begin, null]]), waiting = [begin];
    for (let i = 0; i < waiting.length && !before.has(end); i++) {
      const here = waiting[i];
      const next = new Set(shownLinks(here, shown).map((e) => (e.source === here ? e.target : e.source)));
      for (const other of [...next].sort()) {
        if (before.has(other)) continue;
        before.set(other, here);
        waiting.push(other);
      }
    }
    if (!before.has(end)) return [];
    const steps = [];
    for (let at = end; at !== null; at = before.get(at)) steps.unshift(at);
    return steps;
  };

  // -- colours -------------------------------------------------------------------------------
  const shadeOf = (id, colour) => {
    const node = nodes.get(id);
    if (colour === "krets") return String(data.circles[id]);
    return node.county.length === 1 ? last(node.county[0]) : "";
  };
  const known = (colour) => new Map((data.shades[colour] || []).map((one) => [one.value, one]));
  const shades = { krets: known("krets"), lan: known("lan") };
  const colourOf = (id, colour) => {
    if (colour === "slag") return data.legend.kinds[nodes.get(id).kind].colour;
    const shade = shades[colour].get(shadeOf(id, colour));
    return shade ? shade.colour : "#767676";
  };
  const markOf = (id, colour) => {
    const shade = colour === "slag" ? null : shades[colour].get(shadeOf(id, colour));
    if (!shade) return "";
    return ` (${colour === "krets" ? shade.value : say(shade.label)})`;
  };

  return {
    data, lang, grounds: new Map(), nodes, edges, linked, say, word, name, gap, filter, shownLinks, degree, find, named,
    way, colourOf, markOf,
  };
};

// -- addresses -------------------------------------------------------------------------------
export const short = (iri, base) => (iri.startsWith(base + "id/") ? iri.slice(base.length + 3)
  : iri.startsWith(base) ? iri.slice(base.length) : iri);
export const full = (text, base) => {
  if (!text || text.includes("://")) return text;
  return base + (/^(vocab|graph|id)\//.test(text) ? "" : "id/") + text;
};
