"""The format of a document, by what stands in it; the suffix decides only between kinds of text."""

from __future__ import annotations

import re

from compactx.errors import NotADocumentError

_DECLARATION = re.compile(r"\s*<\?xml[^>]*>", re.IGNORECASE)
_HTML = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|div|p|article|main|section|h[1-6]|table|ul|ol)\b", re.IGNORECASE
)
_TAGS = re.compile(r"</?(?:p|div|br|h[1-6]|li|span|a)\b[^<>]*>", re.IGNORECASE)
_AKN = re.compile(r"<(?:\w+:)?akomaNtoso\b")
_XML = re.compile(r"[\s\ufeff]*<(?:\?xml|!DOCTYPE|[A-Za-z_][\w:.-]*[\s/>])")
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
    if _HTML.match(head, _opening(head)) or (suffix in {"html", "htm", "xhtml"} and _TAGS.search(text[: _HEAD * 8])):
        return "html"
    if head.lstrip().startswith("<?xml") or (suffix == "xml" and _XML.match(head)):
        raise NotADocumentError(f"{name} is XML, but not Akoma Ntoso", hint="of XML, Akoma Ntoso and XHTML are read")
    if len(_TAGS.findall(head)) > _MANY:
        return "html"
    if suffix in {"md", "markdown"} or _MARKDOWN.search(text[: _HEAD * 4]):
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
