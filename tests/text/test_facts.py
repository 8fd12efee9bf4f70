"""Quantities, dates, names and denials: what claim checks stand on."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.text import dates, names, negated, quantities
from rostra.text._numerals import chinese_number, english_number

NOW = datetime(2024, 8, 21, 12, 0, tzinfo=UTC)  # a Wednesday


def said(text):
    return [(quantity.value, quantity.unit) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("十万人上街", [(100_000, "person")]),
        ("卖了10万份", [(100_000, "")]),
        ("融资3.5亿元", [(350_000_000, "CNY")]),
        ("两百个", [(200, "")]),
        ("一万五千人", [(15_000, "person")]),
        ("市值突破三万亿美元", [(3e12, "USD")]),
        ("10多万人受灾", [(100_000, "person")]),
        ("10w人在线", [(100_000, "person")]),
        ("1,200 people", [(1200, "person")]),
        ("1.2M views", [(1_200_000, "")]),
        ("$1.2 million", [(1_200_000, "USD")]),
        ("twelve people and two hundred and fifty dollars", [(12, "person"), (250, "USD")]),
        ("a million users", [(1_000_000, "")]),
        ("58% or 百分之五十八", [(58, "%"), (58, "%")]),
        ("上涨3个百分点", [(3, "pp")]),
        ("7.2级地震", [(7.2, "magnitude")]),
        ("a magnitude 7.2 quake", [(7.2, "magnitude")]),
        ("a 7.2-magnitude quake", [(7.2, "magnitude")]),
        ("三分之一", [(1 / 3, "")]),
        ("3公里 and 3 km", [(3000, "m"), (3000, "m")]),
        ("两天 or 48 hours", [(172_800, "s"), (172_800, "s")]),
        ("150 mph winds", [(241.4016, "km/h")]),
        ("零下3度, -3°C", [(-3, "°C"), (-3, "°C")]),
        ("50°F", [(10, "°C")]),
        ("10-20万", [(100_000, ""), (200_000, "")]),
        ("近5000名员工", [(5000, "person")]),
        ("翻了三倍", [(3, "fold")]),
        ("三岁的孩子", [(3, "age")]),
        ("三成用户", [(30, "%")]),
        ("半小时", [(1800, "s")]),
        ("two-thirds of voters", [(2 / 3, "")]),
        ("时速120公里", [(120, "km/h")]),
        ("40,000+ people, 20多名学生", [(40_000, "person"), (20, "person")]),
    ],
)
def test_quantities(text, found):
    assert [(pytest.approx(value), unit) for value, unit in said(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "8月20日 10:30", "August 20, 2024", "2024年", "下午三点半", "3 pm", "GPT-4o 和 grok-2",
        "5G", "第三名", "No. 1", "千万别信", "万一下雨", "十分高兴", "一起一直一样", "some one",
        "https://example.org/123", "#2024 @user42", "三星手机", "统一", "数十辆", "90后", "百度", "1/3", "'24",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text):
    assert said(text) == []


@given(st.integers(min_value=1, max_value=999_999_999))
def test_digits_round_trip_with_and_without_commas(value):
    assert said(f"共有{value:,}人。") == [(value, "person")]


def spell(number):
    """Write an integer below 100,000,000 in Chinese, the long way."""
    digits = "零一二三四五六七八九"

    def under_ten_thousand(part):
        out, gap = "", False
        for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // unit % 10
            if digit:
                out += ("零" if gap and out else "") + digits[digit] + sign
                gap = False
            else:
                gap = True
        return out

    high, low = divmod(number, 10_000)
    join = "零" if high and low and (low < 1000 or high % 10 == 0) else ""
    return (under_ten_thousand(high) + "万" if high else "") + join + under_ten_thousand(low)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_round_trip(number):
    assert chinese_number(spell(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [("二十五", 25), ("一百零五", 105), ("两百五", 250), ("一万五", 15_000), ("二〇二四", 2024),
     ("三点五", 3.5), ("1亿2000万", 120_000_000), ("1万5千亿", 1.5e12), ("十", 10), ("猫", None)],
)  # fmt: skip
def test_chinese_number(text, value):
    assert chinese_number(text) == value


def test_english_number():
    assert english_number("twenty-one") == 21
    assert english_number("three hundred and twelve thousand") == 312_000
    assert english_number("cat") is None


@given(st.text("一二三十百千万亿两0123456789.,%年月日点:- aAkKmM$人级个分之半", max_size=30))
def test_spans_lie_inside_and_apart(text):
    last = 0
    for quantity in quantities(text):
        start, end = quantity.span
        assert last <= start < end <= len(text)
        last = end
    for moment in dates(text, NOW):
        assert 0 <= moment.span[0] < moment.span[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8月20日", (2024, 8, 20)),
        ("八月二十日", (2024, 8, 20)),
        ("2023年12月5日", (2023, 12, 5)),
        ("August 20", (2024, 8, 20)),
        ("Aug. 20, 2023", (2023, 8, 20)),
        ("20 Aug 2024", (2024, 8, 20)),
        ("the 3rd of May", (2024, 5, 3)),
        ("2024-08-20", (2024, 8, 20)),
        ("8/20/2024", (2024, 8, 20)),
        ("20/8/2024", (2024, 8, 20)),
        ("周三", (2024, 8, 21)),
        ("上周五", (2024, 8, 16)),
        ("下周一", (2024, 8, 26)),
        ("Wednesday", (2024, 8, 21)),
        ("on Monday", (2024, 8, 19)),
        ("next Friday", (2024, 8, 23)),
        ("昨天", (2024, 8, 20)),
        ("day before yesterday", (2024, 8, 19)),
        ("三天前", (2024, 8, 18)),
        ("five days ago", (2024, 8, 16)),
        ("12月31日", (2024, 12, 31)),
        ("20日", (2024, 8, 20)),
        ("二〇二三年", (2023, None, None)),
        ("in May", (2024, 5, None)),
        ("since 2019", (2019, None, None)),
    ],
)
def test_dates(text, found):
    assert [(m.year, m.month, m.day) for m in dates(f"{text} 的消息", NOW)] == [found]


@pytest.mark.parametrize("text", ["May I go", "2月30日", "10号线", "24/7", "Black Friday", "3个月"])
def test_what_is_no_date(text):
    assert dates(text, NOW) == ()


def test_a_date_near_new_year_is_the_nearest():
    january = datetime(2025, 1, 2, tzinfo=UTC)
    assert dates("12月31日", january)[0].year == 2024
    assert dates("Dec 31", january)[0].year == 2024


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Elon Musk said Grok-2 beats GPT-4o", ("Elon Musk", "Grok-2", "GPT-4o")),
        ("马斯克在上海会见李强", ("马斯克", "上海", "李强")),
        ("《黑神话：悟空》火了 #游戏# @user", ("黑神话：悟空", "游戏", "user")),
        ("Hurricane Ida hits New Orleans", ("Hurricane Ida", "New Orleans")),
        ("The iPhone 16 is out. Running is fun.", ("iPhone 16",)),
        ("Today OpenAI's ChatGPT went down", ("OpenAI's ChatGPT",)),
        ("I met Dr. Angela Merkel in Berlin", ("Angela Merkel", "Berlin")),
        ("Man United beat Chelsea 3-1", ("Man United", "Chelsea")),
        ("Claude 3.5 Sonnet 和台积电", ("Claude 3.5 Sonnet", "台积电")),
        ("弗拉基米尔·普京说“我不去”", ("弗拉基米尔·普京",)),
        ("it shook on September 05 in Alaska", ("Alaska",)),
        ("nothing here", ()),
        ("see https://Example.org/Path", ()),
    ],
)
def test_names(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    ["He did not resign", "the mayor denied it", "It's fake", "they didn't go", "没有人受伤",
     "公司否认裁员", "官方辟谣", "并未发生", "這不是真的", "消息不实", "not confirmed"],
)  # fmt: skip
def test_negated(text):
    assert negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "He resigned",
        "the notebook",
        "未来可期",
        "没错",
        "Annotated nothingness is a word",
        "市长辞职",
    ],
)
def test_not_negated(text):
    assert not negated(text)
