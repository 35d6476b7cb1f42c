"""A diagram of the report, large, and saved as a picture with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.diagram_view import DiagramView
from wespace_desktop.model.report import load_report
from wespace_desktop.paths import pictures_dir
from wespace_desktop.picture.diagrams import Ask, chart_image
from wespace_desktop.picture.drawing import Tones

_SIZE = (860, 640)
#: A picture for a slide: as wide as the dialog's, three pixels to one of its.
_SAVED_WIDTH, _SAVED_SCALE = 800.0, 3.0


class DiagramDialog(QDialog):
    """Closed it is gone; the panel keeps nothing of it."""

    def __init__(self, chart: str, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chart, self._ask = chart, replace(ask, px=13.0)
        title = load_report().charts[chart].title.in_(ask.lang)
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        self.diagram = DiagramView()
        self.diagram.take(chart, self._ask)
        self.save = controls.button(self.tr("Save as picture…"), icon="image-down")
        self.save.clicked.connect(self.ask_where)
        page = QWidget()
        page.setProperty("look", "page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(24, 8, 24, 16)
        inner.addWidget(self.diagram)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.addWidget(controls.Text(title, theme.TITLE_PX, bold=True), 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(area, 1)

    def ask_where(self) -> None:
        start = str(pictures_dir() / f"{self._chart}.png")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save as picture…"), start, "PNG (*.png)")
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> bool:
        """The diagram on paper, whatever the theme; False when the place cannot be written to."""
        image = chart_image(self._chart, replace(self._ask, width=_SAVED_WIDTH, marked=""), _SAVED_SCALE, Tones())
        return image.save(str(path), "PNG")
