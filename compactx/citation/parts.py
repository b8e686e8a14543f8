"""The parts that a pinpoint aims at: the provisions that a corpus holds of them, and whether others exist.

What an instrument does not have, as far as its extent is known, is told apart from what the corpus lacks.
"""

from __future__ import annotations

from compactx.citation.pinpoint import spellings
from compactx.index.extents import extent_of
from compactx.model.extent import LIKELY, NO, UNLIKELY, YES, Absence, Extent
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.form import Target
    from compactx.citation.pinpoint import Aim, Pinpoint
    from compactx.index.read import Index


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


def existence(index: Index) -> Callable[[str, str], Absence | None]:
    """Return what says of a part of an instrument that it does not exist: what there is instead, None otherwise.

    None means that the part exists, or that nobody knows. An extent that rests on general knowledge is never sure.
    """
    known: dict[str, Extent] = {}

    def lacks(whole: str, locator: str) -> Absence | None:
        if whole not in known:
            node = index.by_id(whole)
            known[whole] = extent_of(index, node) if node else Extent()
        if not known[whole].ranges:
            return None
        forms = _forms(locator)
        said = [known[whole].has(form) for form in forms]
        refused = NO if NO in said else UNLIKELY
        if YES in said or LIKELY in said or refused not in said:
            return None
        return Absence(known[whole].words(forms[said.index(refused)]) or "no such part", refused == NO)

    return lacks


def _forms(locator: str) -> list[str]:
    """Return the locators that mean exactly this part, none of its whole.

    >>> _forms("goal-10.9"), _forms("goal-8.target-8.9"), _forms("principle-15.k"), _forms("article-3")
    (['target-10.9'], ['target-8.9'], ['principle-15.k', '15.k'], ['article-3'])
    """
    found = spellings(locator)
    if locator.startswith(("goal-", "indicator-")) and "." in locator:
        return [form for form in found if form.startswith("target-")]
    if locator.startswith("principle-") and "." in locator:
        return [locator, locator.removeprefix("principle-")]
    if locator.startswith("article-"):
        return [locator]
    return [form for form in found if form == locator or form.endswith(locator.rpartition(".")[2])]


def annex_names(pin: Pinpoint | None) -> list[str]:
    """Return how a catalogue may write the annex that a pinpoint aims at, the most exact first."""
    names = [part for unit in (pin.units if pin else ()) if unit.kind == "annex" for part in unit.parts]
    if len(names) > 1:
        return []  # several annexes are parts of the whole
    return [f"annex {name.upper()}" if name != "annex" else "annex" for name in names]
