"""Rules that reading a file applies by itself.

:mod:`compactx.corpus.nodes`, ``schema`` and ``load`` find the problems; here they are explained.
"""

from __future__ import annotations

from compactx.checks.rule import Rule

EXPLAINED = {
    "unreadable": "Every file of a corpus can be opened and read.",
    "too-large": "A file stays below the size limit, so that a wrong file cannot fill the memory. Split it.",
    "not-utf8": "A file is UTF-8; the place is the first byte that is not.",
    "control-character": "A file holds no control characters but line breaks and tabs.",
    "yaml-syntax": "A file is YAML.",
    "yaml-shape": "A file is one document: a mapping of keys to values. A key is a text.",
    "alias": "Aliases are not used: a few of them can unfold to gigabytes, and readers lose the thread.",
    "tag": "Tags (!!python/object and others) are not used: values are texts, lists and mappings only.",
    "too-deep": "Values are not nested beyond the limit.",
    "duplicate-key": "A key stands once in a mapping; the first one counts.",
    "unknown-key": "Keys are those of docs/corpus.md; an unknown one is mostly misspelt, and its value would be lost.",
    "missing-key": "Required keys are there and have a value; a record without them is left out.",
    "wrong-type": "A value is of the type its key asks for: text, whole number, true or false, list, mapping.",
    "bad-value": "A value that must be one of a few words is one of them.",
    "bad-id": "An id is a shell-safe slug: a-z, 0-9, '.', '/' and '-', and begins with a letter or digit.",
    "bad-date": "A date is ISO 8601: 2018-12-10, 2018-12 or 2018.",
    "schema-version": "The marker file names the schema version that this program reads.",
}

RULES = tuple(Rule(identity, "error", explanation) for identity, explanation in EXPLAINED.items())
