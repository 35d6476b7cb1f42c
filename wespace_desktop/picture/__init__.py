"""Pixels become a page: labels, legend, scale bar, title, files. Qt images and painters, no widgets."""
