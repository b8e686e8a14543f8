"""What a wheel holds besides the code: the shipped corpus, compiled (pyproject names this file as hatchling's hook)."""  # noqa: INP001 - no package

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCorpus(BuildHookInterface[Any]):
    """Adds the compiled corpus to a wheel, and to what an editable install of a checkout puts among the packages."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the corpus under the name that it has in the wheel, or where it lies.

        Raises:
            CorpusError: the corpus has errors; a wheel is not made of it.
        """
        self._folder = tempfile.mkdtemp()
        target = os.path.join(self._folder, "index.sqlite")
        sys.path.insert(0, self.root)
        from compactx.citation.catalogue import names_beside  # noqa: PLC0415 - found once the source is on the path
        from compactx.index import compiled  # noqa: PLC0415 - as above

        if version == "editable":
            self._compile_checkout(target)
            if os.path.isfile(target):
                build_data["force_include_editable"][target] = compiled.BESIDE
        else:
            names = self._compile(target)
            place = f"compactx/{compiled.FILE}"
            build_data["force_include"] |= {target: place, names: names_beside(place)}

    def _compile(self, target: str) -> str:
        """Compile the corpus, with all that is found out about the whole of it; return the file of names beside it."""
        from compactx.citation.catalogue import bring_names, names_beside  # noqa: PLC0415 - as above
        from compactx.index.compiled import make  # noqa: PLC0415 - as above
        from compactx.index.read import Index  # noqa: PLC0415 - as above
        from compactx.query.overall import keep_central, keep_overall  # noqa: PLC0415 - as above

        make(os.path.join(self.root, "corpus"), self._folder, target)
        connection = sqlite3.connect(target)
        keep_central(Index(connection))
        keep_overall(Index(connection))
        connection.commit()
        bring_names(Index(connection), names := names_beside(target))
        connection.close()
        return names

    def _compile_checkout(self, target: str) -> None:
        """Compile the corpus as it is now; with a mistake in it there is none, and the first command tells of that."""
        from compactx.errors import CorpusError  # noqa: PLC0415 - as above
        from compactx.index.compiled import make_for_checkout  # noqa: PLC0415 - as above

        with contextlib.suppress(CorpusError):
            make_for_checkout(os.path.join(self.root, "corpus"), target)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's
        """Remove what was made for the wheel."""
        shutil.rmtree(self._folder, ignore_errors=True)
