"""What the hops of a path cost beyond their relation: the same for the corpus and for a library."""

from __future__ import annotations

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
