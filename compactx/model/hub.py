"""Hubs: how much is read of a thing that very many references lead to, and how the rest is told.

In a library of a hundred thousand documents half may cite the Charter. No answer reads them all for a screen that shows
twenty; every answer that reads only some says so, with both numbers. These are all the bounds there are; what a
program asks for with a format for programs is never cut (``refs --json`` writes while it reads).

>>> told("un-charter", 84_210, READ, "read")
'84,210 references lead to un-charter; the first 2,000 were read'
"""

from __future__ import annotations

COUNTED = 400  # edges from which a thing's counts are kept when the index is built, so that no page counts them again
LISTED = 100  # references listed on a page about a hub; its heading has the number of all
PARTS = 200  # parts of a whole on one screen of browse; more are opened by a key
LINES = 1_000  # references or branches printed where no limit was set; more are a minute of scrolling
READ = 2_000  # references read where neighbours are weighed: more are nobody's neighbourhood
REACHED = 20_000  # things after which a walk over references ends
GATHERED = 100_000  # references around a thing that are gathered for one export
HELD = 200_000  # references of a graph that is held in memory as a whole


def told(identity: str, count: int, read: int, done: str) -> str:
    """Return what a reader is told where only the first of a hub's references were read, shown or followed."""
    return f"{count:,} references lead to {identity}; the first {read:,} were {done}"
