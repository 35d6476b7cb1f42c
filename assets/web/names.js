// Names over the picture: chips with a leader for places and layers, street names along their streets. No overlaps.

const CHIP_AREA = 95000, STREET_AREA = 70000, NAMES_M = 1500, SIGN_M = 160;

class Names {
  constructor(root, labels) {
    this.root = root;
    // What a layer changes comes first, the places that both states have take the rest of the room.
    this.labels = [...labels].sort((a, b) => (b.needs.length > 0) - (a.needs.length > 0) || b.rank - a.rank);
    this.made = new Map();
    this.measure = document.createElement("canvas").getContext("2d");
  }

  // panes: [{box: [left, top, width, height] in css pixels, share: [from, to], standing, key}]
  place(camera, panes, clip, words, hidden) {
    const seen = new Set();
    for (const pane of panes) this.placePane(camera, pane, clip, words, hidden, seen);
    for (const [key, nodes] of this.made) if (!seen.has(key)) {
      nodes.forEach((n) => n.remove());
      this.made.delete(key);
    }
  }

  placePane(camera, pane, clip, words, hidden, seen) {
    const [left, top, width, height] = pane.box, street = isStreet(camera);
    const matrix = cameraMatrix(camera, [width, height], clip), taken = pane.taken.map((b) => [...b]);
    const lowest = pane.share[0] * width, highest = pane.share[1] * width;
    const most = { chip: Math.max(2, Math.round((highest - lowest) * height / CHIP_AREA)), street: Math.round((highest - lowest) * height / STREET_AREA) };
    const free = (b) => b[0] > lowest + 4 && b[2] < highest - 4 && b[1] > 4 && b[3] < height - 4
      && taken.every((t) => b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3]);
    const said = new Set();
    let changes = Math.ceil(most.chip / 2);
    this.labels.forEach((label, k) => {
      const isChip = label.kind !== "street", kind = isChip ? "chip" : "street";
      const text = words(label.text);
      if (!most[kind] || hidden.has("names") || said.has(text) || !isShown(label.needs, label.hidden, pane.standing)) return;
      if (street && !isChip || label.needs.length && !changes) return;
      const key = `${pane.key}/${k}`, wide = this.wide(text);
      const spot = isChip ? this.chipSpot(label, matrix, [width, height], wide, free, street)
        : this.streetSpot(label, matrix, [width, height], wide, free);
      if (!spot) return;
      taken.push(...spot.boxes);
      said.add(text);
      most[kind]--;
      if (label.needs.length) changes--;
      seen.add(key);
      if (isChip) this.showChip(key, label, text, spot, left, top);
      else this.showStreet(key, text, spot, left, top);
    });
  }

  wide(text) {
    this.measure.font = "700 13px " + getComputedStyle(document.body).fontFamily;
    return this.measure.measureText(text).width;
  }

  chipSpot(label, matrix, size, wide, free, street) {
    const [x, y, w] = project(matrix, size, label.at);
    if (w <= 0 || w > (street ? SIGN_M : NAMES_M) || x < 0 || x > size[0] || y < 0 || y > size[1]) return null;
    const half = wide / 2 + 8;
    for (const rise of [34, 56, 80]) for (const aside of [0, -0.6, 0.6]) {
      const at = x + aside * half, box = [at - half - 4, y - rise - 28, at + half + 4, y - rise + 2];
      const leader = [x - 3, y - rise, x + 3, y + 5];
      if (free(box) && free(leader)) return { x, y, at, rise, half, boxes: [box, leader] };
    }
    return null;
  }

  streetSpot(label, matrix, size, wide, free) {
    const points = label.line.map((p) => project(matrix, size, p));
    let best = null;
    for (let k = 1; k < points.length; k++) {
      const [a, b] = [points[k - 1], points[k]];
      if (a[2] <= 0 || b[2] <= 0 || a[2] > NAMES_M) continue;
      const along = Math.hypot(b[0] - a[0], b[1] - a[1]), x = (a[0] + b[0]) / 2, y = (a[1] + b[1]) / 2;
      if (along < wide * 0.7) continue;
      const turn = Math.atan2(b[1] - a[1], b[0] - a[0]), level = Math.abs(turn) > Math.PI / 2 ? turn + Math.PI : turn;
      const boxes = [-0.5, -0.17, 0.17, 0.5].map((s) => {
        const cx = x + Math.cos(level) * s * wide * 0.8, cy = y + Math.sin(level) * s * wide * 0.8;
        const w = Math.abs(Math.cos(level)) * wide / 6 + 10, h = Math.abs(Math.sin(level)) * wide / 6 + 10;
        return [cx - w, cy - h, cx + w, cy + h];
      });
      const off = Math.hypot(x - size[0] / 2, y - size[1] / 2);
      if ((!best || off < best.off) && boxes.every(free)) best = { off, x, y, turn: level, boxes };
    }
    return best;
  }

  nodes(key, kinds) {
    if (!this.made.has(key)) this.made.set(key, kinds.map((kind) => {
      const node = document.createElement("div");
      node.className = kind;
      this.root.append(node);
      return node;
    }));
    return this.made.get(key);
  }

  showChip(key, label, text, spot, left, top) {
    const [leader, chip] = this.nodes(key, ["leader", "chip"]), colour = label.colour || "#22272e";
    chip.textContent = text;
    chip.style.color = colour;
    chip.style.transform = `translate(${Math.round(left + spot.at - spot.half)}px, ${Math.round(top + spot.y - spot.rise - 24)}px)`;
    leader.style.background = colour;
    leader.style.height = `${spot.rise}px`;
    leader.style.transform = `translate(${left + spot.x}px, ${top + spot.y - spot.rise}px)`;
  }

  showStreet(key, text, spot, left, top) {
    const [node] = this.nodes(key, ["street"]);
    node.textContent = text;
    node.style.transform = `translate(${left + spot.x}px, ${top + spot.y}px) rotate(${spot.turn}rad) translate(-50%, -50%)`;
  }
}
