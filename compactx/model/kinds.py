"""The kinds of things, and the families they form."""

from __future__ import annotations

INSTRUMENT_KINDS = ("treaty", "framework", "guidance", "resolution", "document")
ACTOR_KINDS = ("body", "office", "process", "mechanism")
CLASS_KINDS = ("class",)
PROVISION_KINDS = (
    "section", "paragraph", "recital", "item", "principle", "objective", "commitment", "action",
    "goal", "target", "article", "footnote", "theme", "proposal", "statement",
)  # fmt: skip
ENTRY_KINDS = (*INSTRUMENT_KINDS, *ACTOR_KINDS, *CLASS_KINDS)
KINDS = (*ENTRY_KINDS, *PROVISION_KINDS)
LEGAL = ("binding", "non-binding", "voluntary", "n/a")
CONFIDENCE = ("high", "medium", "low")
# What is special about a name for the reader of texts: other organisations have one of it too ("the General Assembly of
# ..."); it opens the names of other things; it is the organisation whose organs have short names; labour standards.
READER_MARKS = ("common-name", "opens-names", "organisation", "labour-standards")
STRENGTHS = ("strong", "moderate", "weak", "related")

_IRREGULAR = {"bodies": "body", "processes": "process", "treaties": "treaty", "classes": "class"}


def family(kind: str) -> str:
    """Return what a kind belongs to: instrument, actor, class or provision.

    >>> family("treaty"), family("action")
    ('instrument', 'provision')
    """
    if kind in INSTRUMENT_KINDS:
        return "instrument"
    if kind in ACTOR_KINDS:
        return "actor"
    return "class" if kind in CLASS_KINDS else "provision"


def kind_of_word(word: str) -> str:
    """Return the kind that a word names, in the singular or the plural, or ''.

    >>> kind_of_word("Treaties"), kind_of_word("objective"), kind_of_word("tree")
    ('treaty', 'objective', '')
    """
    folded = word.lower()
    for candidate in (folded, _IRREGULAR.get(folded, ""), folded.removesuffix("s")):
        if candidate in KINDS:
            return candidate
    return ""
