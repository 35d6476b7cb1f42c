"""What Fusion and the palette cannot say, in one short style sheet; `@name` is a token of theme.py."""

from __future__ import annotations

# Own properties are named `look`, `tone` and `ground`: a property named `icon` never matches, QPushButton has one.
# Every rule names its class: a bare `background` leaks into all children.
STYLESHEET = """
QToolTip { background: @filled; color: @on_filled; border: none; padding: 8px 12px; }
QMainWindow, QWidget[ground="win"] { background: @win; }
QWidget[ground="panel"], QDialog { background: @panel; }
QWidget[ground="raise"] { background: @raise; }
QFrame[look="hairline"] { background: @line; border: none; }
QFrame[look="card"] { background: @raise; border: 1px solid @line2; border-radius: 8px; }
QLabel[tone="mut"] { color: @mut; }
QLabel[tone="faint"] { color: @faint; }
QLabel[tone="gain"] { color: @gain; }
QLabel[tone="harm"] { color: @harm; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="err"] { color: @err; }
QPushButton { background: @raise; color: @ink; border: 1px solid @line2; border-radius: 6px; padding: 0 13px;
  min-height: 30px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @well; }
QPushButton:disabled { color: @faint; background: @panel; border-color: @line; }
QPushButton[look="filled"] { background: @filled; color: @on_filled; border: 1px solid @filled; font-weight: bold; }
QPushButton[look="filled"]:hover { background: @filled_hover; border-color: @filled_hover; }
QPushButton[look="filled"]:pressed { background: @filled_press; border-color: @filled_press; }
QPushButton[look="filled"]:disabled { background: @well; color: @faint; border-color: @well; }
QPushButton[look="ghost"], QPushButton[look="link"] { background: transparent; border-color: transparent; }
QPushButton[look="ghost"]:hover { background: @hover; }
QPushButton[look="link"] { padding: 0 4px; font-weight: bold; text-align: right; }
QPushButton[look="link"]:hover { color: @acc; }
QToolButton { background: transparent; color: @ink; border: none; border-radius: 6px; padding: 6px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @well; }
QToolButton::menu-indicator { image: none; }
QToolBar { background: @panel; border: none; spacing: 4px; padding: 0; }
QStatusBar { background: @panel; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QSplitter::handle { background: @line; }
QLineEdit, QSpinBox, QComboBox { background: @raise; color: @ink; border: 1px solid @ctl; border-radius: 6px;
  padding: 0 9px; min-height: 30px; selection-background-color: @acc; selection-color: @panel; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid @acc; padding: 0 8px; min-height: 28px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: none; padding: 0 8px; min-height: 0; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: @faint; border-color: @line2; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(@chevron); width: 16px; height: 16px; }
QComboBox QAbstractItemView, QMenu { background: @raise; color: @ink; border: 1px solid @line2; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @sel; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @ctl; border-radius: 4px; background: @raise; }
QCheckBox::indicator:checked { background: @acc; border-color: @acc; image: url(@check); }
QCheckBox::indicator:indeterminate { background: @acc; border-color: @acc; image: url(@part); }
QCheckBox::indicator:disabled { background: @well; border-color: @line2; }
QCheckBox::indicator:checked:disabled { background: @ctl; border-color: @ctl; image: url(@check); }
QCheckBox:disabled { color: @faint; }
QProgressBar { background: @well; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @acc; border-radius: 3px; }
QScrollArea, QScrollArea > QWidget > QWidget[look="page"] { background: transparent; border: none; }
QAbstractItemView { border: none; outline: none; }
QHeaderView::section { background: @panel; color: @mut; border: none; padding: 2px 4px; font-size: 12px;
  font-weight: bold; }
QHeaderView::section:first { padding-left: 16px; }
QPlainTextEdit { background: @panel; color: @ink; border: none; selection-background-color: @sel;
  selection-color: @ink; }
QPlainTextEdit[look="field"] { background: @raise; border: 1px solid @ctl; border-radius: 6px; padding: 2px 5px; }
QPlainTextEdit[look="field"]:focus { border: 2px solid @acc; padding: 1px 4px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line2; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @ctl; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
  width: 0; height: 0; }
"""
