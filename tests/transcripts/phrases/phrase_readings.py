"""What is read in a sentence that needs a phrase of a language's table, for every phrase of every key.

The sentences are in ``phrases.yaml``. A phrase with which they are read as with a word that is none makes no difference
there: it is listed without a reading, and printed, for a better sentence or a shorter table.

    python tests/transcripts/phrases/phrase_readings.py       rewrite the readings; read the diff before you commit it
"""

from __future__ import annotations

import itertools
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent), str(ROOT)]
import readings  # noqa: E402 - found by the line above

SENTENCES = yaml.safe_load((HERE / "phrases.yaml").read_text(encoding="utf-8"))
_NO_PHRASE = "qzx"
_IDLE = "  (makes no difference here)"
# What stands behind the sentences, so that their language is told.
_AROUND = {
    "fr": "\n\nLes ports sont dans les villes, et les villes sont pour les ports ; un pont est avec eux sur la mer.",
    "es": "\n\nLos puertos son de las ciudades, y las ciudades son para los puertos; un puente es más que una calle.",
}
_OPTIONAL = re.compile(r"(\w)[?]")


def tables() -> dict[str, dict[str, Any]]:
    """Return the phrases of each language by key, those of a table in the table under both keys."""
    from compactx.citation.language import codes  # noqa: PLC0415 - the environment is set before

    found = {}
    for code in codes():
        flat: dict[str, Any] = {}
        for key, value in import_module(f"compactx.citation.languages.{code}").TABLE.items():
            flat |= {f"{key}.{inner}": one for inner, one in value.items()} if isinstance(value, dict) else {key: value}
        found[code] = flat
    return found


def phrases(value: object) -> list[str]:
    """Return the phrases of a key: divided by bars, else by spaces where there are many; "aux?" stands for two."""
    if isinstance(value, tuple):
        return list(itertools.chain.from_iterable(one.split() for one in value))
    text = str(value)
    some = text.split("|") if "|" in text and "(" not in text else text.split() if text.count(" ") > 2 else [text]
    return list(dict.fromkeys(form for one in some for form in _forms(one)))


def _forms(phrase: str) -> list[str]:
    if not _OPTIONAL.search(phrase) or "(" in phrase:
        return [phrase]
    return [_OPTIONAL.sub("", phrase), _OPTIONAL.sub(r"\1", phrase)]


def told(code: str, key: str, phrase: str) -> str:
    """Return what is read in the sentences of a key with a phrase in them."""
    sentences = SENTENCES[code][key]
    texts = [sentences] if isinstance(sentences, str) else sentences
    whole = (text.replace("{}", phrase) + _AROUND.get(code, "") for text in texts)
    return "".join(readings.reading(text).partition("\n")[2].rstrip("\n") + "\n" for text in whole)


def golden(code: str) -> dict[str, dict[str, str]]:
    """Return what was read, by key and phrase, '' for a phrase that makes no difference."""
    found: dict[str, dict[str, str]] = {}
    key = phrase = ""
    path = HERE / f"{code}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith("═══ "):
            key = line[4:]
            found[key] = {}
        elif line.startswith("── "):
            phrase = line[3:]
            found[key][phrase] = ""
        elif line != _IDLE:
            found[key][phrase] += line + "\n"
    return found


def main() -> None:
    """Rewrite the readings, and print the phrases that make no difference."""
    for code, table in tables().items():
        rows = []
        for key in SENTENCES[code]:
            rows.append(f"═══ {key}\n")
            for phrase in phrases(table[key]):
                with_it = told(code, key, phrase)
                other = _NO_PHRASE.capitalize() if phrase[:1].isupper() else _NO_PHRASE
                alike = shape(with_it, phrase) == shape(told(code, key, other), other)
                idle = "{}" in str(SENTENCES[code][key]) and alike
                rows.append(f"── {phrase}\n" + (f"{_IDLE}\n" if idle else with_it))
                if idle:
                    sys.stdout.write(f"{code} {key}: {phrase}\n")
        (HERE / f"{code}.txt").write_text("".join(rows), encoding="utf-8")


def shape(text: str, phrase: str) -> str:
    """Return what was read without a phrase and without places, which move with its length."""
    return re.sub(r"^  \S+ \d+-\d+ ", "", text, flags=re.MULTILINE).replace(phrase, "...")


if __name__ == "__main__":
    main()
