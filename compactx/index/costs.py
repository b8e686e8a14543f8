"""What hops cost: by their relation, by the evidence, and by what they lead to."""

from __future__ import annotations

from math import log2

from compactx.model.kinds import family
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.model.kinds import Relation

# What a hop costs more when its evidence is weaker than words that name the thing.
BASIS_COST = {"nested": 4, "class": 6, "footnote": 1, "editorial": 8}
# A group says less than a thing; structure up to a section or a whole instrument less than up to an objective.
CLASS_COST = 3
SECTION_COST = 4
WHOLE_COST = 6
# Citations from which a thing counts as a hub, and what each doubling beyond adds to a hop that leads to it. Structure
# does not pay it, nor that the Compact is reviewed or reported on: there is no coincidence in that.
HUB_DEGREE = 4
HUB_COST = 3
HUB_FAMILIES = ("citation", "catalogue")
ITSELF = "speaks-of-itself"


def end_cost(cost: int, relation_cost: int, family: str, basis: str) -> int:
    """Return what a hop costs where the thing it leads to is an end of the path.

    A path through the 2030 Agenda says little; a path to it is what was asked for. So what a hop pays for how often its
    target is cited, or for that being a class, is not paid at an end.

    >>> end_cost(34, 10, "citation", "text"), end_cost(9, 3, "structure", "structure")
    (10, 9)
    """
    return cost if family == "structure" else min(cost, relation_cost + BASIS_COST.get(basis, 0))


_BASES = " ".join(f"WHEN '{basis}' THEN {cost}" for basis, cost in BASIS_COST.items())
# The same of a row of ``edge`` joined with ``relation``.
END_COST = (
    "CASE relation.family WHEN 'structure' THEN edge.cost"
    f" ELSE min(edge.cost, relation.cost + CASE edge.basis {_BASES} ELSE 0 END) END"
)


class HopEnd(Record):
    """What a reference leads to, as far as it decides what the hop costs."""

    kind: str = ""
    is_provision: bool = False
    weight: int = 0


def hub_cost(degree: int) -> int:
    """Return what a hop pays for how often the thing it leads to is cited.

    >>> [hub_cost(degree) for degree in (4, 5, 8, 120)]
    [0, 1, 3, 15]
    """
    return round(HUB_COST * log2(degree / HUB_DEGREE)) if degree > HUB_DEGREE else 0


def makes_hub(relation: Relation) -> bool:
    """Say whether references of a relation count where hops pay for how often a thing is cited."""
    return relation.family in HUB_FAMILIES and relation.id != ITSELF


def pays_for_hub(relation_family: str, end: HopEnd) -> bool:
    """Say whether hops of a family pay for how often a thing is cited; a role in follow-up does for an actor."""
    is_actor = not end.is_provision and bool(end.kind) and family(end.kind) == "actor"
    return relation_family in HUB_FAMILIES or (relation_family == "follow-up" and is_actor)


def hop_cost(relation: Relation, basis: str, end: HopEnd) -> int:
    """Return what a hop costs; a link between documents costs what it says: it is on no path unless asked for."""
    cost = relation.cost + (0 if relation.family == "lineage" else BASIS_COST.get(basis, 0))
    if relation.family == "structure":
        return cost + (WHOLE_COST if not end.is_provision else SECTION_COST if end.kind == "section" else 0)
    if pays_for_hub(relation.family, end):
        cost += end.weight
    return cost + (CLASS_COST if not end.is_provision and end.kind == "class" else 0)
