#!/usr/bin/env python3
"""Writes Tests/Reference/Evaluate/statistics.json: what scipy and scikit-learn make of cases.

    Scripts/statistics-reference.py

It needs numpy, scipy and scikit-learn. Scores and probabilities are rounded, so that ties are
common. What neither library has is taken from its definition, by another way than the program's:
DeLong's variance from the whole matrix of comparisons, bins from averaged ranks, the area under the
risk-coverage curve and the calibration error by chance as means over random draws.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

BINS = 15


def binomial(successes, trials):
    interval = stats.binomtest(successes, trials).proportion_ci(0.95, "exact")
    upper = stats.beta.ppf(0.95, successes + 1, trials - successes) if successes < trials else 1
    return {"successes": successes, "trials": trials, "upper": float(upper),
            "interval": [float(interval.low), float(interval.high)]}


def ranked(positives, negatives):
    truth = np.r_[np.ones(len(positives)), np.zeros(len(negatives))]
    area = roc_auc_score(truth, np.r_[positives, negatives])
    beats = np.sign(positives[:, None] - negatives[None, :]) / 2 + 0.5
    variance = sum(
        np.var(beats.mean(axis), ddof=1) / size
        for axis, size in ((1, len(positives)), (0, len(negatives))) if size > 1)
    return {"positives": positives.tolist(), "negatives": negatives.tolist(),
            "area": float(area), "standardError": float(np.sqrt(variance))}


def calibration(p, happened):
    place = np.floor((stats.rankdata(p) - 1) * BINS / len(p)).astype(int)
    parts = [place == b for b in range(BINS) if (place == b).any()]
    return sum(abs(happened[part].mean() - p[part].mean()) * part.mean() for part in parts)


def risk_area(p, happened, random):
    confidence = np.maximum(p, 1 - p)
    order = np.lexsort((random.random(len(p)), -np.round(confidence, 9)))
    wrong = ((p >= 0.5) != happened)[order]
    return (np.cumsum(wrong) / np.arange(1, len(p) + 1)).mean()


def forecasts(count, digits, sharpness, random):
    p = np.round(random.random(count) ** sharpness, digits)
    happened = random.random(count) < p ** 1.3
    draws = [random.random(count) < p for _ in range(400)]
    return {"probabilities": p.tolist(), "happened": happened.tolist(),
            "error": float(calibration(p, happened)),
            "errorByChance": float(np.mean([calibration(p, draw) for draw in draws])),
            "riskArea": float(np.mean([risk_area(p, happened, random) for _ in range(400)]))}


def main():
    random = np.random.default_rng(20)

    def draw(mean, count, digits):
        return np.round(random.normal(mean, 1, count), digits)

    scores = [
        ranked(draw(shift, m, digits), draw(0, n, digits))
        for shift, m, n, digits in [(1, 40, 60, 1), (3, 25, 30, 0), (0.2, 80, 17, 3), (9, 5, 4, 2)]]
    reference = {
        "binomial": [binomial(k, n) for k, n in [
            (0, 1), (1, 1), (1, 2), (3, 150), (7, 2000), (150, 150), (1350, 1500), (1499, 1500),
            (12, 40), (5000, 12000)]],
        "ranked": scores,
        "forecasts": [
            forecasts(300, 2, 1, random), forecasts(157, 1, 2, random),
            forecasts(450, 6, 1, random)],
    }
    path = Path(__file__).parent.parent / "Tests/Reference/Evaluate/statistics.json"
    path.write_text(json.dumps(reference) + "\n")


if __name__ == "__main__":
    main()
