"""From a pinpoint to the provisions that a corpus holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.pinpoint import spellings
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.form import Target
    from compactx.citation.pinpoint import Pinpoint


class Part(Record):
    """A provision that a piece of a pinpoint aims at: the piece's range, its locator as written, the provision."""

    start: int
    end: int
    locator: str
    target: Target


def located(whole: str, pin: Pinpoint, catalogue: Catalogue) -> Iterator[Part]:
    """Yield the provisions of an instrument that a pinpoint lists; what the corpus does not hold is left out."""
    last = pin.units[-1] if len(pin.units[-1].parts) >= len(pin.units[0].parts) else pin.units[0]
    exact = len(last.pieces) == len(pin.locators)
    seen = set()
    for number, locator in enumerate(pin.locators):
        for spelling in spellings(locator):
            target = catalogue.part(f"{whole}/{spelling}")
            if target is None:
                continue
            if target.id not in seen:
                seen.add(target.id)
                start, end = last.pieces[number] if exact else (pin.start, pin.end)
                yield Part(pin.start if exact and number == 0 else start, end, locator, target)
            break
