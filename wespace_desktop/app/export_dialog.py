"""Exports a picture: the preview is the file at small scale, beside it how large, what is on it, where it goes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from wespace_desktop.app import controls, theme
from wespace_desktop.app.export_choice import Choice, paper_cm, preview_of, sheet_of
from wespace_desktop.app.export_form import ExportForm
from wespace_desktop.app.export_kinds import order_of, preview_order, ticked_slides
from wespace_desktop.app.export_parts import Preview
from wespace_desktop.app.fault_words import said
from wespace_desktop.app.hidden_note import HiddenNote
from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.picture_maker import PictureMaker, Small
from wespace_desktop.app.session import Session
from wespace_desktop.app.settings import Settings
from wespace_desktop.errors import Problem, WeSpaceError
from wespace_desktop.model.words import Words
from wespace_desktop.paths import pictures_dir
from wespace_desktop.picture.sheet import Sheet

FORM_PX = 410
_SETTLE_MS = 160


class ExportDialog(QDialog):
    """Window-modal. It keeps its choices between two openings; `Keep working` sends the writing to the status bar."""

    def __init__(
        self,
        session: Session,
        maker: PictureMaker,
        parent: QWidget | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._session, self._maker = session, maker
        self._job = 0
        self._faults: tuple[Problem, ...] = ()
        self._stopped = False
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(1180, 780)
        self.setMinimumSize(860, 560)
        self._title = controls.Text(px=theme.TITLE_PX, bold=True)
        self._close = controls.icon_button("x", "")
        self.preview = Preview()
        self.hidden = HiddenNote(session)
        self._exact = controls.Text(px=theme.SMALL_PX, tone="mut")
        self._paper = controls.Text(px=theme.SMALL_PX, tone="mut")
        self.form = ExportForm(session, _first_choice(session, settings))
        self._doing = controls.Text().wrapped()
        self._share = controls.Text(px=theme.SMALL_PX, tone="mut")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self.go = controls.button(look="filled")
        self.cancel = controls.button()
        self.keep = controls.button()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay()
        self._wire()
        self.retranslate()
        self._show_writing(False)

    # layout -----------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 16, 12)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(controls.hairline())
        column.addLayout(self._middle(), 1)
        column.addWidget(controls.hairline())
        column.addLayout(self._foot())

    def _middle(self) -> QHBoxLayout:
        left = QWidget()
        left.setProperty("ground", "win")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(24, 24, 24, 16)
        inner.setSpacing(12)
        inner.addWidget(self.preview, 1)
        inner.addWidget(self.hidden)
        words = QHBoxLayout()
        words.addWidget(self._exact, 1)
        words.addWidget(self._paper)
        inner.addLayout(words)
        self._scroll = scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        self.form.setProperty("look", "page")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(controls.hairline(vertical=True))
        row.addWidget(scroll)
        return row

    def _foot(self) -> QHBoxLayout:
        told = QVBoxLayout()
        told.setSpacing(6)
        words = QHBoxLayout()
        words.addWidget(self._doing, 1)
        words.addWidget(self._share)
        told.addLayout(words)
        told.addWidget(self._bar)
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 16)
        row.setSpacing(12)
        row.addLayout(told, 1)
        row.addSpacing(12)
        for part in (self.keep, self.cancel, self.go):
            row.addWidget(part)
        return row

    def _wire(self) -> None:
        self.form.changed.connect(self._changed)
        self.hidden.mended.connect(lambda: self.form.choose_view(""))
        self._settle.timeout.connect(self._ask_preview)
        self._close.clicked.connect(self.reject)
        self.cancel.clicked.connect(self._cancel_or_close)
        self.keep.clicked.connect(self.hide)
        self.go.clicked.connect(self.write)
        self.go.setDefault(True)
        maker = self._maker
        maker.previewed.connect(self._show_preview)
        maker.preview_failed.connect(lambda p: self.preview.show_fault(said(p).in_(self._session.language)))
        maker.progressed.connect(self._progress)
        maker.written.connect(self._written)
        maker.failed.connect(self._failed)

    # what a hand does -------------------------------------------------------------------------------------------
    def ask(self) -> None:
        """Opens over the window, with the preview of what is on the screen now."""
        self.form.renew_views()
        self._changed()
        self.open()

    @property
    def choice(self) -> Choice:
        return self.form.choice

    def write(self) -> None:
        """Draws and writes the picture; the place is checked first, so that no one waits for nothing."""
        if self._maker.is_writing or self._session.scene is None:
            return
        self._faults, self._stopped = (), False
        try:
            order = order_of(self._session, self.choice)
            self.choice.folder.mkdir(parents=True, exist_ok=True)
        except WeSpaceError as error:
            self._failed(error.problems)
            return
        except OSError as error:
            self._failed((Problem(str(self.choice.folder), 0, 0, "", *_folder_fault(self.choice.folder, error)),))
            return
        self._job = self._session.start_job(Words("绘制图片", "Drawing the picture"), self._maker.cancel)
        self._show_writing(True)
        self._maker.write(self._session.scene, order)

    def _cancel_or_close(self) -> None:
        if self._maker.is_writing:
            self._maker.cancel()
        else:
            self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Return in a field takes the field's value; only Ctrl+Return writes from anywhere.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.go.hasFocus() or self.cancel.hasFocus():
                super().keyPressEvent(event)
            return
        super().keyPressEvent(event)

    # preview ----------------------------------------------------------------------------------------------------
    def _changed(self) -> None:
        self._faults, self._stopped = (), False
        self._show_words()
        self._settle.start()

    def _ask_preview(self) -> None:
        sheet, scene = self._sheet(), self._session.scene
        if sheet is None or scene is None or self.choice.is_too_large:
            return
        if self.choice.what == "view":
            self.preview.expect(sheet.size)
            self._maker.preview(scene, preview_of(sheet))
            return
        try:
            order = preview_order(order_of(self._session, self.choice))
        except WeSpaceError as error:
            self.preview.show_fault(said(error.problems).in_(self._session.language))
            return
        self.preview.expect((16, 9) if self.choice.what == "storyboard" else order.wish.size)
        self._maker.preview(scene, Small(order))

    def _show_preview(self, image: QImage) -> None:
        self.preview.show_image(image)
        sheet = self._sheet()
        if sheet is not None and self.choice.what == "view":
            self.hidden.look(preview_of(sheet))

    def _sheet(self) -> Sheet | None:
        try:
            return sheet_of(self._session, self.choice)
        except ValueError:
            return None

    # words ------------------------------------------------------------------------------------------------------
    def _show_words(self) -> None:
        choice = self.choice
        wide, high = paper_cm(choice)
        exact = self.tr("Exactly what will be written, {w} × {h} px").format(w=choice.size[0], h=choice.size[1])
        if choice.what == "storyboard":
            exact = self.tr("The first of {n} slides").format(n=len(ticked_slides(self._session, choice)))
        elif choice.what == "contact":
            exact = self.tr("At most {w} × {h} px, cut to the pictures").format(w=choice.size[0], h=choice.size[1])
        elif choice.is_film:
            exact = self.tr("The picture that moves")
        self._exact.setText(exact)
        paper = self.tr("{w} × {h} cm in print").format(w=f"{wide:.0f}", h=f"{high:.0f}")
        self._paper.setText("" if choice.what != "view" or choice.is_film else paper)
        able = not choice.is_too_large
        name, note, tone = "", "", "mut"
        sheet = self._sheet()
        if sheet is not None:
            try:
                place = order_of(self._session, choice).out
                name = place.name
                if place.exists():
                    replaces = self.tr("Replaces the file of this name")
                    note = replaces if choice.suffix else self.tr("Adds to the folder of this name")
                    tone = "warn"
            except WeSpaceError as error:
                note, tone, able = said(error.problems).in_(self._session.language), "err", False
        if choice.is_too_large:
            note = self.tr("Over 120 million pixels: make it smaller")
            tone = "err"
        self.form.show_place(name, note, tone)
        self.go.setEnabled(able and sheet is not None)
        if not self._maker.is_writing:
            self._show_end()

    def _show_end(self) -> None:
        """How the last try ended: what was wrong, or that a hand stopped it."""
        self._doing.set_tone("mut" if self._stopped else "err")
        stopped = self.tr("Cancelled, nothing was written")
        self._doing.setText(stopped if self._stopped else said(self._faults).in_(self._session.language))

    def _show_writing(self, writing: bool) -> None:
        for part in (self._bar, self._share, self.keep):
            part.setVisible(writing)
        self.go.setVisible(not writing)
        self.form.setEnabled(not writing)
        self.cancel.setText(self.tr("Cancel export") if writing else self.tr("Cancel"))
        if writing:
            self._doing.set_tone("ink")
            self._doing.setText(self.tr("Drawing the picture"))
            self._bar.setValue(0)
            self._share.setText("")

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export picture"))
        self._title.setText(self.tr("Export picture"))
        controls.name_button(self._close, self.tr("Close"))
        self.go.setText(self.tr("Export"))
        self.keep.setText(self.tr("Keep working"))
        self.cancel.setText(self.tr("Cancel export") if self._maker.is_writing else self.tr("Cancel"))
        self.form.retranslate()
        # As wide as the longest words of this language need, beside the scroll bar.
        self._scroll.setFixedWidth(max(FORM_PX, self.form.minimumSizeHint().width() + 12))
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    # the maker --------------------------------------------------------------------------------------------------
    def _progress(self, share: float, what: Words) -> None:
        self._doing.setText(what.in_(self._session.language))
        self._bar.setValue(round(share * 1000))
        self._share.setText(f"{100 * share:.0f} %")
        self._session.update_job(self._job, share, what)

    def _written(self, place: Path) -> None:
        self._end()
        show = (Words("显示", "Show"), partial(_open_folder, place.parent))
        words = Words(f"已写出 {place.name}", f"{place.name} written")
        self._session.tell(Told("done", words, Words(en=str(place.parent)), show))
        if self._settings is not None:
            self._settings.export_folder, self._settings.export_pattern = str(self.choice.folder), self.choice.pattern
        self.accept()

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self._end()
        self._faults, self._stopped = problems, not problems
        self._show_words()
        self._show_end()    # the maker's thread may not have left yet
        if problems and not self.isVisible():
            again = (Words("导出…", "Export…"), self.ask)
            self._session.tell(Told("fault", Words("图片未写出", "The picture was not written"), said(problems), again))

    def _end(self) -> None:
        if self._job:
            self._session.finish_job(self._job)
            self._job = 0
        self._show_writing(False)


def _first_choice(session: Session, settings: Settings | None) -> Choice:
    """The folder and pattern of the last export, where the folder is still there."""
    choice = Choice(lang=session.language, folder=pictures_dir())
    if settings is None:
        return choice
    folder = Path(settings.export_folder) if settings.export_folder else choice.folder
    return replace(
        choice,
        folder=folder if folder.is_dir() else choice.folder,
        pattern=settings.export_pattern or choice.pattern,
    )


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _folder_fault(folder: Path, error: OSError) -> tuple[str, str]:
    return f"the folder {folder} cannot be made: {error.strerror or error}", "Choose another folder"
