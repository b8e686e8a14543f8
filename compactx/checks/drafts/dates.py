"""Dates beside citations that are not those of what is cited."""

from __future__ import annotations

from bisect import bisect_left

from compactx.checks.days import has_year, written_day
from compactx.checks.draft import (
    WRONG,
    Fix,
    Judgement,
    StatedDate,
    adopted,
    day_found,
    days_in_force,
    days_of,
    days_of_symbol,
    draft_rule,
    goes_on,
    is_in_title,
    is_of_issue,
    is_second_of_name,
    stated_day,
)
from compactx.checks.drafts.names import mismatches
from compactx.citation import organs
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_ASSEMBLY = re.compile(r"A/RES/([0-9]{1,3})/([0-9]{1,3})[A-Z]?")
_INSIDE = 8  # citations that may stand within a name, before one that does
_LEAD = 80  # characters before a name in which it is said who adopted it
_BEHIND = 120  # characters behind a name in which its year stands
_CLOSED = "10-15"  # until when a document of the last days of a session may be dated
_FEW_NUMBERS = 60  # no other body that numbers so has had more in a session
_FAR = 6  # years by which nobody mistakes a session: the number is of another body
_SIGNED_WITHIN = 2  # years
_WHOLE = len("2018-12-19")
_SPRING = ("04", "05", "06")
_SESSION = re.compile(r"A/(HRC/)?RES/([0-9]{1,3})/([0-9]{1,4})[A-Z]?")
_SPAN = re.compile(r"([0-9]{4})[-\u2013]([0-9]{4})")
_ECONOMIC = re.compile(r"E/(?:RES|DEC)/([12][0-9]{3})/[0-9]{1,3}[A-Z]?")
_RIGHTS = re.compile(r"A/HRC/RES/([0-9]{1,2})/[0-9]{1,3}")
_COUNCIL = re.compile(r"S/RES/([0-9]{1,5})(?:\(([0-9]{4})\))?")
_LABOUR_RULES = frozenset({"labour-number", "labour-bare-code", "labour-code"})
_NAMED_BY = frozenset({"name", "short-name", "defined", *_LABOUR_RULES})


@draft_rule("wrong-date", WRONG)
def wrong_date(draft: Draft) -> Iterator[Judgement]:
    """The date beside a citation is the date of what is cited.

    Examples: "resolution 73/195 of 17 December 2018" (adopted on the 19th), "resolution 2388 (2018)", a third
    International Migration Review Forum in 2028. Told where the date is known, or where the session of the General
    Assembly or the year of the Security Council cannot have it.
    """
    meant = {citation.start: judged for citation, judged in mismatches(draft)}
    for citation in draft.wholes:
        wrong = meant.get(citation.start)
        judged = _resolution(draft, citation) if citation.symbol and wrong is None else None
        judged = _beside_name(draft, citation, wrong) if wrong else judged
        if judged:
            yield judged
    for citation, node in draft.instruments:
        named = (
            node.confidence and citation.rule in _NAMED_BY and (not citation.symbol or citation.rule in _LABOUR_RULES)
        )
        judged = _named(draft, citation, node) or _spanned(draft, citation, node) if named else None
        judged = judged or (_in_force(draft, citation, node) if named else None)
        if judged and not _is_of_longer_name(draft, citation, judged):
            yield judged
    yield from _meetings(draft)
    if draft.holds("session_after", 0, len(draft.text)):
        from compactx.checks.sessions import session_slips  # noqa: PLC0415 - half of the drafts name no session

        yield from session_slips(draft)


def _is_of_longer_name(draft: Draft, citation: Citation, judged: Judgement) -> bool:
    """Say whether a year belongs to a longer name around this one: the 1957 of the convention that abolishes."""
    return citation.basis == "nested" and any(
        other.to and other.basis != "nested" and other.start < citation.start and judged.end <= other.end
        for other in draft.wholes
    )


def _resolution(draft: Draft, citation: Citation) -> Judgement | None:
    said, council = stated_day(draft, citation), _COUNCIL.fullmatch(citation.symbol)
    year = council.group(2) or (said.value[:4] if said else "") if council else ""
    number = int(council.group(1)) if council else 0
    judged = (_of_council(draft, citation, number, year) or _of_council_day(citation, said, number)) if year else None
    if judged or said is None:
        return judged
    node = draft.node(citation.to)
    days = days_of_symbol(draft, node, citation.symbol) if node else ()
    known = [day for day in days if len(day) == len(said.value)]
    if said.value in known or (
        _fits_other_body(citation.symbol, said.value) and not _is_sure(draft, citation, said, known)
    ):
        return None
    if said.start < citation.start and (not known or said.value in days_of(draft, node) if node else True):
        return None  # the day of another act on the same subject
    if is_of_issue(said, known, draft.text):
        return None
    if known:
        return _differs(draft, citation, said, known[0], node)
    return _outside(citation, said) or _outside_year(draft, citation, said)


def _beside_name(draft: Draft, citation: Citation, wrong: Judgement) -> Judgement | None:
    """Judge the day after a wrong symbol by what the name beside it names: the words of the day alone are at fault."""
    said, node = stated_day(draft, citation), draft.node(wrong.to)
    if said is None or node is None:
        return None
    own = days_of_symbol(draft, node, wrong.expected) or days_of(draft, node)
    known = [day for day in own if len(day) == len(said.value)]
    if not known or said.value in {*known, *days_of(draft, node)}:
        return None
    return _differs(draft, citation, said, known[0], node).replace(
        start=said.start, message=f"{node.title} ({wrong.expected}) is of {written_day(known[0])}", to=node.id
    )


def _is_sure(draft: Draft, citation: Citation, said: StatedDate, known: Sequence[str]) -> bool:
    """Say whether a number is the Assembly's though its day is far off: it is named, or only the year is wrong."""
    if any(day[4:] == said.value[4:] for day in known):
        return True
    return bool(_ASSEMBLY.fullmatch(citation.symbol) and draft.phrases.assembly.search(citation.surface))


def _fits_other_body(symbol: str, day: str) -> bool:
    """Say whether a day is as the number was of the other body that numbers so: whose it is was then read wrongly."""
    found = _SESSION.fullmatch(symbol)
    if not found:
        return False
    session = int(found.group(2))
    if found.group(1):
        first, last = organs.session_days(session)
        return first <= day <= last
    year = int(day[:4])
    if int(found.group(3)) > _FEW_NUMBERS:
        return False
    of_region = year == organs.REGIONAL_START + session and day[5:7] in _SPRING
    return of_region or year == organs.rights_council_year(session) or abs(year - 1945 - session) > _FAR


def _of_council(draft: Draft, citation: Citation, number: int, year: str) -> Judgement | None:
    years = organs.council_years(number)
    if not years or int(year) in years or _is_elsewhere(draft, citation):
        return None
    at = draft.text.find(year, citation.start, citation.end)
    right = " or ".join(map(str, years))
    fix = Fix(at, at + 4, str(years[0])) if at >= 0 and len(years) == 1 else None
    message = f"resolution {number} of the Security Council is of {right}, not {year}"
    return Judgement(citation.start, citation.end, message, citation.to, year, right, fix=fix)


def _is_elsewhere(draft: Draft, citation: Citation) -> bool:
    """Say whether the sentence names another body that numbers as the Security Council does, and this one does not."""
    low, high = draft.sentence(citation.start, citation.end)
    named = draft.phrases.council.search(draft.text, citation.start, citation.end)
    return not named and draft.phrases.year_organs.search(draft.text, low, high) is not None


def _of_council_day(citation: Citation, said: StatedDate | None, number: int) -> Judgement | None:
    """Judge the day of a resolution of the Security Council by its number: "2331 (2016) of 20 December 2017"."""
    years = organs.council_years(number)
    if not years or said is None or said.start < citation.end or int(said.value[:4]) in years:
        return None
    right = " or ".join(map(str, years))
    message = f"resolution {number} of the Security Council is of {right}, not {said.value[:4]}"
    return Judgement(citation.start, said.end, message, citation.to, written_day(said.value), right)


def _outside_year(draft: Draft, citation: Citation, said: StatedDate) -> Judgement | None:
    """Judge a day by the session of the Economic and Social Council or the Human Rights Council that a number names.

    A session of the first begins in July of the year before and may be resumed in the next winter. Other councils
    number as the second does, so it must be named.
    """
    economic, rights = _ECONOMIC.fullmatch(citation.symbol), _RIGHTS.fullmatch(citation.symbol)
    if economic:
        year = int(economic.group(1))
        if f"{year - 1}-07-01" <= said.value <= f"{year + 1}-03-31":
            return None
        what = f"the session of {year} of the Economic and Social Council"
    elif rights and _is_named(draft, citation):
        year = organs.rights_council_year(int(rights.group(1)))
        if said.value[:4] == str(year):
            return None
        what = f"session {rights.group(1)} of the Human Rights Council, which met in {year}"
    else:
        return None
    message = f"{citation.symbol} is of {what}"
    return Judgement(citation.start, said.end, message, citation.to, written_day(said.value), str(year))


def _is_named(draft: Draft, citation: Citation) -> bool:
    """Say whether the sentence names the Human Rights Council, or the symbol does."""
    low, _ = draft.sentence(citation.start, citation.end)
    return citation.rule == "symbol" or bool(draft.phrases.rights_council.search(draft.text, low, citation.end))


def _outside(citation: Citation, said: StatedDate) -> Judgement | None:
    """Judge a day by the session of the General Assembly that the number names."""
    found = _ASSEMBLY.fullmatch(citation.symbol)
    if not found or int(found.group(1)) < 2 or organs.is_beyond_session(*map(int, found.groups())):  # noqa: PLR2004 - the first met twice
        return None
    first, last = organs.session_days(int(found.group(1)))
    if first <= said.value <= last[:5] + _CLOSED:
        return None
    span = f"between September {first[:4]} and September {last[:4]}"
    message = f"session {found.group(1)} of the General Assembly adopted its resolutions {span}"
    return Judgement(citation.start, said.end, message, citation.to, written_day(said.value), span)


def _differs(draft: Draft, citation: Citation, said: StatedDate, known: str, node: Node | None) -> Judgement:
    name = citation.symbol or (node.title if node else citation.surface)
    message = f"{name} is of {written_day(known)}"
    fix = Fix(said.start, said.end, draft.phrases.days.written(known, draft.text[said.start : said.end]))
    low, high = min(citation.start, said.start), max(citation.end, said.end)
    return Judgement(low, high, message, citation.to, written_day(said.value), written_day(known), fix=fix)


def _named(draft: Draft, citation: Citation, node: Node) -> Judgement | None:
    """Judge a day or a year beside the name of an instrument."""
    said = _said_of_name(draft, citation)
    days = days_of(draft, node) if said else ()
    if said is None or not days or _is_so(draft, citation, node, said, days):
        return None
    known = next((day for day in days if len(day) >= len(said.value)), days[0])[: len(said.value)]
    revised = draft.phrases.revised
    if said.value[:4] < known[:4] and revised.search(node.title) and not revised.search(citation.surface):
        return None  # what was revised has the name too
    judged = _differs(draft, citation, said, known, node)
    force = next((day for day in days_in_force(draft, node) if day[:4] == said.value[:4]), "")
    if not force:
        return judged
    return judged.replace(message=f"{judged.message}; it has been in force since {written_day(force)}")


def _in_force(draft: Draft, citation: Citation, node: Node) -> Judgement | None:
    """Judge the day on which a treaty is said to have entered into force."""
    found = draft.match("in_force", citation.end)
    if found is None or draft.ends_title(citation):
        return None
    known = [day for day in days_in_force(draft, node) if len(day) == _WHOLE]
    said, like = day_found(draft, found).value, draft.said(found, 1)
    if not known or said in known or citation.pinpoint or is_in_title(draft, citation):
        return None
    written = written_day(known[0])
    fix = Fix(found.start(1), found.end(1), draft.phrases.days.written(known[0], like))
    message = f"{node.title} entered into force on {written}"
    return Judgement(found.start(1), found.end(1), message, citation.to, written_day(said), written, fix=fix)


def _spanned(draft: Draft, citation: Citation, node: Node) -> Judgement | None:
    """Judge the years from which and until which a name says that it runs: "Framework 2015-2025" for 2015-2030."""
    said = draft.phrases.years_after.match(draft.text, citation.end)
    known = _SPAN.search(node.title) if said else None
    if said is None or known is None or draft.ends_title(citation) or _SPAN.search(citation.surface):
        return None
    first, last = re.findall(r"[0-9]{4}", said.group(1))
    if (first, last) == known.groups() or first != known.group(1) != last != known.group(2):
        return None  # another span altogether may be of something else
    start, right = said.end(1) - len(last), known.group(2)
    if last == right:
        start, right = said.start(1), known.group(1)
    shown = "-".join(known.groups())
    fix = Fix(start, start + len(right), right)
    return Judgement(
        citation.start, said.end(1), f"{node.title} runs {shown}", citation.to, f"{first}-{last}", shown, fix=fix
    )


def _is_so(draft: Draft, citation: Citation, node: Node, said: StatedDate, days: Sequence[str]) -> bool:
    """Say whether a day or a year beside a name is right, or may be of something else: of the signing, of the title.

    The day counts where a thing has one: treaties are adopted on one day and signed on another.
    """
    year = said.value[:4]
    own = "" if citation.start <= said.start < citation.end else citation.surface
    if year in _digits(f"{node.title} {own}"):
        return True
    if draft.phrases.signing.search(draft.text, citation.end, max(citation.end, said.start)):
        return any(0 <= int(year) - int(day[:4]) <= _SIGNED_WITHIN for day in days)
    if year not in {day[:4] for day in days}:
        return _is_before_signature(draft, node, said.value)
    full = len(said.value) == _WHOLE and all(len(day) == _WHOLE for day in days)
    wrong = full and node.kind != "treaty" and said.value not in days and said.start >= citation.end
    return not wrong or is_of_issue(said, days, draft.text)


def _is_before_signature(draft: Draft, node: Node, day: str) -> bool:
    """Say whether a day may be that of a treaty's adoption, where the one that is known is that of its signature."""
    signed = node.date if "signature" in draft.facts(node).get("date_basis", ()) else ""
    return len(day) == _WHOLE and bool(signed) and day < signed and int(signed[:4]) - int(day[:4]) <= 1


def _digits(title: str) -> set[str]:
    return set(re.findall(r"[0-9]{4}", title))


def _said_of_name(draft: Draft, citation: Citation) -> StatedDate | None:
    """Return the day or the year that is said of a name, and not of a longer one that it begins or ends."""
    if draft.ends_title(citation):
        return None
    said = _day_of_name(draft, citation)
    return None if said is None or goes_on(draft, citation) or is_second_of_name(draft, citation) else said


def _day_of_name(draft: Draft, citation: Citation) -> StatedDate | None:
    day = stated_day(draft, citation)
    if day:
        return None if is_in_title(draft, citation) else day
    found = adopted(draft, citation)
    if found and not is_in_title(draft, citation):
        return day_found(draft, found)
    found = adopted(draft, citation, "adopted_in")
    if found and not is_in_title(draft, citation):
        return StatedDate(found.group(1), found.start(1), found.end(1))
    found = draft.match("on_day_after", citation.end)
    if found and draft.search("adopting_before", max(0, citation.start - _LEAD), citation.start):
        return day_found(draft, found)
    return _said_year(draft, citation)


def _said_year(draft: Draft, citation: Citation) -> StatedDate | None:
    words, labour = draft.phrases, citation.rule in _LABOUR_RULES
    is_before = has_year(draft.text, citation.start - 6, citation.start)
    if not labour and not is_before and not has_year(draft.text, citation.end, citation.end + _BEHIND):
        return None
    after = words.in_year.match(draft.text, citation.end)
    since = words.adoption_before.search(draft.text, max(0, citation.start - 40), citation.start) if after else None
    if after and since and since.end() == citation.start:
        return StatedDate(after.group(1), after.start(1), after.end(1))
    treaty = labour or bool(words.treaty.search(citation.surface))
    dated = treaty or (
        bool(words.other_heads.search(citation.surface)) and not words.recurring.search(citation.surface)
    )
    before = is_before and dated and words.year_before.search(draft.text, max(0, citation.start - 6), citation.start)
    if before and not words.month_before.search(draft.text, max(0, before.start() - 12), before.start()):
        return StatedDate(before.group(1), before.start(1), before.end(1))
    pattern = words.year_after if treaty else words.year_in_or_of if dated else words.year_in_brackets
    after = pattern.match(draft.text, citation.end)
    if after is None and labour:
        after = words.year_after_tail.match(draft.text, citation.end)
        inside = words.year_inside.search(draft.text, citation.start, citation.end)
        after = after or (inside if inside and not _is_named_too(draft, citation) else None)
    if after is None:
        return None
    group = next(n for n in range(1, (after.lastindex or 0) + 1) if after.group(n))
    return StatedDate(after.group(group), after.start(group), after.end(group))


def _is_named_too(draft: Draft, citation: Citation) -> bool:
    """Say whether words of a number are those of a name too: whose year it is, the name says."""
    at = bisect_left(draft.wholes, citation.start, key=lambda one: one.start)
    return any(one.rule == "name" and citation.start < one.end for one in draft.wholes[max(0, at - _INSIDE) : at])


def _meetings(draft: Draft) -> Iterator[Judgement]:
    """Judge the years of meetings that come back: on their cycle, and the third in the year of the third."""
    for citation in draft.wholes:
        said = _year_of_meeting(draft, citation)
        node = draft.node(citation.to) if said else None
        cycle = _cycle(draft, node) if node else None
        if said is None or node is None or cycle is None or draft.phrases.meetings.search(citation.surface):
            continue
        single = next((one for one in reversed(_dated_at(draft, citation)) if _is_session(draft, one)), None)
        if judged := _off(citation, said, cycle, single.date[:4] if single else "", node):
            yield judged


def _dated_at(draft: Draft, citation: Citation) -> list[Node]:
    """Return what words before those of a citation name that end where they end, if it has a day and no cycle."""
    ends: dict[int, list[Citation]] = draft.memo.get("ends") or {}
    if not ends:
        draft.memo["ends"] = ends
        for one in draft.wholes:
            ends.setdefault(one.end, []).append(one)
    same = ends[citation.end]
    before = [one for one in same[: same.index(citation)] if not draft.phrases.meetings.search(one.surface)]
    nodes = [node for one in before if (node := draft.node(one.to))]
    return [node for node in nodes if node.date and _cycle(draft, node) is None]


def _is_session(draft: Draft, node: Node) -> bool:
    """Say whether a thing is one meeting of a series: it belongs to a thing with a cycle."""
    edges = [edge for edge in draft.index.edges_from(node.n) if edge.family in {"catalogue", "structure"}]
    return any(_cycle(draft, draft.index.node(edge.dst)) for edge in edges)


def _cycle(draft: Draft, node: Node) -> tuple[int, int] | None:
    """Return the first year of a thing that comes back, and after how many years it does."""
    facts = draft.facts(node)
    cycle = " ".join(facts.get("cycle", ()))
    first = re.compile(r"\b((?:19|20)[0-9]{2})\b").search(cycle)
    interval = facts.get("interval", ["0"])[0]
    return (int(first.group(1)), int(interval)) if first and int(interval) > 1 else None


def _year_of_meeting(draft: Draft, citation: Citation) -> StatedDate | None:
    words, low = draft.phrases, max(0, citation.start - 40)
    found = None
    if has_year(draft.text, citation.end, citation.end + _BEHIND):
        found = words.meeting_after.match(draft.text, citation.end)
    if found is None and has_year(draft.text, low, citation.start):
        found = words.meeting_before.search(draft.text, low, citation.start)
    if found is None:
        return None
    group = next(n for n in range(1, (found.lastindex or 0) + 1) if found.group(n))
    return StatedDate(found.group(group), found.start(group), found.end(group))


def _off(citation: Citation, said: StatedDate, cycle: tuple[int, int], single: str, node: Node) -> Judgement | None:
    first, interval = cycle
    year = int(said.value)
    if (year - first) % interval == 0 and year >= first and single in {"", said.value}:
        return None
    known = single or str(first + max(0, -(-(year - first) // interval)) * interval)
    what = f"this {node.title} is in {known}" if single else f"{node.title} meets in {first} and every {interval} years"
    low, high = min(citation.start, said.start), max(citation.end, said.end)
    return Judgement(low, high, what, citation.to, said.value, known, fix=Fix(said.start, said.end, known))
