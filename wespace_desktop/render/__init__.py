"""Parts become pixels. The only floor that names a VTK class, and only through render/_vtk.py."""
