"""Left, middle and right: the right becomes a drawer under 1400 pixels, the left a rail under 1200."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from wespace_desktop.app.controls import hairline
from wespace_desktop.app.rail import RAIL_PX, Rail
from wespace_desktop.app.sash import Sash

DRAWER_UNDER_PX = 1400
RAIL_UNDER_PX = 1200
LEFT_RANGE = (240, 480)
RIGHT_RANGE = (280, 480)


class Sides(QWidget):
    """Lays three children out by hand: a side that gives way lies over the picture instead of pushing it."""

    changed = Signal()

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._middle, self._right = left, middle, right
        self._rail = Rail(self)
        self._widths = [304, 320]
        self._left_drawer = False
        self._right_wanted = True
        self.is_bare = False
        self.right_was_closed = False
        for child in (middle, left, right):
            child.setParent(self)
        self._edges: list[QFrame] = [hairline(vertical=True), hairline(vertical=True)]
        for edge in self._edges:
            edge.setParent(self)
        self._sashes = [Sash(self, self._drag_left), Sash(self, self._drag_right)]
        self._rail.opened.connect(self._toggle_left_drawer)

    @property
    def is_narrow(self) -> bool:
        return self.width() < DRAWER_UNDER_PX

    @property
    def is_small(self) -> bool:
        return self.width() < RAIL_UNDER_PX

    @property
    def right_is_shown(self) -> bool:
        return self._right_wanted and not self.is_bare

    def show_right(self, on: bool) -> None:
        """The hand's wish; a closed right side stays closed when something is selected."""
        self._right_wanted = on
        self.right_was_closed = not on
        if on:
            self.is_bare = False
        self._lay_out()
        self.changed.emit()

    def set_bare(self, bare: bool) -> None:
        """Only the picture."""
        self.is_bare = bare
        self._lay_out()
        self.changed.emit()

    def close_drawer(self) -> bool:
        """True when a drawer was open over the picture."""
        if self.is_small and self._left_drawer:
            self._left_drawer = False
        elif self.is_narrow and self.right_is_shown:
            self._right_wanted = False
        else:
            return False
        self._lay_out()
        self.changed.emit()
        return True

    def set_widths(self, left: int, right: int, right_open: bool) -> None:
        self._widths = [left, right]
        self._right_wanted = right_open
        self.right_was_closed = not right_open
        self._lay_out()

    def want_right(self, width: int) -> None:
        """What the page on the right needs; the hand may still drag it."""
        self._widths[1] = min(max(width, RIGHT_RANGE[0]), RIGHT_RANGE[1])
        self._lay_out()

    def widths(self) -> tuple[int, int]:
        return self._widths[0], self._widths[1]

    def picture_area(self) -> QRect:
        return self._middle.geometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_narrow = 0 < event.oldSize().width() < DRAWER_UNDER_PX
        if self.is_narrow and not was_narrow:
            self._right_wanted = False      # a drawer opens when something is selected
        elif was_narrow and not self.is_narrow:
            self._right_wanted = not self.right_was_closed
        self._lay_out()
        self.changed.emit()

    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        rail = self.is_small and not self.is_bare
        left_on = not self.is_bare and (not self.is_small or self._left_drawer)
        pushes_left = 0 if self.is_bare else (RAIL_PX if rail else self._widths[0])
        pushes_right = self._widths[1] if self.right_is_shown and not self.is_narrow else 0
        self._rail.setVisible(rail)
        self._rail.setGeometry(0, 0, RAIL_PX, height)
        self._left.setVisible(left_on)
        at = RAIL_PX if rail else 0
        self._left.setGeometry(at, 0, self._widths[0], height)
        self._right.setVisible(self.right_is_shown)
        self._right.setGeometry(width - self._widths[1], 0, self._widths[1], height)
        self._middle.setGeometry(pushes_left, 0, max(1, width - pushes_left - pushes_right), height)
        left_edge = at + self._widths[0] if left_on else pushes_left
        self._place_edge(0, left_edge, left_on or rail, left_on)
        self._place_edge(1, width - self._widths[1] - 1, self.right_is_shown, self.right_is_shown)

    def _place_edge(self, which: int, x: int, shown: bool, grips: bool) -> None:
        for child in ((self._left if which == 0 else self._right), self._edges[which], self._sashes[which]):
            child.raise_()
        self._edges[which].setGeometry(x, 0, 1, self.height())
        self._edges[which].setVisible(shown)
        self._sashes[which].setGeometry(x - 3, 0, 7, self.height())
        self._sashes[which].setVisible(grips)

    def _drag_left(self, x: int | None) -> None:
        start = RAIL_PX if self.is_small else 0
        self._widths[0] = 304 if x is None else min(max(x - start, LEFT_RANGE[0]), LEFT_RANGE[1])
        self._lay_out()

    def _drag_right(self, x: int | None) -> None:
        self._widths[1] = 320 if x is None else min(max(self.width() - x, RIGHT_RANGE[0]), RIGHT_RANGE[1])
        self._lay_out()

    def _toggle_left_drawer(self) -> None:
        self._left_drawer = not self._left_drawer
        self._lay_out()
