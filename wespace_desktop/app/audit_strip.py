"""How much of this view changes, what it hides, and the button that finds views which show more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from wespace_desktop.app import controls, icons, theme
from wespace_desktop.app.inspector_parts import Ground
from wespace_desktop.app.session import Session
from wespace_desktop.picture.audit import Audit
from wespace_desktop.picture.audit_words import hidden_words, seen_words, share_words
from wespace_desktop.picture.viewpoints import Proposal


class AuditStrip(Ground):
    """Asks for the audit while it is seen. Warns only where a loss is hidden."""

    def __init__(self, session: Session) -> None:
        super().__init__("well")
        self._session = session
        self._sign = controls.Text()
        self._head = controls.Text(bold=True).wrapped()
        self._lost = controls.Text(px=theme.SMALL_PX).wrapped()
        self._come = controls.Text(px=theme.SMALL_PX, tone="mut").wrapped()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self.go = controls.button(icon="camera")
        self.go.clicked.connect(self._press)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._lay()
        findings = session.findings
        findings.audited.connect(self.refresh)
        findings.proposed.connect(self.refresh)
        findings.changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()

    def _lay(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 10)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self._head, self._lost, self._come):
            column.addWidget(part)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._bar)
        column.addLayout(self._list)
        column.addStretch(1)
        row.addLayout(column, 1)

    def refresh(self) -> None:
        """What is known now."""
        findings = self._session.findings
        lang = self._session.language
        found = findings.audit
        lost = hidden_words(found) if found is not None else None
        self._role = "warn_ground" if lost else "well"
        self._sign.setPixmap(icons.pixmap("eye-off" if lost else "eye", "warn" if lost else "mut"))
        self._head.setText(self._headline(found))
        self._lost.setText(lost.in_(lang) if lost else "")
        self._lost.setVisible(bool(lost))
        self._come.setText(seen_words(found).in_(lang) if found is not None else "")
        self._come.setToolTip(hidden_words(found, losses=False).in_(lang) if found is not None else "")
        self._come.setVisible(found is not None)
        self._bar.setVisible(findings.searching is not None)
        self._bar.setValue(round(1000 * (findings.searching or 0.0)))
        searching = findings.searching is not None
        self.go.setText(self.tr("Stop looking") if searching else self.tr("Show the view that shows most"))
        self._fill(findings.proposals)
        self.update()

    def _headline(self, found: Audit | None) -> str:
        if found is None:
            return self.tr("Looking at what this view shows")
        words = share_words(found)
        return words.in_(self._session.language) if words else self.tr("The panes look from different places")

    def _fill(self, proposals: tuple[Proposal, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for proposal in proposals:
            self._list.addWidget(_ProposalRow(self._session, proposal))

    def _press(self) -> None:
        findings = self._session.findings
        if findings.searching is not None:
            findings.search_stopped.emit()
        else:
            findings.search_wanted.emit()

    def showEvent(self, event: QEvent) -> None:
        self._session.findings.watched.emit(True)

    def hideEvent(self, event: QEvent) -> None:
        self._session.findings.watched.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.refresh()
        super().changeEvent(event)


class _ProposalRow(QWidget):
    """A view by its name and what is seen from it; the button goes there."""

    def __init__(self, session: Session, proposal: Proposal) -> None:
        super().__init__()
        lang = session.language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        name = controls.button(proposal.viewpoint.title.in_(lang), look="link", icon="arrow-right")
        name.setMinimumHeight(22)
        name.setStyleSheet("QPushButton { min-height: 22px; }")
        name.clicked.connect(lambda: session.fly(proposal.viewpoint.camera))
        seen = controls.Text(seen_words(proposal.found).in_(lang), theme.SMALL_PX)
        seen.setContentsMargins(28, 0, 0, 0)
        seen.setToolTip(share_words(proposal.found).in_(lang))
        column.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(seen)
