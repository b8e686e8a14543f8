"""All rules over a corpus, all findings in one run; and of which files, in which surroundings.

Rules need the whole corpus to know what exists; findings are wanted of some files only. A folder with a marker file
is a corpus of its own; any other folder or file is looked at on top of the corpus that commands would read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from compactx.checks import rules as families
from compactx.checks.rule import Rule, World
from compactx.corpus import source
from compactx.corpus.load import load
from compactx.errors import UsageError
from compactx.model.finding import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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


@dataclass(frozen=True, slots=True)
class CheckScope:
    """The folders that are read, and the files and folders whose findings are wanted (everything if there is none)."""

    folders: tuple[str, ...]
    wanted: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Say whether the findings of a file are wanted."""
        return not self.wanted or any(_is_inside(path, above) for above in self.wanted)


def scope(paths: Sequence[str], extra: str = "") -> CheckScope:
    """Return what is to be looked at for paths on the command line; ``extra`` is a further corpus folder.

    Raises:
        UsageError: a path is not there, or is neither a file nor a folder.
        CorpusError: the extra folder is not there.
    """
    if not paths:
        return CheckScope(source.roots(extra))
    for path in paths:
        if not os.path.exists(path):
            raise UsageError(f"no file or folder at {path}", hint="name a draft, a YAML file, or a corpus folder")
        if not os.path.isdir(path) and not os.path.isfile(path):  # a pipe, a device
            raise UsageError(f"{path} is not a file", hint="give the path of a document, or - for standard input")
    wanted = tuple(dict.fromkeys(map(os.path.abspath, paths)))
    whole = [path for path in wanted if os.path.exists(os.path.join(path, source.MARKER))]
    stack = whole or list(source.roots(extra))
    further = [path for path in wanted if not any(_is_inside(path, root) for root in stack)]
    return CheckScope((*stack, *further), wanted)


def check_scope(asked: CheckScope, *, only: Collection[str] = ()) -> CheckResult:
    """Load and check; places are named by paths that lead to them from the working directory.

    Raises:
        CorpusError: there is no corpus to check.
        UsageError: a path holds no YAML file.
    """
    corpus = load(asked.folders)
    for path in asked.wanted:
        if not any(_is_inside(file.path, path) for file in corpus.files) and not _unreadable(corpus):
            hint = f"corpus files end in .yaml or .yml; drafts in a folder: compactx check --recursive {path}"
            raise UsageError(f"no YAML file in {path}", hint=hint)
    outside = {file.name for file in corpus.files if not asked.holds(file.path)}
    named = {finding.place.file for finding in corpus.findings} | {file.name for file in corpus.files}
    found = check(corpus, only=only, files=(named - outside) if asked.wanted else None)
    shown = {file.name: _shown(file.path) for file in corpus.files}
    return CheckResult(corpus, len(corpus.files) - len(outside), tuple(_placed(one, shown) for one in found.findings))


def _unreadable(corpus: Corpus) -> bool:
    return any(finding.rule == "unreadable" for finding in corpus.findings)


def _placed(finding: Finding, shown: dict[str, str]) -> Finding:
    place = finding.place.replace(file=shown.get(finding.place.file, finding.place.file))
    moved: Finding = finding.replace(place=place)
    return moved


def _is_inside(path: str, above: str) -> bool:
    path, above = os.path.realpath(path), os.path.realpath(above)
    return path == above or path.startswith(above.rstrip(os.sep) + os.sep)


def _shown(path: str) -> str:
    """Return the path from the working directory if the file is below it, else the whole path."""
    return os.path.relpath(path) if _is_inside(path, os.getcwd()) else path
