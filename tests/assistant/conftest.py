"""A small shelf of posts that most tests ask."""

import pytest
from shelf import NOW, make_post, search_in

from rostra.assistant import Desk


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def ferry():
    return [
        make_post(
            1, "The Lindau ferry hit the pier this morning. 4 passengers slightly hurt.", hours=5
        ),
        make_post(
            2,
            "Ferry service on Lake Constance is stopped until Tuesday, says the operator.",
            hours=4,
        ),
        make_post(3, "I love sunny mornings by the lake!", hours=3),
        make_post(4, "林道渡轮今早撞上码头，4名乘客轻伤。", hours=2),
    ]


@pytest.fixture
def desk(ferry):
    return Desk(search=search_in(ferry))
