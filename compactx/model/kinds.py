"""The kinds of things, and the families they form."""

from __future__ import annotations

INSTRUMENT_KINDS = ("treaty", "framework", "guidance", "resolution", "document")
ACTOR_KINDS = ("body", "office", "process", "mechanism", "state")
CLASS_KINDS = ("class",)
PROVISION_KINDS = (
    "section", "paragraph", "recital", "item", "principle", "objective", "commitment", "action",
    "goal", "target", "article", "footnote", "theme", "proposal", "statement",
)  # fmt: skip
ENTRY_KINDS = (*INSTRUMENT_KINDS, *ACTOR_KINDS, *CLASS_KINDS)
KINDS = (*ENTRY_KINDS, *PROVISION_KINDS)
LEGAL = ("binding", "non-binding", "voluntary", "n/a")
CONFIDENCE = ("high", "medium", "low")
UNCONFIRMED = ("general knowledge", "recall")  # a source that begins so confirms nothing
# What is special about a name for the reader of texts: other organisations have one of it too ("the General Assembly of
# ..."); it opens the names of other things; it is the organisation whose organs have short names; labour standards.
READER_MARKS = ("common-name", "opens-names", "organisation", "labour-standards")
STRENGTHS = ("strong", "moderate", "weak", "related")
PINPOINT_KINDS = ("paragraph", "article", "page", "objective", "goal", "target", "footnote", "section")
_WORDS = {
    "\u00b6": "paragraph", "\u00a7": "section", "para": "paragraph", "paras": "paragraph", "paragraph": "paragraph",
    "paragraphs": "paragraph", "article": "article", "articles": "article", "art": "article", "arts": "article",
    "page": "page", "pages": "page", "p": "page", "pp": "page", "objective": "objective", "objectives": "objective",
    "goal": "goal", "goals": "goal", "target": "target", "targets": "target", "footnote": "footnote",
    "footnotes": "footnote", "section": "section", "sections": "section",
}  # fmt: skip
_BY_KIND = {"article": "article", "objective": "objective", "goal": "goal", "target": "target", "footnote": "footnote"}

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


def pinpoint_kind(pinpoint: str, target: str) -> str:
    """Return what a pinpoint counts, by its words or else by the kind of provision it leads to, '' if neither tells.

    >>> pinpoint_kind("Annex II, \u00b6 8(a)", "item"), pinpoint_kind("5.2", "target"), pinpoint_kind("24", "document")
    ('paragraph', 'target', '')
    """
    words = pinpoint.lower().replace("\u00b6", " \u00b6 ").replace("\u00a7", " \u00a7 ").replace(".", " ").split()
    told = next((_WORDS[word] for word in reversed(words) if word in _WORDS), "")
    if told or not pinpoint:
        return told
    return _BY_KIND.get(target) or ("paragraph" if target in {"paragraph", "item", "action", "principle"} else "")
