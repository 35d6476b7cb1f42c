"""WeSpace Desktop: compare a real district today with its near future, side by side in 3D."""

__version__ = "0.1.0"
