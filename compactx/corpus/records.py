"""Nodes to records of the model, by the tables of :mod:`compactx.corpus.schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compactx.corpus import schema
from compactx.model.accepted import Accepted
from compactx.model.entry import Edition, Entry, FalseFriend, Member, Name
from compactx.model.extent import Range
from compactx.model.finding import Finding, Place
from compactx.model.provision import OtherTitle, Provision
from compactx.model.reference import Reference
from compactx.model.relation import Relation

if TYPE_CHECKING:
    from compactx.corpus.nodes import Node


def relations(node: Node | None, file: str, findings: list[Finding]) -> list[Relation]:
    """Read the vocabulary."""
    found = (
        schema.fields(item, schema.RELATION, file, findings, "a relation") for item in _items(node, file, findings)
    )
    return [Relation(**values) for values in found if values]


def entries(node: Node | None, file: str, findings: list[Finding]) -> list[Entry]:
    """Read the entries of a register."""
    found = (entry(item, file, findings) for item in _items(node, file, findings))
    return [one for one in found if one]


def entry(node: Node, file: str, findings: list[Finding]) -> Entry | None:
    """Read one entry, or the head of an extract."""
    values = schema.fields(node, schema.ENTRY, file, findings, "an entry")
    if values is None:
        return None
    own = values["id"]
    values["names"] = _placed(values.get("names"), schema.NAME, Name, file, findings, "a name")
    friends = values.get("false_friends")
    values["false_friends"] = _placed(friends, schema.FALSE_FRIEND, FalseFriend, file, findings, "a false friend")
    values["members"] = _placed(values.get("members"), schema.MEMBER, Member, file, findings, "a member")
    values["editions"] = _placed(values.get("editions"), schema.EDITION, Edition, file, findings, "an edition")
    values["links"] = tuple(_links(values.get("links"), own, file, findings))
    return Entry(place=Place(file, node.line, node.column), **values)


def _links(node: Node | None, own: str, file: str, findings: list[Finding]) -> list[Reference]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.LINK, file, findings, "a link")
        if values:
            basis = "text" if values.get("clause") else "catalogue"
            out.append(Reference(from_id=own, basis=basis, place=Place(file, item.line, item.column), **values))
    return out


def provisions(node: Node | None, instrument: str, file: str, findings: list[Finding]) -> list[Provision]:
    """Read the provisions of an extract."""
    found = (_provision(item, instrument, file, findings) for item in _items(node, file, findings))
    return [one for one in found if one]


def _provision(node: Node, instrument: str, file: str, findings: list[Finding]) -> Provision | None:
    values = schema.fields(node, schema.PROVISION, file, findings, "a provision")
    if values is None:
        return None
    own = f"{instrument}/{values['locator']}"
    titles = values.get("other_titles")
    values["other_titles"] = _placed(titles, schema.OTHER_TITLE, OtherTitle, file, findings, "a title")
    values["references"] = tuple(_references(values.get("references"), own, file, findings))
    return Provision(id=own, instrument=instrument, place=Place(file, node.line, node.column), **values)


def _references(node: Node | None, own: str, file: str, findings: list[Finding]) -> list[Reference]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.REFERENCE, file, findings, "a reference")
        if values:
            values.setdefault("relation", "cites")
            values.setdefault("basis", "text")
            place = Place(file, item.line, item.column)
            out.append(Reference(from_id=own, clause=own, place=place, **values))
    return out


def lineage(node: Node | None, file: str, findings: list[Finding]) -> list[Reference]:
    """Read links between provisions of different documents; they are ours, so their basis is editorial."""
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.LINEAGE, file, findings, "a lineage link")
        if values:
            values["from_id"] = values.pop("from")
            out.append(Reference(basis="editorial", place=Place(file, item.line, item.column), **values))
    return out


def accepted(node: Node | None, file: str, findings: list[Finding]) -> list[Accepted]:
    """Read what was read again and accepted."""
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.ACCEPTED, file, findings, "an accepted clause")
        if values:
            out.append(Accepted(place=Place(file, item.line, item.column), **values))
    return out


def extents(node: Node | None, file: str, findings: list[Finding]) -> list[Range]:
    """Read which parts of instruments exist."""
    return list(_placed(node, schema.EXTENT, Range, file, findings, "an extent"))


def _items(node: Node | None, file: str, findings: list[Finding]) -> list[Node]:
    return list(schema.records(node, file, findings))


def _placed(
    node: Node | None, table: schema.Fields, kind: Any, file: str, findings: list[Finding], what: str
) -> tuple[Any, ...]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, table, file, findings, what)
        if values:
            out.append(kind(place=Place(file, item.line, item.column), **values))
    return tuple(out)
