"""``compactx scan``: what a document cites."""

from __future__ import annotations

from compactx.cli.command import LIMIT, Command, Param
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import SearchableText
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.intake.document import Volumes
    from compactx.query.scan import Authority, Coverage, FileScan, ScanResult

_STATUSES = ("resolved", "ambiguous", "unresolved")

COMMAND = Command(
    "scan",
    "what a document cites, clause by clause",
    """Reads a document (text, Markdown, HTML, DOCX, PDF, Akoma Ntoso; - is standard input) and finds what it cites:
    names and short names of everything in the corpus, symbols and resolution numbers, articles and paragraphs, goals
    and targets, "the Convention" and "ibid.". Every citation says its clause, its words, how sure it is and why.

    What the corpus does not have is kept as unresolved, with its symbol. --authorities lists each thing once with the
    clauses that cite it; --coverage says which objectives of the Compact a document touches: named, or through
    something
    that few objectives cite.""",
    (
        ("compactx scan plan.docx", "clause by clause"),
        ("compactx scan statement.pdf --authorities", "a table of authorities"),
        ("compactx scan plan.docx --coverage", "which objectives it touches, and which not"),
        ("compactx scan *.xml --json > citations.json", "many documents, for a program"),
        ("compactx scan draft.txt --status unresolved,ambiguous", "what needs a look"),
    ),
    (
        Param("files", "words", "documents; - reads one from standard input", metavar="FILE...", required=True),
        Param("by", "text", "how to group on a terminal", ("--by",), "WHAT", ("clause", "instrument"), "clause"),
        Param("authorities", "flag", "each thing once, with the clauses that cite it", ("--authorities",)),
        Param("coverage", "flag", "which objectives of the Compact are touched", ("--coverage",)),
        Param("status", "many", "only these", ("--status",), "NAMES", _STATUSES),
        LIMIT.replace(help="how many citations, or things, at most; 0 is all"),
    ),
    "Documents",
    is_page=True,
    reads_texts=True,
)


def run(session: Session, given: Arguments) -> int:
    """Scan each document."""
    from compactx.render.items import scan as data  # noqa: PLC0415 - as above

    if given.flag("authorities") and given.flag("coverage"):
        raise UsageError("--authorities and --coverage are two different tables")
    if given.flag("coverage") and given.has("limit"):
        raise UsageError("--coverage lists every objective", hint="leave -n out")
    if given.words("files").count("-") > 1:
        raise UsageError('"-" can be given once: standard input is read once')
    table = given.flag("coverage") or given.flag("authorities")
    if session.format not in {"page", "json"} and not table and not given.number("limit"):
        return _stream(session, given)
    found = _scan_all(session, given)
    query = {"files": [document.name for document in found]}
    if given.flag("coverage"):
        return _present_coverage(session, found, query)
    if given.flag("authorities"):
        return _present_authorities(session, found, query)
    items = data.CitationItems(found)
    several = len(found) > 1
    return session.present(
        items,
        columns=("file", *data.COLUMNS) if several else data.COLUMNS,
        page=lambda: _page(session, found, given.text("by")),
        query=query | {"status": given.words("status")},
        extra={"documents": data.totals(found), "provisions": data.clause_items(found)},
        identify="to",
        status=0 if len(items) else 1,
    )


def _scan_all(session: Session, given: Arguments) -> list[ScanResult]:
    wanted = given.words("status")
    found = [
        one.result(citation for citation in one.citations if not wanted or citation.status in wanted)
        for one in _scans(session, given, whole=True)
    ]
    if given.flag("authorities") or not given.number("limit"):
        return found
    return [one.replace(citations=tuple(session.first(one.citations, f"citations of {one.name}"))) for one in found]


def _scans(session: Session, given: Arguments, *, whole: bool) -> Iterator[FileScan]:
    """Yield each file as it is searched, in order; ``whole`` asks for its clauses too.

    A single file is searched here; several by as many processes as there are cores.
    """
    from compactx.citation.catalogue import load_catalogue  # noqa: PLC0415 - as above
    from compactx.query.scan import foreign  # noqa: PLC0415 - as above

    files = given.words("files")
    catalogue = load_catalogue(session.index)
    for scan in _by_crew(session, files, catalogue, whole=whole) or _by_one(session, files, catalogue, whole=whole):
        told = len(scan.warnings)
        session.warnings += [f"{scan.name}: {warning}" for warning in scan.warnings]
        session.warnings += [note] if (note := foreign(scan.result())) else []
        yield scan
        session.warnings += [f"{scan.name}: {warning}" for warning in scan.warnings[told:]]


def _by_crew(session: Session, files: Sequence[str], catalogue: Catalogue, *, whole: bool) -> Iterator[FileScan] | None:
    """Return the files as several processes search them, None where one is enough."""
    if len(files) == 1:
        return None
    from compactx.bulk.crew import Crew, worth_having  # noqa: PLC0415 - for several files
    from compactx.cli.operands import Progress  # noqa: PLC0415 - as above
    from compactx.intake.volumes import volumes_of  # noqa: PLC0415 - as above

    count = worth_having(files)

    def begin(path: str, tell: Callable[[int, int], None]) -> FileScan:
        return _begun(volumes_of(path), catalogue, tell, whole=whole)

    def scans() -> Iterator[FileScan]:
        with Crew(files, begin, count) as crew:
            for number, path in enumerate(files):
                with Progress(session, path, number + 1, len(files)) as progress:
                    yield crew.scan(number, progress.tell)

    return scans() if count > 1 else None


def _by_one(session: Session, files: Sequence[str], catalogue: Catalogue, *, whole: bool) -> Iterator[FileScan]:
    """Yield the files as this process searches them; the next one is read meanwhile."""
    from compactx.cli.operands import Progress, size_of  # noqa: PLC0415 - as above
    from compactx.intake.document import in_one_volume  # noqa: PLC0415 - as above
    from compactx.intake.read import read_ahead  # noqa: PLC0415 - as above
    from compactx.intake.readers.load import LARGE  # noqa: PLC0415 - as above

    if any(size_of(path) >= LARGE for path in files):
        from compactx.intake.volumes import volumes_of  # noqa: PLC0415 - for large texts

        texts = map(volumes_of, files)
    else:
        texts = map(in_one_volume, read_ahead(files))
    for number, path in enumerate(files):
        with Progress(session, path, number + 1, len(files)) as progress:
            yield _begun(next(texts), catalogue, progress.tell, whole=whole)


def _begun(text: Volumes, catalogue: Catalogue, tell: Callable[[int, int], None], *, whole: bool) -> FileScan:
    """Return a document that is being searched, volume by volume; ``whole`` asks for its clauses too."""
    from compactx.citation.language import language_of  # noqa: PLC0415 - as above
    from compactx.intake.document import with_more_unread  # noqa: PLC0415 - as above
    from compactx.query.scan import FileScan, citations_in_turn  # noqa: PLC0415 - as above

    volumes = [next(text.volumes)]  # one at most: each is let go when the next one is read
    scan = FileScan(text.name, text.size, language_of(volumes[0].source.text), text.warnings)

    def pieces() -> Iterator[SearchableText]:
        while volumes:
            volume = volumes.pop()
            scan.warnings += [one for one in volume.warnings if one not in scan.warnings]
            if whole:
                scan.spans += volume.source.spans
                scan.unread = with_more_unread(scan.unread, volume.left)
            yield volume.source
            del volume
            if following := next(text.volumes, None):
                volumes.append(following)

    scan.citations = citations_in_turn(pieces(), catalogue, lambda at: tell(at, text.size))
    return scan


def _stream(session: Session, given: Arguments) -> int:
    """Write each citation as it is found: nothing is kept but the text that is read, and the next one."""
    from compactx.render.items import scan as data  # noqa: PLC0415 - as above

    told = len(session.warnings)
    count = [0]
    several = len(given.words("files")) > 1
    session.present(
        _streamed(session, given, count),
        columns=("file", *data.COLUMNS) if several else data.COLUMNS,
        page=lambda: "",
        identify="to",
    )
    session.warnings = session.warnings[told:]  # those before were told before
    session.tell()
    return 0 if count[0] else 1


def _streamed(session: Session, given: Arguments, count: list[int]) -> Iterator[Mapping[str, object]]:
    """Yield the item of each citation, and count them."""
    from compactx.render.items import scan as data  # noqa: PLC0415 - as above

    wanted = given.words("status")
    for scan in _scans(session, given, whole=False):
        for citation in scan.citations:
            if not wanted or citation.status in wanted:
                count[0] += 1
                yield {"file": scan.name, **data.citation_item(citation)}


def _present_authorities(session: Session, found: list[ScanResult], query: Mapping[str, object]) -> int:
    from compactx.query.scan import authorities  # noqa: PLC0415 - as above
    from compactx.render.items import scan as data  # noqa: PLC0415 - as above

    table = [*session.first(authorities(found), "things")]
    return session.present(
        data.authority_items(table, found),
        columns=data.AUTHORITY_COLUMNS,
        page=lambda: _authorities_page(session, table, found),
        query=query,
        extra={"documents": data.totals(found)},
        schema="scan-authorities",
        status=0 if table else 1,
    )


def _present_coverage(session: Session, found: list[ScanResult], query: Mapping[str, object]) -> int:
    from compactx.query.scan import coverage  # noqa: PLC0415 - as above
    from compactx.render.items import scan as data  # noqa: PLC0415 - as above

    main = session.index.main()
    if main is None:
        raise UsageError("this corpus has no main instrument", hint="corpus.yaml names it: main: ID")
    table = coverage(session.index, found, main)
    return session.present(
        data.coverage_items(table, found),
        columns=data.COVERAGE_COLUMNS,
        page=lambda: _coverage_page(session, table, found),
        query=query,
        extra={"documents": data.totals(found)},
        schema="scan-coverage",
        status=0 if any(data.touched(one) != "no" for one in table) else 1,
    )


def _page(session: Session, found: list[ScanResult], by: str) -> RenderableType:
    from compactx.query.overview import short_names  # noqa: PLC0415 - for pages
    from compactx.render.pages.scan import page  # noqa: PLC0415 - imports Rich

    names = short_names(session.index, (citation.to for document in found for citation in document.citations))
    return page(found, by, session.width, names, whole=not session.is_terminal)


def _authorities_page(session: Session, table: list[Authority], found: list[ScanResult]) -> RenderableType:
    from compactx.query.overview import short_names  # noqa: PLC0415 - for pages
    from compactx.render.pages.scan import authorities_page  # noqa: PLC0415 - imports Rich

    names = short_names(session.index, (identity for one in table for identity in (one.id, one.whole) if identity))
    return authorities_page(table, found, names, whole=not session.is_terminal)


def _coverage_page(session: Session, table: list[Coverage], found: list[ScanResult]) -> RenderableType:
    from compactx.query.overview import name_in_use, short_names  # noqa: PLC0415 - for pages
    from compactx.render.pages.scan import coverage_page  # noqa: PLC0415 - imports Rich

    labels = {one.objective.id: name_in_use(session.index, one.objective) for one in table}
    names = short_names(session.index, (identity for one in table for identity, _, _ in one.through))
    return coverage_page(table, found, session.width, labels, names)
