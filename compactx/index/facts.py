"""What is known of a thing beside its row: plain texts by key, and the facts that have parts as values of the model.

A fact with parts (an edition, a false friend) is kept as one text in the table ``fact``. :func:`of_entry` and
:func:`of_provision` write such a text, :class:`Facts` and :func:`false_friend` read it; nothing else takes it apart.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.model.entry import Difference, Edition, Entry, FalseFriend, NotInForce, TreatySeries
    from compactx.model.finding import Place
    from compactx.model.provision import OtherTitle, Provision

    Row = tuple[str, str]

_SINGLE = (
    "date_basis", "in_force", "opened", "depositary", "custodian", "url", "url_status", "notes", "cycle",
    "parts_in", "cites_parts_of", "part_page", "called",
)  # fmt: skip
_SEVERAL = ("symbols", "bare_parts", "part_kinds", "part_names", "reader")
_WITH_PARTS = ("treaty_series", "not_in_force", "editions", "differences", "false_friends", "other_titles")
_BREAK = "\t"
_OFFICIAL = "official"


def of_entry(entry: Entry) -> Iterator[Row]:
    """Yield the facts of an entry as (key, value)."""
    yield from ((key, value) for key in _SINGLE if (value := getattr(entry, key)))
    if known := entry.treaty_series:
        parts = (known.series, str(known.volume), str(known.number or ""), known.page, known.confidence, known.source)
        yield "treaty_series", _joined(*parts)
    if state := entry.not_in_force:
        yield "not_in_force", _joined(state.as_of, state.source)
    if entry.interval:
        yield "interval", str(entry.interval)
    if entry.partial:
        yield "partial", "yes"
    yield from ((key, value) for key in _SEVERAL for value in getattr(entry, key))
    yield from (("sources", source) for source in entry.sources)
    for one in entry.editions:
        parts = (one.id, one.title, one.date, one.symbol, one.url, _OFFICIAL if one.official else "")
        yield "editions", _joined(*parts)
        for other in one.differences:
            yield "differences", _joined(one.id, other.clause, other.fingerprint, str(other.words), other.note)
    for friend in entry.false_friends:
        yield "false_friends", _joined(friend.text, friend.means, friend.note)


def of_provision(provision: Provision, whole: Entry | None = None) -> Iterator[Row]:
    """Yield the facts of a provision of an instrument as (key, value)."""
    if whole and whole.part_page and provision.kind in whole.bare_parts:
        yield "same_as", whole.part_page.replace("{number}", provision.locator.removeprefix(f"{provision.kind}-"))
    yield from (("same_as", address) for address in provision.same_as)
    yield from (("subjects", address) for address in provision.subjects)
    for title in provision.other_titles:
        yield "other_titles", _joined(title.title, title.edition, title.note)
    if provision.speaker:
        yield "speaker", provision.speaker
    if provision.body:
        yield "body", provision.body


class Facts(dict[str, list[str]]):
    """The facts of one thing: plain ones as lists of texts under their key, those with parts as values.

    The values are the model's, without their place in a file, which the index does not keep.

    >>> known = Facts([("url", "https://example.org"), ("url", "https://example.net"), ("interval", "4")])
    >>> known.first("url"), known.first("notes"), known.editions
    ('https://example.org', '', ())
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Sort the rows, (key, value) in the order of the corpus, by their keys."""
        super().__init__()
        self._parts: dict[str, list[list[str]]] = {}
        for key, value in rows:
            if key in _WITH_PARTS:
                self._parts.setdefault(key, []).append(value.split(_BREAK))
            else:
                self.setdefault(key, []).append(value)

    def first(self, key: str) -> str:
        """Return the only or first text under a key, '' if there is none."""
        return self[key][0] if key in self else ""

    @property
    def treaty_series(self) -> TreatySeries | None:
        """Where a treaty is printed, None if that is not known."""
        from compactx.model.entry import TreatySeries  # noqa: PLC0415 - most lookups need no values with parts

        for series, volume, number, page, confidence, source in self._parts.get("treaty_series", ()):
            return TreatySeries(series, int(volume), _nowhere(), int(number or 0), page, confidence, source)
        return None

    @property
    def not_in_force(self) -> NotInForce | None:
        """That a treaty was not in force on a day, None if nobody says so."""
        from compactx.model.entry import NotInForce  # noqa: PLC0415 - as above

        for as_of, source in self._parts.get("not_in_force", ()):
            return NotInForce(as_of, _nowhere(), source)
        return None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, each with the clauses in which it is known to differ."""
        if "editions" not in self._parts:
            return ()
        from compactx.model.entry import Difference, Edition  # noqa: PLC0415 - as above

        differing: dict[str, list[Difference]] = {}
        for edition, clause, fingerprint, words, note in self._parts.get("differences", ()):
            differing.setdefault(edition, []).append(Difference(clause, fingerprint, _nowhere(), int(words), note))
        return tuple(
            Edition(own, _nowhere(), title, date, symbol, url, official == _OFFICIAL, tuple(differing.get(own, ())))
            for own, title, date, symbol, url, official in self._parts["editions"]
        )

    @property
    def printed(self) -> list[tuple[str, str]]:
        """The day and the symbol of each edition."""
        return [(date, symbol) for _, _, date, symbol, _, _ in self._parts.get("editions", ())]

    @property
    def false_friends(self) -> tuple[FalseFriend, ...]:
        """The words that look like the thing and are not."""
        return tuple(map(_false_friend, self._parts.get("false_friends", ())))

    @property
    def other_titles(self) -> tuple[OtherTitle, ...]:
        """The titles that other places give to a provision."""
        if "other_titles" not in self._parts:
            return ()
        from compactx.model.provision import OtherTitle  # noqa: PLC0415 - as above

        return tuple(
            OtherTitle(title, _nowhere(), edition, note) for title, edition, note in self._parts["other_titles"]
        )


def false_friend(text: str) -> FalseFriend:
    """Return the words that look like a thing and are not, as they are kept in one text."""
    return _false_friend(text.split(_BREAK))


def _false_friend(parts: list[str]) -> FalseFriend:
    from compactx.model.entry import FalseFriend  # noqa: PLC0415 - as above

    words, means, note = parts
    return FalseFriend(words, _nowhere(), means, note)


def _nowhere() -> Place:
    from compactx.model.finding import Place  # noqa: PLC0415 - as above

    return Place("")


def _joined(*parts: str) -> str:
    return _BREAK.join(" ".join(part.split()) for part in parts)
