"""``python -m compactx``."""

from __future__ import annotations

from compactx.cli.door import main

if __name__ == "__main__":
    main()
