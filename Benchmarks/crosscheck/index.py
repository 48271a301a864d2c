#!/usr/bin/env python3
"""Random recipes for composite indices, run by concord and by the numpy code below, compared cell by cell.

    index.py CONCORD [COUNT] [SEED]

The numpy code follows the formulas of the OECD/JRC Handbook and shares nothing with Concord. A cell agrees within 1e-9 relative or
1e-12 absolute. Each disagreement is printed with the folder of its recipe, which is kept; exit status 1 if there is one.
"""
import csv, json, math, os, random, shutil, subprocess, sys, tempfile
import numpy as np

GAP = None  # an empty cell; nan is a number that cannot be


def bad(v):
    return v is None or math.isnan(v)


def present(x):
    return [v for v in x if not bad(v)]


def long_sum(values):
    """In extended precision, as R sums, so that equal scores come out equal where they do there."""
    s = np.longdouble(0)
    for v in values: s += np.longdouble(v)
    return float(s)


# ---- statistics

def skew(x):
    v = np.array(present(x)); n = len(v)
    if n < 3: return None
    if v.min() == v.max(): return math.nan
    m = v - math.fsum(v) / n
    return math.sqrt(n) * math.fsum(m**3) / math.fsum(m**2) ** 1.5 * math.sqrt(n * (n - 1)) / (n - 2)


def kurt(x):
    v = np.array(present(x)); n = len(v)
    if n < 4: return None
    if v.min() == v.max(): return math.nan
    m = v - math.fsum(v) / n
    r = n * math.fsum(m**4) / math.fsum(m**2) ** 2
    return ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


class Edge(Exception):
    """A statistic that lies on its threshold but for rounding: either answer is right."""


def passes(x, s, k):
    a, b = skew(x), kurt(x)
    for v, t in ((a, s), (b, k)):
        if not bad(v) and abs(abs(v) - t) < 1e-9: raise Edge
    if a is not None and not math.isnan(a) and abs(a) < s: return True
    if b is not None and not math.isnan(b) and b < k: return True
    if bad(a) or bad(b): return None
    return False


# ---- filling gaps

def centre(v, how):
    v = present(v)
    if not v: return None
    return math.fsum(v) / len(v) if how == "mean" else float(np.median(v))


def impute(rows, cols, data, step, groups, meta):
    how = step["method"]
    if step.get("by") == "row":
        level = step.get("within_level")
        families = {}
        for c in cols:
            families.setdefault(ancestor(meta, c, level) if level else "", []).append(c)
        out = {c: list(data[c]) for c in cols}
        for members in families.values():
            lo, hi = {}, {}
            for c in members:
                v = [meta[c]["Direction"] * u for u in present(data[c])]
                if v: lo[c], hi[c] = min(v), max(v)
            for i in rows:
                shares = [(data[c][i] * meta[c]["Direction"] - lo[c]) / (hi[c] - lo[c]) for c in members
                          if not bad(data[c][i]) and lo[c] < hi[c]]
                s = centre(shares, how)
                if s is None: continue
                for c in members:
                    if data[c][i] is None and c in lo:
                        out[c][i] = (s * (hi[c] - lo[c]) + lo[c]) * meta[c]["Direction"]
        return out
    out = {}
    for c in cols:
        x = data[c]; y = list(x)
        if step.get("group"):
            g = groups[step["group"]]
            for name in {g[i] for i in rows if g[i]}:
                inside = [i for i in rows if g[i] == name]
                v = centre([x[i] for i in inside], how)
                if v is None and how == "mean": v = math.nan
                for i in inside:
                    if x[i] is None: y[i] = v
        else:
            v = centre([x[i] for i in rows], how)
            for i in rows:
                if x[i] is None: y[i] = v
        out[c] = y
    return out


def series(x, t, how, most, years):
    """One unit's series, in the order of time."""
    y = list(x); there = [i for i in range(len(x)) if not bad(x[i])]
    if not there: return y
    for i in range(len(x)):
        if x[i] is not None: continue
        before = [j for j in there if j < i]; after = [j for j in there if j > i]
        if how == "latest":
            if before:
                back = years.index(t[i]) - years.index(t[before[-1]])
                if most is None or back <= most: y[i] = x[before[-1]]
        elif how == "constant":
            y[i] = x[before[-1]] if before else x[there[0]]
        else:
            if len(there) < 2:
                if how == "linear-constant": y[i] = x[there[0]]
                continue
            if before and after:
                a, b = before[-1], after[0]
                y[i] = x[a] + (x[b] - x[a]) * (t[i] - t[a]) / (t[b] - t[a])
            else:
                y[i] = x[before[-1]] if before else x[after[0]]
    return y


# ---- outliers

def winsorise(x, most, s, k):
    y = list(x); high, low = set(), set()
    while passes(y, s, k) is False and (most is None or len(high) + len(low) < most):
        v = present(y); a, b = min(v), max(v)
        if a == b: break
        if skew(y) >= 0:
            top = [i for i in range(len(y)) if y[i] == b]; to = max(u for u in v if u != b); high = set(top)
            for i in top: y[i] = to
        else:
            top = [i for i in range(len(y)) if y[i] == a]; to = min(u for u in v if u != a); low = set(top)
            for i in top: y[i] = to
        if passes(y, s, k) is None: return None
    return y


def transform(x, name, lam):
    v = present(x); a, b = min(v), max(v); r = b - a
    def f(u):
        if name == "log_CT": return math.log(u - a + 0.01 * r)
        if name == "log_CT_orig": return math.log(u - a + 1)
        if name == "log_CT_plus": return math.log(u - a + 0.01 * r) if skew(x) > 0 else -math.log(b + 0.01 * r - u)
        if name == "log_GII": return math.log((b - 1) * (u - a) / r + 1)
        z = u - a + 1
        return math.log(z) if lam == 0 else (z**lam - 1) / lam
    if name == "log_GII" and b <= 1: return None
    return [None if u is None else u if math.isnan(u) else f(u) for u in x]


def treat(x, p):
    s, k = p.get("skew_thresh", 2), p.get("kurt_thresh", 3.5)
    if passes(x, s, k) is not False: return x
    w = winsorise(x, p.get("winmax", 5), s, k)
    if w is None: return x
    fallback = p.get("fallback", "log_CT")
    if passes(w, s, k) or fallback == "none": return w
    t = transform(w if p.get("combined") else x, fallback, p.get("lambda", 0))
    return x if t is None or passes(t, s, k) is None else t


# ---- normalisation

def ranks(x, ties):
    v = sorted(present(x))
    def r(u):
        first = sum(w < u for w in v) + 1; last = sum(w <= u for w in v)
        return first if ties == "min" else last if ties == "max" else (first + last) / 2
    return [None if bad(u) else float(r(u)) for u in x]


def div(a, b):
    if b != 0: return a / b
    return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)


def normalise(x, method, p, units):
    v = present(x)
    if not v: return x
    lo, hi = min(v), max(v); n = len(v)
    each = lambda f: [u if bad(u) else f(u) for u in x]
    if method == "minmax":
        l, u = p.get("l", 0), p.get("u", 100); return each(lambda w: div(w - lo, hi - lo) * (u - l) + l)
    if method == "zscore":
        if n < 2: return each(lambda w: None)
        m = math.fsum(v) / n; sd = math.sqrt(math.fsum([(w - m) ** 2 for w in v]) / (n - 1))
        if lo == hi: return each(lambda w: math.nan)
        return each(lambda w: (w - m) / sd * p.get("sd", 1) + p.get("mean", 0))
    if method == "scaled": return each(lambda w: (w - p["l"]) / (p["u"] - p["l"]) * p.get("scale", 100))
    if method == "dist2max": return each(lambda w: 1 - div(hi - w, hi - lo))
    if method == "fracmax": return each(lambda w: div(w, hi))
    if method == "rank": return ranks(x, p.get("ties", "min"))
    if method == "borda": return [None if bad(u) else u - 1 for u in ranks(x, p.get("ties", "min"))]
    if method == "percentile_rank": return [None if bad(u) else div(u - 1, n - 1) for u in ranks(x, p.get("ties", "min"))]
    if method == "dist2ref":
        ref = x[units.index(p["ref"])] if p["ref"] in units else None
        if bad(ref): return [None] * len(x)
        f = lambda w: 1 - div(ref - w, ref - lo)
        return each(lambda w: 1 if p.get("cap_max") and f(w) > 1 else f(w))
    if method == "dist2targ":
        t, d = p["target"], p.get("direction", 1)
        f = (lambda w: div(w - lo, t - lo)) if d > 0 else (lambda w: div(hi - w, hi - t))
        return each(lambda w: 1 if p.get("cap_max") and f(w) > 1 else f(w))
    if method == "goalposts":
        l, u, d = p["l"], p["u"], p.get("direction", 1)
        f = lambda w: (w - l) / (u - l) if d > 0 else (w - u) / (l - u)
        clip = (lambda y: min(max(y, 0), 1)) if p.get("truncate", True) else (lambda y: y)
        return each(lambda w: clip(f(w)) * p.get("scale", 1))
    if method == "none": return x
    raise KeyError(method)


def from_meta(method, row):
    d = row["Direction"]
    if method == "minmax": return {"l": row["minmax_lower"], "u": row["minmax_upper"]}
    if method == "zscore": return {"mean": row["zscore_mean"], "sd": row["zscore_sd"]}
    if method == "dist2targ": return {"target": row["Target"] * d, "cap_max": row["dist2targ_cap_max"]}
    if method in ("scaled", "goalposts"):
        a, b = row[method[:-1] + "_lower" if method == "goalposts" else "scaled_lower"], row[
            "goalpost_upper" if method == "goalposts" else "scaled_upper"]
        out = {"l": a, "u": b} if d > 0 else {"l": -b, "u": -a}
        out["scale"] = row["goalpost_scale" if method == "goalposts" else "scale_factor"]
        if method == "goalposts": out["truncate"] = row["goalpost_trunc2posts"]
        return out
    return {}


# ---- aggregation

def mean_of(x, w, method, p):
    pairs = [(a, b) for a, b in zip(x, w) if not bad(a)]
    total = long_sum(b for _, b in pairs)
    if not pairs or total == 0: return None
    if method == "amean": return long_sum(b / total * a for a, b in pairs)
    if method == "gmean":
        if any(a <= 0 for a, _ in pairs): raise ValueError("gmean")
        return math.exp(math.fsum(b * math.log(a) for a, b in pairs) / total)
    if method == "hmean":
        if any(a == 0 for a, _ in pairs): raise ValueError("hmean")
        return div(total, math.fsum(b / a for a, b in pairs))
    if p < 0 and any(a <= 0 for a, _ in pairs): raise ValueError("genmean")
    power = lambda a, q: math.nan if a < 0 and q != int(q) else div(1, 0.0) if a == 0 and q < 0 else a**q
    return power(math.fsum(b * power(a, p) for a, b in pairs) / total, 1 / p)


def copeland(table, w):
    n = len(table); out = []
    for i in range(n):
        s = 0
        for j in range(n):
            if i == j: continue
            both = [k for k in range(len(w)) if not bad(table[i][k]) and not bad(table[j][k])]
            whole = math.fsum(w[k] for k in both)
            if whole == 0: continue
            o = math.fsum(w[k] * (1 if table[i][k] > table[j][k] else 0.5 if table[i][k] == table[j][k] else 0) for k in both) / whole
            s += 1 if o > 0.5 + 1e-12 else -1 if o < 0.5 - 1e-12 else 0
        out.append(float(s))
    return out


def ancestor(meta, code, level):
    while meta[code]["Level"] < level: code = meta[code]["Parent"]
    return code


def aggregate(blocks, data, step, meta, top, sets):
    out = {c: list(v) for c, v in data.items()}
    size = sum(len(b) for b in blocks)
    for level in range(2, top + 1):
        method = step["levels"][level - 2] if len(step["levels"]) > 1 else step["levels"][0]
        limit = step.get("dat_thresh")
        limit = limit[level - 2] if isinstance(limit, list) else limit
        for code in [c for c in meta if meta[c]["Level"] == level]:
            children = [c for c in meta if meta[c].get("Parent") == code]
            if not children: continue
            w = [sets[step["weights"]][c] if step["weights"] != "equal" else 1 for c in children]
            y = [None] * size
            for b in blocks:
                if method == "copeland":
                    found = copeland([[out[c][i] for c in children] for i in b], w)
                else:
                    found = [mean_of([out[c][i] for c in children], w, method, step.get("p")) for i in b]
                for i, v in zip(b, found):
                    share = sum(not bad(out[c][i]) for c in children) / len(children)
                    y[i] = None if share == 0 or (limit is not None and share < limit) else v
            out[code] = y
    return out


# ---- a recipe

class World:
    """A random table, its metadata and a recipe."""

    def __init__(self, seed):
        r = self.r = random.Random(seed)
        n = r.choice([3, 5, 8, 12, 20, 35]); self.years = [2018 + k for k in range(r.choice([1, 1, 1, 3, 5]))]
        self.panel = len(self.years) > 1
        self.units = sorted("".join(r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(3)) + str(k) for k in range(n))
        self.top = r.choice([2, 3, 3, 4]); self.meta = {}
        codes = [f"i{k}" for k in range(r.randint(3, 14))]
        width = {1: codes}
        for level in range(2, self.top + 1):
            below = width[level - 1]
            count = 1 if level == self.top else max(1, min(len(below), r.randint(1, 4)))
            width[level] = [f"L{level}_{k}" for k in range(count)]
        for level in range(1, self.top + 1):
            above = width.get(level + 1)
            for k, code in enumerate(width[level]):
                parent = None if above is None else above[k] if k < len(above) else r.choice(above)
                self.meta[code] = {"Level": level, "Parent": parent, "Direction": r.choice([1, 1, -1]) if level == 1 else 1,
                                   "Weight": r.choice([1, 1, 2, 0.5, r.random(), 0 if r.random() < .3 else 1]),
                                   "Type": "Indicator" if level == 1 else "Aggregate"}
        for code in self.meta:  # every family needs some weight
            kids = [c for c in self.meta if self.meta[c]["Parent"] == code]
            if kids and all(self.meta[c]["Weight"] == 0 for c in kids): self.meta[kids[0]]["Weight"] = 1
        self.codes = codes
        self.rows = sorted([(u, t) for u in self.units for t in self.years], key=lambda a: (a[1], a[0]) if self.panel else a)
        gaps = r.choice([0, 0.05, 0.2, 0.5])
        self.data = {}
        for c in codes:
            kind = r.choice(["normal", "normal", "lognormal", "cauchy", "ties", "negative", "zeros", "constant" if r.random() < .2 else "normal"])
            def draw():
                if kind == "normal": return r.gauss(50, 10)
                if kind == "lognormal": return math.exp(r.gauss(0, 2))
                if kind == "cauchy": return r.gauss(0, 1) / (abs(r.gauss(0, 1)) + 0.05)
                if kind == "ties": return float(r.randint(0, 4))
                if kind == "negative": return -r.expovariate(0.01)
                if kind == "zeros": return 0.0 if r.random() < .6 else r.expovariate(0.1)
                return 7.25
            self.data[c] = [None if r.random() < gaps else draw() for _ in self.rows]
            m = self.meta[c]; v = present(self.data[c]) or [0.0]
            m.update(Target=r.choice([max(v), min(v), r.gauss(0, 20)]), minmax_lower=r.choice([0, 1, -5]), minmax_upper=100,
                     zscore_mean=r.randint(0, 20), zscore_sd=r.choice([1, 2.5]), scaled_lower=r.choice([0, -3.5]), scaled_upper=r.choice([10, 77]),
                     scale_factor=r.choice([1, 100]), goalpost_lower=r.choice([0, -10]), goalpost_upper=r.choice([50, 9.5]),
                     goalpost_scale=r.choice([1, 100]), goalpost_trunc2posts=r.choice([True, False]), dist2targ_cap_max=r.choice([True, False]))
            m["Denominator"] = r.choice(["", "", "pop", "gdp"])
        self.sizes = {d: [r.choice([r.expovariate(0.001) + 1e-3, float(r.randint(1, 9))]) if r.random() > gaps / 4 else None for _ in self.rows] for d in ("pop", "gdp")}
        fixed = {u: r.choice(["north", "south", "east", ""]) for u in self.units}
        self.groups = {"region": [fixed[u] for u, _ in self.rows]}
        self.alt = {c: r.choice([r.random(), 0.25, 3]) for c in self.meta}
        self.recipe = self.steps()

    def steps(self):
        r = self.r; steps = []
        if r.random() < .6: steps.append({"op": "denominate"})
        if r.random() < .15:
            steps[-1:] = [{"op": "denominate", "denominators": {r.choice(self.codes): "gdp"}, "scale": r.choice([1, 1000])}]
        def gaps():
            kinds = ["mean", "median", "row", "group"] + (["latest", "linear", "constant", "linear-constant"] * 2 if self.panel else [])
            k = r.choice(kinds); s = {"op": "impute", "method": k}
            if k == "row": s = {"op": "impute", "method": r.choice(["mean", "median"]), "by": "row", "within_level": r.randint(2, self.top)}
            if k == "group": s = {"op": "impute", "method": r.choice(["mean", "median"]), "group": "region"}
            if k == "latest" and r.random() < .6: s["max_time"] = r.randint(1, 3)
            return s
        def screen():
            s = {"op": "screen", "rule": r.choice(["byNA", "byzeros", "byNAandzeros"]), "dat_thresh": r.choice([0.3, 0.5, 0.667, 0.9]), "nonzero_thresh": r.choice([0.05, 0.3, 0.6])}
            if r.random() < .2: s["force"] = {r.choice(self.units): r.choice([True, False])}
            return s
        middle = []
        if r.random() < .7: middle.append(gaps())
        if r.random() < .4: middle.append(screen())
        r.shuffle(middle); steps += middle
        if r.random() < .7:
            t = {"op": "treat", "winmax": r.choice([0, 1, 2, 5, None]), "skew_thresh": r.choice([2, 1, 1.5]), "kurt_thresh": r.choice([3.5, 1, 2]),
                 "fallback": r.choice(["log_CT", "log_CT_orig", "log_CT_plus", "boxcox", "log_GII", "none"])}
            if t["fallback"] == "boxcox": t["lambda"] = r.choice([0, 0.5, -1, 0.2])
            if r.random() < .3: t["combined"] = True
            if r.random() < .3: t["indiv_specs"] = {r.choice(self.codes): r.choice(["none", {"winmax": 1}, {"fallback": "log_CT_orig", "skew_thresh": 0.5, "kurt_thresh": 0.5}])}
            if self.panel and r.random() < .3: t["global"] = True
            steps.append(t)
        method = r.choice(["minmax", "zscore", "scaled", "rank", "borda", "percentile_rank", "dist2max", "fracmax", "dist2ref", "dist2targ", "goalposts", "minmax", "minmax"])
        def params(method):
            return {"minmax": {"l": r.choice([0, 1]), "u": r.choice([100, 10])}, "zscore": {"mean": r.choice([0, 10]), "sd": r.choice([1, 2])},
                    "scaled": {"l": r.choice([0, -5]), "u": r.choice([100, 40]), "scale": r.choice([100, 1])},
                    "rank": {"ties": r.choice(["min", "max", "average"])}, "borda": {"ties": r.choice(["min", "max", "average"])}, "percentile_rank": {"ties": "min"},
                    "dist2ref": {"ref": r.choice(self.units), "cap_max": r.choice([True, False])}, "dist2targ": {"target": r.gauss(10, 20), "direction": r.choice([1, -1]), "cap_max": r.choice([True, False])},
                    "goalposts": {"l": r.choice([0, -10]), "u": r.choice([60, 20]), "scale": r.choice([1, 100]), "direction": r.choice([1, -1]), "truncate": r.choice([True, False])}}.get(method, {})
        norm = {"op": "normalise", "method": method, "params": params(method)}
        if method in ("minmax", "zscore", "scaled", "dist2targ", "goalposts") and r.random() < .4: norm["params"] = "iMeta"
        if self.panel and method == "dist2ref": norm["global"] = False
        elif self.panel: norm["global"] = r.choice([True, False])
        if r.random() < .25:
            other = r.choice(["zscore", "minmax", "goalposts", "rank"]); norm["indiv_specs"] = {r.choice(self.codes): {"method": other, "params": params(other)}}
        steps.append(norm)
        kinds = ["amean", "amean", "gmean", "hmean", "genmean", "copeland"]
        levels = [r.choice(kinds)] if r.random() < .5 else [r.choice(kinds) for _ in range(self.top - 1)]
        agg = {"op": "aggregate", "levels": levels * (self.top - 1) if len(levels) == 1 else levels, "weights": r.choice(["original", "alt", "equal"])}
        if "genmean" in levels: agg["p"] = r.choice([2, 0.5, -1, 3])
        if r.random() < .35: agg["dat_thresh"] = r.choice([0.5, [r.choice([0.4, 0.66, 1]) for _ in range(self.top - 1)]])
        steps.append(agg)
        self.excluded = [r.choice(self.units)] if r.random() < .15 else []
        spare = [c for c in self.codes if sum(self.meta[d]["Parent"] == self.meta[c]["Parent"] and self.meta[d]["Weight"] > 0 for d in self.meta if d != c) > 0]
        self.left_out = [r.choice(spare)] if spare and r.random() < .15 else []
        for s in steps:  # nothing may speak of what is left out
            for key in ("indiv_specs", "denominators", "force"):
                if key in s: s[key] = {k: v for k, v in s[key].items() if k not in self.left_out + self.excluded}
            if s.get("params", {}) != "iMeta" and isinstance(s.get("params"), dict) and s["params"].get("ref") in self.excluded:
                s["params"]["ref"] = [u for u in self.units if u not in self.excluded][0]
        return steps

    def write(self, folder):
        rows = list(range(len(self.rows))); self.r.shuffle(rows)
        cell = lambda v: "" if v is None else repr(v) if isinstance(v, float) else str(v)
        with open(folder + "/iData.csv", "w", newline="") as f:
            w = csv.writer(f); w.writerow(["uCode", "uName"] + (["Time"] if self.panel else []) + self.codes + ["pop", "gdp", "region"])
            for i in rows:
                u, t = self.rows[i]
                w.writerow([u, "Land " + u] + ([t] if self.panel else []) + [cell(self.data[c][i]) for c in self.codes] + [cell(self.sizes[d][i]) for d in ("pop", "gdp")] + [self.groups["region"][i]])
        extra = ["Target", "minmax_lower", "minmax_upper", "zscore_mean", "zscore_sd", "scaled_lower", "scaled_upper", "scale_factor", "goalpost_lower", "goalpost_upper", "goalpost_scale", "goalpost_trunc2posts", "dist2targ_cap_max"]
        with open(folder + "/iMeta.csv", "w", newline="") as f:
            w = csv.writer(f); w.writerow(["iCode", "iName", "Type", "Level", "Parent", "Direction", "Weight", "Denominator"] + extra)
            for c, m in self.meta.items():
                w.writerow([c, "Name of " + c, m["Type"], m["Level"], m["Parent"] or "", m["Direction"], repr(m["Weight"]), m.get("Denominator", "")] + [str(m.get(k, "")).upper() if isinstance(m.get(k), bool) else cell(m.get(k)) for k in extra])
            for d in ("pop", "gdp"): w.writerow([d, d, "Denominator", "", "", "", "", ""] + [""] * len(extra))
            w.writerow(["region", "Region", "Group", "", "", "", "", ""] + [""] * len(extra))
        with open(folder + "/weights_alt.csv", "w", newline="") as f:
            w = csv.writer(f); w.writerow(["iCode", "Weight"]); w.writerows([c, repr(v)] for c, v in self.alt.items())
        with open(folder + "/chain.json", "w") as f:
            json.dump({"id": "random", "data": "iData.csv", "meta": "iMeta.csv", "steps": self.recipe, "exclude_units": self.excluded, "exclude_indicators": self.left_out}, f, indent=1)

    def run(self):
        """The table after each step: (rows, {code: column}); raises ValueError where a step cannot be."""
        meta = {c: m for c, m in self.meta.items() if c not in self.left_out}
        while True:
            empty = [c for c in meta if meta[c]["Level"] > 1 and not any(m["Parent"] == c for m in meta.values())]
            if not empty: break
            meta = {c: m for c, m in meta.items() if c not in empty}
        cols = [c for c in self.codes if c in meta]
        keep = [i for i, (u, _) in enumerate(self.rows) if u not in self.excluded]
        rows = [self.rows[i] for i in keep]
        data = {c: [self.data[c][i] for i in keep] for c in cols}
        sizes = {d: [self.sizes[d][i] for i in keep] for d in self.sizes}
        groups = {g: [self.groups[g][i] for i in keep] for g in self.groups}
        stages = []
        for step in self.recipe:
            units = [u for u, _ in rows]
            blocks = [[i for i, (_, t) in enumerate(rows) if t == y] for y in self.years]
            op = step["op"]
            if op == "denominate":
                of = step.get("denominators")
                new = dict(data)
                for c in cols:
                    d = of.get(c) if of is not None else None
                    if d is None: d = meta[c]["Denominator"]
                    if d: new[c] = [None if x is None or z is None else x / (z / step.get("scale", 1)) for x, z in zip(data[c], sizes[d])]
                data = new
            elif op == "impute":
                if step["method"] in ("latest", "linear", "constant", "linear-constant"):
                    new = {c: list(data[c]) for c in cols}
                    for u in sorted(set(units)):
                        own = sorted([i for i in range(len(rows)) if units[i] == u], key=lambda i: rows[i][1])
                        for c in cols:
                            for i, v in zip(own, series([data[c][i] for i in own], [rows[i][1] for i in own], step["method"], step.get("max_time"), self.years)): new[c][i] = v
                    data = new
                else:
                    new = {c: list(data[c]) for c in cols}
                    for b in blocks:
                        sub = {c: [data[c][i] for i in b] for c in cols}
                        found = impute(range(len(b)), cols, sub, step, {g: [v[i] for i in b] for g, v in groups.items()}, meta)
                        for c in cols:
                            for i, v in zip(b, found[c]): new[c][i] = v
                    data = new
            elif op == "screen":
                kept = []
                for i, (u, _) in enumerate(rows):
                    x = [data[c][i] for c in cols]; miss = sum(bad(v) for v in x); zero = sum(v == 0 for v in x)
                    low = 1 - miss / len(x) < step["dat_thresh"]
                    lowzero = len(x) > miss and 1 - zero / (len(x) - miss) < step["nonzero_thresh"]
                    out = {"byNA": low, "byzeros": lowzero, "byNAandzeros": low or lowzero}[step["rule"]]
                    if step.get("force", {}).get(u) is not None: out = not step["force"][u]
                    if not out: kept.append(i)
                rows = [rows[i] for i in kept]; data = {c: [v[i] for i in kept] for c, v in data.items()}
                sizes = {c: [v[i] for i in kept] for c, v in sizes.items()}; groups = {c: [v[i] for i in kept] for c, v in groups.items()}
            elif op == "treat":
                new = {c: list(data[c]) for c in cols}
                for b in [list(range(len(rows)))] if step.get("global") else blocks:
                    for c in cols:
                        own = step.get("indiv_specs", {}).get(c)
                        if own == "none": continue
                        for i, v in zip(b, treat([data[c][i] for i in b], {**step, **(own or {})})): new[c][i] = v
                data = new
            elif op == "normalise":
                new = {c: list(data[c]) for c in cols}
                for b in [list(range(len(rows)))] if step.get("global", True) else blocks:
                    for c in cols:
                        own = step.get("indiv_specs", {}).get(c)
                        method, p = (own["method"], own["params"]) if own else (step["method"], step["params"])
                        if p == "iMeta": p = from_meta(method, meta[c])
                        if p.get("ref") and p["ref"] not in units: raise ValueError("the unit to compare with is not there")
                        x = [None if data[c][i] is None else data[c][i] * meta[c]["Direction"] for i in b]
                        for i, v in zip(b, normalise(x, method, p, [units[i] for i in b])): new[c][i] = v
                data = new
            else:
                sets = {"original": {c: m["Weight"] for c, m in meta.items()}, "alt": self.alt}
                data = aggregate(blocks, data, step, meta, self.top, sets)
            stages.append((list(rows), {c: list(v) for c, v in data.items()}))
        self.final = meta
        return stages


def read(path, only):
    with open(path, newline="") as f: rows = list(csv.DictReader(f))
    value = lambda s: None if s == "" else float(s)
    return {(r["uCode"], int(float(r["Time"])) if "Time" in r else only): {c: value(v) for c, v in r.items() if c not in ("uCode", "uName", "Time", "region") and c != "Land"} for r in rows}


def agree(a, b):
    if a is None or b is None: return a is None and b is None
    if math.isnan(a) or math.isnan(b): return math.isnan(a) and math.isnan(b)
    if math.isinf(a) or math.isinf(b): return a == b
    return abs(a - b) <= max(1e-12, 1e-9 * max(abs(a), abs(b)))


def compare(world, folder, concord):
    out = folder + "/out"
    got = subprocess.run([concord, "index", folder + "/chain.json", "--out", out], capture_output=True, text=True)
    try: expected, failure = world.run(), None
    except (ValueError, OverflowError) as e: expected, failure = None, str(e)
    if expected is None: return None if got.returncode >= 2 else f"numpy stops ({failure}); concord exits {got.returncode}"
    if not expected[-1][0]: return None if got.returncode >= 2 else "nothing is left, and concord does not say so"
    if got.returncode >= 2 or not os.path.exists(out): return "concord stops: " + got.stderr.strip()[:300]
    for number, (rows, table) in enumerate(expected, 1):
        op = world.recipe[number - 1]["op"]
        only = rows[0][1] if rows else 0
        found = read(f"{out}/{number}_{op}.csv", only)
        wanted = {(u, t) for u, t in rows}
        if set(found) != wanted: return f"step {number} {op}: other units {sorted(set(found) ^ wanted)[:4]}"
        for i, (u, t) in enumerate(rows):
            for c, column in table.items():
                v = found[(u, t)].get(c, math.pi)
                if not agree(column[i], v): return f"step {number} {op}, {c} of {u} {t}: numpy {column[i]}, concord {v}"
    rows, table = expected[-1]
    placed = read(out + "/ranks.csv", expected[-1][0][0][1])
    for y in world.years:
        b = [i for i, (_, t) in enumerate(rows) if t == y]
        for c in [c for c in table if world.final[c]["Level"] > 1]:
            for i in b:
                v = table[c][i]
                want = None if bad(v) else 1.0 + sum(not bad(table[c][j]) and table[c][j] > v * (1 + math.copysign(1e-12, v)) + 1e-300 for j in b)
                near = [] if bad(v) else [j for j in b if j != i and not bad(table[c][j]) and table[c][j] != v and agree(table[c][j], v)]
                if near: continue
                got = placed[(rows[i][0], y)].get(c, math.pi)
                if not agree(want, got): return f"ranks, {c} of {rows[i]}: numpy {want}, concord {got}"
    return None


def main():
    concord = sys.argv[1]; count = int(sys.argv[2]) if len(sys.argv) > 2 else 300; seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    wrong = stopped = 0
    for k in range(seed, seed + count):
        world = World(k); folder = tempfile.mkdtemp(prefix=f"chain{k}-"); world.write(folder)
        try: problem = compare(world, folder, concord)
        except Edge: problem = None
        if problem: wrong += 1; print(f"{k} ({folder}): {problem}", flush=True)
        else: shutil.rmtree(folder)
    print(f"{count} recipes, {wrong} disagreements")
    sys.exit(wrong > 0)


main()
