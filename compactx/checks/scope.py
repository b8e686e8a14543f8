"""Which files are looked at, and in which surroundings.

Rules need the whole corpus to know what exists; findings are wanted of some files only. A folder with a marker file
is a corpus of its own; any other folder or file is looked at on top of the corpus that commands would read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from compactx.checks.run import CheckResult, check
from compactx.corpus import source
from compactx.corpus.load import load
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from compactx.model.corpus import Corpus
    from compactx.model.finding import Finding


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
        UsageError: a path is not there.
        CorpusError: the extra folder is not there.
    """
    if not paths:
        return CheckScope(source.roots(extra))
    for path in paths:
        if not os.path.exists(path):
            raise UsageError(f"no file or folder at {path}", hint="name a corpus folder or a YAML file")
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
            raise UsageError(f"no YAML file in {path}", hint="corpus files end in .yaml or .yml")
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
