"""Estimate every node again and write parameter files and the scores file.

`python -m training.history --data PATH` with PATH the folder of history tables (docs/scenario.md lists them and their
terms). Writes `lagebild/reason/parameters/*.json` and `training/history/scores.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from training.history.backtest import run_backtests
from training.history.condemnation import estimate_condemnation
from training.history.control import run_controls
from training.history.crisis import estimate_crisis
from training.history.dyad import estimate_dyad
from training.history.engagement import estimate_engagement
from training.history.estimate import Estimate
from training.history.intensity import estimate_intensity
from training.history.joining import estimate_joining
from training.history.support import estimate_support

HERE = Path(__file__).resolve().parent
PARAMETERS = HERE.parents[1] / "lagebild" / "reason" / "parameters"


def estimate_all(folder: Path, *, bootstrap: int, repeats: int) -> list[Estimate]:
    """Return every node's estimate."""
    return [
        estimate_engagement(folder, bootstrap=bootstrap, repeats=repeats),
        estimate_intensity(folder, bootstrap=bootstrap),
        estimate_dyad(folder, bootstrap=bootstrap, repeats=repeats),
        estimate_crisis(folder, bootstrap=bootstrap, repeats=repeats),
        estimate_joining(folder, bootstrap=bootstrap, repeats=repeats),
        estimate_support(folder, bootstrap=bootstrap, repeats=repeats),
        estimate_condemnation(folder, bootstrap=bootstrap),
    ]


def hash_code() -> str:
    """Return one hash over the source of this package, so that a parameter file names the code it came from."""
    digest = hashlib.sha256()
    for path in sorted(HERE.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file that reads the same whenever the content is the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Run the estimation and write what it found."""
    parser = argparse.ArgumentParser(prog="python -m training.history", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of history tables")
    parser.add_argument("--out", type=Path, default=PARAMETERS, help="folder for parameter files")
    parser.add_argument("--scores", type=Path, default=HERE / "scores.json", help="file for the scores")
    parser.add_argument("--bootstrap", type=int, default=400, help="cluster bootstrap samples a score")
    parser.add_argument("--repeats", type=int, default=5, help="repetitions of grouped cross-validation")
    arguments = parser.parse_args()
    made = {
        "command": f"python -m training.history --bootstrap {arguments.bootstrap} --repeats {arguments.repeats}",
        "code_sha256": hash_code(),
    }
    # Thousands of small fits: threads would spend their time waiting for each other.
    with threadpool_limits(limits=1):
        _write_all(arguments, made)


def _write_all(arguments: argparse.Namespace, made: Mapping[str, str]) -> None:
    estimates = estimate_all(arguments.data, bootstrap=arguments.bootstrap, repeats=arguments.repeats)
    for estimate in estimates:
        content = {"schema": 1, "node": estimate.name, "made": made, **estimate.parameters}
        write_json(arguments.out / f"{estimate.name}.json", content)
        print(f"{estimate.name}: {len(estimate.trials)} specifications", file=sys.stderr)
    scores = {
        "schema": 1,
        "made": made,
        "trials": [trial.as_dict() for estimate in estimates for trial in estimate.trials],
        "controls": run_controls(arguments.data, repeats=arguments.repeats),
        "backtests": run_backtests(arguments.data),
    }
    write_json(arguments.scores, scores)


if __name__ == "__main__":
    main()
