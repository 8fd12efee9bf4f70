"""AMI and ARI against worked examples (scikit-learn's documentation), and their limits."""

import pytest

from measure._agreement import adjusted_mutual_information as ami
from measure._agreement import adjusted_rand as ari

SIX = ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2])


def test_published_examples():
    assert ami(*SIX) == pytest.approx(0.29879245817089)
    assert ari(*SIX) == pytest.approx(0.24242424242424)
    assert ari([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(0.57142857142857)
    assert ari([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.57142857142857)
    assert ari([0, 0, 0, 0], [0, 1, 2, 3]) == 0.0
    assert ami([0, 0, 0, 0], [0, 1, 2, 3]) == 0.0
    assert ari([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)


def test_names_do_not_matter_and_equal_groupings_agree_wholly():
    assert ami("aabbc", [5, 5, 1, 1, 2]) == pytest.approx(1.0)
    assert ari("aabbc", [5, 5, 1, 1, 2]) == pytest.approx(1.0)


def test_groupings_of_different_things_are_refused():
    with pytest.raises(ValueError, match="2 and 3"):
        ami([1, 2], [1, 2, 3])
