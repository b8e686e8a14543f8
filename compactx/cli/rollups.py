"""What ``--by`` answers: how many things stand in each objective, instrument or year."""

from __future__ import annotations

from compactx.query.rollup import rolled
from compactx.render.items import rollup as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from compactx.cli.session import Session
    from compactx.index.read import Node
    from compactx.query.rollup import Rollup


def present(session: Session, nodes: Sequence[Node], by: str, what: str, query: Mapping[str, object]) -> int:
    """Write how many of the nodes stand in each whole; return the exit status."""
    found = rolled(session.index, nodes, by)
    return session.present(
        data.items(found),
        columns=data.COLUMNS,
        rows=data.rows(found),
        page=lambda: _page(session, found, what),
        query={**query, "by": by},
        extra=data.totals(found),
        identify="id",
        schema="rollup",
        status=0 if found.shares else 1,
    )


def _page(session: Session, found: Rollup, what: str) -> RenderableType:
    from compactx.render.pages.rollup import page  # noqa: PLC0415 - imports Rich

    wholes = [share.node for share in found.shares if share.node and share.node.locator]
    names = {node.n: session.index.names_of(node.n) for node in wholes}
    labels = {n: next((name.name for name in known if name.type == "short"), "") for n, known in names.items()}
    return page(found, what, session.width, labels, session.given.narrowing())
