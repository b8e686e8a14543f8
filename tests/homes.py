"""Folders of a user's own for a test: no data in them, and the index of the shipped corpus as after a first question.

Compiling that index takes a second. It is done once in a run of the tests (of one worker) and copied from there; an
index is a cache that is only ever replaced as a whole, so a copy is what the program would have made.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from compactx.corpus import source
from compactx.index import store
from compactx.index.cache import cache_path

_made: list[Path] = []


def fresh(folder: Path) -> dict[str, str]:
    """Return the environment of empty data below a folder and of a cache that holds the shipped corpus."""
    cache = folder / "cache"
    _copied(cache / "compactx")
    return {"XDG_DATA_HOME": str(folder / "data"), "XDG_CACHE_HOME": str(cache)}


def begin(folder: Path) -> None:
    """Say where the index is made in this run; ``COMPACTX_TESTS_INDEXES`` names a folder that is kept for others."""
    _made[:] = [Path(os.environ.get("COMPACTX_TESTS_INDEXES") or folder)]


def _copied(cache: Path) -> None:
    """Copy the index under both of its names: as commands open it, and as an import reads documents against it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(_made[0]))
        patch.setenv("XDG_DATA_HOME", str(_made[0] / "no-data"))
        for name in ("COMPACTX_CORPUS", "COMPACTX_CORPUS_ONLY"):
            patch.delenv(name, raising=False)
        folders = source.roots()
        store.open_index(folders).close()
        kept = Path(cache_path(folders))
        names = [kept.name, Path(cache_path((*folders, "alone"))).name]
    cache.mkdir(0o700, parents=True, exist_ok=True)
    for name in names:
        shutil.copy(kept, cache / name)
