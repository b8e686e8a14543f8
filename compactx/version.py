"""The version, as a literal: asking the installed metadata for it would take longer than a lookup."""

from __future__ import annotations

__version__ = "0.2.0"
