"""The model itself as a GLB file: a node for each layer and each part of the district, with its words and its rules.

It stands here and not on the picture floor because it decides what is seen and paints nothing: no Qt, no VTK.
Blender, three.js, Unreal, PowerPoint and Windows 3D Viewer read it; no extension is required to open it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from wespace_desktop import __version__
from wespace_desktop.model.catalogue import load_catalogue
from wespace_desktop.model.state import standing
from wespace_desktop.model.words import Words
from wespace_desktop.scene import textures
from wespace_desktop.scene.batches import CONTEXT, Batch, as_seen_from_above, batches
from wespace_desktop.scene.glb_words import change_extras, credit_of, group_extras, state_extras, whole_extras
from wespace_desktop.scene.gltf import LINES, POINTS_BUFFER, TRIANGLES, Glb, Json
from wespace_desktop.scene.ledger import State
from wespace_desktop.scene.part import Scene
from wespace_desktop.scene.style import LAND

Progress = Callable[[float, Words], None]
#: What lies on the ground is blended over about this colour.
_UNDER = LAND.astype(float)
_ALWAYS = Words("始终存在", "always there")


def glb_pieces(scene: Scene, states: Sequence[State], progress: Progress | None = None) -> Iterator[bytes]:
    """The GLB of one state, or of several to compare: what all show, then what only some show, each under a node.

    The file has a scene for each state, the last one first: a viewer opens that one, the others are there to be
    switched to. Metres; x east, y up, z south. OverflowError above 4 GiB. `progress` may raise Cancelled.
    """
    tell = progress or (lambda share, what: None)
    tell(0.0, Words("汇集模型", "Gathering the model"))
    stands = [standing(scene.plan(s.scenario), s.year, s.layers, s.line) for s in states]
    made = batches(as_seen_from_above(scene.parts), stands)
    writer = _Writer(scene, states)
    for k, batch in enumerate(made):
        tell(0.2 + 0.7 * k / len(made), Words(f"写入网格 {k + 1}／{len(made)}", f"Mesh {k + 1} of {len(made)}"))
        writer.take(batch)
    writer.close()
    tell(0.9, Words("写入文件", "Writing the file"))
    return writer.glb.pieces()


class _Writer:
    """One GLB being put together; primitives wait until all of a node's batches are there."""

    def __init__(self, scene: Scene, states: Sequence[State]) -> None:
        credit = credit_of(scene)
        self.glb = Glb({"generator": f"WeSpace Desktop {__version__}", "copyright": credit.both()})
        self._scene, self._states = scene, states
        self._materials: dict[tuple[object, ...], int] = {}
        self._textures: dict[str, int] = {}
        self._meshes: dict[tuple[tuple[bool, ...], str, frozenset[str], frozenset[str]], list[Json]] = {}
        self.glb.json["extensionsUsed"] = ["KHR_materials_unlit"]

    def take(self, batch: Batch) -> None:
        """Lay a batch's arrays into the buffer."""
        add = self.glb.accessor
        attributes = {
            "POSITION": add(_y_up(batch.points), POINTS_BUFFER, bounds=True),
            "COLOR_0": add(_linear_rgba(batch.rgb), POINTS_BUFFER, normalized=True),
        }
        if batch.uv is not None:
            # A glTF picture's first row is its top, a tile's is its bottom.
            turned = np.column_stack([batch.uv[:, 0], 1 - batch.uv[:, 1]]).astype(np.float32)
            attributes["TEXCOORD_0"] = add(turned, POINTS_BUFFER)
        primitive: Json = {
            "attributes": attributes,
            "indices": self.glb.cells(batch.cells),
            "material": self._material(batch),
            "mode": LINES if batch.is_lines else TRIANGLES,
        }
        self._meshes.setdefault((batch.shown, batch.group, batch.needs, batch.hidden_by), []).append(primitive)

    def close(self) -> None:
        """Make the nodes and the scenes."""
        glb, last = self.glb, self._states[-1]
        both = tuple(True for _ in self._states)
        title = self._scene.district.title
        everywhere = self._branch(title, both, {**whole_extras(self._scene), **state_extras(self._scene, last)})
        if len(self._states) == 1:
            glb.add("scenes", {"name": title.both(" "), "nodes": [everywhere]})
        else:
            told = [state_extras(self._scene, state) for state in self._states]
            some = sorted({key[0] for key in self._meshes} - {both})
            branches = {shown: self._branch(_only(shown, told), shown, _first(shown, told)) for shown in some}
            for i in range(len(self._states) - 1, -1, -1):
                own = [node for shown, node in branches.items() if shown[i]]
                name = Words(told[i]["title"]["zh"], told[i]["title"]["en"])
                glb.add("scenes", {"name": name.both(" "), "nodes": [everywhere, *own], "extras": told[i]})
        glb.json["scene"] = 0

    def _branch(self, title: Words, shown: tuple[bool, ...], extras: Json) -> int:
        """A node with one child for each group that has something shown in exactly these states."""
        children = []
        for group in (*CONTEXT, *load_catalogue().ids):
            rules = [key for key in self._meshes if key[0] == shown and key[1] == group]
            if rules:
                children.append(self._group(group, title, rules))
        node: Json = {"name": title.both(" "), "extras": extras}
        return self.glb.add("nodes", {**node, "children": children} if children else node)

    def _group(
        self, group: str, branch: Words, rules: list[tuple[tuple[bool, ...], str, frozenset[str], frozenset[str]]]
    ) -> int:
        catalogue = load_catalogue()
        words = CONTEXT[group] if group in CONTEXT else catalogue[group].title
        name = words.both(" ") if all(rules[0][0]) else f"{words.both(' ')} ({branch.en})"
        children = []
        for rule in sorted(rules, key=lambda r: (sorted(r[2]), sorted(r[3]))):
            _, _, needs, hidden_by = rule
            extras = change_extras(self._scene, needs, hidden_by)
            said = extras.get("title") or {"zh": _ALWAYS.zh, "en": _ALWAYS.en}
            mesh = self.glb.add("meshes", {"name": f"{name}: {said['en']}", "primitives": self._meshes[rule]})
            children.append(self.glb.add("nodes", {"name": f"{name}: {said['en']}", "mesh": mesh, "extras": extras}))
        return self.glb.add(
            "nodes", {"name": name, "extras": group_extras(self._scene, group, words), "children": children}
        )

    def _material(self, batch: Batch) -> int:
        """Unlit, because light is in the colours; seen from both sides; translucent ones in linear light."""
        opacity = _linear_opacity(batch)
        key = (batch.texture, opacity)
        if key not in self._materials:
            rough: Json = {"baseColorFactor": [1.0, 1.0, 1.0, opacity], "metallicFactor": 0.0, "roughnessFactor": 1.0}
            if batch.texture:
                rough["baseColorTexture"] = {"index": self._texture(batch.texture)}
            material: Json = {
                "name": " ".join(w for w in (batch.texture or "plain", f"{opacity:.3f}" if opacity < 1 else "") if w),
                "pbrMetallicRoughness": rough,
                "extensions": {"KHR_materials_unlit": {}},
                "doubleSided": True,
            }
            if opacity < 1:
                material["alphaMode"] = "BLEND"
            self._materials[key] = self.glb.add("materials", material)
        return self._materials[key]

    def _texture(self, name: str) -> int:
        if name not in self._textures:
            sampler = self.glb.json.get("samplers")
            if sampler is None:  # linear with mip maps, repeated both ways
                self.glb.add("samplers", {"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497})
            image = self.glb.add(
                "images", {"name": name, "bufferView": self.glb.view(_png(name)), "mimeType": "image/png"}
            )
            self._textures[name] = self.glb.add("textures", {"sampler": 0, "source": image, "name": name})
        return self._textures[name]


def _only(shown: tuple[bool, ...], told: Sequence[Json]) -> Words:
    """`Only 2035`, or the states that share it."""
    titles = [extras["title"] for extras, there in zip(told, shown, strict=True) if there]
    return Words(f"仅：{'、'.join(t['zh'] for t in titles)}", f"Only {', '.join(t['en'] for t in titles)}")


def _first(shown: tuple[bool, ...], told: Sequence[Json]) -> Json:
    """What a branch says: its own state, or only the names of those that share it."""
    own = [extras for extras, there in zip(told, shown, strict=True) if there]
    return own[0] if len(own) == 1 else {"states": [{"scenario": e["scenario"]["id"], "year": e["year"]} for e in own]}


def _y_up(points: np.ndarray) -> np.ndarray:
    """(n, 3) float32: east, north, up becomes east, up, south."""
    turned: np.ndarray = np.column_stack([points[:, 0], points[:, 2], -points[:, 1]]).astype(np.float32)
    return turned + np.float32(0)  # no -0.0, which is another byte than 0.0


def _light(srgb: np.ndarray) -> np.ndarray:
    """sRGB 0..255 to linear light 0..1; a COLOR_0 is linear (glTF 2.0, 3.7.2.1)."""
    share = srgb / 255.0
    linear: np.ndarray = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear


_STEPS = np.rint(_light(np.arange(256.0)) * 255).astype(np.uint8)


def _linear_rgba(rgb: np.ndarray) -> np.ndarray:
    """(n, 4) uint8; an opaque fourth channel keeps every colour on a multiple of 4 bytes."""
    return np.column_stack([_STEPS[rgb], np.full(len(rgb), 255, np.uint8)])


def _linear_opacity(batch: Batch) -> float:
    """Our pictures blend stored colours, glTF viewers blend light: the opacity that looks the same over the ground."""
    if batch.opacity >= 1:
        return 1.0
    over = batch.rgb.mean(axis=0)
    wanted = _light(batch.opacity * over + (1 - batch.opacity) * _UNDER)
    under, above = _light(_UNDER), _light(over)
    step = above - under
    share = float(step @ (wanted - under) / max(float(step @ step), 1e-9))
    return round(min(max(share, 0.0), 1.0), 3)


def _png(name: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(textures.tile(name)[::-1])).save(out, "PNG", optimize=False, compress_level=9)
    return out.getvalue()
