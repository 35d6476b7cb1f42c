"""Every colour of the model by name, as (3,) uint8; saturation is reserved for the technology layers."""

from __future__ import annotations

import numpy as np

Colour = np.ndarray


def rgb(text: str) -> Colour:
    """'0B72C4' -> (3,) uint8, not writable."""
    colour = np.array([int(text[i : i + 2], 16) for i in (0, 2, 4)], np.uint8)
    colour.flags.writeable = False
    return colour


def colours(text: str) -> np.ndarray:
    """'3FA57B 4FB287' -> (n, 3) uint8."""
    return np.stack([rgb(word) for word in text.split()])


# the sheet
PAPER, HAZE = rgb("F6F4EF"), rgb("F3F1EC")
INK, MUTED, HAIRLINE = rgb("22272E"), rgb("6B7178"), rgb("D8D4CB")

# the quiet context
LAND, SIDEWALK, PLAZA = rgb("E3DFD6"), rgb("EFECE5"), rgb("EBE2D3")
FOOTPATH = rgb("F1ECE1")
TREE_WELL = rgb("D5D2BF")
ROAD, KERB_LINE, KERB_FACE = rgb("C0C4C9"), rgb("AEB0B0"), rgb("DDDAD4")
LOT, STALL_LINE = rgb("D2D0CC"), rgb("F1F0EC")
ROAD_MARK, CROSSWALK = rgb("DCDEE0"), rgb("F0F1F1")
CYCLEWAY = rgb("B7BDC3")
GREEN, WATER = rgb("CFDAB9"), rgb("BCD3DA")
WALL, ROOF, ROOF_EDGE = rgb("FCFAF6"), rgb("FBF9F5"), rgb("9B9285")
MECHANICAL, SOLAR = rgb("F1EEE8"), rgb("A9B2BC")
BRIDGE, RAIL, BALLAST = rgb("DAD7D1"), rgb("9A9894"), rgb("CFCBC3")
TREES, TRUNK = colours("A9BE8E B7C99C 9DB485 C2CFA6"), rgb("A08C78")
CARS = colours("EDEDEC DDDFE0 CBCFD2 B7BDC2 A3AAB0 8D959C CFC9BF F4F3F0")
CAR_GLASS, WHEEL = rgb("87919A"), rgb("6A6F74")
PEOPLE = colours("7B818A 8E857C 6E7680 9A938B A7A096")
METAL, DARK_METAL, WOOD = rgb("8F9398"), rgb("6E7378"), rgb("B0A08D")
BENCH = rgb("CFC2AF")
SIGNAL_HEAD, CHARGER, SHELTER_GLASS = rgb("7D8185"), rgb("C9CFD3"), rgb("DCE4E7")
SHADOW = rgb("3D4A66")
SHADOW_OUTER, SHADOW_CORE, SHADOW_ROOF, SHADOW_TREE = 0.11, 0.15, 0.20, 0.17

# autonomous-vehicle lanes
AV_FILL, AV_EDGE, AV_CHEVRON = rgb("0B72C4"), rgb("075A9E"), rgb("CFE6F8")
SHUTTLE_BODY, SHUTTLE_BAND, SHUTTLE_GLASS = rgb("FBFCFD"), rgb("0B72C4"), rgb("41586E")
# co-working pods
POD_ROOF, POD_TIMBER, POD_DECK, POD_GLASS = rgb("D98A12"), rgb("C08345"), rgb("EBC98F"), rgb("D3E6EC")
# sensor network
SENSOR, SENSOR_RING_ALPHA, SENSOR_DISC_ALPHA = rgb("B8438C"), 0.75, 0.15
# converted parking
LAWN, LAWN_EDGE, LAWN_PATH = rgb("6FC49B"), rgb("2E8F68"), rgb("F4EFE2")
NEW_TREES = colours("3FA57B 4FB287 35966E 66BF97")
# change lens
ADDED, REMOVED, CONVERTED = rgb("009E73"), rgb("E0631B"), rgb("7A52C7")
# state tags
TODAY, FUTURE = rgb("3A4048"), rgb("0E5A46")
