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
