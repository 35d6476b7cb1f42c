// What the graphics processor is told: surfaces, lines, contact shade (render/occlusion.py), haze and sky (render/finish.py).

const SURFACE_VERTEX = `#version 300 es
in vec3 aPosition; in vec4 aColour; in vec2 aUv;
uniform mat4 uMatrix; uniform float uFlat, uLift;
out vec3 vColour; out vec2 vUv;
void main() {
  gl_Position = uMatrix * vec4(aPosition.xy, aPosition.z + uLift, 1.0);
  vColour = aColour.rgb;
  vUv = uFlat > 0.0 ? aPosition.xy / uFlat : aUv;
}`;
const SURFACE_FRAGMENT = `#version 300 es
precision highp float;
in vec3 vColour; in vec2 vUv;
uniform sampler2D uTile; uniform float uTextured, uOpacity; uniform int uLens; uniform vec3 uGhost;
out vec4 colour;
void main() {
  vec3 drawn = vColour * mix(vec3(1.0), texture(uTile, vUv).rgb, uTextured);
  float light = dot(drawn, vec3(0.299, 0.587, 0.114));
  // The change lens (scene/ghosts.py): 1 is quiet grey, 2 a ghost of what is gone.
  if (uLens == 1) drawn = vec3(252.0 / 255.0 - (1.0 - light) * 0.52);
  if (uLens == 2) drawn = uGhost * mix(0.75, 1.0, light);
  colour = vec4(drawn, uOpacity);
}`;
const LINE_VERTEX = `#version 300 es
in vec3 aFrom, aTo; in vec4 aColour;
uniform mat4 uMatrix; uniform vec2 uSize; uniform float uWidth;
out vec3 vColour; out vec2 vUv;
void main() {
  vec4 a = uMatrix * vec4(aFrom, 1.0), b = uMatrix * vec4(aTo, 1.0);
  if (a.w < 0.1) a = mix(a, b, clamp((0.1 - a.w) / (b.w - a.w), 0.0, 1.0));
  if (b.w < 0.1) b = mix(b, a, clamp((0.1 - b.w) / (a.w - b.w), 0.0, 1.0));
  vec2 along = (b.xy / b.w - a.xy / a.w) * uSize;
  vec2 side = length(along) > 0.0 ? normalize(vec2(-along.y, along.x)) : vec2(0.0);
  vec4 end = (gl_VertexID & 1) == 0 ? a : b;
  end.xy += side * (gl_VertexID < 2 ? 1.0 : -1.0) * uWidth / uSize * end.w;
  gl_Position = end;
  vColour = aColour.rgb; vUv = vec2(0.0);
}`;
const WHOLE_VERTEX = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0); }`;
// q is the inverse of the depth (0 in the sky), affine over every plane; in a parallel projection the depth itself.
const DEPTHS = `#version 300 es
precision highp float; precision highp int;
uniform sampler2D uDepth; uniform vec2 uClip; uniform bool uParallel; uniform ivec2 uSize;
float depthAt(ivec2 p) {
  float d = texelFetch(uDepth, clamp(p, ivec2(0), uSize - 1), 0).r;
  if (d >= 1.0) return uParallel ? 1e7 : 1e9;
  return uParallel ? mix(uClip.x, uClip.y, d)
    : 2.0 * uClip.x * uClip.y / (uClip.y + uClip.x - (2.0 * d - 1.0) * (uClip.y - uClip.x));
}
float qAt(ivec2 p) { float d = depthAt(p); return uParallel ? d : 1.0 / d; }
float lesser(float a, float b) { return abs(a) < abs(b) ? a : b; }
vec2 slopes(ivec2 p, float q) {
  return vec2(lesser(qAt(p + ivec2(1, 0)) - q, q - qAt(p - ivec2(1, 0))),
              lesser(qAt(p + ivec2(0, 1)) - q, q - qAt(p - ivec2(0, 1))));
}
bool isSky(float q) { return uParallel ? q > 9e6 : q <= 2e-9; }
`;
const SHADE_FRAGMENT = DEPTHS + `
uniform int uStep, uSamples; uniform float uPixel, uShift, uRadius, uBias, uStrength, uRise;
out vec4 shade;
const float ORDER[16] = float[16](0., 8., 2., 10., 12., 4., 14., 6., 3., 11., 1., 9., 15., 7., 13., 5.);
vec2 sight(ivec2 p) { return (vec2(p) + 0.5 - vec2(uSize) * 0.5 + vec2(0.0, uShift * float(uSize.y))) * uPixel; }
void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy), p = cell * uStep + uStep / 2;
  float q = qAt(p);
  shade = vec4(0.0);
  if (isSky(q)) return;
  vec2 s = sight(p), slope = slopes(p, q) / uPixel;
  float depth = uParallel ? q : 1.0 / q;
  vec3 n = uParallel ? vec3(slope, -1.0) : vec3(-slope, dot(slope, s) - q);
  n /= length(n) + 1e-20;
  float scale = uParallel ? 1.0 : depth;
  vec3 here = vec3(s * scale, depth);
  float radius = clamp(uRadius / (scale * uPixel * float(uStep)), 2.0, 0.14 * float(uSize.y / uStep));
  float turn = 6.2831853 / 16.0 * ORDER[(cell.y & 3) * 4 + (cell.x & 3)], total = 0.0;
  for (int i = 0; i < uSamples; i++) {
    float share = (float(i) + 0.5) / float(uSamples), angle = turn + 6.2831853 * 7.0 * share;
    ivec2 at = clamp(ivec2(vec2(cell) + radius * pow(share, 1.4) * vec2(cos(angle), sin(angle)) + 0.5), ivec2(0), uSize / uStep - 1);
    ivec2 there = at * uStep + uStep / 2;
    float far = depthAt(there);
    vec3 way = vec3(sight(there) * (uParallel ? 1.0 : far), far) - here;
    float square = dot(way, way) + 1e-6;
    total += max((dot(way, n) - uRise) / sqrt(square) - uBias, 0.0) * max(1.0 - square / (uRadius * uRadius), 0.0);
  }
  shade = vec4(min(total * uStrength / float(uSamples), 1.0));
}`;
const SMOOTH_FRAGMENT = DEPTHS + `
uniform sampler2D uShade; uniform int uStep; uniform ivec2 uAlong;
out vec4 shade;
void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy), p = cell * uStep + uStep / 2, most = uSize / uStep - 1;
  float q = qAt(p), total = texelFetch(uShade, cell, 0).r, weights = 1.0;
  float slope = dot(slopes(p, q), vec2(uAlong)) * float(uStep), near = uParallel ? 1.0 : q * 0.004;
  for (int k = -2; k <= 2; k++) {
    ivec2 other = cell + k * uAlong;
    if (k == 0 || any(lessThan(other, ivec2(0))) || any(greaterThan(other, most))) continue;
    if (abs(qAt(other * uStep + uStep / 2) - q - float(k) * slope) >= near) continue;
    float weight = abs(k) == 2 ? 0.5 : 1.0;
    total += weight * texelFetch(uShade, other, 0).r;
    weights += weight;
  }
  shade = vec4(total / weights);
}`;
const FINISH_FRAGMENT = DEPTHS + `
uniform sampler2D uColour, uShade; uniform int uStep; uniform bool uShaded; uniform vec3 uHaze; uniform ivec2 uOrigin;
uniform vec3 uPaper, uSkyTop; uniform float uHorizon; uniform vec3 uLeaves, uHazeColour;
out vec4 colour;
float shadeAt(ivec2 p, float q) {
  vec2 slope = slopes(p, q), at = (vec2(p) - float(uStep / 2)) / float(uStep);
  ivec2 first = ivec2(floor(at)), most = uSize / uStep - 1;
  float total = 0.0, weights = 1e-6;
  for (int k = 0; k < 4; k++) {
    ivec2 cell = clamp(first + ivec2(k & 1, k >> 1), ivec2(0), most), there = cell * uStep + uStep / 2;
    vec2 share = max(1.0 - abs(vec2(there - p)) / float(uStep), 0.0);
    float miss = abs(q + dot(slope, vec2(there - p)) - qAt(there)) / (uParallel ? 0.5 : q * 0.002 + 1e-9);
    float weight = share.x * share.y / (1.0 + miss * miss);
    total += weight * texelFetch(uShade, cell, 0).r;
    weights += weight;
  }
  return min(total / weights, 1.0);
}
void main() {
  ivec2 p = ivec2(gl_FragCoord.xy) - uOrigin;
  vec4 drawn = texelFetch(uColour, p, 0);
  float q = qAt(p);
  if (uShaded && !isSky(q)) drawn.rgb *= 1.0 - shadeAt(p, q) * (1.0 - uLeaves);
  if (uHaze.z > 0.0 && drawn.a > 0.999 && !isSky(q)) {
    float far = clamp((1.0 / q - uHaze.x) / uHaze.y, 0.0, 1.0);
    drawn.rgb = mix(drawn.rgb, uHazeColour, pow(far, 1.2) * uHaze.z);
  }
  float row = float(uSize.y) - float(p.y);
  vec3 sky = uHorizon > 0.0 ? mix(uSkyTop, uPaper, pow(clamp(row / uHorizon, 0.0, 1.0), 1.1)) : uPaper;
  colour = vec4(drawn.rgb + sky * (1.0 - drawn.a), 1.0);
}`;
