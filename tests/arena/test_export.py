"""What leaves the house: consent, personal data, licences, and the way back."""

import csv
import io
import json
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rostra.arena import (
    CHOICES,
    Card,
    Exchange,
    Told,
    Vote,
    exported,
    read_file,
    read_rows,
    without_quotations,
    write_rows,
)  # fmt: skip
from rostra.errors import ArenaError

SALT = b"of this export"
NOW = datetime(2024, 8, 14, 12, 30, tzinfo=UTC)


def some_votes(many: int = 40) -> list[Vote]:
    draw = random.Random(7)
    return [
        Vote(
            f"vote-{n:032d}",
            *draw.sample(["mini", "large", "帖子", 'odd, "name"'], 2),
            draw.choice(CHOICES),
            at=NOW if n % 3 else None,
            voter=draw.choice(["ann", "bob", ""]),
            kind=draw.choice(["account", "cookie", ""]),
            lang=draw.choice(["zh", "en", ""]),
            category=draw.choice(["news", ""]),
            mode=draw.choice(["feed", "plain", ""]),
            turns=draw.randint(1, 4),
            prompt=draw.choice(["", "a" * 64]),
            reasons=draw.choice([(), ("tone", "inaccurate")]),
            style_left=(12.0, 1.0, 0.0, 3.0) if n % 2 else None,
            style_right=(7.5, 0.0, 2.0, 0.0) if n % 2 else None,
            excluded="" if n % 5 else "coin-flip",
        )
        for n in range(many)
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("texts", [False, True])
def test_what_is_exported_is_read_back(tmp_path, form, texts):
    votes = some_votes()
    said = (Exchange("今天有什么新闻?", Told("**甲**", licence="Apache-2.0"), Told("乙")),)
    path = tmp_path / f"votes.{form}"
    rows = (exported(vote, SALT, said if texts else ()) for vote in votes)
    assert write_rows(rows, path, form, texts=texts) == len(votes)
    back = list(read_rows(path))
    blind = {"voter": "", "prompt": ""}
    styles = {"style_left": None, "style_right": None} if texts else {}
    assert [replace(v, **blind, **styles) for v in back] == [
        replace(v, **blind, **styles) for v in votes
    ]
    assert [bool(v.voter) for v in back] == [bool(v.voter) for v in votes]
    read = read_file(path)
    assert read.form == "arena"
    assert len(read.votes) == sum(not v.excluded for v in votes)
    assert read.left_out == {"excluded by its arena: coin-flip": 8}


def test_nothing_in_a_row_tells_the_voter_or_the_question():
    vote = replace(some_votes(1)[0], voter="ann@example.com", prompt="a" * 64)
    row = json.dumps(exported(vote, SALT))
    assert "ann" not in row
    assert "a" * 64 not in row
    again, other = exported(vote, SALT), exported(vote, b"another")
    assert again["judge"] == exported(replace(vote, id="x"), SALT)["judge"]
    assert again["judge"] != other["judge"]
    assert again["prompt_sha256"] != other["prompt_sha256"]
    assert "conversation_a" not in again


CARD = Card(
    1,
    "at://did:plc:ann/app.bsky.feed.post/1",
    "did:plc:ann",
    "The old bridge will be closed for two weeks from Monday, says the city council.",
    handle="ann.example",
    name="Ann",
    url="https://bsky.app/profile/ann.example/post/1",
)


def test_texts_come_without_personal_data_with_licence_and_without_posts():
    left = Told(
        'One writes: "The old bridge will be closed for two weeks from Monday, says the city '
        'council." [1] Call 138 0013 8000.',
        cards=(CARD,),
        licence="Apache-2.0",
    )
    turns = (Exchange("is it true? ask me at ann@example.com", left, Told("不知道")),)
    row = exported(some_votes(1)[0], SALT, turns)
    assert row["conversation_a"] == [
        {"role": "user", "content": "is it true? ask me at [email]"},
        {"role": "assistant", "content": 'One writes: "[post 1]" [1] Call [phone].'},
    ]
    assert row["conversation_b"][1]["content"] == "不知道"
    assert row["license_a"] == "Apache-2.0"
    assert "unknown" in row["license_b"]
    assert row["cites_a"] == [{"post": CARD.post_id, "url": CARD.url}]
    assert row["cites_b"] == []
    assert "authors" in row["license_posts"]
    assert row["personal_data_removed"] == {"email": 1, "phone": 1}
    assert CARD.text not in json.dumps(row)


def test_quotations_of_any_language_go_and_own_words_stay():
    chinese = replace(CARD, number=2, text="市政府表示，老桥将从周一起关闭两周，请绕行。")
    few = "据报道，老桥将从周一起关闭。其他不变。"
    assert without_quotations(few, (chinese,)) == few
    whole = "有人说：市政府表示，老桥将从\n周一起关闭两周，请绕行。完。"
    assert without_quotations(whole, (chinese,)) == "有人说：[post 2]完。"
    own = "The bridge is closed for two weeks."
    assert without_quotations(own, (CARD,)) == own
    assert without_quotations("", (CARD,)) == ""
    short = replace(CARD, text="Bridge closed!")
    assert without_quotations("They say: bridge closed! Hm.", (short,)) == "They say: [post 1] Hm."
    assert without_quotations("ok", (replace(CARD, text="ok"),)) == "ok"


def test_a_file_is_whole_or_not_there(tmp_path):
    def broken():
        yield exported(some_votes(1)[0], SALT)
        raise ZeroDivisionError

    path = tmp_path / "votes.jsonl"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_rows(broken(), path, "jsonl")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["votes.jsonl"]
    with pytest.raises(ArenaError, match="cannot be written"):
        write_rows([], tmp_path / "none" / "votes.jsonl", "jsonl")
    stream = io.BytesIO()
    assert write_rows([], stream, "csv") == 0
    assert stream.getvalue().startswith(b"id,model_a,model_b,winner,")


ODD = (
    "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "'=already", "''twice", "'plain", "＝full",
    "\t=tab", "=a\nb",
)  # fmt: skip


def test_no_cell_of_a_csv_is_a_formula_and_every_name_is_read_back(tmp_path):
    path = tmp_path / "votes.csv"
    votes = [
        Vote(f"={n:032d}", name, "mini", "left", at=NOW, category=name, lang=name,
             reasons=(name,), excluded="")
        for n, name in enumerate(ODD)
    ]  # fmt: skip
    write_rows((exported(vote, SALT) for vote in votes), path, "csv")
    with path.open(encoding="utf-8", newline="") as lines:
        cells = [cell for row in list(csv.reader(lines))[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
    back = list(read_rows(path))
    assert [vote.left for vote in back] == [name.strip() for name in ODD]
    assert [vote.id for vote in back] == [vote.id for vote in votes]
    assert set(read_file(path).votes.names) == {"mini", *(name.strip() for name in ODD)}


def test_an_apostrophe_of_another_arena_is_its_own(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("model_a,model_b,winner\n'=x,y,model_a\n", "utf-8")
    assert read_file(path).votes.names == ("'=x", "y")
