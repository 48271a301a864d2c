#!/usr/bin/env python3
"""Random small worlds, estimated by `concord flows --case` and by the numpy code below, compared cell by cell.

    flows.py CONCORD [COUNT] [SEED]

The numpy code follows the literature (Abel 2013, 2018; Abel and Cohen 2019; Azose and Raftery 2019; Bell et al. 2002), builds the whole
table of birthplace, origin and destination, and fits by plain sweeps. Totals agree within 1e-6 relative, cells within 1e-4. The
identities of the accounts are asserted on what concord prints. Exit status 1 if anything disagrees.
"""
import json, subprocess, sys, tempfile
import numpy as np


def sweep(seed, rows, cols, most=400000):
    m = np.array(seed, float)
    for _ in range(most):
        r = m.sum(1); m *= np.where(r > 0, rows / np.where(r > 0, r, 1), 0)[:, None]
        c = m.sum(0); m *= np.where(c > 0, cols / np.where(c > 0, c, 1), 0)[None, :]
        if np.abs(m.sum(1) - rows).max() <= 1e-12 * max(1, rows.max()): return m
    return None


def natives(S):
    S = S.copy()
    for i in range(len(S)):
        if S[i, i] < 0:
            whole = S[:, i].sum(); S[i, i] = 0; S[:, i] *= whole / S[:, i].sum()
    return S


def adjusted(S1, S2, b, d, mode):
    S1, S2 = natives(S1), natives(S2)
    if mode == "closed":
        off = (b - d).sum() - (S2.sum() - S1.sum()); t1, t2 = np.trace(S1), np.trace(S2)
        S1[np.diag_indices(len(S1))] *= (t1 - off / 2) / t1; S2[np.diag_indices(len(S2))] *= (t2 + off / 2) / t2
    B = np.diag(b).astype(float)
    for i in range(len(b)):
        if b[i] > S2[i, i]: B[:, i] = S2[:, i] * b[i] / S2[:, i].sum()
    A2 = S2 - B
    A1 = S1 - S1 / S1.sum(0) * d
    r1, r2 = A1.sum(1), A2.sum(1)
    if mode == "closed":
        if min(A1.min(), A2.min()) < 0: return None, min(A1.min(), A2.min())
        a, z = sweep(A1, (r1 + r2) / 2, A1.sum(0)), sweep(A2, (r1 + r2) / 2, A2.sum(0))
        return ((a, z), 0) if a is not None and z is not None else (None, None)
    out, into = np.maximum(r1 - r2, 0), np.maximum(r2 - r1, 0)
    safe = lambda v: np.where(v > 0, v, 1)
    if mode == "open-dr": A1, A2 = A1 - A1 * (out / safe(r1))[:, None], A2 - A2 * (into / safe(r2))[:, None]
    else: A1, A2 = A1 - A2 * (out / safe(r2))[:, None], A2 - A1 * (into / safe(r1))[:, None]
    least = min(A1.min(), A2.min())
    return (None, least) if least < -1e-9 else ((A1, A2), 0)


def estimate(A1, A2, offset):
    n = len(A1); cube = np.zeros((n, n, n))
    for k in range(n):
        stay = np.minimum(A1[k], A2[k]); leave, come = A1[k] - stay, A2[k] - stay
        if leave.sum() > 0 and come.sum() > 0:
            come = come * leave.sum() / come.sum()
            if offset is None: cube[k] = np.outer(leave, come) / leave.sum()
            else:
                m = np.where((leave[:, None] > 0) & (come[None, :] > 0), offset, 0)
                cube[k] = sweep(m, leave, come)
        np.fill_diagonal(cube[k], stay)
    T = A1.sum(1); independent = sum(np.outer(A1[k], A2[k]) / T[k] for k in range(n) if T[k] > 0)
    return cube, independent


def parts(cube):
    n = len(cube); total = {"od_min": np.zeros((n, n)), "outward": np.zeros((n, n)), "return_": np.zeros((n, n)), "transit": np.zeros((n, n))}
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if i == j: continue
                total["od_min"][i, j] += cube[k, i, j]
                total["outward" if k == i else "return_" if k == j else "transit"][i, j] += cube[k, i, j]
    return total


def accounting(case, mode):
    S1, S2 = np.array(case["stock_start"], float), np.array(case["stock_end"], float)
    b, d = np.array(case["births"], float), np.array(case["deaths"], float)
    tables, least = adjusted(S1, S2, b, d, mode)
    if tables is None: return {"error": least}
    cube, independent = estimate(*tables, np.array(case["seed"]) if "seed" in case else None)
    p = parts(cube); off = ~np.eye(len(b), dtype=bool); independent = independent * off
    found = {**{k: v for k, v in p.items() if k == "od_min"}, "total_min": p["od_min"].sum(),
             **{k: p[k].sum() for k in ("outward", "return_", "transit")}, "net": p["od_min"].sum(0) - p["od_min"].sum(1)}
    if "seed" not in case:
        found["od_independence"] = independent
        if mode == "closed": found["od_pseudo_bayes_0.87"] = 0.87 * p["od_min"] + 0.13 * independent
    return found


def differences(case):
    S1, S2 = np.array(case["stock_start"], float), np.array(case["stock_end"], float)
    d = S2 - S1; np.fill_diagonal(d, 0); up = np.maximum(d, 0); P = S1.copy(); np.fill_diagonal(P, 0)
    return {"drop_negatives": up, "reverse_negatives": up + np.maximum(-d, 0).T, "rates": case["world_flow"] * P / P.sum()}


def net_scaling(case):
    m, net = np.array(case["prior"], float), np.array(case["net"], float); np.fill_diagonal(m, 0); a = np.ones(len(net))
    for _ in range(300000):
        P, Q = (m / a[None, :]).sum(1), (a[:, None] * m).sum(0); old = a
        a = np.sqrt(a * (-net + np.sqrt(net**2 + 4 * P * Q)) / (2 * P))
        if np.abs(a / old - 1).max() < 1e-14: break
    return {"table": a[:, None] * m / a[None, :]}


def indices(case):
    m, pop = np.array(case["flows"], float), np.array(case["population"], float); n = len(pop); off = ~np.eye(n, dtype=bool)
    m = m * off; v = m[off]; M = v.sum(); N = len(v); net = m.sum(0) - m.sum(1)
    q = sweep(off * 1.0, m.sum(1), m.sum(0))
    gaps = sum(abs(x - y) for x in v for y in v)
    return {"connectivity": (v > 0).sum() / N, "inequality_equal": np.abs(v / M - 1 / N).sum() / 2, "inequality_expected": np.abs(v / M - q[off] / M).sum() / 2,
            "gini_total_corrected": gaps / (2 * N * M) * N / (N - 1), "effectiveness": 100 * np.abs(net).sum() / (m.sum(0) + m.sum(1)).sum(),
            "aggregate_net_migration_rate": 50 * np.abs(net).sum() / pop.sum(), "crude_migration_probability": 100 * M / pop.sum(),
            "courgeau_k": 100 * M / pop.sum() / np.log(n**2), "coefficient_of_variation": v.std() / v.mean()}


def world(seed):
    g = np.random.default_rng(seed); n = int(g.integers(2, 9)); kind = ["plain", "plain", "negative", "births", "empty", "offset", "difference", "ipf", "net", "indices", "gone"][seed % 11]
    if kind == "ipf":
        table = g.exponential(40, (n, n + int(g.integers(-1, 2)))) * (g.random((n, 1)) > -1); mask = g.random(table.shape) > 0.2; mask[:, 0] = mask[0, :] = True
        target = table * mask * g.uniform(.5, 2, table.shape)
        return {"kind": "ipf2", "seed": (table * mask).round(3).tolist(), "rows": target.sum(1).tolist(), "cols": target.sum(0).tolist()}
    if kind == "net":
        prior = g.exponential(50, (n, n)).round(1) + 1; np.fill_diagonal(prior, 0); net = g.normal(0, 100, n).round(1); net[-1] -= net.sum()
        return {"kind": "net_scaling", "prior": prior.tolist(), "net": net.tolist()}
    if kind == "indices":
        flows = np.round(g.lognormal(4, 2, (n, n))) * (g.random((n, n)) > .2); np.fill_diagonal(flows, 0); n0 = np.roll(np.arange(n), 1); flows[np.arange(n), n0] += 3
        return {"kind": "indices", "flows": flows.tolist(), "population": g.integers(10**4, 10**7, n).tolist()}
    S1 = np.round(g.lognormal(7, 1.5, (n, n))); S2 = np.round(S1 * g.lognormal(0, .3, (n, n)))
    homes = np.round(g.lognormal(12, 1, n)); np.fill_diagonal(S1, homes); np.fill_diagonal(S2, np.round(homes * g.uniform(.97, 1.05, n)))
    if kind == "difference": return {"kind": "stock_difference_and_rates", "stock_start": S1.tolist(), "stock_end": S2.tolist(), "world_flow": float(g.integers(1000, 10**6))}
    if kind == "negative": S2[0, 0] = -round(S2[1:, 0].sum() * .3)
    if kind == "empty": S1[1, [j for j in range(n) if j != 1]] = 0; S2[1, [j for j in range(n) if j != 1]] = 0
    if kind == "gone": S2[:, 0] = np.where(np.arange(n) == 0, S2[:, 0], 0)
    births = np.round(np.minimum(S1.sum(0) * g.uniform(.02, .1, n), S2.sum(0) * .4)); deaths = np.round(S1.sum(0) * g.uniform(.01, .06, n))
    if kind == "births": births[0] = round(max(S2[0, 0], 1) + (S2[:, 0].sum() - S2[0, 0]) * .5)
    case = {"kind": "flow_accounting", "stock_start": S1.tolist(), "stock_end": S2.tolist(), "births": births.tolist(), "deaths": deaths.tolist()}
    if kind == "offset": case["seed"] = (g.exponential(2, (n, n)) + .01).tolist()
    return case


def close(a, b, path, wrong):
    if isinstance(a, dict):
        for k in a: close(a[k], b.get(k), path + "." + k, wrong) if k in (b or {}) else wrong.append(f"{path}.{k} is missing")
        return
    try: x, y = np.array(a, float), np.array(b, float)
    except (TypeError, ValueError): wrong.append(f"{path}: {str(b)[:80]}"); return
    if x.shape != y.shape: wrong.append(f"{path}: shape {y.shape}"); return
    gap = np.abs(x - y); limit = 1e-4 if x.ndim == 2 or path.endswith(".net") else 1e-6 * max(1, abs(float(x)) if x.ndim == 0 else 1)
    if x.size and gap.max() > limit: wrong.append(f"{path}: off by {gap.max():.3g} of {np.abs(x).max():.3g}")


def main():
    concord = sys.argv[1]; count = int(sys.argv[2]) if len(sys.argv) > 2 else 300; seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    cases = [{"id": str(k), **world(k)} for k in range(seed, seed + count)]
    file = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False); json.dump(cases, file); file.close()
    got = subprocess.run([concord, "flows", "--case", file.name], capture_output=True, text=True)
    answers = {a["id"]: a for a in json.loads(got.stdout)} if got.stdout.strip().startswith("[") else {}
    bad = errors = 0
    for case in cases:
        answer = answers.get(case["id"]); wrong = []
        if answer is None: wrong.append("no answer: " + got.stderr[:300])
        elif case["kind"] == "flow_accounting":
            for mode in ("closed", "open-dr", "open"):
                want, own = accounting(case, mode), answer.get(mode) or {}
                if "error" in want:
                    errors += 1
                    if "error" not in own: wrong.append(f"{mode}: numpy refuses ({want['error']}), concord does not")
                    elif want["error"] is not None and "min" in own: close(want["error"], own["min"], mode + ".min", wrong)
                    continue
                if "error" in own: wrong.append(f"{mode}: concord refuses: {own}"); continue
                close(want, own, mode, wrong)
                od = np.array(own["od_min"])
                if abs(od.sum() - own["outward"] - own["return_"] - own["transit"]) > 1e-6 * max(1, od.sum()): wrong.append(f"{mode}: kinds do not add up")
                if abs(sum(own["net"])) > 1e-6 * max(1, od.sum()): wrong.append(f"{mode}: the world's net is not 0")
        elif case["kind"] == "ipf2": close({"table": sweep(np.array(case["seed"]), np.array(case["rows"]), np.array(case["cols"]))}, answer, "", wrong)
        else: close({"stock_difference_and_rates": differences, "net_scaling": net_scaling, "indices": indices}[case["kind"]](case), answer, "", wrong)
        if wrong: bad += 1; print(case["id"], case["kind"], "; ".join(wrong[:3]), flush=True)
    print(f"{count} cases, {bad} disagreements, {errors} modes refused by both" if not bad else f"{count} cases, {bad} disagreements (cases in {file.name})")
    sys.exit(bad > 0)


main()
