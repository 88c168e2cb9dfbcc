// The picture: symbols and lines drawn by sigma on the graphics card, names on a canvas above them.
// It is told what is shown and chosen by `seen`, and tells of clicks by `on`.
const CELL = 96, ACROSS = 8, FONT = 13, LINE = 16, SIDEWAYS = 6;

const NODE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position;
attribute float a_size; attribute float a_cell; attribute vec2 a_corner;
uniform mat3 u_matrix; uniform vec2 u_window; uniform float u_ratio; uniform vec2 u_cells;
varying vec4 v_color; varying vec2 v_spot;
const float bias = 255.0 / 254.0;
void main() {
  vec2 at = (u_matrix * vec3(a_position, 1.0)).xy * 0.5 * u_window;
  at += a_corner * a_size / u_ratio;
  gl_Position = vec4(at * 2.0 / u_window, 0.0, 1.0);
  vec2 cell = vec2(mod(a_cell, u_cells.x), floor(a_cell / u_cells.x));
  v_spot = (cell + vec2(0.5 + 0.5 * a_corner.x, 0.5 - 0.5 * a_corner.y)) / u_cells;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;
const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_spot;
uniform sampler2D u_shapes; uniform vec4 u_paper;
void main() {
  vec4 mask = texture2D(u_shapes, v_spot);
  #ifdef PICKING_MODE
  if (mask.g < 0.4) discard;
  gl_FragColor = v_color;
  #else
  if (mask.g < 0.01) discard;
  gl_FragColor = vec4(mix(u_paper.rgb, v_color.rgb, mask.r), 1.0) * mask.g;
  #endif
}`;
const EDGE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_source; attribute vec2 a_target;
attribute float a_thick; attribute float a_aside; attribute vec2 a_dash; attribute vec3 a_ends;
attribute vec2 a_corner;
uniform mat3 u_matrix; uniform vec2 u_window; uniform float u_ratio;
varying vec4 v_color; varying vec2 v_at; varying vec4 v_line; varying vec2 v_dash;
const float bias = 255.0 / 254.0;
void main() {
  vec2 s = (u_matrix * vec3(a_source, 1.0)).xy * 0.5 * u_window;
  vec2 t = (u_matrix * vec3(a_target, 1.0)).xy * 0.5 * u_window;
  float far = max(length(t - s), 0.001);
  vec2 way = (t - s) / far, left = vec2(-way.y, way.x);
  float begin = a_ends.x / u_ratio + 1.0, end = far - a_ends.y / u_ratio - 2.0;
  float half_wide = a_thick * 0.5, arrow = a_ends.z;
  #ifdef PICKING_MODE
  half_wide = max(half_wide, 4.0);
  #endif
  float reach = max(half_wide, arrow * 0.5) + 1.0;
  vec2 at = vec2(mix(begin, end, a_corner.x), a_corner.y * reach);
  gl_Position = vec4((s + way * at.x + left * (at.y + a_aside)) * 2.0 / u_window, 0.0, 1.0);
  if (end <= begin) gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
  v_at = at;
  v_line = vec4(begin, end, half_wide, arrow);
  v_dash = a_dash;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;
const EDGE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_at; varying vec4 v_line; varying vec2 v_dash;
void main() {
  float left = v_line.y - v_at.x, half_wide = v_line.z;
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  if (v_line.w > 0.0 && left < v_line.w) half_wide = max(0.0, left * 0.45);
  else if (v_dash.y > 0.0 && mod(v_at.x - v_line.x, v_dash.x + v_dash.y) > v_dash.x) discard;
  float shade = 1.0 - smoothstep(half_wide - 0.5, half_wide + 0.5, abs(v_at.y));
  if (shade < 0.01) discard;
  gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a) * shade;
  #endif
}`;
const DASHES = { norm: [10, 3], planned: [6, 5], target: [2, 4], permitted: [8, 4], historical: [1, 6] };

const hex = (colour) => {
  const made = document.createElement("canvas").getContext("2d");
  made.fillStyle = colour;
  const text = made.fillStyle;
  if (text.startsWith("#")) return [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));
  return text.match(/[\d.]+/g).slice(0, 3).map(Number);
};

// Every kind's shape, filled and as a broken outline for what nobody is named for: red says where
// the colour goes, green where anything is drawn at all.
const drawShapes = (kinds) => {
  const names = Object.keys(kinds), rows = Math.ceil((2 * names.length) / ACROSS);
  const canvas = document.createElement("canvas");
  canvas.width = CELL * ACROSS;
  canvas.height = CELL * rows;
  const ctx = canvas.getContext("2d"), cells = new Map();
  names.forEach((name, i) => {
    const path = new Path2D(kinds[name].path);
    for (const broken of [0, 1]) {
      const cell = 2 * i + broken;
      cells.set(name + broken, cell);
      ctx.save();
      ctx.translate((cell % ACROSS + 0.5) * CELL, (Math.floor(cell / ACROSS) + 0.5) * CELL);
      ctx.scale(CELL / 34, CELL / 34);
      ctx.lineJoin = "round";
      ctx.fillStyle = ctx.strokeStyle = "#00ff00";
      ctx.lineWidth = 4;
      ctx.stroke(path);
      ctx.fill(path);
      ctx.fillStyle = ctx.strokeStyle = "#ffff00";
      if (broken) {
        ctx.setLineDash([4, 3]);
        ctx.lineWidth = 2.6;
        ctx.stroke(path);
      } else ctx.fill(path, "evenodd");
      ctx.restore();
    }
  });
  return { canvas, cells, size: [ACROSS, rows] };
};

const makePrograms = ({ NodeProgram, EdgeProgram, floatColor }, shapes, tones) => {
  const FLOAT = WebGL2RenderingContext.FLOAT, BYTE = WebGL2RenderingContext.UNSIGNED_BYTE;
  const TRIANGLES = WebGL2RenderingContext.TRIANGLES;
  const window2 = (gl, at, params) => {
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    gl.uniform2f(at.u_window, params.width, params.height);
    gl.uniform1f(at.u_ratio, params.sizeRatio);
  };
  class Shapes extends NodeProgram {
    getDefinition() {
      return {
        VERTICES: 6, METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: NODE_VERTEX, FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
        UNIFORMS: ["u_matrix", "u_window", "u_ratio", "u_cells", "u_shapes", "u_paper"],
        ATTRIBUTES: [
          { name: "a_id", size: 4, type: BYTE, normalized: true },
          { name: "a_color", size: 4, type: BYTE, normalized: true },
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_cell", size: 1, type: FLOAT },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [[-1, -1], [1, -1], [-1, 1], [-1, 1], [1, -1], [1, 1]],
      };
    }
    processVisibleItem(id, i, data) {
      // The symbol takes 12 of the 17 units from the middle of its cell to the cell's side.
      const values = [id, floatColor(data.color), data.x, data.y, data.size * 17 / 12, data.cell];
      values.forEach((value, n) => { this.array[i + n] = value; });
    }
    setUniforms(params, { gl, uniformLocations: at }) {
      if (!this.texture) {
        this.texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, this.texture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, shapes.canvas);
        gl.generateMipmap(gl.TEXTURE_2D);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      }
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, this.texture);
      window2(gl, at, params);
      gl.uniform2f(at.u_cells, ...shapes.size);
      gl.uniform1i(at.u_shapes, 0);
      gl.uniform4f(at.u_paper, ...hex(tones.panel).map((part) => part / 255), 1);
    }
  }
  class Lines extends EdgeProgram {
    getDefinition() {
      return {
        VERTICES: 6, METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: EDGE_VERTEX, FRAGMENT_SHADER_SOURCE: EDGE_FRAGMENT,
        UNIFORMS: ["u_matrix", "u_window", "u_ratio"],
        ATTRIBUTES: [
          { name: "a_id", size: 4, type: BYTE, normalized: true },
          { name: "a_color", size: 4, type: BYTE, normalized: true },
          { name: "a_source", size: 2, type: FLOAT },
          { name: "a_target", size: 2, type: FLOAT },
          { name: "a_thick", size: 1, type: FLOAT },
          { name: "a_aside", size: 1, type: FLOAT },
          { name: "a_dash", size: 2, type: FLOAT },
          { name: "a_ends", size: 3, type: FLOAT },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [[0, -1], [1, -1], [0, 1], [0, 1], [1, -1], [1, 1]],
      };
    }
    processVisibleItem(id, i, source, target, data) {
      const values = [
        id, floatColor(data.color), source.x, source.y, target.x, target.y, data.size, data.aside,
        ...(data.dash || [0, 0]), source.size, target.size, data.arrow,
      ];
      values.forEach((value, n) => { this.array[i + n] = value; });
    }
    setUniforms(params, { gl, uniformLocations: at }) { window2(gl, at, params); }
  }
  return { Shapes, Lines };
};

export const readTones = () => {
  const style = getComputedStyle(document.documentElement), tones = {};
  for (const name of ["page", "panel", "ink", "soft", "rule", "accent", "focus"]) {
    tones[name] = style.getPropertyValue("--" + name).trim();
  }
  const mixed = (one, other, share) => {
    const [a, b] = [hex(one), hex(other)];
    return "#" + a.map((v, i) => Math.round(v * share + b[i] * (1 - share)).toString(16).padStart(2, "0")).join("");
  };
  tones.line = mixed(tones.soft, tones.panel, 0.5);
  tones.faint = mixed(tones.rule, tones.panel, 0.7);
  tones.mixed = mixed;
  return tones;
};

export const makePicture = ({ library, value, seen, on, stage }) => {
  const { Graph, Sigma } = library, { data, nodes } = value;
  let tones = readTones();
  const shapes = drawShapes(data.legend.kinds);
  const many = data.nodes.length > 600, springs = data.layout === "springs";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const family = getComputedStyle(document.body).fontFamily;

  // -- the graph -----------------------------------------------------------------------------
  const graph = new Graph({ multi: true, type: "directed", allowSelfLoops: true });
  // Of many things each is small enough that the whole can be seen, and grows as one comes closer.
  const base = Math.min(stage.clientWidth < 600 ? 4.5 : 8.5, Math.max(2, 0.24 * Math.sqrt(stage.clientWidth * stage.clientHeight / data.nodes.length)));
  const size = (id) => base * (1 + Math.min(0.7, 0.2 * Math.log2(1 + value.linked.get(id).length)));
  for (const { id, kind } of data.nodes) {
    const { x, y } = data.positions[id];
    graph.addNode(id, { x, y: -y, size: size(id), color: "#888888", cell: shapes.cells.get(kind + (value.gap(id) ? 1 : 0)) });
  }
  const pairs = new Map();
  for (const edge of data.edges) {
    const key = [edge.source, edge.target].sort().join(" ");
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge.key);
  }
  const arrow = data.edges.length > 1500 ? 0 : 8;
  for (const edge of data.edges) {
    const together = pairs.get([edge.source, edge.target].sort().join(" "));
    const turn = SIDEWAYS * (together.indexOf(edge.key) - (together.length - 1) / 2);
    graph.addEdgeWithKey(edge.key, edge.source, edge.target, {
      size: edge.inferred ? 0.6 : many ? 1 : 1.3, color: tones.line, arrow, aside: edge.source < edge.target ? turn : -turn,
      dash: DASHES[(edge.mode || "").split("/").pop()] || null,
    });
  }

  // -- what stands out -----------------------------------------------------------------------
  let near = null;
  const around = () => {
    if (seen.way.length) return new Set(seen.way);
    const id = seen.chosen || seen.hovered;
    if (!id || !nodes.has(id)) return null;
    return new Set([id, ...value.shownLinks(id, seen.shown).flatMap((e) => [e.source, e.target])]);
  };
  const faded = (id) => {
    if (near) return !near.has(id);
    if (seen.asked) return !seen.found.has(id);
    return seen.gaps && !value.gap(id);
  };
  const stepsOn = () => new Set(seen.way.slice(1).flatMap((id, i) => [`${seen.way[i]} ${id}`, `${id} ${seen.way[i]}`]));
  let steps = new Set();
  const nodeLook = (id) => {
    const colour = value.colourOf(id, seen.colour), dim = faded(id);
    return {
      hidden: !seen.shown.nodes.has(id), zIndex: dim ? 0 : 1,
      color: dim ? tones.mixed(colour, tones.panel, 0.22) : colour,
    };
  };
  const edgeLook = (key, attributes) => {
    const edge = value.edges.get(key), hidden = !seen.shown.edges.has(key);
    if (steps.size) {
      const lit = steps.has(`${edge.source} ${edge.target}`);
      return { hidden, color: lit ? tones.accent : tones.faint, size: lit ? 3 : 1, zIndex: lit ? 1 : 0 };
    }
    const id = seen.chosen || seen.hovered;
    if (near && id) {
      const lit = edge.source === id || edge.target === id;
      return { hidden, color: lit ? tones.accent : tones.faint, size: lit ? 1.8 : 1, zIndex: lit ? 1 : 0 };
    }
    return { hidden, color: seen.asked || seen.gaps ? tones.faint : tones.line, size: attributes.size, zIndex: 0 };
  };

  const { Shapes, Lines } = makePrograms(library, shapes, tones);
  const sigma = new Sigma(graph, stage, {
    defaultNodeType: "shape", nodeProgramClasses: { shape: Shapes }, nodeHoverProgramClasses: { shape: Shapes },
    defaultEdgeType: "line", edgeProgramClasses: { line: Lines },
    nodeReducer: (id, attributes) => ({ ...attributes, ...nodeLook(id) }),
    edgeReducer: (key, attributes) => ({ ...attributes, ...edgeLook(key, attributes) }),
    renderLabels: false, zIndex: true, enableCameraRotation: false, stagePadding: 46,
    minEdgeThickness: 0, minCameraRatio: 0.01, maxCameraRatio: 4, hideEdgesOnMove: data.edges.length > 4000,
    defaultDrawNodeHover: () => {}, zoomToSizeRatioFunction: (ratio) => (springs ? Math.max(many ? 0.2 : 0.35, ratio ** (many ? 0.6 : 0.45)) : 1),
  });
  const camera = sigma.getCamera();

  // -- names ---------------------------------------------------------------------------------
  // The most linked first, each only where it covers nothing: readable at every size, and more of
  // them appear as one comes closer.
  const sheet = sigma.createCanvas("names", { afterLayer: "hovers" });
  sheet.style.pointerEvents = "none";
  const ctx = sheet.getContext("2d"), wrapped = new Map();
  const most = springs ? 3 : 6, NAME = 100;
  const broken = (text, width) => {
    const key = `${width} ${text}`;
    if (wrapped.has(key)) return wrapped.get(key);
    const lines = [""];
    for (const part of text.split(/\s+/)) {
      const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${part}` : part;
      if (lines[lines.length - 1] && ctx.measureText(longer).width > width) lines.push(part);
      else lines[lines.length - 1] = longer;
    }
    const made = lines.length > most ? [...lines.slice(0, most - 1), lines[most - 1] + " …"] : lines;
    wrapped.set(key, made);
    return made;
  };
  const makeGrid = () => {
    const squares = new Map();
    const cells = function* ([l, t, r, b]) {
      for (let i = Math.floor(l / 110); i <= Math.floor(r / 110); i++)
        for (let j = Math.floor(t / 50); j <= Math.floor(b / 50); j++) yield i * 10007 + j;
    };
    const free = (box, id) => {
      for (const cell of cells(box)) for (const [o, whose] of squares.get(cell) || []) {
        if (whose !== id && box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return false;
      }
      return true;
    };
    const met = (box, id) => {
      const others = new Map();
      for (const cell of cells(box)) for (const [o, whose, cost] of squares.get(cell) || []) {
        if (whose !== id && box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) others.set(o, cost);
      }
      return [...others.values()].reduce((sum, cost) => sum + cost, 0);
    };
    const put = (box, id, cost = 1) => {
      for (const cell of cells(box)) {
        if (!squares.has(cell)) squares.set(cell, []);
        squares.get(cell).push([box, id, cost]);
      }
    };
    return { free, met, put };
  };
  const importance = (id) => {
    if (id === seen.chosen || id === seen.walked) return 4e6;
    if (id === seen.hovered) return 3e6;
    if (seen.way.includes(id)) return 2.5e6;
    if (near && near.has(id)) return 2e6 + value.linked.get(id).length;
    if (seen.found.has(id)) return 1e6 + value.linked.get(id).length;
    return value.linked.get(id).length;
  };
  const boxes = (x, y, r, w, h) => ({
    below: [x - w / 2, y + r + 2, "center", x], above: [x - w / 2, y - r - 2 - h, "center", x],
    right: [x + r + 4, y - h / 2, "left", x + r + 4], left: [x - r - 4 - w, y - h / 2, "right", x - r - 4],
  });
  const view = () => {
    const { width, height } = sigma.getDimensions(), at = new Map();
    for (const id of seen.shown.nodes) {
      const spot = sigma.graphToViewport(graph.getNodeAttributes(id));
      if (spot.x > -60 && spot.y > -40 && spot.x < width + 60 && spot.y < height + 40) {
        at.set(id, { ...spot, r: sigma.scaleSize(graph.getNodeAttribute(id, "size")) });
      }
    }
    return at;
  };
  // How far it is between two columns, in the network's own units.
  const columnRoom = () => {
    const xs = data.captions.filter((caption) => caption.y === null).map((caption) => caption.x);
    return Math.min(...xs.slice(1).map((x, i) => x - xs[i]), 300);
  };
  const ring = ({ x, y, r }, wide, colour) => {
    ctx.beginPath();
    ctx.arc(x, y, r + 5, 0, 2 * Math.PI);
    ctx.lineWidth = wide;
    ctx.strokeStyle = colour;
    ctx.stroke();
  };
  const writeNames = () => {
    const { width, height } = sigma.getDimensions(), ratio = window.devicePixelRatio || 1;
    if (sheet.width !== Math.round(width * ratio) || sheet.height !== Math.round(height * ratio)) {
      sheet.width = Math.round(width * ratio);
      sheet.height = Math.round(height * ratio);
      sheet.style.width = width + "px";
      sheet.style.height = height + "px";
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const at = view(), grid = makeGrid();
    // From afar a name may lie over small symbols; closer, over none.
    const open = many && at.size > 400;
    for (const [id, { x, y, r }] of at) if (!faded(id) && !open) grid.put([x - r, y - r, x + r, y + r], id);
    for (const id of [seen.chosen, seen.walked]) if (at.has(id)) ring(at.get(id), id === seen.walked ? 3 : 2, tones.focus);
    if (seen.focus && at.has(seen.focus) && seen.focus !== seen.chosen) ring(at.get(seen.focus), 1.5, tones.soft);
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    const order = [...at.keys()].filter((id) => !faded(id) || id === seen.walked);
    const rank = new Map(order.map((id) => [id, importance(id)]));
    order.sort((a, b) => rank.get(b) - rank.get(a) || (a < b ? -1 : 1));
    const between = columnRoom() * (sigma.graphToViewport({ x: 1, y: 0 }).x - sigma.graphToViewport({ x: 0, y: 0 }).x);
    // Those with most links are named even where that covers small symbols, but never a name.
    const hubs = new Set(springs && !open ? order.slice(0, Math.floor(width / 150)).filter((id) => value.linked.get(id).length > 4) : []);
    let written = 0;
    for (const id of order.slice(0, 500)) {
      if (written > (open ? 45 : 160)) break;
      const { x, y, r } = at.get(id), own = data.positions[id].name;
      ctx.font = `${id === seen.chosen ? 650 : 400} ${FONT}px ${family}`;
      const room = springs ? 150 : Math.max(90, Math.min(data.room[own] || 185, between - 26));
      const lines = broken(value.name(id) + value.markOf(id, seen.colour), room);
      const w = Math.max(...lines.map((line) => ctx.measureText(line).width)), h = LINE * lines.length;
      const spots = boxes(x, y, r, w, h), sides = springs ? ["below", "right", "left", "above"] : [own];
      const must = id === seen.chosen || id === seen.walked || id === seen.hovered;
      const box = (side) => [spots[side][0] - 2, spots[side][1] + 1, spots[side][0] + w + 2, spots[side][1] + h - 1];
      const inside = ([l, t, r, b]) => l > -1 && t > 2 && r < width + 1 && b < height - 2;
      const free = (side) => inside(box(side)) && grid.free(box(side), id);
      const least = () => {
        const costs = sides.filter((side) => inside(box(side))).map((side) => [grid.met(box(side), id), side]);
        costs.sort((a, b) => a[0] - b[0]);
        return costs.length && costs[0][0] < NAME ? costs[0][1] : null;
      };
      const side = sides.find(free) || (must ? sides[0] : hubs.has(id) ? least() : null);
      if (!side) continue;
      const [left, top, align, x0] = spots[side];
      grid.put([left - 2, top + 1, left + w + 2, top + h - 1], id, NAME);
      ctx.textAlign = align;
      ctx.lineWidth = 4;
      ctx.strokeStyle = tones.panel;
      ctx.fillStyle = tones.ink;
      lines.forEach((line, i) => {
        ctx.strokeText(line, x0, top + LINE * (i + 0.5));
        ctx.fillText(line, x0, top + LINE * (i + 0.5));
      });
      written += 1;
    }
    writeHeads(at, width);
    const walked = at.get(seen.walked);
    stage.dataset.walked = walked ? `${Math.round(walked.x)} ${Math.round(walked.y)}` : "";
    stage.dataset.names = written;
    stage.dataset.drawn = at.size;
  };
  const writeHeads = (at, width) => {
    if (springs) return;
    ctx.font = `600 ${FONT}px ${family}`;
    ctx.textAlign = "left";
    const heads = data.captions.filter((caption) => caption.y === null);
    const places = heads.map((caption) => sigma.graphToViewport({ x: caption.x, y: 0 }).x - 10);
    ctx.fillStyle = tones.panel;
    ctx.globalAlpha = 0.9;
    ctx.fillRect(0, 0, width, 26);
    ctx.globalAlpha = 1;
    ctx.fillStyle = tones.soft;
    heads.forEach((caption, i) => {
      const room = (i + 1 < places.length ? places[i + 1] : width) - places[i] - 12;
      let text = value.say(caption.text);
      while (text.length > 3 && ctx.measureText(text).width > room) text = text.slice(0, -2).trimEnd() + "…";
      if (room > 24) ctx.fillText(text, Math.max(4, places[i]), 14);
    });
  };
  sigma.on("afterRender", writeNames);

  // -- looking -------------------------------------------------------------------------------
  const redraw = () => {
    near = around();
    steps = stepsOn();
    sigma.refresh({ skipIndexation: true, schedule: true });
  };
  // A name that opens a picture from far away is no use: a narrow window shows a part at first.
  const look = (state, at_once) => {
    if (calm.matches || at_once) camera.setState(state);
    else camera.animate(state, { duration: 260 });
  };
  const ratioFor = () => {
    const spots = [...seen.shown.nodes].map((id) => data.positions[id]);
    if (!spots.length) return null;
    const xs = spots.map((one) => one.x), ys = spots.map((one) => -one.y);
    const [l, r, t, b] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return { l, r, t, b };
  };
  // Columns begin at their top, as wide as the stage, and are read downward; a cloud is seen whole.
  const fit = (at_once, whole = springs) => {
    const box = ratioFor();
    if (!box) return;
    const { width, height } = sigma.getDimensions(), pad = { x: springs ? Math.min(70, 8 + width * 0.055) : 190, y: Math.min(46, height * 0.09) };
    const now = camera.getState();
    camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    const a = sigma.graphToViewport({ x: box.l, y: box.t }), c = sigma.graphToViewport({ x: box.r, y: box.b });
    let ratio = Math.max(Math.abs(c.x - a.x) / Math.max(80, width - 2 * pad.x), Math.abs(c.y - a.y) / Math.max(80, height - 2 * pad.y), 0.04);
    let down = (a.y + c.y) / 2, across = (a.x + c.x) / 2;
    if (!whole) {
      const unit = Math.abs(c.x - a.x) / Math.max(1, box.r - box.l);
      const aside = Math.min(data.layout === "layers" ? 200 : 420, width * 0.5);
      ratio = Math.min(Math.max(unit, Math.abs(c.x - a.x) / (width - aside)), unit / 0.66);
      const room = data.layout === "layers" ? 24 : Math.min(210, width * 0.35);
      const first = Math.min(...data.captions.filter((caption) => caption.y === null).map((caption) => caption.x));
      across = a.x + (Number.isFinite(first) ? (first - box.l) * unit : 0) + (width / 2 - room) * ratio;
      down = Math.min(a.y, c.y) + (height / 2 - 60) * ratio;
    }
    const middle = sigma.viewportToFramedGraph({ x: across, y: down });
    camera.setState(now);
    look({ x: middle.x, y: middle.y, ratio, angle: 0 }, at_once);
  };
  const zoom = (factor) => look({ ...camera.getState(), ratio: Math.min(4, Math.max(0.01, camera.getState().ratio * factor)) });
  // Move the picture so that a thing is seen, beside what covers a part of the stage.
  const show = (id, covered) => {
    const { width, height } = sigma.getDimensions(), spot = sigma.graphToViewport(graph.getNodeAttributes(id));
    const free = { x: width - covered.x, y: height - covered.y };
    if (spot.x > 50 && spot.x < free.x - 50 && spot.y > 40 && spot.y < free.y - 40) return;
    const aim = sigma.viewportToFramedGraph({ x: spot.x + covered.x / 2, y: spot.y + covered.y / 2 });
    look({ ...camera.getState(), x: aim.x, y: aim.y });
  };

  // -- hands ---------------------------------------------------------------------------------
  sigma.on("clickNode", ({ node }) => on.node(node));
  sigma.on("clickStage", () => on.nothing());
  sigma.on("enterNode", ({ node }) => {
    seen.hovered = node;
    stage.style.cursor = "pointer";
    redraw();
  });
  sigma.on("leaveNode", () => {
    seen.hovered = null;
    stage.style.cursor = "";
    redraw();
  });
  // The wheel scrolls the page, as everywhere; with Ctrl, or when the stage has focus, it zooms.
  const wheeled = (event) => {
    if (!event.ctrlKey && !stage.contains(document.activeElement)) event.stopPropagation();
  };
  stage.addEventListener("wheel", wheeled, { capture: true });
  camera.on("updated", () => on.moved());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    Object.assign(tones, readTones());
    redraw();
  });

  // The nearest thing in a direction, by angle and distance; straight ahead counts most.
  const ahead = (id, [dx, dy]) => {
    const all = [...seen.shown.nodes], at = (one) => sigma.graphToViewport(graph.getNodeAttributes(one));
    if (!id || !seen.shown.nodes.has(id)) return null;
    const here = at(id);
    let best = null, least = Infinity;
    for (const other of all) {
      if (other === id) continue;
      const { x, y } = at(other), u = x - here.x, v = y - here.y;
      const along = u * dx + v * dy, aside = Math.abs(u * dy) + Math.abs(v * dx);
      if (along <= 0.5) continue;
      const cost = along + 2.2 * aside;
      if (cost < least) [best, least] = [other, cost];
    }
    return best;
  };

  const still = (legend, title, source) => {
    sigma.refresh();
    const { width, height } = sigma.getDimensions(), ratio = window.devicePixelRatio || 1, k = Math.max(2, ratio);
    const canvas = document.createElement("canvas"), out = canvas.getContext("2d");
    out.font = `${FONT}px ${family}`;
    const rows = [[]];
    let x = 16;
    for (const one of legend) {
      const wide = 30 + out.measureText(one.words).width + 16;
      if (x + wide > width && rows[rows.length - 1].length) {
        rows.push([]);
        x = 16;
      }
      rows[rows.length - 1].push([x, one]);
      x += wide;
    }
    canvas.width = width * k;
    canvas.height = (height + 44 + 24 * rows.length + 26) * k;
    out.scale(k, k);
    out.fillStyle = tones.panel;
    out.fillRect(0, 0, width, canvas.height / k);
    out.fillStyle = tones.ink;
    out.font = `650 17px ${family}`;
    out.fillText(title, 16, 28);
    for (const [name, layer] of Object.entries(sigma.getCanvases())) {
      if (name !== "mouse") out.drawImage(layer, 0, 40, width, height);
    }
    out.font = `${FONT}px ${family}`;
    out.textBaseline = "middle";
    rows.forEach((row, i) => row.forEach(([left, { path, colour, words }]) => {
      const y = height + 56 + 24 * i;
      out.save();
      out.translate(left + 9, y);
      out.scale(0.7, 0.7);
      out.fillStyle = colour;
      out.fill(new Path2D(path), "evenodd");
      out.restore();
      out.fillStyle = tones.ink;
      out.fillText(words, left + 24, y);
    }));
    out.fillStyle = tones.soft;
    out.fillText(source, 16, canvas.height / k - 14);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  redraw();
  return {
    redraw, fit, zoom, show, ahead, still,
    camera: () => camera.getState(),
    aim: (x, y, ratio) => look({ x, y, ratio, angle: 0 }, true),
    spot: (id) => sigma.graphToViewport(graph.getNodeAttributes(id)),
    kill: () => {
      stage.removeEventListener("wheel", wheeled, { capture: true });
      sigma.kill();
    },
  };
};
