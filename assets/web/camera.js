// Where one looks from: the same poses, lens and moves as the program's own (wespace_desktop/render/camera.py).

const FRAME_ASPECT = 1.2, STREET_BELOW_M = 60, MIN_EYE_M = 1.5, MIN_DISTANCE_M = 6, MIN_ELEVATION = 3;

const add = (a, b, s = 1) => [a[0] + b[0] * s, a[1] + b[1] * s, a[2] + b[2] * s];
const sub = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const long = (a) => Math.hypot(a[0], a[1], a[2]);
const scaled = (a, s) => [a[0] * s, a[1] * s, a[2] * s];
const unit = (a) => scaled(a, 1 / (long(a) || 1));
const rad = (degrees) => degrees * Math.PI / 180;
const deg = (radians) => radians * 180 / Math.PI;

const isStreet = (c) => c.parallel <= 0 && c.position[2] < STREET_BELOW_M;
const distance = (c) => long(sub(c.target, c.position));

function basis(c) {
  const forward = unit(sub(c.target, c.position));
  let right = cross(forward, c.up);
  if (long(right) < 1e-6) right = cross(forward, [0, 1, 0]);
  right = unit(right);
  return [right, cross(right, forward), forward];
}

// Half the picture's height: metres in a parallel projection, a slope in a perspective.
function halfHeight(c, size) {
  const half = c.parallel > 0 ? c.parallel / 2 : Math.tan(rad(c.angle) / 2);
  return half * Math.max(1, FRAME_ASPECT * size[1] / size[0]);
}

// Near and far that cut nothing in the box and keep marks of 3 cm apart in 24 bits of depth.
function clipRange(c, low, high) {
  const forward = basis(c)[2];
  let least = Infinity, most = -Infinity;
  for (let k = 0; k < 8; k++) {
    const corner = [k & 1 ? high[0] : low[0], k & 2 ? high[1] : low[1], k & 4 ? high[2] : low[2]];
    const away = dot(sub(corner, c.position), forward);
    least = Math.min(least, away);
    most = Math.max(most, away);
  }
  if (c.parallel > 0) return [least - 1, most + 1];
  const far = Math.max(most * 1.01, 10);
  return [Math.max(least * 0.99, far * Math.max(c.position[2], 1) * 4e-6, 0.3), far];
}

// Column by column, district metres to clip space.
function cameraMatrix(c, size, clip) {
  const [right, up, forward] = basis(c), [near, far] = clip, half = halfHeight(c, size);
  const view = [right, up, scaled(forward, -1)].map((row) => [...row, -dot(row, c.position)]);
  const sx = size[1] / (half * size[0]), sy = 1 / half;
  const rows = c.parallel > 0
    ? [scaled4(view[0], sx), plus(scaled4(view[1], sy), -2 * c.shift),
      plus(scaled4(view[2], -2 / (far - near)), -(far + near) / (far - near)), [0, 0, 0, 1]]
    : [scaled4(view[0], sx), view[1].map((v, k) => v * sy + view[2][k] * 2 * c.shift),
      plus(scaled4(view[2], -(far + near) / (far - near)), -2 * far * near / (far - near)), scaled4(view[2], -1)];
  const out = new Float32Array(16);
  for (let row = 0; row < 4; row++) for (let column = 0; column < 4; column++) out[column * 4 + row] = rows[row][column];
  return out;
}
const scaled4 = (row, s) => row.map((v) => v * s);
const plus = (row, s) => [row[0], row[1], row[2], row[3] + s];

function project(matrix, size, p) {
  const at = (r) => matrix[r] * p[0] + matrix[4 + r] * p[1] + matrix[8 + r] * p[2] + matrix[12 + r];
  const w = at(3);
  return [(at(0) / w * 0.5 + 0.5) * size[0], (0.5 - at(1) / w * 0.5) * size[1], w];
}

function sightLine(c, size, at) {
  const [right, up, forward] = basis(c), half = halfHeight(c, size);
  const x = (2 * at[0] / size[0] - 1) * size[0] / size[1] * half;
  const y = (1 - 2 * at[1] / size[1] + 2 * c.shift) * half;
  if (c.parallel > 0) return [add(add(c.position, right, x), up, y), forward];
  return [c.position, unit(add(add(forward, right, x), up, y))];
}

function groundPoint(c, size, at) {
  const [origin, direction] = sightLine(c, size, at);
  return direction[2] > -1e-6 ? null : add(origin, direction, -origin[2] / direction[2]);
}

const metresPerPixel = (c, size) => 2 * halfHeight(c, size) * (c.parallel > 0 ? 1 : distance(c)) / size[1];

function heading(c) {
  const [right, , forward] = basis(c);
  return [(deg(Math.atan2(-right[1], right[0])) + 360) % 360, deg(Math.asin(Math.max(-1, Math.min(1, -forward[2]))))];
}

function northAngle(c) {
  const [right, up, forward] = basis(c);
  const ahead = Math.abs(forward[2]) < 0.999 ? forward[1] + up[1] : up[1];
  return deg(Math.atan2(right[1], ahead));
}

function directions(azimuth, elevation) {
  const a = rad(azimuth), e = rad(elevation), flat = [Math.sin(a), Math.cos(a), 0];
  return [add(scaled(flat, Math.cos(e)), [0, 0, -Math.sin(e)]), elevation > 88 ? flat : [0, 0, 1]];
}

function look(target, azimuth, elevation, away, like) {
  const [forward, up] = directions(azimuth, elevation);
  return { ...like, position: add(target, forward, -away), target: [...target], up };
}

const moved = (c, by) => ({ ...c, position: add(c.position, by), target: add(c.target, by) });

function orbit(c, turn, tilt) {
  const [azimuth, elevation] = heading(c);
  const low = Math.min(MIN_ELEVATION, elevation);
  return look(c.target, azimuth + turn, Math.min(Math.max(elevation + tilt, low), 90), distance(c), c);
}

function pan(c, size, start, end) {
  const here = groundPoint(c, size, start), there = groundPoint(c, size, end), reach = 4 * distance(c);
  if (here && there && Math.max(long(sub(here, c.position)), long(sub(there, c.position))) <= reach) {
    const by = sub(here, there);
    return moved(c, [by[0], by[1], 0]);
  }
  const [right, up] = basis(c), step = metresPerPixel(c, size);
  const flat = unit(Math.abs(up[2]) < 0.99 ? [up[0], up[1], 0] : [-right[1], right[0], 0]);
  return moved(c, scaled(add(scaled(right, start[0] - end[0]), flat, end[1] - start[1]), step));
}

function zoomTo(c, size, at, factor) {
  const [origin, direction] = sightLine(c, size, at);
  let anchor = groundPoint(c, size, at);
  if (!anchor || long(sub(anchor, c.position)) > 4 * distance(c)) anchor = add(origin, direction, distance(c));
  if (c.parallel > 0) {
    const height = Math.max(c.parallel * factor, MIN_DISTANCE_M), forward = basis(c)[2];
    const by = scaled(sub(anchor, c.position), 1 - height / c.parallel);
    return { ...moved(c, add(by, forward, -dot(by, forward))), parallel: height };
  }
  if (factor < 1) factor = Math.max(factor, MIN_DISTANCE_M / Math.max(distance(c), 1e-6));
  const nearer = (p) => add(anchor, sub(p, anchor), factor);
  return { ...c, position: nearer(c.position), target: nearer(c.target) };
}

// The pose a share of the way: the shorter turn, distance in proportion, slow at both ends.
function glide(a, b, t) {
  if (t <= 0) return a;
  if (t >= 1) return b;
  const s = t * t * (3 - 2 * t), [azA, elA] = heading(a), [azB, elB] = heading(b);
  const turn = ((azB - azA + 180) % 360 + 360) % 360 - 180, mix = (x, y) => x + (y - x) * s;
  const like = { ...(s > 0.5 ? b : a), angle: mix(a.angle, b.angle), shift: mix(a.shift, b.shift) };
  if (a.parallel > 0 && b.parallel > 0) like.parallel = a.parallel ** (1 - s) * b.parallel ** s;
  const target = add(scaled(a.target, 1 - s), b.target, s);
  return look(target, azA + turn * s, mix(elA, elB), Math.max(distance(a), 1e-3) ** (1 - s) * Math.max(distance(b), 1e-3) ** s, like);
}

function keepSane(c, extent) {
  const [x0, y0, x1, y1] = extent, wide = Math.hypot(x1 - x0, y1 - y0);
  const kept = [Math.min(Math.max(c.target[0], x0), x1), Math.min(Math.max(c.target[1], y0), y1), Math.min(Math.max(c.target[2], 0), 250)];
  let sane = moved(c, sub(kept, c.target));
  const away = distance(sane), limited = Math.min(Math.max(away, 1), 3 * wide);
  if (limited !== away) sane = { ...sane, position: add(sane.target, basis(sane)[2], -limited) };
  if (sane.parallel > 0) return { ...sane, parallel: Math.min(Math.max(sane.parallel, MIN_DISTANCE_M), 3 * wide) };
  const lift = MIN_EYE_M - sane.position[2];
  return lift > 0 ? moved(sane, [0, 0, lift]) : sane;
}
