"""The organs of the United Nations whose resolutions bear symbols: what begins the symbols, and what else names them.

The table knows the grammar of symbols, which is the same for every corpus; who the organs are stands in the corpus.
"""

from __future__ import annotations

from compactx.model.record import Row


class Organ(Row):
    """An organ: ``symbol`` begins those of its documents, ``resolutions`` those of its resolutions.

    ``akn`` names it in the addresses of Akoma Ntoso, ``group`` in a library. Resolutions of one with ``sessions`` are
    numbered by session, others by year.
    """

    name: str
    symbol: str
    resolutions: str
    akn: str
    group: str
    sessions: bool

    @property
    def is_numbered_in_two(self) -> bool:
        """Say whether a resolution bears two numbers with a stroke between, 73/195, and not one, 1325."""
        return self.group != "unsc"


ORGANS = (  # the Council's symbols begin with the Assembly's
    Organ("Human Rights Council", "A/HRC/", "A/HRC/RES/", "unga-hrc", "hrc", sessions=False),
    Organ("Economic and Social Council", "E/", "E/RES/", "unecosoc", "ecosoc", sessions=True),
    Organ("General Assembly", "A/", "A/RES/", "unga", "unga", sessions=True),
    Organ("Security Council", "S/", "S/RES/", "unsc", "unsc", sessions=False),
)


def of_document(symbol: str) -> Organ | None:
    """Return the organ whose documents bear such symbols, None if the symbol does not tell.

    >>> of_document("A/HRC/54/10").name, of_document("UNTS vol. 999")
    ('Human Rights Council', None)
    """
    return next((organ for organ in ORGANS if symbol.startswith(organ.symbol)), None)


def of_resolution(symbol: str) -> Organ | None:
    """Return the organ that adopts resolutions with such symbols, None if it is no resolution's.

    >>> of_resolution("A/RES/73/195").name, of_resolution("A/72/643")
    ('General Assembly', None)
    """
    return next((organ for organ in ORGANS if symbol.startswith(organ.resolutions)), None)


def body_of(symbol: str) -> str:
    """Return who adopts what bears such a symbol, '' if the symbol does not tell.

    >>> body_of("A/HRC/RES/54/10"), body_of("A/RES/77/195")
    ('Human Rights Council', 'General Assembly')
    """
    organ = of_document(symbol)
    return organ.name if organ else ""
