"""What the grammar of pinpoints is made of: the labels of a language, and what a corpus calls parts.

It is made with the table of names and kept in it; a page takes it from there.
"""

from __future__ import annotations

from compactx.citation.gates import first_words_of
from compactx.citation.language import any_case, as_written, cases_of, one_of, one_of_cases, table
from compactx.model import patterns as re
from compactx.model.locator import INSERTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

_ROMAN = r"(?:[IVXLC]{1,7}|[ivx]{1,5})(?![A-Za-z0-9])"


def grammar_words(code: str, names: Sequence[tuple[str, str, str]] = ()) -> dict[str, Any]:
    """Return what a grammar is made of, as plain values, which can be kept; to find them out takes as long as a page.

    ``names`` are (words, kinds of parts, id of the instrument). The first kind is what the words mean alone ("SDG 10");
    before a label they say whose it is ("SDG target 10.c").
    """
    words = table(code)
    labels = {phrase: (kind, "") for kind, said in words["labels"].items() for phrase in said.lower().split("|")}
    written = [phrase for said in words["labels"].values() for phrase in said.split("|")]
    label = _label_pattern(written, called := _take_names(labels, names))
    for name, following in called.items():
        written += [name, *(f"{name} {one}" for one in following)]
    bare = {phrase: kind for kind, said in words["bare_parts"].items() for phrase in said.split("|")}
    initials = "".join(sorted({c for name in (*labels, *bare) for c in (name[0].lower(), name[0].upper())}))
    item, through = _item_pattern(words)
    both = f"{words['and']}|{words['through']}"
    separator = rf"(?:,? {as_written(both)} (?:{words['into']})?|, ?(?=[0-9(IVX])|[;,] (?=\()|{through})"
    numero = rf"(?: ?{any_case(words['numero'])} ?|\.? )"
    chain = f"{as_written(words['chain'])} (?:(?:{words['the']}) )?(?:(?:{words['same']}) )?"
    return {
        "labels": labels,
        "written": (*written, *bare),
        "shortened": _shortened(words["labels"].values()),
        "opening": first_words_of(cases_of((*written, *bare)), loosely=True),
        "bare": bare,
        "unit": (
            rf"(?<![\w-])(?=[{re.escape(initials)}])(?:(?P<label>{label})"
            rf"(?:{numero}|(?=[(0-9]))(?P<list>{item}(?:{separator}{item}){{0,60}})(?![A-Za-z0-9/]|\.[0-9])"
            rf"|(?P<bare>{one_of_cases(cases_of(bare))})(?![\w-]))"
        ),
        "piece": rf"(?P<range>{through})?(?P<item>{item})",
        "chain": rf"\)?,? ?(?:\(|{chain})?$",
    }


def _item_pattern(words: Mapping[str, Any]) -> tuple[str, str]:
    """Return the pattern of an item of a list of parts, and of what stands between the ends of a range."""
    shut = r"\(?" if words.get("half_brackets") else r"\("
    # A year in brackets is that of the instrument: "art. 12 (1966)".
    brackets = rf"(?: ?{shut}(?!(?:19|20)[0-9][0-9]\))[a-z0-9]{{1,4}}\)){{1,3}}"
    item = (
        rf"(?:[IVX]{{1,4}}\.[0-9]{{1,3}}(?:{brackets})?|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}"
        rf"| (?:{'|'.join(INSERTED)})(?![a-z0-9])"
        r"|\.?[a-z](?![a-z0-9])|\.[A-Z](?!\.?[A-Za-z0-9])|(?<=[0-9])[A-H](?![A-Za-z0-9.-])"
        rf"| [a-z](?= {as_written(words['chain'])} |$)){{0,2}}(?:{brackets})?(?![0-9/])"
        rf"|{_ROMAN}|[A-H](?![A-Za-z0-9.])|{brackets})"
    )
    return item, rf"(?:,? {as_written(words['through'])} | ?- ?(?=\()|-(?=[0-9IVX]))"


def _take_names(labels: dict[str, tuple[str, str]], names: Sequence[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Note what a corpus calls parts among the labels, and return these names with the labels that may follow each."""
    written: dict[str, list[str]] = {}
    plain = dict(labels)
    for name, kinds, owner in names:
        labels[name.lower()] = (kinds.partition("|")[0], owner)
        following = written.setdefault(name, [])
        for label, (held, _) in plain.items():
            if held in kinds.split("|"):
                labels[f"{name.lower()} {label}"] = (held, owner)
                following += [label, label.capitalize()]
    return written


def _label_pattern(written: Sequence[str], names: Mapping[str, Sequence[str]]) -> str:
    """Return the pattern of labels, and of names alone and with labels behind them, the longest that fits.

    Names with the same labels behind them are written together. That is left where one of the phrases goes on as a name
    does with a label, for then the longest might not be the first.
    """
    lowered = [one.lower() for one in (*written, *names)]
    if any(other.startswith(f"{name.lower()} ") for name in names for other in lowered):
        behind = (f"{name} {label}" for name, labels in names.items() for label in labels)
        return one_of_cases(cases_of([*written, *names, *behind]))
    followed: dict[str, dict[str, None]] = {}  # by each form of a name, the forms of labels, and '' if none need follow
    for name, labels in names.items():
        for form in cases_of([name]):
            followed.setdefault(form, {})[""] = None
        for form in cases_of(f"{name} {label}" for label in labels):
            followed.setdefault(form[: len(name)], {})[form[len(name) :]] = None
    alike: dict[frozenset[str], list[str]] = {}
    for form, ends in followed.items():
        alike.setdefault(frozenset(ends), []).append(form)
    parts = [one_of_cases(forms) + one_of(sorted(ends)) for ends, forms in alike.items()]
    return f"(?:{'|'.join([*parts, one_of_cases(cases_of(written))])})"


def _shortened(labels: Iterable[str]) -> frozenset[str]:
    """Return the labels that are short for others of their kind, which a stop may follow: "art", not "articles"."""
    return frozenset(
        one
        for phrases in labels
        for one in phrases.lower().split("|")
        if any(other.startswith(one) and len(other) > len(one) + 1 for other in phrases.lower().split("|"))
    )
