"""Reads inputs in a process of limited memory and prints what became of each, for the tests on hostile input.

    python -m tests.collect.limited FILE…

Prints one JSON object a file: how many documents, the reasons for what was skipped, seconds of computing, and peak memory so far.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from lagebild.collect import collect
from lagebild.records import Document

MOST_BYTES = 2_000_000_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for path in sys.argv[1:]:
        started = time.process_time()
        documents, reasons = 0, []
        for item in collect([path]):
            if isinstance(item, Document):
                item.text.encode("utf-8")
                documents += 1
            else:
                assert item.remedy
                reasons.append(item.reason)
        seconds = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"documents": documents, "reasons": reasons[:5], "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
