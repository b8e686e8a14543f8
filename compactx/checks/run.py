"""All rules over a corpus, all findings in one run."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from compactx.checks import rules as families
from compactx.checks.rule import Rule
from compactx.checks.world import World
from compactx.model.finding import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from compactx.model.corpus import Corpus
    from compactx.model.finding import Finding


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A corpus, how many of its files were looked at, and all that is wrong with them in the order of the files."""

    corpus: Corpus
    files: int
    findings: tuple[Finding, ...]

    @property
    def totals(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return {severity: sum(f.severity == severity for f in self.findings) for severity in SEVERITIES}

    def reaches(self, severity: str) -> bool:
        """Say whether any finding is as bad as this or worse."""
        bad = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(finding.severity in bad for finding in self.findings)


def all_rules() -> list[Rule]:
    """Return every rule, found in the files of the rules folder, in the order of files and of lines."""
    found: list[Rule] = []
    for module in sorted(iter_modules(families.__path__), key=lambda module: module.name):
        space = vars(import_module(f"{families.__name__}.{module.name}"))
        for value in space.values():
            found += [value] if isinstance(value, Rule) else []
        found += space.get("RULES", ())
    return found


def check(corpus: Corpus, *, only: Collection[str] = (), files: Collection[str] | None = None) -> CheckResult:
    """Return what is wrong with a corpus, however broken it is.

    ``only`` names the rules that are wanted, all if empty; ``files`` the names of the files whose findings are
    wanted, all if None. Rules always see the whole corpus.
    """
    world = World(corpus)
    found = [finding for finding in corpus.findings if not only or finding.rule in only]
    for rule in all_rules():
        if not only or rule.id in only:
            found += rule.findings(world)
    kept = dict.fromkeys(f for f in found if files is None or f.place.file in files)
    looked_at = len(corpus.files) if files is None else len(files)
    return CheckResult(corpus, looked_at, tuple(sorted(kept, key=_in_file_order)))


def _in_file_order(finding: Finding) -> tuple[str, int, int, int, str, str]:
    place = finding.place
    return (place.file, place.line, place.column, SEVERITIES.index(finding.severity), finding.rule, finding.message)
