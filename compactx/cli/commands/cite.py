"""``compactx cite``: citations to paste."""

from __future__ import annotations

import sys

from compactx.cli.command import REFS, Command, Param
from compactx.errors import UsageError
from compactx.model.text import clean
from compactx.query.cite import Work, cite
from compactx.render.items import cite as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.query.select import Selection

COMMAND = Command(
    "cite",
    "a citation to paste, with its pinpoint",
    """Prints the citation of an instrument or a clause: un (United Nations Editorial Manual), oscola, bluebook, chicago
    (note), bibtex, csl (CSL-JSON), ris, or link. Several references give a block of numbered footnotes, or a
    bibliography.

    csl, bibtex and ris have one item a work: the place belongs to the citing text, and stands in it as the locator
    (csl), in the command above the entry (bibtex) or in a note (ris). What a rule asks for and the corpus does not
    hold is said and left out, never guessed; a treaty whose first page in its series is not known is cited by its
    registration number.""",
    (
        ("compactx cite 33b", "United Nations style"),
        ("compactx cite ICCPR --style oscola,bluebook", "a treaty in two styles"),
        ("compactx search remittances --kind action --ids | compactx cite - --ibid", "a block of footnotes"),
        ("compactx cite 33b --quote", "the words with their citation, to paste"),
        ("compactx cite gcm agenda2030 --style bibtex", "a bibliography"),
    ),
    (
        REFS,
        Param("style", "many", "un oscola bluebook chicago bibtex csl ris link, or all", ("--style", "-s"), "NAMES"),
        Param("quote", "flag", "the wording in quotation marks before its citation, where it is at hand", ("--quote",)),
        Param("ibid", "flag", "shorten a note on the same instrument as the one before", ("--ibid",)),
    ),
)


def run(session: Session, given: Arguments) -> int:
    """Cite each thing that was named."""
    works = _works(session, session.select_all())
    asked = given.words("style") or ["un"]
    styles = data.style_names() if "all" in asked else asked
    for missing in dict.fromkeys(missing for work in works for missing in _told(work)):
        session.warn(missing)
    for instrument in {work.instrument.n: work.instrument for work in works}.values():
        session.tell_later(instrument)
    words = _wording(session, works) if given.flag("quote") else {}
    if session.format == "page" or session.writes_lines:
        return _paste(session, given, works, styles, words)
    items = data.items(works, styles)
    for item in items if given.flag("quote") else ():
        item["text"] = words.get(item["id"])
    query = {"refs": [work.node.id for work in works], "style": list(styles)}
    columns = (*data.COLUMNS, "text") if given.flag("quote") else data.COLUMNS
    return session.present(items, columns=columns, page=lambda: "", query=query)


def _works(session: Session, selections: list[Selection]) -> list[Work]:
    """Return what can be cited; what cannot is told, unless it is all that was asked for."""
    works: list[Work] = []
    refused: list[UsageError] = []
    for selection in selections:
        try:
            works.append(cite(session.index, selection.node))
        except UsageError as error:
            refused.append(error)
    if not works:
        raise refused[0]
    for refusal in refused:
        session.warn(refusal.message)
    return works


def _wording(session: Session, works: list[Work]) -> dict[str, str]:
    """Return the wording of what is cited by id; what has none here is told."""
    from compactx.index.wording import of_instrument, searched  # noqa: PLC0415 - only with --quote
    from compactx.intake.texts.store import stored  # noqa: PLC0415 - as above

    found: dict[str, str] = {}
    for work in works:
        text = stored(work.instrument.id)
        wording = text.words if text else of_instrument(session.index, work.instrument)
        if words := wording.get(work.node.locator):
            found[work.node.id] = searched(words)
        else:
            session.warn(f"the wording of {work.node.id} is not here; compactx attach FILE keeps your copy")
    return found


def _told(work: Work) -> list[str]:
    return [f"{work.instrument.id}: {missing}" for missing in work.missing if "link" not in missing]


def _paste(session: Session, given: Arguments, works: list[Work], styles: list[str], words: Mapping[str, str]) -> int:
    """Write the text itself, unwrapped, so that it can be pasted as it stands."""
    session.tell()
    blocks = []
    if words:  # a quotation goes with its own citation
        blocks = [_quotation(work, style, words) for style in styles for work in works]
    for style in styles if not words else ():
        lines = data.pasted(works, style, ibid=given.flag("ibid")).split("\n")
        text = "\n".join(map(clean, lines))
        blocks.append(f"{style}:\n{text}" if len(styles) > 1 else text)
    sys.stdout.write("\n\n".join(blocks) + "\n")
    return 0


def _quotation(work: Work, style: str, words: Mapping[str, str]) -> str:
    cited = "\n".join(map(clean, data.pasted([work], style, ibid=False).split("\n")))
    quoted = words.get(work.node.id, "")
    return f"\u201c{clean(quoted)}\u201d\n{cited}" if quoted else cited
