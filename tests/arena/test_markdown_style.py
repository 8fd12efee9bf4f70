"""A text's style: length alike in both languages, markup outside code."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import style_of


def test_markup_is_counted_by_kind():
    text = "# Title\n\nSome **bold** and __strong__ words.\n\n## Part\n- one\n* two\n1. three\n2) four\n"
    assert style_of(text)[1:] == (2.0, 2.0, 4.0)


def test_code_counts_towards_the_length_alone():
    code = "```python\n# a remark\n- 1\n**kwargs, **more**\n```\n"
    assert style_of(code)[1:] == (0.0, 0.0, 0.0)
    assert style_of(code)[0] > 10
    assert style_of("~~~\n# a remark\n~~~\n# Title")[1] == 1.0
    assert style_of("```\n# never closed\n# still code")[1] == 0.0
    assert style_of("````\n```\n# inside\n````\n# Title")[1] == 1.0
    assert style_of("use `**kwargs` and `**other**` here")[2] == 0.0


def test_rules_hashtags_and_arithmetic_are_no_markup():
    assert style_of("* * *\n- - -\n---\n***")[1:] == (0.0, 0.0, 0.0)
    assert style_of("#news today\n2**3**4 is big\nsnake__case__name")[1:] == (0.0, 1.0, 0.0)
    assert style_of("-5 degrees\n3.14 is pi")[3] == 0.0


def test_chinese_markup_counts_as_it_is_written():
    text = "## 概述\n**要点**如下:\n1、第一\n2、第二\n一、其一\n• 其他\n- 末项"
    assert style_of(text)[1:] == (1.0, 1.0, 5.0)


PAIRS = [
    ("The weather is fine today, so we go to the park.", "今天天气很好,所以我们去公园。"),
    (
        "The ministry said on Monday that the bridge would be closed for two weeks.",
        "该部门周一表示,这座桥将关闭两周。",
    ),
    (
        "Large language models are compared by people who do not know which one they read.",
        "大语言模型由不知道自己在读哪一个的人来比较。",
    ),
]


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_the_same_said_in_both_languages_is_about_as_long(english, chinese):
    ratio = style_of(chinese)[0] / style_of(english)[0]
    assert 0.6 < ratio < 1.4


@given(st.text(max_size=300), st.text(max_size=300))
def test_length_adds_up_over_lines(one, other):
    both = style_of(f"{one}\n{other}")[0]
    assert both == pytest.approx(style_of(one)[0] + style_of(other)[0])


@pytest.mark.parametrize(
    "piece", ["**a ", "`", "__", "# ", "* ", "~~~\n", "- - ", "1、", "*_", "a"]
)
def test_a_hostile_megabyte_takes_no_minutes(piece):
    began = time.process_time()
    style_of(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 10
