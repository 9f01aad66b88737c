#!/usr/bin/env python3
"""Prints the figures of docs/experiments/brats.md from what run.sh left, and writes OUT/compare.json for './e2enet compare'.

    python3 docs/experiments/brats/table.py OUT NAME ...
"""

import json
import pathlib
import re
import statistics
import sys


def read(path):
    return json.loads(path.read_text())


def main(out, names):
    models = []
    for name in names:
        folder = out / name
        costs = read(folder / "costs.json")
        scores = {path.stem: read(path) for path in sorted(folder.glob("brats_*.json"))}
        seconds = [float(text) for text in re.findall(r"([\d.]+) s/step", (folder / "train.log").read_text())]
        mean_dice = statistics.mean(score["meanDice"] for score in scores.values())
        whole = [score["regions"][0]["dice"] for score in scores.values()]
        for subject, score in scores.items():
            dice = [line["dice"] for line in score["classes"]]
            print(f"| {name} | {subject[-6:-2]} | {score['regions'][0]['dice']:.3f} | "
                  + " | ".join(f"{value:.3f}" for value in dice) + f" | {score['meanDice']:.3f} |")
        print(f"{name}: whole tumour {statistics.mean(whole):.3f}, classes {mean_dice:.3f}, params {costs['paramsActive'] / 1e6:.3f} M of "
              f"{costs['paramsTotal'] / 1e6:.3f} M, {costs['flopsExecuted'] / 1e9:.2f} GFLOPs executed, "
              f"{costs['flopsPaper'] / 1e9:.2f} by the paper's count, s/step of epochs {min(seconds):.2f} to {max(seconds):.2f}, "
              f"median {statistics.median(seconds):.2f}")
        models.append({"name": name, "mDicePercent": 100 * mean_dice, "paramsM": costs["paramsActive"] / 1e6,
                       "flopsG": costs["flopsExecuted"] / 1e9})
    (out / "compare.json").write_text(json.dumps({"dataset": "brats", "models": models}, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
