"""Imports go down, and the heavy libraries stay on their floors."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from laws import CELLAR, DOORS, FLOORS, PACKAGE, floor, functions, imports, name, sources, tree

HERE = "wespace_desktop."


def where(library: str) -> set[str]:
    return {floor(p) for p in sources() for module, _ in imports(p) if f"{module}.".startswith(f"{library}.")}


def run_apart(script: str) -> None:
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PACKAGE.parent, check=False)
    assert done.returncode == 0, done.stderr


def test_imports_go_down() -> None:
    faults = []
    for path in sources():
        mine = floor(path)
        for module, line in imports(path):
            other = module.removeprefix(HERE).split(".")[0] if module.startswith(HERE) else ""
            if mine in FLOORS and other in FLOORS and FLOORS.index(other) > FLOORS.index(mine):
                faults.append(f"{name(path)}:{line}: {mine} is below {other} and may not import it")
            if mine == "indicators" and other == "readers":
                faults.append(f"{name(path)}:{line}: indicators and readers do not know each other")
            if mine in CELLAR and (other in FLOORS or other in DOORS):
                faults.append(f"{name(path)}:{line}: the cellar imports nothing above it")
            if mine in FLOORS and other in ("cli", "__main__"):
                faults.append(f"{name(path)}:{line}: no floor imports the street door")
    assert not faults, "\n".join(faults)


def test_every_file_stands_on_a_floor() -> None:
    assert {floor(p) for p in sources()} <= {*FLOORS, *CELLAR, *DOORS, "__init__"}


def test_qt_only_in_picture_and_app_widgets_only_in_app() -> None:
    assert where("PySide6") <= {"picture", "app"}
    assert where("PySide6.QtWidgets") <= {"app"}
    assert where("pyqtgraph") <= {"app"}


def test_vtk_only_in_render_through_one_file() -> None:
    doors = {name(p) for p in sources() for module, _ in imports(p) if module.split(".")[0] in ("vtk", "vtkmodules")}
    assert doors == {"wespace_desktop/render/_vtk.py"}


def test_no_vtk_file_reader() -> None:
    """Fed corrupt files, VTK's readers and importers end the process."""
    faults = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        words = {w for w in text.replace("(", " ").replace(".", " ").replace(",", " ").split() if w.startswith("vtk")}
        faults += [f"{name(path)}: {w}" for w in sorted(words) if w.rstrip(":;)\"'`").endswith(("Reader", "Importer"))]
    assert not faults, "\n".join(faults)


def test_file_libraries_only_in_readers() -> None:
    for library in ("pyogrio", "pyproj"):
        assert where(library) <= {"readers"}, library


def test_nothing_is_unpickled_and_nothing_is_evaluated() -> None:
    for path in sources():
        assert not {m.split(".")[0] for m, _ in imports(path)} & {"pickle", "shelve", "marshal", "dill"}, name(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), f"{name(path)}:{node.lineno}"
            if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                assert isinstance(node.value, ast.Constant)
                assert node.value.value is False, f"{name(path)}:{node.lineno}"


def test_no_code_asks_whether_it_is_being_tested() -> None:
    for path in sources():
        text = path.read_text(encoding="utf-8")
        assert "PYTEST_CURRENT_TEST" not in text, name(path)
        assert not {m.split(".")[0] for m, _ in imports(path)} & {"pytest", "unittest", "hypothesis"}, name(path)


@pytest.mark.parametrize(
    ("floors", "blocked"),
    [
        (("model", "readers", "indicators", "scene"), ("PySide6", "vtkmodules", "vtk", "pyqtgraph")),
        (("render",), ("PySide6", "pyqtgraph")),
        (("picture",), ("PySide6.QtWidgets", "pyqtgraph")),
    ],
)
def test_a_floor_imports_without_what_it_may_not_have(floors: tuple[str, ...], blocked: tuple[str, ...]) -> None:
    modules = sorted(
        ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for p in sources()
        if floor(p) in floors
    )
    script = f"import sys\nfor m in {blocked!r}: sys.modules[m] = None\nimport importlib\n" + "".join(
        f"importlib.import_module({m!r})\n" for m in modules
    )
    run_apart(script)


def test_the_command_line_loads_the_heavy_floors_late() -> None:
    script = (
        "import sys, wespace_desktop.cli\n"
        "heavy = {m.split('.')[0] for m in sys.modules} & {'PySide6', 'vtkmodules', 'pyqtgraph', 'pyogrio', 'pyproj'}\n"
        "sys.exit(f'loaded at once: {sorted(heavy)}' if heavy else 0)"
    )
    run_apart(script)


def test_the_laws_look_at_something() -> None:
    assert len(sources()) > 50
    assert sum(1 for p in sources() for _ in functions(p)) > 200
    assert isinstance(PACKAGE, Path)
