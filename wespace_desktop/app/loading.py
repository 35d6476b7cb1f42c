"""What stands where the panes will be while the first files are read: what is done, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from wespace_desktop.app import theme
from wespace_desktop.app.controls import Text, button
from wespace_desktop.app.session import Session

_WIDTH_PX = 420


class Loading(QWidget):
    """The oldest work, in the middle of the window."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("ground", "win")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = Text("", theme.TITLE_PX, bold=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._share = Text("", theme.SMALL_PX, "mut")
        self._cancel = button()
        self._cancel.clicked.connect(self._stop)
        card = QWidget()
        card.setFixedWidth(_WIDTH_PX)
        column = QVBoxLayout(card)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self._share)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        session.jobs_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        self._cancel.setText(self.tr("Cancel"))
        job = self._session.jobs[0] if self._session.jobs else None
        if job is not None:
            self._words.setText(job.words.in_(self._session.language))
            self._bar.setRange(0, 0 if job.share is None else 1000)
            self._bar.setValue(round(1000 * (job.share or 0.0)))
            self._share.setText("" if job.share is None else f"{job.share:.0%}")
            self._cancel.setVisible(job.cancel is not None)

    def _stop(self) -> None:
        for job in self._session.jobs:
            if job.cancel is not None:
                job.cancel()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
