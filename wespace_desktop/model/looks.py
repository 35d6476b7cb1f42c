"""Views and slides out of a checked file."""

from __future__ import annotations

from wespace_desktop.model.form import CameraForm, SlideForm, ViewForm, WordsForm
from wespace_desktop.model.numbers import quantity
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words


def words_of(form: WordsForm | None) -> Words:
    return Words(form.zh, form.en) if form else Words()


def view_of(form: ViewForm) -> View:
    return View(
        id=form.id,
        title=words_of(form.title),
        camera=_camera(form.camera),
        caption=words_of(form.caption),
        year=form.year,
        hour=form.hour,
        layers=None if form.layers is None else frozenset(form.layers),
        mode=form.mode,
        highlight=tuple(form.highlight),
        compare=form.compare or "",
        swipe=0.5 if form.swipe is None else form.swipe,
        line=form.line,
    )


def slide_of(form: SlideForm) -> Slide:
    return Slide(
        id=form.id,
        view=form.view or form.camera or "",
        title=words_of(form.title),
        caption=words_of(form.caption),
        notes=words_of(form.notes),
        year=form.year,
        hour=form.hour,
        layers=None if form.layers is None else frozenset(form.layers),
        mode=form.mode,
        compare=form.compare or "",
        swipe=form.swipe,
        indicators=tuple(form.indicators),
        rows=tuple(form.rows),
        layout=form.layout,
    )


def _camera(form: CameraForm) -> Camera:
    x, y, z = form.up
    return Camera(
        position=(form.position[0], form.position[1], form.position[2]),
        target=(form.target[0], form.target[1], form.target[2]),
        view_angle_deg=quantity(form.view_angle, "deg").central if form.view_angle else 22.5,
        shift=form.shift,
        parallel_height_m=quantity(form.parallel_height, "m").central if form.parallel_height else 0.0,
        up=(x, y, z),
        cut=((form.cut[0][0], form.cut[0][1]), (form.cut[1][0], form.cut[1][1])) if form.cut else None,
    )
