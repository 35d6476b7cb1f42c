"""The bar over everything: menu, file and its state, mode, panes, view, search, language, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.actions import Actions
from wespace_desktop.app.controls import KeyCap, PathLabel, Segmented, Text, button, icon_button, name_button
from wespace_desktop.app.pane_state import PRESETS
from wespace_desktop.app.session import Session
from wespace_desktop.app.settings import Settings

if TYPE_CHECKING:
    from wespace_desktop.app.view_list import ViewList

HEIGHT_PX = 48
_ROOM_FOR_HINT_PX = 1440
_ROOM_FOR_WORDS_PX = 1180
_NAME_PX = 132
_INNER = ("panes", "view", "talk", "audience", "look")
_MODES = (
    ("single", "", "square"),
    ("side-by-side", "", "columns-2"),
    ("swipe", "", "square-split-horizontal"),
    ("lens", "", "scan-search"),
)


class TopBar(QWidget):
    """48 pixels. What it shows is the session's; what it does are the actions."""

    recent_wanted = Signal(object)  # Path

    def __init__(self, session: Session, actions: Actions, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._actions = actions
        self._settings = settings
        self.setFixedHeight(HEIGHT_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._menu = icon_button("menu", "", "ink")
        self._undo = icon_button("undo-2", "", "ink")
        self._redo = icon_button("redo-2", "", "ink")
        self._name = PathLabel("", theme.BODY_PX, "ink")
        self._name.setFont(theme.font(bold=True))
        self._state = Text("", theme.AXIS_PX, "mut")
        self._mode = Segmented(_MODES)
        self._count = Segmented((("2", "2", ""), ("3", "3", ""), ("4", "4", "")))
        self._key = KeyCap("B")
        self._hint = Text("", theme.SMALL_PX, "mut")
        self.view = ViewChooser(session, actions)
        self.clock = icon_button("clock", "")
        self.clock.setCheckable(True)
        self._search = icon_button("search", "")
        self._language = Segmented((("en", "EN", ""), ("zh", "中", "")))
        self._export = button("", "filled", "image-down")
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._state)
        words.addStretch(1)
        row.addWidget(self._menu)
        self._name.setMinimumWidth(_NAME_PX)
        row.addLayout(words, 2)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addStretch(1)
        for widget in (self._mode, self._count, self._key, self._hint):
            row.addWidget(widget)
        row.addStretch(3)
        for widget in (self.view, self.clock, self._search, self._language, self._export):
            row.addWidget(widget)

    def _wire(self) -> None:
        session, actions = self._session, self._actions
        self._menu.clicked.connect(self._open_menu)
        self._mode.chosen.connect(session.set_mode)
        self._count.chosen.connect(lambda n: session.set_pane_count(int(n)))
        self.clock.clicked.connect(actions["clock"].trigger)
        session.moving.changed.connect(self.retranslate)
        self._search.clicked.connect(actions["search"].trigger)
        self._language.chosen.connect(session.set_language)
        self._export.clicked.connect(actions["export"].trigger)
        self._undo.clicked.connect(actions["undo"].trigger)
        self._redo.clicked.connect(actions["redo"].trigger)
        session.edits.state_changed.connect(self.retranslate)
        actions.on("views", self.view.offer)
        actions.on("save_view", self.view.offer_to_save)
        for signal in (session.documents_changed, session.panes_changed, session.language_changed,
                       session.scene_changed, session.jobs_changed):  # fmt: skip
            signal.connect(self.retranslate)

    def retranslate(self) -> None:
        session = self._session
        there = bool(session.panes)
        self._name.set_path(self._file_name())
        words, fault = self._file_state()
        self._state.setText(words)
        self._state.set_tone("err" if fault else "mut")
        self._name_modes()
        self._mode.setAccessibleName(self.tr("Compare mode"))
        self._mode.choose(session.mode)
        self._count.setAccessibleName(self.tr("Number of panes"))
        self._count.choose(str(max(2, len(session.panes))))
        self._hint.setText(self.tr("hold for today"))
        name_button(self._menu, self.tr("Menu"))
        for target, name, key in ((self._undo, "undo", "Ctrl+Z"), (self._redo, "redo", "Ctrl+Shift+Z")):
            name_button(target, f"{self._actions[name].text()} ({key})")
            target.setEnabled(self._actions[name].isEnabled())
            target.setVisible(there)
        name_button(self._search, self.tr("Search commands and views (Ctrl+K)"))
        self._language.setAccessibleName(self.tr("Language"))
        self._language.choose(session.language)
        self._export.setText(self.tr("Export…"))
        several = len(session.scene.plans) > 1 if session.scene else False
        self._name_clock()
        for widget in (self.view, self.clock, self._export):
            widget.setVisible(there)
        self._mode.setVisible(there and several)
        self._count.setVisible(there and several and session.mode == "side-by-side")
        self._show_hint()

    def _name_clock(self) -> None:
        """It says how fast the street lives, and why it does not where less motion is asked for."""
        moving = self._session.moving
        words = self.tr("Life on the street: vehicles and people move (K)")
        if moving.is_running:
            words = self.tr("Stop the street (K); {n}× real time, Shift+K for another speed").format(n=moving.speed)
        elif not moving.is_allowed:
            words = self.tr("Life on the street: off, less motion is asked for")
        name_button(self.clock, words)
        self.clock.setChecked(moving.is_running)
        self.clock.setEnabled(moving.is_allowed)

    def _name_modes(self) -> None:
        """Icon and word; where there is no room for four words, only the one that holds."""
        words = (self.tr("Single"), self.tr("Side by side"), self.tr("Swipe"), self.tr("Change lens"))
        keys = ("M", "M", "M", "L")
        wide = self.width() >= _ROOM_FOR_WORDS_PX
        held = self._session.mode
        self._mode.set_words([w if wide or m[0] == held else "" for w, m in zip(words, _MODES, strict=True)])
        for (mode, _, _), word, key in zip(_MODES, words, keys, strict=True):
            segment = self._mode.segment(mode)
            segment.setToolTip(f"{word} ({key})")
            segment.setAccessibleName(word)

    def _show_hint(self) -> None:
        self._name_modes()
        several = self._mode.isVisibleTo(self) and self._session.mode != "single"
        room = self.width() >= _ROOM_FOR_HINT_PX and several
        self._key.setVisible(room)
        self._hint.setVisible(room)

    def _file_name(self) -> str:
        session = self._session
        document = session.document(session.panes[session.focus].scenario) if session.panes else None
        if document is not None:
            return document.path.name
        return session.documents[-1].path.name if session.documents else "WeSpace Desktop"

    def _file_state(self) -> tuple[str, bool]:
        """The words under the file name, and whether they tell of a fault."""
        session = self._session
        faulty = [d for d in session.documents if d.faults]
        if session.is_reading:
            return self.tr("reading"), False
        if faulty:
            n = sum(len(d.faults) for d in faulty)
            return self.tr("Reading stopped • 1 fault") if n == 1 else self.tr(
                "Reading stopped • {n} faults").format(n=n), True
        if not session.documents:
            return self.tr("No scenario open"), False
        told = self._edit_state()
        if told:
            return told, False
        times = [d.read_at for d in session.documents if d.read_at]
        when = f"{max(times):%H:%M}" if times else ""
        return self.tr("{n} files • read {time}").format(n=len(session.documents), time=when), False

    def _edit_state(self) -> str:
        """Whether the views and slides of the open files are in them."""
        session = self._session
        edits, focused = session.edits, session.panes[session.focus].scenario if session.panes else ""
        if edits.is_dirty(focused):
            return self.tr("Edited")
        others = [d.path.name for d in session.documents if edits.is_dirty(d.id)]
        if others:
            return self.tr("Edited: {file}").format(file=others[0])
        saved = edits.saved_at(focused)
        return self.tr("Saved {time}").format(time=f"{saved:%H:%M}") if saved else ""

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for action in self._actions.group("file"):
            if action.objectName() == "quit":
                continue
            menu.addAction(action)
            if action.objectName() == "open":
                self._add_recent(menu)
        menu.addSeparator()
        menu.addActions(self._actions.group("edit"))
        menu.addSeparator()
        titles = (self.tr("Panes"), self.tr("View"), self.tr("Storyboard"), self.tr("Audience"),
                  self.tr("Theme and language"))  # fmt: skip
        for group, words in zip(_INNER, titles, strict=True):
            menu.addMenu(words).addActions(self._actions.group(group))
        menu.addSeparator()
        menu.addActions(self._actions.group("window"))
        menu.addSeparator()
        menu.addAction(self._actions["quit"])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))

    def _add_recent(self, menu: QMenu) -> None:
        recent = [p for p in self._settings.recent_files() if p.exists()]
        if recent:
            inner = menu.addMenu(self.tr("Recent files"))
            for path in recent:
                inner.addAction(path.name, lambda path=path: self.recent_wanted.emit(path)).setToolTip(str(path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


#: The icon of the chooser and what lies around its words.
_CHOOSER_PADS_PX = 48


class ViewChooser(QPushButton):
    """Where one looks from: the presets and the saved views of the open files."""

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self._session = session
        self._actions = actions
        self.list: ViewList | None = None
        self._words = ""        # the whole name of the view
        self.setMinimumWidth(150)
        self.setMaximumWidth(220)
        self.setMinimumHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QPushButton { text-align: left; }")
        icons.put(self, "camera", "ink")
        self.clicked.connect(self.offer)
        session.panes_changed.connect(self.retranslate)
        session.camera_changed.connect(self.retranslate)
        session.edits.changed.connect(lambda _: self.retranslate())
        self.retranslate()

    def views(self) -> list[tuple[str, str]]:
        """(id, words) of the saved views, the focused scenario's first, each name once."""
        session = self._session
        plans = list(reversed(session.scene.plans)) if session.scene else []
        focused = session.panes[session.focus].scenario if session.panes else ""
        found: dict[str, str] = {}
        for plan in sorted(plans, key=lambda p: p.id != focused):
            for view in plan.scenario.views:
                found.setdefault(view.id, (view.title.in_(session.language) or view.id))
        return list(found.items())

    def retranslate(self) -> None:
        session = self._session
        names = {**{k: w.in_(session.language) for k, w in PRESETS.items()}, **dict(self.views())}
        words = names.get(session.view_id, self.tr("Own view"))
        if words != self._words:
            self._words = words
            self._fit()
            self.updateGeometry()
            self.setAccessibleName(self.tr("View: {name}").format(name=words))

    def _fit(self) -> None:
        """A name longer than the button ends in an ellipsis, and the hint says it whole."""
        room = self.width() - _CHOOSER_PADS_PX
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        hint = self.tr("Choose a view (V)")
        self.setToolTip(hint if shown == self._words else f"{self._words}\n{hint}")

    def sizeHint(self) -> QSize:
        """As wide as the whole name wants."""
        measure, own = self.fontMetrics(), super().sizeHint()
        missing = measure.horizontalAdvance(self._words) - measure.horizontalAdvance(self.text())
        return QSize(own.width() + missing, own.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def offer(self) -> None:
        """Opens the list of views."""
        self._list().offer(self)

    def offer_to_save(self) -> None:
        """The same, ready to name what is on screen."""
        self._list().offer(self, naming=True)

    def _list(self) -> ViewList:
        from wespace_desktop.app.view_list import ViewList

        if self.list is None:
            self.list = ViewList(self._session, self)
        return self.list

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
