"""The one spelling of a symbol, so that a catalogue and a text that write it differently agree."""

from __future__ import annotations

import re

from compactx.citation.language import as_written, table
from compactx.citation.numbers import find_numbers
from compactx.citation.symbols import find_symbols, phrases, slashed, tidy

_WORDS = table()
_ANNEX = re.compile(rf",? (?:{_WORDS['labels']['annex']}) ?([ivx]{{1,5}})?$", re.IGNORECASE)
_BARE = re.compile(
    rf"^(?:{as_written(_WORDS['organs']['A'])} )?{as_written(_WORDS['resolution'])} (.*)$", re.IGNORECASE
)
_NUMBER = re.compile(
    r"^(?:[0-9]{1,3}/[0-9]{1,3}[A-Z]?|E?S-[0-9]{1,2}/[0-9]{1,3}|[0-9]{1,4}(?: ?[A-Z])? ?\([IVXLC-]+\))$"
)


def canonical(text: str) -> str:
    """Return the one spelling of a symbol or resolution as catalogues write it, '' if the text is none.

    >>> canonical("resolution 70/1"), canonical("A/RES/2200 A (XXI)"), canonical("resolution 55/25, annex III")
    ('A/RES/70/1', 'A/RES/2200(XXI)A', 'A/RES/55/25 annex III')
    >>> canonical("UNTS vol. 660, No. 9464"), canonical("ILO C097"), canonical("Sales and purchases")
    ('UNTS 660 No. 9464', 'ILO C97', '')
    """
    plain = text.strip()
    annex = _ANNEX.search(plain)
    if annex:
        stem = canonical(plain[: annex.start()])
        return f"{stem} annex{' ' + annex.group(1).upper() if annex.group(1) else ''}" if stem else ""
    bare = _BARE.match(plain)
    if bare and _NUMBER.match(bare.group(1)):
        return f"A/RES/{tidy(bare.group(1))}"
    if _NUMBER.match(plain):
        return f"A/RES/{tidy(plain)}"
    if phrases().slashed.fullmatch(plain):
        return next((symbol.symbol for symbol in slashed(plain, phrases())), "")  # by far the most
    found = [symbol for symbol in (*find_symbols(plain), *find_numbers(plain)) if symbol.symbol]
    whole = [symbol for symbol in found if symbol.end - symbol.start >= len(plain) - 4]
    return whole[0].symbol if whole else ""


def held_spellings(symbol: str) -> list[str]:
    """Return the spellings under which a catalogue may hold a symbol, the most exact first.

    >>> held_spellings("A/RES/217(III)A"), held_spellings("A/RES/55/25 annex II"), held_spellings("UNTS 660 No. 9464")
    (['A/RES/217(III)A', 'A/RES/217(III)'], ['A/RES/55/25 annex II', 'A/RES/55/25'], ['UNTS 660 No. 9464'])
    """
    found = [symbol]
    stem = symbol.partition(" annex")[0]
    found.append(stem)
    if _PART_LETTER.search(stem):
        found.append(stem[:-1])
    elif stem.endswith(")") and "/RES/" in stem:
        found.append(f"{stem}A")
    return list(dict.fromkeys(found))


_PART_LETTER = re.compile(r"[0-9)][A-Z]$")
