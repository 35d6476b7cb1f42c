"""The words of the window: every one translated, the compiled file up to date, nothing cut off in either language."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import places
import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from wespace_desktop import paths
from wespace_desktop.app import language, selection, theme
from wespace_desktop.app.about import About
from wespace_desktop.app.controls import PathLabel, Segment
from wespace_desktop.app.export_choice import Choice
from wespace_desktop.app.export_form import ExportForm
from wespace_desktop.app.faults import FaultsSheet
from wespace_desktop.app.inspector import Inspector
from wespace_desktop.app.session import Session
from wespace_desktop.app.welcome import Welcome
from wespace_desktop.picture.fonts import missing_characters

SOURCES = sorted(Path(language.__file__).parent.glob("*.py"))
TS = paths.assets_dir() / "i18n" / "wespace_zh_CN.ts"
UPDATE = "pyside6-lupdate -tr-function-alias QT_TRANSLATE_NOOP+=_t -no-obsolete -locations none"
HOW = f"run `{UPDATE} wespace_desktop/app/*.py -ts {TS.name}`, translate, then `pyside6-lrelease {TS.name}`"


def messages(file: Path) -> dict[tuple[str, str], str]:
    """(context, source) -> translation, '' where it is unfinished."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            told = message.find("translation")
            done = told is not None and told.get("type") is None
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = (told.text or "") if done and told is not None else ""
    return found


def test_every_string_is_in_the_file_and_translated(tmp_path: Path) -> None:
    name = "pyside6-lupdate.exe" if sys.platform == "win32" else "pyside6-lupdate"
    tool = Path(sysconfig.get_path("scripts")) / name
    fresh = tmp_path / "fresh.ts"
    command = [str(tool), *UPDATE.split()[1:], *map(str, SOURCES), "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    wanted, there = set(messages(fresh)), messages(TS)
    assert wanted - set(there) == set(), HOW
    assert set(there) - wanted == set(), HOW
    assert [key for key, words in there.items() if not words] == [], HOW


def test_the_compiled_file_is_up_to_date() -> None:
    compiled = QTranslator()
    assert compiled.load(str(TS.with_suffix(".qm")))
    stale = {key for key, words in messages(TS).items() if compiled.translate(*key) != words}
    assert stale == set(), HOW


def test_placeholders_are_the_same_in_both_languages() -> None:
    for (_, source), words in messages(TS).items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", words)), source


@pytest.mark.usefixtures("qapp")
def test_the_shipped_typeface_has_every_letter() -> None:
    for (_, source), words in messages(TS).items():
        assert missing_characters(source + words) == "", (source, words)


def test_english_labels_have_manners() -> None:
    """Sentence case, no full stop in a label, no word of a machine."""
    for _, source in messages(TS):
        assert not re.search(r"\b(OK|Yes|Please|Error|Invalid|Exception)\b", source), source
        if len(source) < 40:
            assert not source.endswith("."), source
        words = re.findall(r"\b[A-Z][a-z]+\b", source)[1:]
        known = {"Desktop", "License", "Shift", "Alt", "Ctrl", "Cambridge", "English", "Chinese", "Apache", "Keys"}
        known |= {"Space", "Up", "Down", "Del", "Home", "End", "Esc", "Enter"}  # keys
        assert len(source) > 40 or set(words) <= known, source


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    language.speak(qapp, "zh")
    yield
    language.speak(qapp, "en")


@pytest.mark.usefixtures("chinese", "qtbot")
def test_pairs_are_written_as_pairs() -> None:
    say = QCoreApplication.translate
    assert say("Inspector", "+ Gains") == "+ 得"
    assert say("Inspector", "– Harms") == "– 失"
    assert say("Inspector", "Decision") == "决策"
    assert say("Inspector", "Demand") == "需求"
    assert say("PaneHeader", "measured") == "实测"
    assert say("PaneHeader", "deduced") == "推演"


class _Longer(QTranslator):
    """Every English string a third longer: what German would do to the layout."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        pad = "e" * round(0.35 * len(source))
        return f"{source.rstrip()}{pad}" if not source.startswith(("{", " ", ";", ",")) else source

    def isEmpty(self) -> bool:
        return False


def cut_off(page: QWidget) -> list[str]:
    """Words that have less room than they need; paths lose their middle on purpose."""
    found = []
    for part in page.findChildren(QWidget):
        if not part.isVisibleTo(page) or isinstance(part, PathLabel):
            continue
        if isinstance(part, QLabel) and part.text() and not part.wordWrap():
            needed = QFontMetrics(part.font()).horizontalAdvance(part.text())
        elif isinstance(part, (QPushButton, QCheckBox, Segment)) and part.text():
            needed = part.minimumSizeHint().width()
        else:
            continue
        if needed > part.width() + 1:
            found.append(f"{type(part).__name__} {part.text()!r}: {needed} > {part.width()}")
    return found


def pages(session: Session) -> Iterator[QWidget]:
    form = ExportForm(session, Choice())
    form.ensurePolished()
    for page, size in (
        (Welcome(session), (1024, 700)),
        (Inspector(session), (320, 900)),
        (FaultsSheet(session), (1024, 300)),
        (form, (max(400, form.minimumSizeHint().width()), 760)),
        (About("en"), (520, 460)),
    ):
        host = QWidget()
        host.resize(*size)
        page.setParent(host, Qt.WindowType.Widget)
        page.setGeometry(0, 0, *size)
        page.show()
        host.show()
        yield page
        host.close()
        host.deleteLater()


@pytest.mark.parametrize("how", ["en", "zh", "longer"])
def test_nothing_is_cut_off(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(selection, "describe_or_none", places.describe_or_none)
    theme.apply(qapp, "light")
    session = Session()
    session.language = "zh" if how == "zh" else "en"
    language.speak(qapp, session.language)
    longer = _Longer()
    if how == "longer":
        qapp.installTranslator(longer)
    try:
        session._show(places.scene())
        session.select(places.PARK)
        for page in pages(session):
            qapp.processEvents()
            assert cut_off(page) == [], type(page).__name__
    finally:
        qapp.removeTranslator(longer)
        language.speak(qapp, "en")
