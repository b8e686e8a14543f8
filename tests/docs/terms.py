"""The page of the RDF vocabulary, from the declarations that are written into every RDF file.

``python tests/docs/terms.py`` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

import compactx
from compactx.export.rdf.vocabulary import CLASSES, FAMILIES, PROPERTIES, ROOT, SCHEMES, Term, local_part
from compactx.index import across

PAGE = Path(__file__).parents[2] / "docs" / "terms.md"
HEAD = f"""# Terms of the RDF

<!-- made from the vocabulary: python tests/docs/terms.py -->

What the names mean that begin with `{ROOT}terms#` (prefix `cx`), and the concepts. Each name leads to its row of this
page once [the address is registered](rdf.md#names). `compactx schema vocabulary` prints the same in Turtle.
"""


def page() -> str:
    """Return the page: classes, properties, relations by family, concepts by scheme."""
    out = [HEAD]
    for heading, terms in (("Classes", CLASSES), ("Properties", PROPERTIES)):
        out += [f"## {heading}\n", "| term | means | of, or a kind of | says |", "|---|---|---|---|"]
        out += [*map(_row, terms), ""]
    found = across.relation_rows(compactx.open().index)
    for family, about in FAMILIES.items():
        rows = [(one, forward, backward) for one, forward, backward, own in found if own == family]
        if rows:
            out += [
                f"## Relations: {family}\n",
                f"{about}\n",
                "| relation | reads | its inverse | reads |",
                "|---|---|---|---|",
            ]
            for one, forward, backward in rows:
                own = local_part(one)
                inverse = f"{own}-inverse"
                out.append(f"| {_place(own)}`cx:{own}` | {forward} | {_place(inverse)}`cx:{inverse}` | {backward} |")
            out.append("")
    for scheme, (title, concepts) in SCHEMES.items():
        out += [f"## Concepts: {title.lower()}\n", f"{_place(f'scheme/{scheme}')}`{ROOT}scheme/{scheme}`\n"]
        out += ["| concept | is | means |", "|---|---|---|"]
        out += [f"| {_place(f'{scheme}/{key}')}`{scheme}/{key}` | {label} | {meaning} |"
                for key, label, meaning in concepts]  # fmt: skip
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def _row(one: Term) -> str:
    said = [f"`{value}`" if value else "" for value in (one.domain or one.above, one.range)]
    return f"| {_place(one.id)}`cx:{one.id}` | {one.comment} | {said[0]} | {said[1]} |"


def _place(name: str) -> str:
    return f'<a id="{name}"></a>'


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
