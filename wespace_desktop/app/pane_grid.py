"""One to four panes with their seams and the link between their cameras; asks the render thread for what they show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.controls import name_button
from wespace_desktop.app.pair_pane import PairPane
from wespace_desktop.app.pair_view import LEFT
from wespace_desktop.app.pane import Pane
from wespace_desktop.app.pane_header import HEADER_PX
from wespace_desktop.app.pane_picture import Manner
from wespace_desktop.app.refinement import Refinement
from wespace_desktop.app.render_thread import Drawn
from wespace_desktop.app.session import Session

MIN_PANE = QSize(320, 240)
SEAM_PX = 2
GRIP_PX = 12
PILL_PX = 28


def arrange(n: int, width: int, height: int) -> tuple[int, ...]:
    """Panes per row: up to 3 in one row where each is wide enough, 4 as 2 x 2; one column when even two do not fit."""
    if n == 4 or (n == 3 and width < 3 * MIN_PANE.width()):
        return (2, n - 2)
    if n == 2 and width < 2 * MIN_PANE.width() and height >= 2 * MIN_PANE.height():
        return (1, 1)
    return (n,)


class PaneGrid(QWidget):
    """Lays the visible panes out, keeps one share for the column seam and one for the row seam."""

    faults_wanted = Signal(str)
    refined = Signal(float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.panes: list[Pane] = []
        self._manner: Manner | None = None
        self.refinement = Refinement(self)
        self.shares = [0.5, 0.5, 0.5]   # column seam of the first row, of the second row, row seam
        self._seams = [Seam(self, 0), Seam(self, 1), Seam(self, 2)]
        self.pill = LinkPill(session, self)
        self.pair = PairPane(session, self)
        self.pair.hide()
        self.pair.view.resized.connect(lambda: self._ask(moving=False))
        self.pair.view.wants_ids.connect(self.refinement.point)
        self.pair.faults_wanted.connect(self.faults_wanted)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.refinement.frame.connect(self._take_frame)
        self.refinement.pointed.connect(self._take_ids)
        self.refinement.refined.connect(self.refined)
        session.jobs_changed.connect(self.refinement.start)
        session.scene_changed.connect(self._take_scene)
        session.panes_changed.connect(self._take_panes)
        session.layers_changed.connect(lambda _: self._ask(moving=False))
        session.language_changed.connect(lambda: self._ask(moving=False))
        session.camera_changed.connect(lambda: self._ask(moving=True))
        for passing in (session.years, session.hours):
            passing.moving_changed.connect(self.refinement.hold)
        session.moving.changed.connect(lambda: self._ask(moving=False))
        session.moving.ticked.connect(self._tick)
        self._take_scene()

    def shut(self) -> None:
        """Ends the render thread."""
        self.refinement.shut()

    def show_as(self, manner: Manner | None) -> None:
        """How a talk shows the panes; None: as in the window."""
        if manner == self._manner:
            return
        self._manner = manner
        for pane in self.panes:
            pane.show_as(manner)
        self.pair.show_as(manner)
        self._take_panes()

    def pane(self, index: int) -> Pane:
        return self.panes[index]

    def _take_scene(self) -> None:
        scene = self._session.scene
        if scene is not None:
            self.refinement.show_scene(scene)
        self._take_panes()

    def _take_panes(self) -> None:
        while len(self.panes) < len(self._session.panes):
            made = Pane(self._session, len(self.panes), self)
            made.viewport.resized.connect(lambda: self._ask(moving=False))
            made.viewport.wants_ids.connect(self.refinement.point)
            made.faults_wanted.connect(self.faults_wanted)
            made.refresh()
            made.show_as(self._manner)
            self.panes.append(made)
        is_pair = self._session.comparing.pair is not None
        visible = () if is_pair else self._session.visible
        held = any(pane.viewport.hasFocus() for pane in self.panes)
        self.pair.setVisible(is_pair)
        for pane in self.panes:
            pane.setVisible(pane.index in visible)
        if is_pair and held:
            self.pair.view.setFocus()
        self.refinement.keep_only(tuple(self.pair.view.wishes()) if is_pair else visible)
        self._lay_out()
        self._ask(moving=self._session.years.is_moving or self._session.hours.is_moving)

    def _ask(self, moving: bool) -> None:
        if self._session.comparing.pair is not None:
            view = self.pair.view
            self._session.pane_size = (max(1, view.width()), max(1, view.height()))
            self.refinement.want(view.wishes(), moving)
            view.update()
            return
        if self._session.focus < len(self.panes):
            view = self.panes[self._session.focus].viewport
            self._session.pane_size = (max(1, view.width()), max(1, view.height()))
        wishes = {}
        for index in self._session.visible:
            view = self.panes[index].viewport if index < len(self.panes) else None
            wish = view.shot() if view is not None else None
            if view is not None and wish is not None:
                self.refinement.paint(index, view.picture.brief(view))
                wishes[index] = wish
        self.refinement.want(wishes, moving)

    def _tick(self) -> None:
        """Another second in every pane."""
        if self._session.comparing.pair is not None:
            self.refinement.live(self.pair.view.wishes())
            return
        shots = {i: self.panes[i].viewport.shot() for i in self._session.visible if i < len(self.panes)}
        self.refinement.live({i: shot for i, shot in shots.items() if shot is not None})

    def showEvent(self, event: QShowEvent) -> None:
        self._session.moving.see(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._session.moving.see(False)

    def _take_frame(self, pane: int, drawn: Drawn) -> None:
        if pane >= LEFT:
            self.pair.view.take_frame(pane, drawn)
        elif pane < len(self.panes):
            self.panes[pane].viewport.show_frame(drawn)

    def _take_ids(self, pane: int, ids: object) -> None:
        if pane >= LEFT:
            self.pair.view.take_ids(pane, ids)  # type: ignore[arg-type]
        elif pane < len(self.panes):
            self.panes[pane].viewport.show_ids(ids)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        self.pair.setGeometry(self.rect())
        is_pair = self._session.comparing.pair is not None
        shown = [] if is_pair else [self.panes[i] for i in self._session.visible if i < len(self.panes)]
        rows = arrange(len(shown), self.width(), self.height())
        edges = self._row_edges(len(rows))
        for seam in self._seams:
            seam.hide()
        if len(rows) > 1:
            self._seams[2].span(QRect(0, edges[1] - SEAM_PX, self.width(), SEAM_PX))
        start = 0
        for row, n in enumerate(rows):
            seam = SEAM_PX if row + 1 < len(rows) else 0
            area = QRect(0, edges[row], self.width(), edges[row + 1] - edges[row] - seam)
            self._lay_row(shown[start : start + n], area, row)
            start += n
        self._place_pill(len(shown), rows, edges)

    def _row_edges(self, rows: int) -> list[int]:
        if rows == 1:
            return [0, self.height()]
        lowest, highest = HEADER_PX + MIN_PANE.height() // 2, self.height() - MIN_PANE.height() // 2
        return [0, max(lowest, min(highest, round(self.height() * self.shares[2]))), self.height()]

    def _lay_row(self, panes: list[Pane], area: QRect, row: int) -> None:
        n = len(panes)
        if n == 0:
            return
        edges = [area.left() + round(area.width() * i / n) for i in range(n + 1)]
        if n == 2:
            least = min(MIN_PANE.width(), area.width() // 2)
            middle = round(area.width() * self.shares[row])
            edges[1] = max(least, min(area.width() - least, middle))
            self._seams[row].span(QRect(edges[1] - SEAM_PX // 2, area.top(), SEAM_PX, area.height()))
        for i, pane in enumerate(panes):
            left = edges[i] + (SEAM_PX // 2 if i else 0)
            right = edges[i + 1] - (SEAM_PX // 2 if i + 1 < n else 0)
            pane.setGeometry(left, area.top(), right - left, area.height())

    def _place_pill(self, n: int, rows: tuple[int, ...], edges: list[int]) -> None:
        self.pill.setVisible(n > 1 and self._manner is None)
        x = self._seams[0].middle().x() if rows[0] == 2 else self.width() // (rows[0] if rows[0] > 1 else 2)
        y = HEADER_PX + 8 if rows[0] > 1 else edges[1] - PILL_PX // 2
        self.pill.move(x - PILL_PX // 2, y)
        for seam in self._seams:
            seam.raise_()
        self.pill.raise_()


class Seam(QWidget):
    """Two pixels to see, twelve to take hold of; double click puts it in the middle."""

    def __init__(self, grid: PaneGrid, which: int) -> None:
        super().__init__(grid)
        self._grid = grid
        self._which = which
        self._line = QRect()
        self.setCursor(Qt.CursorShape.SplitVCursor if which == 2 else Qt.CursorShape.SplitHCursor)
        self.hide()

    def span(self, line: QRect) -> None:
        """Lies over this line of the grid."""
        self._line = line
        more = (GRIP_PX - SEAM_PX) // 2
        grown = line.adjusted(0, -more, 0, more) if self._which == 2 else line.adjusted(-more, 0, more, 0)
        self.setGeometry(grown)
        self.show()

    def middle(self) -> QPoint:
        return self._line.center()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            at = self.mapToParent(event.position().toPoint())
            grid = self._grid
            share = at.y() / max(1, grid.height()) if self._which == 2 else at.x() / max(1, grid.width())
            self._set(min(0.9, max(0.1, share)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._set(0.5)

    def _set(self, share: float) -> None:
        self._grid.shares[self._which] = share
        if self._which < 2:
            self._grid.shares[1 - self._which] = share
        self._grid._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = self._line.translated(-self.pos())
        painter.fillRect(line, theme.colour("panel"))


class LinkPill(QAbstractButton):
    """On: all panes share one camera. Off: each has its own. A broken link shows while a pane has strayed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setFixedSize(PILL_PX, PILL_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._press)
        session.camera_changed.connect(self.retranslate)
        session.panes_changed.connect(self.retranslate)
        self._whole: bool | None = None
        self.retranslate()

    @property
    def is_whole(self) -> bool:
        return self._session.linked and not self._session.is_loose

    def retranslate(self) -> None:
        if self.is_whole != self._whole:
            self._whole = self.is_whole
            words = self.tr("Cameras linked: click to part them, or hold Alt for one drag")
            name_button(self, words if self.is_whole else self.tr("Link the cameras again"))
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._whole = None
            self.retranslate()
        super().changeEvent(event)

    def _press(self) -> None:
        self._session.link(not self.is_whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "raise_"))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        name = "link-2" if self.is_whole else "unlink-2"
        picture = icons.pixmap(name, "ink" if self.is_whole else "warn", 16, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - 16) // 2, (self.height() - 16) // 2, picture)
