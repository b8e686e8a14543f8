"""Whether a part of an instrument exists, as far as its extent is known."""

from __future__ import annotations

from compactx.citation.pinpoint import spellings
from compactx.index.extents import extent_of
from compactx.model.extent import LIKELY, NO, UNLIKELY, YES, Absence, Extent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.index.read import Index


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
