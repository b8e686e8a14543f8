"""Of the treaties that are entries: how many have all that OSCOLA or Bluebook asks for, and what the others lack.

    python tests/benchmarks/citable.py [--names]

What `cite` says is missing counts: the volume and the first page in a treaty series, the dates. OSCOLA asks for entry
into force, Bluebook does not; neither needs a link.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable

import compactx

_UNASKED = {"oscola": ("link",), "bluebook": ("link", "entry into force")}


def main(arguments: list[str] | None = None, show: Callable[[str], object] = print) -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--names", action="store_true", help="the ids too")
    options = asked.parse_args(arguments)
    with compactx.open() as library:
        works = {row.node.id: library.cite(row.node.id).result[0].missing for row in library.list("treaty").result}
    for style, unasked in _UNASKED.items():
        gaps: dict[str, list[str]] = defaultdict(list)
        whole = 0
        for identity, missing in works.items():
            wanted = [reason for reason in missing if not any(word in reason for word in unasked)]
            whole += not wanted
            for reason in wanted:
                gaps[reason.split(":")[0]].append(identity)
        show(f"{style}: {whole} of {len(works)} complete")
        for reason, ids in sorted(gaps.items(), key=lambda pair: -len(pair[1])):
            show(f"  {len(ids):4} {reason}" + (f": {', '.join(ids)}" if options.names else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
