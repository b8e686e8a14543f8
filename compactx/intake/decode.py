"""Bytes to text, by byte order mark, then UTF-8, then the Western European code page."""

from __future__ import annotations

from compactx.errors import NotADocumentError

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = frozenset(range(32)) - {8, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31}
_SAMPLE = 65536


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Return the text and a warning, '' if none is due. Line ends stay as they are.

    Raises:
        NotADocumentError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
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
        return text, f"not UTF-8 (line {line}); read as Windows-1252"


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
    return sum(byte in _CONTROL for byte in sample) > len(sample) // 100
