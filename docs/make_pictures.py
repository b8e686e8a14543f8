"""Draw the pictures of the docs: pages of compactx as SVG, by Rich itself.

python docs/make_pictures.py [FOLDER]

The picture of a series is drawn from your own copies of its resolutions, which no corpus may ship: FOLDER holds them
with the numbers of their symbols in their names (A-RES-74-148.txt, A_RES_76_172.xml). Without it that picture stays.
"""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.text import Text

import compactx
from compactx.citation.catalogue import load_catalogue
from compactx.cli.door import run
from compactx.export.series_svg import series_picture
from compactx.intake.read import read_document
from compactx.query.evolution import Stage, evolution
from compactx.query.series import SeriesMember, series
from compactx.texts.wording import text_of_document

FOLDER = Path(__file__).parent / "pictures"
WIDTH = 90


PAGES = {
    "show-objective": ("show", "objective", "22"),
    "refs": ("refs", "Paris Agreement"),
    "path": ("path", "Paris Agreement", "to", "IMRF", "-n", "2"),
}
DRAWN = {
    "graph": ("graph", "objective", "22"),
    "graph-dark": ("graph", "objective", "22", "--dark"),
    "graph-crowd": ("graph", "ILO", "--depth", "2"),
    "trace": ("trace", "objective", "20"),
    "trace-whole": ("trace", "gcm"),
    "matrix": ("matrix", "objectives", "instruments"),
}


def main() -> None:
    """Write each picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, words in DRAWN.items():
        run(["--quiet", *words, "-o", str(FOLDER / f"{name}.svg"), "--force"])
    if len(sys.argv) > 1:
        _series(compactx.open(), Path(sys.argv[1]))
    for name, words in PAGES.items():
        console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
        console.print(Text.from_ansi(_page(words)))
        asked = " ".join(f'"{word}"' if " " in word else word for word in words)
        console.save_svg(str(FOLDER / f"{name}.svg"), title=f"compactx {asked}", unique_id=name)


def _page(words: tuple[str, ...]) -> str:
    """Return a page as a terminal gets it, with its colours."""
    look = ["--color", "always", "--width", str(WIDTH), "--no-pager", "--quiet"]
    with redirect_stdout(io.StringIO()) as page:
        run([*words, *look])
    return page.getvalue()


def _series(corpus: compactx.Library, folder: Path) -> None:
    """Draw the protection of migrants, session by session."""
    node = corpus.select("series-protection")
    catalogue = load_catalogue(corpus.index)

    def stage(step: SeriesMember) -> Stage:
        numbers = step.symbol.split("/")[-2:]
        pattern = re.compile(rf"\bA\W?RES\W?{numbers[0]}\W{numbers[1]}\b")
        paths = [path for path in sorted(folder.iterdir()) if pattern.search(path.name.replace("_", "-"))]
        text = text_of_document(read_document(str(paths[0])), catalogue) if paths else None
        year = step.date or str(1945 + int(numbers[0]))  # a session begins in September, its resolutions are of then
        return Stage(step.title, step.node.id, step.symbol, year, text)

    found = evolution("Protection of migrants", [stage(step) for step in series(corpus.index, node)])
    (FOLDER / "series.svg").write_text(series_picture(found), encoding="utf-8")


if __name__ == "__main__":
    main()
