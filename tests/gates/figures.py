"""Print how large the house is, with the circles in it: ``python tests/gates/figures.py``.

A row a figure, as the table in docs/architecture.md. Functions count from their ``def`` to their last line, with their
docstring. A circle is two modules that import each other, late imports too: when they run, or for their types as well.
"""

from __future__ import annotations

import ast
import doctest
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = Path(__file__).parents[2] / "compactx"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DOCUMENTED = (*_FUNCTIONS, ast.ClassDef, ast.Module)


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
        for one in ast.walk(ast.parse(text))
        if isinstance(one, _FUNCTIONS)
    }


def circles(texts: dict[str, str], *, types: bool = False) -> list[tuple[str, str]]:
    """Return the pairs of modules that import each other, for their types as well if asked."""
    imports = {name: set(_imports(ast.parse(text), texts, types=types)) for name, text in texts.items()}
    return sorted((one, other) for one in imports for other in imports[one] if one < other and one in imports[other])


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
        for one in ast.parse(text).body:
            if isinstance(one, wanted) and not one.name.startswith("_"):
                found.setdefault(one.name, []).append(module)
    return {name: places for name, places in sorted(found.items()) if len(places) > 1}


def doctests(texts: dict[str, str]) -> int:
    """Return how many docstrings have examples."""
    parser = doctest.DocTestParser()
    nodes = (one for text in texts.values() for one in ast.walk(ast.parse(text)) if isinstance(one, _DOCUMENTED))
    return sum(bool(parser.get_examples(ast.get_docstring(one) or "")) for one in nodes)


def spread(numbers: list[int]) -> str:
    """Return the median, what nine in ten do not pass, and the most."""
    line = sorted(numbers)
    return f"{line[len(line) // 2]} / {line[len(line) * 9 // 10]} / {line[-1]}"


def table(texts: dict[str, str]) -> dict[str, str]:
    """Return every figure by what it counts."""
    lengths = [len(text.splitlines()) for text in texts.values()]
    lines = functions(texts)
    return {
        "files": f"{len(texts):,}",
        "lines": f"{sum(lengths):,}",
        "lines of a module (p50 / p90 / most)": spread(lengths),
        "functions": f"{len(lines):,}",
        "lines of a function (p50 / p90 / most)": spread(list(lines.values())),
        "circles of two files, when run": f"{len(circles(texts))}",
        "circles of two files, types too": f"{len(circles(texts, types=True))}",
        "names of classes with two meanings": f"{len(shared_names(texts))}",
        "names of functions in several modules": f"{len(shared_names(texts, classes=False))}",
        "docstrings with examples, all run by the tests": f"{doctests(texts)}",
    }


def main() -> None:
    """Print the table, and what stands in circles."""
    texts = modules()
    rows = [f"| {what} | {figure} |" for what, figure in table(texts).items()]
    sys.stdout.write(
        "\n".join([*rows, *(f"circle: {one} ~ {other}" for one, other in circles(texts, types=True))]) + "\n"
    )


if __name__ == "__main__":
    main()
