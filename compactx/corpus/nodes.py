"""YAML text to nodes that know their line and column.

Built on the event stream of PyYAML's C parser: three to five times as fast as loading objects, and strict. Tags,
aliases and duplicate keys are refused; every scalar stays text, so a date is never a date object and "no" is
never false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from compactx.corpus.tree import MAX_BYTES, MAX_DEPTH, Mapping, Scalar, Sequence, YamlNode
from compactx.model.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Mapping", "Scalar", "Sequence", "YamlNode", "read_nodes"]
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
    for index, char in enumerate(text):
        if char < " " and char not in "\n\r\t":
            place = Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
            raise _RefusalError(Finding("control-character", "error", place, f"control character U+{ord(char):04X}"))
    return text


def _build(text: str, file: str, findings: list[Finding]) -> YamlNode | None:
    events = _events(text, file)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            node = _node(next(events), events, file, findings, 0)
            _refuse_second_document(events, file)
            return node
    return None


def _events(text: str, file: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        if "nesting depth" in (error.problem or ""):  # libyaml since 0.2.6 counts too, and reads ahead of us
            raise _RefusalError(Finding("too-deep", "error", place, f"nested deeper than {MAX_DEPTH}")) from None
        raise _RefusalError(Finding("yaml-syntax", "error", place, f"not YAML: {error.problem}")) from None
    except yaml.YAMLError as error:
        raise _RefusalError(Finding("yaml-syntax", "error", Place(file), f"not YAML: {error}")) from None


def _refuse_second_document(events: Iterator[yaml.Event], file: str) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            place = Place(file, *_position(event))
            raise _RefusalError(
                Finding("yaml-shape", "error", place, "a second document starts here", "use one file each")
            )


def _position(event: yaml.Event) -> tuple[int, int]:
    """Return the line and the column of an event, counted from 1; the parser marks every one."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _node(event: yaml.Event, events: Iterator[yaml.Event], file: str, findings: list[Finding], depth: int) -> YamlNode:
    line, column = _position(event)
    if isinstance(event, yaml.AliasEvent):
        message = f"alias *{event.anchor} is not allowed"
        raise _RefusalError(Finding("alias", "error", Place(file, line, column), message, "write the value out"))
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        raise _RefusalError(Finding("tag", "error", Place(file, line, column), f"tag {tag} is not allowed"))
    if depth > MAX_DEPTH:
        raise _RefusalError(Finding("too-deep", "error", Place(file, line, column), f"nested deeper than {MAX_DEPTH}"))
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, line, column, plain=event.style is None or event.style == "")
    if isinstance(event, yaml.SequenceStartEvent):
        sequence = Sequence(line, column)
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            sequence.items.append(_node(event, events, file, findings, depth + 1))
        return sequence
    return _mapping(Mapping(line, column), events, file, findings, depth)


def _mapping(mapping: Mapping, events: Iterator[yaml.Event], file: str, findings: list[Finding], depth: int) -> Mapping:
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, file, findings, depth + 1)
        value = _node(next(events), events, file, findings, depth + 1)
        if not isinstance(key, Scalar):
            raise _RefusalError(Finding("yaml-shape", "error", Place(file, key.line, key.column), "a key must be text"))
        if key.text in mapping.entries:
            first = mapping.keys[key.text][0]
            message = f'key "{key.text}" stands twice, first on line {first}'
            findings.append(Finding("duplicate-key", "error", Place(file, key.line, key.column), message))
            continue
        mapping.entries[key.text] = value
        mapping.keys[key.text] = (key.line, key.column)
    return mapping
