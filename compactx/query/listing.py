"""What is there: nodes by kind."""

from __future__ import annotations

from compactx.errors import UsageError, no_such
from compactx.index import window as rows
from compactx.model.kinds import ACTOR_KINDS, INSTRUMENT_KINDS, KINDS, kind_of_word
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compactx.index.read import Index, Node

_GROUPS = {
    "instruments": INSTRUMENT_KINDS,
    "actors": ACTOR_KINDS,
}


class ListRow(Record):
    """A node and how many clauses cite it."""

    node: Node
    instrument: Node | None
    cited: int


def kinds_of(word: str) -> tuple[str, ...]:
    """Return the kinds that a word asks for.

    Raises:
        UsageError: the word is no kind; the message lists them.
    """
    folded = "-".join(word.lower().split()).rstrip(".")
    if _is_review_body(folded):  # a role: as a kind it would be any actor
        raise UsageError("review bodies have a role, not a kind", hint="compactx list review bodies --ids")
    for group in (folded, folded + "s"):
        if group in _GROUPS:
            return _GROUPS[group]
    kind = kind_of_word(word)
    if not kind:
        shown = word.replace("-", " ")
        words = ("instruments", "actors", *KINDS)
        raise no_such(f'"{shown}" is not a kind', shown.removesuffix("s"), words, hint=f"kinds: {' '.join(words)}")
    return (kind,)


def _is_review_body(folded: str) -> bool:
    return folded in {"review-body", "review-bodies"}


class Listing(Record):
    """What there is of a kind: how many, and one after another, read while it is gone through (once)."""

    count: int
    found: Iterator[ListRow]


def listing(
    index: Index, word: str = "", *, instrument: Node | None = None, legal: tuple[str, ...] = (), as_of: str = ""
) -> list[ListRow]:
    """Return the nodes of a kind (singular or plural), everything known by name if no kind is given.

    ``as_of`` leaves out what is not known to be of that day or earlier.

    Raises:
        UsageError: the word is no kind.
    """
    return list(listed(index, word, instrument=instrument, legal=legal, as_of=as_of).found)


def listed(
    index: Index,
    word: str = "",
    *,
    instrument: Node | None = None,
    legal: tuple[str, ...] = (),
    as_of: str = "",
    order: str = "corpus",
) -> Listing:
    """Return the same in an order (corpus, cited, id, date), without holding all of it; raises as :func:`listing`."""
    by_role = _is_review_body("-".join(word.lower().split()))
    kinds = _kinds(word)
    named = not word and instrument is None
    which = rows.ListFilter(
        kinds, instrument.n if instrument else None, legal, as_of, named,
        "kind" if named and order == "corpus" else order,
    )  # fmt: skip
    found = (ListRow(*row) for row in rows.with_wholes(index, rows.listed_rows(index, which)))
    if not by_role:
        return Listing(rows.count_listed(index, which), found)
    bodies = [one for one in found if any(e.family == "follow-up" for e in index.edges_from(one.node.n))]
    return Listing(len(bodies), iter(bodies))


def objectives_there(index: Index, asked: int | Iterable[int]) -> tuple[int, ...]:
    """Return the numbers of objectives that are asked for.

    Raises:
        UsageError: there is no objective of any of them.
    """
    numbers = (asked,) if isinstance(asked, int) else tuple(asked)
    if numbers and not any(node.number in numbers for node in index.of_kind(("objective",))):
        raise UsageError(f"there is no objective {numbers[0]}", hint="compactx list objectives")
    return numbers


def claimants(index: Index, word: str = "", instrument: Node | None = None) -> list[Node]:
    """Return what of a kind bears a name that something of a higher origin owns; raises as :func:`listing`."""
    kinds, wanted = _kinds(word), instrument.n if instrument else None
    found = index.claimants()
    return [one for one in found if (not kinds or one.kind in kinds) and wanted in {None, one.n, one.instrument}]


def _kinds(word: str) -> tuple[str, ...]:
    """Return the kinds that a word or a role asks for, none for all."""
    if _is_review_body("-".join(word.lower().split())):
        return ACTOR_KINDS
    return kinds_of(word) if word else ()


def series_listing(index: Index, node: Node, order: str = "corpus") -> list[ListRow]:
    """Return the resolutions of the series that one belongs to, the earliest first; itself alone if there is none."""
    from compactx.query.series import series  # noqa: PLC0415 - a list of a kind needs none

    return nodes_listing(index, [step.node for step in series(index, node)] or [node], order)


def nodes_listing(index: Index, nodes: Sequence[Node], order: str = "corpus") -> list[ListRow]:
    """Return some things, each once, with how often they are cited; ``corpus`` keeps their order."""
    numbers = dict.fromkeys(node.n for node in nodes)
    from compactx.index import figures  # noqa: PLC0415 - a list of a kind has the figures in its rows

    cited = figures.citing(index, numbers)
    found = [ListRow(one, index.instrument_of(one), cited.get(one.n, 0)) for one in map(index.node, numbers)]
    if order == "cited":
        return sorted(found, key=lambda one: (-one.cited, one.node.id))
    if order == "corpus":
        return found
    return sorted(found, key=lambda one: (one.node.date if order == "date" else "", one.node.id))
