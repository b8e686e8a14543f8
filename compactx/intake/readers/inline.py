"""The words of one block as a reader meets them, with the links and the raised marks in it kept in place."""

from __future__ import annotations

import re

from compactx.intake.readers.blocks import SUPERSCRIPT, LinkSpan

_SPACE = re.compile(r"[ \t\r\n\f]+")
_NESTED = 12
_MARK = re.compile(r"[\[(]?\s?([0-9]{1,3}(?:\s?[,;]\s?[0-9]{1,3}){0,5}|\*{1,3})\s?[\])]?")


class Inline:
    """Collects words; ``collapse`` makes one space of each stretch of white space, as HTML does."""

    def __init__(self, *, collapse: bool) -> None:
        """Start empty."""
        self.collapse = collapse
        self.pieces: list[str] = []
        self.size = 0
        self.last = ""  # the last character
        self.printed = ""  # the last one that is not white space
        self.anchors: list[LinkSpan] = []
        self.is_raised = False  # a mark came last, which no letter may follow at once
        self._open: list[tuple[int, str]] = []

    def add(self, text: str) -> None:
        """Add words."""
        if self.collapse:
            text = _SPACE.sub(" ", text)
            if self.last in {"", " "}:
                text = text.lstrip(" ")
        if text and self.is_raised and text[0].isalnum():
            text = f" {text}"
        if not text:
            return
        self.is_raised = False
        self.pieces.append(text)
        self.size += len(text)
        self.last = text[-1]
        self.printed = (text.rstrip() or self.printed)[-1:]

    def raise_(self, text: str) -> bool:
        """Add what is printed above the line: a footnote mark as raised digits, so that it joins no number before it.

        Return False, and add nothing, for what is no mark: the letters of an ordinal (10th).
        """
        mark = _MARK.fullmatch(text.strip())
        if mark is None:
            return False
        if mark[1][0].isdecimal():
            self.add(mark[1].translate(SUPERSCRIPT))
            self.is_raised = True
        return True

    def open(self, address: str) -> None:
        """Begin a link; beyond a few, one inside another is not looked at."""
        if len(self._open) < _NESTED:
            self._open.append((self.size, address))

    def close(self) -> None:
        """End the link that began last."""
        if self._open:
            start, address = self._open.pop()
            if address and self.size > start:
                self._anchor(LinkSpan(start, self.size, address))

    def _anchor(self, new: LinkSpan) -> None:
        """Keep a link; neighbouring pieces of one link are one."""
        if self.anchors and self.anchors[-1].end == new.start and self.anchors[-1].address == new.address:
            self.anchors[-1] = self.anchors[-1].replace(end=new.end)
        else:
            self.anchors.append(new)

    def take(self) -> tuple[str, list[LinkSpan]]:
        """Return the words and the links, and begin anew; a link that is still open goes on."""
        going_on = [address for _, address in self._open]
        while self._open:
            self.close()
        text, anchors = "".join(self.pieces), self.anchors
        self.pieces, self.anchors, self.size, self.last, self.printed = [], [], 0, "", ""
        for address in reversed(going_on):
            self.open(address)
        return text, anchors
