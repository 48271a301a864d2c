#!/usr/bin/env python3
"""Fits the trees that weigh a conflict (Resources/coherence/conflict-trees.csv) to labelled pairs.

    CONCORD_CASES=SET:SET... CONCORD_PAIRS=pairs.jsonl swift test --filter OpposedPairsExport
    python3 Benchmarks/judge/fit.py pairs.jsonl [trees.csv [SET=WEIGHT]...]

A set is a folder of cases in the format of the casebook; a case without `expect` holds texts in which there is no
conflict. Prints how many conflicts are found in each set by trees that were fitted without that set, and writes the
trees fitted to all. A set of pairs that are unlike real texts may be given a lower weight. Needs scikit-learn.
"""
import collections
import json
import os
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

# Opposite measures, effects and people named alike say nothing beyond the rest on the sets that there are.
UNUSED = {"measures", "undercut", "poles", "people", "namesake"}
THRESHOLD = 0.3


def model():
    return HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, l2_regularization=3,
        early_stopping=False, random_state=0)


def article(locator):
    return locator.split("(")[0].split(", ¶")[0]


def reported(pairs, scores, threshold):
    """Of the pairs of one article with one other document the best, as the judge reports them."""
    taken = set()
    for i in sorted(range(len(pairs)), key=lambda i: -scores[i]):
        if scores[i] < threshold:
            return
        (file, place), (other, elsewhere) = pairs[i]["between"]
        sides = {(file, article(place), other), (other, article(elsewhere), file)}
        if not sides & taken:
            taken |= sides
            yield pairs[i]


def main():
    lines = [json.loads(line) for line in open(sys.argv[1])]
    pairs = [line for line in lines if line["between"]]
    names = sorted({name for pair in pairs for name in pair["evidence"]} - UNUSED)
    x = np.array([[pair["evidence"].get(name, 0) for name in names] for pair in pairs], float)
    y = np.array([pair["expected"] >= 0 for pair in pairs])
    sets = np.array([os.path.basename(pair["set"]) for pair in pairs])
    given = dict(argument.split("=") for argument in sys.argv[3:])
    weights = np.array([float(given.get(name, 1)) for name in sets])
    wanted = {(os.path.basename(line["set"]), line["one"], line["expected"])
              for line in lines if line["expected"] >= 0}
    found = alarms = 0
    for name in sorted(set(sets)):
        left_out = sets == name
        fitted = model().fit(x[~left_out], y[~left_out], weights[~left_out])
        scores = fitted.predict_proba(x[left_out])[:, 1]
        cases = collections.defaultdict(list)
        for pair, score in zip([p for p, out in zip(pairs, left_out) if out], scores):
            cases[pair["one"]].append((pair, score))
        hits, false = set(), 0
        for one, judged in cases.items():
            for pair in reported([p for p, _ in judged], [s for _, s in judged], THRESHOLD):
                if pair["expected"] >= 0:
                    hits.add((name, one, pair["expected"]))
                else:
                    false += 1
        of = sum(key[0] == name for key in wanted)
        print(f"{name:16} found {len(hits):3} of {of:3}, false {false:3}")
        found, alarms = found + len(hits), alarms + false
    print(f"{'all':16} recall {found / max(1, len(wanted)):.3f}, precision {found / max(1, found + alarms):.3f}")
    if len(sys.argv) > 2:
        write(model().fit(x, y, weights), names, sys.argv[2])


def write(fitted, names, path):
    rows = ["tree,node,evidence,value,low,high", f",,bias,{fitted._baseline_prediction.item():.6g},,",
            f",,threshold,{THRESHOLD:g},,"]
    for number, (tree,) in enumerate(fitted._predictors):
        for index, node in enumerate(tree.nodes):
            if node["is_leaf"]:
                rows.append(f"{number},{index},,{node['value']:.6g},,")
            else:
                rows.append(f"{number},{index},{names[node['feature_idx']]},{node['num_threshold']:.6g},"
                            f"{node['left']},{node['right']}")
    with open(path, "w") as file:
        file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
