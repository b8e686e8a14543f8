"""Nodes of YAML that know their line and column; every scalar stays text."""

from __future__ import annotations

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 32


class YamlNode:
    """A value in a file: where it starts, counted from 1."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        """Keep the place."""
        self.line = line
        self.column = column


class Scalar(YamlNode):
    """A text value; ``plain`` says that it was written without quotes."""

    __slots__ = ("plain", "text")

    def __init__(self, text: str, line: int, column: int, *, plain: bool) -> None:
        """Keep the text and the place."""  # without a call of its own: scalars are made by the hundred thousand
        self.line = line
        self.column = column
        self.text = text
        self.plain = plain

    @property
    def is_null(self) -> bool:
        """Say whether this is YAML's null."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


class Sequence(YamlNode):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int) -> None:
        """Start empty."""
        super().__init__(line, column)
        self.items: list[YamlNode] = []


class Mapping(YamlNode):
    """Keys with their nodes; ``keys`` tells where each key stands."""

    __slots__ = ("entries", "keys")

    def __init__(self, line: int, column: int) -> None:
        """Start empty."""
        super().__init__(line, column)
        self.entries: dict[str, YamlNode] = {}
        self.keys: dict[str, tuple[int, int]] = {}
