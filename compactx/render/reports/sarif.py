"""Findings as SARIF 2.1.0 (OASIS), the exchange format of analysis tools."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from compactx.model.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.model.finding import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Iterable[Finding], rules: Sequence[tuple[str, str, str]], version: str) -> str:
    """Return one SARIF document; ``rules`` are (id, severity, explanation) of every rule that was applied."""
    number = {identity: at for at, (identity, _, _) in enumerate(rules)}
    driver = {"name": "compactx", "semanticVersion": version, "rules": [_rule(*one) for one in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, number) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=True) + "\n"


def _rule(identity: str, severity: str, explanation: str) -> dict[str, Any]:
    first, _, _ = explanation.partition("\n\n")
    return {
        "id": identity,
        "shortDescription": {"text": " ".join(first.split())},
        "fullDescription": {"text": " ".join(explanation.split())},
        "defaultConfiguration": {"level": severity},
    }


def _result(finding: Finding, number: dict[str, int]) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    place = finding.place
    known = {"ruleIndex": number[finding.rule]} if finding.rule in number else {}
    return {
        "ruleId": finding.rule,
        **known,
        "level": finding.severity,
        "message": {"text": clean(finding.message + hint)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(place.file)},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }


def uri(path: str) -> str:
    """Return a relative reference for a relative path, a file address for an absolute one.

    >>> uri("corpus/a b.yaml"), uri("/data/x.yaml")
    ('corpus/a%20b.yaml', 'file:///data/x.yaml')
    """
    escaped = quote(path.replace(os.sep, "/"))
    return f"file://{escaped}" if os.path.isabs(path) else escaped
