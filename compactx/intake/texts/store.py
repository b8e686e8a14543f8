"""The full wording of instruments, as the user attached it.

One file an instrument in the user's data folder, tab-separated UTF-8::

    compactx text 1
    <key> TAB <value>                    instrument, source, format, edition
    (empty line)
    <locator> TAB <status> TAB <words>   same, differs, note (a footnote; its clause before a "#"), document (all of it)

Backslash, tab and line ends are escaped. Runs on lookups, so it needs nothing but the standard library's core.
"""

from __future__ import annotations

import os

from compactx.corpus import regular
from compactx.corpus.source import texts_folder
from compactx.errors import CorpusError
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER = "compactx text 1"
SUFFIX = ".tsv"
SAME, DIFFERS, NOTE, DOCUMENT = "same", "differs", "note", "document"
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
_FIELDS = 3
MOST_BYTES = 256 << 20  # of a kept text: what the largest document holds, with its clauses beside it


class AttachedText(Record):
    """The text of an instrument: facts about the file, the words of each clause, whether each is as fingerprinted.

    ``notes`` are footnotes by ``clause#footnote``; ``document`` is the whole text where some clause was not told apart.
    """

    facts: Mapping[str, str]
    words: Mapping[str, str]
    status: Mapping[str, str]
    notes: Mapping[str, str]
    document: str


def text_path(instrument: str) -> str:
    """Return the file of an instrument's text."""
    return os.path.join(texts_folder(), instrument + SUFFIX)


def attached() -> list[str]:
    """Return the instruments that have a text, in order."""
    try:
        names = os.listdir(texts_folder())
    except OSError:
        return []
    return sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and not name.startswith("."))


def text_marks() -> list[tuple[str, str]]:
    """Return the instruments that have a text, each with what changes when it is attached anew."""
    found = []
    for name in attached():
        try:
            stat = os.stat(text_path(name))
        except OSError:
            continue
        found.append((name, f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns}"))
    return found


def stored(instrument: str) -> AttachedText | None:
    """Return the text of an instrument, None if none is attached.

    Raises:
        CorpusError: the file is damaged.
    """
    if "/" in instrument:
        return None
    try:
        data = regular.read(text_path(instrument), MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError:
        raise _damaged(instrument) from None
    if len(data) > MOST_BYTES:
        raise _damaged(instrument)
    try:
        return _parsed(data.decode("utf-8"), instrument)
    except UnicodeDecodeError:
        raise _damaged(instrument) from None


def serialised(text: AttachedText) -> bytes:
    """Return the bytes of the file."""
    lines = [HEADER, *(f"{_escape(key)}\t{_escape(value)}" for key, value in text.facts.items()), ""]
    lines += [f"{locator}\t{text.status[locator]}\t{_escape(words)}" for locator, words in text.words.items()]
    lines += [f"{name}\t{NOTE}\t{_escape(words)}" for name, words in text.notes.items()]
    if text.document:
        lines.append(f"\t{DOCUMENT}\t{_escape(text.document)}")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def _parsed(text: str, instrument: str) -> AttachedText:
    head, _, body = text.partition("\n\n")
    first, *facts = head.split("\n")
    if first != HEADER or not text.endswith("\n"):
        raise _damaged(instrument)
    words: dict[str, str] = {}
    status: dict[str, str] = {}
    notes: dict[str, str] = {}
    document = ""
    for line in body.split("\n")[:-1]:
        fields = line.split("\t")
        if len(fields) != _FIELDS:
            raise _damaged(instrument)
        locator, kind, value = fields[0], fields[1], _unescape(fields[2])
        if kind == DOCUMENT:
            document = value
        elif kind == NOTE:
            notes[locator] = value
        else:
            words[locator], status[locator] = value, kind
    return AttachedText(dict(_pair(fact, instrument) for fact in facts), words, status, notes, document)


def _pair(line: str, instrument: str) -> tuple[str, str]:
    key, tab, value = line.partition("\t")
    if not tab:
        raise _damaged(instrument)
    return _unescape(key), _unescape(value)


def _damaged(instrument: str) -> CorpusError:
    return CorpusError(f"the stored text of {instrument} is damaged", hint=f"compactx attach {instrument} FILE --force")


def _escape(text: str) -> str:
    for char, escaped in _ESCAPES:
        text = text.replace(char, escaped)
    return text


def _unescape(text: str) -> str:
    r"""Return the text that was escaped.

    >>> _unescape(_escape("a\\n\tb\n")) == "a\\n\tb\n"
    True
    """
    if "\\" not in text:
        return text
    pieces = [piece.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r") for piece in text.split("\\\\")]
    return "\\".join(pieces)
