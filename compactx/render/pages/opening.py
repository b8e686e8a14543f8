"""How a page begins: the name, the wording or our summary of it, and in a few lines what everybody asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from compactx.model.record import Record
from compactx.model.text import LEGEND
from compactx.render import terminal
from compactx.render.pages import style
from compactx.render.pages.style import counted, grid, indented, join, stack, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
    from rich.text import Text

    from compactx.index.read import Node
    from compactx.query.elsewhere import Discussion
    from compactx.query.overview import Outlook, Setting
    from compactx.query.show import Profile

_NAMES = 6  # of what is cited; all of it stands below, clause by clause


class QuotedWording(Record):
    """The wording that is at hand, and how it is shown.

    ``words`` by id, ``citations`` by id the line to cite each with, ``with_gist`` shows our summaries too, ``lacking``
    says of an instrument without wording how to get it, ``most`` how many of those that cite a thing stand on its page.
    """

    words: Mapping[str, str]
    citations: Mapping[str, str]
    with_gist: bool
    lacking: Mapping[str, str]
    most: int = 0


class _Bar:
    """Words of a document, set apart by a bar at the left."""

    def __init__(self, content: RenderableType) -> None:
        self.content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = console.render_lines(self.content, options.update(width=options.max_width - 2), pad=False)
        for line in lines:
            yield Segment("│ ", console.get_style(style.QUIET))
            yield from line
            yield Segment.line()


def said(node: Node, quoted: QuotedWording) -> list[RenderableType]:
    """Return what a provision says: its wording with the line to cite it by, or else our summary with its sign."""
    words = quoted.words.get(node.id, "")
    gist = [text(node.told)] if node.gist and (quoted.with_gist or not words) else []
    if not words:
        return [*gist]
    cited = quoted.citations.get(node.id, "")
    return [_Bar(text(words)), *([join(text("cite", style.QUIET), text(cited))] if cited else []), *gist]


def legend_of_page(nodes: Sequence[Node], quoted: QuotedWording) -> Text:
    """Return what the sign before summaries means, nothing where none of these shows one."""
    shown = any(node.is_summarised and (quoted.with_gist or node.id not in quoted.words) for node in nodes)
    return text(LEGEND if shown else "", style.QUIET)


def head(one: Profile, setting: Setting, claim: str) -> Group:
    """Return the name, what kind of thing it is, and where it stands."""
    node = one.node
    name = node.printed[:1].upper() + node.printed[1:] if node.locator else node.title
    url = official_address(one) if terminal.has_links() else ""
    named = text(name, f"{style.TITLE} link {url}" if url and " " not in url else style.TITLE)
    lines = [join(named, text(setting.label, style.TITLE), text(node.id, style.ID), by=" · ")]
    if node.locator and node.title and node.title != name:
        lines.append(text(node.title))
    kind = node.kind if node.kind != "objective" and node.kind.casefold() not in name.casefold() else ""
    inside = f"objective {node.objective}" if node.objective and node.kind != "objective" else ""
    inside += f", {setting.objective}" if inside and setting.objective else ""
    where = text(_edition(one), style.QUIET)
    lines += [join(text(kind), text(inside), by=" · "), where] if inside else [join(text(kind), where, by=" · ")]
    lines += [text(f"[{claim}]", style.QUIET)] if claim else []
    return stack(*(line for line in lines if line.plain))


def official_address(one: Profile) -> str:
    """Return where the official text of a thing, or of the whole that it is a part of, is published; '' if unknown."""
    whole = one.instrument or one.node
    known = one.facts.get("url", [""])[0] if not one.instrument else ""
    return known or (
        f"https://docs.un.org/en/{whole.symbol.partition(',')[0]}" if whole.symbol.startswith("A/") else ""
    )


def _of_year(title: str, year: str) -> str:
    """Return a title with its year behind it, once.

    >>> _of_year("Paris Agreement", "2015"), _of_year("Progress Declaration (2026)", "2026"), _of_year("Charter", "")
    ('Paris Agreement (2015)', 'Progress Declaration (2026)', 'Charter')
    """
    said = f"({year})"
    return title if not year or title.endswith(said) else f"{title} {said}"


def _edition(one: Profile) -> str:
    node, whole = one.node, one.instrument
    if whole:
        facts = [_of_year(whole.title, whole.date[:4]), whole.symbol]
    else:
        basis = one.facts.get("date_basis", [""])[0]
        facts = [node.symbol, node.legal, f"{node.date} ({basis})" if node.date and basis else node.date]
    return " · ".join(fact for fact in facts if fact and fact not in {"n/a", node.title})


def answers(
    one: Profile, setting: Setting, quoted: QuotedWording, width: int, facts: Sequence[tuple[str, str]] = ()
) -> list[RenderableType]:
    """Return what everybody asks of a thing, a line or two each."""
    rows: list[tuple[str, RenderableType]] = []
    actions = [part.node for part in one.parts if part.node.kind == "action"]
    if actions:
        rows.append(("actions", text(f"{len(actions)}: {actions[0].printed} to {actions[-1].printed}")))
    if one.node.kind == "objective":
        rows.append(("cites", text(_names(setting.cites))))
    rows += [("taken up", taken_up(one.reviewed_in))] if one.reviewed_in else []
    if setting.outlook:
        own = setting.outlook.reviewer.n == one.node.n
        rows.append(("next" if own else "next review", _next(setting.outlook, one)))
    rows += [(name, text(value)) for name, value in facts]
    rows += [("wording", text(quoted.lacking[_whole(one).id], style.QUIET))] if _whole(one).id in quoted.lacking else []
    return [labelled(rows, width)] if rows else []


def commitment(node: Node, quoted: QuotedWording, width: int) -> RenderableType:
    """Return what an objective commits to."""
    return labelled([(f"{node.printed} commits to", stack(*said(node, quoted)))], width)


def _whole(one: Profile) -> Node:
    return one.instrument or one.node


def labelled(rows: Sequence[tuple[str, RenderableType]], width: int) -> RenderableType:
    """Return names beside their values, or above them where there is no room."""
    if width < style.NARROW:
        return stack(*(part for name, value in rows for part in (text(name, style.RELATION), indented(value))))
    table = grid(max(len(name) for name, _ in rows), None)
    for name, value in rows:
        table.add_row(text(name, style.RELATION), value)
    return table


def _names(names: Sequence[str]) -> str:
    if not names:
        return "nothing by name"
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return f"{counted(len(names), 'thing')}: {', '.join(names[:_NAMES])}{more}"


def taken_up(found: Sequence[Discussion]) -> Group:
    """Return a line for each review document: when, in which paragraphs, under which heading."""
    from compactx.query.review import spans  # noqa: PLC0415 - where a review took it up

    lines: list[RenderableType] = []
    for one in found:
        year = text(one.document.date[:4], style.LOCATOR)
        where = f"paragraphs {spans(one.paragraphs)} of" if one.paragraphs else ""
        under = f"({one.section.printed})" if one.section else ""
        symbol = text(one.document.symbol or one.document.id, style.ID)
        lines.append(join(year, join(text(where), symbol, text(under, style.QUIET), by=" ")))
        if one.speaking:
            named = spans([link.target for link in one.speaking])
            lines.append(indented(join(text(f"speaks of it in {named}"), text("[ours]", style.QUIET)), 6))
    return stack(*lines)


def _next(outlook: Outlook, one: Profile) -> Text:
    """Return when and by whom it is reviewed next, with the whole that it belongs to."""
    when = outlook.following.date if outlook.following else "no date known"
    last = f"last {outlook.last.date}" if outlook.last else ""
    derived = "by the interval" if outlook.following and outlook.following.is_derived else ""
    who = outlook.reviewer.title if outlook.reviewer.n != one.node.n else ""
    asked = f"objective {one.node.number}" if one.node.kind == "objective" else one.node.id
    more = f"compactx review {asked} lists all {outlook.others}" if outlook.others > 1 and who else ""
    told = join(text(who), text(derived, style.QUIET), text(last, style.QUIET), by=", ")
    return join(join(text(when, style.LOCATOR), told, by=", "), text(more, style.QUIET), by="; ")
