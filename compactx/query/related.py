"""What belongs together without saying so: things that cite the same, or are cited together.

Two measures of bibliometrics, added up. *Coupling*: both cite a thing; it counts 1/log2(1 + n) where n clauses cite
that thing, so that sharing a seldom cited convention says more than sharing the 2030 Agenda. *Co-citation*: a clause
cites both; it counts 1/log2(1 + n) where that clause cites n things, so that a list of twenty says little.
"""

from __future__ import annotations

from math import log2

from compactx.index.figures import citing
from compactx.index.links import links_from, links_to, parts_of, places
from compactx.model import hub
from compactx.model.kinds import EVIDENCE
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.index.links import Link, Place
    from compactx.index.read import Index, Node

    # What two have in common, in rows of the index: the thing, how, its weight, and the clauses on either side.
    Overlap = tuple[int, str, float, tuple[int, ...], tuple[int, ...]]


class CommonReference(Record):
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
    shared: tuple[CommonReference, ...]
    linked: bool


class RelatedResult(Record):
    """What is related to a thing, the closest first, and how many more there were.

    ``notes`` say what was not compared because very much cites it.
    """

    node: Node
    relatives: tuple[Relative, ...]
    total: int
    linked: int
    notes: tuple[str, ...] = ()


def related(
    index: Index, node: Node, *, kinds: tuple[str, ...] = (), limit: int = 0, with_linked: bool = False
) -> RelatedResult:
    """Return what shares references with a thing; what it cites or is cited by is left out unless asked for.

    Objectives are compared with objectives (a clause outside any stands for itself), whole documents with whole
    documents, clauses with clauses. At most ``hub.READ`` clauses are read on each side: things are compared by the
    rarest that are shared, and of the clauses that cite a thing an even sample is read.
    """
    kin = _Kin(index, node)
    kin.gather()
    ranked = kin.ranked()
    wanted = kin.of_kinds(ranked, kinds) if kinds else ranked
    kept: list[int] = []
    linked = 0
    for number in wanted:
        if with_linked or not kin.is_linked(number, exactly=not limit or len(kept) < limit):
            kept.append(number)
        else:
            linked += 1
    shown = kin.relatives(kept[:limit] if limit else kept)
    return RelatedResult(node, shown, len(kept), linked, tuple(kin.notes))


class _Kin:
    """Gathers what others share with one thing."""

    def __init__(self, index: Index, node: Node) -> None:
        self.index = index
        self.node = node
        self.own = frozenset(parts_of(index, (node.n,)))
        self.shared: dict[int, list[Overlap]] = {}
        self.possible = 0.0
        self.notes: list[str] = []
        self.linked: set[int] = set()
        self.is_sampled = False
        self._places: dict[int, Place] = {}
        self._wholes: dict[tuple[int | None, int], int] = {}

    def gather(self) -> None:
        """Read what the thing cites, who else does, who cites it, and what those cite beside it."""
        outgoing = [link for link in links_from(self.index, self.own, EVIDENCE) if link[3] not in self.own]
        incoming = [link for link in self._citing() if link[2] not in self.own]
        telling = self._telling(list(dict.fromkeys(target for _, _, _, target in outgoing)))
        beside = links_to(self.index, telling, EVIDENCE)
        along = links_from(self.index, {clause for _, _, clause, _ in incoming}, EVIDENCE)
        links = (*outgoing, *incoming, *beside, *along)
        self._places = places(self.index, (number for _, *ends in links for number in ends))
        self._couple([link for link in outgoing if link[3] in telling], beside)
        self._cite_together(along)
        self.linked = {self._unit(target) for _, _, _, target in outgoing}
        self.linked |= {self._unit(number) for _, start, clause, _ in incoming for number in (start, clause)}

    def _citing(self) -> list[Link]:
        """Return the references to the thing, an even sample if they are very many."""
        count = sum(citing(self.index, self.own).values())
        each = -(-count // hub.READ)
        if each < 2:  # noqa: PLR2004 - all of them
            return links_to(self.index, self.own, EVIDENCE)
        self.is_sampled = True
        found = links_to(self.index, self.own, EVIDENCE, each=each)
        sample = len({clause for _, _, clause, _ in found})
        self.notes.append(
            f"{self.node.id} is cited by {count:,} clauses; an even sample of {sample:,} of them was read"
        )
        return found

    def _telling(self, targets: Sequence[int]) -> set[int]:
        """Return the things by which to compare: the rarest, as many as can be read."""
        counts = citing(self.index, targets)
        left, found = hub.READ, set[int]()
        for number in sorted(targets, key=lambda number: (counts.get(number, 0), number)):
            left -= counts.get(number, 0)
            if left < 0:
                break
            found.add(number)
        aside = sorted((number for number in targets if number not in found), key=lambda n: (-counts.get(n, 0), n))
        if aside:
            named = f"{self.index.node(aside[0]).id} (cited by {counts[aside[0]]:,} clauses)"
            more = f" and {len(aside) - 1:,} more" if len(aside) > 1 else ""
            self.notes.append(f"not compared by {named}{more}: what so many cite says little")
        return found

    def ranked(self) -> list[int]:
        """Return what shares something, the closest first."""
        scores = {number: sum(weight for _, _, weight, _, _ in shared) for number, shared in self.shared.items()}
        return sorted(scores, key=lambda number: (-scores[number], number))

    def of_kinds(self, numbers: Sequence[int], kinds: tuple[str, ...]) -> list[int]:
        """Return those of some rows that are of some kinds."""
        self._read(numbers)
        return [number for number in numbers if self._places[number][0] in kinds]

    def place(self, number: int) -> Place:
        """Return the kind of a row and where it stands; read once and kept."""
        if number not in self._places:
            self._read((number,))
        return self._places[number]

    def _read(self, numbers: Iterable[int]) -> None:
        self._places.update(places(self.index, [number for number in numbers if number not in self._places]))

    def is_linked(self, number: int, *, exactly: bool) -> bool:
        """Say whether one of the two cites the other; where only a sample was read, its own words are asked."""
        if number in self.linked or not (self.is_sampled and exactly):
            return number in self.linked
        rows = parts_of(self.index, (number,)) if self._has_parts() else (number,)
        return any(target in self.own for _, _, _, target in links_from(self.index, rows, EVIDENCE))

    def _couple(self, outgoing: list[Link], beside: list[Link]) -> None:
        around = _clauses(beside)
        for target, own_clauses in _clauses(outgoing).items():
            weight = 1 / log2(1 + len(around[target]))
            there: dict[int, list[int]] = {}
            for clause in around[target]:
                if clause not in self.own:
                    there.setdefault(self._unit(clause), []).append(clause)
            self.possible += weight if there else 0
            for unit, clauses in there.items():
                self._note(unit, (target, "cites", weight, tuple(own_clauses), tuple(clauses)))

    def _cite_together(self, along: list[Link]) -> None:
        cited: dict[int, dict[int, None]] = {}
        for _, _, clause, target in along:
            cited.setdefault(clause, {})[target] = None
        for clause, targets in cited.items():
            if not self.own.intersection(targets):
                continue
            weight = 1 / log2(1 + len(targets))
            units = dict.fromkeys(self._unit(target) for target in targets if target not in self.own)
            self.possible += weight if units else 0
            for unit in units:
                self._note(unit, (clause, "cited-by", weight, (), ()))

    def _note(self, unit: int, shared: Overlap) -> None:
        if unit not in self.own and unit not in (shared[0], self.node.instrument):
            self.shared.setdefault(unit, []).append(shared)

    def _unit(self, number: int) -> int:
        """Return what a row is compared as."""
        _, is_part, instrument, objective = self.place(number)
        if not is_part:
            return number
        if not self.node.locator and instrument:
            return instrument if self._has_parts() else number
        if self.node.kind == "objective" and objective:
            return self._objective(number, instrument, objective)
        return number

    def _objective(self, number: int, instrument: int | None, objective: int) -> int:
        key = (instrument, objective)
        if key not in self._wholes:
            whole = self.index.by_number("objective", objective, instrument)
            self._wholes[key] = whole[0].n if whole else 0
        return self._wholes[key] or number

    def _has_parts(self) -> bool:
        return len(self.own) > 1

    def relatives(self, numbers: Sequence[int]) -> tuple[Relative, ...]:
        """Return things with all that they share, read now."""
        for number in numbers:
            self.shared[number].sort(key=lambda one: (-one[2], one[0]))
        shared = [one for number in numbers for one in self.shared[number]]
        self.index.preload(numbers)
        self.index.preload(self.index.node(number).instrument for number in numbers)
        self.index.preload(row for thing, _, _, here, there in shared for row in (thing, *here, *there))
        return tuple(self._relative(number) for number in numbers)

    def _relative(self, number: int) -> Relative:
        node, shared = self.index.node(number), self.shared[number]
        score = sum(weight for _, _, weight, _, _ in shared)
        told = tuple(
            CommonReference(self.index.node(thing), way, weight, self._nodes(here), self._nodes(there))
            for thing, way, weight, here, there in shared
        )
        whole = self.index.instrument_of(node)
        linked = self.is_linked(number, exactly=True)
        return Relative(node, whole, score, score / self.possible, told, linked)

    def _nodes(self, numbers: Iterable[int]) -> tuple[Node, ...]:
        return tuple(self.index.node(number) for number in sorted(numbers))


def _clauses(links: list[Link]) -> dict[int, dict[int, None]]:
    """Return the clauses of links by what they lead to, each once."""
    found: dict[int, dict[int, None]] = {}
    for _, _, clause, target in links:
        found.setdefault(target, {})[clause] = None
    return found
