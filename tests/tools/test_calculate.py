"""The calculator: exact, in both languages, and never for long."""

import time
from datetime import UTC, datetime

import pytest

from rostra.assistant._needs import needed
from rostra.tools import Setting, calculator, call

SETTING = Setting(datetime(2026, 8, 20, 12, tzinfo=UTC))
TOOLS = (calculator(SETTING),)


def worked(expression):
    return call(TOOLS, "calculate", {"expression": expression})


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0.1+0.2", "= 0.3"),
        ("2^10", "= 1,024"),
        ("10!", "= 3,628,800"),
        ("17% of 2.3 million", "= 391,000"),
        ("230万的17%", "= 391,000"),
        ("1200加15%", "= 1,380"),
        ("1200 + 15%", "= 1,380"),
        ("200 - 15% - 10", "= 160"),
        ("20% + 15%", "= 0.35"),
        ("100 + 2 * 15%", "= 100.3"),
        ("三百五十加二十", "= 370"),
        ("一万两千除以三", "= 4,000"),
        ("十万加五千", "= 105,000"),
        ("三千的百分之十五", "= 450"),
        ("八十的四分之一", "= 20"),
        ("五＋３", "= 8"),
        ("1,234.5 * 2", "= 2,469"),
        ("-2^2", "= -4"),
        ("sqrt(144)", "= 12"),
        ("5 miles to km", "= 8.04672 km"),
        ("100 °F to °C", "≈ 37.7777777778 °C"),
        ("days between 2026-02-27 and 2026-03-01", ": 2 days"),
    ],
)
def test_it_is_exact(expression, value):
    done = worked(expression)
    assert not done.error
    assert done.text.endswith(value)


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("1/0", "divides by zero"),
        ("0^-1", "divides by zero"),
        ("9**9**9", "smaller"),
        ("9^9^9^9^9", "smaller"),
        ("99999!", "factorial"),
        ("2**100000", "smaller"),
        ("(" * 200 + "1", "nested"),
        ("-" * 300 + "1", "nested"),
        ("sqrt(" * 90 + "2", "nested"),
        ("(-8)^0.5", "no real number"),
        ("log(0)", "no real result"),
        ("__import__('os').system('id')", "no calculation"),
        ("open('/etc/passwd')", "no calculation"),
        ("3 +", "too early"),
        ("5 kg in m", "cannot be converted"),
        ("5 blorp to km", "blorp"),
        ("x" * 501, "at most 500"),
        ("1e9999*1e9999", "digits"),
    ],
)
def test_what_cannot_be_worked_out_is_told_at_once(expression, says):
    worked("5 miles to km")  # the units are read once
    began = time.process_time()
    done = worked(expression)
    assert says in done.error
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("question", "tool"),
    [
        ("9/11", None),
        ("what is 9/11?", None),
        ("9/11是什么", None),
        ("calculate 9/11", "calculate"),
        ("how much is 9/11", "calculate"),
        ("what is 144/12?", "calculate"),
        ("1200加15%", "calculate"),
        ("三百五十加二十等于多少？", "calculate"),
        ("十三减去台风", None),
        ("what happened on 9/11?", None),
    ],
)
def test_a_day_is_no_division(question, tool):
    need = needed(question, SETTING)
    assert (need.tool if need else None) == tool
