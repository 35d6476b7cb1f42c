"""Makes a district of a recipe and its source files: `wespace import RECIPE.yaml -o OUT`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from wespace_desktop.errors import EXIT_MISSING_DATA, WeSpaceError
from wespace_desktop.model.district import THEMES, District, Repair, Source, Theme
from wespace_desktop.model.words import Words
from wespace_desktop.readers import attributes, crs, estimate, naming, repair, shaping
from wespace_desktop.readers.form import Entry, Recipe
from wespace_desktop.readers.mapping import did_you_mean, fault_at, read_recipe, source_faults
from wespace_desktop.readers.package import save_district
from wespace_desktop.readers.tags import keys_of, with_tags
from wespace_desktop.readers.vector import Layer, read_layer

Progress = Callable[[float, Words], None]
_DOUBLE = "its source number stands more than once"
#: Columns that live only while themes are made; a space can begin no attribute of a recipe.
_WHY, _NUMBERED = " why", " numbered"


@dataclass(frozen=True, eq=False)
class _Read:
    """One entry of the recipe with its projected features."""

    theme: str
    number: int
    entry: Entry
    rows: np.ndarray
    geometry: np.ndarray
    columns: dict[str, np.ndarray]


def import_district(recipe: Path, out: Path, progress: Progress | None = None, folder: Path | None = None) -> District:
    """Reads, projects, mends, names, estimates, saves to `out`. `folder` overrides where the recipe's files lie.

    WeSpaceError: exit 3 for faults of the recipe, 4 for missing or unusable source files.
    """
    tell = progress or (lambda share, what: None)
    form = read_recipe(recipe)
    home = folder if folder is not None else recipe.parent / form.folder
    faults = source_faults(form, recipe, home)
    if faults:
        raise WeSpaceError(faults, EXIT_MISSING_DATA)
    read = _shaped(form, _read_all(form, recipe, home, tell), tell)
    frame = _frame(form, read)
    themes, repairs = _themes(form, read, frame, tell)
    tell(0.95, Words("写入街区文件", "Writing the package"))
    district = save_district(_district(form, frame, themes, repairs), out)
    tell(1.0, Words("完成", "Done"))
    return district


def _read_all(form: Recipe, recipe: Path, home: Path, tell: Progress) -> list[_Read]:
    jobs = [(theme, i, entry) for theme, entries in form.themes.items() for i, entry in enumerate(entries)]
    done = []
    layers: dict[tuple[str, str | None], Layer] = {}
    for step, (theme, i, entry) in enumerate(jobs):
        tell(0.6 * step / len(jobs), Words(f"读取 {entry.file}", f"Reading {entry.file}"))
        key = (entry.file, entry.layer)
        if key not in layers:
            layers[key] = read_layer(home / entry.file, entry.layer)
        done.append(_take(form, recipe, (theme, i, entry), layers[key]))
    return done


def _take(form: Recipe, recipe: Path, job: tuple[str, int, Entry], layer: Layer) -> _Read:
    """The rows an entry asks for, in the district's projection."""
    theme, i, entry = job
    wanted = {*entry.where, *entry.where_not, *(c.from_ for c in entry.attributes.values() if c.from_)}
    wanted |= {entry.id} if entry.id else set()
    layer = with_tags(layer, wanted | set(shaping.STREET_TAGS if entry.shape else ()))
    for name in sorted(wanted - set(layer.columns)):
        hint = did_you_mean(name, keys_of(layer)) or f"Its columns are: {', '.join(layer.columns) or 'none'}"
        raise fault_at(recipe, theme, i, f'{entry.file} has no column "{name}"', hint)
    keep = np.ones(len(layer), bool)
    for name, values in entry.where.items():
        keep &= attributes.matches(layer.columns[name], values)
    for name, values in entry.where_not.items():
        keep &= ~attributes.matches(layer.columns[name], values)
    if not keep.any():
        why = "holds no features" if len(layer) == 0 else "holds no feature that fits `where`"
        raise fault_at(recipe, theme, i, f"{entry.file} {why}", "Correct the entry or delete it")
    source = entry.crs or layer.crs
    if not source:
        why = f"{entry.file} does not say its coordinate system"
        raise fault_at(recipe, theme, i, why, "Write `crs: EPSG:...` here")
    geometry = layer.geometry[keep]
    try:
        geometry = crs.project(crs.swapped(geometry) if entry.swap else geometry, source, form.crs)
    except crs.WrongPlace as error:
        hint = "Write `swap: true` here" if "swapped" in str(error) else "Write the true `crs:` of the file here"
        raise fault_at(recipe, theme, i, f"{entry.file}: {error}", hint) from None
    columns = {name: column[keep] for name, column in layer.columns.items()}
    return _Read(theme, i, entry, np.flatnonzero(keep), geometry, columns)


def _shaped(form: Recipe, read: list[_Read], tell: Progress) -> list[_Read]:
    """The same with what a `shape:` rule makes; it may ask for the themes that stand above it in the recipe."""
    clip = form.clip
    outline = None if clip is None else crs.clip_outline(clip.bounds, clip.crs, form.crs)
    made: dict[str, np.ndarray] = {}
    done = []
    for one in read:
        if one.entry.shape is not None:
            words = THEMES[one.theme][1]
            tell(0.6, Words(f"推出{words.zh}", f"Working out {words.en}"))
            there = ~shapely.is_missing(one.geometry)
            columns = {name: column[there] for name, column in one.columns.items()}
            ground = shaping.Ground(made, outline)
            new = shaping.shaped(one.geometry[there], columns, one.entry.shape, ground)
            columns = {name: column[new.rows] for name, column in columns.items()}
            one = replace(one, rows=one.rows[there][new.rows], geometry=new.geometry, columns=columns)
        known = one.geometry[~shapely.is_missing(one.geometry)]
        made[one.theme] = np.concatenate([made.get(one.theme, np.empty(0, object)), known])
        done.append(one)
    return done


def _frame(form: Recipe, read: list[_Read]) -> crs.Frame:
    """The clip rectangle, or the bounds of all data."""
    if form.clip is not None:
        outline = crs.clip_outline(form.clip.bounds, form.clip.crs, form.crs)
        return crs.frame_of(form.crs, outline.bounds, outline)
    everything = np.concatenate([r.geometry for r in read])
    near = everything[~crs.far_off(everything, crs.middle(everything))]
    west, south, east, north = map(float, shapely.total_bounds(near))
    return crs.frame_of(form.crs, (west, south, east, north), None)


def _themes(form: Recipe, read: list[_Read], frame: crs.Frame, tell: Progress) -> tuple[dict[str, Theme], list[Repair]]:
    themes: dict[str, Theme] = {}
    owners: dict[str, np.ndarray] = {}
    repairs: list[Repair] = []
    for step, name in enumerate(form.themes):
        words = THEMES[name][1]
        tell(0.6 + 0.25 * step / len(form.themes), Words(f"整理{words.zh}", f"Sorting out {words.en}"))
        parts = [_part(r, frame, repairs) for r in read if r.theme == name]
        themes[name], owners[name] = _joined(name, parts, repairs)
    tell(0.88, Words("估计缺失的数值", "Estimating what the data lack"))
    for name, entries in form.themes.items():
        for i, entry in enumerate(entries):
            themes[name] = _completed(themes[name], entry, owners[name] == i, themes)
        themes[name] = _marked(themes[name], repairs)
    return themes, repairs


def _part(read: _Read, frame: crs.Frame, repairs: list[Repair]) -> Theme:
    """One entry as a theme: local, clipped, mended, named, in the order of its ids."""
    kind = THEMES[read.theme][0]
    local = crs.to_local(read.geometry, frame)
    far = crs.far_off(local, (0.0, 0.0))
    local[far] = None
    geometry, mends = repair.mend(local, kind)
    mends = [repair.Mend(m.row, m.what, "it lies more than 200 km away") if far[m.row] else m for m in mends]
    if frame.outline is not None:
        before = geometry
        geometry = repair.clip(geometry, frame.outline, kind, read.entry.whole)
        outside = np.flatnonzero(~shapely.is_missing(before) & shapely.is_missing(geometry))
        mends += [repair.Mend(int(row), "dropped", "it lies outside the clip rectangle") for row in outside]
    geometry, again = repair.mend(_rounded(geometry), kind)
    kept = ~shapely.is_missing(geometry)
    ids, numbered, renamed = _ids(read, geometry, kept, frame)
    _note(read, [*mends, *(m for m in again if m.what == "repaired")], ids, repairs)
    repairs += [Repair(read.theme, str(ids[row]), "renamed", _DOUBLE) for row in renamed]
    columns = {n: attributes.attribute(c, read.columns, len(kept)) for n, c in read.entry.attributes.items()}
    columns["source"] = np.full(len(kept), read.entry.source)
    columns[_NUMBERED] = numbered
    order = np.flatnonzero(kept)[np.argsort(ids[kept].astype(str), kind="stable")]
    return Theme(read.theme, ids[order].astype(str), geometry[order], {n: c[order] for n, c in columns.items()})


def _rounded(geometry: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.transform(geometry, lambda xy: np.round(xy, 3)), object)


def _ids(read: _Read, geometry: np.ndarray, kept: np.ndarray, frame: crs.Frame) -> tuple[np.ndarray, ...]:
    """Id per row ('' for dropped ones), whether it is a source number, and rows whose number was not theirs alone."""
    ids = np.full(len(kept), "", object)
    doubled = np.zeros(len(kept), bool)
    if read.entry.id is not None:
        ids[kept], doubled[kept] = naming.by_value(read.entry.prefix, read.columns[read.entry.id][kept])
    numbered = ids != ""
    nameless = kept & ~numbered
    if nameless.any():
        ids[nameless] = naming.by_place(read.entry.prefix, geometry[nameless], frame.extent)
    return ids, numbered, np.flatnonzero(doubled)


def _note(read: _Read, mends: list[repair.Mend], ids: np.ndarray, repairs: list[Repair]) -> None:
    """A dropped feature has no id of its own: it is named by its place in the source file."""
    for mend in mends:
        name = str(ids[mend.row]) or f"{read.entry.file}#{read.rows[mend.row] + 1}"
        entry = Repair(read.theme, name, mend.what, mend.why)
        if entry not in repairs:
            repairs.append(entry)


def _joined(name: str, parts: list[Theme], repairs: list[Repair]) -> tuple[Theme, np.ndarray]:
    """Entries of one theme after each other, and the entry of each row; a number that an earlier one has is merged."""
    names = list(dict.fromkeys(column for part in parts for column in part.attributes))
    seen: set[str] = set()
    rows = []
    parts = [replace(part, ids=part.ids.astype(object)) for part in parts]
    for part in parts:
        _set_apart(part, seen)
        fresh = np.array([i not in seen for i in part.ids], bool)
        repairs += [Repair(name, str(i), "merged", "two source files hold it") for i in part.ids[~fresh]]
        seen.update(map(str, part.ids))
        rows.append(fresh)
    columns = {n: np.concatenate([_column(p, n, parts)[r] for p, r in zip(parts, rows, strict=True)]) for n in names}
    ids = np.concatenate([part.ids[r] for part, r in zip(parts, rows, strict=True)])
    geometry = np.concatenate([part.geometry[r] for part, r in zip(parts, rows, strict=True)])
    owner = np.repeat(np.arange(len(parts)), [int(r.sum()) for r in rows])
    columns.pop(_NUMBERED)
    return Theme(name, ids.astype(str), geometry, columns), owner


def _set_apart(part: Theme, seen: set[str]) -> None:
    """Features of two entries that stand on one metre are two features: the later one gets the next letter."""
    for row in np.flatnonzero(~part.attributes[_NUMBERED].astype(bool)):
        stem, count = part.ids[row], 0
        while part.ids[row] in seen:
            count += 1
            part.ids[row] = stem + naming.suffix(count)


def _column(part: Theme, name: str, parts: list[Theme]) -> np.ndarray:
    """The column, or unknowns of the kind that the other entries have."""
    if name in part.attributes:
        return part.attributes[name]
    return _unknowns(next(p.attributes[name] for p in parts if name in p.attributes), len(part))


def _unknowns(like: np.ndarray, rows: int) -> np.ndarray:
    return np.full(rows, {"f": np.nan, "b": False}.get(like.dtype.kind, ""), like.dtype)


def _completed(theme: Theme, entry: Entry, mine: np.ndarray, themes: dict[str, Theme]) -> Theme:
    """The entry's derive and estimate rules, on its own rows. What was estimated is kept as a reason, then marked."""
    columns = dict(theme.attributes)
    rules = [(n, r, False) for n, r in entry.derive.items()]
    rules += [(n, r, True) for n, each in entry.estimate.items() for r in each]
    if entry.shape is not None and entry.shape.rule in shaping.GUESSED:
        why = f"outline: {entry.shape.rule.replace('_', ' ')}"
        told = columns.setdefault(_WHY, np.full(len(theme), "", object))
        told[mine] = why
    for name, rule, guessed in rules:
        found, rows = estimate.filled(replace(theme, attributes=columns), name, rule, themes)
        for column, values in found.items():
            columns[column] = np.where(mine, values, columns.get(column, _unknowns(values, len(theme))))
        if guessed:
            why = f"{name}: {rule.rule.replace('_', ' ')}" + (f" ({rule.source})" if rule.source else "")
            told = columns.setdefault(_WHY, np.full(len(theme), "", object))
            told[rows & mine] = [f"{said}; {why}".lstrip("; ") for said in told[rows & mine]]
    return replace(theme, attributes=columns)


def _marked(theme: Theme, repairs: list[Repair]) -> Theme:
    """The reasons become the boolean attribute `estimated` and lines of the report."""
    columns = dict(theme.attributes)
    told = columns.pop(_WHY, None)
    if told is not None:
        columns["estimated"] = np.array([bool(why) for why in told], bool)
        repairs += [Repair(theme.name, str(i), "estimated", why) for i, why in zip(theme.ids, told, strict=True) if why]
    return replace(theme, attributes=columns)


def _district(form: Recipe, frame: crs.Frame, themes: dict[str, Theme], repairs: list[Repair]) -> District:
    sources = tuple(
        Source(s.id, s.title.words(), s.author, s.licence, s.date, s.note.words()) for s in form.sources
    )
    left_out = [
        Words(f"未采用 {file}：{why.words().in_('zh')}", f"Left out {file}: {why.words().in_('en')}")
        for file, why in form.left_out.items()
    ]
    return District(
        form.id, form.title.words(), form.crs, frame.origin, frame.extent, themes, sources, form.credit.words(),
        form.date, tuple(sorted(repairs, key=lambda r: (r.theme, r.what, r.feature, r.why))),
        (*(note.words() for note in form.notes), *left_out),
    )
