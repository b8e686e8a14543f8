"""The corpus format for editors: a JSON Schema for each kind of file, made from the tables of the strict reader.

Editors that know the YAML language server complete and check by them where a file begins with a line that names one.
"""

from __future__ import annotations

from typing import Any

from compactx.corpus import schema
from compactx.model import kinds

Schema = dict[str, Any]

PREFIX = "corpus-"
_DIALECT = "http://json-schema.org/draft-07/schema#"  # what editors' YAML support understands best
_SLUG = "^[a-z0-9][a-z0-9./-]*$"
_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
# Kinds of files: what they are for, and the keys without which they are no such file.
FILES = {
    "instrument": ("an instrument with its provisions, or a part of one (of:)", ()),
    "register": ("things known by name: instruments without provisions here, actors, classes", ("entries",)),
    "lineage": ("links between provisions of different documents, ours: lineage and editorial ones", ("lineage",)),
    "relations": ("the closed vocabulary of relations", ("relations",)),
    "votes": ("how States voted, and where they stand towards treaties", ()),
    "extents": ("which parts of instruments exist", ("extents",)),
    "accepted": ("clauses whose changed wording somebody read again", ("accepted",)),
    "marker": ("the marker of a corpus: corpus.yaml", ()),
}
# Under which keys further records stand, by which table, and whether there are several.
_INSIDE: dict[str, tuple[str, schema.Fields, bool]] = {
    "instrument": ("entry", schema.ENTRY, False),
    "entries": ("entry", schema.ENTRY, True),
    "provisions": ("provision", schema.PROVISION, True),
    "references": ("reference", schema.REFERENCE, True),
    "other_titles": ("other-title", schema.OTHER_TITLE, True),
    "names": ("name", schema.NAME, True),
    "false_friends": ("false-friend", schema.FALSE_FRIEND, True),
    "members": ("member", schema.MEMBER, True),
    "links": ("link", schema.LINK, True),
    "editions": ("edition", schema.EDITION, True),
    "differences": ("difference", schema.DIFFERENCE, True),
    "treaty_series": ("treaty-series", schema.TREATY_SERIES, False),
    "not_in_force": ("not-in-force", schema.NOT_IN_FORCE, False),
    "lineage": ("lineage", schema.LINEAGE, True),
    "relations": ("relation", schema.RELATION, True),
    "accepted": ("accepted", schema.ACCEPTED, True),
    "votes": ("vote", schema.VOTE, True),
    "states": ("choice", schema.CHOICE, False),
    "standings": ("standing", schema.STANDING, True),
    "extents": ("extent", schema.EXTENT, True),
}
_SAID = {
    "id": "a shell-safe name: a-z, 0-9, '.', '/' and '-'",
    "title": "the official name",
    "legal": "legal nature; n/a of actors",
    "date": "2018-12-10, 2018-12 or '2018'",
    "date_basis": "of what the date is",
    "not_in_force": "that a treaty was not in force on a day, and who says so; in_force where it is",
    "as_of": "the last day of which the source tells",
    "names": "every form in which texts cite it, each with an example",
    "links": "facts about it: a relation to something else",
    "members": "of a class: what it covers",
    "sources": "where the facts were seen; where no document at hand confirmed one, it says so: as far as we know",
    "confidence": "how sure it is",
    "locator": "the address inside the instrument, dotted: 43.b.iii",
    "parent": "the locator above, where it is not this one less its last part",
    "gist": "our own one-sentence summary, never the official sentence",
    "words": "how many words the normalised official text has",
    "fingerprint": "of the normalised official text, 16 hex digits",
    "same_as": "addresses by which others name the same concept",
    "subjects": "addresses of subject headings that its publisher gives it",
    "references": "what the clause names, in the order of the text",
    "to": "the id of what is named",
    "relation": "a word of relations.yaml",
    "basis": "why we hold it; text when left out",
    "surface": "the name as written, at most a dozen words",
    "pinpoint": "the part aimed at, as written",
    "rationale": "why we link the two, in a sentence of ours",
    "strength": "how strongly the two are linked",
    "example": "a few words of ours that contain the name exactly",
    "detect": "false: not to be found inside running text",
    "of": "the instrument that this is about",
    "partial": "only some of the provisions are described",
}


def schema_names() -> list[str]:
    """Return the names under which the schemas are asked for."""
    return [PREFIX + kind for kind in FILES]


def schema_of(name: str) -> Schema:
    """Return the schema of a kind of file, whole in itself; KeyError if there is none."""
    kind = name.removeprefix(PREFIX)
    about, required = FILES[kind]
    made: dict[str, Schema] = {}
    table = schema.MARKER if kind == "marker" else schema.FILE
    whole = _record(table, made) | {"required": list(required)} if kind != "marker" else _record(table, made)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:compactx:schema:{PREFIX}{kind}:1",
        "title": f"compactx corpus: {kind}",
        "description": about,
        **whole,
        "definitions": {key: made[key] for key in sorted(made)},
    }


def modeline(path: str) -> str:
    """Return the first line of a file that tells editors where its schema is.

    >>> modeline("../.schemas/corpus-register.json")
    '# yaml-language-server: $schema=../.schemas/corpus-register.json'
    """
    return f"# yaml-language-server: $schema={path}"


def _record(table: schema.Fields, made: dict[str, Schema]) -> Schema:
    keys = {key: _described(key, _value(key, reader, made)) for key, (reader, _) in table.items()}
    required = [key for key, (_, is_needed) in table.items() if is_needed]
    return {"type": "object", "properties": keys, "required": required, "additionalProperties": False}


def _described(key: str, value: Schema) -> Schema:
    return value | ({"description": _SAID[key]} if key in _SAID and "$ref" not in value else {})


def _value(key: str, reader: schema.Reader, made: dict[str, Schema]) -> Schema:
    if reader is schema.raw:
        name, table, several = _INSIDE[key]
        if name not in made:
            made[name] = {}
            made[name] = _record(table, made)
        inside: Schema = {"$ref": f"#/definitions/{name}"}
        return {"type": ["array", "null"], "items": inside} if several else inside
    if isinstance(reader, schema.one_of):
        return {"enum": [*reader.values, None]}
    return dict(_PLAIN[reader])


_TEXT: Schema = {"type": ["string", "number", "null"]}
_ID: Schema = {"type": ["string", "integer"], "pattern": _SLUG}
_DAY: Schema = {"type": ["string", "integer", "null"], "pattern": _DATE}
_PLAIN: dict[schema.Reader, Schema] = {
    schema.text_value: _TEXT,
    schema.counts_value: _TEXT,
    schema.id_value: _ID,
    schema.date: _DAY,
    schema.number_value: {"type": "integer", "minimum": 0},
    schema.flag: {"type": "boolean"},
    schema.texts: {"type": "array", "items": _TEXT},
    schema.slugs: {"type": "array", "items": _ID},
    schema.marks_value: {"type": "array", "items": {"enum": list(kinds.READER_MARKS)}},
    schema.years: {"type": "object", "propertyNames": {"pattern": _SLUG}, "additionalProperties": _DAY},
}
