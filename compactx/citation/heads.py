"""The nouns that names of instruments and bodies turn on ("Convention", "Declaration", "Forum")."""

from __future__ import annotations

import re

# Instruments: a capitalised one after "the" or "that" points back to something.
INSTRUMENT_HEADS = (
    "Convention", "Covenant", "Charter", "Declaration", "Protocol", "Agreement", "Treaty", "Compact", "Agenda",
    "Pact", "Statute", "Framework", "Recommendation", "Guidelines", "Principles", "Goals",
)  # fmt: skip
# Processes: they point back only where the text has named a single one. Councils, committees and commissions are left
# out: a text names many that no catalogue of instruments has.
BODY_HEADS = ("Forum", "Network", "Dialogue", "Assembly")
# What an instrument that no catalogue has may be called; the weak ones are common nouns too.
STRONG = (
    "Convention|Covenant|Protocol|Declaration|Agreement|Treaty|Charter|Statute|Pact|Compact|Accords?|Consensus"
    "|Programme of Action|Plan of Action|Platform for Action|Platform of Action|Framework for Action"
    "|Plan of Implementation|Action Agenda|Action Plan|Code of Conduct|Code of Practice"
)  # fmt: skip
WEAK = (
    "Agenda|Framework|Strategy|Principles|Guidelines|Guidance|Rules|Recommendations?|Roadmap|Pathway|Commitment"
    "|Call to Action|Outcome|Act|Law|Code|Ordinance|Directive"
)
_HEADS = frozenset((*INSTRUMENT_HEADS, *BODY_HEADS))
_WORD = re.compile(r"[A-Za-z]+")
_JOIN = frozenset("on of for against to relating concerning in with supplementing and by".split())  # noqa: SIM905 - words read best as words


def head_of(name: str) -> str:
    """Return the noun that a name turns on, in the singular, '' if there is none.

    >>> head_of("Protocol against the Smuggling of Migrants, supplementing the United Nations Convention against Crime")
    'Protocol'
    >>> head_of("United Nations Framework Convention on Climate Change"), head_of("ICCPR"), head_of("Paris Agreement")
    ('Convention', '', 'Agreement')
    """
    found = ""
    for word in _WORD.findall(name):
        if word in _JOIN and found:
            break
        single = singular(word)
        if single in _HEADS:
            found = single
    return found


def singular(word: str) -> str:
    """Return a head noun without its plural."""
    if word in _HEADS:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")
