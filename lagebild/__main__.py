"""`python -m lagebild` is the command line."""

from __future__ import annotations

import sys

from lagebild.cli import main

if __name__ == "__main__":
    sys.exit(main())
