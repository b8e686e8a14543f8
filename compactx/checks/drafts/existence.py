"""Cited documents and parts of instruments that do not exist."""

from __future__ import annotations

from compactx.checks.draft import DOUBTFUL, PART_RULES, WRONG, Judgement, draft_rule, in_parts
from compactx.citation import organs
from compactx.citation.language import matches, places_of
from compactx.citation.organs import ECONOMIC, NO_NUMBER, RIGHTS, never
from compactx.index import notes
from compactx.index.instruments import bare_parts
from compactx.model import locator
from compactx.model import patterns as re
from compactx.model.extent import LIKELY, NO, UNKNOWN, UNLIKELY, YES
from compactx.model.locator import spellings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node


@draft_rule("no-such-document", WRONG)
def no_such_document(draft: Draft) -> Iterator[Judgement]:
    """A resolution, document or convention that is cited can exist: its number is not beyond the last of its series.

    Example: "resolution 73/941", "A/99/643", "ILO Convention No. 999". A symbol that could exist and is not held is
    unchecked, not wrong.
    """
    newest = _newest(draft)
    for citation in draft.wholes:
        said = _impossible(citation.symbol, newest) if citation.symbol else _refused(citation)
        if said:
            found = citation.symbol or citation.surface
            yield Judgement(citation.start, citation.end, said, "", found, _limit(citation, newest))


def _refused(citation: Citation) -> str:
    """Return why the organ that the words name cannot have given a number."""
    return citation.reason.removeprefix(f"{NO_NUMBER}: ") if citation.reason.startswith(NO_NUMBER) else ""


def _newest(draft: Draft) -> int:
    """Return the year of the newest resolution that is known; of a library, which has thousands, it is remembered."""
    index = draft.index
    has_library = bool(index.meta().get("library"))
    told = notes.recall(index, _NEWEST) if has_library else ""
    if not told:
        sql = "SELECT max(date) FROM node WHERE kind = 'resolution' AND length(date) = 10"
        row = index.connection.execute(sql).fetchone()
        told = str(row[0])[:4] if row and row[0] else "0"
        if has_library:
            notes.remember(index, _NEWEST, told)
    return int(told)


def _impossible(symbol: str, newest: int) -> str:
    """Return why no document can bear a symbol, '' if one may."""
    for pattern, judge in _SERIES:
        found = pattern.match(symbol)
        if found:
            return judge(symbol, found, newest)
    return ""


def _of_assembly(symbol: str, found: re.Match[str], newest: int) -> str:
    session, number = int(found.group(1)), int(found.group(2))
    if 1945 + session > newest + 1:
        return f"the General Assembly has had no session {session}"
    beyond = "/RES/" in symbol and organs.is_beyond_session(session, number)
    return f"no session of the General Assembly has had {number} resolutions" if beyond else ""


def _of_council(_: str, found: re.Match[str], newest: int) -> str:
    number, year = int(found.group(1)), int(found.group(2))
    beyond = number > organs.council_last(newest + 1) or year > newest + 1
    return f"the Security Council has not reached resolution {number}" if beyond else ""


def _of_economic_council(symbol: str, found: re.Match[str], newest: int) -> str:
    if int(found.group(1)) > newest + 1:
        return f"the Economic and Social Council has not reached {found.group(1)}"
    why = never(ECONOMIC, found.group(1), int(found.group(2))) if _numbers(symbol) else ""
    return f"the Economic and Social Council has had no {why} in a year" if why else ""


def _of_rights_council(symbol: str, found: re.Match[str], newest: int) -> str:
    if organs.rights_council_year(int(found.group(1))) > newest + 1:
        return f"the Human Rights Council has had no session {found.group(1)}"
    why = never(RIGHTS, found.group(1), int(found.group(2))) if _numbers(symbol) else ""
    return f"the Human Rights Council has had no {why} in a session" if why else ""


def _numbers(symbol: str) -> bool:
    """Say whether a symbol is of a resolution or decision: documents are numbered higher."""
    return "/RES/" in symbol or "/DEC/" in symbol


def _of_labour(_: str, found: re.Match[str], __: int) -> str:
    kind = "convention" if found.group(1) == "C" else "recommendation"
    beyond = int(found.group(2)) > organs.LABOUR_LAST[found.group(1)]
    return f"the International Labour Conference has not adopted a {kind} No. {found.group(2)}" if beyond else ""


def _limit(citation: Citation, newest: int) -> str:
    if citation.symbol.startswith("S/"):
        return f"below {organs.council_last(newest + 1)}"
    if citation.symbol.startswith("ILO"):
        return f"up to {organs.LABOUR_LAST[citation.symbol[4]]}"
    if not citation.symbol.startswith("A/") or citation.symbol.startswith("A/HRC"):
        return ""
    return f"up to {organs.SESSION_MOST}" if "/RES/" in citation.symbol else f"up to session {newest - 1945 + 1}"


_SERIES = (
    (re.compile(r"A/(?:RES/|DEC/)?([0-9]{1,3})/(?:RES/|DEC/)?([0-9]{1,4})(?![0-9])"), _of_assembly),
    (re.compile(r"S/RES/([0-9]{1,5})\(([0-9]{4})\)"), _of_council),
    (re.compile(r"E/(?:RES/|DEC/)?([0-9]{4})/([0-9]{1,4})"), _of_economic_council),
    (re.compile(r"A/HRC/(?:RES/|DEC/)?([0-9]{1,3})/([0-9]{1,4})"), _of_rights_council),
    (re.compile(r"ILO ([CR])([0-9]{1,4})"), _of_labour),
)


_ADOPTED = re.compile(r"(A|A/HRC|E)/RES/([0-9]{1,4})/([0-9]{1,4})[A-Z]?")
_UNOWNED = re.compile(r"(?<![0-9/])([0-9]{2})/([0-9]{3,5})$")
_NUMBERED = frozenset({"resolution-number", "decision-number"})


@draft_rule("document-in-doubt", DOUBTFUL)
def document_in_doubt(draft: Draft) -> Iterator[Judgement]:
    """A resolution that is cited has a number that one is known to have.

    Examples: "General Assembly resolution 74/381", where no resolution of the session is known beyond 74/307, and
    "resolution 74/1021" of an organ that is not named. Numbers of resolutions at hand and of those that they cite are
    what is known: such a number is doubtful, never wrong.
    """
    for citation in draft.wholes:
        node = draft.node(citation.to)
        if node is not None and draft.is_held(node):
            continue
        said = _unknown(citation.symbol) if citation.symbol else _of_nobody(citation)
        if said:
            found = citation.symbol or citation.surface
            yield Judgement(citation.start, citation.end, f"not known to exist: {said}", "", found)


def _unknown(symbol: str) -> str:
    """Return how high the numbers of a session are known to go, '' if a number is not far beyond."""
    found = _ADOPTED.fullmatch(symbol)
    if not found or (found.group(1) == ECONOMIC) != organs.is_year(found.group(2)):
        return ""
    organ, session, number = found.group(1), int(found.group(2)), int(found.group(3))
    highest, which = organs.highest_known(organ, session, number)
    return f"the highest resolution of {which} that we know of is number {highest}" if highest else ""


def _of_nobody(citation: Citation) -> str:
    """Return that no organ has numbered so high, '' if one may have or the number ends in a year."""
    found = _UNOWNED.search(citation.surface) if citation.rule in _NUMBERED and not citation.reason else None
    number = int(found.group(2)) if found else 0
    if number <= organs.SESSION_MOST or number in organs.YEARS:
        return ""
    return f"no organ of the United Nations has had a resolution of number {number} in a session"


_NEWEST = "newest-resolution"
_NUMBER = re.compile("[0-9]{1,3}")
_BEFORE = 60  # characters that say whose targets they are
_BRACKETED = re.compile(r"\[[0-9]{1,3}\]")
_POINTED = re.compile(r"[0-9]\.[0-9a-z]")  # what the number of a target looks like: most drafts have none


@draft_rule("no-such-part", WRONG)
def no_such_part(draft: Draft) -> Iterator[Judgement]:
    """An article, paragraph, letter, objective, goal or target that is cited exists.

    Example: "article 61 of the Convention on the Rights of the Child", which has 54 articles. Told where the corpus
    knows the extent of the instrument, or the library holds the document whole.
    """
    told: list[tuple[int, int]] = []
    for citation, node in draft.instruments:
        if not node.confidence and not citation.symbol:
            continue  # a document of the library whose title holds the name of another
        missing = [part for part in citation.parts if _has(draft, node, part) == NO]
        if missing:
            judgement = _judged(draft, citation, node, missing, "has no")
            told.append((judgement.start, judgement.end))
            yield judgement
    for judgement in (*_alone(draft), *_targets(draft), *(_bracketed(draft) if _BRACKETED.search(draft.text) else ())):
        if not any(start < judgement.end and judgement.start < end for start, end in told):
            told.append((judgement.start, judgement.end))
            yield judgement


@draft_rule("part-in-doubt", DOUBTFUL)
def part_in_doubt(draft: Draft) -> Iterator[Judgement]:
    """An article or paragraph that is cited exists as far as we know, where no text was at hand to be counted.

    Example: "article 30" of a treaty that has 23 articles by general knowledge, which its extent marks as of low
    confidence. What we have not counted may be wrong: such a part is doubtful, never wrong.
    """
    for citation, node in draft.instruments:
        doubted = [part for part in citation.parts if _has(draft, node, part) == UNLIKELY]
        if doubted and (node.confidence or citation.symbol):
            yield _judged(draft, citation, node, doubted, "may have no")


def _has(draft: Draft, node: Node, part: str) -> str:
    """Say whether an instrument has a part; a provision that the index holds exists, however it is spelt."""
    if draft.node(f"{node.id}/{part}") or _held(draft, node, part):
        return YES
    node = draft.with_parts(node)
    extent = draft.extent(node)
    if in_parts(draft, node):
        return UNKNOWN
    answers = {extent.has(spelling) for spelling in _written(part)}
    there, refused = answers & {YES, LIKELY}, answers & {NO, UNLIKELY}
    if there:
        return YES if YES in there else LIKELY
    return (NO if NO in refused else UNLIKELY) if refused else UNKNOWN


def _held(draft: Draft, node: Node, part: str) -> bool:
    whole = [spelling for spelling in spellings(part) if spelling.count(".") == part.count(".")]
    return any(draft.node(f"{node.id}/{spelling}") for spelling in whole)


def _written(part: str) -> list[str]:
    """Return a locator as extents are asked: "goal 10.7" is the target, "annex.5" the paragraph."""
    if ".target-" in part:
        return spellings(part)[:1]
    if part.startswith("indicator-") and part.count(".") > 1:
        return [f"target-{part[10:].rpartition('.')[0]}"]
    if part.startswith("goal-") and "." in part:
        return [f"target-{part[5:]}"]
    return [part.removeprefix("annex.")]


def _judged(draft: Draft, citation: Citation, node: Node, missing: list[str], says: str) -> Judgement:
    place = draft.pinpoint(citation) or (citation.start, citation.end)
    start, end = min(place[0], citation.start), max(place[1], citation.end)
    extent = draft.extent(draft.with_parts(node))
    said = "; ".join(dict.fromkeys(extent.words(_written(part)[0]) for part in missing))
    shown = [locator.printed(part) for part in missing]
    message = f"{node.title} {says} {', '.join(map(_named, shown))}: {said}"
    return Judgement(start, end, message, f"{node.id}/{missing[0]}", ", ".join(shown), said)


def _named(shown: str) -> str:
    return shown if shown[0].isalpha() else f"paragraph {shown}"


def _alone(draft: Draft) -> Iterator[Judgement]:
    """Judge parts that are named without their instrument: goals, targets and objectives by number alone."""
    for citation in draft.citations:
        node = draft.node(citation.whole) if citation.rule in PART_RULES and citation.reason else None
        if node is None or not citation.parts:
            continue
        missing = [part for part in citation.parts if _tells_whose(part) and _has(draft, node, part) == NO]
        if missing:
            yield _nowhere(draft, node, missing[0], citation.start, citation.end)


def _tells_whose(part: str) -> bool:
    """Say whether a part alone may be held against an instrument: "Target 20" without a stop is of some other list."""
    return not part.startswith("target-") or "." in part


def _nowhere(draft: Draft, node: Node, part: str, start: int, end: int) -> Judgement:
    called = draft.facts(node).first("called") or node.title
    said = draft.extent(draft.with_parts(node)).words(_written(part)[0])
    name = locator.printed(_written(part)[0])
    message = f"there is no {_named(name)} in {called}: {said}"
    return Judgement(start, end, message, f"{node.id}/{part}", name, said)


def _bracketed(draft: Draft) -> Iterator[Judgement]:
    """Judge numbers in the square brackets of what is not agreed yet: "Objective [23][24] of the Compact"."""
    for citation, node in draft.instruments:
        low = max(0, citation.start - _BEFORE)
        found = None if citation.parts else draft.phrases.bracketed_parts.search(draft.text, low, citation.start)
        if found is None or not (node.confidence or citation.symbol):
            continue
        kind = next(name for name, said in found.groupdict().items() if said and name != "numbers")
        for number in _NUMBER.finditer(draft.text, *found.span("numbers")):
            part = number.group() if kind == "paragraph" else f"{kind}-{number.group()}"
            if _has(draft, node, part) == NO:
                yield _nowhere(draft, node, part, number.start(), number.end())


def _targets(draft: Draft) -> Iterator[Judgement]:
    """Judge targets that are named by number alone, in a text that does not say whose they are: their form tells."""
    words = draft.phrases
    places = places_of(draft.text, words.target_labels)
    node = bare_parts(draft.index).get("target") if places and _POINTED.search(draft.text) else None
    for found in matches(words.target, draft.text, places) if node else ():
        before = draft.text[max(0, found.start() - _BEFORE) : found.start()]
        at: re.Match[str] | None = None if words.targets_of_others.search(before.rpartition("\n")[2]) else found
        start = found.start()
        while at is not None:
            part = f"target-{at.group(1)}"
            if node and draft.extent(node).has(part) == NO:
                yield _nowhere(draft, node, part, start, at.end(1))
            at = words.another_target.match(draft.text, at.end(1))
            start = at.start(1) if at else start
