"""Ground floor: what a district and a scenario are. Knows no screen, no 3D library and no file format but its own."""
