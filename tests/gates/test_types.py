"""Whoever uses the library face from typed code finds every type of it known (``pyright --verifytypes``)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FACE = ("compactx.api", "compactx.documents", "compactx.holdings", "compactx.errors", "compactx.model",
        "compactx.query", "compactx.render.answer", "compactx.graph", "compactx.index.read")  # fmt: skip


def _checker() -> str:
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return shutil.which("pyright", path=beside) or shutil.which("basedpyright", path=beside) or ""


@pytest.mark.long
def test_every_type_of_the_library_face_is_known() -> None:
    checker = _checker()
    if not checker:
        pytest.skip("neither pyright nor basedpyright is installed")
    command = [checker, "--verifytypes", "compactx", "--ignoreexternal", "--outputjson"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    symbols = [one for one in json.loads(done.stdout)["typeCompleteness"]["symbols"] if one["isExported"]]
    face = [one for one in symbols if one["name"].count(".") == 1 or one["name"].startswith(FACE)]
    assert len(face) > 500
    unknown = [one["name"] for one in face if not one["isTypeKnown"] or one.get("isTypeAmbiguous")]
    assert unknown == []
