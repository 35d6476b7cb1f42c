"""Every command once: words, key, icon, effect. Menus, top bar and command palette read it from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from wespace_desktop.app import icons
from wespace_desktop.app.pane_state import PRESETS
from wespace_desktop.app.session import Session

_t = QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Command:
    """`words` and `tip` are English sources in the context `Actions`. `needs_scene`: off while nothing is open."""

    id: str
    words: str
    key: str = ""
    icon: str = ""
    group: str = ""
    tip: str = ""
    needs_scene: bool = True
    toggles: bool = False


#: Whom the window speaks to, in the report's order (model.audience); everybody first.
AUDIENCES = {
    "": _t("Actions", "For everybody"),
    "government": _t("Actions", "For government"),
    "planners": _t("Actions", "For planners and designers"),
    "developers": _t("Actions", "For developers"),
    "firms": _t("Actions", "For technology firms and operators"),
    "residents": _t("Actions", "For residents"),
}

COMMANDS: tuple[Command, ...] = (
    Command("open", _t("Actions", "Open…"), "Ctrl+O", "folder-open", "file", needs_scene=False),
    Command("reload", _t("Actions", "Read again"), "F5", "refresh-cw", "file"),
    Command("save", _t("Actions", "Save"), "Ctrl+S", "save", "file"),
    Command("export", _t("Actions", "Export…"), "Ctrl+E", "image-down", "file"),
    Command("close", _t("Actions", "Close scenario"), "Ctrl+W", "x", "file"),
    Command("quit", _t("Actions", "Quit"), "Ctrl+Q", "log-out", "file", needs_scene=False),
    Command("undo", _t("Actions", "Undo"), "Ctrl+Z", "undo-2", "edit"),
    Command("redo", _t("Actions", "Redo"), "Ctrl+Shift+Z", "redo-2", "edit"),
    Command("discard", _t("Actions", "Discard unsaved changes"), "", "history", "edit"),
    Command("single", _t("Actions", "Single"), "", "square", "panes"),
    Command("side_by_side", _t("Actions", "Side by side"), "", "columns-2", "panes"),
    Command("swipe", _t("Actions", "Swipe"), "", "square-split-horizontal", "panes"),
    Command("lens", _t("Actions", "Change lens"), "L", "scan-search", "panes"),
    Command("mode", _t("Actions", "Next way to compare"), "M", "arrow-left-right", "panes"),
    Command("panes_2", _t("Actions", "Two panes"), "", "columns-2", "panes"),
    Command("panes_3", _t("Actions", "Three panes"), "", "columns-3", "panes"),
    Command("panes_4", _t("Actions", "Four panes"), "", "grid-2x2", "panes"),
    Command("link", _t("Actions", "Link the cameras"), "", "link-2", "panes", toggles=True),
    Command("fit", _t("Actions", "Whole district"), "Home", "fullscreen", "view"),
    Command("bird", _t("Actions", "Bird"), "", "bird", "view"),
    Command("street", _t("Actions", "Street"), "", "footprints", "view"),
    Command("plan", _t("Actions", "Plan"), "", "map", "view"),
    Command("views", _t("Actions", "Choose a view"), "V", "camera", "view"),
    Command("save_view", _t("Actions", "Save view…"), "Ctrl+Shift+V", "plus", "view"),
    Command("update_view", _t("Actions", "Update the view from the camera"), "", "camera", "view"),
    Command("frame", _t("Actions", "Frame the selection"), "F", "locate-fixed", "view"),
    Command("year_back", _t("Actions", "One year earlier"), "[", "chevron-left", "view"),
    Command("year_on", _t("Actions", "One year later"), "]", "chevron-right", "view"),
    Command("play", _t("Actions", "Play the years"), "", "play", "view"),
    Command("lines", _t("Actions", "Low, central and high side by side"), "Ctrl+Shift+F", "columns-3", "view",
            toggles=True),
    Command("hour", _t("Actions", "Who is there at this hour"), "H", "sun-moon", "view", toggles=True),
    Command("hour_back", _t("Actions", "One hour earlier"), ",", "chevron-left", "view"),
    Command("hour_on", _t("Actions", "One hour later"), ".", "chevron-right", "view"),
    Command("play_day", _t("Actions", "Play the day"), "Shift+H", "play", "view"),
    Command("clock", _t("Actions", "Life on the street"), "K", "clock", "view", toggles=True),
    Command("clock_speed", _t("Actions", "Speed of the street"), "Shift+K", "", "view"),
    Command("timeline", _t("Actions", "Timeline"), "Ctrl+T", "panel-bottom", "view", toggles=True),
    Command("curves", _t("Actions", "Curves of technology and space"), "Ctrl+Shift+T", "chart-spline", "view",
            toggles=True),
    Command("present", _t("Actions", "Present the storyboard"), "F11", "presentation", "talk"),
    *(Command(f"for_{name}", words, "", "", "audience", toggles=True) for name, words in AUDIENCES.items()),
    Command("next_slide", _t("Actions", "Next slide"), "PgDown", "", "talk"),
    Command("previous_slide", _t("Actions", "Previous slide"), "PgUp", "", "talk"),
    Command("add_slide", _t("Actions", "Keep this view as a slide"), "Ctrl+Shift+K", "plus", "talk"),
    Command("storyboard", _t("Actions", "Storyboard"), "Ctrl+J", "panel-bottom", "talk", toggles=True),
    Command("search", _t("Actions", "Search commands and views"), "Ctrl+K", "search", "window", needs_scene=False),
    Command("inspector", _t("Actions", "Right panel"), "Ctrl+.", "panel-right", "window", toggles=True),
    Command("ledger", _t("Actions", "What changes"), "Ctrl+L", "file-text", "window"),
    Command("freed", _t("Actions", "Freed space"), "Ctrl+Shift+L", "layers", "window"),
    Command("compass", _t("Actions", "Report compass"), "Ctrl+R", "compass", "window"),
    Command("counts", _t("Actions", "Indicators"), "Ctrl+I", "chart-spline", "window"),
    Command("panels", _t("Actions", "Hide the panels"), "Ctrl+\\", "panel-left", "window", toggles=True),
    Command("full_screen", _t("Actions", "Full screen"), "Shift+F11", "maximize-2", "window", needs_scene=False),
    Command("about", _t("Actions", "About WeSpace Desktop"), "", "info", "window", needs_scene=False),
    Command("light", _t("Actions", "Light theme"), "", "sun", "look", needs_scene=False),
    Command("dark", _t("Actions", "Dark theme"), "", "moon", "look", needs_scene=False),
    Command("contrast", _t("Actions", "High contrast"), "", "contrast", "look", needs_scene=False),
    Command("system", _t("Actions", "Theme of the machine"), "", "sun-moon", "look", needs_scene=False),
    Command("less_motion", _t("Actions", "Less motion"), "", "", "look", needs_scene=False, toggles=True),
    Command("language", _t("Actions", "English or Chinese"), "", "languages", "look", needs_scene=False),
    Command("escape", _t("Actions", "Leave"), "Esc", "x", "", needs_scene=False),
)


class Actions(QObject):
    """Holds the QActions. The window connects what only it can do; what the session can do is connected here."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._made: dict[str, QAction] = {}
        for command in COMMANDS:
            self._make(command)
        for number in range(1, 10):
            self._digit(number)
        self._connect_session()
        session.scene_changed.connect(self.refresh)
        session.panes_changed.connect(self.refresh)
        session.storyboard.changed.connect(self.refresh)
        session.edits.state_changed.connect(self.refresh)
        session.for_whom.changed.connect(self.refresh)
        window.installEventFilter(self)
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def __iter__(self) -> Iterator[tuple[Command, QAction]]:
        """What a menu or the palette offers."""
        return ((c, self._made[c.id]) for c in COMMANDS if c.group)

    def on(self, name: str, effect: Callable[[], object]) -> None:
        self._made[name].triggered.connect(lambda _=False: effect())

    def group(self, name: str) -> list[QAction]:
        return [self._made[c.id] for c in COMMANDS if c.group == name]

    def offered(self) -> list[QAction]:
        """Everything the palette may list."""
        return [action for _, action in self]

    def retranslate(self) -> None:
        for command in COMMANDS:
            action = self._made[command.id]
            action.setText(QCoreApplication.translate("Actions", command.words))
            action.setProperty("english", command.words)
        self.refresh()

    def refresh(self) -> None:
        """What can be done now."""
        session = self._session
        there = session.scene is not None
        for command in COMMANDS:
            self._made[command.id].setEnabled(there or not command.needs_scene)
        several = there and len(session.panes) > 1
        for name in ("mode", "side_by_side", "swipe", "lens", "link"):
            self._made[name].setEnabled(several)
        self._made["link"].setChecked(session.linked)
        for name in AUDIENCES:
            self._made[f"for_{name}"].setChecked(session.for_whom.id == name)
        self._made["lines"].setChecked(session.years.shows_lines)
        self._made["clock"].setChecked(session.moving.is_running)
        self._made["clock"].setEnabled(session.moving.is_allowed)
        self._made["clock_speed"].setEnabled(session.moving.is_running)
        self._made["hour"].setChecked(session.hours.is_shown)
        for name in ("hour", "hour_back", "hour_on", "play_day"):
            self._made[name].setEnabled(there and session.hours.are_possible)
        self._refresh_edits()
        slides = bool(session.storyboard.slides)
        for name in ("present", "next_slide", "previous_slide"):
            self._made[name].setEnabled(slides)
        self._made["reload"].setEnabled(bool(session.documents))
        self._made["close"].setEnabled(bool(session.documents))

    def _refresh_edits(self) -> None:
        """Undo and redo say what they do."""
        edits, lang = self._session.edits, self._session.language
        for name, said in (("undo", edits.undo_words), ("redo", edits.redo_words)):
            words = QCoreApplication.translate("Actions", "Undo" if name == "undo" else "Redo")
            self._made[name].setEnabled(said is not None)
            self._made[name].setText(f"{words}{'：' if lang == 'zh' else ': '}{said.in_(lang)}" if said else words)
        for name in ("save", "discard"):
            self._made[name].setEnabled(bool(edits.dirty))
        self._made["update_view"].setEnabled(edits.view(self._session.view_id) is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return False

    def _make(self, command: Command) -> None:
        action = QAction(self._window)
        action.setObjectName(command.id)
        action.setCheckable(command.toggles)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        if command.icon:
            icons.put(action, command.icon)
        self._window.addAction(action)
        self._made[command.id] = action

    def _digit(self, number: int) -> None:
        for everywhere in (False, True):
            action = QAction(self._window)
            action.setShortcut(QKeySequence(f"Shift+{number}" if everywhere else str(number)))
            action.triggered.connect(lambda _=False, n=number, e=everywhere: self._tick(n, e))
            self._window.addAction(action)
            self._made[f"layer_{number}{'_everywhere' if everywhere else ''}"] = action

    def _tick(self, number: int, everywhere: bool) -> None:
        from wespace_desktop.app.layer_tree import numbered

        layer = numbered(self._session, number)
        if layer is not None:
            self._session.toggle_layer(layer.id, everywhere)

    def _connect_session(self) -> None:
        s = self._session
        self.on("reload", s.reload)
        self.on("save", s.edits.save_all)
        self.on("undo", s.edits.undo)
        self.on("redo", s.edits.redo)
        self.on("discard", lambda: [s.edits.discard(name) for name in s.edits.dirty])
        self.on("update_view", lambda: s.edits.update_view(s.view_id))
        self.on("single", lambda: s.set_mode("single"))
        self.on("side_by_side", lambda: s.set_mode("side-by-side"))
        self.on("swipe", lambda: s.set_mode("swipe"))
        self.on("lens", s.comparing.toggle_lens)
        self.on("mode", s.comparing.next_mode)
        for audience in AUDIENCES:
            self.on(f"for_{audience}", lambda audience=audience: s.for_whom.choose(audience))
        for n in (2, 3, 4):
            self.on(f"panes_{n}", lambda n=n: s.set_pane_count(n))
        self.on("link", lambda: s.link(not s.linked))
        for name in PRESETS:
            self.on(name, lambda name=name: s.go_to_view(name))
        self.on("frame", self._frame)
        self.on("next_slide", lambda: self._turn(1))
        self.on("previous_slide", lambda: self._turn(-1))
        self.on("year_back", lambda: self._year(-1))
        self.on("year_on", lambda: self._year(1))
        self.on("play", s.years.toggle)
        self.on("lines", s.years.show_lines)
        self.on("clock", s.moving.toggle)
        self.on("clock_speed", s.moving.next_speed)
        s.moving.changed.connect(self.refresh)
        self.on("hour", s.hours.toggle)
        self.on("hour_back", lambda: s.hours.step(-1))
        self.on("hour_on", lambda: s.hours.step(1))
        self.on("play_day", s.hours.toggle_playing)
        for theme in ("light", "dark", "contrast", "system"):
            self.on(theme, lambda theme=theme: s.set_theme(theme))
        self.on("language", lambda: s.set_language("en" if s.language == "zh" else "zh"))

    def _frame(self) -> None:
        if self._session.selected:
            self._session.fly_to(self._session.selected[0])

    def _turn(self, by: int) -> None:
        """Page keys in a field move through its text."""
        if not isinstance(QApplication.focusWidget(), (QLineEdit, QPlainTextEdit)):
            self._session.storyboard.step(by)

    def _year(self, step: int) -> None:
        s = self._session
        if s.panes:
            s.set_year(s.focus, s.panes[s.focus].year + step)
