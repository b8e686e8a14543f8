"""What a citation is made of: the parts of a reference to an instrument or to a clause of one.

The styles (:mod:`compactx.render.citations`) put the parts in order. What the corpus does not hold is left out and
told, never guessed: the first page of a treaty in its series, for instance, where no source was at hand.
"""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.model.kinds import family
from compactx.model.organs import of_resolution
from compactx.model.record import Record
from compactx.model.text import is_web

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node

_SERIES = {"UNTS": "United Nations, Treaty Series", "LNTS": "League of Nations, Treaty Series"}
_EVENTS = {"opening for signature": "opened for signature", "signature": "signed"}
_SHORT_TITLES = ("acronym", "short")
_WRITTEN = ("document", "guidance")  # kinds whose custodian has written the text; of others it only keeps it


class CitationPlace(Record):
    """Where in an instrument: the words before a number ("annex II"), what is counted, and the number itself.

    ``unit`` is ``paragraph``, ``article``, ``objective``, ``goal``, ``target``, ``footnote``, or '' for a heading that
    ``number`` then spells out. ``number`` is dotted, ``33.b``.
    """

    unit: str = ""
    number: str = ""
    within: str = ""


class Work(Record):
    """The parts of a citation.

    ``kind`` says by which rule: ``resolution`` (of a United Nations organ), ``document`` (with a United Nations
    symbol), ``treaty`` (in a treaty series), ``labour`` (of the ILO), ``publication`` (all else). Dates are ISO 8601,
    shortened where no more is known; ``event`` says what happened on the day: adoption, unless the corpus says that it
    is that of signature or of the opening for it; ``own_date`` says that the date is that of the text, not of the
    resolution to which it is annexed. ``missing`` tells what the rules ask for and the corpus does not hold;
    ``not_in_force`` is a day on which a treaty was not in force.
    """

    node: Node
    instrument: Node
    kind: str
    author: str
    body: str
    number: str
    title: str
    short: str
    symbol: str
    series: str
    volume: str
    registration: str
    page: str
    date: str
    own_date: bool
    event: str
    in_force: str
    opened: str
    annex: str
    url: str
    pinpoint: CitationPlace
    missing: tuple[str, ...]
    not_in_force: str = ""

    @property
    def is_treaty(self) -> bool:
        """Say whether States are bound by it: treaties and labour conventions, whose authors are their parties."""
        return self.instrument.kind == "treaty"

    @property
    def serial(self) -> str:
        """Return the number without the year that a date beside it says again: 2546 of "2546 (2020)"."""
        number, _, year = self.number.partition(" (")
        return number if year and year.removesuffix(")") == self.date[:4] else self.number

    @property
    def heading(self) -> str:
        """Return the title, '' if it only says its number: resolutions of the Security Council have no other."""
        return "" if self.title.lower() == f"resolution {self.number}" else self.title


def cite(index: Index, node: Node) -> Work:
    """Return the parts of a citation.

    Raises:
        UsageError: the thing is no instrument and no part of one.
    """
    instrument = index.instrument_of(node) or node
    if family(instrument.kind) != "instrument":
        raise UsageError(
            f"{node.id} is of the kind {node.kind}; only instruments and their clauses are cited",
            hint=f"compactx show {node.id} lists its members"
            if node.kind == "class"
            else f"compactx refs {node.id} --ids lists clauses that name it",
        )
    return _Reader(index, instrument).work(node)


class _Reader:
    """Reads the parts of one instrument's citation from its record."""

    def __init__(self, index: Index, instrument: Node) -> None:
        self.index = index
        self.instrument = instrument
        self.facts = index.facts(instrument.n)
        self.edition = next((edition for edition in self.facts.editions if edition.official), None)
        self.printed = self.facts.treaty_series
        self.pending = self.facts.not_in_force
        self.symbol = instrument.symbol
        official = (self.edition.symbol, self.edition.title) if self.edition else ()
        self.annexed = "annex" in " ".join((self.symbol, *official))

    def work(self, node: Node) -> Work:
        """Return the parts of a citation of the instrument, or of a clause in it."""
        body, number = _resolution(self.symbol)
        series, volume, registration, page = self._printed()
        kind = self._kind(body, series)
        date, own = self._date()
        pinpoint = _pinpoint(node) if node.locator else CitationPlace()
        annex = self._annex(node.locator, pinpoint)
        return Work(
            node, self.instrument, kind, self._author(body), body, number, self._title(kind), self._short(),
            self._bare_symbol(), series, volume, registration, page, date, own, self._event(),
            self._fact("in_force"), self._fact("opened"), annex, self._address(), pinpoint,
            tuple(self._missing(kind, volume, page, date)), self.pending.as_of if self.pending else "",
        )  # fmt: skip

    def _printed(self) -> tuple[str, str, str, str]:
        """Return series, volume, number of registration and first page of a treaty, '' for what is not known."""
        if known := self.printed:
            return known.series, str(known.volume), str(known.number or ""), known.page
        found = next((form for form in (self.symbol, *self.facts.get("symbols", ())) if _treaty_series(form)[0]), "")
        return (*_treaty_series(found), "")

    def _event(self) -> str:
        basis = self._fact("date_basis")
        return next((event for start, event in _EVENTS.items() if basis.startswith(start)), "adopted")

    def _kind(self, body: str, series: str) -> str:
        if body:
            return "resolution"
        if self.symbol[:1] in {"C", "P", "R"} and self.symbol[1:].isdecimal():  # as labour standards are numbered
            return "labour"
        if series:
            return "treaty"
        if self.instrument.kind == "treaty":
            return "treaty"
        return "document" if _is_symbol(self.symbol) else "publication"

    def _author(self, body: str) -> str:
        """Return who speaks in a text; a treaty speaks for its parties, and who keeps a text has not written it."""
        if body:
            return body
        if self.instrument.kind == "treaty":
            return ""
        for relation in ("issued-by", "adopted-by"):
            found = [
                self.index.node(edge.dst).title
                for edge in self.index.edges_from(self.instrument.n)
                if edge.relation == relation
            ]
            if found:
                return found[-1]
        if self.instrument.kind not in _WRITTEN:
            return ""
        custodian = self._fact("custodian")
        for mark in (";", ",", "(", " / "):
            custodian = custodian.partition(mark)[0].strip()
        return custodian

    def _title(self, kind: str) -> str:
        """Return the official title, without what the corpus adds in brackets to tell namesakes apart."""
        title, bracket, added = self.instrument.title.rpartition(" (")
        ours = added.rstrip(")")
        told_apart = not title.rpartition(" ")[2].isdecimal() and (
            "resolution" in ours or ours == self.instrument.date[:4]
        )
        return title if kind == "resolution" and bracket and told_apart else self.instrument.title

    def _short(self) -> str:
        """Return the first acronym, or the shortest short name that is shorter than the title and not held by it."""
        title = self.instrument.title.lower()
        for wanted in _SHORT_TITLES:
            names = [
                named
                for named in self.index.names_of(self.instrument.n)
                if named.type == wanted and not named.ambiguous
            ]
            chosen = names[:1] if wanted == "acronym" else names
            short = min((named.name for named in chosen), key=len, default="")
            if short and len(short) < len(title) and short.lower() not in title:
                return short
        return ""

    def _bare_symbol(self) -> str:
        """Return the document symbol without the words that say that the text stands in an annex."""
        return self.symbol.partition(", annex")[0]

    def _date(self) -> tuple[str, bool]:
        """Return the date to cite, and whether it is the text's own beside a resolution that only annexes it."""
        if self.edition and "annex" in self.edition.symbol and self.edition.date:
            return self.edition.date, False
        basis = self._fact("date_basis")
        return self.instrument.date, "conference" in basis and "annex" in self.symbol

    def _annex(self, locator: str, pinpoint: CitationPlace) -> str:
        if not self.annexed or locator.startswith("res-") or pinpoint.within.startswith("annex"):
            return ""
        head, comma, rest = self.symbol.partition(", annex")
        return f"annex{rest}" if comma or "," not in head else ""

    def _missing(self, kind: str, volume: str, page: str, date: str) -> list[str]:
        treaty = kind == "treaty" or (kind == "labour" and self.instrument.kind == "treaty")
        missing = []
        if treaty and not volume:
            missing.append("no volume of a treaty series is known")
        elif treaty and not page:
            missing.append("the corpus holds no first page in the treaty series: the registration number stands for it")
        if treaty and page and self.printed and self.printed.confidence == "low":
            missing.append(f"the place in the treaty series is of low confidence: {self.printed.source}")
        if treaty and not self._fact("in_force") and not self.pending:
            missing.append("no date of entry into force is known")
        if not date:
            missing.append("no date is known")
        if not self._address():
            missing.append("no official link is known")
        return missing

    def _address(self) -> str:
        """Return the official link; what no reader of bibliographies takes for an address is none."""
        return next(filter(is_web, (self._fact("url"), self.edition.url if self.edition else "")), "")

    def _fact(self, key: str) -> str:
        return self.facts.first(key)


def _is_symbol(symbol: str) -> bool:
    """Say whether a text is a document symbol of the United Nations, like A/72/643 or FCCC/CP/2015/10/Add.1."""
    head, slash, _ = symbol.partition("/")
    return bool(slash) and head.isupper() and " " not in head


def _resolution(symbol: str) -> tuple[str, str]:
    """Return the organ and the number of a resolution, '' and '' if the symbol is of another kind.

    >>> _resolution("A/RES/217(III)A")
    ('United Nations General Assembly', '217 A (III)')
    >>> _resolution("A/HRC/RES/57/14"), _resolution("A/72/643")
    (('United Nations Human Rights Council', '57/14'), ('', ''))
    """
    bare = symbol.partition(",")[0]
    organ = of_resolution(bare)
    if organ is None:
        return "", ""
    number = bare.removeprefix(organ.resolutions)
    digits, bracket, rest = number.partition("(")
    session, _, letter = rest.partition(")")
    if bracket:
        number = f"{digits.strip()} {letter.strip()} ({session})".replace("  ", " ")
    return f"United Nations {organ.name}", number


def _treaty_series(symbol: str) -> tuple[str, str, str]:
    """Return the series, the volume and the registration number of a treaty.

    >>> _treaty_series("UNTS vol. 999, No. 14668"), _treaty_series("1 UNTS XVI")
    (('UNTS', '999', '14668'), ('UNTS', '1', ''))
    """
    words = symbol.replace(",", " ").split()
    series = next((word for word in words if word in _SERIES), "")
    if not series:
        return "", "", ""
    volume = words[words.index("vol.") + 1] if "vol." in words[:-1] else words[0]
    registration = words[words.index("No.") + 1] if "No." in words[:-1] else ""
    return series, volume, registration


def _pinpoint(node: Node) -> CitationPlace:
    """Return where in its instrument a provision stands.

    The unit follows the kind; what has no number of its own is named by its heading.
    """
    head, _, rest = node.locator.partition(".")
    within = ""
    if head.startswith("annex-") and rest:
        roman = head.removeprefix("annex-")
        within = f"annex {roman.upper()}"
        head, _, rest = rest.partition(".")
    elif head.startswith("res-"):
        head = head.removeprefix("res-")
    number = f"{head}.{rest}" if rest else head
    for unit in ("objective", "goal", "target", "article", "footnote"):
        if head.startswith(f"{unit}-"):
            return CitationPlace(unit, number.removeprefix(f"{unit}-"), within)
    if head[:1].isdecimal():
        return CitationPlace("article" if node.kind == "article" else "paragraph", number, within)
    return CitationPlace("", node.title or node.printed, within)


def official_page(index: Index, node: Node) -> str:
    """Return the official address of a thing, or of the instrument that a part belongs to; '' if none is known."""
    whole = index.instrument_of(node) or node
    try:
        known = cite(index, node).url
    except UsageError:  # an actor or a class
        known = index.facts(whole.n).first("url")
    symbol = whole.symbol.partition(",")[0]
    if not is_web(known) and symbol.startswith("A/"):
        return f"https://docs.un.org/en/{symbol}"
    return known if is_web(known) else ""
