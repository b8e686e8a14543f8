"""``check`` on a terminal: a line each, severities told apart by word and colour; and the list of rules.

Of drafts: what is wrong and doubtful, its words, the fact, and what to write.
"""

from __future__ import annotations

from collections import Counter

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from compactx.model.text import clean
from compactx.render.pages.style import stack, text
from compactx.render.reports.text import total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from compactx.checks.examine import PlacedJudgement
    from compactx.model.finding import Finding

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_MANY = 10  # notes of one rule that a page tells one by one
_VERDICTS = {"wrong": "bold red", "doubtful": "yellow", "right": "green", "unchecked": "dim"}
_INDENT = 2
_LONG = 200


def page(findings: Sequence[Finding], totals: Mapping[str, int], files: int, *, whole: bool = True) -> RenderableType:
    """Return the findings with their totals; if not ``whole``, of a rule with very many notes it says how many."""
    noted = Counter(finding.rule for finding in findings if finding.severity == "note")
    many = {} if whole else {rule: count for rule, count in sorted(noted.items()) if count > _MANY}
    lines: list[RenderableType] = [
        _Line(finding) for finding in findings if finding.severity != "note" or finding.rule not in many
    ]
    lines += [
        text(f"{count} times note[{rule}]: compactx check --rule {rule}", _STYLES["note"])
        for rule, count in many.items()
    ]
    worst = next((severity for severity, count in totals.items() if count), "")
    return Group(*lines, Text(total(totals, files), style=_STYLES.get(worst, "green")))


class _Line:
    """A finding as the line that compilers print; where that is too long, the message stands below.

    What names the place is never wrapped, so that a terminal or an editor can open it.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        finding = self.finding
        place = Text(no_wrap=True, overflow="ignore")
        place.append(f"{clean(str(finding.place))}: ", style="bold")
        place.append(f"{finding.severity}[{finding.rule}]", style=_STYLES[finding.severity])
        message = Text(clean(finding.message), overflow="fold")
        if finding.hint:
            message.append(f" ({clean(finding.hint)})", style="dim")
        whole = Text(" ").join([place, message])
        if whole.cell_len <= options.max_width:
            yield whole
        else:
            yield place
            yield Padding(message, (0, 0, 0, 2))


def rules_page(rules: Iterable[tuple[str, str, str]]) -> RenderableType:
    """Return the rules with their severity and explanation."""
    parts: list[RenderableType] = []
    for identity, severity, explanation in rules:
        parts += [Text.assemble((identity, "bold"), "  ", (severity, _STYLES[severity]))]
        parts += [Padding(Text(" ".join(piece.split())), (0, 0, 0, 2)) for piece in explanation.split("\n\n")]
    return Group(*parts)


def verify_page(findings: Sequence[Finding], last: str) -> Group:
    """Return the findings and the total."""
    return stack(*(_Line(finding) for finding in findings), text(last, "yellow" if findings else "green"))


def judgements_page(found: Sequence[PlacedJudgement], told: str, verdicts: Mapping[str, int]) -> RenderableType:
    """Return how many citations got each verdict, then the judgements, file by file."""
    worst = next((verdict for verdict in ("wrong", "doubtful") if verdicts[verdict]), "right")
    parts: list[RenderableType] = [Text(told, style=_VERDICTS[worst])]
    file = ""
    for one in found:
        if one.file != file:
            file = one.file
            parts += [Text(""), Text(clean(file), style="bold", no_wrap=True, overflow="ignore")]  # it can be opened
        parts += _entry(one)
    return Group(*parts)


def _entry(one: PlacedJudgement) -> list[RenderableType]:
    judgement = one.judgement
    clause = f" in {one.number or one.locator}" if one.locator else ""
    head = Text(overflow="fold")
    head.append(f"{one.line}:{one.column}{clean(clause)}  ", style="dim")
    head.append(judgement.verdict, style=_VERDICTS[judgement.verdict])
    head.append(f"  {judgement.rule}" if judgement.rule else "", style="dim")
    words = " ".join(one.surface.split())
    shown = words if len(words) <= _LONG else f"{words[: _LONG - 1]}\u2026"
    lines = [Text(f"\u201c{clean(shown)}\u201d", overflow="fold"), Text(clean(judgement.message), overflow="fold")]
    if judgement.hint:
        lines.append(Text(clean(judgement.hint), style="dim", overflow="fold"))
    if judgement.fix:
        lines.append(Text(f"write: {clean(judgement.fix.text)}", style="green", overflow="fold"))
    return [Padding(head, (0, 0, 0, _INDENT)), *(Padding(line, (0, 0, 0, 2 * _INDENT)) for line in lines)]
