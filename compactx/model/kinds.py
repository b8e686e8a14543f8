"""The closed words of every corpus: kinds of things, relations and bases of references, origins of names.

Of origins the lower counts more, and a lower one never unsettles a higher one.
"""

from __future__ import annotations

from compactx.model.record import Row

FAMILIES = ("citation", "follow-up", "catalogue", "structure", "lineage")
BASES = ("text", "footnote", "class", "nested", "structure", "catalogue", "official", "editorial")
EVIDENCE = (
    "text",
    "nested",
    "footnote",
    "official",
)  # what proves a reference; in SQL the tuple stands as it is printed
NAMING = ("text", "nested", "footnote")  # what makes a clause cite a thing: its own words and its footnotes
SHIPPED, USER, LIBRARY, CLAIM = range(4)
ORIGINS = ("shipped", "user", "library", "claim")


class Kind(Row):
    """What there is to know of one kind; a kind is added by a line of the table below.

    ``family`` is instrument, actor, class or provision; ``about`` says in the docs what is of this kind; ``plural`` is
    in lower case; ``look`` names how pictures draw it (:mod:`compactx.export.picture.looks`) and ``legend`` the word
    there; ``rdf`` is its class; ``takes_s`` says that texts speak of several such things by the name of one and an s.
    """

    name: str
    family: str
    about: str
    plural: str
    look: str
    legend: str
    rdf: str = "schema:Legislation"
    takes_s: bool = False


_CONCEPT, _WORK, _BODY = "skos:Concept", "schema:CreativeWork", "schema:Organization"
TABLE = (
    Kind("treaty", "instrument", "convention, covenant, protocol, agreement", "treaties", "treaty", "treaty"),
    Kind("framework", "instrument", "what States agreed without a treaty: a compact, an agenda, a declaration",
         "frameworks", "framework", "framework"),
    Kind("guidance", "instrument", "guidelines, principles, a recommendation", "guidance", "guidance", "guidance",
         _WORK, takes_s=True),
    Kind("resolution", "instrument", "a resolution of an organ", "resolutions", "resolution", "resolution"),
    Kind("document", "instrument", "a report, a note, a record, a decision", "documents", "paper", "document", _WORK),
    Kind("body", "actor", "an organisation, organ, committee or network", "bodies", "actor", "body", _BODY),
    Kind("office", "actor", "who holds an office, or the staff around one", "offices", "actor", "office", _BODY,
         takes_s=True),
    Kind("process", "actor", "a forum, dialogue or review that meets again and again", "processes", "process",
         "process", "cx:Process", takes_s=True),
    Kind("mechanism", "actor", "a fund, a hub, a framework for working together", "mechanisms", "process", "mechanism",
         "cx:Mechanism", takes_s=True),
    Kind("state", "actor", "a State", "states", "state", "State", "schema:Country"),
    Kind("class", "class", "a named group, with its members", "classes", "class", "class (a named group)",
         "skos:Collection", takes_s=True),
    Kind("section", "provision", "a part under a heading", "sections", "clause", "clause"),
    Kind("paragraph", "provision", "a numbered paragraph", "paragraphs", "clause", "clause"),
    Kind("recital", "provision", "a paragraph of a preamble", "recitals", "clause", "clause"),
    Kind("item", "provision", "a lettered or numbered item of a list", "items", "clause", "clause"),
    Kind("principle", "provision", "a guiding principle", "principles", "clause", "clause"),
    Kind("objective", "provision", "an objective", "objectives", "objective", "objective"),
    Kind("commitment", "provision", "what an objective commits to", "commitments", "clause", "clause"),
    Kind("action", "provision", "what is to be done towards an objective", "actions", "clause", "clause"),
    Kind("goal", "provision", "a goal", "goals", "target", "goal or target", _CONCEPT),
    Kind("target", "provision", "a target of a goal", "targets", "target", "goal or target", _CONCEPT),
    Kind("article", "provision", "an article of a treaty or of rules", "articles", "clause", "clause"),
    Kind("footnote", "provision", "a footnote", "footnotes", "clause", "clause"),
    Kind("theme", "provision", "a theme of a discussion", "themes", "clause", "clause", _WORK),
    Kind("proposal", "provision", "what somebody proposed", "proposals", "clause", "clause", _WORK),
    Kind("statement", "provision", "what somebody said", "statements", "clause", "clause", _WORK),
)  # fmt: skip
_BY_NAME = {kind.name: kind for kind in TABLE}


def _of(*families: str) -> tuple[str, ...]:
    return tuple(kind.name for kind in TABLE if kind.family in families)


INSTRUMENT_KINDS, ACTOR_KINDS, CLASS_KINDS = _of("instrument"), _of("actor"), _of("class")
PROVISION_KINDS, ENTRY_KINDS = _of("provision"), _of("instrument", "actor", "class")
KINDS = tuple(_BY_NAME)
LEGAL = ("binding", "non-binding", "voluntary", "n/a")
CHOICES = ("in_favour", "against", "abstaining", "not_voting")  # of a State in a vote
VOTED = tuple(choice.replace("_", "-") for choice in CHOICES)  # the same as people write them
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

_BY_PLURAL = {kind.plural: kind.name for kind in TABLE}


def family(kind: str) -> str:
    """Return what a kind belongs to: instrument, actor, class or provision.

    >>> family("treaty"), family("action")
    ('instrument', 'provision')
    """
    return kind_named(kind).family


def kind_named(kind: str) -> Kind:
    """Return what is known of a kind; an unknown one is taken for a clause.

    >>> kind_named("treaty").plural, kind_named("class").rdf, kind_named("verse").family
    ('treaties', 'skos:Collection', 'provision')
    """
    return _BY_NAME.get(kind, _BY_NAME["paragraph"])


def kind_of_word(word: str) -> str:
    """Return the kind that a word names, in the singular or the plural, or ''.

    >>> kind_of_word("Treaties"), kind_of_word("objective"), kind_of_word("tree")
    ('treaty', 'objective', '')
    """
    folded = word.lower()
    for candidate in (folded, _BY_PLURAL.get(folded, ""), folded.removesuffix("s")):
        if candidate in KINDS:
            return candidate
    return ""


def pinpoint_kind(pinpoint: str, target: str) -> str:
    """Return what a pinpoint counts, by its words or else by the kind of provision it leads to, '' if neither tells.

    >>> pinpoint_kind("Annex II, \u00b6 8(a)", "item"), pinpoint_kind("5.2", "target"), pinpoint_kind("24", "document")
    ('paragraph', 'target', '')
    """
    if not pinpoint:  # as of most references
        return ""
    words = pinpoint.lower().replace("\u00b6", " \u00b6 ").replace("\u00a7", " \u00a7 ").replace(".", " ").split()
    told = next((_WORDS[word] for word in reversed(words) if word in _WORDS), "")
    if told:
        return told
    return _BY_KIND.get(target) or ("paragraph" if target in {"paragraph", "item", "action", "principle"} else "")


class Relation(Row):
    """A word of the closed vocabulary in ``relations.yaml``.

    ``forward`` and ``backward`` are its readings from the citing and from the cited end; ``cost`` is what a
    hop over it costs on a path (the more a relation says, the less it costs).
    """

    id: str
    forward: str
    backward: str
    family: str
    cost: int
