"""From a pinpoint to the provisions that a corpus holds.

What an instrument does not have, as far as its extent is known, is told apart from what the corpus lacks.
"""

from __future__ import annotations

from compactx.citation.pinpoint import spellings
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.form import Target
    from compactx.citation.pinpoint import Aim, Pinpoint


class Part(Record, often=True):
    """A provision that a piece of a pinpoint aims at: the piece's range, its locator as written, the provision."""

    start: int
    end: int
    locator: str
    target: Target


def located(whole: str, pin: Pinpoint, catalogue: Catalogue) -> Iterator[Part]:
    """Yield the provisions of an instrument that a pinpoint lists; what the corpus does not hold is left out."""
    seen = set()
    for aim in pin.aims:
        found = (catalogue.part(f"{whole}/{spelling}") for spelling in spellings(aim.locator))
        target = next((one for one in found if one is not None), None)
        if target is not None and target.id not in seen and not _lacks(whole, aim, catalogue, sure=True):
            seen.add(target.id)
            yield Part(aim.start, aim.end, aim.locator, target)


def missing(whole: str, pin: Pinpoint, catalogue: Catalogue) -> list[Aim]:
    """Return what a pinpoint aims at that the instrument does not have."""
    return [aim for aim in pin.aims if _lacks(whole, aim, catalogue, sure=True)]


def unlikely(whole: str, pin: Pinpoint, catalogue: Catalogue) -> list[Aim]:
    """Return what a pinpoint aims at that the instrument does not have as far as we know, and no further."""
    return [aim for aim in pin.aims if _lacks(whole, aim, catalogue, sure=False)]


def _lacks(whole: str, aim: Aim, catalogue: Catalogue, *, sure: bool) -> bool:
    lack = catalogue.lacks(whole, aim.locator)
    return lack is not None and lack.sure == sure


def annex_names(pin: Pinpoint | None) -> list[str]:
    """Return how a catalogue may write the annex that a pinpoint aims at, the most exact first."""
    names = [part for unit in (pin.units if pin else ()) if unit.kind == "annex" for part in unit.parts]
    if len(names) > 1:
        return []  # several annexes are parts of the whole
    return [f"annex {name.upper()}" if name != "annex" else "annex" for name in names]
