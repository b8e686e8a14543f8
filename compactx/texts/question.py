"""What ``agreed`` is asked about and asked of: paragraphs of a document or a reference, the library, attached texts."""

from __future__ import annotations

from compactx.citation.numbers import canonical
from compactx.citation.words import keys
from compactx.errors import AmbiguousReferenceError, UsageError
from compactx.index.run_store import AttachedSource, Sources
from compactx.intake.document import Cuts, numbers
from compactx.intake.drafts.draft import draft
from compactx.intake.texts import store
from compactx.model.record import Record
from compactx.query.agreed import PHRASE, AskedParagraph
from compactx.query.select import exact, select
from compactx.texts.wording import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from compactx.citation.citation import ClauseSpan
    from compactx.index.read import Index, Node
    from compactx.index.runs import Runs
    from compactx.intake.document import Document
    from compactx.query.select import Selection

FEWEST = 3  # words that are taken for wording and not for a reference
_LONGEST_NAME = 400


class Question(Record):
    """Paragraphs, which instrument they are of (None for a draft or mere words), and what to call them.

    ``file`` is the path of a document, '' for a reference and for words.
    """

    name: str
    paragraphs: tuple[AskedParagraph, ...]
    whole: Node | None = None
    is_words: bool = False
    file: str = ""


def sources(index: Index) -> Sources:
    """Return what word runs are made of: the index's library and every attached text."""
    attached = [AttachedSource(name, mark, _reader(name)) for name, mark in store.text_marks()]
    return Sources(index.meta().get("library", ""), tuple(attached), keys)


class _reader:  # noqa: N801 - a function with a memory
    """Reads an attached text when it is first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> Mapping[str, str]:
        text = store.stored(self.name)
        return text.words if text else {}


def paragraphs_of(index: Index, data: bytes, document: Document, runs: Runs, path: str) -> Question:
    """Return the paragraphs of a document, given its bytes too: by them it is known in the library."""
    whole = _itself(index, data, document, runs)
    return Question(document.name, tuple(_paragraphs(document)), whole, file=document.name if path == "-" else path)


def named_thing(index: Index, text: str) -> Selection | None:
    """Return what a text names, None where it is wording: three words and more that are no name.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: a word or two that name nothing, or several things.
    """
    try:
        selection = exact(index, text) if len(text) <= _LONGEST_NAME else None
    except AmbiguousReferenceError:
        if len(keys(text)) < FEWEST:
            raise
        selection = None
    return select(index, text) if selection is None and len(keys(text)) < FEWEST else selection


def of_words(text: str) -> Question:
    """Return words as the one paragraph that is asked about."""
    return Question(text, (AskedParagraph("", 0, len(text), text),), is_words=True)


def is_phrase(asked: Question, shortest: int) -> bool:
    """Say whether words are few enough to be looked for whole, inside clauses."""
    size = len(asked.paragraphs[0].wording.split())
    return size <= PHRASE or size < shortest


def _paragraphs(document: Document) -> Iterator[AskedParagraph]:
    """Yield each clause once that is no footnote, in order; one in several spans is put together."""
    cuts, printed = Cuts(document), numbers(document)
    spans: dict[str, list[ClauseSpan]] = {}
    for span in document.provisions:
        if span.kind != "footnote":
            spans.setdefault(span.locator, []).append(span)
    for locator, inside in spans.items():
        wording, pieces = "", list[tuple[int, int]]()
        for span in inside:
            stretches = [*cuts.between(span)]
            whole = "".join([document.text[start:end] for start, end in stretches])
            if wording and whole.strip():
                wording += "\n"
            at = len(wording) - len(whole) + len(whole.lstrip())
            for start, end in stretches:
                pieces.append((at, start))
                at += end - start
            wording += whole.strip()
        yield AskedParagraph(locator, inside[0].start, inside[0].end, wording, tuple(pieces), printed[locator])


def _itself(index: Index, data: bytes, document: Document, runs: Runs) -> Node | None:
    """Return the instrument that a file is a copy of: the very file of the library, or one that bears its symbol."""
    from hashlib import sha256  # noqa: PLC0415 - of drafts alone

    number = runs.document_with(sha256(data).hexdigest())
    if number is not None:
        sql = "SELECT node FROM held WHERE document = ?"
        row = index.connection.execute(sql, (runs.documents[number][1],)).fetchone()
        return index.node(row[0]) if row else None
    symbol = canonical(str(draft(document, "document", ())["instrument"].get("symbol", "")))
    named = [index.node(name.node) for name in index.named(symbol) if name.type == "symbol"] if symbol else []
    return named[0] if named else None


def clauses_of_node(index: Index, node: Node) -> Question:
    """Return the clauses of an instrument, or of a part of one.

    Raises:
        UsageError: its wording is not here.
    """
    whole = index.instrument_of(node) or node
    wording = words_of(index, whole)
    if not wording:
        raise UsageError(f"the wording of {node.id} is not here", hint=f"compactx attach {whole.id} FILE keeps it")
    inside = None if node.n == whole.n else {node.locator, *(part.locator for part in _below(index, node))}
    notes = {note.locator for note in index.of_kind(("footnote",), whole.n)}
    chosen = [(at, words) for at, words in wording.items() if at not in notes and (inside is None or at in inside)]
    described = ((at, words, index.by_id(f"{whole.id}/{at}")) for at, words in chosen)
    asked = [AskedParagraph(at, None, None, words, (), one.printed if one else "") for at, words, one in described]
    return Question(node.id, tuple(asked), whole)


def _below(index: Index, node: Node) -> Iterator[Node]:
    for child in index.children(node.n):
        yield child
        yield from _below(index, child)
