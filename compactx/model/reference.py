"""Typed edges of the graph, with the words that prove them."""

from __future__ import annotations

from compactx.model.finding import Place
from compactx.model.record import Record

PINPOINT_KINDS = ("paragraph", "article", "page", "objective", "goal", "target", "footnote", "section")
_WORDS = {
    "\u00b6": "paragraph", "\u00a7": "section", "para": "paragraph", "paras": "paragraph", "paragraph": "paragraph",
    "paragraphs": "paragraph", "article": "article", "articles": "article", "art": "article", "arts": "article",
    "page": "page", "pages": "page", "p": "page", "pp": "page", "objective": "objective", "objectives": "objective",
    "goal": "goal", "goals": "goal", "target": "target", "targets": "target", "footnote": "footnote",
    "footnotes": "footnote", "section": "section", "sections": "section",
}  # fmt: skip
_BY_KIND = {"article": "article", "objective": "objective", "goal": "goal", "target": "target", "footnote": "footnote"}


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


class Reference(Record):
    """An edge from a provision, actor or instrument to what it names.

    ``clause`` is the id of the provision whose wording proves the edge (the citing provision itself, for
    citations); ``surface`` the few words that cite, ``pinpoint`` the part aimed at as written, ``pinpoint_kind`` what
    it counts where its words do not tell.
    """

    from_id: str
    to: str
    relation: str
    basis: str
    place: Place
    surface: str = ""
    pinpoint: str = ""
    clause: str = ""
    confidence: str = ""
    strength: str = ""
    rationale: str = ""
    source: str = ""
    pinpoint_kind: str = ""
