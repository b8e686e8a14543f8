"""Where else a clause stands word for word: read off the word runs, if they are there, without comparing anything."""

from __future__ import annotations

from compactx.index.runs import ATTACHED, LIBRARY
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node
    from compactx.index.runs import Runs

_FEW = 400  # clauses whose days are looked up


class Recurrence(Record):
    """How many other clauses are the same words, the first and the latest of them where they are not too many.

    ``first`` and ``latest`` are (instrument, dotted locator).
    """

    count: int
    first: tuple[Node, str] | None = None
    latest: tuple[Node, str] | None = None


def also(index: Index, runs: Runs, node: Node) -> Recurrence | None:
    """Return where else a provision stands word for word, None if nowhere or if its wording is not here."""
    whole = index.instrument_of(node)
    if whole is None:
        return None
    held = index.connection.execute("SELECT document FROM held WHERE node = ?", (whole.n,)).fetchone()
    text = runs.text_at(ATTACHED, whole.id, node.locator)
    if text is None and held:
        text = runs.text_at(LIBRARY, held[0], node.locator)
    if text is None:
        return None
    places = [(document, locator) for _, document, locator in runs.places([text])]
    if len(places) > _FEW:
        return Recurrence(len(places) - 1)
    others = _others(index, runs, places, node)
    dated = [pair for pair in others if pair[0].date]
    if not dated:
        return Recurrence(len(others)) if others else None
    return Recurrence(len(others), dated[0], dated[-1])


def _others(index: Index, runs: Runs, places: list[tuple[int, str]], node: Node) -> list[tuple[Node, str]]:
    """Return (instrument, locator) of the clauses but one, each once, by the day of their documents."""
    held: dict[str, int] = dict(index.connection.execute("SELECT document, node FROM held").fetchall())
    found = {}
    for document, locator in places:
        origin, identity = runs.documents[document]
        number = held.get(identity) if origin == LIBRARY else None
        whole = index.node(number) if number else index.by_id(identity) if origin == ATTACHED else None
        if whole and (whole.n, locator) != (node.instrument, node.locator):
            found[whole.n, locator] = (whole, locator)
    return sorted(found.values(), key=lambda pair: (pair[0].date, pair[0].id, pair[1]))
