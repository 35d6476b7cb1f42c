"""What hands changed of the views and slides of the open files: held, undone, saved, kept for after a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from wespace_desktop.app import recovery
from wespace_desktop.app.pane_state import Told
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.lookbook import Looks, looks_of
from wespace_desktop.model.plan import Plan
from wespace_desktop.model.words import Words
from wespace_desktop.scene.part import Scene

if TYPE_CHECKING:
    from wespace_desktop.app.session import Session
    from wespace_desktop.model.saving import Read

#: Edits are on disk this long after the last of them.
KEEP_MS = 400


@dataclass
class File:
    """One open scenario file. `looks` is what it says, `now` what the window shows; `data` its bytes as last read or
    written; `origin` what every saving starts from, so that undoing everything gives the very same bytes. `asked`: the
    edits of an earlier window were looked for.
    """

    path: Path
    looks: Looks
    now: Looks
    data: bytes | None
    origin: Read | None = None
    saved_at: datetime | None = None
    asked: bool = False


class Step(QUndoCommand):
    """One gesture of a hand on one scenario."""

    def __init__(self, edited: Edited, scenario: str, words: Words, looks: tuple[Looks, Looks]) -> None:
        super().__init__(words.en)
        self._edited, self._scenario = edited, scenario
        self._before, self._after = looks

    def redo(self) -> None:
        self._edited.put(self._scenario, self._before, self._after)

    def undo(self) -> None:
        self._edited.put(self._scenario, self._after, self._before)


class Edited(QObject):
    """The views and slides of every open scenario: what its file says with the edits of this window over it."""

    changed = Signal(str)       # id of the scenario whose views or slides are others now
    state_changed = Signal()    # edited, saved, what can be undone
    saved = Signal(object)      # Path: written by us, nothing to read again

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._files: dict[str, File] = {}
        self._said: dict[str, Words] = {}   # English words of a step -> in both languages
        self.stack = QUndoStack(self)
        self.stack.indexChanged.connect(self.state_changed)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_MS)
        self._keeping.timeout.connect(self.keep)

    def looks(self, scenario: str) -> Looks:
        file = self._files.get(scenario)
        return file.now if file else Looks()

    # what files say -----------------------------------------------------------------------------------------------
    def over(self, scene: Scene) -> Scene:
        """The scene as read, with the edits of this window over it: what the session shows."""
        ids = {plan.id for plan in scene.plans}
        self.keep()
        self._files = {name: file for name, file in self._files.items() if name in ids}
        for plan in scene.plans:
            self._take(plan)
        if not any(name in ids for name in self._files):
            self.stack.clear()
        QTimer.singleShot(0, self, self._offer_kept)
        return replace(scene, plans=tuple(self._edited(plan) for plan in scene.plans))

    def close_all(self) -> None:
        """No file is open any more; what was not saved is kept."""
        self.keep()
        self._files = {}
        self.stack.clear()

    def _take(self, plan: Plan) -> None:
        read, file = looks_of(plan.scenario), self._files.get(plan.id)
        data = _bytes_of(plan.scenario.file)
        if file is None or file.path != plan.scenario.file:
            self._files[plan.id] = File(plan.scenario.file, read, read, data)
            return
        if data != file.data:   # what it extends may be another too
            file.origin = None
            for other in self._files.values():
                other.origin = None
        file.data = data
        self._meet(plan.id, read)

    def _meet(self, scenario: str, read: Looks) -> None:
        """The file says something else than before: the edits go over it."""
        from wespace_desktop.model.reconciling import reconciled

        file = self._files[scenario]
        if read == file.looks:
            return
        file.now, torn = reconciled(file.looks, file.now, read)
        file.looks = read
        if torn:
            self._tell_torn(file, torn)

    def _follow(self, parent: Path) -> None:
        """Files that extend the one just saved have its views too."""
        from wespace_desktop.model.reading import find_problems

        for plan in self._session.scene.plans if self._session.scene else ():
            extends = plan.scenario.extends
            if extends is None or extends.resolve() != parent.resolve() or plan.id not in self._files:
                continue
            self._files[plan.id].origin = None
            read, _ = find_problems(plan.scenario.file)
            if read is not None and looks_of(read) != self._files[plan.id].looks:
                self._meet(plan.id, looks_of(read))
                self._show(plan.id)

    def _offer_kept(self) -> None:
        """Edits of an earlier window come back as one step that can be undone."""
        from wespace_desktop.model.reconciling import reconciled

        for scenario, file in list(self._files.items()):
            kept = None if file.asked else recovery.find(file.path)
            file.asked = True
            if kept is None:
                continue
            wanted, _ = reconciled(kept.base, kept.now, file.looks)
            if wanted == file.looks:
                recovery.forget(file.path)
                continue
            self.do(scenario, Words("恢复未保存的修改", "Bring back unsaved changes"), wanted)
            name, when = file.path.name, f"{kept.at:%Y-%m-%d %H:%M}"
            words = Words(f"{name} 上次未保存的视图和幻灯片已恢复", f"Unsaved views and slides of {name} are back")
            more = Words(f"最后修改于 {when}", f"Last changed {when}")
            back = (Words("放弃", "Discard"), partial(self.discard, scenario))
            self._session.tell(Told("note", words, more, back))

    # gestures -----------------------------------------------------------------------------------------------------
    def do(self, scenario: str, words: Words, wanted: Looks) -> None:
        """One undoable step to the wanted views and slides; nothing happens when they are so already."""
        file = self._files.get(scenario)
        if file is not None and wanted != file.now:
            self._said[words.en] = words
            self.stack.push(Step(self, scenario, words, (file.now, wanted)))

    def put(self, scenario: str, base: Looks, wanted: Looks) -> None:
        """Called by a step: what changed from `base` to `wanted` is done to what is there now."""
        from wespace_desktop.model.reconciling import reconciled

        file = self._files.get(scenario)
        if file is None:
            return
        file.now, _ = reconciled(base, wanted, file.now)
        self._keeping.start()
        self._show(scenario)

    def _show(self, scenario: str) -> None:
        scene = self._session.scene
        if scene is not None:   # the same parts: nothing is built or drawn again
            self._session.scene = replace(scene, plans=tuple(self._edited(plan) for plan in scene.plans))
        self.changed.emit(scenario)
        self.state_changed.emit()

    def undo(self) -> None:
        self.stack.undo()

    def redo(self) -> None:
        self.stack.redo()

    @contextmanager
    def together(self, words: Words) -> Iterator[None]:
        """Several gestures that are undone as one."""
        self._said[words.en] = words
        self.stack.beginMacro(words.en)
        try:
            yield
        finally:
            self.stack.endMacro()

    def undo_of_this(self) -> Callable[[], None]:
        """Undoes the step that was done last, as long as it is the last: for a word that offers to take it back."""
        at = self.stack.index()
        return lambda: self.stack.undo() if self.stack.index() == at else None

    @property
    def undo_words(self) -> Words | None:
        """What the next undo takes back."""
        return self._words(self.stack.index() - 1) if self.stack.canUndo() else None

    @property
    def redo_words(self) -> Words | None:
        return self._words(self.stack.index()) if self.stack.canRedo() else None

    def _words(self, index: int) -> Words:
        text = self.stack.text(index)
        return self._said.get(text, Words(en=text))

    def _edited(self, plan: Plan) -> Plan:
        file = self._files.get(plan.id)
        if file is None or looks_of(plan.scenario) == file.now:
            return plan
        return replace(plan, scenario=replace(plan.scenario, views=file.now.views, storyboard=file.now.slides))

    # saving -------------------------------------------------------------------------------------------------------
    def is_dirty(self, scenario: str) -> bool:
        file = self._files.get(scenario)
        return file is not None and file.now != file.looks

    @property
    def dirty(self) -> tuple[str, ...]:
        """Ids of the scenarios with edits that are not in their file."""
        return tuple(name for name in self._files if self.is_dirty(name))

    def saved_at(self, scenario: str) -> datetime | None:
        """When this window last saved the file."""
        file = self._files.get(scenario)
        return file.saved_at if file else None

    def save(self, scenario: str) -> bool:
        """Writes the edits into the scenario file; False, and a word to the user, when it could not be."""
        from wespace_desktop.model.saving import ChangedOnDisk, read_for_writing, save

        file = self._files.get(scenario)
        if file is None or not self.is_dirty(scenario):
            return True
        try:
            if file.origin is None:
                file.origin = read_for_writing(file.path)
                self._meet(scenario, file.origin.looks)
            file.data, new_hash = save(file.origin, file.now, file.data or file.origin.data)
        except ChangedOnDisk as error:
            again = (Words("重新读取", "Read again"), self._session.reload)
            self._tell_refused(file, error, again)
            return False
        except WeSpaceError as error:
            self._tell_refused(file, error)
            return False
        file.looks, file.saved_at = file.now, datetime.now().astimezone()
        self._set_hash(scenario, new_hash)
        recovery.forget(file.path)
        self.saved.emit(file.path)
        self._follow(file.path)
        self.state_changed.emit()
        return True

    def save_all(self) -> bool:
        """Every edited file; one that cannot be saved does not keep the others from it."""
        refused = [scenario for scenario in self.dirty if not self.save(scenario)]
        return not refused

    def discard(self, scenario: str) -> None:
        """Back to what the file says, as one step that can be undone."""
        file = self._files.get(scenario)
        if file is not None:
            self.do(scenario, Words("放弃未保存的修改", "Discard unsaved changes"), file.looks)

    def keep(self) -> None:
        """Puts edits that are not saved where a later window finds them."""
        self._keeping.stop()
        for file in self._files.values():
            if file.now != file.looks:
                recovery.keep(file.path, recovery.Kept(file.looks, file.now, datetime.now().astimezone()))
            elif file.asked:
                recovery.forget(file.path)

    def _set_hash(self, scenario: str, new_hash: str) -> None:
        scene = self._session.scene
        if scene is not None:
            plans = (
                replace(p, scenario=replace(p.scenario, hash=new_hash)) if p.id == scenario else p for p in scene.plans
            )
            self._session.scene = replace(scene, plans=tuple(plans))

    def _tell_torn(self, file: File, ids: tuple[str, ...]) -> None:
        names, name = ", ".join(ids), file.path.name
        words = Words(f"{name} 中的 {names} 两边都改过", f"{names} was changed here and in {name}")
        more = Words("保留这里的修改，可以撤销", "What was changed here is kept; nothing is saved yet")
        self._session.tell(Told("warning", words, more))

    def _tell_refused(self, file: File, error: WeSpaceError, action: object = None) -> None:
        from wespace_desktop.app.fault_words import said

        words = Words(f"{file.path.name} 没有保存", f"{file.path.name} was not saved")
        self._session.tell(Told("warning", words, said(error.problems[:1]), action))  # type: ignore[arg-type]


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
