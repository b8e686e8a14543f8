"""Wording: what people will read and what proves a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
    from compactx.model.provision import Reference

MAX_SURFACE_WORDS = 12
MAX_GIST_WORDS = 60


@rule("long-surface", "error")
def long_surface(world: World) -> Iterator[Problem]:
    """A surface has at most a dozen words: the name as written. The corpus ships no official sentences."""
    for reference in (*world.citations, *world.links):
        words = len(reference.surface.split())
        if words > MAX_SURFACE_WORDS:
            yield Problem(
                reference.place, f"the surface has {words} words", f"keep the name, at most {MAX_SURFACE_WORDS} words"
            )


@rule("no-surface", "warning")
def no_surface(world: World) -> Iterator[Problem]:
    """A reference that rests on words says which: without a surface nobody can verify it.

    That holds for the bases text, nested, footnote and class, and for links that name a clause. A footnote whose
    wording nobody saw (no word count) has a rationale instead.
    """
    for reference in world.citations:
        if _is_unseen(world, reference):
            continue
        if reference.basis in {"text", "nested", "footnote", "class"} and not reference.surface:
            yield Problem(reference.place, f'the reference to "{reference.to}" has no surface')
    for link in world.links:
        if link.clause and not link.surface:
            yield Problem(link.place, f'the link to "{link.to}" names a clause and has no surface')


def _is_unseen(world: World, reference: Reference) -> bool:
    clause = world.provisions.get(reference.from_id)
    is_note = clause is not None and clause.kind == "footnote" and not clause.words
    return is_note and reference.basis == "footnote" and bool(reference.rationale)


@rule("no-gist", "warning")
def no_gist(world: World) -> Iterator[Problem]:
    """Every provision has a gist: our own sentence, since the official one is not shipped.

    The gist of an article speaks for its numbered paragraphs too.
    """
    for provision in world.corpus.provisions:
        above = world.provisions.get(world.above(provision))
        told = provision.kind == "paragraph" and above is not None and above.kind == "article" and bool(above.gist)
        if not provision.gist and not told:
            yield Problem(provision.place, f"{provision.locator} has no gist", "one plain sentence of ours")


@rule("long-gist", "warning")
def long_gist(world: World) -> Iterator[Problem]:
    """A gist is one sentence; beyond sixty words it is no summary."""
    for provision in world.corpus.provisions:
        words = len(provision.gist.split())
        if words > MAX_GIST_WORDS:
            yield Problem(
                provision.place, f"the gist of {provision.locator} has {words} words", f"at most {MAX_GIST_WORDS}"
            )


@rule("hidden-character", "warning")
def hidden_character(world: World) -> Iterator[Problem]:
    """Titles, names, gists and surfaces hold no control, direction or zero-width characters.

    They would be shown as escapes on a terminal, and names with them match nothing.
    """
    for place, what, text in world.texts():
        if not text.isprintable():
            hidden = next((c for c in text if not c.isprintable() and not c.isspace()), "")
            if hidden:
                yield Problem(place, f"the {what} holds the character U+{ord(hidden):04X}", "delete it")
