"""Pixels become a page: labels, legend, scale bar, title, files. Qt images and painters, no widgets."""

from wespace_desktop.picture import plain_imports

# Before anything else of this floor is imported: without PySide's hook every import is also a sixth faster.
plain_imports.restore()
