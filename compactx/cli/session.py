"""What a command works with: the corpus it was pointed at, and where its answer goes."""

from __future__ import annotations

import os
import sys

from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from rich.console import RenderableType

    from compactx.cli.command import Command, Given
    from compactx.index.read import Index, Node
    from compactx.query.select import Selection

_MOST_DIGITS = 7  # of a range of objectives: 999..999 is plenty


class Session:
    """One command line's surroundings; the index is opened when first asked for."""

    def __init__(self, command: Command, given: Given) -> None:
        """Keep the command and its values."""
        self.command = command
        self.given = given
        self._index: Index | None = None
        self.warnings: list[str] = []

    @property
    def index(self) -> Index:
        """The open index.

        Raises:
            CorpusError: the corpus is missing or has errors.
        """
        if self._index is None:
            from compactx.corpus.source import roots  # noqa: PLC0415 - some commands never look at a corpus
            from compactx.index.read import Index  # noqa: PLC0415 - as above
            from compactx.index.store import open_index  # noqa: PLC0415 - as above

            self._index = Index(open_index(roots(self.given.text("corpus"))))
        return self._index

    # What was asked

    def reference_words(self, name: str = "refs") -> list[list[str]]:
        """Return the words of each reference: one list from the arguments, or one for each line of standard input.

        Raises:
            UsageError: standard input is a terminal, or holds nothing.
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
        text = sys.stdin.buffer.read().decode("utf-8", "replace").removeprefix("\ufeff")
        lines = text.split("\0" if self.given.flag("null") else "\n")
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
                raise UsageError(f'no relation is named "{name}"', hint=f"relations: {' '.join(known)}")
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
        """Return the numbers that --objective names, one by one or as ranges.

        Raises:
            UsageError: a word is neither.
        """
        return tuple(number for word in self.given.words("objective") for number in _numbers(word))

    def inside(self) -> Node | None:
        """Return what --in names, None without it; raises as :meth:`select_all`."""
        if not self.given.has("instrument"):
            return None
        from compactx.query.select import select  # noqa: PLC0415 - only with --in

        return select(self.index, self.given.text("instrument")).node

    def note_reading(self, selection: Selection) -> None:
        """Tell on standard error when a reference was completed."""
        if selection.how in {"prefix", "description"}:
            node = selection.node
            self.warn(f'"{selection.text}" read as {node.id} ({node.caption})')

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
        """How the answer is written: json, jsonl, plain, ids, csv, or page on a terminal."""
        from compactx.cli.options import FORMATS  # noqa: PLC0415 - small, loaded already

        asked = [name for name in FORMATS if self.given.flag(name)]
        if len(asked) > 1:
            raise UsageError(f"--{asked[0]} and --{asked[1]} cannot be combined")
        if asked:
            return asked[0]
        if self.given.has("fields") or self.given.flag("header") or not self.is_terminal:
            return "plain"
        return "page"

    @property
    def writes_lines(self) -> bool:
        """Whether nothing but the text is wanted of a command that has its own: a pipe without a wish for columns."""
        wishes = (self.given.flag("plain"), self.given.flag("header"), self.given.has("fields"))
        return self.format == "plain" and not any(wishes)

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads the answer: a terminal, or the wish for colour."""
        forced = self.given.text("color") == "always" or bool(os.environ.get("COMPACTX_FORCE_TTY"))
        return forced or sys.stdout.isatty()

    @property
    def width(self) -> int:
        """Columns to fill: --width, COMPACTX_FORCE_TTY, COLUMNS, the terminal, or 80."""
        for asked in (self.given.number("width"), os.environ.get("COMPACTX_FORCE_TTY"), os.environ.get("COLUMNS")):
            if asked and str(asked).isdecimal() and int(asked) > 0:
                return max(20, int(asked))
        try:
            return max(20, os.get_terminal_size(sys.stdout.fileno()).columns)
        except (OSError, ValueError):
            return 80

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
        self._tell_warnings(form)
        if form == "page":
            from compactx.render.terminal import write_page  # noqa: PLC0415 - imports Rich

            write_page(page(), width=self.width, color=self.given.text("color"), encoding=sys.stdout.encoding)
            return status
        from compactx.cli import output  # noqa: PLC0415 - only one of the two is needed

        written = output.Written(items, rows if rows is not None else items, tuple(columns), identify, distinct)

        def envelope() -> str:
            return self._envelope(schema, corpus, query or {}, items, extra or {})

        sys.stdout.writelines(output.pieces(form, written, self.given, envelope, sys.stdout.encoding))
        return status

    def tell(self) -> None:
        """Say the warnings now: for commands that hand over a file instead of presenting an answer."""
        self._tell_warnings("plain")

    def _tell_warnings(self, form: str) -> None:
        if form != "json" and not self.given.flag("quiet"):
            from compactx.render.clean import clean  # noqa: PLC0415 - as above

            sys.stderr.write("".join(f"note: {clean(warning)}\n" for warning in self.warnings))

    def _envelope(
        self,
        schema: str,
        corpus: Mapping[str, str] | None,
        query: Mapping[str, Any],
        items: Iterable[Any],
        extra: Mapping[str, Any],
    ) -> str:
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
