"""Nodes to records of the model, by the tables of :mod:`compactx.corpus.schema`."""

from __future__ import annotations

from compactx.corpus import schema
from compactx.model.entry import Difference, Edition, Entry, FalseFriend, Member, Name, NotInForce, TreatySeries
from compactx.model.extent import Range
from compactx.model.finding import Acceptance, Finding, Place
from compactx.model.kinds import Relation
from compactx.model.provision import OtherTitle, Provision, Reference
from compactx.model.standing import Standing, Vote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.corpus.tree import YamlNode


def relations(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Relation]:
    """Read the relations of ``relations.yaml``; what is wrong joins ``findings`` and is left out."""
    found = (
        schema.fields(item, schema.RELATION, file, findings, "a relation") for item in _items(node, file, findings)
    )
    return [Relation(**values) for values in found if values]


def entries(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Entry]:
    """Read the entries of a register."""
    found = (entry(item, file, findings) for item in _items(node, file, findings))
    return [one for one in found if one]


def entry(node: YamlNode, file: str, findings: list[Finding]) -> Entry | None:
    """Read one entry, or the head of an extract."""
    values = schema.fields(node, schema.ENTRY, file, findings, "an entry")
    if values is None:
        return None
    own = values["id"]
    values["names"] = _placed(values.get("names"), schema.NAME, Name, file, findings, "a name")
    friends = values.get("false_friends")
    values["false_friends"] = _placed(friends, schema.FALSE_FRIEND, FalseFriend, file, findings, "a false friend")
    values["members"] = _placed(values.get("members"), schema.MEMBER, Member, file, findings, "a member")
    values["editions"] = tuple(_editions(values.get("editions"), file, findings))
    values["links"] = tuple(_links(values.get("links"), own, file, findings))
    printed, force = values.get("treaty_series"), values.get("not_in_force")
    values["treaty_series"] = _one(printed, schema.TREATY_SERIES, TreatySeries, file, findings, "a place in a series")
    values["not_in_force"] = _one(force, schema.NOT_IN_FORCE, NotInForce, file, findings, "a day without force")
    return Entry(place=Place(file, node.line, node.column), **values)


def _one(node: YamlNode | None, table: schema.Fields, kind: Any, file: str, findings: list[Finding], what: str) -> Any:
    """Read the one record under a key: where a treaty is printed, that it was not in force on a day."""
    if node is None:
        return None
    values = schema.fields(node, table, file, findings, what)
    return kind(place=Place(file, node.line, node.column), **values) if values else None


def _editions(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Edition]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.EDITION, file, findings, "an edition")
        if values:
            told = values.get("differences")
            values["differences"] = _placed(told, schema.DIFFERENCE, Difference, file, findings, "a difference")
            out.append(Edition(place=Place(file, item.line, item.column), **values))
    return out


def votes(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Vote]:
    """Read how States voted on texts, a vote each; what is wrong joins ``findings``."""
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.VOTE, file, findings, "a vote")
        if values:
            told = values.pop("states", None)
            by_state = schema.fields(told, schema.CHOICE, file, findings, "the States of a vote") if told else None
            values["states"] = tuple((by_state or {}).items())
            out.append(Vote(place=Place(file, item.line, item.column), **values))
    return out


def treaty_standings(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Standing]:
    """Read where States stand towards treaties."""
    return list(_placed(node, schema.STANDING, Standing, file, findings, "the standing of States"))


def _links(node: YamlNode | None, own: str, file: str, findings: list[Finding]) -> list[Reference]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.LINK, file, findings, "a link")
        if values:
            basis = "text" if values.get("clause") else "catalogue"
            out.append(Reference(from_id=own, basis=basis, place=Place(file, item.line, item.column), **values))
    return out


def provisions(node: YamlNode | None, instrument: str, file: str, findings: list[Finding]) -> list[Provision]:
    """Read the provisions of an extract."""
    found = (_provision(item, instrument, file, findings) for item in _items(node, file, findings))
    return [one for one in found if one]


def _provision(node: YamlNode, instrument: str, file: str, findings: list[Finding]) -> Provision | None:
    values = schema.fields(node, schema.PROVISION, file, findings, "a provision")
    if values is None:
        return None
    own = f"{instrument}/{values['locator']}"
    titles = values.get("other_titles")
    values["other_titles"] = _placed(titles, schema.OTHER_TITLE, OtherTitle, file, findings, "a title")
    values["references"] = tuple(_references(values.get("references"), own, file, findings))
    return Provision(id=own, instrument=instrument, place=Place(file, node.line, node.column), **values)


def _references(node: YamlNode | None, own: str, file: str, findings: list[Finding]) -> list[Reference]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.REFERENCE, file, findings, "a reference")
        if values:
            values.setdefault("relation", "cites")
            values.setdefault("basis", "text")
            place = Place(file, item.line, item.column)
            out.append(Reference(from_id=own, clause=own, place=place, **values))
    return out


def lineage(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Reference]:
    """Read links between provisions of different documents; they are ours, so their basis is editorial."""
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.LINEAGE, file, findings, "a lineage link")
        if values:
            values["from_id"] = values.pop("from")
            out.append(Reference(basis="editorial", place=Place(file, item.line, item.column), **values))
    return out


def accepted(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Acceptance]:
    """Read what was read again and accepted."""
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, schema.ACCEPTED, file, findings, "an accepted clause")
        if values:
            out.append(Acceptance(place=Place(file, item.line, item.column), **values))
    return out


def extents(node: YamlNode | None, file: str, findings: list[Finding]) -> list[Range]:
    """Read which parts of instruments exist."""
    return list(_placed(node, schema.EXTENT, Range, file, findings, "an extent"))


def _items(node: YamlNode | None, file: str, findings: list[Finding]) -> list[YamlNode]:
    return list(schema.records(node, file, findings))


def _placed(
    node: YamlNode | None, table: schema.Fields, kind: Any, file: str, findings: list[Finding], what: str
) -> tuple[Any, ...]:
    out = []
    for item in _items(node, file, findings):
        values = schema.fields(item, table, file, findings, what)
        if values:
            out.append(kind(place=Place(file, item.line, item.column), **values))
    return tuple(out)
