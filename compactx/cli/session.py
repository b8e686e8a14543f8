"""What a command works with: the corpus it was pointed at, and where its answer goes."""

from __future__ import annotations

import os
import sys

from compactx.cli.command import MOST_WIDTH
from compactx.errors import UsageError, no_such
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from rich.console import RenderableType

    from compactx.cli.command import Arguments, Command, Run
    from compactx.index.read import Index, Node
    from compactx.query.select import Selection

    _Item = TypeVar("_Item")

_MOST_LINES = 1_000_000  # references on standard input, three times as many as the largest library has provisions
_CLAIMS = 5  # things under a name of others that are told one by one
_MOST_DIGITS = 7  # of a range of objectives: 999..999 is plenty


class Session:
    """One command line's surroundings; the index is opened when first asked for."""

    def __init__(self, command: Command, given: Arguments) -> None:
        """Keep the command and its values."""
        self.command = command
        self.given = given
        self._index: Index | None = None
        self.warnings: list[str] = []
        self.kept: list[str] | None = None  # what is presented, where it is to be remembered

    @property
    def corpus_folder(self) -> str:
        """The folder named with ``--corpus``, '' for none."""
        return self.given.text("corpus")

    @property
    def index(self) -> Index:
        """The open index.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        if self._index is None:
            from compactx.corpus.source import manifest, roots  # noqa: PLC0415 - some commands never look at a corpus
            from compactx.index.cache import doubts, fresh_index  # noqa: PLC0415 - as above
            from compactx.index.read import Index  # noqa: PLC0415 - as above

            folders = roots(self.corpus_folder)
            now = manifest(folders)
            connection = fresh_index(folders, now)
            if connection is None:
                from compactx.index.store import renewed_index  # noqa: PLC0415 - lookups on a fresh index never need it

                connection = renewed_index(folders, now, tell=self.note)
            self.warnings += doubts(connection)
            self._index = Index(connection)
        return self._index

    def carry_out(self, run: Run) -> int:
        """Run the command, close the index if it was opened, and return the exit status."""
        try:
            if not self.command.reads_texts:
                return run(self, self.given)
            from compactx.cli.patterns import KeptPatterns  # noqa: PLC0415 - where texts are read

            with KeptPatterns(self.command.name):
                return run(self, self.given)
        finally:
            if self._index is not None:
                self._index.connection.close()

    # What was asked

    def reference_words(self, name: str = "refs") -> list[list[str]]:
        """Return the words of each reference: one list from the arguments, or one for each line of standard input.

        Raises:
            UsageError: standard input is a terminal, holds nothing, or does not end.
        """
        words = self.given.words(name)
        if "-" in words and len(words) > 1:
            raise UsageError('"-" stands for all references and cannot be mixed with others')
        return [words] if words != ["-"] else self.references_on_stdin()

    def references_on_stdin(self) -> list[list[str]]:
        """Return one list for each line of standard input, or each piece that ends with NUL; raises as above."""
        if sys.stdin is None or sys.stdin.isatty():
            what = "closed" if sys.stdin is None else "a terminal"
            raise UsageError(f'"-" reads references from standard input, which is {what}',
                             hint="compactx list objectives --ids | compactx refs -")  # fmt: skip
        from compactx.corpus.regular import MOST_BYTES  # noqa: PLC0415 - where references are piped in

        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        end = b"\0" if self.given.flag("null") else b"\n"
        if len(data) > MOST_BYTES or data.count(end) > _MOST_LINES:
            raise UsageError(f"standard input goes on: more than {_MOST_LINES:,} references or {MOST_BYTES >> 20} MiB",
                             hint="divide it: compactx list --ids | split -l 100000")  # fmt: skip
        lines = data.decode("utf-8", "replace").removeprefix("\ufeff").split(end.decode())
        found = [[line.strip()] for line in lines if line.strip()]
        if not found:
            raise UsageError("standard input holds no reference")
        return found

    def select_all(self) -> list[Selection]:
        """Return what the references name, with a note on each that was not written out.

        Raises:
            UsageError, UnknownReferenceError, AmbiguousReferenceError: as :func:`compactx.query.select.select`.
        """
        from compactx.query.select import select, select_many  # noqa: PLC0415 - commands without references skip it

        asked = self.reference_words()
        many = [select_many(self.index, words) for words in asked] if len(asked) == 1 else []
        found = many[0] if many else [select(self.index, words[0]) for words in asked]
        found = list({selection.node.n: selection for selection in found}.values())
        for selection in found:
            self.note_reading(selection)
        return found

    def relations(self) -> tuple[str, ...]:
        """Return the relations that --relation names.

        Raises:
            UsageError: one is not in the vocabulary.
        """
        asked = tuple(self.given.words("relation"))
        known = self.index.relation_ids() if asked else []
        for name in asked:
            if name not in known:
                raise no_such(f'no relation is named "{name}"', name, known, hint=f"relations: {' '.join(known)}")
        return asked

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that --kind names.

        Raises:
            UsageError: a word is no kind.
        """
        asked = self.given.words("kind")
        if not asked:
            return ()
        from compactx.query.listing import kinds_of  # noqa: PLC0415 - only with --kind

        return tuple(kind for word in asked for kind in kinds_of(word))

    def objectives(self) -> tuple[int, ...]:
        """Return the numbers that --objective names, singly or as ranges.

        Raises:
            UsageError: a word is neither, or there is no such objective.
        """
        if not (asked := self.given.words("objective")):
            return ()
        from compactx.query.listing import objectives_there  # noqa: PLC0415 - only with --objective

        return objectives_there(self.index, (number for word in asked for number in _numbers(word)))

    def last_day(self) -> str:
        """Return the last day that --as-of names, '' without it.

        Raises:
            UsageError: what was given is no date.
        """
        if not self.given.text("as_of"):
            return ""
        from compactx.query.dates import last_day  # noqa: PLC0415 - only with --as-of

        return last_day(self.given.text("as_of"))

    def inside(self) -> Node | None:
        """Return what --in names, None without it; raises as :meth:`select_all`."""
        if not self.given.has("instrument"):
            return None
        from compactx.query.select import select  # noqa: PLC0415 - only with --in

        return select(self.index, self.given.text("instrument")).node

    def note_dangling(self, nodes: Iterable[Node]) -> None:
        """Tell of references of these things, and of their parts, that lead to what the corpus does not have."""
        if not self.index.dangling_count():
            return
        from compactx.query.reference import told_of_dangling  # noqa: PLC0415 - few corpora have such references

        self.warnings += told_of_dangling(self.index, nodes)

    def note_all_dangling(self) -> None:
        """Tell how many references of the whole corpus lead to what it does not have, where an answer counts them."""
        told = self.all_dangling()
        if told:
            self.warn(f"{told}; compactx check tells where")

    def all_dangling(self) -> str:
        """Return how many references of the whole corpus lead nowhere, as the beginning of a sentence; '' if none."""
        lost = self.index.dangling_count()
        lead = "reference of the corpus leads" if lost == 1 else "references of the corpus lead"
        return f"{lost} {lead} nowhere" if lost else ""

    def note_claims(self, nodes: Iterable[Node]) -> None:
        """Tell of things that bear the name of something else, because they say so themselves."""
        owners = {node.instrument or node.n: self.index.origin_of(node)[1] for node in nodes}
        claims = [(self.index.node(number).id, owner) for number, owner in owners.items() if owner]
        for named, owner in claims[:_CLAIMS]:
            self.warn(f"{named} bears a name of {owner}: that is what its text says, and {owner} owns the name")
        if len(claims) > _CLAIMS:
            self.warn(f"{len(claims) - _CLAIMS} more bear a name that something else owns; --json tells which")

    def note_reading(self, selection: Selection) -> None:
        """Tell on standard error when a reference was completed, or leads to the whole of what was asked for."""
        node = selection.node
        if selection.told:
            self.warn(selection.told)
        if selection.how == "bare number" and self.index.by_locator(node.instrument or 0, selection.text.lstrip("0")):
            number = selection.text.lstrip("0")
            self.warn(f'"{selection.text}" read as objective {number}; paragraph {number} is "para {number}"')
        if selection.how == "locator" and selection.text.isdecimal() and self.index.counts().get("objective"):
            self.warn(f'"{selection.text}" read as paragraph {selection.text}; no objective has this number')
        if selection.how in {"prefix", "description"}:
            self.warn(f'"{selection.text}" read as {node.id} ({node.caption})')

    def tell_later(self, node: Node) -> None:
        """Say that something has followed a resolution or a treaty: a later one of its series, a revision of it."""
        if node.locator or node.kind not in {"resolution", "treaty"}:
            return
        from compactx.index.instruments import successors  # noqa: PLC0415 - of instruments only

        later = successors(self.index, node)
        if later:
            newest = later[-1]
            more = f" and {len(later) - 1} before it" if len(later) > 1 else ""
            self.warn(f"a later one than {node.symbol or node.id} exists: {newest.symbol or newest.title}{more}")

    def first(self, found: Sequence[_Item], what: str) -> Sequence[_Item]:
        """Return as many as -n asks for, all without it, and say of how many they are the first."""
        most = self.given.number("limit")
        if not 0 < most < len(found):
            return found
        self.warn(f"the first {most:,} of {len(found):,} {what}; without -n all are given")
        return found[:most]

    def warn(self, message: str) -> None:
        """Say something about the answer: on standard error, and in the JSON envelope."""
        self.warnings.append(message)

    def note(self, message: str) -> None:
        """Say at once, to a person, what takes a while."""
        if not self.given.flag("quiet") and sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"note: {message}\n")
            sys.stderr.flush()

    # What is answered

    @property
    def format(self) -> str:
        """How the answer is written: json, jsonl, plain, ids, csv, or page: on a terminal, and where one is all.

        Raises:
            UsageError: two forms were asked for, or columns of one that has none.
        """
        from compactx.cli.command import FORMATS  # noqa: PLC0415 - small, loaded already

        asked = [name for name in FORMATS if self.given.flag(name)]
        if len(asked) > 1:
            raise UsageError(f"--{asked[0]} and --{asked[1]} cannot be combined")
        if asked:
            self._refuse_columns_of(asked[0])
            return asked[0]
        if self.given.has("fields") or self.given.flag("header"):
            return "plain"
        return "page" if self.is_terminal or self.command.is_page else "plain"

    def _refuse_columns_of(self, form: str) -> None:
        """Refuse a choice of columns where the answer has none: it would be passed over in silence."""
        if form in {"json", "jsonl", "ids"} and self.given.has("fields"):
            hint = "--plain --fields, or --csv --fields"
            raise UsageError(f"--{form} has no columns for --fields to choose", hint=hint)

    @property
    def writes_lines(self) -> bool:
        """Whether nothing but the text is wanted of a command that has its own: a pipe without a wish for columns."""
        wishes = (self.given.flag("plain"), self.given.flag("header"), self.given.has("fields"))
        return self.format == "plain" and not any(wishes)

    @property
    def gives_all(self) -> bool:
        """Whether all there is should be given, whole, where no number was asked for: all but a screen and JSON."""
        return self.format != "json" and not (self.format == "page" and self.is_terminal)

    @property
    def saying(self) -> int:
        """How many characters of a clause a line of a page quotes: all of it in a pipe."""
        from compactx.model.text import SAYING  # noqa: PLC0415 - for pages

        return SAYING if self.is_terminal else sys.maxsize

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads the answer: a terminal, or the wish for colour."""
        forced = self.given.text("color") == "always" or bool(os.environ.get("COMPACTX_FORCE_TTY"))
        return forced or sys.stdout.isatty()

    @property
    def width(self) -> int:
        """Columns to fill: --width, COMPACTX_FORCE_TTY, COLUMNS, the terminal, or 80."""
        asked = self.given.number("width") or self._forced_width() or whole(os.environ.get("COLUMNS", ""), MOST_WIDTH)
        if asked:
            return max(20, asked)
        try:
            return max(20, os.get_terminal_size(sys.stdout.fileno()).columns)
        except (OSError, ValueError):
            return 80

    @staticmethod
    def _forced_width() -> int:
        """Return the columns that COMPACTX_FORCE_TTY names, 0 if it names none.

        Raises:
            UsageError: it names more than anything could show.
        """
        asked = os.environ.get("COMPACTX_FORCE_TTY", "")
        columns = whole(asked, MOST_WIDTH)
        if columns is None and asked.isdecimal():
            from compactx.model.text import short  # noqa: PLC0415 - only for the refusal

            raise UsageError(f"COMPACTX_FORCE_TTY asks for {short(asked, 24)} columns", hint=f"at most {MOST_WIDTH}")
        return columns or 0

    def present(
        self,
        items: Iterable[Mapping[str, Any]],
        *,
        columns: Sequence[str],
        page: Callable[[], RenderableType],
        query: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
        rows: Iterable[Mapping[str, Any]] | None = None,
        identify: str = "id",
        distinct: bool = False,
        status: int = 0,
        corpus: Mapping[str, str] | None = None,
        schema: str = "",
        form: str = "",
    ) -> int:
        """Write an answer in the format that was asked for, and return the exit status.

        ``items`` are the contract of ``--json``, and may be read while they are written; ``rows`` (the items if left
        out) are the lines of a pipe with these ``columns``; ``identify`` is the key that ``--ids`` prints, and
        ``distinct`` says that no two have the same; ``page`` makes the terminal's page. ``corpus`` describes the corpus
        where the index was not asked, ``schema`` is the contract's name where it is not the command's, ``form`` a
        format that the command itself decides on.
        """
        form = form or self.format
        if form == "page":
            self.write_page(self._drawn(page))
            return status
        self._tell_warnings(form)
        from compactx.cli import output  # noqa: PLC0415 - only one of the two is needed

        written = output.Output(items, rows if rows is not None else items, tuple(columns), identify, distinct)

        def envelope() -> Iterator[str]:
            return self._envelope(schema, corpus, query or {}, items, extra or {})

        sys.stdout.writelines(self._heard(output.pieces(form, written, self.given, envelope, sys.stdout.encoding)))
        return status

    def present_again(self, text: str) -> None:
        """Write an answer as it was written before, in the format that was asked for."""
        if self.format == "page":
            self.write_page(text)
        else:
            self._tell_warnings(self.format)
            sys.stdout.write(text)

    def write_page(self, text: str) -> None:
        """Show a page that is drawn, with the notes on it."""
        from compactx.render.terminal import write_page  # noqa: PLC0415 - pages only

        [text] = self._heard([text])
        with_pager = not self.given.flag("no_pager")
        write_page(text, self._notes("page"), encoding=sys.stdout.encoding, with_pager=with_pager)

    def _drawn(self, page: Callable[[], RenderableType]) -> str:
        from compactx.model.patterns import serve_libraries  # noqa: PLC0415 - pages only

        serve_libraries()
        from compactx.render.drawing import as_text  # noqa: PLC0415 - imports Rich
        from compactx.render.terminal import encoding_of_pages  # noqa: PLC0415 - pages only

        return as_text(page(), self.width, self.given.text("color"), encoding_of_pages())

    def _heard(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield what is written, and keep it where somebody wants it."""
        for piece in pieces:
            if self.kept is not None:
                self.kept.append(piece)
            yield piece

    def tell(self) -> None:
        """Say the warnings now: for commands that hand over a file instead of presenting an answer."""
        self._tell_warnings("plain")

    def _tell_warnings(self, form: str) -> None:
        sys.stderr.write(self._notes(form))

    def _notes(self, form: str) -> str:
        if form == "json" or self.given.flag("quiet"):
            return ""
        from compactx.model.text import clean  # noqa: PLC0415 - as above

        return "".join(f"note: {clean(warning)}\n" for warning in self.warnings)

    def _envelope(
        self,
        schema: str,
        corpus: Mapping[str, str] | None,
        query: Mapping[str, Any],
        items: Iterable[Any],
        extra: Mapping[str, Any],
    ) -> Iterator[str]:
        from compactx.render.json_text import envelope  # noqa: PLC0415 - as above

        if corpus is None:
            meta = self.index.meta()
            corpus = {"name": meta["name"], "version": meta["corpus_version"], "sha256": meta["sha256"]}
        head = {
            "schema": f"compactx.{schema or self.command.name}/1",
            "corpus": dict(corpus) or None,
            "query": dict(query),
        }
        return envelope(head, items, {**extra, "warnings": self.warnings})


def _numbers(text: str) -> range:
    first, dots, last = text.partition("..")
    last = last if dots else first
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < _MOST_DIGITS):
        raise UsageError(f'"{text}" is not an objective', hint="write a number or a range: --objective 7..13")
    if int(first) > int(last):
        raise UsageError(f'"{text}" is no range: it ends before it begins', hint=f"--objective {last}..{first}")
    return range(int(first), int(last) + 1)
