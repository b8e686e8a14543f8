"""The bytes of a document, their text and format, and how much of this machine reading them may take.

What goes in is bounded by ``MAX_BYTES``; the other bounds are on what reading costs: time, memory, and the text that
comes out. Each grows with the size of the file, so that a large document is read and a small one cannot be made to cost
much. The three variables of the environment replace them.
"""

from __future__ import annotations

import os
import stat
import sys

from compactx.corpus import regular
from compactx.errors import NotADocumentError, UsageError
from compactx.model import patterns as re
from compactx.model.record import Record
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = "COMPACTX_READ_SECONDS"
MEMORY = "COMPACTX_READ_MEMORY"
CHARACTERS = "COMPACTX_READ_CHARACTERS"

LARGE = 6_000_000  # bytes of a plain text from which on it is read volume by volume
_MB = 1024 * 1024
_LEAST_SECONDS, _SECONDS_PER_MB = 6, 15  # of CPU: a PDF, the slowest kind, takes some five seconds a megabyte
_LEAST_MEMORY, _MEMORY_PER_BYTE = 288, 16  # MB beside what the program holds already
_LEAST_CHARACTERS, _CHARACTERS_PER_BYTE = 600_000, 20  # the Compact has 83,000; compressed XML grows tenfold
_MOST_CHARACTERS = 40_000_000
_PARTS, _PART = 100_000, 100  # parts of any document; characters of one, where more text is asked for
_RANGES = {SECONDS: (1, 86_400), MEMORY: (64, 1_048_576), CHARACTERS: (1_000, 2_000_000_000)}


class Bounds(Record):
    """What reading one document may take: seconds of CPU time, MB of memory, characters of text, its parts.

    Parts are paragraphs, notes, cells and the like; each costs as much as a hundred characters.
    """

    seconds: int
    memory: int
    characters: int
    parts: int = 100_000


def bounds(size: int, environ: Mapping[str, str] = os.environ) -> Bounds:
    """Return the bounds for a file of so many bytes.

    >>> bounds(5_000, {})
    Bounds(seconds=6, memory=288, characters=700000, parts=100000)
    >>> bounds(5_000, {"COMPACTX_READ_SECONDS": "60"}).seconds
    60

    Raises:
        UsageError: a variable of the environment is no number, or out of its range.
    """
    characters = _asked(CHARACTERS, environ)
    return Bounds(
        _asked(SECONDS, environ) or _LEAST_SECONDS + _SECONDS_PER_MB * size // _MB,
        _asked(MEMORY, environ) or _LEAST_MEMORY + _MEMORY_PER_BYTE * size // _MB,
        characters or min(_LEAST_CHARACTERS + _CHARACTERS_PER_BYTE * size, _MOST_CHARACTERS),
        max(_PARTS, characters // _PART),
    )


def _asked(name: str, environ: Mapping[str, str]) -> int:
    """Return what a variable asks for, 0 if it is not set."""
    value = environ.get(name, "").strip()
    if not value:
        return 0
    least, most = _RANGES[name]
    number = whole(value, most)
    if number is None or not least <= number <= most:
        raise UsageError(f'{name} is "{value[:40]}"', hint=f"give a whole number of {least} to {most}")
    return number


class Measure:
    """Counts the characters that a reader writes, and stops it where they are more than the bound."""

    def __init__(self, name: str, allowed: Bounds) -> None:
        """Begin at nothing; ``name`` is what messages call the document."""
        self.name = name
        self.allowed = allowed
        self.size = self.parts = 0

    def part(self, count: int = 1) -> None:
        """Count some more paragraphs, notes or cells.

        Raises:
            NotADocumentError: there are more than the bound.
        """
        self.parts += count
        if self.parts > self.allowed.parts:
            raise NotADocumentError(
                f"{self.name} holds more than {self.allowed.parts:,} paragraphs, notes and cells",
                hint=f"divide it into parts, or set {CHARACTERS} higher",
            )

    def add(self, characters: int) -> None:
        """Count some more.

        Raises:
            NotADocumentError: there are more than the bound.
        """
        self.size += characters
        if self.size > self.allowed.characters:
            raise NotADocumentError(
                f"{self.name} holds more than {self.allowed.characters:,} characters of text,"
                " the limit for a file of its size",
                hint=f"divide it into parts, or set {CHARACTERS} higher",
            )


def printable(name: str) -> str:
    r"""Return a file's name as text that can be stored and shown, whatever bytes it is made of.

    >>> printable("caf\udce9.txt"), printable("café.txt")
    ('caf\ufffd.txt', 'café.txt')
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


MAX_BYTES = regular.MOST_BYTES
_NAME_SHOWN = 120
_PATIENCE = 5  # seconds until something must be written to a named pipe


def load_file(path: str) -> tuple[bytes, str]:
    """Return a file's bytes and its name for people; ``-`` is standard input.

    Raises:
        NotADocumentError: there is no such file, it is a folder or a device, cannot be read, is empty or too large.
    """
    if path == "-":
        return _checked(_standard_input(), "standard input")
    name = shown_name(path)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise NotADocumentError(f"{path} is a folder", hint="name the documents in it, for example with *.pdf")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise NotADocumentError(
                f"{path} is not a file", hint="give the path of a document, or - for standard input"
            )
        with open(path, "rb", opener=_open) as stream:
            if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
                _await(stream.fileno(), path)
            return _checked(stream.read(MAX_BYTES + 1), name)
    except FileNotFoundError:
        raise NotADocumentError(f"there is no file {path}", hint="check the path; - reads standard input") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NotADocumentError(f"cannot read {path}: {reason}") from None


def shown_name(path: str) -> str:
    """Return what people call a file."""
    return printable(os.path.basename(path.rstrip("/"))[:_NAME_SHOWN] or path)


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe that nobody writes to would block here


def _await(descriptor: int, path: str) -> None:
    """Wait until a pipe in the file system has something to read.

    Raises:
        NotADocumentError: nothing is written to it.
    """
    import select  # noqa: PLC0415 - for pipes only

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    shell = path.startswith(("/dev/fd/", "/proc/"))  # made by a shell, which has a program at its other end
    if not poll.poll(None if shell else _PATIENCE * 1000):
        raise NotADocumentError(f"nothing is written to the pipe {path}", hint="- reads standard input")
    os.set_blocking(descriptor, True)


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        what = "closed" if sys.stdin is None else "a terminal"
        raise NotADocumentError(
            f'"-" reads a document from standard input, which is {what}',
            hint="pdftotext file.pdf - | compactx scan -",
        )
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _checked(data: bytes, name: str) -> tuple[bytes, str]:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise NotADocumentError(f"{name} has more than {limit} MB", hint="divide it into parts")
    if not data.strip():
        raise NotADocumentError(f"{name} is empty", hint="a pipe that ended early leaves nothing to read")
    return data, name


MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31})
_SAMPLE = 65536


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Return the text and a warning, '' if none is due. Line ends stay as they are.

    Raises:
        NotADocumentError: the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), ""
    if _is_binary(data):
        raise NotADocumentError(f"{name} is a binary file of a kind that is not read here",
                                hint="text, Markdown, HTML, DOCX, PDF and Akoma Ntoso XML are read")  # fmt: skip
    if declared:
        try:
            return data.decode(declared), ""
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", "replace")
        line = data.count(b"\n", 0, error.start) + 1
        return text, not_unicode(line)


def not_unicode(line: int) -> str:
    """Return the warning of a text whose line is not UTF-8."""
    return f"not UTF-8 (line {line}); read as Windows-1252"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except ValueError:
        raise NotADocumentError(f"{name} begins as {encoding.upper()} and is damaged further on") from None


def _is_binary(data: bytes) -> bool:
    """Say whether the beginning holds bytes that no text has."""
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return True
    return len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 100


_DECLARATION = re.compile(r"\s*<\?xml[^>]*>", re.IGNORECASE)
_HTML = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|div|p|article|main|section|h[1-6]|table|ul|ol)\b", re.IGNORECASE
)
_TAGS = re.compile(r"</?(?:p|div|br|h[1-6]|li|span|a)\b[^<>]*>", re.IGNORECASE)
_AKN = re.compile(r"<(?:\w+:)?akomaNtoso\b")
_XML = re.compile(r"[\s\ufeff]*<(?:\?xml|!DOCTYPE|[A-Za-z_][\w:.-]*[\s/>])")
_MARKS = ("#", "[^", "---\n")
_MARKDOWN = re.compile(r"^(?:#{1,6}[ \w*]|\[\^[\w-]+\]:|---\n\w[\w ]*:)", re.MULTILINE)
_HEAD = 8192
_MANY = 4


def binary_format(data: bytes, name: str) -> str:
    """Return ``pdf``, ``docx`` or '' for text.

    Raises:
        NotADocumentError: the file is of a kind that is known and not read.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotADocumentError(
            f"{name} is an old Word file or a password-protected one", hint="save it as DOCX or PDF without a password"
        )
    if head.startswith(b"{\\rtf"):
        raise NotADocumentError(f"{name} is a rich text file", hint="save it as DOCX or plain text")
    return ""


def text_format(text: str, name: str) -> str:
    """Return ``akn``, ``html``, ``markdown`` or ``text``.

    Raises:
        NotADocumentError: the text is XML of another kind.
    """
    head = text[:_HEAD].lstrip("\ufeff")
    suffix = name.rpartition(".")[2].lower()
    if _XML.match(head) and _AKN.search(head):
        return "akn"
    if _HTML.match(head[_opening(head) :]) or (suffix in {"html", "htm", "xhtml"} and _TAGS.search(text[: _HEAD * 8])):
        return "html"
    if head.lstrip().startswith("<?xml") or (suffix == "xml" and _XML.match(head)):
        raise NotADocumentError(f"{name} is XML, but not Akoma Ntoso", hint="of XML, Akoma Ntoso and XHTML are read")
    if len(_TAGS.findall(head)) > _MANY:
        return "html"
    opening = text[: _HEAD * 4]
    marked = any(mark in opening for mark in _MARKS) and _MARKDOWN.search(opening)  # most plain texts hold none
    if suffix in {"md", "markdown"} or marked:
        return "markdown"
    return "text"


def _opening(head: str) -> int:
    """Return where a text begins, after an XML declaration and comments.

    >>> _opening("<!-- a --> <!-- b --><p>"), _opening("<!-- never closed")
    (21, 0)
    """
    declared = _DECLARATION.match(head)
    at = declared.end() if declared else 0
    while True:
        start = at + len(head[at:]) - len(head[at:].lstrip())
        end = head.find("-->", start + 4) if head.startswith("<!--", start) else -1
        if end < 0:
            return at
        at = end + 3
