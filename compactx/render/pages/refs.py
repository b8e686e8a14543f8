"""References for a terminal: grouped; and on the page of a thing, what a clause names and who names it."""

from __future__ import annotations

from collections import Counter

from compactx.query.grouped import group_of, ordered
from compactx.query.reference import citing_document
from compactx.query.refs_rows import asked_by
from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, grid, heading, indented, join, quoted, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.grouped import GroupCount
    from compactx.query.reference import ReferenceView
    from compactx.query.refs import Refs
    from compactx.query.show import Profile


def page(
    found: Sequence[Refs], by: str, width: int, words: Mapping[str, str], *, most: int = 0, narrowing: str = ""
) -> Group:
    """Return the references of each thing, grouped by objective, kind, relation, instrument or not at all.

    With ``most`` the first so many, and how many more there are. ``words`` are the wording at hand by id,
    ``narrowing`` the options that leave references out.
    """
    parts: list[RenderableType] = []
    for n, one in enumerate(found):
        parts += [blank()] if n else []
        parts.append(_page(one, by, min(width, style.PROSE), words, most, narrowing))
    return stack(*parts, style.legend((one.node for one in found), words))


def _page(one: Refs, by: str, width: int, words: Mapping[str, str], most: int, narrowing: str) -> Group:
    head = style.named(one.node, style.says(one.node, words))
    body: list[RenderableType] = []
    if one.incoming:
        clauses = len({r.holder for r in one.incoming})
        groups = _groups(one.incoming, by, width, most, incoming=True)
        told = heading("Cited by" if _cites(one) else "Referred to by", clauses)
        body += [blank(), join(told, text(_spread(one.incoming), style.QUIET)), *groups]
    if one.outgoing:
        groups = _groups(one.outgoing, by, width, most, incoming=False)
        body += [blank(), heading("Refers to", len(one.outgoing)), *groups]
    if not body:
        body = [blank(), _none(one, narrowing)]
    apart = [f"{count} {what}" for what, count in one.apart]
    if apart:
        asked = asked_by(one.node, one.apart)
        body += [blank(), text(f"counted apart: {'; '.join(apart)} ({asked})", style.QUIET)]
    return stack(head, *body)


def _none(one: Refs, narrowing: str) -> Text:
    """Say that there is no reference: none at all, or none of those that there are is left by the options."""
    if one.direction == "out":
        told = "; --parts lists what its clauses refer to" if not one.node.locator and not narrowing else ""
        return text(f"It refers to nothing itself{f' with {narrowing}' if narrowing else told}.")
    if not one.cited:
        return text("No text in the corpus names it.")
    every = f"without that there {'is' if one.cited == 1 else 'are'} {one.cited:,}"
    return style.nothing("No clause that cites it", narrowing or "these options", every)


def _cites(one: Refs) -> bool:
    return all(reference.is_citation for reference in one.incoming)


def _spread(references: Sequence[ReferenceView]) -> str:
    """Return in how many objectives and documents the clauses stand."""
    documents = {reference.instrument.n for reference in references if reference.instrument}
    objectives = {(reference.instrument.n, reference.objective) for reference in references
                  if reference.instrument and reference.objective}  # fmt: skip
    found = [(len(objectives), "objective"), (len(documents), "document")]
    told = [counted(count, what) for count, what in found if count]
    return f"in {' and '.join(told)}" if told and len(references) > 1 else ""


_BY_DOCUMENT = frozenset({"objective", "instrument"})  # the groups of a page that name the document of a clause


def _groups(
    references: Sequence[ReferenceView], by: str, width: int, most: int, *, incoming: bool
) -> list[RenderableType]:
    groups: dict[tuple[str, str], list[ReferenceView]] = {}
    for reference in ordered(references, by, incoming=incoming):
        document = citing_document(reference) if by in _BY_DOCUMENT else None
        apart = (document.symbol or document.id) if document else ""
        groups.setdefault((group_of(reference, by, incoming=incoming), apart), []).append(reference)
    titles = Counter(name for name, _ in groups)
    out: list[RenderableType] = []
    left = most or len(references)
    for (name, apart), inside in groups.items():
        if left <= 0:
            break
        if name:
            which = text(apart if titles[name] > 1 else "", style.ID)
            out.append(indented(join(text(name, "bold"), which, text(str(len(inside)), style.QUIET))))
        out.append(indented(_lines(inside[:left], width, by, incoming=incoming), 4 if name else 2))
        left -= len(inside)
    rest = len(references) - most if most else 0
    if rest > 0:
        told = f"and {rest:,} more references; --totals counts them by document, -n 0 shows all of them"
        out += [blank(), indented(text(told, style.QUIET))]
    return out


def _lines(references: Sequence[ReferenceView], width: int, by: str, *, incoming: bool) -> RenderableType:
    several = by not in _BY_DOCUMENT
    shown = [_line(reference, incoming=incoming, several=several) for reference in references]
    if width < style.NARROW:
        return stack(*(join(left, right) for left, right in shown))
    tags = [f"objective {reference.objective}" if reference.objective else "" for reference in references]
    table = grid(max(len(left.plain) for left, _ in shown), max(map(len, tags)), None)
    for (left, right), tag in zip(shown, tags, strict=True):
        table.add_row(left, text(tag, style.QUIET), right)
    return table


def _line(reference: ReferenceView, *, incoming: bool, several: bool) -> tuple[Text, Text]:
    where = text((not several and reference.locator) or reference.source.id, style.LOCATOR)
    words = [text(reference.forward, style.RELATION)]
    if not incoming:
        words.append(text(reference.target.id, style.ID))
    words += [quoted(reference.surface), style.mark(reference)]
    if reference.basis in {"class", "editorial"} and reference.rationale:
        words.append(text(f"({reference.rationale})", style.QUIET))
    return where, join(*words)


_BAR = 24


def totals_page(
    found: Sequence[tuple[Refs, Sequence[GroupCount]]], by: str, words: Mapping[str, str], narrowing: str = ""
) -> Group:
    """Return a table for each thing that was asked about; ``words`` and ``narrowing`` as for :func:`page`."""
    parts: list[RenderableType] = []
    for one, rows in found:
        parts += [blank()] if parts else []
        parts += [style.named(one.node, style.says(one.node, words)), blank()]
        parts += _table(one.node, rows, by) if rows else [_none(one, narrowing)]
    return stack(*parts, style.legend((one.node for one, _ in found), words))


def _table(node: Node, rows: Sequence[GroupCount], by: str) -> list[RenderableType]:
    most = max(row.clauses for row in rows)
    table = grid(6, max(len(_name(row)) for row in rows), None)
    for row in rows:
        table.add_row(text(f"{row.clauses:>6}"), text(_name(row), style.ID if row.node else ""), _tell(row, node, most))
    head = "Cited by document" if by == "instrument" else f"Cited by {by}"
    clauses = sum(row.clauses for row in rows)
    documents = len(rows) if by == "instrument" else sum(row.documents for row in rows) if by in {"year", "body"} else 0
    total = counted(clauses, "clause") + (f" in {counted(documents, 'document')}" if documents else "")
    note = "The number says how many clauses; a footnote counts for the clause that it hangs on."
    return [join(heading(head), text(total, style.QUIET)), indented(table), blank(), text(note, style.QUIET)]


def _name(row: GroupCount) -> str:
    return (row.node.symbol.partition(",")[0] or row.node.id) if row.node else row.group or "all"


def _tell(row: GroupCount, asked: Node, most: int) -> Text:
    """Return a bar with the number of documents, or what tells one document, and which parts are cited."""
    cited = text(_parts([node for node in row.cited if node.n != asked.n]), style.LOCATOR)
    if row.node:
        return join(text(row.node.date, style.QUIET), text(row.node.title), cited)
    bar = "\u2588" * max(1, round(_BAR * row.clauses / most))
    return join(text(f"{bar:<{_BAR}}"), text(counted(row.documents, "document")), cited)


def _parts(nodes: Sequence[Node]) -> str:
    """Return parts of a thing in few words: objectives as ranges of numbers, clauses by their locators."""
    numbers = sorted(node.number for node in nodes if node.kind == "objective" and node.number)
    named = "objectives" if len(numbers) > 1 else "objective"
    shown = [f"{named} {ranges(numbers)}"] if numbers else []
    return ", ".join(shown + [node.printed or node.id for node in nodes if node.kind != "objective"])


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers with runs drawn together.

    >>> ranges([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9, 10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)  # noqa: PLR2004 - two are named


def outgoing(reference: ReferenceView) -> Text:
    """Return what a clause refers to: how, by which words, the name where the words are not it, the id."""
    target = reference.target
    known = target.locator or target.title == target.id or _same(target.title, reference.surface)
    return style.arrow(
        "→", text(reference.forward, style.RELATION), quoted(reference.surface), text("" if known else target.title),
        text(target.id, style.ID), style.mark(reference),
    )  # fmt: skip


def _same(name: str, words: str) -> bool:
    return name.casefold().removeprefix("the ") == words.casefold().removeprefix("the ")


def incoming(references: Sequence[ReferenceView], width: int) -> RenderableType:
    """Return who refers to a thing: clause, relation and the words."""
    if width < style.NARROW:
        return indented(
            stack(*(join(_where(r), text(r.forward, style.RELATION), quoted(r.surface)) for r in references))
        )
    table = grid(max(len(_where(r).plain) for r in references), None)
    for reference in references:
        words = join(text(reference.forward, style.RELATION), quoted(reference.surface), style.mark(reference))
        table.add_row(_where(reference), words)
    return indented(table)


def citing_lines(one: Profile, width: int, most: int) -> list[RenderableType]:
    """Return who cites a thing, the first ``most`` (0: all that are known here), and how to see the others."""
    if not one.referenced_by:
        return []
    shown = one.referenced_by[:most] if most else one.referenced_by
    left = max(one.referring, len(one.referenced_by)) - len(shown)
    more = [indented(text(f"and {left:,} more: compactx refs {one.node.id}", style.QUIET))] if left > 0 else []
    return [blank(), heading("Cited by", one.cited), incoming(shown, width), *more]


def _where(reference: ReferenceView) -> Text:
    return text((reference.clause or reference.source).id, style.ID)


def editorial(one: Profile) -> list[RenderableType]:
    """Return the links that are ours, labelled, with their reasons."""
    if not one.editorial:
        return []
    lines = []
    for link in one.editorial:
        ahead = link.source.id.startswith(one.node.id)
        far = link.target if ahead else link.source
        says = text(link.forward if ahead else link.backward, style.RELATION)
        lines.append(stack(join(says, text(far.id, style.ID), text(f"[ours: {link.strength}]", style.QUIET)),
                           indented(text(link.rationale))))  # fmt: skip
    return [blank(), heading("Ours, not in the texts", len(lines)), indented(stack(*lines))]
