"""The reference in ``docs/python.md``: the questions of the library face, from their signatures and docstrings.

``python tests/docs/python_page.py`` writes it anew.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from compactx.api import Answer, Library

PAGE = Path(__file__).parents[2] / "docs" / "python.md"
MARK = "<!-- made from the docstrings: python tests/docs/python_page.py -->\n"


def reference() -> str:
    """Return a table of the library's methods, and one of an answer's."""
    return "\n".join((*_table(Library, "The library"), "", *_table(Answer, "An answer"), ""))


def _table(kind: type, head: str) -> list[str]:
    own = {name: value for base in reversed(kind.__mro__[:-1]) for name, value in vars(base).items()}
    methods = {name: value for name, value in own.items() if inspect.isroutine(value) and name[0] != "_"}
    rows = [f"| `{name}({_parameters(value)})` | {_summary(value)} |" for name, value in sorted(methods.items())]
    return [f"| {head} | |", "|---|---|", *rows]


def _parameters(method: object) -> str:
    signature = inspect.signature(getattr(method, "__func__", method))  # type: ignore[arg-type]
    kept = [value.replace(annotation=inspect.Parameter.empty) for value in signature.parameters.values()][1:]
    return str(inspect.Signature(kept))[1:-1]


def _summary(method: object) -> str:
    return (
        " ".join((inspect.getdoc(method) or "").split("\n\n")[0].split())
        .replace(":meth:", "")
        .replace("``", "`")
        .replace("|", "\\|")
    )


if __name__ == "__main__":
    before, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{before}{mark}\n{reference()}", encoding="utf-8")
