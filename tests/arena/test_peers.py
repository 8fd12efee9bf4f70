"""Golden scores of public data, and the defects of peers that touch mathematics."""

import csv
import json
from pathlib import Path

import evalica
import numpy as np
import pytest

from rostra import arena
from rostra.arena._ranks import critical, errors_of

DATA = Path(__file__).parents[3] / "shared" / "data" / "arena"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="../shared/data/arena is not here")
ELO = 400 / np.log(10)
WINNER = {"left": evalica.Winner.X, "right": evalica.Winner.Y, "tie": evalica.Winner.Draw}


def read(name):
    with (DATA / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def votes_of(name):
    rows = read(name)
    return arena.columns(*([row[k] for row in rows] for k in ("left", "right", "winner")))


def real():
    return arena.from_pairs(json.loads((DATA / "lmsys_pair_counts_20240814.json").read_text()))


@needs_data
@pytest.mark.parametrize("name", ["evalica_simple", "evalica_food", "llmfao"])
def test_golden_bradley_terry_scores(name):
    votes = votes_of({"llmfao": "llmfao_votes.csv"}.get(name, f"{name}.csv"))
    golden_name = {"llmfao": "llmfao_golden_scores.csv"}.get(name, f"{name}_golden.csv")
    golden = {
        row["item"]: float(row["score"])
        for row in read(golden_name)
        if row["algorithm"] == "bradley_terry"
    }
    board = arena.rate(votes)
    worth = {r.name: np.exp((r.score - 1000) / ELO) for r in board.ratings}
    assert worth.keys() == golden.keys()
    total = sum(worth.values())
    scale = sum(golden.values()) / total
    for item, score in golden.items():  # theirs stop at a tolerance of 1e-6
        assert worth[item] * scale == pytest.approx(score, rel=2e-3, abs=1e-5)


@needs_data
def test_golden_online_elo():
    golden = {
        r["item"]: float(r["score"])
        for r in read("evalica_food_golden.csv")
        if r["algorithm"] == "elo"
    }
    told = arena.elo(votes_of("evalica_food.csv"), k=4, base=1000, shuffles=0)
    assert dict(zip(told.names, told.scores, strict=True)) == pytest.approx(golden)


def test_online_elo_is_labelled_by_how_far_its_order_leads_it():
    votes = arena.columns(["a", "b"] * 50, ["b", "a"] * 50, ["left"] * 100)
    told = arena.elo(votes, k=32)
    assert (told.high - told.low).max() > 1
    assert "order-dependent" in told.label
    assert arena.rate(votes).ratings[0].score == pytest.approx(1000)


@needs_data
def test_the_optimum_is_reached_on_the_real_board():
    """FastChat stops 1.2 Elo off here, arena-rank 0.15 (defect 2); the gradient tells."""
    counts = real()
    board = arena.rate(counts)
    order = [r.name for r in board.ratings]
    laid = arena.named(counts, order)
    share = laid.wins + (laid.ties + laid.bad) / 2
    gradient = share.sum(1) - (board.meetings * board.predicted).sum(1)
    assert np.abs(gradient).max() < 1e-6  # expected wins of 77,509 votes, as printed by the board


@needs_data
def test_the_optimum_is_that_of_evalica():
    rows = read("llmfao_votes.csv")
    theirs = evalica.bradley_terry(
        [r["left"] for r in rows], [r["right"] for r in rows], [WINNER[r["winner"]] for r in rows],
        tolerance=1e-12, limit=10_000,
    ).scores  # fmt: skip
    logs = np.log(theirs) * ELO
    logs = logs - logs.mean() + 1000
    for rating in arena.rate(votes_of("llmfao_votes.csv")).ratings:
        assert rating.score == pytest.approx(logs[rating.name], abs=1e-3)


@needs_data
def test_the_published_board_is_reproduced():
    published = {
        r["model"]: float(r["rating"]) for r in read("lmsys_published_ratings_20240813.csv")
    }
    board = arena.rate(real(), anchor="mixtral-8x7b-instruct-v0.1", base=1114)
    apart = [abs(r.score - published[r.name]) for r in board.ratings if r.name in published]
    assert len(apart) == 127
    assert np.median(apart) < 0.1


@needs_data
def test_the_anchor_is_as_uncertain_as_others():
    """FastChat pins it in every sample: its interval has no width, the others too much (3)."""
    anchor = "mixtral-8x7b-instruct-v0.1"
    free, held = arena.rate(real()), arena.rate(real(), anchor=anchor, base=1114)
    assert next(r for r in held.ratings if r.name == anchor).score == pytest.approx(1114)
    for a, b in zip(free.ratings, held.ratings, strict=True):
        assert (a.name, a.high - a.low) == (b.name, pytest.approx(b.high - b.low))
        assert b.high - b.low > 1
    assert (free.separated == held.separated).all()


@needs_data
def test_separated_pairs_hold_for_the_whole_board():
    """Overlapping intervals separate 7,806 of 8,256 pairs and are wrong on 18 % of boards (6)."""
    board = arena.rate(real())
    assert 4.2 < board.critical < 4.45
    assert 7_450 < board.separated.sum() / 2 < 7_600
    assert sum(board.separated[k, k + 1] for k in range(128)) <= 9
    for k, rating in enumerate(board.ratings):
        better, worse = board.separated[k, :k].sum(), board.separated[k, k + 1 :].sum()
        assert (rating.rank_low, rating.rank_high) == (1 + better, 129 - worse)
        assert rating.rank_low <= rating.rank <= rating.rank_high


@needs_data
def test_the_bootstrap_agrees_with_the_sandwich():
    counts = arena.count(votes_of("llmfao_votes.csv"))
    board, drawn = arena.rate(counts), arena.bootstrap(counts, rounds=200)
    width = {r.name: r.high - r.low for r in board.ratings}
    ratio = [
        (h - lo) / width[n] for n, lo, h in zip(drawn.names, drawn.low, drawn.high, strict=True)
    ]
    assert drawn.refused == 0
    assert np.median(ratio) == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize("seed", range(4))
def test_the_largest_t_is_exact_though_few_pairs_are_looked_at(seed):
    """Against all pairs, on covariances of which some entrants hang closely together."""
    rng = np.random.default_rng(seed)
    size = 12
    root = rng.normal(size=(size, size)) * rng.uniform(0.01, 3, size)
    covariance = root @ root.T / size
    covariance[1] = covariance[:, 1] = 0.999 * covariance[0]  # one moves almost as another
    covariance[1, 1] = covariance[0, 0]
    normal = np.random.default_rng(9).multivariate_normal(
        np.zeros(size), covariance, 200_000, method="eigh"
    )
    t = np.abs(normal[:, :, None] - normal[:, None]) / (errors_of(covariance) + np.eye(size))
    assert critical(covariance, 0.95, 0) == pytest.approx(
        np.quantile(t.max((1, 2)), 0.95), rel=0.03
    )


@needs_data
def test_agreement_of_voters_is_krippendorffs():
    """The example of Krippendorff (2011, section C): alpha 0.743 nominal, 0.815 ordinal."""
    with (DATA / "krippendorff_codings.csv").open() as lines:
        codings = [[float(cell) if cell else None for cell in row] for row in csv.reader(lines)]
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(codings, dtype=float)
    assert evalica.alpha(frame, distance="nominal").alpha == pytest.approx(0.743, abs=5e-4)
    assert evalica.alpha(frame, distance="ordinal").alpha == pytest.approx(0.815, abs=1e-3)
