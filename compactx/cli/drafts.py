"""``compactx check`` of drafts: read them, judge what they cite, present the judgements or mend the file."""

from __future__ import annotations

import os
import sys
from functools import partial

from compactx.checks.draft import VERDICTS
from compactx.checks.examine import draft_rules, examine, placed_judgements
from compactx.citation.catalogue import load_catalogue
from compactx.cli.operands import Progress, read_operand
from compactx.errors import NotADocumentError, UsageError
from compactx.render.items import findings as rows
from compactx.texts.draft import Wordings, draft_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from rich.console import RenderableType

    from compactx.checks.draft import Draft, Judgement
    from compactx.checks.examine import PlacedJudgement
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.intake.document import Document


def check_drafts(session: Session, given: Arguments, paths: list[str], only: list[str]) -> int:
    """Judge drafts, and return the exit status: 1 when anything is wrong."""
    _refuse_unfit(given, paths)
    catalogue = load_catalogue(session.index)
    words = Wordings(session.index)
    found: list[PlacedJudgement] = []
    unlisted = dict.fromkeys(VERDICTS, 0)  # by verdict: of what is not listed only the number is told
    for number, path in enumerate(paths, 1):
        try:
            with Progress(session, path, number, len(paths)) as progress:
                data, document = read_operand(session, path)
                tell = partial(progress.tell, total=len(document.text))
                draft = draft_of(document, session.index, catalogue, words, tell)
        except NotADocumentError as error:
            if not given.flag("recursive"):
                raise
            session.warn(f"not checked: {path}: {error.message}")
            continue
        judged = _judged(draft, only)
        judged = _unsilenced(session, data, document, judged)
        if given.flag("fix"):
            _mend(session, given, data, document, judged)
        listed = []
        for one in judged[1]:
            if given.flag("all") or one.verdict in rows.SEVERITY:
                listed.append(one)
            else:
                unlisted[one.verdict] += 1
        found += placed_judgements(judged[0], listed, document.name if path == "-" else path)
    return _present(session, given, _new(session, given, found), unlisted, paths)


def _refuse_unfit(given: Arguments, paths: list[str]) -> None:
    if given.flag("fix") and (len(paths) != 1 or not given.text("output")):
        raise UsageError("--fix writes a copy of one draft", hint="compactx check draft.docx --fix -o mended.docx")
    if not given.flag("fix") and (given.text("output") or given.flag("track")):
        raise UsageError("-o and --track belong to --fix", hint="compactx check draft.docx --fix -o mended.docx")


def _judged(draft: Draft, only: list[str]) -> tuple[Draft, list[Judgement]]:
    return draft, list(examine(draft, only=only).judgements)


def _unsilenced(
    session: Session, data: bytes, document: Document, judged: tuple[Draft, list[Judgement]]
) -> tuple[Draft, list[Judgement]]:
    """Leave out what comments in the file silence."""
    draft, told_of = judged
    if document.format not in {"text", "markdown", "html"} or b"compactx: ignore" not in data:
        return judged
    from compactx.checks.silence import MOST, silenced, silences  # noqa: PLC0415 - few files silence anything
    from compactx.intake.readers import load  # noqa: PLC0415 - as above

    source, _ = load.decode(data, document.name)
    left, told = silenced(told_of, silences(source, document.text))
    if source.count("compactx: ignore") > MOST:
        told.append(f"only the first {MOST} comments that silence something are read")
    session.warnings += [f"{document.name}: {one}" for one in told]
    return draft, left


def _mend(
    session: Session, given: Arguments, data: bytes, document: Document, judged: tuple[Draft, list[Judgement]]
) -> None:
    """Write a copy with the fixes that are safe; those that could not be placed are told."""
    from compactx.export.place import put  # noqa: PLC0415 - most checks mend nothing
    from compactx.intake import mend  # noqa: PLC0415 - as above

    changes: list[mend.Correction] = []
    for one in judged[1]:
        if one.fix and (not changes or one.fix.start >= changes[-1].end):
            changes.append(mend.Correction(one.fix.start, one.fix.end, one.fix.text))
    mended, count = mend.mend(data, document.name, document.text, changes, track=given.flag("track"))
    path = given.text("output")
    put({path: partial(_write, mended)}, binary=True, force=given.flag("force"))
    left = f"; {len(changes) - count} could not be placed" if count < len(changes) else ""
    session.warn(f"{count} of {len(changes)} fixes written to {path}{left}")


def _write(data: bytes, stream: IO[bytes]) -> None:
    stream.write(data)


def _new(session: Session, given: Arguments, found: list[PlacedJudgement]) -> list[PlacedJudgement]:
    """Leave out what a baseline knows; one that does not exist is begun with what is found now."""
    path = given.text("baseline")
    if not path:
        return found
    from compactx.checks import silence  # noqa: PLC0415 - most checks have none
    from compactx.export.place import put_text  # noqa: PLC0415 - as above

    told = [one for one in found if one.judgement.verdict in rows.SEVERITY]
    if not os.path.exists(path) or given.flag("force"):
        put_text({path: silence.baseline_text(told)}, force=given.flag("force"))
        session.warn(f"{len(told)} findings written to the baseline {path}")
    new = {id(one) for one in silence.unknown(told, silence.read_baseline(path))}
    known = len(told) - len(new)
    if known:
        session.warn(f"{known} known finding{'s' if known > 1 else ''} of the baseline left out")
    return [one for one in found if one.judgement.verdict not in rows.SEVERITY or id(one) in new]


def _present(
    session: Session, given: Arguments, listed: list[PlacedJudgement], unlisted: Mapping[str, int], paths: list[str]
) -> int:
    verdicts = {name: sum(one.judgement.verdict == name for one in listed) + unlisted[name] for name in VERDICTS}
    status = 1 if verdicts["wrong"] else 0
    form = given.text("format")
    if form in {"github", "sarif"}:
        sys.stdout.write(_report(form, listed))
        return status
    named = session.format if form == "text" else form
    if named == "plain" and session.writes_lines:
        session.tell()
        last = "" if given.flag("quiet") else verdict_total(verdicts, len(paths)) + "\n"
        sys.stdout.write(_lines(listed) + last)
        return status
    query = {"paths": paths, "rules": given.words("rule"), "fail_on": given.text("fail_on")}
    severities = [rows.severity(one.judgement) for one in listed]
    totals = {name: severities.count(name) for name in ("error", "warning", "note")}
    return session.present(
        rows.judgement_items(listed),
        columns=rows.JUDGEMENT_COLUMNS,
        page=lambda: _page(listed, verdicts, len(paths)),
        query=query,
        extra={"verdicts": verdicts, "totals": totals, "files": len(paths)},
        form=named,
        identify="rule",
        status=status,
    )


def _lines(listed: list[PlacedJudgement]) -> str:
    if not listed:
        return ""
    from compactx.render.reports.text import findings_text  # noqa: PLC0415 - lines of what is wrong only

    return findings_text(rows.as_findings(listed))


def verdict_total(verdicts: Mapping[str, int], files: int) -> str:
    """Return the last line: how many citations and quotations got each verdict.

    >>> verdict_total({"wrong": 2, "doubtful": 0, "right": 9, "unchecked": 1}, 1)
    '2 wrong, 0 doubtful, 9 right, 1 unchecked in 1 file'
    """
    counts = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
    return f"{counts} in {files} file{'' if files == 1 else 's'}"


def _report(form: str, listed: list[PlacedJudgement]) -> str:
    findings = rows.as_findings(listed)
    if form == "github":
        from compactx.render.reports.github import github  # noqa: PLC0415 - one of several formats

        return github(findings)
    from compactx.render.reports.sarif import sarif  # noqa: PLC0415 - one of several formats
    from compactx.version import __version__  # noqa: PLC0415 - this format only

    rules = [(rule.id, rule.severity, rule.explanation) for rule in draft_rules()]
    return sarif(findings, rules, __version__)


def _page(listed: list[PlacedJudgement], verdicts: Mapping[str, int], files: int) -> RenderableType:
    from compactx.render.pages.findings import judgements_page  # noqa: PLC0415 - imports Rich

    return judgements_page(listed, verdict_total(verdicts, files), verdicts)
