"""The timeline under the panes: play, the year, measured or deduced, the chosen layer, and the slider of years."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.actions import Actions
from wespace_desktop.app.controls import Text, icon_button, name_button
from wespace_desktop.app.flying import fly_to_all
from wespace_desktop.app.layer_marks import paint_chip
from wespace_desktop.app.session import Session
from wespace_desktop.app.year_track import YearTrack
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.course import Course, course_of
from wespace_desktop.model.milestones import Milestone

TIMELINE_PX = 104
#: Left of the slider, here and in the curves over it, so that the years stand above one another.
HEAD_PX = 232
_PLAY_PX = 36


class Timeline(QWidget):
    """104 pixels. Holds no state: the years lie in the session."""

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("timeline")
        self.setFixedHeight(TIMELINE_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.play = icon_button("play", "", "on_filled")
        self.play.setObjectName("play")
        self.play.setFixedSize(_PLAY_PX, _PLAY_PX)
        self._year = Text("", theme.YEAR_PX, bold=True)
        self._kind = Text("", theme.SMALL_PX, "mut")
        self.hour = icon_button("sun-moon", "")
        self.hour.setCheckable(True)
        self.curves = icon_button("chart-spline", "")
        self.curves.setCheckable(True)
        self.lines = icon_button("columns-3", "")
        self.lines.setCheckable(True)
        self.chooser = LayerChooser(session)
        self._share = Text("", theme.SMALL_PX, "mut")
        self._share.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.track = YearTrack(session)
        self._lay_out()
        self.play.clicked.connect(self._play)
        self.hour.clicked.connect(session.hours.toggle)
        self.curves.clicked.connect(actions["curves"].trigger)
        actions["curves"].toggled.connect(self.curves.setChecked)
        self.lines.clicked.connect(actions["lines"].trigger)
        actions["lines"].toggled.connect(self.lines.setChecked)
        self.track.flag_pressed.connect(self._go_to)
        for signal in (session.panes_changed, session.scene_changed, session.language_changed, session.theme_changed,
                       session.years.chosen_changed, session.years.playing_changed):  # fmt: skip
            signal.connect(self.retranslate)
        session.layers_changed.connect(lambda _: self.track.refresh())
        self.retranslate()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedWidth(HEAD_PX)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._year)
        words.addWidget(self._kind)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.play)
        top.addLayout(words)
        top.addStretch(1)
        top.addWidget(self.lines)
        top.addWidget(self.hour)
        top.addWidget(self.curves)
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 4, 8, 4)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.chooser)
        column.addWidget(self._share)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addWidget(self.track, 1)

    def retranslate(self) -> None:
        session, years = self._session, self._session.years
        self._year.setText(str(years.year) if session.panes else "")
        self._kind.setText(self.track.word(years.year) if session.panes else "")
        playing = years.is_playing
        play = self.tr("Play the years (Space; Shift: all panes)")
        name_button(self.play, self.tr("Pause (Space)") if playing else play)
        icons.put(self.play, "pause" if playing else "play", "on_filled")
        name_button(self.hour, self.tr("Who is there at this hour (H)"))
        self.hour.setChecked(session.hours.is_shown)
        self.hour.setEnabled(session.hours.are_possible)
        name_button(self.curves, self.tr("Curves of technology and space (Ctrl+Shift+T)"))
        name_button(self.lines, self.tr("Low, central and high side by side (Ctrl+Shift+F)"))
        self.play.setStyleSheet(
            f"QToolButton {{ background: {theme.tokens().filled}; border-radius: {_PLAY_PX // 2}px; }}"
            f"QToolButton:hover {{ background: {theme.tokens().filled_hover}; }}"
        )
        self.track.setAccessibleName(self.tr("Year"))
        self.chooser.refresh()
        self._share.setText(self._said())
        self._share.setToolTip(self._share.text())
        self.track.refresh()

    def _said(self) -> str:
        years = self._session.years
        if not years.chosen:
            return ""
        course = course_of(years.chosen)
        if not isinstance(course, Course):
            return self.tr("by demand: no data")
        return self.tr("by demand {share}").format(share=course.space_in(years.year).text(self._session.language))

    def _play(self) -> None:
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self._session.years.toggle(everywhere=bool(shift))

    def _go_to(self, flag: Milestone) -> None:
        """The year of a flag, and the places of what it tells of."""
        years = self._session.years
        years.pause()
        years.go(flag.year)
        places = self._places(flag)
        self._session.select(*places)
        fly_to_all(self._session, places)

    def _places(self, flag: Milestone) -> list[str]:
        """What the changes of a flag draw, else the features they take hold of."""
        scene, plan = self._session.scene, self._session.years.plan
        if scene is None or plan is None:
            return []
        keys = {plan.key(change) for change in flag.changes}
        drawn = [name for name, item in scene.items.items() if item.change in keys]
        return drawn or [feature for change in flag.changes for feature in change.features]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


class LayerChooser(QPushButton):
    """Which layer's course is shown: its chip and its name."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("look", "ghost")
        self.setStyleSheet("QPushButton { padding: 0 4px; min-height: 22px; text-align: left; }")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(18, 14))
        self.clicked.connect(self._offer)

    def refresh(self) -> None:
        chosen = self._session.years.chosen
        self.setVisible(bool(chosen))
        if chosen:
            layer = load_catalogue()[chosen]
            title = (layer.short or layer.title).in_(self._session.language)
            self.setText(f" {title}")
            self.setIcon(chip_icon(chosen))
            self.setToolTip(self.tr("Layer of the curves: {name}").format(name=layer.title.in_(self._session.language)))
            self.setAccessibleName(self.toolTip())

    def _offer(self) -> None:
        years, lang = self._session.years, self._session.language
        menu = QMenu(self)
        for name in years.layers:
            title = load_catalogue()[name].title.in_(lang)
            known = isinstance(course_of(name), Course)
            words = title if known else self.tr("{name} (no data)").format(name=title)
            action = menu.addAction(chip_icon(name), words, lambda name=name: years.choose(name))
            action.setCheckable(True)
            action.setChecked(name == years.chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def chip_icon(layer: str) -> QIcon:
    """The layer's mark as an icon, sharp at two pixels a point."""
    picture = QPixmap(36, 28)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_chip(painter, QRectF(1, 1, 16, 12), load_catalogue()[layer])
    painter.end()
    return QIcon(picture)
