#!/usr/bin/env python3
"""Fits what the form and the words of a passage say of the parts of a commitment where no rule finds them: the columns lead,
deadline, budget and indicator of Resources/coding/commitment-weights.csv and, for the words that it has, of word-weights.csv.
The other columns are those of fit.py, which is run first.

    CONCORD_GOLD=FILE:FILE... CONCORD_PASSAGES=passages.jsonl swift test --filter LabelledPassagesExport
    python3 Benchmarks/words/parts.py passages.jsonl FOLDER [write] [GROUP=TIMES]... [GROUP=0]

A logistic regression for each label: a weight for each sign of the form and one for each word, divided by the square root of
the passage's known words; all are kept small (ridge). A label is given where a rule found it and the regression does not make it
unlikely, or where the regression says so and the passage has words that could say it. What is written is in log-odds less those
of the least probability.

Passages that were chosen so that many say a part are unlike texts; those of a group that was not may count several times, and
those of a group that is to stay unseen 0 times. Files belong to a group by their name up to the first dash. Prints precision, recall and F1 of each label for each group, by
the rules alone and with weights that were fitted without the group. Needs scipy.
"""
import collections
import csv
import json
import os
import sys

import numpy as np
import scipy.sparse

from fit import LANGUAGES, are_titles, logit, regression, shares, sign_columns

LABELS = ["lead", "deadline", "budget", "indicator"]
# The least probability at which a label is given that no rule found, at which one that a rule found is kept, and the strength
# of the ridge.
THRESHOLD = {"lead": 0.5, "deadline": 0.6, "budget": 0.5, "indicator": 0.5}
KEPT = {"lead": 0.1, "deadline": 0.1, "budget": 0.1, "indicator": 0.15}
RIDGE = 0.37
# Signs in fewer passages are left out; so are weights of words that make no difference.
FEWEST, LEAST = 12, 0.1


class Passages:
    def __init__(self, lines, vocabulary, times):
        self.lines = [line for line in lines if line["language"] in LANGUAGES]
        self.groups = np.array([line["set"].split("-")[0] for line in self.lines])
        self.times = np.array([times.get(group, 1.0) for group in self.groups])
        counts = collections.Counter(sign for line in self.lines for sign in line["signs"])
        self.signs = sorted(sign for sign in counts if counts[sign] >= FEWEST)
        self.signed = sign_columns(self.lines, self.signs)
        self.words = shares(self.lines, vocabulary, np.ones(len(vocabulary)))
        self.features = scipy.sparse.hstack([self.words, self.signed]).tocsr()
        self.titled = are_titles(self.lines)

    def labelled(self):
        return np.array([line.get("parts") is not None for line in self.lines])

    def right(self, label):
        return np.array([label in (line.get("parts") or []) for line in self.lines])

    def found(self, label):
        return np.array(["found:" + label in line["signs"] for line in self.lines])

    def open(self, label):
        """Those that may be given the label by weight."""
        able = np.array([label in line["likeliest"] for line in self.lines])
        return able & ~self.titled & ~self.found(label)


def fit(passages, label, chosen):
    """Constant, weights of words and weights of signs."""
    rows = chosen & passages.labelled() & (passages.times > 0)
    constant, _, weights = regression(
        passages.features[rows], np.zeros(rows.sum()), passages.right(label)[rows], passages.times[rows], RIDGE)
    weights = np.round(weights, 2)
    words, signs = np.split(weights, [passages.words.shape[1]])
    words[np.abs(words) < LEAST] = 0
    return constant - logit(THRESHOLD[label]), words, signs


def given(passages, label, model):
    constant, words, signs = model
    weighed = constant + passages.words @ words + passages.signed @ signs
    doubted = passages.found(label) & ~passages.titled & (weighed + bonus(label) <= 0)
    return passages.found(label) & ~doubted | (weighed > 0) & passages.open(label)


def bonus(label):
    """What is added for a label that a rule found."""
    return round(logit(THRESHOLD[label]) - logit(KEPT[label]), 2)


def score(right, given):
    both = (right & given).sum()
    precision, recall = both / max(given.sum(), 1), both / max(right.sum(), 1)
    return "%.3f %.3f %.3f" % (precision, recall, 2 * both / max(right.sum() + given.sum(), 1))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    path = os.path.join(sys.argv[2], "word-weights.csv")
    with open(path) as file:
        table = list(csv.DictReader(file))
    vocabulary = [row["word"] for row in table if row["word"]]
    with open(sys.argv[1]) as file:
        times = {group: float(number) for group, number in (word.split("=") for word in sys.argv[3:] if "=" in word)}
        passages = Passages([json.loads(line) for line in file], vocabulary, times)
    for label in LABELS:
        for group in sorted(set(passages.groups)):
            rows = (passages.groups == group) & passages.labelled()
            right = passages.right(label)
            if right[rows].any():
                model = fit(passages, label, passages.groups != group)
                print(f"{label:10} {group:12} {right[rows].sum():4} of {rows.sum():4}  rules: {score(right[rows], passages.found(label)[rows])}"
                      f"   weighed: {score(right[rows], given(passages, label, model)[rows])}", flush=True)
    if "write" in sys.argv[3:]:
        everything = np.ones(len(passages.lines), bool)
        write(passages, {label: fit(passages, label, everything) for label in LABELS}, table, vocabulary, sys.argv[2])


def write(passages, models, table, vocabulary, folder):
    number = {word: at for at, word in enumerate(vocabulary)}
    codes = [code for code in table[0] if code and code not in LABELS]
    with open(os.path.join(folder, "word-weights.csv"), "w") as file:
        print(",".join(codes + LABELS), file=file)
        for row in table:
            word = row["word"]
            values = [models[label][1][number[word]] if word else models[label][0] for label in LABELS]
            cells = [f"{value:.2f}" if value else "" for value in values]
            print(",".join([row[code] for code in codes] + cells), file=file)
    path = os.path.join(folder, "commitment-weights.csv")
    with open(path) as file:
        commitment = {row["sign"]: row["commitment"] for row in csv.DictReader(file)}
    place = {sign: at for at, sign in enumerate(passages.signs)}
    with open(path, "w") as file:
        print("sign,commitment," + ",".join(LABELS), file=file)
        print("kept,," + ",".join(f"{bonus(label):.2f}" for label in LABELS), file=file)
        for sign in sorted((place | commitment).keys() - {"kept"}):
            weights = [models[label][2][place[sign]] if sign in place else 0 for label in LABELS]
            cells = [f"{weight:.2f}" if weight else "" for weight in weights]
            print(",".join([sign, commitment.get(sign, "")] + cells), file=file)


if __name__ == "__main__":
    main()
