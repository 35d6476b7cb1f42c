"""Glides the camera from where it is to where it should be, so that nobody loses the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QVariantAnimation

from wespace_desktop.model.view import Camera

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session

GLIDE_MS = 420


class Flight(QVariantAnimation):
    """One glide at a time; a new one starts from wherever the last one is."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._pane = 0
        self._from: Camera | None = None
        self._to: Camera | None = None
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.Linear)  # render.camera.glide slows at both ends itself
        self.valueChanged.connect(self._step)

    @property
    def is_under_way(self) -> bool:
        return self.state() == QVariantAnimation.State.Running

    def start(self, pane: int, to: Camera) -> None:  # type: ignore[override]
        """Towards `to` in `glide_ms`; at once when that is 0."""
        self.stop()
        self._pane, self._from, self._to = pane, self._session.camera_of(pane), to
        if self._session.glide_ms <= 0 or self._from is None:
            self._session.set_camera(pane, to, by_hand=False)
            return
        self.setDuration(self._session.glide_ms)
        super().start()

    def _step(self, t: float) -> None:
        from wespace_desktop.render.camera import glide

        if self._from is None or self._to is None or self._pane >= len(self._session.panes):
            return
        camera = self._to if t >= 1.0 else glide(self._from, self._to, float(t))
        self._session.set_camera(self._pane, camera, by_hand=False)
