"""What this program is, whose data, letters and icons it uses, and under which licences."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wespace_desktop import __version__
from wespace_desktop.app import controls, theme
from wespace_desktop.app.inspector_parts import Facts
from wespace_desktop.model.words import NOT_A_PREDICTION, Lang


class About(QDialog):
    """One page, window-modal."""

    def __init__(self, lang: Lang, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(520)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(32, 28, 32, 20)
        self._column.setSpacing(12)
        self._fill()

    def _fill(self) -> None:
        self.setWindowTitle(self.tr("About WeSpace Desktop"))
        column = self._column
        column.addWidget(controls.Text("WeSpace Desktop", theme.YEAR_PX, bold=True))
        version = self.tr("Version {version}, Apache License 2.0").format(version=__version__)
        column.addWidget(controls.Text(version, theme.SMALL_PX, "mut"))
        column.addWidget(
            controls.Text(
                self.tr(
                    "A real district today and in the near future, side by side. It follows the report "
                    "WeSpace, future urban space (2020): its technologies, its gains and its harms."
                )
            ).wrapped()
        )
        column.addWidget(controls.Text(NOT_A_PREDICTION.in_(self._lang), bold=True))
        column.addWidget(controls.hairline())
        facts = Facts()
        for label, value, note in (
            (self.tr("Data"), "City of Cambridge GIS", "Open Data Commons PDDL 1.0"),
            ("", "© OpenStreetMap contributors", "Open Data Commons ODbL 1.0"),
            (self.tr("Typeface"), "WeSpace Sans SC, Noto Sans CJK SC", "SIL Open Font License 1.1"),
            (self.tr("Icons"), "Lucide", "ISC, MIT"),
            (self.tr("Built with"), "Qt for Python, VTK, NumPy, Shapely", "LGPL 3, BSD 3"),
        ):
            facts.add(label, value, note)
        column.addWidget(facts)
        column.addSpacing(8)
        close = controls.button(self.tr("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.accept()
        super().changeEvent(event)
