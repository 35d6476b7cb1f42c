"""Notices when an open file changes on disk, however an editor saves it, and has it read again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from wespace_desktop.app.session import Session

#: An editor writes, renames and touches within a moment: one reading for all of it.
CALM_MS = 250


class Watch(QObject):
    """Watches the files and their folders: a file that is replaced is a new file to the system."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._watcher = QFileSystemWatcher(self)
        self._seen: dict[Path, tuple[int, int]] = {}
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self.look)
        self._watcher.fileChanged.connect(lambda _: self._calm.start())
        self._watcher.directoryChanged.connect(lambda _: self._calm.start())
        session.documents_changed.connect(self._follow)
        session.edits.saved.connect(self._know)
        self._follow()

    def look(self) -> None:
        """Reads again what has another size or time than when it was read. A vanished file waits until it is back."""
        changed = [path for path, seen in self._seen.items() if _stamp(path) not in (seen, None)]
        for path in changed:
            self._seen[path] = _stamp(path) or self._seen[path]
        if changed:
            self._session.reload()
        self._watch_again()

    def _know(self, path: Path) -> None:
        """Written by this window: there is nothing to read again."""
        if path in self._seen:
            self._seen[path] = _stamp(path) or self._seen[path]

    def _follow(self) -> None:
        now = [d.path for d in self._session.documents]
        self._seen = {p: self._seen.get(p) or _stamp(p) or (0, 0) for p in now}
        self._watch_again()

    def _watch_again(self) -> None:
        watched = {*self._watcher.files(), *self._watcher.directories()}
        wanted = {str(p) for p in self._seen if p.exists()} | {str(p.parent) for p in self._seen if p.parent.exists()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
