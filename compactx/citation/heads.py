"""The nouns that names of instruments and bodies turn on ("Convention", "Declaration", "Forum")."""

from __future__ import annotations

import re

from compactx.citation.language import table

_WORDS = table()
# Instruments: a capitalised one after "the" or "that" points back to something.
INSTRUMENT_HEADS = tuple(_WORDS["heads"].split())
# Processes: they point back only where the text has named a single one. Councils, committees and commissions are left
# out: a text names many that no catalogue of instruments has.
BODY_HEADS = tuple(_WORDS["body_heads"].split())
_HEADS = frozenset((*INSTRUMENT_HEADS, *BODY_HEADS))
_WORD = re.compile(r"[A-Za-z]+")
_JOIN = frozenset(_WORDS["head_joints"].split())
_PLURALS = tuple(ending.partition(" ")[::2] for ending in _WORDS["plurals"])


def head_of(name: str) -> str:
    """Return the noun that a name turns on, in the singular, '' if there is none.

    >>> head_of("Protocol against the Smuggling of Migrants, supplementing the United Nations Convention against Crime")
    'Protocol'
    >>> head_of("United Nations Framework Convention on Climate Change"), head_of("ICCPR"), head_of("Paris Agreement")
    ('Convention', '', 'Agreement')
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


def singular(word: str) -> str:
    """Return a head noun without its plural.

    >>> singular("Treaties"), singular("Goals"), singular("Pacts")
    ('Treaty', 'Goals', 'Pact')
    """
    if word in _HEADS:
        return word
    ending = next(((many, one) for many, one in _PLURALS if word.endswith(many)), ("", ""))
    return word.removesuffix(ending[0]) + ending[1]


def plural(name: str) -> str:
    """Return a name in the plural.

    >>> plural("regional body"), plural("national plan")
    ('regional bodies', 'national plans')
    """
    many, one = next(((many, one) for many, one in _PLURALS if name.endswith(one)), ("", ""))
    return name.removesuffix(one) + many
