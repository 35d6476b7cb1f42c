"""The window: top bar, the two sides, the panes, the faults sheet and the status line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from wespace_desktop.app import motion
from wespace_desktop.app import settings as remembered
from wespace_desktop.app.actions import Actions
from wespace_desktop.app.controls import FocusRing, hairline
from wespace_desktop.app.dialogs import Dialogs
from wespace_desktop.app.dropping import Dropping
from wespace_desktop.app.faults import FaultsSheet
from wespace_desktop.app.left_panel import LeftPanel
from wespace_desktop.app.loading import Loading
from wespace_desktop.app.over_time import OverTime
from wespace_desktop.app.pane_grid import PaneGrid
from wespace_desktop.app.presenting import Presenting
from wespace_desktop.app.right_panel import RightPanel
from wespace_desktop.app.session import Session
from wespace_desktop.app.settings import Settings
from wespace_desktop.app.sides import Sides
from wespace_desktop.app.status_line import StatusLine
from wespace_desktop.app.strip import OverStrip, Strip
from wespace_desktop.app.thumbnails import Thumbnails
from wespace_desktop.app.timeline import Timeline
from wespace_desktop.app.toasts import Toasts
from wespace_desktop.app.top_bar import TopBar
from wespace_desktop.app.watch import Watch
from wespace_desktop.app.welcome import Welcome

MIN_SIZE = (1024, 680)
START_SIZE = (1600, 1000)
LET_GO_MS = 60


class Window(QMainWindow):
    """Puts the parts together and keeps what a person chose about it in the settings."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self.settings = settings
        self.actions_ = Actions(session, self)
        self.setWindowTitle("WeSpace Desktop")
        self.setMinimumSize(*MIN_SIZE)
        self.top = TopBar(session, self.actions_, settings)
        self.left = LeftPanel(session)
        self.grid = PaneGrid(session)
        self.faults = FaultsSheet(session)
        self.loading = Loading(session)
        self.welcome = Welcome(session, settings.recent_files)
        self.right = RightPanel(session)
        self.inspector = self.right.made("selected")
        self.status = StatusLine(session)
        self.thumbnails = Thumbnails(session, self.grid.refinement.thread_, self)
        self.strip = Strip(session, self.thumbnails, self.actions_)
        self._lay_out()
        self.presenting = Presenting(session, self, self.middle, self.thumbnails)
        self.toasts = Toasts(session, self.grid)
        self.dropping = Dropping(session, self, settings.recent_files)
        self.watch = Watch(session)
        # X sends a release before each repeated press, not always marked as such: only a longer one is a letting go.
        self._let_go = QTimer(self)
        self._let_go.setSingleShot(True)
        self._let_go.setInterval(LET_GO_MS)
        self._let_go.timeout.connect(lambda: session.hold_baseline(False))
        self.dialogs = Dialogs(session, self, self.grid.refinement.thread_, settings)
        self.focus_ring = FocusRing(self)
        self._wire()
        self._restore()
        self._choose_page()

    def _lay_out(self) -> None:
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.setHandleWidth(1)
        self.middle.setChildrenCollapsible(False)
        self.middle.addWidget(self.grid)
        self.middle.addWidget(self.faults)
        self.middle.setStretchFactor(0, 1)
        self.faults.hide()
        self.over_time = OverTime(self._session, self.middle, Timeline(self._session, self.actions_))
        self.over_strip = OverStrip(self._session, self.over_time, self.strip)
        self.sides = Sides(self.left, self.over_strip, self.right)
        self.pages = QStackedWidget()
        for page in (self.welcome, self.loading, self.sides):
            self.pages.addWidget(page)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, hairline(), self.pages, hairline(), self.status):
            column.addWidget(widget, 1 if widget is self.pages else 0)
        self.setCentralWidget(body)

    def _wire(self) -> None:
        session, actions = self._session, self.actions_
        for signal in (session.scene_changed, session.jobs_changed, session.documents_changed):
            signal.connect(self._choose_page)
        session.opened_files.connect(self._remember)
        session.selection_changed.connect(self._follow_selection)
        self.grid.refined.connect(self.status.refined)
        self.grid.refined.connect(lambda _: self.thumbnails.calm())
        self.grid.refined.connect(lambda _: self.over_time.warm())
        self.over_strip.folded.connect(lambda folded: actions["storyboard"].setChecked(not folded))
        self.over_time.folded.connect(lambda folded: actions["timeline"].setChecked(not folded))
        self.over_time.curves_shown.connect(actions["curves"].setChecked)
        self.grid.faults_wanted.connect(lambda scenario: self.show_faults(self._path_of(scenario)))
        self.left.scenarios.faults_wanted.connect(self.show_faults)
        self.left.open_wanted.connect(actions["open"].trigger)
        self.toasts.faults_wanted.connect(self.show_faults)
        self.faults.closed.connect(self.faults.hide)
        self.top.recent_wanted.connect(lambda path: session.open_files([path]))
        self.sides.changed.connect(self._sides_moved)
        self.right.width_wanted.connect(self.sides.want_right)
        self.welcome.open_wanted.connect(self.ask_for_files)
        actions.on("open", self.ask_for_files)
        actions.on("export", self.dialogs.export)
        actions.on("search", lambda: self.dialogs.search(self.actions_))
        actions.on("about", self.dialogs.about)
        actions.on("close", self._close_focused)
        actions.on("quit", self.close)
        actions.on("escape", self._leave)
        actions.on("full_screen", self._full_screen)
        actions.on("inspector", lambda: self.sides.show_right(not self.sides.right_is_shown))
        for name, page in (("ledger", "changes"), ("freed", "freed"), ("counts", "counts"), ("compass", "report")):
            actions.on(name, lambda page=page: self._show_right(page))
        self.right.part_wanted.connect(self._show_part)
        actions.on("panels", self._hide_panels)
        actions["less_motion"].setChecked(self.settings.less_motion)
        actions.on("less_motion", self._less_motion)
        actions.on("present", lambda: self.presenting.begin(self.grid))
        actions.on("storyboard", lambda: self.over_strip.want(not self.over_strip.is_open))
        actions.on("timeline", lambda: self.over_time.want(not self.over_time.is_open))
        actions.on("curves", lambda: self.over_time.show_curves(not self.over_time.shows_curves))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Keys pass the native window first; a filter on the application would see every event there is.
        handle = self.windowHandle()
        handle.removeEventFilter(self)
        handle.installEventFilter(self)
        self.setFocus()     # on no button: nothing was chosen yet

    def open_files(self, paths: Sequence[Path]) -> None:
        """From the command line, a drop, the dialog or the recent files."""
        if paths:
            self._session.open_files(paths)

    def ask_for_files(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        recent = [p.parent for p in self.settings.recent_files() if p.parent.is_dir()]
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Open scenarios"), str(recent[0]) if recent else "", self.tr("Scenario files (*.yaml *.yml)")
        )
        self.open_files([Path(name) for name in chosen])

    def show_faults(self, path: Path | None = None) -> None:
        """The faults of a file under the picture, the first one selected."""
        if any(d.problems for d in self._session.documents):
            self.faults.show_document(path)
            self.toasts.drop_faults()
            if not self.faults.isVisible():
                self.faults.show()
                high = self.middle.height()
                self.middle.setSizes([high - min(320, high * 2 // 5), min(320, high * 2 // 5)])
            if self._session.scene is None:
                self.pages.setCurrentWidget(self.sides)

    def _path_of(self, scenario: str) -> Path | None:
        document = self._session.document(scenario)
        return document.path if document else None

    def _choose_page(self) -> None:
        session = self._session
        if session.scene is not None:
            page: QWidget = self.sides
        elif session.is_reading:
            page = self.loading
        elif any(d.faults for d in session.documents):
            page = self.sides
            self.show_faults()
        else:
            page = self.welcome
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            if session.scene is not None and self.grid.panes:
                self.grid.panes[session.focus].viewport.setFocus()
        if not any(d.problems for d in session.documents):
            self.faults.hide()

    def _follow_selection(self) -> None:
        if self._session.selected and not self.sides.right_was_closed:
            self.sides.show_right(True)

    def _show_right(self, page: str) -> None:
        self.right.show_page(page)
        self.sides.show_right(True)

    def _show_part(self, chart: str) -> None:
        """What a row of the report's compass opens outside its own panel."""
        pages = {"ledger": "changes", "freed": "freed", "indicators": "counts"}
        if chart in pages:
            self._show_right(pages[chart])
        elif chart == "lens":
            self._session.set_mode("lens")
        elif chart == "curves":
            self.over_time.show_curves(True)
        elif chart in ("years", "hour"):
            self.over_time.want(True)
            if chart == "hour" and not self._session.hours.are_possible:
                self._session.set_mode("side-by-side")      # a change lens shows no hour
            if chart == "hour" and not self.actions_["hour"].isChecked():
                self.actions_["hour"].trigger()
        elif chart == "layers":
            self.sides.set_bare(False)

    def _sides_moved(self) -> None:
        self.actions_["inspector"].setChecked(self.sides.right_is_shown)
        self.actions_["panels"].setChecked(self.sides.is_bare)

    def _close_focused(self) -> None:
        session = self._session
        document = session.document(session.panes[session.focus].scenario) if session.panes else None
        document = document or (session.documents[-1] if session.documents else None)
        if document is not None:
            session.close_document(document.path)

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _less_motion(self) -> None:
        """Nothing glides or fades from now on; asked again, as the desktop wishes."""
        self.settings.less_motion = not self.settings.less_motion
        self._session.glide_ms = motion.glide_ms(self.settings.less_motion)
        self.actions_.refresh()

    def _hide_panels(self) -> None:
        self.sides.set_bare(not self.sides.is_bare)

    def _leave(self) -> None:
        """Esc leaves the innermost thing: the drawer, the faults, the selection, bare panes, full screen."""
        if self.presenting.talk.is_on:
            self.presenting.talk.leave()
            return
        if self.sides.close_drawer():
            return
        if self.faults.isVisible():
            self.faults.hide()
        elif self._session.selected:
            self._session.select()
        elif self.sides.is_bare:
            self.sides.set_bare(False)
        elif self.isFullScreen():
            self.showNormal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays the years wherever it means nothing else."""
        if event.key() == Qt.Key.Key_Space and self._session.panes and not event.isAutoRepeat():
            self._session.years.toggle(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """B held anywhere but in a field shows the baseline; leaving the window lets go of it."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_B and not event.modifiers() and not _is_writing():
                if kind == QEvent.Type.KeyPress:
                    self._let_go.stop()
                    self._session.hold_baseline(True)
                else:
                    self._let_go.start()
                return False
        elif kind == QEvent.Type.FocusOut:
            self._session.hold_baseline(False)
        return False

    def _remember(self, files: tuple[Path, ...]) -> None:
        """Written at once: a window that is killed has forgotten nothing."""
        self.settings.remember(*files)
        remembered.save(self.settings)

    def _restore(self) -> None:
        geometry = self.settings.geometry_bytes()
        if not (geometry and self.restoreGeometry(QByteArray(geometry))):
            self.resize(QSize(*START_SIZE).boundedTo(self.screen().availableSize()))
        self.sides.set_widths(self.settings.left_px, self.settings.right_px, self.settings.right_open)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings.left_px, self.settings.right_px = self.sides.widths()
        self.settings.right_open = self.sides.right_is_shown or not self.sides.right_was_closed
        self.settings.theme = self._session.theme
        remembered.save(self.settings)
        self.presenting.talk.leave()
        self.dialogs.shut()
        self._session.shut()
        self.grid.shut()
        super().closeEvent(event)


def _is_writing() -> bool:
    from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit

    return isinstance(QApplication.focusWidget(), (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox))
