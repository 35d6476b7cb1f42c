"""A person works with it: the window."""

from wespace_desktop.app import plain_imports

# Before anything else of this floor is imported: without PySide's hook every import is also a sixth faster.
plain_imports.restore()
