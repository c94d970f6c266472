"""The architecture holds: who may import whom, how long a file may be, what is ours by name."""

import ast
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from peewee import ForeignKeyField

from sid_bantuan.catalog import CATALOG
from sid_bantuan.sync import fields

ROOT = Path(__file__).parent.parent
OURS = ("sid_bantuan", "sync_agent")
MOST_LINES = 500
EVERYTHING = "everything"
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
        ("golang", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]


class Room:
    """One row of the table, or several of one name: its paths, what it may use, whether it may load Flask."""

    def __init__(self, name):
        self.name, self.paths, self.may_use, self.flask = name, [], {name}, False


def read_rooms() -> dict[str, Room]:
    """The rooms by name, read from the table of docs/architecture.md."""
    rooms: dict[str, Room] = {}
    for line in (ROOT / "docs" / "architecture.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4 or not cells[1].startswith("`"):
            continue
        room = rooms.setdefault(cells[0], Room(cells[0]))
        room.paths.append(cells[1].strip("`"))
        room.may_use |= {name.strip() for name in cells[2].split(",") if name.strip()}
        room.flask = cells[3] == "yes"
    return rooms


ROOMS = read_rooms()


def room_of(path: str) -> Room | None:
    """The room whose longest path fits this file, given from the root of the project."""
    fits = [(len(shape), room) for room in ROOMS.values() for shape in room.paths if fnmatch(path, shape)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def sources(*tops) -> list[Path]:
    return sorted(path for top in tops for path in (ROOT / top).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sources(*OURS)}


def imported(path: Path) -> set[str]:
    """The modules of ours this file imports, anywhere in it, functions included."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            names = [name for alias in node.names for name in (base, f"{base}.{alias.name}")]
        else:
            continue
        found |= {name for name in names if name in MODULES}
    # ``from a import b`` names a, and the module a.b where there is one: only the deeper is meant.
    return {name for name in found if not any(other.startswith(f"{name}.") for other in found)}


def of_project(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_file_stands_in_a_room_of_the_table():
    assert [of_project(path) for path in MODULES.values() if room_of(of_project(path)) is None] == []


def test_every_room_of_the_table_names_rooms_that_exist():
    unknown = {name for room in ROOMS.values() for name in room.may_use} - ROOMS.keys() - {EVERYTHING}
    assert unknown == set()


def test_imports_go_only_where_the_table_lets_them():
    wrong = []
    for path in MODULES.values():
        room = room_of(of_project(path))
        if EVERYTHING in room.may_use:
            continue
        for name in imported(path):
            other = room_of(of_project(MODULES[name]))
            if other.name not in room.may_use:
                wrong.append(f"{of_project(path)} ({room.name}) imports {name} ({other.name})")
    assert wrong == []


@pytest.mark.parametrize("name", [room.name for room in ROOMS.values() if not room.flask])
def test_a_room_without_the_web_never_loads_flask(name):
    inside = [module for module, path in MODULES.items() if room_of(of_project(path)).name == name]
    code = f"import sys, {', '.join(inside)}; print(*[m for m in ('flask', 'werkzeug', 'wtforms') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (answer.stdout.strip(), answer.stderr) == ("", "")


def test_no_file_is_too_long_to_be_read():
    files = [*sources(*OURS, "migrations", "tests", "bench", "examples")]
    files += [path for kind in ("html", "js", "css") for path in (ROOT / "sid_bantuan").rglob(f"*.{kind}")]
    ours = [path for path in files if "vendor" not in path.parts]
    assert [of_project(path) for path in ours if len(path.read_text().splitlines()) > MOST_LINES] == []


def test_all_our_tables_bear_our_prefix(engine):
    tables = set(engine.database.get_tables()) - {"sqlite_sequence", "sqlite_stat1"}
    assert {name for name in tables if not name.startswith("sb_")} == set()


def test_records_are_made_of_our_own_columns_only():
    """Only these know how a value travels, is hashed and is checked."""
    for record_type in CATALOG:
        for field in record_type.model._meta.sorted_fields:
            kind = field.rel_field if isinstance(field, ForeignKeyField) else field
            assert type(kind).__module__ == fields.__name__, f"{record_type.name}.{field.name}"


def test_every_module_that_keeps_records_stands_in_the_catalog():
    folders = [path.parent for path in (ROOT / "sid_bantuan" / "modules").glob("*/tables.py")]
    assert {folder.name for folder in folders} >= {"verval", "kependudukan", "lampid"}
    for folder in folders:
        assert f"{module_name(folder)}.tables" in imported(ROOT / "sid_bantuan" / "catalog.py"), folder.name


def test_every_folder_of_code_is_a_package_and_so_is_shipped():
    folders = {path.parent for path in MODULES.values()}
    assert [of_project(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_registry_or_content_network_is_named_anywhere():
    """What is installed from where is for whoever installs it to say, and no page loads from outside."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    named = []
    for name in filter(None, tracked):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        named += [f"{name}: {host}" for host in REGISTRIES if host.encode() in content]
    assert named == []
