"use strict";
// The picture: symbols, lines and names on a canvas. It is told what is shown and chosen by
// `state`, and tells of clicks by `on`. Everything it writes is text on the canvas.
const makePicture = ({ data, picture, state, known, on }) => {
  const { nodes, edges, linked, name, kind, say, word, plural } = known;
  const canvas = document.getElementById("canvas");
  const springs = data.layout === "springs", sides = data.layout === "sides";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const paths = {};
  for (const [key, one] of Object.entries(data.legend.kinds)) paths[key] = new Path2D(one.path);
  const gaps = new Set(picture.gaps), drawn = new Set(), tones = {};
  const side = (id) => data.positions[id].name;
  const degree = (id) => linked.get(id).length;
  const weight = new Map(data.nodes.map(({ id }) => [id, 1 + Math.min(0.5, Math.log2(1 + degree(id)) / 10)]));
  const FONT = 13, LEAST = 11, LINE = 16;
  const most = { springs: 3, sides: 8, layers: 12 }[data.layout];
  // How small the picture may get on a narrow screen, where one looks at a part of it at a time.
  const narrow = { springs: 0.62, sides: 0.72, layers: 0.85 }[data.layout];
  const family = getComputedStyle(document.body).fontFamily;

  const readTones = () => {
    const style = getComputedStyle(document.documentElement);
    for (const tone of ["stage", "ink", "soft", "edge", "accent"]) {
      tones[tone] = style.getPropertyValue("--" + tone).trim();
    }
  };
  readTones();

  // -- what stands out -----------------------------------------------------------------------
  let near = null;
  const around = () => {
    const edge = state.chosenEdge && edges.get(state.chosenEdge);
    if (edge) return new Set([edge.source, edge.target]);
    const id = state.chosen || state.hovered;
    if (!id) return null;
    const shown = linked.get(id).filter((one) => state.shownEdges.has(one.key));
    return new Set([id, ...shown.flatMap((one) => [one.source, one.target])]);
  };
  const faded = (id) => (near ? !near.has(id) : state.asked !== "" && !state.found.has(id));
  const rank = (id) => {
    const steps = [id === state.chosen, id === state.hovered, near && near.has(id), state.found.has(id)];
    const first = steps.findIndex(Boolean);
    return (first < 0 ? 0 : steps.length - first) * 1e6 + degree(id);
  };

  // -- symbols -------------------------------------------------------------------------------
  const scaleOf = (id) => weight.get(id) * Math.max(1, 0.5 / network.getScale());
  const drawNode = (ctx, id, x, y) => {
    const path = paths[nodes.get(id).kind], k = scaleOf(id);
    drawn.add(id);
    ctx.globalAlpha = faded(id) ? 0.18 : 1;
    ctx.translate(x, y);
    ctx.scale(k, k);
    ctx.lineJoin = "round";
    if (id === state.chosen || id === state.hovered || id === data.focus) {
      ctx.beginPath();
      ctx.arc(0, 0, 16, 0, 2 * Math.PI);
      ctx.lineWidth = id === state.chosen ? 3 : 1.5;
      ctx.strokeStyle = tones.accent;
      ctx.stroke();
    }
    ctx.lineWidth = 3;
    ctx.strokeStyle = ctx.fillStyle = tones.stage;
    ctx.stroke(path);
    ctx.fill(path, "nonzero");
    if (gaps.has(id)) {
      ctx.setLineDash([4, 3]);
      ctx.lineWidth = 2.2;
      ctx.strokeStyle = kind(id).colour;
      ctx.stroke(path);
      ctx.setLineDash([]);
    } else {
      ctx.fillStyle = kind(id).colour;
      ctx.fill(path, "evenodd");
    }
  };
  const renderer = ({ ctx, id, x, y }) => ({
    drawNode: () => drawNode(ctx, id, x, y),
    nodeDimensions: { width: 24 * weight.get(id), height: 24 * weight.get(id) },
  });

  // -- names ---------------------------------------------------------------------------------
  // They are written last, the most linked first, each only where it covers nothing: readable at
  // every size, and more of them appear as one comes closer.
  const wrapped = new Map();
  const cut = (ctx, lines, n, width) => {
    const kept = lines.slice(0, n), last = kept[n - 1].split(" ");
    while (last.length > 1 && ctx.measureText(last.join(" ") + " …").width > width) last.pop();
    kept[n - 1] = last.join(" ") + " …";
    return kept;
  };
  // Names keep their size when the picture shrinks, so a column then has room for shorter lines.
  const roomOf = (id, unit) => {
    const room = data.room[side(id)], between = 235;
    return springs || sides ? room : Math.round(Math.max(110, Math.min(room, between / unit)));
  };
  const linesOf = (ctx, id, width) => {
    const key = width + " " + id, made = [""];
    if (wrapped.has(key)) return wrapped.get(key);
    for (const part of name(id).split(/\s+/)) {
      const last = made[made.length - 1], longer = last ? last + " " + part : part;
      if (last && ctx.measureText(longer).width > width) made.push(part);
      else made[made.length - 1] = longer;
    }
    wrapped.set(key, made.length > most ? cut(ctx, made, most, width) : made);
    return wrapped.get(key);
  };
  const makeGrid = (cell) => {
    const squares = new Map();
    const cells = ([left, top, right, low]) => {
      const found = [];
      for (let i = Math.floor(left / cell); i <= Math.floor(right / cell); i++) {
        for (let j = Math.floor(top / cell); j <= Math.floor(low / cell); j++) found.push(i + "," + j);
      }
      return found;
    };
    const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    return {
      free: (box, id) => !cells(box).some((key) => (squares.get(key) || []).some(
        (other) => other.id !== id && meet(other.box, box))),
      put: (box, id) => {
        for (const key of cells(box)) {
          if (!squares.has(key)) squares.set(key, []);
          squares.get(key).push({ box, id });
        }
      },
    };
  };
  const spotsOf = ({ x, y }, r, w, h, unit) => ({
    below: { align: "center", left: x - w / 2, top: y + r + 2 * unit },
    above: { align: "center", left: x - w / 2, top: y - r - 2 * unit - h },
    right: { align: "left", left: x + r + 5 * unit, top: y - h / 2 },
    left: { align: "right", left: x - r - 5 * unit - w, top: y - h / 2 },
  });
  // A name with no room where it belongs is cut to fewer lines or, among springs, stands elsewhere
  // about its symbol; else it waits until one comes closer.
  const findSpot = (ctx, grid, id, at, unit) => {
    const room = roomOf(id, unit), all = linesOf(ctx, id, room), r = 12 * scaleOf(id), own = side(id);
    const tried = springs ? [own, "right", "left", "above"] : [own];
    let lines = all, width = 0, spots = {};
    for (let n = all.length; n > 0; n--) {
      lines = n < all.length ? cut(ctx, all, n, room) : all;
      width = Math.max(...lines.map((line) => ctx.measureText(line).width));
      const w = width * unit, h = n * LINE * unit;
      spots = spotsOf(at, r, w, h, unit);
      for (const { align, left, top } of tried.map((one) => spots[one])) {
        const box = [left - 2 * unit, top + unit, left + w + 2 * unit, top + h - unit];
        if (!grid.free(box, id)) continue;
        grid.put(box, id);
        return { align, left, top, lines, width };
      }
    }
    const must = id === state.chosen || id === state.hovered;
    return must ? { ...spots[own], lines, width } : null;
  };
  const write = (ctx, id, unit, { align, left, top, lines, width }) => {
    const x = { left: 0, right: width, center: width / 2 }[align];
    ctx.save();
    ctx.translate(left, top);
    ctx.scale(unit, unit);
    ctx.textAlign = align;
    if (id === state.chosen) ctx.font = `650 ${FONT}px ${family}`;
    if (!springs) {
      ctx.globalAlpha = 0.82;
      ctx.fillStyle = tones.stage;
      ctx.fillRect(-2, 0, width + 4, LINE * lines.length);
    }
    ctx.globalAlpha = faded(id) ? 0.3 : 1;
    ctx.lineWidth = 4;
    ctx.strokeStyle = tones.stage;
    ctx.fillStyle = tones.ink;
    lines.forEach((line, i) => {
      ctx.strokeText(line, x, LINE * (i + 0.5));
      ctx.fillText(line, x, LINE * (i + 0.5));
    });
    ctx.restore();
  };
  const unitAt = (scale) => Math.max(LEAST, Math.min(15, FONT * scale)) / FONT / scale;
  const writeNames = (ctx) => {
    const unit = unitAt(network.getScale()), grid = makeGrid(120 * unit);
    const ids = [...state.shownNodes], at = network.getPositions(ids);
    ctx.save();
    ctx.font = `${FONT}px ${family}`;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const id of ids) {
      const r = 10 * scaleOf(id), { x, y } = at[id];
      if (!near || !faded(id)) grid.put([x - r, y - r, x + r, y + r], id);
    }
    ids.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
    let written = 0, shortened = 0;
    for (const id of ids) {
      const spot = findSpot(ctx, grid, id, at[id], unit);
      if (!spot) continue;
      write(ctx, id, unit, spot);
      written += 1;
      if (spot.lines[spot.lines.length - 1].endsWith(" …")) shortened += 1;
    }
    ctx.restore();
    canvas.dataset.names = written;
    canvas.dataset.shortened = shortened;
  };

  // -- headings ------------------------------------------------------------------------------
  // Those of columns stand in the page and follow the picture; those of blocks stand in it.
  const columns = data.captions.filter((caption) => caption.y === null);
  const labels = columns.map((caption) => {
    const label = document.createElement("span");
    label.textContent = say(caption.text);
    label.classList.toggle("middle", sides);
    return label;
  });
  const heads = document.getElementById("heads");
  heads.replaceChildren(...labels);
  heads.hidden = !labels.length;
  const writeHeadings = (ctx) => {
    const at = columns.map((caption) => network.canvasToDOM({ x: caption.x, y: 0 }).x);
    labels.forEach((label, i) => {
      const room = (i + 1 < at.length ? at[i + 1] : canvas.clientWidth) - at[i] - 16;
      label.style.left = (sides ? at[i] : at[i] - 10) + "px";
      label.style.maxWidth = Math.max(0, sides ? Math.min(room, 2 * at[i]) : room) + "px";
    });
    const scale = network.getScale();
    ctx.save();
    ctx.font = `600 ${Math.max(12, 14 * scale) / scale}px ${family}`;
    ctx.fillStyle = tones.soft;
    for (const { text, x, y } of data.captions) if (y !== null) ctx.fillText(say(text), x, y);
    ctx.restore();
  };

  // -- the network ---------------------------------------------------------------------------
  const nodeSet = new vis.DataSet(picture.nodes.map((node) => ({ ...node, ctxRenderer: renderer })));
  const edgeSet = new vis.DataSet(picture.edges);
  const network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, picture.options);
  canvas.firstElementChild.tabIndex = -1;
  network.on("beforeDrawing", () => {
    near = around();
    drawn.clear();
  });
  network.on("afterDrawing", (ctx) => {
    writeNames(ctx);
    writeHeadings(ctx);
    canvas.dataset.nodes = drawn.size;
    canvas.dataset.edges = network.body.edgeIndices.length;
  });

  const redraw = () => {
    const lit = around(), id = state.chosen || state.hovered;
    edgeSet.update(picture.edges.map((edge) => {
      const own = state.chosenEdge ? edge.id === state.chosenEdge : edge.from === id || edge.to === id;
      const missed = state.asked && !state.found.has(edge.from) && !state.found.has(edge.to);
      const opacity = lit ? (own ? 1 : 0.12) : missed ? 0.12 : 0.9;
      const color = { color: lit && own ? tones.accent : tones.edge, opacity };
      return {
        id: edge.id,
        hidden: !state.shownEdges.has(edge.id),
        color: { ...color, highlight: tones.accent, hover: tones.accent },
      };
    }));
    network.redraw();
  };
  const update = () => {
    nodeSet.update(data.nodes.map(({ id }) => ({ id, hidden: !state.shownNodes.has(id) })));
    redraw();
  };

  // -- what part is seen ---------------------------------------------------------------------
  const frame = (ids, at, unit) => {
    const far = [Infinity, Infinity, -Infinity, -Infinity];
    for (const id of ids) {
      const { x, y } = at[id], own = side(id), room = (data.room[own] || 150) * unit;
      const beside = own === "below" ? room / 2 : room + 30;
      far[0] = Math.min(far[0], x - (own === "right" ? 20 : beside));
      far[1] = Math.min(far[1], y - 30);
      far[2] = Math.max(far[2], x + (own === "left" ? 20 : beside));
      far[3] = Math.max(far[3], y + (own === "below" ? 20 + 52 * unit : 34));
    }
    return far;
  };
  // Where not all columns fit, the fullest is looked at first.
  const middle = (ids, at, far, seen) => {
    const half = (far[0] + far[2]) / 2;
    if (sides || !columns.length || seen >= far[2] - far[0]) return half;
    const things = (x) => ids.filter((id) => Math.abs(at[id].x - x) < 90).length;
    const fullest = columns.map(({ x }) => x).sort((a, b) => things(b) - things(a))[0];
    return Math.min(Math.max(fullest + seen / 2 - 30, far[0] + seen / 2), far[2] - seen / 2);
  };
  // The picture is as high as its names need at this width, within reason: a long chain is read by
  // scrolling the page. Names do not shrink below what can be read, so the smaller the picture the
  // more room they take in it, and the frame is found in a few steps.
  const fit = () => {
    const ids = [...state.shownNodes], width = canvas.clientWidth;
    if (!ids.length || !width) return;
    const at = network.getPositions(ids);
    let scale = 1, far = [];
    for (let step = 0; step < 4; step++) {
      far = frame(ids, at, Math.max(LEAST, FONT * scale) / FONT / scale);
      scale = Math.min(1.15, Math.max(width / (far[2] - far[0]), width < 700 ? narrow : 0));
    }
    const high = far[3] - far[1], least = Math.min(innerHeight * 0.6, 560);
    const height = Math.round(Math.min(Math.max(least, high * scale), 6000));
    if (canvas.clientHeight !== height) {
      canvas.style.height = height + "px";
      network.setSize("100%", "100%");
      network.redraw();
    }
    const position = { x: middle(ids, at, far, width / scale), y: (far[1] + far[3]) / 2 };
    network.moveTo({ position, scale: Math.min(scale, height / high) });
  };
  const look = (id, scroll) => {
    redraw();
    const position = network.getPositions([id])[id], there = network.canvasToDOM(position);
    const seen = there.x > 60 && there.x < canvas.clientWidth - 120
      && there.y > 20 && there.y < canvas.clientHeight - 40;
    const scale = Math.max(network.getScale(), 0.6), move = !seen || scale !== network.getScale();
    const animation = calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    if (move) network.moveTo({ position, scale, animation });
    if (!scroll) return;
    const details = document.getElementById("details"), box = canvas.getBoundingClientRect();
    const top = getComputedStyle(details).position === "sticky"
      ? box.top + (move ? box.height / 2 : there.y) - innerHeight / 2
      : details.getBoundingClientRect().top - 12;
    scrollBy({ top, behavior: calm.matches ? "auto" : "smooth" });
  };
  const zoom = (factor) => {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
  };

  // -- mouse ---------------------------------------------------------------------------------
  network.on("click", (event) => {
    if (event.nodes.length) on.node(event.nodes[0]);
    else if (event.edges.length) on.edge(event.edges[0]);
    else on.nothing();
  });
  const tip = document.getElementById("tip");
  const point = (text, event) => {
    const x = event.offsetX || 0, y = event.offsetY || 0;
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = Math.max(0, Math.min(x + 14, canvas.clientWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = y + 16 + "px";
    canvas.style.cursor = "pointer";
  };
  // Hovering lights up what is linked, as long as nothing is chosen and the lines are not too many.
  const light = () => (state.chosen || state.chosenEdge || edges.size > 800 ? network.redraw() : redraw());
  const leave = () => {
    state.hovered = null;
    tip.hidden = true;
    canvas.style.cursor = "";
    light();
  };
  network.on("hoverNode", ({ node, event }) => {
    state.hovered = node;
    point(`${name(node)} – ${say(kind(node).label)}, ${plural(degree(node))}`, event);
    light();
  });
  network.on("hoverEdge", ({ edge: key, event }) => {
    const edge = edges.get(key);
    if (!state.hovered) point([word(edge.relation), word(edge.role)].filter(Boolean).join(", "), event);
  });
  network.on("blurNode", leave);
  network.on("blurEdge", () => { if (!state.hovered) leave(); });
  network.on("dragStart", leave);

  // Rolling scrolls the page; with Ctrl it zooms. Nobody gets stuck in the picture.
  const hint = document.getElementById("hint");
  let waiting = 0;
  canvas.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    hint.hidden = false;
    clearTimeout(waiting);
    waiting = setTimeout(() => { hint.hidden = true; }, 900);
  }, { capture: true, passive: true });

  let width = 0;
  new ResizeObserver(() => {
    if (canvas.clientWidth === width || !canvas.clientWidth) return;
    const first = width === 0;
    width = canvas.clientWidth;
    network.setSize("100%", "100%");
    if (first || !state.chosen) fit();
    else look(state.chosen, false);
  }).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readTones();
    redraw();
  });
  return { update, redraw, fit, look, zoom };
};
