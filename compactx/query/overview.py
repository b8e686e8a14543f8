"""The main things at a glance: the objectives of an instrument, and when a thing is reviewed next."""

from __future__ import annotations

from compactx.model.kinds import ACTOR_KINDS
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.index.read import Index, Node
    from compactx.query.reference import ReferenceView
    from compactx.query.review import Occasion

_YEAR = 4  # digits
_REVIEWING = frozenset({"reviews", "monitored-by", "considered-by", "reports-on", "provides-space-for"})


def name_in_use(index: Index, node: Node) -> str:
    """Return the short name in use of a numbered provision ("Remittances"), '' if it has none."""
    if not node.locator or node.number is None:
        return ""
    return next((name.name for name in index.names_of(node.n) if name.type == "short"), "")


class ObjectiveRow(Record):
    """An objective in a line: its short name, how many things it cites, and the years of the texts that take it up."""

    node: Node
    label: str
    cites: int
    years: tuple[str, ...]


def objective_row(index: Index, node: Node) -> ObjectiveRow:
    """Return an objective in a line; years are those of review documents and of clauses elsewhere that name it."""
    from compactx.query.elsewhere import discussed  # noqa: PLC0415 - names alone need none of this
    from compactx.query.refs import refs  # noqa: PLC0415 - as above
    from compactx.query.refs_rows import RefsFilter  # noqa: PLC0415 - as above

    both = refs(index, node, RefsFilter(direction="both"))
    citing = [one for one in both.incoming if one.family == "citation" and one.source.instrument != node.instrument]
    dates = [one.date for one in citing] + [one.document.date for one in discussed(index, node)]
    cited = {one.target.n for one in both.outgoing if one.family == "citation"}
    return ObjectiveRow(
        node, name_in_use(index, node), len(cited), tuple(sorted({date[:_YEAR] for date in dates if date}))
    )


class Outlook(Record):
    """Who reviews a thing in a cycle: what is reviewed (it, or what it stands in), the last time and the next.

    ``others`` counts all who have a part in the review.
    """

    reviewer: Node
    reviewed: Node
    last: Occasion | None
    following: Occasion | None
    others: int


def outlook(index: Index, node: Node, on: str) -> Outlook | None:
    """Return the first review of a thing, or by an actor, that comes again, as of a day (ISO 8601)."""
    from compactx.query.review import review  # noqa: PLC0415 - as above

    found = review(index, node, on)
    doing = [one for one in found if (one.actor.n == node.n) == (node.kind in ACTOR_KINDS)]
    for one in doing:
        if one.series and one.series.occasions and one.reference.relation in _REVIEWING:
            others = len({other.actor.n for other in found})
            return Outlook(one.actor, one.target, one.series.last, one.series.following, others)
    return None


_SHORT = 48  # characters of a name in a row of names
_CITATION = "citation"


def short_name(index: Index, node: Node) -> str:
    """Return a name that fits into a row of names: the title, a short name, the address of a provision."""
    if node.locator:
        whole = index.instrument_of(node)
        main = index.main()
        outside = whole is not None and (main is None or whole.n != main.n)
        own = f"paragraph {node.printed}" if node.printed[:1].isdecimal() else node.printed
        return f"{short_name(index, whole)}, {own}" if outside and whole else own
    if len(node.title) <= _SHORT:
        return node.title or node.id
    names = [name for name in index.names_of(node.n) if len(name.name) <= _SHORT]
    return next((name.name for kind in ("short", "full", "acronym") for name in names if name.type == kind), node.title)


def short_names(index: Index, ids: Iterable[str]) -> dict[str, str]:
    """Return the short names of things by id, those that the index has."""
    return {identity: short_name(index, node) for identity, node in index.by_ids(filter(None, ids)).items()}


class Setting(Record):
    """What a page says around a thing.

    ``objective`` is the short name of the objective that it stands in, ``cites`` the names of what an objective cites,
    ``rows`` the objectives of an instrument with their short names.
    """

    label: str
    objective: str
    outlook: Outlook | None
    cites: tuple[str, ...]
    rows: tuple[tuple[Node, str], ...]


def setting(index: Index, node: Node, references: Sequence[ReferenceView], on: str) -> Setting:
    """Return what stands around a thing that cites this, as of a day."""
    above = next((one for one in index.ancestors(node) if one.kind == "objective"), None)
    targets = {one.target.n: one.target for one in references if one.family == _CITATION}
    whole = [] if node.locator else index.of_kind(("objective",), node.n)
    return Setting(
        name_in_use(index, node),
        name_in_use(index, above) if above else "",
        outlook(index, node, on) if node.locator or node.kind in {"framework", *ACTOR_KINDS} else None,
        tuple(short_name(index, one) for one in targets.values()) if node.kind == "objective" else (),
        tuple((one, name_in_use(index, one)) for one in whole),
    )
