"""The figures of ``docs/consumers.md``: ``python tests/docs/consumers.py`` puts those of today between their marks.

A mark is a comment, ``<!--things-->6,800<!---->``: what it names is counted here, and rounded, so that an entry more or
less does not change the page. What only another program, machine or day can tell stays as written, with its version.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import compactx
from compactx.export import selection
from compactx.export.format_table import load_format
from compactx.export.picture.draw import draw
from compactx.export.picture.timeline import svg
from compactx.query.trace import trace

if TYPE_CHECKING:
    from compactx.export.graph import ExportGraph

PAGE = Path(__file__).parents[2] / "docs" / "consumers.md"
_MARK = re.compile(r"<!--(\w+)-->[^<]*<!---->")
_SIZE = re.compile(r'<svg [^>]*width="(\d+)" height="(\d+)"')


def figures() -> dict[str, str]:
    """Return what each mark stands for."""
    with compactx.open() as corpus:
        index = corpus.index
        whole, ilo = selection.whole_graph(index), selection.around(index, [corpus.select("ILO")], depth=2)
        pictures = {"ilo": draw(ilo), "trace": svg(trace(index, corpus.select("gcm"))), "whole": draw(whole)}
        return {
            "things": f"{round(len(whole.nodes), -2):,}",
            "edges": f"{round(len(whole.edges), -2):,}",
            "statements": str(round(_written("cypher", whole).count(";\n"), -1)),
            **{name: _size(picture) for name, picture in pictures.items()},
        }


def _written(form: str, graph: ExportGraph) -> str:
    stream = io.StringIO()
    load_format(form).write(graph, "", stream)
    return stream.getvalue()


def _size(picture: str) -> str:
    """Return width and height, to the next ten."""
    found = _SIZE.search(picture)
    assert found is not None
    return " \N{MULTIPLICATION SIGN} ".join(f"{round(int(side), -1):,}" for side in found.groups())


def page() -> str:
    """Return the page as it should be."""
    now = figures()
    return _MARK.sub(lambda mark: f"<!--{mark[1]}-->{now[mark[1]]}<!---->", PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
