"""``compactx check``: what is wrong with the corpus."""

from __future__ import annotations

import os
import sys

from compactx.cli.command import FORCE, OUTPUT, Command, Param
from compactx.errors import UsageError, no_such
from compactx.model.finding import SEVERITIES
from compactx.render.items import findings as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.checks.run import CheckResult
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

_FORMATS = ("text", "json", "github", "sarif")
_RULE_COLUMNS = ("rule", "severity", "explanation", "family")

COMMAND = Command(
    "check",
    "every citation and quotation of a draft, or every problem of the corpus",
    """A document (text, Markdown, HTML, DOCX, PDF, Akoma Ntoso; - is standard input) is a draft: each citation and
    quotation in it is wrong, doubtful, right or unchecked. Wrong is what a fact contradicts: a part, document, date,
    name or wording that is not so. Right is only what is proved; what nobody can tell is unchecked. The exit status is
    1 when anything is wrong. --fix -o FILE writes a copy with the safe fixes; a comment in the file silences a finding:
    <!-- compactx: ignore RULE: reason -->

    YAML files and corpus folders are checked as the corpus is: without a PATH the whole of it. A folder with its own
    corpus.yaml is checked by itself; any other folder or YAML file as an addition to the corpus, and only its own
    findings are told. The exit status is 1 when a finding is as bad as --fail-on says.""",
    (
        ("compactx check statement.docx", "what is wrong with its citations"),
        ("compactx check statement.docx --fix --track -o mended.docx", "with the fixes as tracked changes"),
        ("compactx check --recursive drafts --baseline known.json", "only what is new"),
        ("compactx check", "the corpus that commands read"),
        ("compactx check my-extract.yaml", "a file of yours on top of it"),
        ("compactx check --rules", "what is looked at, and why"),
        ("compactx check --format sarif > check.sarif", "for a code scanner"),
    ),
    (
        Param("paths", "words", "documents, or files and folders of a corpus; - is standard input",
              metavar="PATH..."),
        Param("format", "text", "how findings are written", ("--format",), "NAME", _FORMATS, "text"),
        Param("fail_on", "text", "the least severity that fails", ("--fail-on",), "SEVERITY", SEVERITIES, "warning"),
        Param("rule", "many", "only these rules", ("--rule",), "NAMES"),
        Param("rules", "flag", "list the rules and what they mean", ("--rules",)),
        Param("all", "flag", "of drafts: also what is right and what is unchecked", ("--all",)),
        Param("recursive", "flag", "check the documents below folders", ("--recursive",)),
        Param("fix", "flag", "write a copy of a draft with the safe fixes, to -o FILE", ("--fix",)),
        Param("track", "flag", "with --fix: as tracked changes (DOCX)", ("--track",)),
        OUTPUT,
        FORCE,
        Param("baseline", "text", "tell only what this file does not know; begin it if missing", ("--baseline",),
              "FILE"),
    ),
    "Data",
    reads_texts=True,
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Check the corpus, or list the rules."""
    only = _known(given.words("rule"))
    if given.flag("rules"):
        return _present_rules(session, only)
    paths = given.words("paths")
    if given.flag("recursive") or any(map(_is_draft, paths)):
        return _drafts(session, given, paths, only)
    from compactx.checks.run import check_scope, scope  # noqa: PLC0415 - drafts are checked without it

    found = check_scope(scope(given.words("paths"), given.text("corpus")), only=only)
    status = 1 if found.reaches(given.text("fail_on")) else 0
    return _present(session, given, found, status)


def _is_draft(path: str) -> bool:
    """Say whether a path is a document and not a part of a corpus: standard input, and any file but YAML."""
    return path == "-" or (os.path.isfile(path) and not path.lower().endswith((".yaml", ".yml")))


def _drafts(session: Session, given: Arguments, paths: list[str], only: list[str]) -> int:
    from compactx.cli.drafts import check_drafts  # noqa: PLC0415 - the corpus is checked without them
    from compactx.intake.read import documents_below  # noqa: PLC0415 - as above

    drafts = documents_below(paths) if given.flag("recursive") else paths
    other = [path for path in drafts if not _is_draft(path) and os.path.exists(path)]
    if other:
        raise UsageError(f"{other[0]} is no document", hint="check drafts and the corpus one after the other")
    if drafts.count("-") > 1:
        raise UsageError('"-" can be given once: standard input is read once')
    return check_drafts(session, given, drafts, only)


def _known(asked: list[str]) -> list[str]:
    if not asked:
        return []
    from compactx.checks.examine import draft_rules  # noqa: PLC0415 - as above
    from compactx.checks.run import all_rules  # noqa: PLC0415 - as above

    known = {rule.id for rule in all_rules()} | {rule.id for rule in draft_rules()}
    for name in asked:
        if name not in known:
            raise no_such(f'no rule is named "{name}"', name, known, hint="compactx check --rules")
    return asked


def _present(session: Session, given: Arguments, found: CheckResult, status: int) -> int:
    form = given.text("format")
    if form in {"github", "sarif"}:
        sys.stdout.write(_report(form, found))
        return status
    named = session.format if form == "text" else form
    if named == "page" or (named == "plain" and session.writes_lines):
        return _lines(session, given, found, status)
    query = {"paths": given.words("paths"), "rules": given.words("rule"), "fail_on": given.text("fail_on")}
    return session.present(
        data.items(found.findings),
        columns=data.COLUMNS,
        page=lambda: _page(given, found),
        query=query,
        extra={"totals": found.totals, "files": found.files},
        corpus=_corpus(found),
        form=named,
        identify="rule",
        status=status,
    )


def _corpus(found: CheckResult) -> dict[str, str]:
    from compactx.index.writing.build import corpus_digest  # noqa: PLC0415 - only JSON names the corpus

    corpus = found.corpus
    return {"name": corpus.name, "version": corpus.version, "sha256": corpus_digest(corpus)}


def _lines(session: Session, given: Arguments, found: CheckResult, status: int) -> int:
    if session.format == "page":
        return session.present((), columns=data.COLUMNS, page=lambda: _page(given, found), status=status)
    from compactx.render.reports.text import findings_text, total  # noqa: PLC0415 - one of several formats

    last = "" if given.flag("quiet") else total(found.totals, found.files) + "\n"
    sys.stdout.write(findings_text(found.findings) + last)
    return status


def _report(form: str, found: CheckResult) -> str:
    if form == "github":
        from compactx.render.reports.github import github  # noqa: PLC0415 - one of several formats

        return github(found.findings)
    from compactx.checks.run import all_rules  # noqa: PLC0415 - as above
    from compactx.render.reports.sarif import sarif  # noqa: PLC0415 - one of several formats
    from compactx.version import __version__  # noqa: PLC0415 - this format only

    return sarif(found.findings, [(rule.id, rule.severity, rule.explanation) for rule in all_rules()], __version__)


def _page(given: Arguments, found: CheckResult) -> RenderableType:
    from compactx.render.pages.findings import page  # noqa: PLC0415 - imports Rich

    return page(found.findings, found.totals, found.files, whole=bool(given.words("paths") or given.words("rule")))


def _present_rules(session: Session, only: list[str]) -> int:
    from compactx.checks.examine import draft_rules  # noqa: PLC0415 - as above
    from compactx.checks.run import all_rules  # noqa: PLC0415 - as above

    families = (("corpus", all_rules()), ("draft", draft_rules()))
    rules = [(family, rule) for family, found in families for rule in found if not only or rule.id in only]
    items = [
        {
            "rule": rule.id,
            "severity": rule.severity,
            "explanation": " ".join(rule.explanation.split()),
            "family": family,
        }
        for family, rule in rules
    ]

    def page() -> RenderableType:
        from compactx.render.pages.findings import rules_page  # noqa: PLC0415 - imports Rich

        return rules_page([(rule.id, rule.severity, rule.explanation) for _, rule in rules])

    return session.present(
        items, columns=_RULE_COLUMNS, page=page, identify="rule", corpus={}, schema="rules", query={"rules": only}
    )
