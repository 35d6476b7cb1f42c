// What a hand does on the picture: drag turns, right or shifted drag and two fingers move, wheel and pinch zoom.

class Hands {
  // place(x, y) says which pane lies under a point: {size, at} in css pixels, or null.
  constructor(canvas, place, camera, changed) {
    Object.assign(this, { canvas, place, camera, changed, fingers: new Map() });
    canvas.addEventListener("contextmenu", (e) => e.preventDefault());
    canvas.addEventListener("pointerdown", (e) => this.down(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, (e) => this.fingers.delete(e.pointerId));
    canvas.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    canvas.addEventListener("dblclick", (e) => this.near(e));
    canvas.addEventListener("keydown", (e) => this.key(e));
  }

  spot(e) {
    const box = this.canvas.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  }

  down(e) {
    this.canvas.setPointerCapture(e.pointerId);
    this.fingers.set(e.pointerId, this.spot(e));
    this.moves = e.button === 2 || e.button === 1 || e.shiftKey || e.ctrlKey;
  }

  move(e) {
    if (!this.fingers.has(e.pointerId)) return;
    const old = this.fingers.get(e.pointerId), now = this.spot(e);
    this.fingers.set(e.pointerId, now);
    const pane = this.place(...now) ?? this.place(...old);
    if (!pane) return;
    const inside = (p) => [p[0] - pane.at[0], p[1] - pane.at[1]], c = this.camera();
    if (this.fingers.size === 2) {
      const other = [...this.fingers].find(([id]) => id !== e.pointerId)[1];
      const before = Math.hypot(old[0] - other[0], old[1] - other[1]), after = Math.hypot(now[0] - other[0], now[1] - other[1]);
      const middle = (p) => inside([(p[0] + other[0]) / 2, (p[1] + other[1]) / 2]);
      const panned = pan(c, pane.size, middle(old), middle(now));
      this.changed(zoomTo(panned, pane.size, middle(now), Math.min(Math.max(before / Math.max(after, 1), 0.5), 2)));
    } else if (this.fingers.size === 1) {
      this.changed(this.moves ? pan(c, pane.size, inside(old), inside(now))
        : orbit(c, (now[0] - old[0]) * 0.28, (now[1] - old[1]) * 0.28));
    }
  }

  wheel(e) {
    e.preventDefault();
    const at = this.spot(e), pane = this.place(...at);
    if (!pane) return;
    const step = Math.max(-60, Math.min(60, e.deltaY * (e.deltaMode ? 20 : 1)));
    this.changed(zoomTo(this.camera(), pane.size, [at[0] - pane.at[0], at[1] - pane.at[1]], 1.0022 ** step));
  }

  near(e) {
    const at = this.spot(e), pane = this.place(...at);
    const point = pane && groundPoint(this.camera(), pane.size, [at[0] - pane.at[0], at[1] - pane.at[1]]);
    if (!point) return;
    const c = this.camera(), [azimuth, elevation] = heading(c);
    this.changed({ ...look(point, azimuth, elevation, Math.max(distance(c) * 0.5, MIN_DISTANCE_M), c), parallel: c.parallel * 0.5 }, true);
  }

  key(e) {
    const c = this.camera(), turns = { ArrowLeft: [-4, 0], ArrowRight: [4, 0], ArrowUp: [0, 3], ArrowDown: [0, -3] }[e.key];
    const pane = this.place(10, 10);
    if (turns) this.changed(orbit(c, ...turns));
    else if ("+=-".includes(e.key) && pane) this.changed(zoomTo(c, pane.size, pane.size.map((n) => n / 2), e.key === "-" ? 1.15 : 0.87));
    else return;
    e.preventDefault();
  }
}
