"""Facts: each has a source, and says how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.model.kinds import UNCONFIRMED, family
from compactx.model.text import is_web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World


@rule("no-source", "warning")
def no_source(world: World) -> Iterator[Problem]:
    """Every entry names at least one source of its facts; ``general knowledge`` marks what none confirmed."""
    for entry in world.corpus.entries:
        if not any(entry.sources):
            yield Problem(entry.place, f'the facts of "{entry.id}" have no source', "sources: [...]")


@rule("no-confidence", "warning")
def no_confidence(world: World) -> Iterator[Problem]:
    """Every entry says how well its facts are known: high, medium or low."""
    for entry in world.corpus.entries:
        if not entry.confidence:
            yield Problem(entry.place, f'"{entry.id}" has no confidence', "confidence: high, medium or low")


@rule("unconfirmed", "warning")
def unconfirmed(world: World) -> Iterator[Problem]:
    """Facts that rest on nothing but general knowledge are not known with high confidence."""
    for entry in world.corpus.entries:
        if (
            entry.sources
            and entry.confidence == "high"
            and all(source.startswith(UNCONFIRMED) for source in entry.sources)
        ):
            yield Problem(entry.place, f'"{entry.id}" rests on general knowledge and claims high confidence')


@rule("no-legal-nature", "warning")
def no_legal_nature(world: World) -> Iterator[Problem]:
    """Every instrument says whether it binds: binding, non-binding, voluntary, or n/a where that is no question."""
    for entry in world.corpus.entries:
        if family(entry.kind) == "instrument" and not entry.legal:
            yield Problem(
                entry.place,
                f'the {entry.kind} "{entry.id}" has no legal nature',
                "legal: binding, non-binding, voluntary or n/a",
            )


@rule("treaty-not-binding", "warning")
def treaty_not_binding(world: World) -> Iterator[Problem]:
    """A treaty binds."""
    for entry in world.corpus.entries:
        if entry.kind == "treaty" and entry.legal not in {"", "binding"}:
            yield Problem(entry.place, f'"{entry.id}" is a treaty and {entry.legal}', "another kind, or legal: binding")


@rule("web-address", "warning")
def web_address(world: World) -> Iterator[Problem]:
    """A url is a web address: it begins with https:// or http://, names a host, and escapes the rest.

    So are the identifiers of provisions elsewhere, ``same_as`` and ``subjects``.
    """
    given = [(entry.place, entry.url) for entry in world.corpus.entries]
    given += [(edition.place, edition.url) for entry in world.corpus.entries for edition in entry.editions]
    given += [(one.place, url) for one in world.corpus.provisions for url in (*one.same_as, *one.subjects)]
    for place, url in given:
        if url and not is_web(url):
            yield Problem(place, f'"{url}" is no web address')


@rule("undated", "note")
def undated(world: World) -> Iterator[Problem]:
    """An instrument has a date.

    Without one ``check`` cannot tell whether it could be cited, nor ``trace`` where it stands.
    """
    for entry in world.corpus.entries:
        if family(entry.kind) == "instrument" and not entry.date:
            yield Problem(entry.place, f'the {entry.kind} "{entry.id}" has no date')
