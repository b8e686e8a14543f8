"""Print how large the house is, with the circles in it: ``python tests/gates/figures.py``.

A row a figure, as the table in docs/architecture.md. Functions count from their ``def`` to their last line, with their
docstring. A circle is modules that import each other, directly or through others, late imports too: when they run, or
for their types as well.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = Path(__file__).parents[2] / "compactx"
PAGE = CODE.parent / "docs" / "architecture.md"
HOOKS, KEPT = "Words that several modules have", "Small files"  # headings of the page
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SMALL = 40  # lines below which a module is a splinter of its neighbour
SHARED = 7  # modules that import a leaf
LIGHT = ("compactx.model.record", "compactx.errors")
_CELLS = 3
_EXAMPLE = re.compile(r"^\s*>>> ", re.MULTILINE)
_DOCUMENTED = (*_FUNCTIONS, ast.ClassDef, ast.Module)


_parsed = lru_cache(maxsize=None)(ast.parse)  # of a text; nobody changes the trees


def modules(code: Path = CODE) -> dict[str, str]:
    """Return the text of every module by its dotted name."""
    found = {}
    for path in sorted(code.rglob("*.py")):
        name = ".".join(path.relative_to(code.parent).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


def functions(texts: dict[str, str]) -> dict[str, int]:
    """Return the lines of every function by its module, name and line."""
    return {
        f"{module}.{one.name}:{one.lineno}": (one.end_lineno or one.lineno) - one.lineno + 1
        for module, text in texts.items()
        for one in ast.walk(_parsed(text))
        if isinstance(one, _FUNCTIONS)
    }


def circles(texts: dict[str, str], *, types: bool = False) -> list[tuple[str, ...]]:
    """Return the groups of modules that lead to each other by imports, for their types as well if asked."""
    imports = nx.DiGraph()
    for name, text in texts.items():
        imports.add_edges_from((name, other) for other in _imports(_parsed(text), texts, types=types) if other != name)
    return sorted(tuple(sorted(group)) for group in nx.strongly_connected_components(imports) if len(group) > 1)


def layers() -> list[list[str]]:
    """Return the layers of the import contract, the highest first, each with its packages."""
    tool = tomllib.loads((CODE.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contract = next(one for one in tool["importlinter"]["contracts"] if one["type"] == "layers")
    return [layer.split(" | ") for layer in contract["layers"]]


def upward(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return the imports that lead from a package into a higher one, or into another of its own layer."""
    height = {package: at for at, layer in enumerate(reversed(layers())) for package in layer}
    found = set()
    for name, text in texts.items():
        for other in _imports(_parsed(text), texts, types=False):
            here, there = ((*one.split("."), "")[1] for one in (name, other))
            if here != there and here in height and there in height and height[there] >= height[here]:
                found.add((name, other))
    return sorted(found)


def _imports(tree: ast.AST, texts: dict[str, str], *, types: bool) -> Iterator[str]:
    """Yield the modules of the house that a module imports, wherever in it."""
    for one in ast.iter_child_nodes(tree):
        if not types and isinstance(one, ast.If) and "TYPE_CHECKING" in ast.dump(one.test):
            continue
        if isinstance(one, ast.Import):
            yield from (alias.name for alias in one.names if alias.name in texts)
        elif isinstance(one, ast.ImportFrom) and one.module in texts:
            inner = [f"{one.module}.{alias.name}" for alias in one.names]
            yield from (name if name in texts else str(one.module) for name in inner)
        else:
            yield from _imports(one, texts, types=types)


def shared_names(texts: dict[str, str], *, classes: bool = True) -> dict[str, list[str]]:
    """Return the public names of classes, or of functions, that stand in several modules, with those modules."""
    wanted = ast.ClassDef if classes else _FUNCTIONS
    found: dict[str, list[str]] = {}
    for module, text in texts.items():
        for one in _parsed(text).body:
            if isinstance(one, wanted) and not one.name.startswith("_"):
                found.setdefault(one.name, []).append(module)
    return {name: places for name, places in sorted(found.items()) if len(places) > 1}


def several_meanings(texts: dict[str, str], hooks: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the public names of functions that stand in several modules and are neither hooks nor a slice's word.

    ``hooks`` has for a name the modules, or the folders of modules, where it is one. Modules of one slice have the same
    name in different packages and count as one.
    """
    found = {}
    for name, places in shared_names(texts, classes=False).items():
        others = [place for place in places if not any(_within(place, hook) for hook in hooks.get(name, []))]
        most = 1 if len(others) == len(places) else 0
        if len({place.rpartition(".")[2] for place in others}) > most:
            found[name] = places
    return found


def splinters(texts: dict[str, str], folders: list[str]) -> dict[str, int]:
    """Return the lines of small modules that neither lie in the folders nor are leaves.

    A leaf loads nothing of the house but records and errors, and several modules share it: whoever joined it with a
    neighbour would load the neighbour everywhere. What packages say of themselves is no module.
    """
    importers: dict[str, set[str]] = {}
    for name, text in texts.items():
        for other in _imports(_parsed(text), texts, types=True):
            importers.setdefault(other, set()).add(name)
    found = {}
    for name, text in texts.items():
        lines = len(text.splitlines())
        if lines >= SMALL or _is_package(name, texts) or any(_within(name, folder) for folder in folders):
            continue
        if len(importers.get(name, ())) < SHARED or not _is_leaf(text):
            found[name] = lines
    return found


def _is_package(name: str, texts: dict[str, str]) -> bool:
    return any(other.startswith(f"{name}.") for other in texts)


def _within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def _is_leaf(text: str) -> bool:
    """Say whether a module loads nothing of the house but records and errors when it is imported."""
    for one in _parsed(text).body:
        if isinstance(one, ast.ImportFrom) and str(one.module).startswith(CODE.name) and one.module not in LIGHT:
            return False
    return True


def told(page: str, heading: str) -> dict[str, list[str]]:
    """Return the names and the modules of a table of the docs: the first column and the places in the second."""
    rows = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found: dict[str, list[str]] = {}
    for row in rows.split("\n"):
        cells = row.split("|")
        if len(cells) > _CELLS:
            places = [f"{CODE.name}.{one.strip('/').replace('/', '.')}" for one in re.findall(r"`([^`]+)`", cells[2])]
            for name in re.findall(r"`([^`]+)`", cells[1]):
                found.setdefault(name, []).extend(place.removesuffix(".py") for place in places)
    return found


def doctests(texts: dict[str, str]) -> int:
    """Return how many docstrings have examples."""
    nodes = (one for text in texts.values() for one in ast.walk(_parsed(text)) if isinstance(one, _DOCUMENTED))
    return sum(bool(_EXAMPLE.search(ast.get_docstring(one) or "")) for one in nodes)


def spread(numbers: list[int]) -> str:
    """Return the median, what nine in ten do not pass, and the most."""
    line = sorted(numbers)
    return f"{line[len(line) // 2]} / {line[len(line) * 9 // 10]} / {line[-1]}"


def table(texts: dict[str, str]) -> dict[str, str]:
    """Return every figure by what it counts."""
    lengths = [len(text.splitlines()) for text in texts.values()]
    lines = functions(texts)
    hooks = told(PAGE.read_text(encoding="utf-8"), HOOKS)
    small = [name for name, text in texts.items() if len(text.splitlines()) < SMALL and not _is_package(name, texts)]
    return {
        "files": f"{len(texts):,}",
        "lines": f"{sum(lengths):,}",
        "lines of a module (p50 / p90 / most)": spread(lengths),
        "functions": f"{len(lines):,}",
        "lines of a function (p50 / p90 / most)": spread(list(lines.values())),
        "circles of files, when run": f"{len(circles(texts))}",
        "circles of files, types too": f"{len(circles(texts, types=True))}",
        "imports that lead upward": f"{len(upward(texts))}",
        "names of classes with two meanings": f"{len(shared_names(texts))}",
        "names of functions in several modules": f"{len(shared_names(texts, classes=False))}",
        "of these with several meanings": f"{len(several_meanings(texts, hooks))}",
        "modules under 40 lines": f"{len(small)}",
        "docstrings with examples, all run by the tests": f"{doctests(texts)}",
    }


def main() -> None:
    """Print the table, and what stands in circles."""
    texts = modules()
    rows = [f"| {what} | {figure} |" for what, figure in table(texts).items()]
    sys.stdout.write(
        "\n".join([*rows, *(f"circle: {' ~ '.join(group)}" for group in circles(texts, types=True))]) + "\n"
    )


if __name__ == "__main__":
    main()
