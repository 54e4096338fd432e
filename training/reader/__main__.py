"""Everything to make the model pack again: `python -m training.reader`. Seeded; CPU, or a GPU if there is one.

Trains on the corpus, calibrates on the share held out, scores `bench/cases/gold.jsonl` (never trained on), and
writes the pack into the package. With `--share` it only trains and prints a point of the learning curve.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from lagebild.extract.decode import Thresholds
from lagebild.extract.labels import PROTOCOL
from training.corpus.load import CORPUS, corpus_files, read_corpus
from training.reader.batches import WordRows
from training.reader.calibrate import Calibration, fit, judged_events
from training.reader.evaluate import TorchNetwork, evaluate
from training.reader.export import export, input_peaks
from training.reader.pack import PACK, load_words, write_vocabulary
from training.reader.train import TrainOptions, is_held_out, load_examples, train

GOLD = Path("bench/cases/gold.jsonl")
HELD_OUT = 0.05
PEAK_PASSAGES = 100
LANGUAGES = ["de", "en", "fr", "es", "it", "pt", "pl", "ru", "uk", "tr", "ar", "zh"]


def main(arguments: list[str] | None = None) -> None:
    """Train, calibrate, score and write the pack."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--epochs", type=int, default=TrainOptions().epochs)
    parser.add_argument("--seed", type=int, default=TrainOptions().seed)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--share", type=float, default=1.0, help="train on a share of the corpus and write no pack")
    parser.add_argument("--hold", action="store_true", help="keep the rate to the end, to go on later; write no pack")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates, to go on gently")
    parser.add_argument("--decay", type=float, default=TrainOptions().decay, help="share of steps with a falling rate")
    parser.add_argument("--start", type=Path, help="state of an earlier training to go on from")
    parser.add_argument("--work", type=Path, default=Path(".scratch/reader"), help="folder for log and state")
    parser.add_argument("--score-every", type=int, default=5)
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    write_vocabulary(PACK)
    passages = [p for p in read_corpus(options.corpus) if is_held_out("share" + p["id"], options.share)]
    kept = [p for p in passages if not is_held_out(p["id"], HELD_OUT)]
    settings = TrainOptions(epochs=options.epochs, seed=options.seed, decay=0.0 if options.hold else options.decay)
    rates = {name: getattr(settings, name) * options.rate for name in ("encoder_rate", "head_rate")}
    settings = replace(settings, **rates)
    model = _train(kept, settings, options)
    if options.share < 1 or options.hold:
        return
    held_out = [p for p in passages if is_held_out(p["id"], HELD_OUT)]
    calibration = fit(*judged_events(held_out, TorchNetwork(model)))
    examples = load_examples(kept[:: max(1, len(kept) // PEAK_PASSAGES)])
    export(model, PACK, input_peaks(model, examples, WordRows(load_words(PACK))))
    about = _about(passages, settings, calibration, evaluate(model, GOLD), options)
    (PACK / "pack.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(about, ensure_ascii=False))


def _train(passages: list[dict[str, Any]], settings: TrainOptions, options: argparse.Namespace) -> Any:
    began, model = time.time(), None
    examples = load_examples(passages)
    print(f"{len(examples)} passages and sentences, {sum(len(e.ids) for e in examples)} pieces", flush=True)
    with (options.work / "log.jsonl").open("a", encoding="utf-8") as log:
        for epoch, loss, model in train(examples, settings, start=options.start):
            row: dict[str, Any] = {"epoch": epoch, "loss": round(loss, 3), "seconds": round(time.time() - began)}
            if epoch % options.score_every == options.score_every - 1 or epoch == settings.epochs - 1:
                row |= evaluate(model, GOLD)
            torch.save(model.state_dict(), options.work / "model.pt")
            print(json.dumps({"passages": len(examples), **row}), file=log, flush=True)
            print(json.dumps(row), flush=True)
    return model


def _about(
    passages: list[dict[str, Any]],
    settings: TrainOptions,
    calibration: Calibration,
    scores: dict[str, float],
    options: argparse.Namespace,
) -> dict[str, Any]:
    digest = sha256()
    for path in corpus_files(options.corpus):
        digest.update(path.read_bytes())
    corpus_hash = digest.hexdigest()[:16]
    return {
        "id": f"reader-{PROTOCOL}-{corpus_hash[:6]}",
        "protocol": PROTOCOL,
        "languages": LANGUAGES,
        "licence": "Apache-2.0; encoder: multilingual-e5-small (MIT)",
        "command": f"python -m training.reader --epochs {settings.epochs} --seed {settings.seed}"
        f" --rate {options.rate} --decay {options.decay}" + (" --start STATE" if options.start else ""),
        "corpus": {"sha256": corpus_hash, "passages": len(passages)},
        "settings": asdict(settings),
        "thresholds": asdict(Thresholds()),
        "calibration": asdict(calibration),
        "scores": scores,
    }


if __name__ == "__main__":
    main()
