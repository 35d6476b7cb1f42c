// The layers' marks, as the legend of the program draws them (wespace_desktop/picture/marks.py).

const MARKS = {
  ribbon: (hue) => `<rect y="4" width="40" height="17" fill="${hue}"/><path d="M.7 4.7H39.3M.7 20.3H39.3" stroke="#075A9E" stroke-width="1.4"/><path d="M8 8.6l4.4 3.9L8 16.4M17.5 8.6l4.4 3.9-4.4 3.9M27 8.6l4.4 3.9-4.4 3.9" fill="none" stroke="#CFE6F8" stroke-width="2.4"/>`,
  gable: (hue) => `<path fill="#EBC98F" d="M4 21h32v3H4z"/><path fill="#C08345" d="M9 10h22v11H9z"/><path fill="#D3E6EC" d="M16.5 13h7v8h-7z"/><path fill="${hue}" d="M5 12 20 1l15 11z"/>`,
  ring: (hue) => `<ellipse cx="20" cy="12.5" rx="18" ry="10" fill="${hue}" fill-opacity=".16" stroke="${hue}" stroke-width="2"/><circle cx="20" cy="12.5" r="4.2" fill="${hue}"/>`,
  lawn: (hue) => `<rect x="1" y="1.5" width="38" height="22" rx="3" fill="${hue}"/><path d="M1 20.5 17 12 39 3.4M17 12l12 11.5" fill="none" stroke="#F4EFE2" stroke-width="2.6"/><rect x="1" y="1.5" width="38" height="22" rx="3" fill="none" stroke="#2E8F68" stroke-width="1.4"/><circle cx="9" cy="8.5" r="4" fill="#3FA57B"/><circle cx="33" cy="13.5" r="3.6" fill="#35966E"/><circle cx="13.5" cy="19.5" r="2.8" fill="#3FA57B"/>`,
};
const tint = (name, hue) => {
  const mix = { pale: [255, 0.62], dark: [0, 0.4] }[name];
  if (!mix) return { hue, white: "#FFFFFF" }[name] ?? `#${name}`;
  const part = (i) => parseInt(hue.slice(i, i + 2), 16);
  return `#${[1, 3, 5].map((i) => Math.round(part(i) + (mix[0] - part(i)) * mix[1]).toString(16).padStart(2, "0")).join("")}`;
};
// `fill hue 4,12 20,1 35,12; dot white 2 20,8`: strokes as the catalogue writes them.
const strokesOf = (mark, hue) => mark.split(";").map((stroke) => stroke.trim().split(/\s+/)).map(([kind, name, ...rest]) => {
  const points = rest.filter((word) => word.includes(",")), sizes = rest.filter((word) => !word.includes(","));
  const shade = name && tint(name, hue), at = points.map((point) => point.split(","));
  if (kind === "fill") return `<path fill="${shade}" d="M${points.join("L")}z"/>`;
  if (kind === "line") return `<path fill="none" stroke="${shade}" stroke-width="${sizes[0]}" stroke-linecap="round" stroke-linejoin="round" d="M${points.join("L")}"/>`;
  if (kind === "dot") return at.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${sizes[0]}" fill="${shade}"/>`).join("");
  if (kind === "ring") return at.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${sizes[1]}" fill="none" stroke="${shade}" stroke-width="${sizes[0]}"/>`).join("");
  return "";
}).join("");
const squareOf = (hue) => `<rect x="9" y="2" width="22" height="21" rx="3" fill="${hue}"/>`;
const markOf = (layer) => `<svg viewBox="0 0 40 25" aria-hidden="true">${MARKS[layer.mark]?.(layer.hue) ?? (strokesOf(layer.mark, layer.hue) || squareOf(layer.hue))}</svg>`;
