#!/usr/bin/env python3
"""Fits what weighs a silence, a duplication and people left out of a protection to labelled cases:
Resources/coherence/silent-weights.csv, duplication-weights.csv and carve-out-weights.csv.

    CONCORD_CASES=SET:SET... CONCORD_WEIGHED=weighed.jsonl swift test --filter WeighedExport
    python3 Benchmarks/judge/weigh.py weighed.jsonl [FOLDER]

A set is a folder of cases in the format of the casebook. A set named `real` holds laws and plans of real countries, a case
without `expect` for each country; what a reader would sign there, or experts would differ on, is in `verdicts.csv` beside
this script. Prints how many findings of each set, or country, are made by weights that were fitted without it, and writes
the weights, fitted to all, into the folder. Needs scikit-learn.
"""
import collections
import csv
import json
import os
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

# The probability from which a finding of each kind is reported.
THRESHOLDS = {"silent": 0.2, "duplication": 0.2, "carve-out": 0.35, "aim": 0.25, "duty": 0.25}


def article(locator):
    return locator.split("(")[0].split(",")[0]


def verdicts():
    with open(os.path.join(os.path.dirname(__file__), "verdicts.csv")) as file:
        for row in csv.DictReader(file):
            places = (row["file"], row["locator"]), (row["file2"], row["locator2"])
            yield (row["kind"], *(place for place in places if place[0])), row["verdict"]


class Candidates:
    def __init__(self, lines, kind):
        lines = [line for line in lines if line["kind"] == kind]
        self.kind = kind
        judged = dict(verdicts())
        for line in lines:
            if line["set"] == "real":
                line["set"] = "real, " + line["one"].split("-", 1)[1]
                line["verdict"] = judged.get((kind, *map(tuple, line["between"])), "no")
                line["expected"] = 0 if line["verdict"] == "yes" else -1
        self.wanted = {self.key(line) for line in lines if line["expected"] >= 0}
        # A place of several aims does not say which of them is meant.
        places = collections.Counter(self.key(line) for line in lines if line["expected"] >= 0)
        self.is_sure = np.array(
            [line.get("verdict") != "unsure" and (kind != "aim" or places[self.key(line)] < 2)
             for line in lines if line["between"]])
        self.lines = [line for line in lines if line["between"]]
        self.names = sorted(self.lines[0]["evidence"])
        self.evidence = np.array([[line["evidence"][name] for name in self.names] for line in self.lines], float)
        self.is_right = np.array([line["expected"] >= 0 for line in self.lines])
        self.sets = np.array([line["set"] for line in self.lines])

    @staticmethod
    def key(line):
        return line["set"], line["one"], str(line["between"]) if "verdict" in line else line["expected"]

    def fit(self, chosen):
        """The weights of the evidence, and the bias."""
        chosen = chosen & self.is_sure
        scale = StandardScaler().fit(self.evidence[chosen])
        fitted = LogisticRegression(C=0.2, max_iter=1000).fit(scale.transform(self.evidence[chosen]), self.is_right[chosen])
        weights = fitted.coef_[0] / scale.scale_
        return weights, fitted.intercept_[0] - weights @ scale.mean_

    def scores(self, fitted, chosen):
        weights, bias = fitted
        return 1 / (1 + np.exp(-(self.evidence[chosen] @ weights + bias)))

    def count(self, scores, chosen):
        """Findings expected and made, and others made: of one article, or two that face one another, the likeliest."""
        found, false, taken = set(), 0, set()
        ranked = sorted(zip(scores, np.flatnonzero(chosen)), key=lambda pair: -pair[0])
        for score, index in ranked:
            if score < THRESHOLDS[self.kind]:
                break
            line = self.lines[index]
            places = [(line["set"], line["one"], file, article(locator)) for file, locator in line["between"]]
            files = [file for file, _ in line["between"]]
            sides = {place + tuple(file for file in files if file != place[2]) for place in places}
            if sides & taken:
                continue
            taken |= sides
            if line["expected"] >= 0:
                found.add(self.key(line))
            elif line.get("verdict") != "unsure":
                false += 1
        return found, false


def main():
    lines = [json.loads(line) for line in open(sys.argv[1])]
    for line in lines:
        line["set"] = os.path.basename(line["set"])
    for kind in THRESHOLDS:
        data = Candidates(lines, kind)
        found = false = 0
        for name in sorted(set(data.sets)):
            left_out = data.sets == name
            scores = data.scores(data.fit(~left_out), left_out)
            hits, misses = data.count(scores, left_out)
            of = sum(key[0] == name for key in data.wanted)
            print(f"{kind:12} {name:16} found {len(hits):3} of {of:3}, false {misses:3}")
            found, false = found + len(hits), false + misses
        print(f"{kind:12} {'all':16} recall {found / len(data.wanted):.2f}, precision {found / max(1, found + false):.2f}")
        if len(sys.argv) > 2:
            weights, bias = data.fit(np.ones(len(data.lines), bool))
            rows = ["evidence,weight", f"bias,{bias:.4g}", f"threshold,{THRESHOLDS[kind]:g}"]
            rows += [f"{name},{weight:.3g}" for name, weight in zip(data.names, weights)]
            with open(os.path.join(sys.argv[2], f"{kind}-weights.csv"), "w") as file:
                file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
