"""The notebook of the docs: its cells run, in order, and what they show is what stands in the file.

``python tests/docs/notebook.py --update`` runs it and writes the outputs anew. A cell shows its last expression as
Jupyter does (``text/plain`` by ``repr``, ``text/html`` by ``_repr_html_``) and what it prints.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def cells(notebook):
    """Return the cells of code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(notebook) -> list[list[dict[str, object]]]:
    """Return the outputs of each cell of code, all run in one namespace."""
    names: dict[str, object] = {"__name__": "__main__"}
    return [_outputs("".join(cell["source"]), names, number) for number, cell in enumerate(cells(notebook), 1)]


def _outputs(source: str, names: dict[str, object], number: int) -> list[dict[str, object]]:
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(ast.Module(body, []), "<cell>", "exec"), names)  # noqa: S102 - our own notebook
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None  # noqa: S307
    found: list[dict[str, object]] = []
    if printed.getvalue():
        text = printed.getvalue().splitlines(keepends=True)
        found.append({"name": "stdout", "output_type": "stream", "text": text})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        page = getattr(value, "_repr_html_", None)
        if page is not None:
            data = {"text/html": page().splitlines(keepends=True), **data}
        shown = {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
        found.append(shown)
    return found


def main() -> None:
    """Write the outputs."""
    notebook = json.loads(PAGE.read_text(encoding="utf-8"))
    for number, (cell, outputs) in enumerate(zip(cells(notebook), run(notebook), strict=True), 1):
        cell["outputs"], cell["execution_count"] = outputs, number
    PAGE.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--update"]:
    main()
