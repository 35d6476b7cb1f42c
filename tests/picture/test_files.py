"""PNG files: whole or not at all, with their words inside, and sentences for places that cannot be written."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from made_up import PaintedStage, make_sheet
from PIL import Image
from PySide6.QtGui import QImage

from wespace_desktop.errors import EXIT_INTERNAL, EXIT_MISSING_DATA, EXIT_USAGE, Cancelled, WeSpaceError
from wespace_desktop.picture.export import ExportRequest, check_place, export_picture, metadata_of
from wespace_desktop.picture.formats import formats_for
from wespace_desktop.picture.png import png_bytes, read_metadata, write_png
from wespace_desktop.picture.saving import save_whole
from wespace_desktop.render.shot import Frame, Shot
from wespace_desktop.scene.part import Scene

SUFFIXES = [f.suffix for f in formats_for("view")]
NAMED = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"


def noise(width: int, height: int, alpha: bool = False) -> tuple[QImage, np.ndarray]:
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 4 if alpha else 3), dtype=np.uint8)
    pixels[: height // 2] = np.linspace(0, 250, width, dtype=np.uint8)[None, :, None]
    form = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    return QImage(pixels.tobytes(), width, height, pixels.shape[2] * width, form).copy(), pixels


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (129, 130), (300, 257)])
@pytest.mark.parametrize("alpha", [False, True])
def test_another_library_reads_the_same_pixels(size: tuple[int, int], alpha: bool, tmp_path: Path) -> None:
    image, pixels = noise(*size, alpha)
    write_png(image, tmp_path / "a.png", {})
    with Image.open(tmp_path / "a.png") as other:
        assert np.array_equal(np.asarray(other), pixels)


def test_words_and_density_come_back(tmp_path: Path) -> None:
    image, _ = noise(20, 10)
    words = {"Title": "肯德尔广场 / Kendall Square", "wespace:hash": "3f9a", "empty": ""}
    write_png(image, tmp_path / "a.png", words, dpi=300)
    assert read_metadata(tmp_path / "a.png") == words | {"dpi": "300"}
    with Image.open(tmp_path / "a.png") as other:
        assert other.info["Title"] == words["Title"]


def test_the_same_picture_has_the_same_bytes(stage: PaintedStage, scene: Scene, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        export_picture(scene, ExportRequest(make_sheet(), tmp_path / name), stage)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_picture_says_what_it_is(scene: Scene) -> None:
    words = metadata_of(scene, make_sheet())
    assert words["wespace:scenario"] == "k-2035"
    assert words["wespace:hash"] == "3f9a2c1b77"
    assert words["wespace:view"] == "bird"
    assert words["wespace:year"] == "2035"
    assert words["wespace:layers"] == "av_lanes,cowork_pods,parking,sensors"
    assert words["Description"] == "情景推演，不是预测 / Scenario, not a prediction"
    assert words["Copyright"] == "PDDL"
    assert '"view_angle":22.5' in words["wespace:camera"]
    assert words["wespace:panes"].count('"scenario"') == 2


def test_export_writes_the_file_and_tells_how_far_it_is(stage: PaintedStage, scene: Scene, tmp_path: Path) -> None:
    shares: list[float] = []
    out = export_picture(
        scene, ExportRequest(make_sheet(), tmp_path / "a.png"), stage, lambda share, _: shares.append(share)
    )
    with Image.open(out) as other:
        assert other.size == (960, 540)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


def test_a_picture_that_does_not_fit_is_a_sentence(scene: Scene, tmp_path: Path) -> None:
    class Small(PaintedStage):
        def draw(self, shot: Shot) -> Frame:
            raise MemoryError

    with pytest.raises(WeSpaceError) as caught:
        export_picture(scene, ExportRequest(make_sheet((16384, 9216)), tmp_path / "a.png"), Small())
    assert str(caught.value) == (
        f"{tmp_path / 'a.png'}: a picture of 16384 x 9216 pixels does not fit into memory. "
        "Make it smaller: 8192 x 4608 needs about 1.5 GB"
    )
    assert list(tmp_path.iterdir()) == []


def test_cancel_leaves_no_file(stage: PaintedStage, scene: Scene, tmp_path: Path) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        export_picture(scene, ExportRequest(make_sheet(), tmp_path / "a.png"), stage, None, lambda: next(asked, True))
    assert list(tmp_path.iterdir()) == []


def test_cancel_while_packing_keeps_the_old_file(tmp_path: Path) -> None:
    image, _ = noise(30, 400)
    (tmp_path / "a.png").write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_png(image, tmp_path / "a.png", {}, cancelled=lambda: True)
    assert (tmp_path / "a.png").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("number", "sentence", "code"),
    [
        (
            errno.ENOSPC,
            "the disk is full; the old file is unchanged. Free some space or choose another disk",
            EXIT_INTERNAL,
        ),
        (errno.EACCES, "this place cannot be written to; the old file is unchanged. Choose another folder", EXIT_USAGE),
        (errno.EROFS, "this place is read-only; the old file is unchanged. Choose another folder", EXIT_USAGE),
        (errno.EIO, f"the file could not be written ({os.strerror(errno.EIO)}); the old file is unchanged", EXIT_USAGE),
    ],
)
def test_whatever_goes_wrong_the_old_file_stays(number: int, sentence: str, code: int, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise OSError(number, os.strerror(number))

    with pytest.raises(WeSpaceError) as caught:
        save_whole(path, pieces())
    assert str(caught.value) == f"{path}: {sentence}"
    assert caught.value.exit_code == code
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_and_a_folder_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(WeSpaceError) as caught:
        save_whole(tmp_path / "no" / "a.png", [b"x"])
    assert str(caught.value).endswith(
        "there is no such folder; nothing was written. Make the folder first or choose another"
    )
    with pytest.raises(WeSpaceError, match="a folder has this name; nothing was written"):
        save_whole(tmp_path, [b"x"])


def test_check_place_speaks_before_anything_is_drawn(tmp_path: Path) -> None:
    there = tmp_path / "a.png"
    there.write_bytes(b"old")
    (tmp_path / "d.png").mkdir()
    cases = {
        there: "there is a file of this name already. Add --force to replace it",
        tmp_path / "a.jpg": f"a view is written as {NAMED}. Write a.png",
        tmp_path / "d.png": "a folder has this name. Choose another file name",
        tmp_path / "no" / "a.png": f"there is no folder {tmp_path / 'no'}. Make the folder first or choose another",
    }
    for path, sentence in cases.items():
        with pytest.raises(WeSpaceError) as caught:
            check_place(path, overwrite=False)
        assert str(caught.value) == f"{path}: {sentence}"
        assert caught.value.exit_code == EXIT_USAGE
    check_place(there, overwrite=True)


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WeSpaceError, match=r"cannot be written to\. Choose another folder$"):
        check_place(tmp_path / "a.png", overwrite=False)


def test_files_that_are_no_whole_picture_are_named(tmp_path: Path) -> None:
    image, _ = noise(20, 10)
    whole = b"".join(png_bytes(image, {"Title": "x"}))
    path = tmp_path / "a.png"
    for data, sentence in (
        (b"", "this is no PNG file"),
        (whole[:-6], "the picture is damaged or cut short"),
        (whole[:40] + b"?" + whole[41:], "the picture is damaged or cut short"),
    ):
        path.write_bytes(data)
        with pytest.raises(WeSpaceError) as caught:
            read_metadata(path)
        assert str(caught.value) == f"{path}: {sentence}"
    with pytest.raises(WeSpaceError) as caught:
        read_metadata(tmp_path / "none.png")
    assert str(caught.value) == f"{tmp_path / 'none.png'}: no such picture"
    assert caught.value.exit_code == EXIT_MISSING_DATA
