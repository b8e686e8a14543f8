"""Draw the pictures of the docs: pages of compactx as SVG, by Rich itself.

python docs/make_pictures.py [FOLDER]

The picture of a series is drawn from your own copies of its resolutions, which no corpus may ship: FOLDER holds them
with the numbers of their symbols in their names (A-RES-74-148.txt, A_RES_76_172.xml). Without it that picture stays.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console, RenderableType

import compactx
from compactx.citation.catalogue import load_catalogue
from compactx.cli.door import run
from compactx.export.series_svg import svg
from compactx.intake.read import read_document
from compactx.query.evolution import Stage, evolution
from compactx.query.path import path
from compactx.query.refs import refs
from compactx.query.series import SeriesMember, series
from compactx.query.show import show
from compactx.render.pages.path import page as path_page
from compactx.render.pages.refs import page as refs_page
from compactx.render.pages.show import page as show_page
from compactx.texts.wording import of_document

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
        ("trace", "objective", "20", "-o", str(FOLDER / "trace.svg"), "--force"),
    ):
        run(["--quiet", *words])
    if len(sys.argv) > 1:
        _series(corpus, Path(sys.argv[1]))
    for name, (title, page) in pages.items():
        console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
        console.print(page)
        console.save_svg(str(FOLDER / f"{name}.svg"), title=title, unique_id=name)


def _series(corpus: compactx.Library, folder: Path) -> None:
    """Draw the protection of migrants, session by session."""
    node = corpus.select("series-protection")
    catalogue = load_catalogue(corpus.index)

    def stage(step: SeriesMember) -> Stage:
        numbers = step.symbol.split("/")[-2:]
        pattern = re.compile(rf"\bA\W?RES\W?{numbers[0]}\W{numbers[1]}\b")
        paths = [path for path in sorted(folder.iterdir()) if pattern.search(path.name.replace("_", "-"))]
        text = of_document(read_document(str(paths[0])), catalogue) if paths else None
        year = step.date or str(1945 + int(numbers[0]))  # a session begins in September, its resolutions are of then
        return Stage(step.title, step.node.id, step.symbol, year, text)

    found = evolution("Protection of migrants", [stage(step) for step in series(corpus.index, node)])
    (FOLDER / "series.svg").write_text(svg(found), encoding="utf-8")


if __name__ == "__main__":
    main()
