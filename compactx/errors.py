"""What can go wrong, as exceptions.

::

    CompactxError                    cannot go on; message, hint, exit status
    ├── UsageError               2   the command line cannot be carried out
    ├── UnknownReferenceError    3   nothing has this name
    ├── AmbiguousReferenceError  4   several things have this name
    ├── CorpusError              5   the corpus is missing or unusable
    └── CannotWriteError         6   an output cannot be written

Problems *in* data are values (:class:`compactx.model.finding.Finding`), not exceptions.
"No path" and "nothing found" are answers.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


INTERRUPTED = 130  # the status of what was interrupted, or asked to end


class CompactxError(Exception):
    """Something that stops the command; the message is for people.

    ``details`` are further lines, ``hint`` is the next step to try, ``code`` names the failure in JSON
    and ``exit_status`` is what the process returns.
    """

    code = "error"
    exit_status = 70

    def __init__(self, message: str, *, details: Sequence[str] = (), hint: str = "") -> None:
        """Keep the message, the further lines and the hint."""
        super().__init__(message)
        self.message = message
        self.details: tuple[str, ...] = tuple(details)
        self.hint = hint

    def __str__(self) -> str:
        """Return all that is known: the message, the further lines, what could be meant and the next step."""
        offers = (f"{identity}  {title}" for identity, title in getattr(self, "candidates", ()))
        lines = [*self.details, *offers, *([f"try: {self.hint}"] if self.hint else ())]
        return "\n  ".join((self.message, *lines))


class UsageError(CompactxError):
    """The command line asks for something that cannot be done."""

    code = "usage"
    exit_status = 2


def no_such(message: str, word: str, known: Iterable[str], *, hint: str = "") -> UsageError:
    """Return what is said of a word that is not among those allowed, with the one that looks most like it.

    >>> no_such('no format is named "grapml"', "grapml", ["csv", "graphml"]).message
    'no format is named "grapml". Did you mean graphml?'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    alike = get_close_matches(word.lower(), list(known), 1)
    return UsageError(f"{message}. Did you mean {alike[0]}?" if alike else message, hint=hint)


class NotADocumentError(UsageError):
    """A file given as input cannot be read as the document it should be."""

    code = "unreadable_input"


class SelectionError(CompactxError):
    """A reference in words does not lead to exactly one thing.

    ``text`` is what was asked, ``candidates`` are (id, title) pairs that could be meant.
    """

    def __init__(self, message: str, *, text: str, candidates: Sequence[tuple[str, str]] = (), hint: str = "") -> None:
        """Keep what was asked and what could be meant."""
        super().__init__(message, hint=hint)
        self.text = text
        self.candidates: tuple[tuple[str, str], ...] = tuple(candidates)


class UnknownReferenceError(SelectionError):
    """Nothing in the corpus has this name."""

    code = "unknown_reference"
    exit_status = 3


class AmbiguousReferenceError(SelectionError):
    """Several things in the corpus have this name."""

    code = "ambiguous_reference"
    exit_status = 4


class CorpusError(CompactxError):
    """The corpus is missing, empty or has errors; ``details`` are the findings, one a line."""

    code = "corpus_unusable"
    exit_status = 5


class CannotWriteError(CompactxError):
    """An output cannot be written, or exists and may not be replaced."""

    code = "cannot_write"
    exit_status = 6
