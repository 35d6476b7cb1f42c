// The page: words, switches, slides and the picture, put together. Everything it needs lies in this file.

const $ = (id) => document.getElementById(id);
const about = JSON.parse($("about").textContent);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const REST_MS = 180, GLIDE_MS = 1400, SLOW_MS = 70, PANE_GAP = 8;

const S = {
  lang: about.lang, slide: 0, mode: "single", swipe: 0.5, camera: about.slides[0].camera, year: about.later.year,
  on: new Set(), chosen: false, hide: new Set(), hold: false,
};
let drawing = null, names = null, moving = 0, scale = 1, flight = null, wanted = false, drawn = 0;

const word = (words) => words?.[S.lang] || words?.[S.lang === "zh" ? "en" : "zh"] || "";
const two = about.before !== null;

// What stands (model.state.standing): a layer switched off takes its changes back.
function standing(state, year) {
  const on = state === about.later || S.chosen ? S.on : new Set(state.layers);
  return new Set(state.changes.filter((c) => on.has(c.layer) && year >= c.from).map((c) => c.key));
}

function panesOf(width, height) {
  const later = { standing: standing(about.later, S.year), tag: tagOf(about.later, S.year) };
  const before = two ? { standing: standing(about.before, about.before.year), tag: tagOf(about.before, about.before.year) } : later;
  if (S.hold && two) return [{ box: [0, 0, width, height], parts: [{ ...before, share: [0, 1] }] }];
  if (S.mode === "single" || !two) return [{ box: [0, 0, width, height], parts: [{ ...later, share: [0, 1] }] }];
  if (S.mode === "lens") return [{ box: [0, 0, width, height], parts: [{ ...later, before: before.standing, share: [0, 1] }] }];
  if (S.mode === "swipe") return [{ box: [0, 0, width, height], parts: [{ ...before, share: [0, S.swipe] }, { ...later, share: [S.swipe, 1] }] }];
  const upright = width < height;
  const w = upright ? width : Math.floor((width - PANE_GAP) / 2), h = upright ? Math.floor((height - PANE_GAP) / 2) : height;
  const second = upright ? [0, height - h, w, h] : [width - w, 0, w, h];
  return [{ box: [0, 0, w, h], parts: [{ ...before, share: [0, 1] }] }, { box: second, parts: [{ ...later, share: [0, 1] }] }];
}

function tagOf(state, year) {
  const today = state.kind === "baseline" && year === state.year;
  return { big: today ? word(about.words.today) : String(year), small: today ? "" : word(state.short), colour: state.colour };
}

function ask() {
  if (!wanted) {
    wanted = true;
    requestAnimationFrame(frame);
  }
}

function frame(now) {
  wanted = false;
  if (flight) {
    const share = Math.min((now - flight.start) / GLIDE_MS, 1);
    S.camera = glide(flight.from, flight.to, share);
    moving = now;
    if (share >= 1) flight = null;
  }
  const rests = !flight && performance.now() - moving > REST_MS;
  paint(rests ? "still" : "moving");
  if (flight) ask();
  else if (!rests) setTimeout(ask, REST_MS + 20);
}

function paint(quality) {
  const box = $("stage").getBoundingClientRect(), width = Math.floor(box.width), height = Math.floor(box.height);
  if (!drawing || width < 8 || height < 8) return;
  const sharp = Math.min(devicePixelRatio || 1, 2) * (quality === "moving" ? scale : 1), canvas = $("canvas");
  const size = [Math.round(width * sharp), Math.round(height * sharp)], began = performance.now();
  if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
  const panes = panesOf(width, height);
  const gl = drawing.gl;
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.clearColor(...about.look.paper.map((v) => v / 255), 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  drawing.draw(S.camera, panes.map(({ box: [x, y, w, h], parts }) => ({
    at: [Math.round(x * sharp), size[1] - Math.round(y * sharp) - Math.round(h * sharp), Math.round(w * sharp), Math.round(h * sharp)],
    parts: parts.map((p) => ({ ...p, hide: S.hide })),
  })), quality);
  if (quality === "moving") {
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    const took = performance.now() - began;
    scale = took > SLOW_MS ? Math.max(scale * 0.7, 0.35) : took < SLOW_MS / 3 ? Math.min(scale * 1.15, 1) : scale;
  }
  overlay(panes, width, height);
  document.body.dataset.drawn = quality === "still" ? String(++drawn) : "";
}

// Names, tags, handle, scale bar and compass over the picture.
function overlay(panes, width, height) {
  const clip = clipRange(S.camera, drawing.low, drawing.high);
  names.place(S.camera, panes.flatMap((pane, k) => pane.parts.map((part, i) => {
    const [, , w, h] = pane.box, from = part.share[0] * w;
    return { box: pane.box, share: part.share, standing: part.standing, key: `${k}.${i}`, taken: [part.share[1] < 1 ? [part.share[1] * w - 170, 0, part.share[1] * w, 56] : [from, 0, from + 220, 56], [0, h - 66, 250, h], [w - 70, h - 70, w, h]] };
  })), clip, word, S.hide);
  const tags = panes.flatMap(({ box: [x, y, w], parts }) => parts.map((part) => {
    const tag = document.createElement("div"), last = part.share[0] > 0;
    tag.className = "tag";
    tag.innerHTML = "<b></b>";
    tag.firstChild.textContent = part.tag.big;
    tag.append(part.tag.small);
    tag.style.background = part.tag.colour;
    tag.style.marginTop = `${y}px`;
    tag.style.maxWidth = `${w * (part.share[1] - part.share[0]) - 24}px`;
    if (w * (part.share[1] - part.share[0]) < 70) tag.hidden = true;
    if (part.share[1] < 1) tag.style.right = `${width - w * part.share[1] + 14}px`;
    else tag.style.left = `${x + w * part.share[0] + (last ? 14 : 12)}px`;
    return tag;
  }));
  $("tags").replaceChildren(...tags);
  const handle = $("handle"), swiping = S.mode === "swipe" && two && !S.hold;
  handle.hidden = !swiping;
  handle.style.left = `${S.swipe * width}px`;
  handle.setAttribute("aria-valuenow", String(Math.round(S.swipe * 100)));
  gauges(panes[0].box.slice(2), height);
}

function gauges(size) {
  const turn = northAngle(S.camera), a = turn * Math.PI / 180;
  $("needle").setAttribute("transform", `rotate(${turn})`);
  $("north").setAttribute("x", String(15.5 * Math.sin(a)));
  $("north").setAttribute("y", String(-15.5 * Math.cos(a) + 4.5));
  const steep = S.camera.parallel > 0 || basis(S.camera)[2][2] < -0.2;
  const point = steep && groundPoint(S.camera, size, [size[0] / 2, size[1] / 2]);
  $("scale").hidden = !point;
  if (!point) return;
  const away = S.camera.parallel > 0 ? 1 : dot(sub(point, S.camera.position), basis(S.camera)[2]);
  const metre = size[1] / (2 * halfHeight(S.camera, size) * away), most = Math.min(160, size[0] * 0.3) / metre;
  const length = [1, 2, 5].flatMap((m) => [-1, 0, 1, 2, 3, 4].map((k) => m * 10 ** k)).filter((m) => m <= most).sort((x, y) => y - x)[0];
  if (!length) return;
  const [bar, text, note] = $("scale").children;
  bar.style.width = `${length * metre}px`;
  text.textContent = length >= 1000 ? `${length / 1000} km` : `${length} m`;
  note.textContent = S.camera.parallel > 0 ? "" : word(about.words.centre);
}

// Words and switches ---------------------------------------------------------------------------------------------------

function fillWords() {
  document.documentElement.lang = S.lang === "zh" ? "zh-CN" : "en";
  const slide = about.slides[S.slide];
  const small = document.createElement("small");
  small.textContent = word(about.title);
  $("title").replaceChildren(word(slide.title) || word(about.title), slide.title ? small : "");
  document.title = word(about.title);
  $("caption").textContent = word(slide.caption);
  $("statement").innerHTML = "<div></div><small></small>";
  $("statement").firstChild.textContent = S.lang === "zh" ? about.statement.zh : about.statement.en;
  $("statement").lastChild.textContent = `${S.lang === "zh" ? about.statement.en : about.statement.zh} · ${about.stamp}`;
  for (const b of $("languages").children) b.setAttribute("aria-pressed", String(b.dataset.lang === S.lang));
  $("print").textContent = word(about.print);
  $("hint").textContent = word(matchMedia("(pointer: coarse)").matches ? about.words.touch : about.words.hint);
  $("handle").setAttribute("aria-label", word(about.words.handle));
  $("handle").setAttribute("aria-valuemin", "0");
  $("handle").setAttribute("aria-valuemax", "100");
  $("canvas").setAttribute("aria-label", word(about.words.model));
  fillModes();
  fillLayers();
  fillContext();
  $("slides").replaceChildren(...about.slides.map((s, k) => {
    const b = document.createElement("button");
    b.textContent = `${k + 1}  ${word(s.name)}`;
    b.setAttribute("aria-current", String(k === S.slide));
    b.onclick = () => show(k);
    return b;
  }));
}

function fillModes() {
  $("key").hidden = !two || S.mode !== "lens";
  [...$("key").children].forEach((row, k) => { row.lastChild.textContent = word(about.words[["same", "gone", "new"][k]]); });
  $("modes").hidden = !two;
  $("modes").replaceChildren(...["single", "side-by-side", "swipe", "lens"].map((mode) => {
    const b = document.createElement("button");
    b.setAttribute("role", "radio");
    b.setAttribute("aria-checked", String(S.mode === mode));
    b.textContent = word(about.words[mode]);
    b.onclick = () => { S.mode = mode; fillModes(); ask(); };
    return b;
  }));
  const range = $("year"), [first, last] = about.years;
  $("years").hidden = first >= last;
  Object.assign(range, { min: first, max: last, step: 1, value: S.year });
  $("years").firstElementChild.textContent = word(about.words.year);
  $("years").lastElementChild.textContent = S.year;
}

function fillLayers() {
  $("layers").replaceChildren(...about.layers.map((layer) => {
    const on = S.on.has(layer.id), figure = layer.figures[S.year] ?? {};
    const item = document.createElement("div");
    item.className = on ? "layer" : "layer off";
    item.innerHTML = `<label>${markOf(layer)}<span><h2></h2><span class="figure"></span></span><input type="checkbox" class="switch"></label><div class="note"></div><ul class="effects"><li class="gains"><b></b></li><li class="harms"><b></b></li></ul>`;
    item.querySelector("h2").textContent = word(layer.title);
    item.querySelector(".figure").textContent = on ? word(figure.figure) : word(about.words.off);
    if (on && figure.spread) {
      const small = document.createElement("small");
      small.textContent = word(figure.spread);
      item.querySelector(".figure").append(small);
    }
    item.querySelector(".note").textContent = on ? word(figure.note) : "";
    for (const [side, sign] of [["gains", "+ "], ["harms", "– "]]) {
      const row = item.querySelector(`.${side}`);
      row.firstChild.textContent = sign + word(about.words[side]);
      row.append(layer[side].map(word).join(S.lang === "zh" ? "；" : " · "));
      row.hidden = !layer[side].length;
    }
    const input = item.querySelector("input");
    Object.assign(input, { checked: on, id: `layer-${layer.id}` });
    input.onchange = () => {
      S.chosen = true;
      S.on[input.checked ? "add" : "delete"](layer.id);
      fillLayers();
      $(`layer-${layer.id}`).focus();
      ask();
    };
    return item;
  }));
}

function fillContext() {
  const rows = [["names", ["names"]], ["illustrative", about.illustrative]];
  $("context").replaceChildren(...rows.map(([name, groups]) => {
    const label = document.createElement("label"), input = document.createElement("input");
    label.append(word(about.words[name]), input);
    Object.assign(input, { type: "checkbox", className: "switch", checked: !groups.some((g) => S.hide.has(g)), id: `show-${name}` });
    input.onchange = () => {
      for (const g of groups) S.hide[input.checked ? "delete" : "add"](g);
      ask();
    };
    return label;
  }));
}

function show(k, at_once = false) {
  const slide = about.slides[S.slide = k];
  Object.assign(S, { mode: two ? slide.mode : "single", swipe: slide.swipe, year: slide.year, on: new Set(slide.layers), chosen: false });
  if (at_once || calm) S.camera = slide.camera;
  else flight = { from: S.camera, to: slide.camera, start: performance.now() };
  fillWords();
  const strip = $("slides"), button = strip.children[k];
  if (button) strip.scrollLeft = button.offsetLeft - (strip.clientWidth - button.offsetWidth) / 2;
  ask();
}

// Start ----------------------------------------------------------------------------------------------------------------

function listen() {
  for (const b of $("languages").children) b.onclick = () => { S.lang = b.dataset.lang; fillWords(); ask(); };
  $("year").oninput = (e) => { S.year = Number(e.target.value); fillModes(); fillLayers(); ask(); };
  new ResizeObserver(() => ask()).observe($("stage"));
  const handle = $("handle"), swipe = (share) => { S.swipe = Math.min(Math.max(share, 0), 1); moving = performance.now(); ask(); };
  handle.onpointerdown = (e) => handle.setPointerCapture(e.pointerId);
  handle.onpointermove = (e) => {
    const box = $("stage").getBoundingClientRect();
    if (handle.hasPointerCapture(e.pointerId)) swipe((e.clientX - box.left) / box.width);
  };
  handle.onkeydown = (e) => {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1, Home: -1, End: 1 }[e.key];
    if (step) { swipe(S.swipe + step); e.preventDefault(); e.stopPropagation(); }
  };
  addEventListener("keydown", (e) => {
    if (e.target.closest?.("input, canvas, #handle") || e.ctrlKey || e.metaKey || e.altKey) return;
    const layer = about.layers[Number(e.key) - 1];
    if (e.key === "ArrowRight" || e.key === "PageDown") show(Math.min(S.slide + 1, about.slides.length - 1));
    else if (e.key === "ArrowLeft" || e.key === "PageUp") show(Math.max(S.slide - 1, 0));
    else if (e.key.toLowerCase() === "b" && !e.repeat) { S.hold = true; ask(); }
    else if (layer) $(`layer-${layer.id}`).click();
  });
  addEventListener("keyup", (e) => { if (e.key.toLowerCase() === "b") { S.hold = false; ask(); } });
  const place = (x, y) => {
    const stage = $("stage").getBoundingClientRect();
    const found = panesOf(Math.floor(stage.width), Math.floor(stage.height)).find(({ box: [l, t, w, h] }) => x >= l && x <= l + w && y >= t && y <= t + h);
    return found && { at: found.box.slice(0, 2), size: found.box.slice(2) };
  };
  new Hands($("canvas"), place, () => S.camera, (camera, gliding) => {
    if (gliding && !calm) flight = { from: S.camera, to: keepSane(camera, about.extent), start: performance.now() };
    else [flight, S.camera] = [null, keepSane(camera, about.extent)];
    moving = performance.now();
    ask();
  });
}

async function start() {
  const told = (share) => {
    $("loading").querySelector("b").textContent = word(about.words.loading);
    $("loading").querySelector("i").style.setProperty("--done", `${Math.round(share * 100)}%`);
    return new Promise((r) => setTimeout(r));
  };
  show(0, true);
  listen();
  await told(0.05);
  const canvas = $("canvas"), packed = $("model").textContent;
  const meshes = await unpacked(about.meshes, packed, told);
  const make = async () => {
    drawing = new Drawing(canvas, about);
    await drawing.addTiles(about.tiles);
    meshes.forEach((mesh) => drawing.addMesh(mesh));
  };
  canvas.addEventListener("webglcontextlost", (e) => { e.preventDefault(); drawing = null; });
  canvas.addEventListener("webglcontextrestored", () => make().then(ask));
  await make();
  $("model").remove();
  names = new Names($("names"), about.labels);
  $("loading").hidden = true;
  ask();
}

start().catch((error) => {
  const text = word(error.message === "webgl2" ? about.words.no_webgl : about.words.failed);
  $("loading").innerHTML = `<p class="failed"></p>`;
  $("loading").firstChild.textContent = text;
  console.error(error);
});
