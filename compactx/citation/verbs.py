"""Operative verbs of resolutions by strength: which verb opens a paragraph, and whether it weakened or grew.

Every paragraph of a resolution opens with a verb (of its recitals, with a participle), and negotiators trade those
verbs: "urges" that becomes "encourages" asks for less. The order here is a **drafting convention and no rule of law**:
whether a paragraph binds depends on the organ and its powers, not on this table. It rests on

- the United Nations Editorial Manual (resolutions, II.C): an operative paragraph begins with an operative verb in the
  present tense, a preambular one with a participle or an adjective, so that both forms are one verb here;
- General Assembly decision 55/488 (A/55/49, Vol. III; the legal opinion before it is A/C.5/55/42): "notes" and "takes
  note of" are neutral, neither approval nor disapproval, hence the floor of this table;
- what teachers of drafting agree on: demands, calls upon, urges, encourages, invites, from strong to weak. They do not
  agree on everything: J. S. Gruenberg's study of the Security Council (41 Case W. Res. J. Int'l L. 513, 2009) puts
  "urges" above "calls upon" and "decides" lowest. Verbs that practice does not tell apart have the same strength.

Strengths compare within a family: acts of the body itself, what it asks of others, what it states, its praise, its
blame. Across families only what drafting knows is told: an act is more than asking, asking more than stating, and
everything more than noting. Whatever else changed is "other": it is for the reader to judge.
"""

from __future__ import annotations

from compactx.citation.words import keys
from compactx.model.record import Record

ACT, ASK, STATE, PRAISE, BLAME = "act", "ask", "state", "praise", "blame"

# Family and strength of each verb, as the third person writes it, without "its". Only the order within a family counts.
_TABLE = {
    ACT: (
        (9, "decides|resolves|adopts|establishes|authorizes|authorises|approves|proclaims|designates|appoints|extends"),
        (9, "mandates|commits|pledges|undertakes|declares|terminates|convenes|renews the mandate"),
        (8, "endorses|agrees|confirms|accepts|determines"),
        (7, "intends|expresses intention|expresses readiness|expresses determination|determined|resolved"),
    ),
    ASK: (
        (9, "demands|insists"),
        (8, "requests|instructs|directs|requires|reiterates request|renews request|repeats request"),
        (7, "calls upon|calls on|calls for|calls|reiterates call|renews call|repeats call|asks"),
        (6, "urges|exhorts|reiterates urgent appeal"),
        (5, "appeals|recommends|reiterates appeal|renews appeal|reiterates recommendation"),
        (4, "encourages|reiterates encouragement"),
        (3, "invites|reiterates invitation|renews invitation"),
        (2, "suggests|proposes"),
        (1, "hopes|expresses the hope|expresses hope|looks forward|expects|trusts"),
    ),
    STATE: (
        (6, "reaffirms|reiterates|affirms|asserts"),
        (5, "stresses|emphasizes|emphasises|underlines|underscores|highlights|convinced|expresses conviction"),
        (4, "recognizes|recognises|acknowledges|considers|believes"),
        (3, "recalls|bears in mind|keeps in mind|mindful|aware|conscious|cognizant|reminds|guided|takes into account"),
        (3, "draws attention|draws the attention|calls attention|observes|realizes"),
        (1, "notes|takes note|having considered|having examined|having received"),
    ),
    PRAISE: (
        (5, "commends|congratulates|pays tribute|applauds|expresses deep appreciation"),
        (5, "expresses gratitude|expresses profound gratitude"),
        (4, "welcomes|supports|expresses appreciation|appreciates|thanks|expresses support"),
        (4, "expresses satisfaction|expresses full support|expresses strong support"),
        (3, "notes with appreciation|notes with satisfaction|notes with approval|takes note with appreciation"),
        (3, "takes note with satisfaction|takes note with approval"),
        (2, "notes with interest|takes note with interest"),
    ),
    BLAME: (
        (8, "condemns|denounces|rejects"),
        (7, "deplores|outraged|appalled"),
        (6, "expresses outrage|expresses alarm|alarmed|notes with alarm"),
        (5, "expresses grave concern|expresses gravest concern|gravely concerned"),
        (4, "expresses deep concern|expresses serious concern"),
        (4, "deeply concerned|seriously concerned|notes with deep concern|notes with grave concern|deeply disturbed"),
        (4, "notes with serious concern|expresses profound concern"),
        (3, "expresses concern|concerned|notes with concern|disturbed"),
        (2, "regrets|expresses regret|notes with regret"),
    ),
}  # fmt: skip
_PARTICIPLES = {"bears": "bearing", "commits": "committing", "regrets": "regretting"}
_PLAIN = frozenset(("determined", "resolved", "convinced", "mindful", "aware", "conscious", "cognizant", "guided",
                    "concerned", "alarmed", "disturbed", "outraged", "appalled", "having", "deeply", "gravely",
                    "seriously"))  # fmt: skip
# The letters of a mark: "(viii)", "OP 12 bis", "PP3 alt".
_MARKS = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
                    "pp", "op", "bis", "ter", "quater", "quinquies", "alt", "option"))  # fmt: skip
# What may stand before the verb and says nothing of its strength, and what does.
_ORDER = frozenset(("we", "also", "further", "again", "once", "more", "hereby", "therefore", "accordingly", "likewise"))
_MORE = frozenset(("strongly", "firmly", "solemnly", "unequivocally", "urgently", "deeply", "gravely", "seriously",
                   "vigorously", "fully", "categorically", "unreservedly", "warmly", "highly"))  # fmt: skip
# "Requests for assistance", "Notes of", "Calls by": a noun opens the paragraph.
_NOUNS = frozenset(("requests", "request", "demands", "demand", "notes", "note", "supports", "support", "calls", "call",
                    "hopes", "hope", "appeals", "appeal", "approaches", "trusts", "trust"))  # fmt: skip
_AFTER_NOUNS = frozenset(("for", "of", "by", "from", "shall", "may", "must", "should", "under", "made", "are", "is"))
_RANK = {ACT: 2, ASK: 1, STATE: 0}
_NEUTRAL = 1
_OWN = frozenset(("its", "our", "their"))
_OPENING, _LEAD = 400, 16  # characters and words of a paragraph that are looked at


class Verb(Record):
    """The verb that opens a paragraph: as written (``Strongly urges``), as the table has it, and how strong it is.

    ``more`` says that an adverb strengthens it.
    """

    written: str
    key: str
    family: str
    strength: int
    more: bool = False


class VerbChange(Record):
    """How the opening verb went from an earlier wording (there) to a later one (here).

    ``change`` is ``weaker``, ``stronger``, ``same``, or ``other`` where neither is more than the other.
    """

    here: str
    there: str
    change: str


def opening_verb(text: str) -> Verb | None:
    """Return the verb that opens a paragraph, None if it opens with none of this table, or with several to choose from.

    >>> opening_verb("12. Also strongly urges States to act")
    Verb(written='strongly urges', key='urges', family='ask', strength=6, more=True)
    >>> opening_verb("Noting with concern the trend").key, opening_verb("We call upon all actors").key
    ('notes with concern', 'calls upon')
    >>> opening_verb("Requests for assistance shall be made in writing")
    >>> opening_verb("4. [Invites] [Requests] States to act")
    """
    if _is_to_be_chosen(text):
        return None
    words = [word for word in keys(text[:_OPENING])[:_LEAD] if word not in _OWN]
    at = 0
    while at < len(words) and (len(words[at]) == 1 or words[at] in _MARKS or words[at] in _ORDER):
        at += 1
    for start in (at, at + 1):  # an adverb may be part of the phrase: "deeply concerned"
        found = _longest(words, start)
        if found:
            size, (key, family, strength) = found
            more = start > at and words[at] in _MORE
            if start > at and not more:
                return None
            return Verb(" ".join(words[at if more else start : start + size]), key, family, strength, more)
    return None


def verb_change(here: str, there: str) -> VerbChange | None:
    """Return how the opening verb went from an earlier paragraph (there) to a later one (here).

    None if either opens with no verb of the table.

    >>> verb_change("3. Encourages States to act", "2. Urges States to act")
    VerbChange(here='encourages', there='urges', change='weaker')
    >>> verb_change("Notes the report", "Decides to convene a forum").change
    'weaker'
    """
    now, then = opening_verb(here), opening_verb(there)
    return VerbChange(now.written, then.written, compared_verbs(now, then)) if now and then else None


def _is_to_be_chosen(text: str) -> bool:
    """Say whether a paragraph opens with wordings in brackets of which nobody has chosen one yet."""
    plain = text.lstrip("0123456789. ")
    first, _, rest = plain[1:].partition("]")
    return plain[:1] == rest.lstrip("/ ")[:1] == "[" and "[" not in first


def compared_verbs(now: Verb, then: Verb) -> str:
    """Return how a verb compares with an earlier one: ``weaker``, ``stronger``, ``same`` or ``other``."""
    if now.key == then.key or (now.family, now.strength) == (then.family, then.strength):
        if now.more != then.more:
            return "stronger" if now.more else "weaker"
        return "same" if now.key == then.key else "other"
    if now.family == then.family:
        return "stronger" if now.strength > then.strength else "weaker"
    if _neutral(now) or _neutral(then):
        return "weaker" if _neutral(now) else "stronger"
    if now.family in _RANK and then.family in _RANK:
        return "stronger" if _RANK[now.family] > _RANK[then.family] else "weaker"
    return "other"


def _neutral(verb: Verb) -> bool:
    return verb.family == STATE and verb.strength == _NEUTRAL


def _longest(words: list[str], start: int) -> tuple[int, tuple[str, str, int]] | None:
    """Return the longest phrase of the table that stands at a word, with its number of words."""
    for size in range(min(_LONGEST, len(words) - start), 0, -1):
        found = _FORMS.get(tuple(words[start : start + size]))
        if found:
            after = words[start + size] if start + size < len(words) else ""
            return None if size == 1 and words[start] in _NOUNS and after in _AFTER_NOUNS else (size, found)
    return None


def _forms(phrase: str) -> list[tuple[str, ...]]:
    """Return a phrase of the third person with its participle, and as "we" says it.

    >>> _forms("expresses hope")
    [('expresses', 'hope'), ('expressing', 'hope'), ('express', 'hope')]
    """
    first, *rest = phrase.split()
    if first in _PLAIN:
        return [(first, *rest)]
    bare = first[:-2] if first.endswith(("sses", "shes", "ches")) else first[:-1]
    stem = bare[:-1] if bare.endswith("e") and not bare.endswith("ee") else bare
    return [(first, *rest), (_PARTICIPLES.get(first) or stem + "ing", *rest), (bare, *rest)]


_FORMS = {
    form: (phrase.replace("ises", "izes"), family, strength)
    for family, ranks in _TABLE.items()
    for strength, phrases in ranks
    for phrase in phrases.split("|")
    for form in _forms(phrase)
}
_LONGEST = max(map(len, _FORMS))
