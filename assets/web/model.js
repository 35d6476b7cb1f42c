// The meshes of the page, unpacked from its own text (the other half of wespace_desktop/scene/packing.py).

const STEP_M = [0.01, 0.01, 0.005], STEP_UV = 1 / 128;

async function inflated(text, told) {
  const coarse = atob(text), bytes = new Uint8Array(coarse.length);
  for (let k = 0; k < coarse.length; k++) bytes[k] = coarse.charCodeAt(k);
  await told(0.2);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Every mesh: points (Float32), rgba (Uint8), uv (Float32 or null), cells (Uint32), boxes of its squares.
async function unpacked(meshes, text, told) {
  const data = await inflated(text, told), out = [];
  let at = 0, pause = performance.now();
  for (let k = 0; k < meshes.length; k++) {
    const mesh = meshes[k], n = mesh.points, wide = mesh.lines ? 2 : 3, numbers = wide * mesh.cells;
    const points = new Float32Array(3 * n), rgba = new Uint8Array(4 * n).fill(255);
    const uv = mesh.texture && !mesh.flat ? new Float32Array(2 * n) : null;
    for (let c = 0; c < 3; c++, at += 3 * n) summed(data, at, n, points, c, 3, STEP_M[c]);
    if (uv) for (let c = 0; c < 2; c++, at += 3 * n) summed(data, at, n, uv, c, 2, STEP_UV);
    for (let c = 0; c < 3; c++, at += n) for (let i = 0, v = 0; i < n; i++) rgba[4 * i + c] = v = v + data[at + i] & 255;
    const cells = new Uint32Array(numbers);
    for (let i = 0, next = 0; i < numbers; i++) {
      const code = data[at + i] | data[at + numbers + i] << 8 | data[at + 2 * numbers + i] << 16;
      cells[i] = next - code;
      if (!code) next++;
    }
    at += 3 * numbers;
    out.push({ ...mesh, count: n, points, rgba, uv, cells, boxes: boxesOf(points, cells, wide, mesh.squares) });
    if (performance.now() - pause > 60) {
      await told(0.2 + 0.75 * k / meshes.length);
      pause = performance.now();
    }
  }
  return out;
}

function summed(data, at, n, into, column, wide, step) {
  for (let i = 0, v = 0; i < n; i++) {
    const code = data[at + i] | data[at + n + i] << 8 | data[at + 2 * n + i] << 16;
    v += code >> 1 ^ -(code & 1);
    into[wide * i + column] = v * step;
  }
}

// One box for each square of a mesh: first cell, number of cells, low and high corner.
function boxesOf(points, cells, wide, squares) {
  let first = 0;
  return squares.map((count) => {
    const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
    for (let i = first * wide; i < (first + count) * wide; i++) for (let c = 0; c < 3; c++) {
      const v = points[3 * cells[i] + c];
      if (v < low[c]) low[c] = v;
      if (v > high[c]) high[c] = v;
    }
    first += count;
    return { first: first - count, count, low, high };
  });
}

// The one rule of visibility (scene.part.is_shown).
const isShown = (needs, hidden, standing) =>
  (!needs.length || needs.some((k) => standing.has(k))) && !hidden.some((k) => standing.has(k));
