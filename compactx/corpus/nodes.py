"""YAML text to nodes that know their line and column.

Built on the event stream of PyYAML's C parser: three to five times as fast as loading objects, and strict. Tags,
aliases and duplicate keys are refused; every scalar stays text, so a date is never a date object and "no" is
never false.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from compactx.corpus.tree import MAX_BYTES, MAX_DEPTH, Mapping, Scalar, Sequence, YamlNode
from compactx.model.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Mapping", "Scalar", "Sequence", "YamlNode", "read_nodes"]
# What the parser was reading where a file is no YAML, and what people left open there.
_OPENED = (("quoted scalar", "quotation mark"), ("flow mapping", "brace"), ("flow sequence", "bracket"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RefusalError(Exception):
    """Reading stops here; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_nodes(data: bytes, file: str) -> tuple[Mapping | None, list[Finding]]:
    """Return the mapping at the top of a YAML file, or None, and what is wrong.

    ``file`` is the name that findings carry. Duplicate keys are findings and the first one counts; whatever
    else is wrong ends the reading of this file.
    """
    findings: list[Finding] = []
    try:
        top = _build(_decode(data, file), file, findings)
    except _RefusalError as refused:
        return None, [*findings, refused.finding]
    if top is None or not isinstance(top, Mapping):
        place = Place(file, top.line, top.column) if top else Place(file)
        message = "the file is empty" if top is None else "the file does not hold a mapping of keys to values"
        return None, [*findings, Finding("yaml-shape", "error", place, message)]
    return top, findings


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data)} bytes; the limit is {MAX_BYTES}"
        raise _RefusalError(Finding("too-large", "error", Place(file), message, "split it into several files"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        place = Place(file, before.count(b"\n") + 1, column)
        raise _RefusalError(
            Finding("not-utf8", "error", place, "the file is not UTF-8 here", "save it as UTF-8")
        ) from None
    control = _CONTROL.search(text)
    if control:
        at = control.start()
        place = Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        raise _RefusalError(Finding("control-character", "error", place, f"control character U+{ord(text[at]):04X}"))
    return text


def _build(text: str, file: str, findings: list[Finding]) -> YamlNode | None:
    reader = _Reader(text, file, findings)
    try:
        return reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        if "nesting depth" in (error.problem or ""):  # libyaml since 0.2.6 counts too, and reads ahead of us
            raise _RefusalError(Finding("too-deep", "error", place, f"nested deeper than {MAX_DEPTH}")) from None
        hint = _mended(text, error, mark.line, mark.column) if mark else ""
        raise _RefusalError(Finding("yaml-syntax", "error", place, f"not YAML: {error.problem}", hint)) from None
    except yaml.YAMLError as error:
        raise _RefusalError(Finding("yaml-syntax", "error", Place(file), f"not YAML: {error}")) from None


def _mended(text: str, error: yaml.MarkedYAMLError, line: int, column: int) -> str:
    """Return what people do who are told so, '' where that is not known."""
    lines = text.split("\n")
    above = error.context_mark.line + 1 if error.context_mark and error.context_mark.line != line else 0
    for context, opened in _OPENED:
        if above and context in (error.context or ""):
            return f"is the {opened} of line {above} closed?"
    if line < len(lines) and lines[line][column : column + 1] == "\t":
        return "a tab: indent with spaces"
    if "mapping values are not allowed" in (error.problem or ""):
        return "put words with a colon in quotation marks"
    return ""


class _Reader:
    """Takes events from the parser itself: the library's own loop around it takes twice as long as the parser."""

    def __init__(self, text: str, file: str, findings: list[Finding]) -> None:
        self.next: Callable[[], Any] = Loader(text).get_event
        self.file = file
        self.findings = findings

    def document(self) -> YamlNode | None:
        """Return what the only document holds, None if there is none.

        Raises:
            _RefusalError: YAML has something that the corpus does not take, told as a finding with line and column.
        """
        node = None
        while (event := self.next()) is not None:
            if isinstance(event, DocumentStartEvent):
                if node is not None:
                    raise self._refusal(event, "yaml-shape", "a second document starts here", "use one file each")
                node = self._node(self.next(), 0)
        return node

    def _refusal(self, event: Any, rule: str, message: str, hint: str = "") -> _RefusalError:
        return _RefusalError(Finding(rule, "error", Place(self.file, *_position(event)), message, hint))

    def _node(self, event: Any, depth: int) -> YamlNode:
        if isinstance(event, AliasEvent):
            message = f"alias *{event.anchor} is not allowed"
            raise self._refusal(event, "alias", message, "write the value out")
        if event.tag and event.tag != "!":
            raise self._refusal(event, "tag", f"tag {event.tag} is not allowed")
        if depth > MAX_DEPTH:
            raise self._refusal(event, "too-deep", f"nested deeper than {MAX_DEPTH}")
        mark = event.start_mark
        if isinstance(event, ScalarEvent):
            return Scalar(event.value, mark.line + 1, mark.column + 1, plain=not event.style)
        if isinstance(event, SequenceStartEvent):
            sequence = Sequence(mark.line + 1, mark.column + 1)
            while not isinstance(event := self.next(), SequenceEndEvent):
                sequence.items.append(self._node(event, depth + 1))
            return sequence
        return self._mapping(Mapping(mark.line + 1, mark.column + 1), depth + 1)

    def _mapping(self, mapping: Mapping, depth: int) -> Mapping:
        while not isinstance(event := self.next(), MappingEndEvent):
            key = self._node(event, depth)
            value = self._node(self.next(), depth)
            if not isinstance(key, Scalar):
                raise self._refusal(event, "yaml-shape", "a key must be text")
            if key.text in mapping.entries:
                message = f'key "{key.text}" stands twice, first on line {mapping.keys[key.text][0]}'
                place = Place(self.file, key.line, key.column)
                self.findings.append(Finding("duplicate-key", "error", place, message))
                continue
            mapping.entries[key.text] = value
            mapping.keys[key.text] = (key.line, key.column)
        return mapping


def _position(event: Any) -> tuple[int, int]:
    """Return the line and the column of an event, counted from 1; the parser marks every one."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
