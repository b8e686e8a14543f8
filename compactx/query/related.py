"""What belongs together without saying so: things that cite the same, or are cited together.

Two measures of bibliometrics, added up. *Coupling*: both cite a thing; it counts 1/log2(1 + n) where n clauses cite
that thing, so that sharing a seldom cited convention says more than sharing the 2030 Agenda. *Co-citation*: a clause
cites both; it counts 1/log2(1 + n) where that clause cites n things, so that a list of twenty says little.
"""

from __future__ import annotations

from math import log2

from compactx.index.links import Link, links_from, links_to, parts_of
from compactx.model.record import Record
from compactx.query.view import EVIDENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from compactx.index.read import Index, Node


class Shared(Record):
    """One thing that two have in common: ``cites`` if both cite it, ``cited-by`` if its wording cites both.

    ``here`` and ``there`` are the clauses on either side (empty where the shared thing is itself the clause).
    """

    node: Node
    way: str
    weight: float
    here: tuple[Node, ...]
    there: tuple[Node, ...]


class Relative(Record):
    """Something related: its score, the part of what the asked thing shares at all that it shares, and by what.

    ``linked`` says that one of the two cites the other.
    """

    node: Node
    instrument: Node | None
    score: float
    share: float
    shared: tuple[Shared, ...]
    linked: bool


class Related(Record):
    """What is related to a thing, the closest first, and how many more there were."""

    node: Node
    relatives: tuple[Relative, ...]
    total: int
    linked: int


def related(
    index: Index, node: Node, *, kinds: tuple[str, ...] = (), limit: int = 0, with_linked: bool = False
) -> Related:
    """Return what shares references with a thing; what it cites or is cited by is left out unless asked for.

    Objectives are compared with objectives (a clause outside any stands for itself), whole documents with whole
    documents, clauses with clauses.
    """
    found = _Kin(index, node).gather()
    wanted = [one for one in found if not kinds or one.node.kind in kinds]
    kept = [one for one in wanted if with_linked or not one.linked]
    kept.sort(key=lambda one: (-one.score, one.node.n))
    return Related(node, tuple(kept[:limit] if limit else kept), len(kept), len(wanted) - len(kept))


class _Kin:
    """Gathers what others share with one thing."""

    def __init__(self, index: Index, node: Node) -> None:
        self.index = index
        self.node = node
        self.own = frozenset(parts_of(index, (node.n,)))
        self.shared: dict[int, list[Shared]] = {}
        self.possible = 0.0

    def gather(self) -> list[Relative]:
        outgoing = [link for link in links_from(self.index, self.own, EVIDENCE) if link.dst not in self.own]
        incoming = [link for link in links_to(self.index, self.own, EVIDENCE) if link.clause not in self.own]
        beside = links_to(self.index, {link.dst for link in outgoing}, EVIDENCE)
        along = links_from(self.index, {link.clause for link in incoming}, EVIDENCE)
        self._preload([*outgoing, *incoming, *beside, *along])
        self._couple(outgoing, beside)
        self._cite_together(along)
        linked = {self._unit(link.dst) for link in outgoing} | {self._unit(link.clause) for link in incoming}
        linked |= {self._unit(link.src) for link in incoming}
        return [self._relative(number, shared, linked) for number, shared in self.shared.items()]

    def _couple(self, outgoing: list[Link], beside: list[Link]) -> None:
        here = _clauses(outgoing, lambda link: link.dst)
        around = _clauses(beside, lambda link: link.dst)
        for target, own_clauses in here.items():
            weight = 1 / log2(1 + len(around[target]))
            there: dict[int, list[int]] = {}
            for clause in around[target]:
                if clause not in self.own:
                    there.setdefault(self._unit(clause), []).append(clause)
            self.possible += weight if there else 0
            for unit, clauses in there.items():
                self._note(
                    unit,
                    Shared(self.index.node(target), "cites", weight, self._nodes(own_clauses), self._nodes(clauses)),
                )

    def _cite_together(self, along: list[Link]) -> None:
        cited: dict[int, dict[int, None]] = {}
        for link in along:
            cited.setdefault(link.clause, {})[link.dst] = None
        for clause, targets in cited.items():
            if not self.own.intersection(targets):
                continue
            weight = 1 / log2(1 + len(targets))
            units = dict.fromkeys(self._unit(target) for target in targets if target not in self.own)
            self.possible += weight if units else 0
            for unit in units:
                self._note(unit, Shared(self.index.node(clause), "cited-by", weight, (), ()))

    def _note(self, unit: int, shared: Shared) -> None:
        if unit not in self.own and unit not in (shared.node.n, self.node.instrument):
            self.shared.setdefault(unit, []).append(shared)

    def _unit(self, number: int) -> int:
        """Return what a row is compared as."""
        node = self.index.node(number)
        if not node.locator:
            return number
        if not self.node.locator and node.instrument:
            return node.instrument if self._has_parts() else number
        if self.node.kind == "objective" and node.objective:
            whole = self.index.by_number("objective", node.objective, node.instrument)
            return whole[0].n if whole else number
        return number

    def _has_parts(self) -> bool:
        return len(self.own) > 1

    def _relative(self, number: int, shared: list[Shared], linked: set[int]) -> Relative:
        node = self.index.node(number)
        score = sum(one.weight for one in shared)
        shared.sort(key=lambda one: (-one.weight, one.node.n))
        whole = self.index.instrument_of(node)
        return Relative(node, whole, score, score / self.possible, tuple(shared), number in linked)

    def _nodes(self, numbers: Iterable[int]) -> tuple[Node, ...]:
        return tuple(self.index.node(number) for number in sorted(numbers))

    def _preload(self, links: list[Link]) -> None:
        self.index.preload(number for link in links for number in (link.src, link.clause, link.dst))
        self.index.preload(self.index.node(number).instrument for link in links for number in (link.clause, link.dst))


def _clauses(links: list[Link], key: Callable[[Link], int]) -> dict[int, dict[int, None]]:
    """Return the clauses of links by a key, each once."""
    found: dict[int, dict[int, None]] = {}
    for link in links:
        found.setdefault(key(link), {})[link.clause] = None
    return found
