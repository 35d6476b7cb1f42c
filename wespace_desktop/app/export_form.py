"""The right side of the export dialog: size, what is on the picture, language, view, file name, folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wespace_desktop.app import controls, theme
from wespace_desktop.app.export_choice import LARGEST_PX, SMALLEST_PX, Choice, views_of
from wespace_desktop.app.export_film import ExportFilm
from wespace_desktop.app.export_parts import SizeCard, Switches
from wespace_desktop.app.export_what import ExportWhat
from wespace_desktop.app.session import Session
from wespace_desktop.picture.presets import FIELDS, PRESETS


class ExportForm(QWidget):
    """Edits one Choice; `changed` after every step of a hand."""

    changed = Signal()

    def __init__(self, session: Session, choice: Choice) -> None:
        super().__init__()
        self._session = session
        self._filling = False
        self.choice = choice
        heads = ("what", "size", "on", "language", "view", "mode", "name")
        self._heads = {name: controls.SectionHead() for name in heads}
        self.what = ExportWhat(session)
        self.film = ExportFilm(session)
        self.cards = {p.id: SizeCard(p.size) for p in PRESETS}
        self.wide, self.high, self.dpi = QSpinBox(), QSpinBox(), QSpinBox()
        self.switches = Switches()
        self.language = controls.Segmented([("zh", "中", ""), ("en", "EN", ""), ("both", "", "")])
        self.view, self.mode = QComboBox(), QComboBox()
        self.pattern = QLineEdit()
        self.pattern.setFont(theme.fixed_font())
        self.name_shown = controls.PathLabel(fixed=True)
        self.name_note = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self.folder = controls.PathLabel()
        self.folder_button = controls.button(icon="folder")
        self._lay()
        self._wire()
        self.retranslate()

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(6)
        column.addWidget(self._heads["what"])
        column.addWidget(self.what)
        column.addWidget(self.film)
        column.addSpacing(8)
        column.addWidget(self._heads["size"])
        column.addLayout(self._sizes())
        column.addSpacing(8)
        column.addWidget(self._heads["on"])
        column.addWidget(self.switches)
        column.addSpacing(8)
        column.addLayout(self._looks())
        column.addSpacing(8)
        column.addWidget(self._heads["name"])
        column.addWidget(self.pattern)
        column.addWidget(self.name_shown)
        column.addWidget(self.name_note)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addWidget(self.folder, 1)
        column.addLayout(row)

    def _sizes(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        group = QButtonGroup(self)
        for i, card in enumerate(self.cards.values()):
            group.addButton(card)
            grid.addWidget(card, i // 3, i % 3)
        group.setExclusive(False)
        for i, (spin, least, most) in enumerate(
            ((self.wide, SMALLEST_PX, LARGEST_PX), (self.high, SMALLEST_PX, LARGEST_PX), (self.dpi, 36, 1200))
        ):
            spin.setRange(least, most)
            spin.setKeyboardTracking(False)
            spin.lineEdit().setTextMargins(8, 0, 4, 0)
            grid.addWidget(spin, 2, i)
        return grid

    def _looks(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._heads["language"], 0, 0)
        grid.addWidget(self.language, 0, 1)
        grid.setRowMinimumHeight(2, 4)
        for column, (name, field) in enumerate((("view", self.view), ("mode", self.mode))):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(6)
            grid.addWidget(self._heads[name], 3, column)
            grid.addWidget(field, 4, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _wire(self) -> None:
        for name, card in self.cards.items():
            card.clicked.connect(lambda _=False, name=name: self._take(self.choice.with_preset(name)))
        for spin in (self.wide, self.high, self.dpi):
            spin.valueChanged.connect(self._own_size)
        self.what.what_chosen.connect(lambda what: self._take(self.choice.with_what(what)))
        self.what.kind_chosen.connect(lambda suffix: self._take(replace(self.choice, suffix=suffix)))
        self.what.slides_chosen.connect(lambda off: self._take(replace(self.choice, slides_off=off)))
        self.film.wished.connect(lambda film: self._take(replace(self.choice, film=film)))
        self.switches.changed.connect(self._switch)
        self.language.chosen.connect(lambda lang: self._take(replace(self.choice, lang=lang)))
        self.view.currentIndexChanged.connect(self._looks_changed)
        self.mode.currentIndexChanged.connect(self._looks_changed)
        self.pattern.textChanged.connect(lambda text: self._take(replace(self.choice, pattern=text)))
        self.folder_button.clicked.connect(self._ask_folder)

    # hands ------------------------------------------------------------------------------------------------------
    def _take(self, choice: Choice) -> None:
        if not self._filling and choice != self.choice:
            self.choice = choice
            self.show_choice()
            self.changed.emit()

    def _own_size(self) -> None:
        self._take(self.choice.with_size((self.wide.value(), self.high.value()), self.dpi.value()))

    def _switch(self) -> None:
        clear = self.switches.transparent.isChecked()
        choice = replace(self.choice, furniture=self.switches.furniture, transparent=clear)
        self._take(choice.with_size(choice.size, choice.dpi))

    def _looks_changed(self) -> None:
        self._take(replace(self.choice, view=self.view.currentData() or "", mode=self.mode.currentData() or "screen"))

    def _ask_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder for the picture"), str(self.choice.folder))
        if found:
            self._take(replace(self.choice, folder=Path(found)))

    def choose_view(self, view: str) -> None:
        """A saved view, or '' for what is on the screen, which may have moved since: the picture is made anew."""
        self.choice = replace(self.choice, view=view)
        self.show_choice()
        self.changed.emit()

    # words and values -------------------------------------------------------------------------------------------
    def show_choice(self) -> None:
        """Puts the choice into the fields, without telling it as a hand's."""
        self._filling = True
        choice = self.choice
        self.what.show_choice(choice)
        self.film.show_choice(choice)
        one = choice.what == "view"
        for part in (self.switches, self._heads["on"], self.view, self.mode, self._heads["view"], self._heads["mode"]):
            part.setHidden(not one)
        for name, card in self.cards.items():
            card.setChecked(name == choice.preset)
        for spin, value in ((self.wide, choice.size[0]), (self.high, choice.size[1]), (self.dpi, choice.dpi)):
            spin.setValue(value)
        self.switches.show_furniture(choice.furniture, choice.transparent)
        self.language.choose(choice.lang)
        self.view.setCurrentIndex(max(0, self.view.findData(choice.view)))
        self.mode.setCurrentIndex(max(0, self.mode.findData(choice.mode)))
        if self.pattern.text() != choice.pattern:
            self.pattern.setText(choice.pattern)
        self.folder.set_path(str(choice.folder))
        self._filling = False

    def show_place(self, name: str, note: str, tone: str) -> None:
        """The name that the pattern makes, and what there is to say about it."""
        self.name_shown.set_path(name)
        self.name_note.setText(note)
        self.name_note.set_tone(tone)
        self.name_note.setHidden(not note)

    def renew_views(self) -> None:
        """Saved views of the files that are open now."""
        self._filling = True
        self.view.clear()
        self.view.addItem(self.tr("On the screen"), "")
        for name, words in views_of(self._session):
            self.view.addItem(words.in_(self._session.language), name)
        self.mode.clear()
        for key, text in (
            ("screen", self.tr("As on the screen")),
            ("single", self.tr("Single")),
            ("side-by-side", self.tr("Side by side")),
            ("swipe", self.tr("Swipe")),
            ("lens", self.tr("Change lens")),
        ):
            if key in ("screen", "single") or len(self._session.panes) > 1:
                self.mode.addItem(text, key)
        self._filling = False
        self.show_choice()

    def retranslate(self) -> None:
        heads = {
            "what": self.tr("Export"),
            "size": self.tr("Size"),
            "on": self.tr("On the picture"),
            "language": self.tr("Language"),
            "view": self.tr("View"),
            "mode": self.tr("Panes"),
            "name": self.tr("File name"),
        }
        for name, text in heads.items():
            self._heads[name].setText(text)
        for preset in PRESETS:
            self.cards[preset.id].setText(preset.title.in_(self._session.language))
        self.wide.setSuffix(self.tr(" px wide"))
        self.high.setSuffix(self.tr(" px high"))
        self.dpi.setSuffix(self.tr(" dpi"))
        self.language.set_words(["中", "EN", self.tr("Both")])
        self.folder_button.setText(self.tr("Folder…"))
        fields = ", ".join("{" + f + "}" for f in FIELDS)
        self.pattern.setToolTip(self.tr("You may write {fields}").format(fields=fields))
        self.what.retranslate()
        self.film.retranslate()
        self.switches.retranslate()
        self.renew_views()
