"""The last line of the window: what the machine did, where the data come from, and that this is no prediction."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.controls import PathLabel, Text
from wespace_desktop.app.job_bar import JobBar
from wespace_desktop.app.session import Session
from wespace_desktop.model.words import NOT_A_PREDICTION
from wespace_desktop.scene.movers import NOT_A_SIMULATION

HEIGHT_PX = 24


class StatusLine(QWidget):
    """24 pixels. A fault is said here until its file reads well again."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._refined_ms = 0.0
        self.setFixedHeight(HEIGHT_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = QLabel()
        self._did = Text("", theme.SMALL_PX, "mut")
        self._jobs = JobBar(session)
        self._source = PathLabel("", theme.SMALL_PX, "mut")
        self._source.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._source.setMinimumWidth(60)
        self._statement = Text("", theme.SMALL_PX, bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for widget in (self._sign, self._did, self._jobs):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._source)
        row.addSpacing(12)
        row.addWidget(self._statement)
        for signal in (session.documents_changed, session.scene_changed, session.jobs_changed,
                       session.language_changed, session.panes_changed):  # fmt: skip
            signal.connect(self.retranslate)
        session.moving.changed.connect(self.retranslate)
        self.retranslate()

    def refined(self, ms: float) -> None:
        """Every pane stands at its best; the last picture took so many milliseconds."""
        self._refined_ms = ms
        self.retranslate()

    def retranslate(self) -> None:
        session = self._session
        self._jobs.setVisible(bool(session.jobs))
        words, icon, role = self._words()
        self._did.setText("" if session.jobs else words)
        self._did.set_tone("err" if role == "err" else "mut")
        self._sign.setVisible(not session.jobs)
        self._sign.setPixmap(icons.pixmap(icon, role, 14, self.devicePixelRatioF()))
        self._source.set_path(self._source_line())
        said = [NOT_A_PREDICTION, *([NOT_A_SIMULATION] if session.moving.is_running else [])]
        self._statement.setText(" • ".join(words.in_(session.language) for words in said))

    def _words(self) -> tuple[str, str, str]:
        session = self._session
        faulty = [d for d in session.documents if d.faults]
        if faulty:
            n, name = len(faulty[0].faults), faulty[0].path.name
            words = self.tr("{file}: 1 fault, reading stopped") if n == 1 else self.tr(
                "{file}: {n} faults, reading stopped")
            return words.format(file=name, n=n), "circle-x", "err"
        if session.scene is None:
            return self.tr("Ready"), "check", "mut"
        panes = len(session.visible)
        many = self.tr("1 pane") if panes == 1 else self.tr("{n} panes").format(n=panes)
        parts = self.tr("{n} parts").format(n=len(session.scene.parts))
        if not self._refined_ms:
            return f"{parts} • {many}", "check", "mut"
        took = self.tr("{ms} ms").format(ms=round(self._refined_ms))
        refined = self.tr("Picture refined")
        return f"{refined} • {parts} • {many} • {took}", "check", "mut"

    def _source_line(self) -> str:
        scene = self._session.scene
        if scene is None:
            return ""
        return f"{scene.district.credit.in_(self._session.language)} • {scene.district.crs}"

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)
