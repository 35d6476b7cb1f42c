"""The film's part of the export dialog: what moves, for how long, how many frames a second."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSpinBox, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.export_choice import Choice
from wespace_desktop.app.session import Session
from wespace_desktop.picture.film_wish import KINDS, LARGEST, LONGEST_S, MOST_FPS, FilmKind, FilmWish, watched


class ExportFilm(QWidget):
    """Seen only where a film is written. `wished` after every step of a hand."""

    wished = Signal(object)     # FilmWish

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._filling = False
        self.kind = QComboBox()
        self.seconds, self.fps = QSpinBox(), QSpinBox()
        self.about = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.kind, 0, 0, 1, 2)
        for column, (spin, most) in enumerate(((self.seconds, int(LONGEST_S)), (self.fps, MOST_FPS))):
            spin.setRange(1, most)
            spin.setKeyboardTracking(False)
            spin.lineEdit().setTextMargins(8, 0, 4, 0)
            spin.valueChanged.connect(self._take)
            grid.addWidget(spin, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.about, 2, 0, 1, 2)
        self.kind.currentIndexChanged.connect(self._take)

    def _take(self) -> None:
        if not self._filling and self.kind.currentData():
            wish = FilmWish(self.kind.currentData(), float(self.seconds.value()), self.fps.value())
            self.wished.emit(wish)

    def show_choice(self, choice: Choice) -> None:
        """Puts the choice into the fields, without telling it as a hand's."""
        self._filling = True
        self.setHidden(not choice.is_film)
        self.kind.clear()
        for kind in self._kinds():
            self.kind.addItem(KINDS[kind].in_(self._session.language), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(choice.film_kind)))
        self.seconds.setValue(round(choice.film.seconds))
        self.fps.setValue(choice.film.fps)
        self._filling = False
        size = watched(choice.size)
        told = self.tr("{n} frames of {w} × {h} px").format(n=choice.film.count, w=size[0], h=size[1])
        if size != choice.size:
            told += self.tr("; a film is {w} × {h} px at most").format(w=LARGEST[0], h=LARGEST[1])
        self.about.setText(told)

    def _kinds(self) -> list[FilmKind]:
        """A swipe needs two states."""
        plans = self._session.scene.plans if self._session.scene else ()
        return [kind for kind in KINDS if kind != "swipe" or len(plans) > 1]

    def retranslate(self) -> None:
        self.kind.setAccessibleName(self.tr("What moves"))
        self.seconds.setAccessibleName(self.tr("Length of the film"))
        self.fps.setAccessibleName(self.tr("Frames a second"))
        self.seconds.setSuffix(self.tr(" s long"))
        self.fps.setSuffix(self.tr(" frames/s"))
