"""``compactx verify``: do the words of every reference stand in its clause?"""

from __future__ import annotations

import sys

from compactx.cli.command import Command, Param
from compactx.errors import UsageError
from compactx.model.finding import SEVERITIES
from compactx.query.select import select
from compactx.render.items import findings as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.model.finding import Finding

COMMAND = Command(
    "verify",
    "prove that the words of every reference stand in its clause",
    """Compares the corpus with the texts that you attached: every reference quotes a few words, and they
    must stand in its clause; every clause must read as the edition known here. A document of your library
    is compared with the wording that it was read with. Without an ID, every instrument with an attached
    text is verified. Each finding has its place in the corpus files. The status is 1 when there is a
    warning or an error.""",
    (
        ("compactx verify gcm", "one instrument"),
        ("compactx verify", "everything that is attached"),
        ("compactx verify --json", "the findings for a program"),
    ),
    (Param("refs", "words", "the instruments; all that are attached if none is named", metavar="ID..."),),
    "Documents",
    reads_texts=True,
)


def run(session: Session, given: Arguments) -> int:
    """Verify instruments against their attached texts."""
    from compactx.intake.texts import store  # noqa: PLC0415 - help and mistakes need the table alone
    from compactx.intake.texts.verify import (  # noqa: PLC0415 - as above
        checked,
        kept,
        verify,
        weak,
    )

    nodes = _asked(session, given.words("refs")) if given.words("refs") else _all(session)
    found: list[Finding] = []
    count = loose = 0
    for node in nodes:
        stored = store.stored(node.id) or kept(session.index, node)
        if stored is None:
            raise UsageError(f"no text of {node.id} is attached", hint=f"compactx attach {node.id} FILE")
        found += verify(session.index, node, stored)
        count += checked(session.index, node)
        loose += weak(session.index, node, stored)
    if loose:
        session.warn(
            f"{loose} of {count} references were looked for in the whole document: their clause has no text of its own"
        )
    return _present(session, nodes, found, count)


def _asked(session: Session, words: list[str]) -> list[Node]:
    """Return the instruments that were named: one by one, or as one name of several words."""
    if len(words) > 1 and all(session.index.by_id(word) for word in words):
        return [select(session.index, word).node for word in words]
    node = select(session.index, " ".join(words)).node
    return [session.index.instrument_of(node) or node]


def _all(session: Session) -> list[Node]:
    from compactx.intake.texts import store  # noqa: PLC0415 - as above

    names = store.attached()
    nodes = [node for name in names if (node := session.index.by_id(name))]
    for name in names:
        if session.index.by_id(name) is None:
            session.warn(f"the attached text of {name} belongs to no instrument of this corpus")
    if not nodes:
        raise UsageError("no text is attached", hint="compactx attach FILE")
    return nodes


def _present(session: Session, nodes: list[Node], found: list[Finding], count: int) -> int:
    totals = {severity: sum(finding.severity == severity for finding in found) for severity in SEVERITIES}
    status = 1 if totals["error"] or totals["warning"] else 0
    query = {"instruments": [node.id for node in nodes]}
    extra = {"totals": totals, "references": count}
    if session.writes_lines:
        session.tell()
        last = "" if session.given.flag("quiet") else _last(found, nodes, count) + "\n"
        from compactx.render.reports.text import findings_text  # noqa: PLC0415 - lines only

        sys.stdout.write(findings_text(found) + last)
        return status
    items = data.items(found)
    verify_page = lambda: _page(found, _last(found, nodes, count))  # noqa: E731 - called only on a terminal
    return session.present(
        items, columns=data.COLUMNS, page=verify_page, query=query, extra=extra, identify="rule", status=status
    )


def _last(found: list[Finding], nodes: list[Node], count: int) -> str:
    names = ", ".join(node.id for node in nodes)
    problems = f"{len(found)} finding{'' if len(found) == 1 else 's'}"
    return f"{problems} in {count} references of {names}"


def _page(found: list[Finding], last: str) -> RenderableType:
    from compactx.render.pages.findings import verify_page  # noqa: PLC0415 - imports Rich

    return verify_page(found, last)
