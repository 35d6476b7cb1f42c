// Draws one or two states of the model with WebGL 2: flat baked colours, then contact shade, haze and sky from the depth,
// by the rules of wespace_desktop/render (finish.py, occlusion.py), so that the page looks as the program does.

const FINEST_M = 1.6, FINEST_MOVING_M = 0.45, NEAR_MOVING_M = 0.8, SHADE_POINTS = 420000;

class Drawing {
  constructor(canvas, about) {
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, powerPreference: "high-performance" });
    if (!gl) throw new Error("webgl2");
    this.gl = gl;
    this.about = about;
    this.meshes = [];
    this.low = [Infinity, Infinity, Infinity];
    this.high = [-Infinity, -Infinity, -Infinity];
    this.surface = this.program(SURFACE_VERTEX, SURFACE_FRAGMENT, ["aPosition", "aColour", "aUv"]);
    this.line = this.program(LINE_VERTEX, SURFACE_FRAGMENT, ["aFrom", "aColour", "aTo"]);
    this.shader = this.program(WHOLE_VERTEX, SHADE_FRAGMENT, []);
    this.smoother = this.program(WHOLE_VERTEX, SMOOTH_FRAGMENT, []);
    this.finisher = this.program(WHOLE_VERTEX, FINISH_FRAGMENT, []);
    this.nothing = gl.createVertexArray();
    this.tiles = {};
    this.size = [0, 0];
  }

  program(vertex, fragment, attributes) {
    const gl = this.gl, program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) throw new Error(gl.getShaderInfoLog(shader));
      gl.attachShader(program, shader);
    }
    attributes.forEach((name, k) => gl.bindAttribLocation(program, k, name));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program));
    const at = {}, count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS);
    for (let k = 0; k < count; k++) {
      const name = gl.getActiveUniform(program, k).name;
      at[name] = gl.getUniformLocation(program, name);
    }
    return { program, at };
  }

  async addTiles(tiles) {
    const gl = this.gl, sharp = gl.getExtension("EXT_texture_filter_anisotropic");
    await Promise.all(Object.entries(tiles).map(async ([name, address]) => {
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture);
      gl.generateMipmap(gl.TEXTURE_2D);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      if (sharp) gl.texParameterf(gl.TEXTURE_2D, sharp.TEXTURE_MAX_ANISOTROPY_EXT, 4);
      this.tiles[name] = texture;
    }));
  }

  addMesh(mesh) {
    const gl = this.gl, array = gl.createVertexArray();
    const attribute = (index, data, size, kind, normal, each) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(index);
      gl.vertexAttribPointer(index, size, kind, normal, 0, 0);
      gl.vertexAttribDivisor(index, each);
    };
    gl.bindVertexArray(array);
    if (mesh.lines) {
      const n = mesh.cells.length / 2, from = new Float32Array(3 * n), to = new Float32Array(3 * n), rgba = new Uint8Array(4 * n);
      for (let k = 0; k < n; k++) {
        const a = mesh.cells[2 * k], b = mesh.cells[2 * k + 1];
        for (let c = 0; c < 3; c++) {
          from[3 * k + c] = mesh.points[3 * a + c];
          to[3 * k + c] = mesh.points[3 * b + c];
        }
        for (let c = 0; c < 4; c++) rgba[4 * k + c] = mesh.rgba[4 * a + c];
      }
      attribute(0, from, 3, gl.FLOAT, false, 1);
      attribute(1, rgba, 4, gl.UNSIGNED_BYTE, true, 1);
      attribute(2, to, 3, gl.FLOAT, false, 1);
    } else {
      attribute(0, mesh.points, 3, gl.FLOAT, false, 0);
      attribute(1, mesh.rgba, 4, gl.UNSIGNED_BYTE, true, 0);
      if (mesh.uv) attribute(2, mesh.uv, 2, gl.FLOAT, false, 0);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.cells, gl.STATIC_DRAW);
    }
    gl.bindVertexArray(null);
    for (const box of mesh.boxes) for (let c = 0; c < 3; c++) {
      this.low[c] = Math.min(this.low[c], box.low[c]);
      this.high[c] = Math.max(this.high[c], box.high[c]);
    }
    const { points, cells, rgba, uv, ...kept } = mesh;
    const heights = [Math.min(...kept.boxes.map((b) => b.low[2])), Math.max(...kept.boxes.map((b) => b.high[2]))];
    this.meshes.push({ ...kept, low: heights[0], high: heights[1], array, segments: cells.length / 2 });
  }

  // panes: [{at: [x, y, w, h] pixels from the lower left, parts: [{share: [from, to], standing, hide}]}]
  draw(camera, panes, quality) {
    for (const pane of panes) {
      const size = [pane.at[2], pane.at[3]], clip = clipRange(camera, this.low, this.high);
      const matrix = cameraMatrix(camera, size, clip);
      this.resize(size);
      this.fill(camera, size, matrix, pane.parts, quality);
      this.finish(camera, size, clip, matrix, pane.at, quality);
    }
  }

  // Buffers of one pane; side by side panes are equally large, so they are made once.
  resize(size) {
    if (size[0] === this.size[0] && size[1] === this.size[1]) return;
    const gl = this.gl, samples = Math.min(4, gl.getParameter(gl.MAX_SAMPLES));
    for (const old of this.made ?? []) old();
    this.made = [];
    this.size = size;
    this.step = Math.max(1, Math.round(Math.sqrt(size[0] * size[1] / SHADE_POINTS)));
    this.grid = size.map((n) => Math.max(1, Math.floor(n / this.step)));
    const buffer = (format) => {
      const made = gl.createRenderbuffer();
      this.made.push(() => gl.deleteRenderbuffer(made));
      gl.bindRenderbuffer(gl.RENDERBUFFER, made);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, ...size);
      return made;
    };
    const texture = (format, [w, h]) => {
      const made = gl.createTexture();
      this.made.push(() => gl.deleteTexture(made));
      gl.bindTexture(gl.TEXTURE_2D, made);
      gl.texStorage2D(gl.TEXTURE_2D, 1, format, w, h);
      for (const key of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, key, gl.NEAREST);
      return made;
    };
    const frame = (colour, depth) => {
      const made = gl.createFramebuffer();
      this.made.push(() => gl.deleteFramebuffer(made));
      gl.bindFramebuffer(gl.FRAMEBUFFER, made);
      colour(gl.COLOR_ATTACHMENT0);
      depth?.(gl.DEPTH_ATTACHMENT);
      return made;
    };
    const attachBuffer = (b) => (place) => gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, b);
    const attachTexture = (t) => (place) => gl.framebufferTexture2D(gl.FRAMEBUFFER, place, gl.TEXTURE_2D, t, 0);
    this.many = frame(attachBuffer(buffer(gl.RGBA8)), attachBuffer(buffer(gl.DEPTH_COMPONENT24)));
    this.colour = texture(gl.RGBA8, size);
    this.depth = texture(gl.DEPTH_COMPONENT24, size);
    this.one = frame(attachTexture(this.colour), attachTexture(this.depth));
    this.shades = [0, 1].map(() => texture(gl.RGBA8, this.grid));
    this.shadeFrames = this.shades.map((t) => frame(attachTexture(t)));
  }

  fill(camera, size, matrix, parts, quality) {
    const gl = this.gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.many);
    gl.viewport(0, 0, ...size);
    gl.disable(gl.SCISSOR_TEST);
    gl.depthMask(true);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    for (const part of parts) {
      const from = Math.round(part.share[0] * size[0]), to = Math.round(part.share[1] * size[0]);
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(from, 0, Math.max(to - from, 0), size[1]);
      if (to > from) this.drawState(camera, size, matrix, part, quality);
    }
    gl.disable(gl.SCISSOR_TEST);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    gl.bindVertexArray(null);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.many);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.one);
    for (const bit of [gl.COLOR_BUFFER_BIT, gl.DEPTH_BUFFER_BIT]) gl.blitFramebuffer(0, 0, ...size, 0, 0, ...size, bit, gl.NEAREST);
  }

  drawState(camera, size, matrix, part, quality) {
    const gl = this.gl, from = isStreet(camera) ? "street" : "bird", moving = quality === "moving";
    const pixel = 2 * halfHeight(camera, size) / size[1], planes = planesOf(matrix);
    for (const { program, at } of [this.surface, this.line]) {
      gl.useProgram(program);
      gl.uniformMatrix4fv(at.uMatrix, false, matrix);
      if (at.uSize) gl.uniform2f(at.uSize, ...size);
    }
    gl.activeTexture(gl.TEXTURE0);
    let current = null;
    for (const [mesh, lens] of chosen(this.meshes, part)) {
      if (mesh.from !== "any" && mesh.from !== from || part.hide.has(mesh.group)) continue;
      const fine = Math.min(mesh.detail ? (moving ? FINEST_MOVING_M : FINEST_M) : Infinity,
        mesh.from === "street" && moving ? NEAR_MOVING_M : Infinity);
      const boxes = mesh.boxes.filter((b) => isInside(b, planes) && (fine === Infinity || pixelOf(b, camera, pixel) <= fine));
      if (!boxes.length) continue;
      const used = mesh.lines ? this.line : this.surface;
      if (used !== current) gl.useProgram((current = used).program);
      const opacity = lens === 2 ? (mesh.lines ? 0.8 : mesh.high - mesh.low < 0.6 ? 0.3 : from === "street" ? 0.2 : 0.36) : mesh.opacity;
      const translucent = opacity < 1;
      gl.uniform1i(used.at.uLens, lens);
      gl.uniform3f(used.at.uGhost, 0.878, 0.388, 0.106);
      if (used.at.uLift) gl.uniform1f(used.at.uLift, lens === 2 ? 0.18 : 0);
      gl[translucent ? "enable" : "disable"](gl.BLEND);
      gl.depthMask(!translucent);
      gl.uniform1f(used.at.uOpacity, opacity);
      const tile = this.tiles[mesh.texture];
      gl.uniform1f(used.at.uTextured, tile ? 1 : 0);
      if (tile) gl.bindTexture(gl.TEXTURE_2D, tile);
      gl.bindVertexArray(mesh.array);
      if (mesh.lines) {
        gl.uniform1f(used.at.uWidth, mesh.width * Math.max(1, size[1] / 1080));
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, mesh.segments);
      } else {
        gl.uniform1f(used.at.uFlat, mesh.flat);
        for (const b of joined(boxes)) gl.drawElements(gl.TRIANGLES, 3 * b.count, gl.UNSIGNED_INT, 12 * b.first);
      }
    }
  }

  finish(camera, size, clip, matrix, at, quality) {
    const gl = this.gl, shaded = quality === "still", street = isStreet(camera);
    gl.bindVertexArray(this.nothing);
    const start = (used, target, textures) => {
      gl.bindFramebuffer(gl.FRAMEBUFFER, target);
      gl.useProgram(used.program);
      Object.entries(textures).forEach(([name, texture], k) => {
        gl.activeTexture(gl.TEXTURE0 + k);
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.uniform1i(used.at[name], k);
      });
      gl.uniform2f(used.at.uClip, ...clip);
      gl.uniform1i(used.at.uParallel, camera.parallel > 0 ? 1 : 0);
      gl.uniform2i(used.at.uSize, ...size);
      gl.uniform1i(used.at.uStep, this.step);
      return used.at;
    };
    if (shaded) {
      gl.viewport(0, 0, ...this.grid);
      const reach = this.about.look.shade[camera.parallel > 0 ? "plan" : street ? "street" : "bird"];
      const u = start(this.shader, this.shadeFrames[0], { uDepth: this.depth });
      gl.uniform1f(u.uPixel, 2 * halfHeight(camera, size) / size[1]);
      gl.uniform1f(u.uShift, camera.shift);
      for (const [name, key] of [["uRadius", "radius"], ["uBias", "bias"], ["uStrength", "strength"], ["uRise", "rise"]]) gl.uniform1f(u[name], reach[key]);
      gl.uniform1i(u.uSamples, reach.samples);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      [[1, 0], [0, 1]].forEach((along, k) => {
        const s = start(this.smoother, this.shadeFrames[1 - k], { uDepth: this.depth, uShade: this.shades[k] });
        gl.uniform2i(s.uAlong, ...along);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      });
    }
    const look = this.about.look, u = start(this.finisher, null, { uDepth: this.depth, uColour: this.colour, uShade: this.shades[0] });
    gl.viewport(...at);
    gl.uniform2i(u.uOrigin, at[0], at[1]);
    gl.uniform1i(u.uShaded, shaded ? 1 : 0);
    gl.uniform3f(u.uHaze, ...(camera.parallel > 0 ? [0, 1, 0] : street ? look.haze_street : hazeAbove(look, camera)));
    for (const [name, rgb] of [["uPaper", look.paper], ["uSkyTop", look.sky], ["uHazeColour", look.haze]]) gl.uniform3f(u[name], ...rgb.map((v) => v / 255));
    gl.uniform3f(u.uLeaves, ...look.leaves);
    gl.uniform1f(u.uHorizon, street ? Math.max(horizonRow(camera, size, matrix), 1) : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}

// Which meshes a state shows and how: 0 as they are, 1 grey (the state before has them too), 2 a ghost (only it had them).
function* chosen(meshes, { standing, before }) {
  for (const mesh of meshes) if (isShown(mesh.needs, mesh.hidden, standing)) {
    yield [mesh, before && isShown(mesh.needs, mesh.hidden, before) ? 1 : 0];
  }
  if (before) for (const mesh of meshes) {
    const gone = isShown(mesh.needs, mesh.hidden, before) && !isShown(mesh.needs, mesh.hidden, standing);
    if (gone && (mesh.opacity >= 0.5 || mesh.lines)) yield [mesh, 2];
  }
}

// Where haze begins, over how many metres it grows, how much it is at most.
function hazeAbove(look, camera) {
  const [start, over, least, most] = look.haze_bird, away = distance(camera);
  return [Math.max(start * away, least), Math.max(over * away, least), most];
}

function horizonRow(camera, size, matrix) {
  const forward = basis(camera)[2];
  return project(matrix, size, [camera.position[0] + forward[0] * 1e5, camera.position[1] + forward[1] * 1e5, camera.position[2]])[1];
}

function planesOf(m) {
  const row = (r) => [m[r], m[4 + r], m[8 + r], m[12 + r]], last = row(3), out = [];
  for (let r = 0; r < 3; r++) for (const sign of [1, -1]) out.push(last.map((v, k) => v + sign * row(r)[k]));
  return out;
}

const isInside = (box, planes) => planes.every((p) => {
  let best = p[3];
  for (let c = 0; c < 3; c++) best += p[c] * (p[c] > 0 ? box.high[c] : box.low[c]);
  return best >= 0;
});

// Metres that a pixel covers at the nearest point of a box.
function pixelOf(box, camera, pixel) {
  if (camera.parallel > 0) return pixel;
  const gap = [0, 1, 2].map((c) => Math.max(box.low[c] - camera.position[c], camera.position[c] - box.high[c], 0));
  return long(gap) * pixel;
}

function joined(boxes) {
  const out = [];
  for (const { first, count } of boxes) {
    const last = out[out.length - 1];
    if (last && last.first + last.count === first) last.count += count;
    else out.push({ first, count });
  }
  return out;
}
