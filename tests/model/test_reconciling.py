"""Two hands on the same views: what only one changed is taken, what both changed is mine and is told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wespace_desktop.model.lookbook import Looks
from wespace_desktop.model.reconciling import reconciled
from wespace_desktop.model.storyboard import Slide
from wespace_desktop.model.view import Camera, View
from wespace_desktop.model.words import Words

CAMERA = Camera((0.0, 0.0, 9.0), (1.0, 1.0, 0.0))
def view(name: str, title: str = "x", hour: int | None = None) -> View:
    return View(name, Words(en=title), CAMERA, hour=hour)


NAMES = st.lists(st.sampled_from("abcde"), unique=True)
TITLES, HOURS = st.sampled_from("xy"), st.sampled_from([None, 8])
VIEWS = NAMES.flatmap(lambda names: st.tuples(*(st.builds(view, st.just(n), TITLES, HOURS) for n in names)))


@given(VIEWS, VIEWS)
def test_when_only_one_changed_it_holds(base: tuple[View, ...], other: tuple[View, ...]) -> None:
    assert reconciled(Looks(base), Looks(other), Looks(base)) == (Looks(other), ())
    assert reconciled(Looks(base), Looks(base), Looks(other)) == (Looks(other), ())


@given(VIEWS, VIEWS, VIEWS)
def test_no_edit_of_mine_is_lost(base: tuple[View, ...], mine: tuple[View, ...], theirs: tuple[View, ...]) -> None:
    found, _ = reconciled(Looks(base), Looks(mine), Looks(theirs))
    views = {v.id: v for v in found.views}
    assert len(views) == len(found.views)
    old = {v.id: v for v in base}
    for own in mine:
        before = old.get(own.id)
        if own != before:
            assert own.id in views
            if before is None or own.title != before.title:
                assert views[own.id].title == own.title
    for other in theirs:
        if other != old.get(other.id):
            assert other.id in views


def test_fields_are_brought_together_and_a_clash_is_told() -> None:
    base = Looks((view("a"),))
    mine, theirs = Looks((view("a", "mine"),)), Looks((view("a", hour=8),))
    assert reconciled(base, mine, theirs) == (Looks((view("a", "mine", 8),)), ())
    assert reconciled(base, mine, Looks((view("a", "theirs"),))) == (mine, ("a",))


def test_my_order_and_their_new_one() -> None:
    base = Looks((view("a"), view("b"), view("c")))
    mine = Looks((view("c"), view("a"), view("b")))
    theirs = Looks((view("a"), view("new"), view("b"), view("c")))
    assert [v.id for v in reconciled(base, mine, theirs)[0].views] == ["c", "a", "new", "b"]


def test_a_slide_that_stays_keeps_its_view() -> None:
    base = Looks((view("a"),), (Slide("s", "a"),))
    theirs = replace(base, slides=(Slide("s", "a", Words(en="theirs")),))
    found, torn = reconciled(base, Looks(), theirs)
    assert found == theirs
    assert torn == ("s",)
