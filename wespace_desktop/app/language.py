"""The language of the window: English in the source, Chinese from the translation file, switched live."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from wespace_desktop import paths
from wespace_desktop.model.words import Lang

_PROPERTY = "wespace_language"
_LOCALES: dict[Lang, str] = {"zh": "zh_CN", "en": "en_GB"}


def speak(app: QCoreApplication, lang: Lang) -> None:
    """Every widget then gets `QEvent.LanguageChange`; nothing is restarted."""
    app.setProperty(_PROPERTY, lang)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(_LOCALES[lang]))
    own = QTranslator(app)
    if lang == "zh":
        qt = QTranslator(app)
        if qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(qt)
        own.load(str(paths.assets_dir() / "i18n" / "wespace_zh_CN.qm"))
    # An empty translator too sends LanguageChange: English needs no file.
    app.installTranslator(own)


def current() -> Lang:
    """The language on the screen now."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return "zh" if found == "zh" else "en"


def locale() -> QLocale:
    """For dates and times."""
    return QLocale(_LOCALES[current()])


def of_the_machine() -> Lang:
    """What the machine speaks, for the first start."""
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"
