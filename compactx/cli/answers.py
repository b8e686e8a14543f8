"""Answers about everything, remembered as they were written: beside the index, and as long as it holds nothing else.

Of a question that reads no text of the user's the answer changes with what the index holds, the code that makes it and
the output it is made for. All three are compared before one is given again; what is damaged, of another version or
another user's is made anew. A cache that cannot be written to remembers nothing.
"""

from __future__ import annotations

import os
import sys
import zlib

from compactx.corpus.source import texts_folder
from compactx.index import notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

    Mark = tuple[str, int, int]  # a file, its size, when it was written to

_SLOTS = 32  # answers that are remembered of one index; of two with one number the later one stays
_MOST = 8 << 20  # letters of an answer that is remembered
# What else tells how an output is written: by us, and by what draws pages.
_VARIABLES = ("CLICOLOR", "CLICOLOR_FORCE", "COMPACTX_FORCE_TTY", "FORCE_COLOR", "NO_COLOR", "TERM", "TTY_COMPATIBLE",
              "TTY_INTERACTIVE", "UNICODE_VERSION")  # fmt: skip


def answer_once(session: Session, given: Arguments, answer: Callable[[Session, Arguments], int]) -> int:
    """Answer as the same question was answered before of these contents, or answer it and remember how."""
    question = _question(session, given)
    what = f"answer-{zlib.crc32(question.encode('utf-8', 'surrogateescape')) % _SLOTS:02}"
    held = notes.recall_values(session.index, what, question)
    if held and _as_they_were(held[0]):
        _, text, session.warnings, status = held
        session.present_again(text)
        return int(status)
    session.kept = []
    status = answer(session, given)
    text = "".join(session.kept)
    if len(text) <= _MOST:
        notes.remember_values(session.index, what, question, (_code(), text, session.warnings, status))
    return status


def _question(session: Session, given: Arguments) -> str:
    """Return a text that differs when the answer may, but by what the index holds and the code that makes it."""
    form = session.format
    output = (session.is_terminal, sys.stdout.isatty(), sys.stdout.encoding)
    page = (session.width, *map(os.environ.get, _VARIABLES), *_texts()) if form == "page" else ()
    return repr((session.command.name, given.told(), form, output, page, tuple(session.warnings)))


def _texts() -> list[Mark]:
    """Return a mark of every text that is attached: pages quote them."""
    try:
        with os.scandir(texts_folder()) as listing:
            return sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in listing)
    except OSError:
        return []


def _code() -> list[Mark]:
    """Return a mark of every module that is loaded, but those that come with Python."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    brought = os.path.dirname(os.__file__) + os.sep
    added = os.path.join(brought, "site-packages")
    return [mark for file in files
            if file and (not file.startswith(brought) or file.startswith(added)) and (mark := _mark(file))]  # fmt: skip


def _as_they_were(code: list[Mark]) -> bool:
    """Say whether no module has changed since."""
    return all(_mark(mark[0]) == mark for mark in code)


def _mark(file: str) -> Mark | None:
    try:
        told = os.stat(file)
    except OSError:  # in an archive, or gone
        return None
    return file, told.st_size, told.st_mtime_ns
