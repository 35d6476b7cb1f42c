"""The banner over a picture that no longer is what its file says."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.pane_state import Document


class StaleBanner(QWidget):
    """`Last good picture, 14:01. The file has changed since.`; the button goes to the first fault."""

    fault_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._sign = controls.Text()
        self._words = controls.Text(bold=True).wrapped()
        self._go = controls.button(look="link")
        self._go.clicked.connect(self.fault_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._go)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_document(self, document: Document | None) -> None:
        """Appears only while the document's last good picture is older than its file."""
        self._document = document
        self.setVisible(document is not None and document.stale_since is not None)
        self.retranslate()

    def retranslate(self) -> None:
        document = self._document
        if document is None or document.stale_since is None:
            return
        time = f"{document.stale_since:%H:%M}"
        self._words.setText(self.tr("Last good picture, {time}. The file has changed since.").format(time=time))
        self._go.setText(self.tr("Go to fault 1"))
        self._go.setVisible(bool(document.faults))
        self._sign.setPixmap(icons.pixmap("history", "err"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("err"), 1))
        painter.setBrush(theme.colour("err_ground"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
