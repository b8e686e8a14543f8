"""The nouns that names of instruments and bodies turn on ("Convention", "Declaration", "Forum")."""

from __future__ import annotations

import re
from functools import lru_cache

from compactx.citation.language import DEFAULT, codes, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = table()
# Instruments: a capitalised one after "the" or "that" points back to something.
INSTRUMENT_HEADS = tuple(_WORDS["heads"].split())
# Processes: they point back only where the text has named a single one. Councils, committees and commissions are left
# out: a text names many that no catalogue of instruments has.
BODY_HEADS = tuple(_WORDS["body_heads"].split())
# Names in other languages turn on nouns of their own, which point back in texts of these languages.
_OTHERS = tuple(table(code) for code in codes() if code != DEFAULT)
_ALL = frozenset(word for words in (_WORDS, *_OTHERS) for word in words["heads"].split())
_HEADS = frozenset((*_ALL, *BODY_HEADS))
_WORD = re.compile(r"[^\W\d_]+")
_JOIN = frozenset(word for words in (_WORDS, *_OTHERS) for word in words["head_joints"].split())
_KEPT = 10_000  # names whose noun is remembered: a text repeats few
_PLURALS = tuple(ending.partition(" ")[::2] for ending in _WORDS["plurals"])


def is_instrument_head(noun: str) -> bool:
    """Say whether a noun names instruments, in any language that has a table."""
    return noun in _ALL


@lru_cache(maxsize=_KEPT)
def head_of(name: str) -> str:
    """Return the noun that a name turns on, in the singular, '' if there is none.

    >>> head_of("Protocol against the Smuggling of Migrants, supplementing the United Nations Convention against Crime")
    'Protocol'
    >>> head_of("United Nations Framework Convention on Climate Change"), head_of("ICCPR"), head_of("Paris Agreement")
    ('Convention', '', 'Agreement')
    >>> head_of("Convención sobre los Derechos del Niño"), head_of("Pacte mondial pour des migrations sûres")
    ('Convención', 'Pacte')
    >>> head_of("Conference of the Parties to the Convention"), head_of("Implementation of the Declaration on Ports")
    ('', '')
    """
    found = ""
    for word in _WORD.findall(name):
        if word in _JOIN:
            break
        single = singular(word)
        if single in _HEADS:
            found = single
    return found


@lru_cache(maxsize=_KEPT)
def singular(word: str) -> str:
    """Return a head noun without its plural.

    >>> singular("Treaties"), singular("Goals"), singular("Pacts")
    ('Treaty', 'Goals', 'Pact')
    """
    if word in _HEADS:
        return word
    ending = next(((many, one) for many, one in _PLURALS if word.endswith(many)), ("", ""))
    return word.removesuffix(ending[0]) + ending[1]


def plural_name(name: str) -> str:
    """Return a name in the plural.

    >>> plural_name("regional body"), plural_name("national plan")
    ('regional bodies', 'national plans')
    """
    many, one = next(((many, one) for many, one in _PLURALS if name.endswith(one)), ("", ""))
    return name.removesuffix(one) + many


def nouns_in(head: str, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield where a noun stands in a stretch, in capitals or not, each with the word before it.

    It is looked for first by its letters alone, which is many times faster.

    >>> [one.group() for one in nouns_in("Pact", "the Pact of a Sea-pact, PACT pact and pacts", 0, 43)]
    ['the Pact', 'pact', 'PACT pact']
    """
    letters = "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else re.escape(c) for c in head)
    noun = re.compile(rf"(?P<before>[\w-]+ )?{letters}\b")
    starts = set()
    for found in re.compile(rf"{letters}\b").finditer(text, start, end):
        at = found.start()
        starts.add(at)
        if at > start and text[at - 1] == " ":
            at -= 1
            while at > start and (text[at - 1].isalnum() or text[at - 1] in "_-"):
                at -= 1
            starts.add(at)
    done = start
    for at in sorted(starts):
        one = noun.match(text, at, end) if at >= done else None
        if one:
            done = one.end()
            yield one
