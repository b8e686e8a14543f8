"""Small resolutions of an assembly that there is not, in the XML that the United Nations publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta>
<identification source="#x"><FRBRWork>
<FRBRthis value="/akn/un/statement/deliberation/unga/{date}/{session}-{number}/!main/"/>
<FRBRdate date="{date}" name="adoption"/></FRBRWork></identification></meta>
<preface><p>United Nations</p><p>A/RES/{session}/{number}</p><p>General Assembly</p></preface>
<mainBody><longTitle><p>{session}/{number}. {title}</p></longTitle>
<formula name="enacting"><p>The General Assembly,</p></formula>"""
_TAIL = "</mainBody></statement></akomaNtoso>"


def link(symbol: str, words: str = "") -> str:
    """Return a link to a document."""
    return f'<a href="https://undocs.org/en/{symbol}">{words or symbol}</a>'


def resolution(
    session: int, number: int, title: str, *, recital: str = "", clauses: tuple[str, ...] = (), note: str = ""
) -> str:
    """Return the XML of a resolution; ``note`` is a footnote on its recital."""
    noted = f'<authorialNote marker="1"><p>{note}</p></authorialNote>' if note else ""
    body = f"<container name='preamble'><p>Recalling {recital or 'its earlier work'},{noted}</p></container>"
    for at, words in enumerate(clauses or ("Decides to meet by the lake",), 1):
        body += f"<paragraph><num>{at}.</num><content><p>{words};</p></content></paragraph>"
    date = f"{1945 + session}-12-10"
    return _HEAD.format(date=date, session=session, number=number, title=title) + body + _TAIL


def write(folder: Path, count: int) -> None:
    """Write so many resolutions in two yearly series, each citing the one before and something outside."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        session, number = 60 + n // 2, 1 + n % 2
        before = f"resolution {link(f'A/RES/{session - 1}/{number}', f'{session - 1}/{number}')}"
        text = resolution(
            session, number, ("Care of the lake shore", "Rights of ferry passengers")[n % 2], recital=before,
            clauses=(
                f"Welcomes the report {link(f'A/{session}/{n + 100}')}", "Recalls the Charter of the United Nations",
            ),
            note=f"See {link(f'E/20{n % 30:02}/7')}",
        )  # fmt: skip
        (folder / f"A_RES_{session}_{number}.xml").write_text(text, encoding="utf-8")
