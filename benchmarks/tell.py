"""How a measured process tells its parent what it found: one line of JSON per value, on the machine-wide clock."""

from __future__ import annotations

import json
import sys
import time

MARK = "MEASURED "


def say(name: str, value: float) -> None:
    print(MARK + json.dumps([name, value]), flush=True)


def stamp(name: str) -> None:
    """Seconds since the parent started this process, when the parent subtracts its own clock."""
    say(f"@{name}", time.monotonic())


def peak_mib() -> float:
    """Largest memory this process has held. Windows has no such count in the standard library."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024**2)
