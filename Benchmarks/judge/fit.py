#!/usr/bin/env python3
"""Fits what weighs a conflict to labelled pairs: the words of Resources/coherence/conflict-words.csv and the trees of
Resources/coherence/conflict-trees.csv.

    CONCORD_CASES=SET:SET... CONCORD_PAIRS=pairs.jsonl swift test --filter OpposedPairsExport
    python3 Benchmarks/judge/fit.py pairs.jsonl [FOLDER [SET=WEIGHT]...]

A set is a folder of cases in the format of the casebook; a case without `expect` holds texts in which there is no
conflict. Prints how many conflicts are found in each set by words and trees that were fitted without that set, and
writes both files, fitted to all, into the folder. A set of pairs that are unlike real texts may be given a lower
weight; a set of a weight below 1, or without conflicts, is not fitted to the words. Needs scikit-learn.

The words are fitted first, to tell the provisions that are a side of a conflict from the others. What the trees then
see of a provision is what words say that were fitted to other sets, as it will be with texts to come.
"""
import collections
import json
import os
import sys

import numpy as np
import scipy.sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

# Opposite measures, effects and people named alike say nothing beyond the rest on the sets that there are.
UNUSED = {"measures", "undercut", "poles", "people", "namesake", "wordingMore", "wordingLess"}
WORDING = ["wordingMore", "wordingLess"]
THRESHOLD = 0.37
# Words in fewer provisions are left out; so are, from the file, those of a weight that makes no difference.
FEWEST, LEAST = 4, 0.004
FOLDS = 4


def trees():
    return HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, l2_regularization=3,
        early_stopping=False, random_state=0)


def words():
    return LogisticRegression(C=0.02, max_iter=300)


class Pairs:
    """The labelled pairs, with the provisions that they are made of."""

    def __init__(self, lines, weights):
        for line in lines:
            line["set"] = os.path.basename(line["set"])
        self.pairs = [line for line in lines if line["between"]]
        self.names = sorted({name for pair in self.pairs for name in pair["evidence"]} - UNUSED)
        self.evidence = np.array(
            [[pair["evidence"].get(name, 0) for name in self.names] for pair in self.pairs], float)
        self.is_conflict = np.array([pair["expected"] >= 0 for pair in self.pairs])
        self.sets = np.array([pair["set"] for pair in self.pairs])
        self.weights = np.array([weights.get(name, 1.0) for name in self.sets])
        self.wanted = {(line["set"], line["one"], line["expected"]) for line in lines if line["expected"] >= 0}
        self.with_conflicts = sorted({key[0] for key in self.wanted})
        self.worded = [name for name in self.with_conflicts if weights.get(name, 1) >= 1]
        self._read_provisions()

    def _read_provisions(self):
        numbers, said = {}, []
        self.sides = np.zeros((len(self.pairs), 2), int)
        for index, pair in enumerate(self.pairs):
            for side in (0, 1):
                place = (pair["set"], pair["one"], *pair["between"][side])
                if place not in numbers:
                    numbers[place] = len(said)
                    said.append({(pair["languages"][side], word) for word in pair["words"][side]})
                self.sides[index, side] = numbers[place]
        self.set_of_provision = np.array([place[0] for place in numbers])
        self.is_side = np.zeros(len(said), bool)
        self.is_side[self.sides[self.is_conflict].ravel()] = True
        counts = collections.Counter(
            word for one, name in zip(said, self.set_of_provision) if name in self.worded for word in one)
        self.vocabulary = sorted(word for word in counts if counts[word] >= FEWEST)
        column = {word: number for number, word in enumerate(self.vocabulary)}
        cells = [(row, column[word]) for row, one in enumerate(said) for word in one if word in column]
        rows, columns = zip(*cells)
        self.said = scipy.sparse.csr_matrix(
            (np.ones(len(cells)), (rows, columns)), shape=(len(said), len(column)))

    def fit_words(self, sets):
        chosen = np.isin(self.set_of_provision, sets)
        return words().fit(self.said[chosen], self.is_side[chosen])

    def wording(self, sets):
        """What words say of every provision: fitted to the sets, and for those of a set itself to the others."""
        values = self.fit_words(sets).decision_function(self.said)
        for fold in (sets[start::FOLDS] for start in range(FOLDS)):
            own = np.isin(self.set_of_provision, fold)
            if own.any():
                values[own] = self.fit_words([name for name in sets if name not in fold]).decision_function(self.said[own])
        sides = values[self.sides]
        return np.column_stack([sides.max(axis=1), sides.min(axis=1)])

    def fit_trees(self, evidence, chosen):
        return trees().fit(evidence[chosen], self.is_conflict[chosen], self.weights[chosen])


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


def count(pairs, scores, threshold):
    """The conflicts found among pairs, and how many that are none are reported."""
    cases = collections.defaultdict(list)
    for pair, score in zip(pairs, scores):
        cases[pair["set"], pair["one"]].append((pair, score))
    found, false = set(), 0
    for judged in cases.values():
        for pair in reported([p for p, _ in judged], [s for _, s in judged], threshold):
            if pair["expected"] >= 0:
                found.add((pair["set"], pair["one"], pair["expected"]))
            else:
                false += 1
    return found, false


def main():
    weights = {name: float(weight) for name, weight in (argument.split("=") for argument in sys.argv[3:])}
    data = Pairs([json.loads(line) for line in open(sys.argv[1])], weights)
    if len(sys.argv) > 2:
        wording = data.wording(data.worded)
        fitted = data.fit_trees(np.column_stack([data.evidence, wording]), np.ones(len(data.pairs), bool))
        write_words(data.fit_words(data.worded), data.vocabulary, os.path.join(sys.argv[2], "conflict-words.csv"))
        write_trees(fitted, data.names + WORDING, os.path.join(sys.argv[2], "conflict-trees.csv"))
    found = alarms = 0
    for name in data.with_conflicts:
        left_out = data.sets == name
        evidence = np.column_stack(
            [data.evidence, data.wording([other for other in data.worded if other != name])])
        scores = data.fit_trees(evidence, ~left_out).predict_proba(evidence[left_out])[:, 1]
        pairs = [pair for pair, out in zip(data.pairs, left_out) if out]
        hits, false = count(pairs, scores, THRESHOLD)
        of = sum(key[0] == name for key in data.wanted)
        at = ", ".join("%g: %d + %d" % (t, len(h), f) for t in (0.25, 0.3, 0.4, 0.45) for h, f in [count(pairs, scores, t)])
        print(f"{name:16} found {len(hits):3} of {of:3}, false {false:3} ({at})", flush=True)
        found, alarms = found + len(hits), alarms + false
    print(f"{'all':16} recall {found / max(1, len(data.wanted)):.3f}, precision {found / max(1, found + alarms):.3f}")


def write_words(fitted, vocabulary, path):
    rows = ["language,word,weight", f",,{fitted.intercept_.item():.4g}"]
    for (language, word), weight in zip(vocabulary, fitted.coef_[0]):
        if abs(weight) >= LEAST and language in ("en", "es", "fr"):
            rows.append(f"{language},{word},{weight:.3g}")
    with open(path, "w") as file:
        file.write("\n".join(rows) + "\n")


def write_trees(fitted, names, path):
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
