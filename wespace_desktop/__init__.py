"""WeSpace Desktop: compare a real district today with its near future, side by side in 3D."""

import gc

__version__ = "0.1.0"

# What a start makes stays. Python's own threshold of 700 looks through it hundreds of times: 0.1 s of every start.
gc.set_threshold(100_000, 20, 20)
