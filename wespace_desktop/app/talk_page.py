"""A slide on the big screen: words in the same places as in the files, and live panes where files have pictures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from wespace_desktop.app.fade import Fade
from wespace_desktop.app.pane_grid import PaneGrid
from wespace_desktop.app.pane_picture import Manner
from wespace_desktop.app.session import Session
from wespace_desktop.app.storyboard import shown_for
from wespace_desktop.app.talk import Talk
from wespace_desktop.app.talk_words import area_of, coming_sheet, parts_of, sheet_of
from wespace_desktop.app.word_painter import WordPainter
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.picture.ink import PAPER
from wespace_desktop.picture.sheet import Furniture, Sheet
from wespace_desktop.picture.slide_paint import paint_part
from wespace_desktop.picture.slide_panes import UNIT
from wespace_desktop.picture.slide_parts import SLIDE
from wespace_desktop.scene.part import Scene

_FULL = Furniture()
#: The opening slide shows a picture, not a map.
_OPENING = Furniture(scale_bar=False, north_arrow=False, labels=False)


class TalkPage(QWidget):
    """As large as the screen allows in the shape of a slide; what is left over is paper."""

    def __init__(self, session: Session, talk: Talk, grid: PaneGrid) -> None:
        super().__init__()
        self._session = session
        self._talk = talk
        self._grid = grid
        self._words: QPixmap | None = None
        self._is_read = False
        self._painter = WordPainter(self)
        self._painter.painted.connect(self._take_words)
        self.fade = Fade(self)
        self._dark = Dark(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.read)
        grid.setParent(self)
        grid.show()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._heard = (session.panes_changed, session.layers_changed, talk.turned, talk.changed,
                       session.moving.changed)  # fmt: skip
        for signal in self._heard:
            signal.connect(self._later)
        talk.about_to_turn.connect(self._before_turning)
        grid.refinement.frame.connect(self._frame_came)

    def let_go(self) -> PaneGrid:
        """Gives the panes back; from here on the page hears nothing."""
        self._soon.stop()
        self._painter.shut()
        self.fade.drop()
        for signal in self._heard:
            signal.disconnect(self._later)
        self._talk.about_to_turn.disconnect(self._before_turning)
        self._grid.refinement.frame.disconnect(self._frame_came)
        return self._grid

    @property
    def scale(self) -> float:
        """Pixels per point of a slide."""
        return min(self.width() / SLIDE[0], self.height() / SLIDE[1])

    def read(self) -> None:
        """The words of what is on screen now, and the panes in their place."""
        slide = self._talk.slide
        scene = self._session.scene
        if slide is None or scene is None or self._session.camera is None:
            return
        sheet = sheet_of(self._session, self._talk, slide)
        self._place_grid(slide, area_of(scene, slide, sheet))
        self._painter.ask(self._painting(scene, slide, sheet))
        self._is_read = True
        self._dark.setVisible(self._talk.is_dark)

    def _painting(self, scene: Scene, slide: Slide, sheet: Sheet) -> Callable[[], QImage]:
        """How the words are painted for the page as it is now; called in another thread."""
        ratio, origin, scale, number = self.devicePixelRatioF(), self._origin(), self.scale, self._talk.number
        size = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

        def paint() -> QImage:
            image = QImage(*size, QImage.Format.Format_RGB32)
            image.fill(QColor(PAPER))
            painter = QPainter(image)
            try:
                painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
                painter.scale(ratio, ratio)
                painter.translate(*origin)
                painter.scale(scale, scale)
                for part in parts_of(scene, number, slide, sheet):
                    paint_part(part, painter)
            finally:
                painter.end()
            image.setDevicePixelRatio(ratio)
            return image

        return paint

    def _take_words(self, image: QImage) -> None:
        self._words = QPixmap.fromImage(image)
        self.update()

    def _place_grid(self, slide: Slide, area: QRectF | None) -> None:
        self._grid.setVisible(area is not None)
        if area is None:
            return
        furniture = _OPENING if slide.layout == "title" else _FULL
        self._grid.show_as(Manner(UNIT * self.scale, furniture, self._talk.lang))
        self._grid.setGeometry(self._on_screen(area).toAlignedRect())

    def _on_screen(self, area: QRectF) -> QRectF:
        """A box of the slide in pixels; what touches the edge of the slide touches the edge of the screen."""
        x, y = self._origin()
        left = 0.0 if area.left() <= 0 else x + area.left() * self.scale
        top = 0.0 if area.top() <= 0 else y + area.top() * self.scale
        right = self.width() if area.right() >= SLIDE[0] else x + area.right() * self.scale
        bottom = self.height() if area.bottom() >= SLIDE[1] else y + area.bottom() * self.scale
        return QRectF(left, top, right - left, bottom - top)

    def _origin(self) -> tuple[float, float]:
        return (self.width() - SLIDE[0] * self.scale) / 2, (self.height() - SLIDE[1] * self.scale) / 2

    def _later(self, *_: object) -> None:
        self._soon.start()

    def _before_turning(self, slide: Slide) -> None:
        """Slides of the same mode whose panes stand in the same place are joined by a glide; others by a short fade."""
        session, board = self._session, self._session.storyboard
        scene = session.scene
        if self._talk.reduces_motion or not self._is_read or board.plan is None or scene is None:
            return
        seen = board.view_of(slide)
        if seen is None:
            return
        look = shown_for(session, board.plan, seen)
        sheet = coming_sheet(session, self._talk, look, seen.camera)
        coming = area_of(scene, slide, sheet)
        place = self._on_screen(coming).toAlignedRect() if coming is not None else None
        here = self._grid.geometry() if self._grid.isVisible() else None
        if look.mode != session.mode or place != here:
            self.fade.hold(self.grab())
            board.cuts_next = True

    def _frame_came(self, *_: object) -> None:
        if self.fade.is_held:
            self.fade.release()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._dark.setGeometry(self.rect())
        self.fade.drop()
        self.read()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._words is None:
            painter.fillRect(self.rect(), QColor(PAPER))
        else:
            painter.drawPixmap(0, 0, self._words)


class Dark(QWidget):
    """Nothing to look at but the speaker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def setVisible(self, on: bool) -> None:
        super().setVisible(on)
        if on:
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor("#000000"))
