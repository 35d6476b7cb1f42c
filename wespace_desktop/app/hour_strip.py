"""The strip of the hour under the timeline: play, what o'clock it is, the slider of hours, and no hour at all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wespace_desktop.app import icons, theme
from wespace_desktop.app.controls import Text, hairline, icon_button, name_button
from wespace_desktop.app.hour_track import HourTrack
from wespace_desktop.app.session import Session
from wespace_desktop.app.timeline import HEAD_PX
from wespace_desktop.model.hours import hour_words

STRIP_PX = 64
_PLAY_PX = 30


class HourStrip(QWidget):
    """64 pixels, there while an hour is shown. Holds no state: the hours lie in the session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("hour_strip")
        self.setFixedHeight(STRIP_PX)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.play = icon_button("play", "", "on_filled")
        self.play.setFixedSize(_PLAY_PX, _PLAY_PX)
        self.close_ = icon_button("x", "")
        self._clock = Text("", theme.YEAR_PX, bold=True)
        self._kind = Text("", theme.SMALL_PX, "mut")
        self.track = HourTrack(session)
        self._lay_out()
        self.play.clicked.connect(self._play)
        self.close_.clicked.connect(session.hours.leave)
        for signal in (session.panes_changed, session.scene_changed, session.language_changed, session.theme_changed,
                       session.hours.playing_changed):  # fmt: skip
            signal.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedWidth(HEAD_PX)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._clock)
        words.addWidget(self._kind)
        top = QHBoxLayout(head)
        top.setContentsMargins(19, 2, 8, 2)
        top.setSpacing(13)
        top.addWidget(self.play)
        top.addLayout(words)
        top.addStretch(1)
        top.addWidget(self.close_)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addWidget(self.track, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(row, 1)

    def retranslate(self) -> None:
        hours = self._session.hours
        self.setVisible(hours.is_shown)
        if hours.hour is None:
            return
        self._clock.setText(hour_words(hours.hour).in_(self._session.language))
        self._kind.setText(self.tr("assumed profiles"))
        play = self.tr("Play the day (Space here; Shift: this pane alone)")
        name_button(self.play, self.tr("Pause the day") if hours.is_playing else play)
        icons.put(self.play, "pause" if hours.is_playing else "play", "on_filled")
        name_button(self.close_, self.tr("No hour (H)"))
        self.play.setStyleSheet(
            f"QToolButton {{ background: {theme.tokens().filled}; border-radius: {_PLAY_PX // 2}px; }}"
            f"QToolButton:hover {{ background: {theme.tokens().filled_hover}; }}"
        )
        self.track.refresh()

    def _play(self) -> None:
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self._session.hours.toggle_playing(alone=bool(shift))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)
