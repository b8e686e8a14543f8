"""The plain part of YAML, in which corpus files are written, read without the library that reads all of it.

Importing that library takes twice as long as Python takes to start, and an edit touches a few lines. Whatever is not
plain (anchors, tags, escapes, comments within values, blank lines in text) is
declined, never guessed: then the library reads it. Tests compare both on every file of the corpus and on made-up text.

::

    items   = { "- " (flow | mapping | word) }
    mapping = { key ":" (" " (flow | quoted | word | ">-" text) | items | mapping | nothing) }
    flow    = "{" [key ": " value {", " key ": " value}] "}" | "[" [value {", " value}] "]"
"""

from __future__ import annotations

from compactx.corpus.tree import MAX_DEPTH, Mapping, Scalar, Sequence, YamlNode

_KEY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_FLOW = frozenset(",[]{}")
_QUOTES = ("'", '"')
_DEEP = MAX_DEPTH // 2


class NotPlainError(Exception):
    """Something that is not read here."""


def plain_node(text: str, first: int) -> YamlNode | None:
    r"""Return the list of items, or the mapping, that stands in whole lines of a file from a line on.

    None if they are not plain.

    >>> items = plain_node("- id: a\n  gist: >-\n    one\n    two\n", 7)
    >>> [(item.line, item.entries["gist"].text) for item in items.items]
    [(7, 'one two')]
    >>> plain_node("- id: &a x", 1) is None
    True
    """
    lines = text.split("\n")
    if any(not line.isprintable() or line.endswith(" ") for line in lines):
        return None
    reader = _Reader(lines, first)
    try:
        node = reader.block(reader.indent(), 0)
        return node if reader.at == len(lines) else None
    except (NotPlainError, IndexError):
        return None


class _Reader:
    """Stands at a line; blank lines and remarks are passed over."""

    def __init__(self, lines: list[str], first: int) -> None:
        self.lines = lines
        self.first = first
        self.at = 0
        self._skip()

    def _skip(self) -> None:
        while self.at < len(self.lines) and self.lines[self.at].lstrip(" ")[:1] in {"", "#"}:
            self.at += 1

    def next(self) -> None:
        self.at += 1
        self._skip()

    def indent(self) -> int:
        """Return how far the line is indented, -1 behind the last."""
        if self.at >= len(self.lines):
            return -1
        line = self.lines[self.at]
        return len(line) - len(line.lstrip(" "))

    def block(self, indent: int, depth: int) -> YamlNode:
        """Read what stands at an indentation: a list or a mapping."""
        if indent < 0 or depth > _DEEP:
            raise NotPlainError
        line = self.lines[self.at]
        return self._items(indent, depth) if line.startswith("- ", indent) else self._mapping(indent, indent, depth)

    def _items(self, indent: int, depth: int) -> Sequence:
        found = Sequence(self.first + self.at, indent + 1)
        while self.indent() == indent and self.lines[self.at].startswith("- ", indent):
            found.items.append(self._item(indent + 2, depth))
        if self.indent() > indent:
            raise NotPlainError
        return found

    def _item(self, column: int, depth: int) -> YamlNode:
        line = self.lines[self.at]
        if line[column] in "{[" or line[column] in _QUOTES or not _key(line, column):
            return self._value(column, column - 2, depth + 1)
        return self._mapping(column, column, depth + 1)

    def _mapping(self, indent: int, column: int, depth: int) -> Mapping:
        """Read a mapping; the first key stands at a column of this line, the others at the indentation."""
        found = Mapping(self.first + self.at, column + 1)
        while True:
            line = self.lines[self.at]
            key = _key(line, column)
            if not key or key in found.entries:
                raise NotPlainError
            found.keys[key] = (self.first + self.at, column + 1)
            found.entries[key] = self._entry(line, column + len(key) + 1, indent, depth + 1)
            if self.indent() != indent or self.lines[self.at].startswith("- ", indent):
                break
            column = indent
        if self.indent() > indent:
            raise NotPlainError
        return found

    def _entry(self, line: str, column: int, indent: int, depth: int) -> YamlNode:
        """Read the value behind a key and its colon, which may be nothing."""
        if not _is_end(line, column):
            return self._value(column + 1, indent, depth)
        nothing = Scalar("", self.first + self.at, column + 1, plain=True)
        self.next()
        inside = self.indent()
        if inside > indent or (inside == indent and self.lines[self.at].startswith("- ", inside)):
            return self.block(inside, depth)
        return nothing

    def _value(self, column: int, indent: int, depth: int) -> YamlNode:
        """Read a value that begins at a column; what goes on below is indented further than the mapping around it."""
        line = self.lines[self.at]
        start = line[column]
        if start in "{[":
            node, end = _FlowReader(self, indent).node(column, depth)
            if not _is_end(self.lines[self.at], end):
                raise NotPlainError
            self.next()
            return node
        if line[column:] == ">-":
            return self._text(column, indent)
        found = Scalar("", self.first + self.at, column + 1, plain=start not in _QUOTES)
        if start in _QUOTES:
            found.text, end = self.quoted(column, indent)
            if not _is_end(self.lines[self.at], end):
                raise NotPlainError
            self.next()
        else:
            found.text = self._words(column, indent)
        return found

    def _text(self, column: int, indent: int) -> Scalar:
        """Read lines of text that are joined by spaces."""
        found = Scalar("", self.first + self.at, column + 1, plain=False)
        self.at += 1
        inside = self.indent()
        words = []
        while inside > indent and self.indent() == inside and self.lines[self.at]:
            words.append(self.lines[self.at][inside:])
            self.at += 1
        end = self.at
        self._skip()
        marked = any(line.startswith(" ") and "#" in line for line in self.lines[end : self.at])  # text or a comment
        if not words or marked or self.indent() > indent:
            raise NotPlainError
        found.text = " ".join(words)
        return found

    def quoted(self, column: int, indent: int) -> tuple[str, int]:
        """Read a text in quotes, which may go on in the next lines; return it with the column behind it."""
        line, start, found = self.lines[self.at], column + 1, []
        quote = line[column]
        while (end := _end_of_quote(line, start, quote)) < 0:
            found.append(line[start:])
            self.at += 1
            line, start = self.lines[self.at], self.indent()
            if start <= indent or not line:
                raise NotPlainError
        text = " ".join([*found, line[start:end]])
        if quote == '"' and "\\" in text:
            raise NotPlainError
        return text.replace("''", "'") if quote == "'" else text, end + 1

    def _words(self, column: int, indent: int) -> str:
        """Read words without quotes, which may go on in the next lines; a comment ends them."""
        line, mark, _ = self.lines[self.at][column:].partition(" #")
        words = [_word(line.rstrip(" "))]
        if not _begins_word(words[0][0]):
            raise NotPlainError
        self.at += 1
        while (
            not mark
            and self.at < len(self.lines)
            and self.indent() > indent
            and self.lines[self.at].lstrip(" ")[:1] not in {"", "#"}
        ):
            words.append(_word(self.lines[self.at].lstrip(" ")))
            self.at += 1
        self._skip()
        if self.indent() > indent:
            raise NotPlainError
        return " ".join(words)


class _FlowReader:
    """Reads lists and mappings in brackets, which may go on in the next lines."""

    def __init__(self, reader: _Reader, indent: int) -> None:
        self.reader = reader
        self.indent = indent

    def _line(self) -> str:
        return self.reader.lines[self.reader.at]

    def _place(self, column: int) -> tuple[int, int]:
        return self.reader.first + self.reader.at, column + 1

    def _blank(self, column: int) -> int:
        """Return where the next mark stands: in this line, or in the one below."""
        while True:
            line = self._line()
            while column < len(line) and line[column] == " ":
                column += 1
            if column < len(line):
                return column
            column = self._below()

    def _below(self) -> int:
        """Go to the next line, which has to be indented and no remark; return where it begins."""
        self.reader.at += 1
        column = self.reader.indent()
        if column <= self.indent or self._line()[column : column + 1] in {"", "#"}:
            raise NotPlainError
        return column

    def node(self, column: int, depth: int) -> tuple[YamlNode, int]:
        """Read a value at a column; return it with the column behind it."""
        if depth > _DEEP:
            raise NotPlainError
        start = self._line()[column]
        if start == "{":
            return self._mapping(column, depth)
        if start == "[":
            return self._items(column, depth)
        line, at = self._place(column)
        if start in _QUOTES:
            text, end = self.reader.quoted(column, self.indent)
            return Scalar(text, line, at, plain=False), end
        text, end = self._words(column)
        return Scalar(text, line, at, plain=True), end

    def _items(self, column: int, depth: int) -> tuple[Sequence, int]:
        found = Sequence(*self._place(column))
        column = self._blank(column + 1)
        while self._line()[column] != "]":
            node, column = self.node(column, depth + 1)
            found.items.append(node)
            column = self._comma(column, "]")
        return found, column + 1

    def _mapping(self, column: int, depth: int) -> tuple[Mapping, int]:
        found = Mapping(*self._place(column))
        column = self._blank(column + 1)
        while self._line()[column] != "}":
            key = _key(self._line(), column)
            if not key or key in found.entries or self._line()[column + len(key) + 1 :][:1] != " ":
                raise NotPlainError
            found.keys[key] = self._place(column)
            found.entries[key], column = self.node(self._blank(column + len(key) + 1), depth + 1)
            column = self._comma(column, "}")
        return found, column + 1

    def _comma(self, column: int, end: str) -> int:
        """Return where the next value begins, or where the end stands."""
        column = self._blank(column)
        if self._line()[column] == end:
            return column
        if self._line()[column] != ",":
            raise NotPlainError
        column = self._blank(column + 1)
        if self._line()[column] == end:
            raise NotPlainError
        return column

    def _words(self, column: int) -> tuple[str, int]:
        """Read words without quotes up to a comma or a bracket."""
        line = self._line()
        if not _begins_word(line[column]):
            raise NotPlainError
        words = []
        while True:
            end = column
            while end < len(line) and line[end] not in _FLOW:
                end += 1
            words.append(_word(line[column:end].rstrip(" ")))
            if "?" in words[-1]:
                raise NotPlainError
            if end < len(line):
                return " ".join(words), end
            column = self._below()
            line = self._line()
            if line[column] in _FLOW:
                return " ".join(words), column


def _key(line: str, column: int) -> str:
    """Return the plain key at a column, '' if there is none."""
    end = line.find(":", column)
    key = line[column:end] if end > column else ""
    is_key = bool(key) and key[0].isalpha() and _KEY.issuperset(key) and line[end + 1 : end + 2] in {"", " "}
    return key if is_key and (line[end + 1 : end + 3] != "  " or _is_end(line, end + 1)) else ""


def _is_end(line: str, column: int) -> bool:
    """Say whether nothing stands behind a column of a line, or a comment only."""
    rest = line[column:]
    return not rest or (rest[0] == " " and rest.lstrip(" ")[:1] == "#")


def _begins_word(mark: str) -> bool:
    """Say whether words without quotes may begin so; what means something to YAML is in ASCII."""
    return mark.isalnum() or mark in "/(" or not mark.isascii()


def _word(text: str) -> str:
    """Return words without quotes; decline what YAML reads otherwise, or not everywhere alike."""
    if not text or ": " in text or " #" in text or text.endswith(":") or text[0] in "#-?:":
        raise NotPlainError
    if any(f":{mark}" in text for mark in "?,[]{}"):
        raise NotPlainError
    return text


def _end_of_quote(line: str, start: int, quote: str) -> int:
    """Return where a quote ends on a line, -1 if it goes on below; two single ones stand for one."""
    end = line.find(quote, start)
    while quote == "'" and end >= 0 and line.startswith("''", end):
        end = line.find(quote, end + 2)
    return end
