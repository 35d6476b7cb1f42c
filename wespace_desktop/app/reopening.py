"""A picture dropped on the window opens the view it was made of, and says what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject

from wespace_desktop.app.pane_state import PaneState, Told
from wespace_desktop.app.session import Session
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.view import View
from wespace_desktop.model.words import Words
from wespace_desktop.paths import scenarios_dir
from wespace_desktop.picture.provenance import Provenance, changes_since
from wespace_desktop.picture.remembering import SUFFIXES, read_provenance

_OPENED = Words("已打开这幅图的视角", "Opened the view of this picture")
_SILENT = Words(
    "这个文件没有记下它的来历；WeSpace Desktop 导出的图片、PDF 和演示文稿才有",
    "This file does not say where it came from; pictures, PDFs and slides exported by WeSpace Desktop do",
)


class Reopening(QObject):
    """Waits, where it must, until the scenario of a picture has been read."""

    def __init__(self, session: Session, recent: Callable[[], Iterable[Path]]) -> None:
        super().__init__(session)
        self._session = session
        self._recent = recent
        self._waiting: Provenance | None = None
        session.scene_changed.connect(self._go_on)

    def take(self, picture: Path) -> None:
        """Opens the first view that the file remembers, or says why not."""
        try:
            origins = read_provenance(picture)
        except WeSpaceError as error:
            said = error.problems[0].message
            self._session.tell(Told("warning", Words(f"无法读取 {picture.name}", f"{picture.name}: {said}")))
            return
        if not origins:
            self._session.tell(Told("note", _SILENT))
            return
        origin = origins[0]
        missing = [p.scenario for p in origin.panes if self._session.plan(p.scenario) is None]
        if not missing:
            self._show(origin)
            return
        found = [find_scenario(name, origin, picture, self._recent()) for name in dict.fromkeys(missing)]
        files = [f for f in found if f is not None]
        if len(files) < len(set(missing)):
            lost = next(name for name, f in zip(dict.fromkeys(missing), found, strict=True) if f is None)
            what = f"The scenario {lost} was not found; open its file and drop again"
            words = Words(f"找不到情景 {lost}；请打开它的文件，再放一次", what)
            self._session.tell(Told("warning", words))
            return
        self._waiting = origin
        self._session.open_files(files)

    def _go_on(self) -> None:
        origin, self._waiting = self._waiting, None
        if origin is not None and all(self._session.plan(p.scenario) is not None for p in origin.panes):
            self._show(origin)

    def _show(self, origin: Provenance) -> None:
        """The panes, camera, years, layers and mode of the picture."""
        session = self._session
        panes = tuple(PaneState(p.scenario, p.year, p.layers, hour=p.hour, line=p.line) for p in origin.panes)
        if len(panes) == 1:
            other = next((p for p in session.panes if p.scenario != panes[0].scenario), None)
            panes = (*((other,) if other else ()), *panes)
        camera = origin.panes[0].camera
        compare = origin.panes[0].scenario if len(origin.panes) > 1 else ""
        view = View(origin.view, Words(), camera, mode=origin.mode, compare=compare, swipe=origin.swipe)
        session.take_look(panes, origin.mode, len(panes) - 1, view)
        session.set_camera(session.focus, camera, by_hand=False)
        plan = session.plan(origin.panes[-1].scenario)
        since = changes_since(origin, plan.scenario) if plan is not None else Words()
        session.tell(Told("warning", since) if since else Told("done", _OPENED))


def find_scenario(name: str, origin: Provenance, picture: Path, recent: Iterable[Path]) -> Path | None:
    """The file of a scenario: beside the picture, a recent one, or one that the program ships; the one whose content is
    still the picture's before any other.
    """
    from wespace_desktop.model.reading import load_scenario  # late: the readers cost start time

    folders = (picture.parent, scenarios_dir())
    named = [f / n for f in folders for n in (origin.file, f"{name}.yaml", origin.extends) if n and _is_plain(n)]
    near = [f for f in named if f.is_file()]
    known = [f for f in recent if f.suffix.lower() in (".yaml", ".yml") and f.is_file()]
    shipped = sorted(scenarios_dir().glob("*.yaml"))
    alike: list[Path] = []
    for file in dict.fromkeys([*near, *known, *shipped]):
        try:
            scenario = load_scenario(file)
        except WeSpaceError:
            continue
        if scenario.id == name:
            if scenario.hash == origin.hashes.get(name):
                return file
            alike.append(file)
    return alike[0] if alike else None


def _is_plain(name: str) -> bool:
    """A name out of a picture may lead nowhere but into the folder."""
    return Path(name).name == name


def is_picture(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES
