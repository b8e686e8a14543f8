"""Draw the pictures of the docs: pages of compactx as SVG, by Rich itself.

python docs/make_pictures.py
"""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console, RenderableType

import compactx
from compactx.cli.door import run
from compactx.query.path import path
from compactx.query.refs import refs
from compactx.query.show import show
from compactx.render.pages.path import page as path_page
from compactx.render.pages.refs import page as refs_page
from compactx.render.pages.show import page as show_page

FOLDER = Path(__file__).parent / "pictures"
WIDTH = 90


def main() -> None:
    """Write each picture."""
    FOLDER.mkdir(exist_ok=True)
    corpus = compactx.open()
    index = corpus.index
    pages: dict[str, tuple[str, RenderableType]] = {
        "show-objective": (
            "compactx show objective 22",
            show_page([show(index, corpus.select("objective 22"))], WIDTH),
        ),
        "refs": (
            'compactx refs "Paris Agreement"',
            refs_page([refs(index, corpus.select("Paris Agreement"))], "objective", WIDTH),
        ),
        "path": (
            'compactx path "Paris Agreement" to IMRF -n 2',
            path_page(path(index, corpus.select("Paris Agreement"), corpus.select("IMRF"), count=2), WIDTH),
        ),
    }
    for words in (
        ("graph", "objective", "22", "-o", str(FOLDER / "graph.svg"), "--force"),
        ("trace", "objective", "20", "--svg", str(FOLDER / "trace.svg"), "--force"),
    ):
        run(["--quiet", *words])
    for name, (title, page) in pages.items():
        console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
        console.print(page)
        console.save_svg(str(FOLDER / f"{name}.svg"), title=title, unique_id=name)


if __name__ == "__main__":
    main()
