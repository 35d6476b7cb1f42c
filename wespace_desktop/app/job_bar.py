"""Long work in words: a ring after 0.3 s, after a second a bar with what it is doing, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from wespace_desktop.app import controls, language, theme
from wespace_desktop.app.pane_state import Job
from wespace_desktop.app.work import Work

RING_AFTER_MS = 300
BAR_AFTER_MS = 1000


class BusyRing(QWidget):
    """A quarter of a circle going round; it turns only while it is seen."""

    def __init__(self, side: int = 14) -> None:
        super().__init__()
        self.setFixedSize(side, side)
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._step)

    def _step(self) -> None:
        self._turn = (self._turn + 24) % 360
        self.update()

    def showEvent(self, event: QEvent) -> None:
        self._timer.start()

    def hideEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(theme.colour("line2"), 2))
        painter.drawEllipse(area)
        painter.setPen(QPen(theme.colour("acc"), 2))
        painter.drawArc(area, -self._turn * 16, 100 * 16)


class JobBar(QWidget):
    """The oldest work under way, in one line for the status bar; empty when there is none."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._job: Job | None = None
        self._ring = BusyRing()
        self._words = controls.Text(px=theme.SMALL_PX)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._share = controls.Text(px=theme.SMALL_PX, tone="mut")
        self._cancel = controls.button(look="link")
        self._cancel.setMinimumHeight(20)
        self._cancel.setStyleSheet("QPushButton { min-height: 18px; }")
        self._cancel.clicked.connect(self._stop)
        self._after_ring, self._after_bar = self._timer(RING_AFTER_MS), self._timer(BAR_AFTER_MS)
        self._lay()
        work.jobs_changed.connect(self.refresh)
        self.refresh()

    def _lay(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._ring, self._words, self._bar, self._share, self._cancel):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _timer(self, after_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(self.refresh)
        return timer

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def refresh(self) -> None:
        """Shows the job that has waited longest, as much of it as its age allows."""
        job = self._work.jobs[0] if self._work.jobs else None
        if job is None:
            self._after_ring.stop()
            self._after_bar.stop()
        elif self._job is None or self._job.id != job.id:
            self._after_ring.start()
            self._after_bar.start()
        self._job = job
        self._show(job)

    def _show(self, job: Job | None) -> None:
        old = job is not None and not self._after_bar.isActive()
        ring = job is not None and not self._after_ring.isActive()
        self._ring.setVisible(ring)
        self._words.setVisible(ring)
        self._bar.setVisible(old)
        self._share.setVisible(old and job is not None and job.share is not None)
        self._cancel.setVisible(old and job is not None and job.cancel is not None)
        self._cancel.setText(self.tr("Cancel"))
        if job is not None:
            self._words.setText(job.words.in_(language.current()))
            self._bar.setRange(0, 0 if job.share is None else 1000)
            self._bar.setValue(round(1000 * (job.share or 0.0)))
            self._share.setText(f"{100 * (job.share or 0.0):.0f} %")
            self._words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def _stop(self) -> None:
        if self._job is not None and self._job.cancel is not None:
            self._job.cancel()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self._job)
        super().changeEvent(event)
