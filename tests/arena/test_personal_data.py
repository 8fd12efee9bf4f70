"""Personal data goes, in both languages; what only looks like it stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import without_personal_data

GONE = {
    "write to Ann.Lee+x@mail.example.co.uk.": "write to [email].",
    "邮箱zhang_san@qq.com谢谢": "邮箱[email]谢谢",
    "邮箱：ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ": "邮箱：[email]",
    "ann (at) example (dot) org": "[email]",
    "ann[at]example.com": "[email]",
    "张三@例子.中国": "[email]",
    "mailto:ann@example.com?subject=hi": "mailto:[email]?subject=hi",
    "ann\u200b@exam\u200bple.com": "[email]",
    "手机13800138000,谢谢": "手机[phone],谢谢",
    "打我电话138-0013-8000吧": "打我电话[phone]吧",
    "+86 138 0013 8000": "[phone]",
    "1380 013 8000 or 13800 138 000": "[phone] or [phone]",
    "1 3 8 0 0 1 3 8 0 0 0": "[phone]",
    "008613800138000": "[phone]",
    "我的号码是１３８００１３８０００": "我的号码是[phone]",
    "我的号码是一三八零零一三八零零零": "我的号码是[phone]",
    "138\u200b0013\u200b8000": "[phone]",
    "座机：(010) 62345678": "座机：[phone]",
    "0755-26012345": "[phone]",
    "call (415) 555-2671 or 415.555.2671": "call [phone] or [phone]",
    "+44 20 7946 0958": "[phone]",
    "+852 2345 6789": "[phone]",
    "tel: 5551234": "tel: [phone]",
    "身份证11010519491231002X。": "身份证[id number]。",
    "身份证号码：110105491231002": "身份证号码：[id number]",
    "ssn 219-09-9999": "ssn [id number]",
    "HKID A123456(3)": "HKID [id number]",
    "身分證 A123456789": "身分證 [id number]",
    "护照号E12345678": "护照号[id number]",
    "passport no. 533380006": "passport no. [id number]",
    "card 4111 1111 1111 1111 exp 12/27": "card [card] exp 12/27",
    "卡号6222021234567890128": "卡号[card]",
    "IBAN DE89 3704 0044 0532 0130 00": "IBAN [bank account]",
    "from 203.0.113.77 and 2001:db8::8a2e:370:7334": "from [ip] and [ip]",
    "key sk-proj-abcDEF1234567890abcDEF": "key [key]",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789": "[key]",
    "AKIAIOSFODNN7EXAMPLE": "[key]",
    "password: hunter2!": "password: [key]",
    "密码：abc12345，别说": "密码：[key]，别说",
    "api_key = 'Zx9_123456'": "api_key = '[key]'",
    "Authorization: Bearer abc123def456": "Authorization: [key]",
    "https://user:pa55word@host.example/x": "https://[key]@host.example/x",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nend": "[key]\nend",
    "thanks @jack and @ann_lee!": "thanks [handle] and [handle]!",
    "@alice@mastodon.social said": "[handle] said",
    "＠alice@mastodon.social": "[handle]",
    "@bob.bsky.social.": "[handle].",
    "转发@人民日报：今天": "转发[handle]：今天",
    "转发 @人民日报 ：今天": "转发 [handle] ：今天",
    "see https://x.com/jack/status/20": "see https://x.com/[handle]/status/20",
    "https://mastodon.social/@alice/112": "https://mastodon.social/@[handle]/112",
    "加微信：zhangsan_88": "加微信：[handle]",
    "QQ: 123456789": "QQ: [handle]",
    "```\n@property\nmail = 'ann@example.com'\n```\n@jack": "```\n@property\nmail = '[email]'\n```\n[handle]",
}


@pytest.mark.parametrize("text", GONE)
def test_what_is_personal_becomes_its_kind(text):
    removed = without_personal_data(text)
    assert removed.text == GONE[text]
    assert sum(removed.found.values()) == GONE[text].count("[")


STAYS = [
    "On 2024-08-14 at 12:30:45 the score was 3-2.",
    "2024年8月14日，全国13.8亿人，增长1380013万元",
    "1234567 people, 1,234,567 dollars, 0.00012345678",
    "π = 3.14159265358979323846264338327950288",
    "timestamp 1723600000 and 1723600000000",
    "post 1823456789012345678 and 112345678901234567",
    "ISBN 978-3-16-148410-0",
    "meet @ 5pm, 3 @ $2, a@b",
    "127.0.0.1:8080 and 0.0.0.0 and ::1",
    "version 3.11.7 and v1.2.3-rc4",
    "std::vector<int> a::b 12:30:45",
    "use image@2x and email me",
    "一二三四五六七八九十",
    "The password is wrong. Secret: nothing here.",
    "token: a unit of text",
    "sha256 1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    "4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "第1380013号文件",
    "<<175000-50000=125000>>",
    "range 100-200-3000 and 1-800",
    "https://example.org/a/b?c=1#d",
    "E = mc^2, x_1 + x_2",
]


@pytest.mark.parametrize("text", STAYS)
def test_what_only_looks_personal_stays(text):
    assert without_personal_data(text).text == text


@given(st.lists(st.sampled_from([*GONE, *STAYS, " ", "\n", "，"]), max_size=6).map(" ".join))
def test_applied_twice_it_changes_nothing_more(text):
    once = without_personal_data(text)
    assert without_personal_data(once.text).text == once.text


@given(st.text(max_size=200))
def test_any_text_is_taken(text):
    once = without_personal_data(text).text
    assert without_personal_data(once).text == once


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "@",
        "a@",
        "1",
        "1-",
        "a.",
        ":",
        "(at)",
        "0:",
        "password:",
        "a@a.",
        "字@",
        "```\n",
        "+1 ",
        "://a:",
    ],
)
def test_a_hostile_text_takes_no_minutes(piece):
    began = time.process_time()
    without_personal_data(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 10
