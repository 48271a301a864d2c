#!/usr/bin/env python3
"""Fits Resources/coding/word-weights.csv to labelled passages: what the words of a passage say of relevance, of the objectives of
the Compact and of commitment beside the terms of the lists; and commitment-weights.csv, what signs of a commitment weigh beside the words.
parts.py, which is run after it, adds the columns of a commitment's parts to both.

    CONCORD_GOLD=FILE:FILE... CONCORD_PASSAGES=passages.jsonl swift test --filter LabelledPassagesExport
    python3 Benchmarks/words/fit.py passages.jsonl [FOLDER [keep] [GROUP=TIMES]...]

A logistic regression for each code: the weight of its terms, a constant, and one weight for each word; a passage has its known words in
proportion to their rarity, of length 1 in all, and their weights are kept small (ridge). Of commitment small words say as much as rare ones,
so that there each known word counts alike. Relevance is fitted to the passages that have a term of it, objectives to
the relevant ones. What is written is in the units of the terms' weights, so that a code is given where terms and words together reach what
its terms alone have to reach (NEEDED) in other languages and for a user's own codes.

Where passages were chosen for what terms say of them, those that terms do not call relevant are rarer than in texts: in the groups named
they count so many times for relevance.

Commitment is fitted to the sets that have labels of it, in log-odds; a passage in which no verb binds commits above 0. With `keep` what
the folder says of commitment stays as it is: that of an earlier fit, to passages that are not to be had any more.

Files belong to a group by their name up to the first dash. Prints precision, recall and F1 of relevance, macro and micro F1 of objectives and F1 of
commitment for each group, by terms (and verbs) alone and by terms with words that were fitted without the group; writes the table, fitted to all, into the
folder. Needs scipy.
"""
import collections
import csv
import json
import math
import os
import sys

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

OBJECTIVES = [f"GCM-{number:02d}" for number in range(1, 24)]
LANGUAGES = {"en", "fr", "es"}
# Weights of terms that suffice without words.
NEEDED = {"relevant": 2.188, "objective": 1.95}
# Least probability, and the strength of the ridge.
THRESHOLD = {"relevant": 0.3, "objective": 0.2, "commitment": 0.5}
# What objectives after the first need (scoring.csv).
FURTHER = 0.38
RIDGE = {"relevant": 0.15, "objective": 0.15, "commitment": 0.37}
# Signs are scaled so that their ridge is nine times that of words.
SIGN = 1 / 3
MOST = 3
# The signs of a commitment beside modality and role.
SHAPES = {"colon", "enumerated", "quoted", "semicolon", "small"}
# Words may take so much from the terms of relevance and add so much to them at most (scoring.csv): they are a reason to doubt, and less
# to believe.
MOST_TAKEN, MOST_ADDED = 2, 0.4
# Words in fewer passages are left out; so are weights that make no difference.
FEWEST, LEAST = 8, 0.25


def logit(probability):
    return math.log(probability / (1 - probability))


class Passages:
    def __init__(self, lines, times):
        self.lines = [line for line in lines if not line["contextOnly"] and line["language"] in LANGUAGES]
        self.groups = np.array([line["set"].split("-")[0] for line in self.lines])
        self.is_relevant = np.array([line["relevant"] for line in self.lines])
        self.relevance = np.array([line["relevance"] for line in self.lines])
        rare = np.array([times.get(group, 1.0) for group in self.groups])
        self.times = np.where(self.relevance < NEEDED["relevant"], rare, 1.0)
        self.sums = np.array([[line["sums"].get(code, 0.0) for code in OBJECTIVES] for line in self.lines])
        self.has = np.array([[k + 1 in line["objectives"] for k in range(len(OBJECTIVES))] for line in self.lines])
        self.commits = np.array([bool(line.get("commits")) for line in self.lines])
        self.has_commitments = np.array([line.get("commits") is not None for line in self.lines])
        self.bound = np.array(["bound" in line["signs"] for line in self.lines], float)
        self.titled = are_titles(self.lines)
        self.signs = sorted({sign for line in self.lines for sign in line["signs"] if sign.startswith(("modality:", "role:")) or sign in SHAPES})
        self.signed = sign_columns(self.lines, self.signs)
        counts = collections.Counter(word for line in self.lines for word in line["words"])
        self.vocabulary = sorted(word for word in counts if counts[word] >= FEWEST)
        self.rarity = rarity(self.vocabulary, counts, len(self.lines))
        self.shares = shares(self.lines, self.vocabulary, self.rarity)
        self.words = self.shares @ scipy.sparse.diags(self.rarity)
        self.even = shares(self.lines, self.vocabulary, np.ones(len(self.vocabulary)))


def are_titles(lines):
    """Titles and recitals, of which nothing is weighed."""
    return np.array([bool({"role:title", "role:recital"} & set(line["signs"])) for line in lines])


def sign_columns(lines, signs):
    return scipy.sparse.csr_matrix(np.array([[sign in line["signs"] for sign in signs] for line in lines], float))


def rarity(vocabulary, counts, passages):
    """Inverse document frequency (Sparck Jones 1972) as a share of the rarest word's: the rarer a word, the more it says."""
    frequency = np.array([counts[word] for word in vocabulary])
    return np.round(np.log(passages / frequency) / math.log(passages / FEWEST), 2)


def shares(lines, vocabulary, rarity):
    """A column for each word, divided by the root of the sum of the squares of the rarities of the passage's known words."""
    column = {word: number for number, word in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, line in enumerate(lines):
        known = [column[word] for word in line["words"] if word in column]
        rows += [row] * len(known)
        columns += known
        values += [1 / math.sqrt(max(sum(rarity[number] ** 2 for number in known), 1e-9))] * len(known)
    return scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(lines), len(column)))


def regression(words, terms, is_right, times, ridge):
    """Constant, slope of the terms and weights of the words."""
    sign = np.where(is_right, 1.0, -1.0)

    def loss(parameters):
        constant, slope, weights = parameters[0], parameters[1], parameters[2:]
        margin = sign * (constant + slope * terms + words @ weights)
        pull = -sign * times / (1 + np.exp(np.clip(margin, -500, 500)))
        value = (times * np.logaddexp(0, -margin)).sum() + ridge / 2 * (weights @ weights)
        return value, np.concatenate([[pull.sum(), pull @ terms], words.T @ pull + ridge * weights])

    start = np.zeros(words.shape[1] + 2)
    start[:2] = -1, 1
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return found[0], found[1], found[2:]


def fit(passages, chosen):
    """For each code the constant and the weights of words, in units of the terms' weights, and the slope."""

    def weights(kind, rows, terms, is_right):
        times = passages.times if kind == "relevant" else np.ones(len(passages.lines))
        constant, slope, words = regression(
            passages.words[rows], terms[rows], is_right[rows], times[rows], RIDGE[kind])
        least = logit(THRESHOLD[kind])
        words = passages.rarity * words / slope
        words[np.abs(words) < LEAST] = 0
        return (constant - least) / slope + NEEDED[kind], np.round(words, 2), slope

    spoken = chosen & (passages.relevance > 0)
    found = {"relevant": weights("relevant", spoken, passages.relevance, passages.is_relevant)}
    rows = chosen & passages.is_relevant
    for k, code in enumerate(OBJECTIVES):
        found[code] = weights("objective", rows, passages.sums[:, k], passages.has[:, k])
    return found


def fit_commitment(passages, chosen):
    """Constant, weights of words, and weights of signs."""
    rows = chosen & passages.has_commitments
    features = scipy.sparse.hstack([passages.even, SIGN * passages.signed]).tocsr()
    constant, _, weights = regression(
        features[rows], passages.bound[rows], passages.commits[rows], np.ones(rows.sum()), RIDGE["commitment"])
    words = np.round(weights[: len(passages.vocabulary)], 2)
    words[np.abs(words) < LEAST] = 0
    signs = SIGN * weights[len(passages.vocabulary):]
    return constant - logit(THRESHOLD["commitment"]), words, signs


def committed(passages, rows, model):
    if model is None:
        return passages.bound[rows] > 0
    constant, words, signs = model
    weighed = constant + passages.even[rows] @ words + passages.signed[rows] @ signs > 0
    return (passages.bound[rows] > 0) | (weighed & ~passages.titled[rows])


def coded(passages, rows, model):
    """Relevance and objectives of the passages, by terms and the words of the model; by terms alone without one."""
    words = passages.shares[rows]

    def added(code):
        return 0 if model is None else model[code][0] + words @ model[code][1]

    terms = passages.relevance[rows]
    is_relevant = (terms > 0) & (terms + np.clip(added("relevant"), -MOST_TAKEN, MOST_ADDED) >= NEEDED["relevant"])
    sums = np.column_stack([passages.sums[rows, k] + added(code) for k, code in enumerate(OBJECTIVES)])
    given = (sums >= NEEDED["objective"]) & is_relevant[:, None]
    ranks = (-sums).argsort(axis=1).argsort(axis=1)
    given &= ranks < MOST
    if model is None:
        given &= sums >= 0.5 * sums.max(axis=1)[:, None]
    else:
        slope = np.median([model[code][2] for code in OBJECTIVES])
        given &= (ranks == 0) | (sums >= NEEDED["objective"] + (logit(FURTHER) - logit(THRESHOLD["objective"])) / slope)
    return is_relevant, given


def f1(right, given):
    both = (right & given).sum(axis=0)
    return 2 * both / np.maximum(right.sum(axis=0) + given.sum(axis=0), 1)


def both(passages, chosen):
    return fit(passages, chosen), fit_commitment(passages, chosen)


def describe(passages, rows, models):
    model, commitments = models
    is_relevant, given = coded(passages, rows, model)
    right, labels = passages.is_relevant[rows], passages.has[rows]
    found = (right & is_relevant).sum()
    occurring = labels.any(axis=0)
    chosen = rows & passages.has_commitments
    return (
        f"relevance {found / max(is_relevant.sum(), 1):.3f} {found / max(right.sum(), 1):.3f} {f1(right, is_relevant):.3f}, "
        f"objectives {f1(labels, given)[occurring].mean():.3f} {f1(labels.ravel(), given.ravel()):.3f}, "
        f"commitment {f1(passages.commits[chosen], committed(passages, chosen, commitments)):.3f}")


def column(folder, file, key):
    """What a table of the folder says of commitment."""
    with open(os.path.join(folder, file)) as table:
        return {row[key]: float(row["commitment"] or 0) for row in csv.DictReader(table)}


def write(passages, model, commitments, folder, keeps):
    if keeps:
        words = column(folder, "word-weights.csv", "word")
        signs = column(folder, "commitment-weights.csv", "sign")
        constant = words.pop("")
    else:
        constant, *weights = commitments
        words, signs = (dict(zip(*pair)) for pair in zip((passages.vocabulary, passages.signs), weights))
    codes = ["relevant"] + OBJECTIVES
    table = np.column_stack([model[code][1] for code in codes])
    rows = {word: ["%.2f" % rarity, *row] for word, rarity, row in zip(passages.vocabulary, passages.rarity, table)}
    with open(os.path.join(folder, "word-weights.csv"), "w") as file:
        print("word,rarity," + ",".join(codes) + ",commitment", file=file)
        print(",," + ",".join(f"{model[code][0]:.2f}" for code in codes) + f",{constant:.2f}", file=file)
        for word in sorted(rows.keys() | words):
            # A word that only commitments know has no rarity: it counts for nothing elsewhere.
            rarity, *row = rows.get(word, ["0"] + [0] * len(codes)) + [words.get(word, 0)]
            if any(row):
                print(f"{word},{rarity}," + ",".join(f"{value:.2f}" if value else "" for value in row), file=file)
    with open(os.path.join(folder, "commitment-weights.csv"), "w") as file:
        print("sign,commitment", file=file)
        for sign in sorted(signs):
            print(f"{sign},{signs[sign]:.2f}", file=file)
    for kind, slope in (("relevance", model["relevant"][2]), ("objective", np.median([model[c][2] for c in OBJECTIVES]))):
        name = "relevant" if kind == "relevance" else kind
        least = logit(THRESHOLD[name])
        print(f"scoring.csv: {kind},{least - slope * NEEDED[name]:.3f},{slope:.3f},{THRESHOLD[name]}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    times = {group: float(number) for group, number in (word.split("=") for word in sys.argv[3:] if "=" in word)}
    with open(sys.argv[1]) as file:
        passages = Passages([json.loads(line) for line in file], times)
    for group in sorted(set(passages.groups)):
        rows = passages.groups == group
        print(f"{group:12} {rows.sum():5}  terms: {describe(passages, rows, (None, None))}")
        print(f"{'':18}  words: {describe(passages, rows, both(passages, ~rows))}", flush=True)
    if len(sys.argv) > 2:
        everything = np.ones(len(passages.lines), bool)
        models = both(passages, everything)
        print(f"all, seen           words: {describe(passages, everything, models)}")
        write(passages, *models, sys.argv[2], "keep" in sys.argv[3:])


if __name__ == "__main__":
    main()
