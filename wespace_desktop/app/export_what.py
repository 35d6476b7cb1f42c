"""What the export dialog writes: this view, the slides of the storyboard or a contact sheet, and in which kind."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wespace_desktop.app import controls
from wespace_desktop.app.export_choice import Choice
from wespace_desktop.app.export_kinds import slides_of
from wespace_desktop.app.session import Session
from wespace_desktop.picture.formats import What, formats_for

_SHOWN_SLIDES = 5


class ExportWhat(QWidget):
    """Two choices and, for a storyboard, a tick for each slide."""

    what_chosen = Signal(str)
    kind_chosen = Signal(str)       # suffix
    slides_chosen = Signal(object)  # frozenset of ids that are left out

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._filling = False
        self.what = controls.Segmented([("view", "", ""), ("storyboard", "", ""), ("contact", "", "")])
        self.kind = QComboBox()
        self.slides = QListWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.what, self.kind, self.slides):
            column.addWidget(part)
        self.what.chosen.connect(self.what_chosen)
        self.kind.currentIndexChanged.connect(self._kind)
        self.slides.itemChanged.connect(self._ticked)

    def _kind(self) -> None:
        if not self._filling:
            self.kind_chosen.emit(self.kind.currentData() or "")

    def _ticked(self) -> None:
        if self._filling:
            return
        items = [self.slides.item(i) for i in range(self.slides.count())]
        off = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() != Qt.CheckState.Checked]
        self.slides_chosen.emit(frozenset(off))

    def show_choice(self, choice: Choice) -> None:
        """Puts the choice into the fields, without telling it as a hand's."""
        self._filling = True
        self.what.choose(choice.what)
        self._fill_kinds(choice.what)
        self.kind.setCurrentIndex(max(0, self.kind.findData(choice.suffix)))
        self._fill_slides(choice)
        self._filling = False

    def _fill_kinds(self, what: What) -> None:
        self.kind.clear()
        for known in formats_for(what):
            words = known.title.in_(self._session.language)
            self.kind.addItem(f"{words}  {known.suffix}".strip(), known.suffix)

    def _fill_slides(self, choice: Choice) -> None:
        self.slides.clear()
        slides = slides_of(self._session) if choice.what == "storyboard" else ()
        for i, slide in enumerate(slides):
            item = QListWidgetItem(f"{i + 1}  {slide.title.in_(self._session.language) or slide.id}")
            item.setData(Qt.ItemDataRole.UserRole, slide.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = slide.id not in choice.slides_off
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.slides.addItem(item)
        self.slides.setHidden(not slides)
        row = self.slides.sizeHintForRow(0) if slides else 0
        self.slides.setFixedHeight(row * min(_SHOWN_SLIDES, max(1, len(slides))) + 8)

    def retranslate(self) -> None:
        self.what.set_words([self.tr("This view"), self.tr("Storyboard"), self.tr("Contact sheet")])
        self.kind.setAccessibleName(self.tr("Kind of file"))
        self.slides.setAccessibleName(self.tr("Slides"))
