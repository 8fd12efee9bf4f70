"""Segmentation, sentences, scripts and languages."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.text import language, script, sentences, simplify, traditional, words

MIXED = st.text("中文字新闻台北abcXYZ019，。！？.!? \n🎉'-", max_size=120)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("英伟达和台积电的大模型", ["英伟达", "和", "台积电", "的", "大模型"]),
        ("TOLL DEFEATED 60-40", ["toll", "defeated", "60-40"]),
        ("马斯克发布了Grok-2", ["马斯克", "发布", "了", "grok-2"]),
        ("臺灣新聞", ["台湾", "新闻"]),
        (
            "The U.S. said it's GPT-3.5, not v1.2!",
            ["the", "u.s", "said", "it", "gpt-3.5", "not", "v1.2"],
        ),
        ("1,200 people, 3.5% and 10:30", ["1200", "people", "3.5", "and", "10", "30"]),
        ("#话题# @user_name https://t.co/x?y=1 ok", ["话题", "user_name", "ok"]),
        ("Ｆｕｌｌ　ｗｉｄｔｈ１２", ["full", "width12"]),
        ("don't “quote” AT&T", ["don't", "quote", "at&t"]),
        ("Musk's grok", ["musk", "grok"]),
        ("サクラ咲く", ["サクラ", "咲", "く"]),
        ("Привет, мир", ["привет", "мир"]),
        ("😀 !!! …", []),
        ("", []),
    ],
)
def test_words(text, tokens):
    assert words(text) == tokens


@given(MIXED)
def test_words_carry_no_space_or_punctuation(text):
    for token in words(text):
        assert token == token.lower()
        assert any(char.isalnum() for char in token)
        assert not any(char.isspace() for char in token)


@given(MIXED)
def test_every_han_character_lands_in_a_word(text):
    han = [char for char in simplify(text) if "\u4e00" <= char <= "\u9fff"]
    assert [c for token in words(text) for c in token if "\u4e00" <= c <= "\u9fff"] == han


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("地震了！大家还好吗？我在台北。", ["地震了！", "大家还好吗？", "我在台北。"]),
        (
            "Dr. Smith left at 3.5 p.m. today. He is fine.",
            ["Dr. Smith left at 3.5 p.m. today.", "He is fine."],
        ),
        ("他说：“走吧。”然后走了", ["他说：“走吧。”", "然后走了"]),
        ("one\n\ntwo...", ["one", "two..."]),
        ("U.S. shares fell. Up next", ["U.S. shares fell.", "Up next"]),
    ],
)
def test_sentences(text, parts):
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text(max_size=120))
def test_sentences_cover_what_is_visible_in_order(text):
    last = 0
    for start, end in sentences(text):
        assert last <= start < end
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grok-2发布了 amazing!", "han"),
        ("I really love 北京 in the autumn", "latin"),
        ("さくらが咲いた", "kana"),
        ("안녕하세요", "hangul"),
        ("Привет", "cyrillic"),
        ("مرحبا", "arabic"),
        ("สวัสดี", "other"),
        ("鲜の每日新闻", "han"),
        ("@someone https://example.org/long/path 你好", "han"),
        ("123 !!", ""),
        ("", ""),
    ],
)
def test_script(text, name):
    assert script(text) == name


@pytest.mark.parametrize(
    ("text", "hint", "label"),
    [
        ("臺北地震好大", "", "zh"),
        ("Grok-2 上线了", "", "zh"),
        ("震度5弱", "", "zh"),
        ("震度5弱", "ja", "ja"),
        ("地震だ、すごく揺れた", "", "ja"),
        ("呢度好大雨", "yue", "zh"),
        ("lol ok", "", "en"),
        ("The new model is out today", "", "en"),
        ("The new model is out today", "ja", "en"),  # the client's default is often wrong
        ("Je suis très content de vous voir ici ce matin", "", "fr"),
        ("El terremoto fue muy fuerte y todos salimos a la calle", "en", "es"),
        ("Der Sturm hat heute viele Bäume umgeworfen und Straßen gesperrt", "", "de"),
        ("Maraming salamat po sa lahat ng tumulong sa amin ngayon", "", "fil"),
        ("gracias amigo", "es", "es"),
        ("지진이 났어요", "", "ko"),
        ("Сегодня в Москве сильный дождь", "", "ru"),
        ("xx", "", "und"),
        ("12345", "en", "und"),
        ("😀😀", "", "und"),
        ("https://example.org/a/b @user", "zh-TW", "und"),
    ],
)
def test_language(text, hint, label):
    assert language(text, hint) == label


@given(st.text("国学电脑软件发中后里面台湾历史", max_size=30))
def test_simplified_text_stays_simplified(text):
    assert simplify(traditional(text)) == simplify(text)


def test_traditional_and_back():
    assert traditional("台风和头发") == "颱風和頭髮"
    assert simplify("頭髮發財") == "头发发财"
    assert simplify("plain ascii") == "plain ascii"


FIRST_USE = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from rostra.text import words

sys.setswitchinterval(1e-6)
at_once = threading.Barrier(8)

def cut(number):
    at_once.wait()
    return words(f"北汐港四号仓库火灾原因初步查明{number}" * 5000)

with ThreadPoolExecutor(8) as pool:
    list(pool.map(cut, range(8)))
"""


def test_threads_may_meet_at_the_first_use():
    """Two sides of a battle both segment first: one must not cut while another adds names."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_USE], capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr
