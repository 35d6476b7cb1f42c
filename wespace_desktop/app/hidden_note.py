"""Says in the export dialog which losses the picture hides, beside the button that mends it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.inspector_parts import Ground
from wespace_desktop.app.session import Session
from wespace_desktop.model.words import Words
from wespace_desktop.picture.compose import losses_hidden
from wespace_desktop.picture.sheet import Sheet


class HiddenNote(Ground):
    """Seen only while a loss is hidden. `mended`: the camera stands where most is seen."""

    mended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("warn_ground")
        self._session = session
        self._told = Words()
        self._waits = False
        self._sign = controls.Text()
        self._words = controls.Text(px=theme.SMALL_PX).wrapped()
        self.mend = controls.button(icon="camera")
        self.mend.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.mend)
        session.findings.proposed.connect(self._proposed)
        self.hide()

    def look(self, sheet: Sheet) -> None:
        """What the preview of this sheet has found."""
        scene = self._session.scene
        self._told = losses_hidden(scene, sheet) if scene is not None else Words()
        self._renew()

    def _renew(self) -> None:
        searching = self._session.findings.searching
        self.setVisible(bool(self._told))
        self._sign.setPixmap(icons.pixmap("eye-off", "warn"))
        self._words.setText(self._told.in_(self._session.language))
        waiting = self._waits and searching is not None
        share = self.tr("Looking, {n} %").format(n=round(100 * (searching or 0.0)))
        self.mend.setText(share if waiting else self.tr("Take the view that shows most"))
        self.mend.setEnabled(not waiting)

    def _press(self) -> None:
        self._waits = True
        self._session.findings.search_wanted.emit()
        self._renew()

    def _proposed(self) -> None:
        """The best view is taken as soon as it is known; a search that was stopped changes nothing."""
        findings = self._session.findings
        if self._waits and findings.searching is None:
            self._waits = False
            if findings.proposals:
                best = findings.proposals[0].viewpoint
                self._session.set_camera(self._session.focus, best.camera, by_hand=False)
                self.mended.emit()
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._renew()
        super().changeEvent(event)
