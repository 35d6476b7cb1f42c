"""Writes a table that somebody asked for: in full or not at all, and what fails is said in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from wespace_desktop.app.pane_state import Told
from wespace_desktop.app.session import Session
from wespace_desktop.model.words import Words


def write_table(session: Session, place: Path, text: str) -> None:
    """UTF-8 with a mark, so that spreadsheets read Chinese."""
    new = place.with_name(place.name + ".new")
    try:
        with new.open("w", encoding="utf-8-sig", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        new.replace(place)
    except OSError as error:
        new.unlink(missing_ok=True)
        what = error.strerror or str(error)
        told = Words(f"{place}：{what}", f"{place}: {what}")
        session.tell(Told("fault", Words("表格未写出", "The table was not written"), told))
        return
    words = Words(f"已写出 {place.name}", f"{place.name} written")
    session.tell(Told("done", words, Words(en=str(place.parent))))
