"""Bare ``compactx``: what the corpus holds, and where to start."""

from __future__ import annotations

from compactx.cli.command import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

COMMAND = Command("home", "what the corpus holds", "", (), (), is_page=True)
COLUMNS = ("kind", "count")


def run(session: Session, _given: Arguments) -> int:
    """Summarise the corpus."""
    index = session.index
    session.note_all_dangling()
    items = [{"kind": kind, "count": count} for kind, count in index.counts().items()]
    references = [{"basis": basis, "count": count} for basis, count in index.basis_counts().items()]
    return session.present(
        items,
        columns=COLUMNS,
        page=lambda: _page(session, items),
        extra={"references": references},
        identify="kind",
    )


def _page(session: Session, items: list[dict[str, object]]) -> RenderableType:
    from compactx.cli.examples import first_examples  # noqa: PLC0415 - on a terminal only
    from compactx.cli.helptext import EXAMPLES  # noqa: PLC0415 - as above
    from compactx.query.overview import name_in_use  # noqa: PLC0415 - as above
    from compactx.render.pages.home import page  # noqa: PLC0415 - imports Rich

    index, main = session.index, session.index.main()
    inside = index.of_kind(("objective",), main.n) if main else []
    rows = [(node, name_in_use(index, node)) for node in inside if node.number]
    parts = [node for node in index.children(main.n) if node.title] if main else []
    cited = index.tally("size")["references"]
    return page(
        index.meta(), main, rows, parts, items, cited, first_examples(EXAMPLES, session.corpus_folder), session.width
    )
