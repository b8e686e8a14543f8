"""What needs Spark is tried where it is installed and asked for."""

from __future__ import annotations

import os
import shutil

import pytest


def skip_without_spark():
    pytest.importorskip("pyspark", reason="Spark is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not installed")
    if not os.environ.get("COMPACTX_TEST_SPARK"):
        pytest.skip("Spark takes minutes: asked for with COMPACTX_TEST_SPARK=1")
