"""Looks at the machine, says what is wrong with it and what to type; whatever may crash runs in a process apart."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wespace_desktop import paths
from wespace_desktop.errors import WeSpaceError
from wespace_desktop.model.words import Words

_PATIENCE_S = 60
_TOLD = "WESPACE:"
_GL_PACKAGES = "libegl1 libgl1 libgl1-mesa-dri"
_QT_PACKAGES = (
    "libxkbcommon0 libxkbcommon-x11-0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-randr0 libxcb-xkb1"
)

_DRAW = "from wespace_desktop.render.canvas import Canvas; c = Canvas(); c.prove(); say(c.is_software); c.close()"
_WINDOW = "from PySide6.QtWidgets import QApplication; app = QApplication(['doctor']); say(app.platformName())"
_FONT = (
    "from wespace_desktop.picture import fonts; fonts.load_fonts(); from PySide6.QtGui import QFontDatabase as F; "
    "say(fonts.FAMILY in F.families(F.WritingSystem.SimplifiedChinese))"
)
# PySide6 6.12.0 on Python 3.10 and 3.11 loses a reference to None with every call that returns nothing.
_NONE = (
    "from PySide6.QtGui import QColor; c = QColor(); before = sys.getrefcount(None); "
    "[c.setAlpha(i % 256) for i in range(500)]; say(before - sys.getrefcount(None))"
)


@dataclass(frozen=True)
class Check:
    """One thing looked at. `remedy` is a command to type, '' when all is well or nothing can be typed."""

    name: Words
    ok: bool
    what: Words
    remedy: str = ""


@dataclass(frozen=True)
class _Answer:
    """What a process of its own said, or how it ended."""

    said: str
    end: Words

    @property
    def ok(self) -> bool:
        return not self.end


def run_doctor() -> list[Check]:
    """Every check, in the order in which one would mend them. Takes a few seconds."""
    looks: tuple[Callable[[], Check], ...] = (
        _python, _soundness, _opengl, _window, _font, _district, _cache_folder, _state_folder, _config_folder,
    )
    return [look() for look in looks]


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(Words("Python", "Python"), sys.version_info >= (3, 11), Words(f"版本 {version}", f"version {version}"))


def _soundness() -> Check:
    name = Words("PySide6 与 Python", "PySide6 with Python")
    answer = _ask(_NONE, {"QT_QPA_PLATFORM": "offscreen"})
    remedy = _pip('"pyside6-essentials<6.12"')
    if not answer.ok:
        return Check(name, False, answer.end, remedy)
    if int(answer.said) > 100:
        what = Words("这个版本会让 Python 中途退出", "this release makes Python abort after a few thousand calls")
        return Check(name, False, what, remedy)
    return Check(name, True, Words("可靠", "sound"))


def _opengl() -> Check:
    name = Words("OpenGL", "OpenGL")
    answer = _ask(_DRAW)
    if answer.ok and answer.said == "True":
        what = "draws, on the processor (no graphics driver: slower)"
        return Check(name, True, Words("能画图，由处理器计算（没有显卡驱动，较慢）", what))
    if answer.ok:
        return Check(name, True, Words("能画图，由显卡计算", "draws, on the graphics card"))
    return Check(name, False, _joined("不能画图：", "does not draw: ", answer.end), _system(_GL_PACKAGES))


def _window() -> Check:
    name = Words("窗口", "Window")
    there = not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )
    answer = _ask(_WINDOW, {} if there else {"QT_QPA_PLATFORM": "offscreen"})
    if not answer.ok:
        unreachable = "connect to display" in answer.end.en
        remedy = "unset DISPLAY" if unreachable else _system(_QT_PACKAGES)
        return Check(name, False, _joined("不能打开：", "does not open: ", answer.end), remedy)
    if not there:
        what = Words("没有显示器；图片仍可导出到文件", "no display here; pictures still go to files")
        return Check(name, True, what)
    return Check(name, True, Words(f"可以打开（{answer.said}）", f"opens ({answer.said})"))


def _font() -> Check:
    name = Words("中文字体", "Chinese font")
    answer = _ask(_FONT, {"QT_QPA_PLATFORM": "offscreen"})
    if answer.ok and answer.said == "True":
        return Check(name, True, Words("随附字体可用", "the shipped font loads"))
    end = answer.end or Words("随附字体里没有中文", "the shipped font has no Chinese")
    return Check(name, False, _joined("不可用：", "not usable: ", end), _pip("--force-reinstall wespace-desktop"))


def _district() -> Check:
    """The shipped data, read by the same function that opens a scenario's district."""
    from wespace_desktop.readers.package import load_district, shipped_districts

    name = Words("随附街区", "Shipped district")
    found = shipped_districts()
    try:
        counts = [f"{k} {sum(map(len, load_district(p).themes.values())):,}" for k, p in found.items()]
    except WeSpaceError as error:
        return Check(name, False, Words(str(error), str(error)), _pip("--force-reinstall wespace-desktop"))
    if not counts:
        return Check(name, False, Words("没有找到", "none found"), _pip("--force-reinstall wespace-desktop"))
    return Check(name, True, Words(f"{'、'.join(counts)} 个要素", f"{', '.join(counts)} features"))


def _cache_folder() -> Check:
    return _folder(Words("缓存文件夹", "Cache folder"), paths.cache_dir, "WESPACE_CACHE_DIR")


def _state_folder() -> Check:
    return _folder(Words("日志文件夹", "Log folder"), paths.state_dir, "WESPACE_STATE_DIR")


def _config_folder() -> Check:
    return _folder(Words("设置文件夹", "Settings folder"), paths.config_dir, "WESPACE_CONFIG_DIR")


def _folder(name: Words, where: Callable[[], Path], variable: str) -> Check:
    """Made and written to, or the variable that names another place."""
    home = Path.home() if os.access(Path.home(), os.W_OK) else Path(tempfile.gettempdir())
    set_it = "setx" if sys.platform == "win32" else "export"
    remedy = f"{set_it} {variable}{' ' if sys.platform == 'win32' else '='}{home / 'wespace'}"
    try:
        folder = where()
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = f"{error.filename or ''} {error.strerror or error}".strip()
        return Check(name, False, Words(f"不可写：{reason}", f"not writable: {reason}"), remedy)
    return Check(name, True, Words(f"可写 {folder}", f"writable, {folder}"))


def _ask(code: str, environment: dict[str, str] | None = None) -> _Answer:
    """Runs a line of Python apart; its `say(x)` is the answer."""
    script = f"import sys\ndef say(x): print('{_TOLD}', x, sep='', flush=True)\n{code}"
    here = os.pathsep.join(p for p in sys.path if p)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, timeout=_PATIENCE_S, check=False,
            env={**os.environ, **(environment or {}), "PYTHONPATH": here, "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        return _Answer("", Words(f"{_PATIENCE_S} 秒内没有回答", f"no answer within {_PATIENCE_S} s"))
    except OSError as error:
        return _Answer("", Words(str(error), str(error)))
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    said = next((line.removeprefix(_TOLD) for line in lines if line.startswith(_TOLD)), "")
    return _Answer(said, Words() if done.returncode == 0 and said else _end(done))


def _end(done: subprocess.CompletedProcess[bytes]) -> Words:
    """The last line a person can use, and the signal that ended the process."""
    told = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    useful = [line for line in told if "could not" in line.lower() or "cannot open" in line.lower()]
    last = useful[0] if useful else (told or [""])[-1]
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        return Words(f"进程被 {name} 终止。{last}", f"the process was ended by {name}. {last}".strip())
    return Words(last or "没有回答", last or "no answer")


def _joined(zh: str, en: str, rest: Words) -> Words:
    return Words(zh + rest.zh, en + rest.en)


def _system(packages: str) -> str:
    """The command that installs system libraries here; '' where there is none to install."""
    if not sys.platform.startswith("linux"):
        return ""
    root = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    if shutil.which("dnf"):
        return f"{root}dnf install mesa-libEGL mesa-libGL mesa-dri-drivers libxkbcommon-x11 xcb-util-cursor fontconfig"
    if shutil.which("pacman"):
        return f"{root}pacman -S mesa libxkbcommon-x11 xcb-util-cursor fontconfig"
    return f"{root}apt-get install -y {packages}"


def _pip(what: str) -> str:
    return f"{sys.executable} -m pip install {what}"
