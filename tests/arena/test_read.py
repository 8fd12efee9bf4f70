"""Files of votes, in every form that is read: small files written here, and the real ones."""

import csv
import gzip
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import CHOICES, Counted, read_counts, read_file, read_rows, read_votes
from rostra.errors import VotesGarbage

DATA = Path(__file__).parents[3] / "shared" / "data" / "arena"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"needs the data sets in {DATA}")


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(*rows: dict) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def rows_of(votes) -> list[tuple[str, str, str]]:
    return [
        (votes.names[a], votes.names[b], CHOICES[c])
        for a, b, c in zip(votes.left, votes.right, votes.choice, strict=True)
    ]


ARENA = {
    "question_id": "58210e39b3fd4441a2bd4a518bb44c2d",
    "model_a": "chatglm-6b",
    "model_b": "koala-13b",
    "winner": "model_b",
    "judge": "arena_user_973",
    "conversation_a": [
        {"role": "user", "content": "Say hi"},
        {"role": "assistant", "content": "# Hi\n- **you**"},
    ],
    "conversation_b": [
        {"role": "user", "content": "Say hi"},
        {"role": "assistant", "content": "Hello there"},
    ],
    "turn": 1,
    "anony": True,
    "language": "English",
    "tstamp": 1682351591.1322,
}


def test_chatbot_arena_lines(tmp_path):
    tie = {**ARENA, "question_id": "b" * 32, "winner": "tie (bothbad)", "language": "Chinese"}
    read = read_file(written(tmp_path, "battles.jsonl", lines(ARENA, tie)))
    assert (read.form, read.rows, read.left_out) == ("arena", 2, {})
    votes = read.votes
    assert rows_of(votes) == [
        ("chatglm-6b", "koala-13b", "right"),
        ("chatglm-6b", "koala-13b", "both bad"),
    ]
    assert votes.at[0] == pytest.approx(1682351591.1322)
    assert [votes.words["lang"].values[c] for c in votes.words["lang"].codes] == ["en", "zh"]
    assert votes.style_left[0].tolist()[1:] == [1, 1, 1]
    assert votes.style_right[0].tolist()[1:] == [0, 0, 0]


def test_the_newer_chatbot_arena_shape_as_an_array(tmp_path):
    new = {
        "id": "0aa0c8d0-2c0c-4f1c-8d6c-2f6b0f1f0d11",
        "model_a": "a-1",
        "model_b": "b-1",
        "winner": "both_bad",
        "evaluation_session_id": "a333a685",
        "conversation_a": [{"role": "user", "content": [{"type": "text", "text": "2+2?"}]}],
        "conversation_b": [],
        "conv_metadata": {
            "sum_assistant_a_tokens": 100,
            "sum_assistant_b_tokens": 50,
            "header_count_a": {"h1": 1, "h2": 2},
            "header_count_b": {"h1": 0},
            "bold_count_a": {"**": 3, "__": 1},
            "bold_count_b": {"**": 0},
            "list_count_a": {"ordered": 2, "unordered": 5},
            "list_count_b": 4,
        },
        "category_tag": {"math_v0.1": {"math": True}, "if_v0.1": {"if": False, "score": 2}},
        "language": "pl",
        "is_code": False,
        "timestamp": "2025-05-29T14:48:41.602925",
    }
    array = "\ufeff" + json.dumps([new, {**new, "id": "x", "winner": "tie"}], indent=2)
    votes = read_votes(written(tmp_path, "human.json", array))
    assert rows_of(votes) == [("a-1", "b-1", "both bad"), ("a-1", "b-1", "tie")]
    assert votes.style_left[0].tolist() == [100, 3, 4, 7]
    assert votes.style_right[0].tolist() == [50, 0, 0, 4]
    assert votes.words["category"].values == ("maths",)
    assert votes.at[0] == pytest.approx(1748530121.602925)


def test_a_csv_of_votes_and_of_chinese_names(tmp_path):
    text = (
        "左,右,胜者\r\n通义千问,文心一言,左\r\n文心一言,通义千问,平局\r\n豆包,通义千问,都不好\r\n"
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        path = written(tmp_path, "票.csv", text.encode(encoding))
        if encoding in ("utf-16-le", "utf-16-be"):
            ascii_first = "left,right,winner\n" + "".join(text.splitlines(keepends=True)[1:])
            path = written(tmp_path, "票.csv", ascii_first.encode(encoding))
        assert rows_of(read_votes(path)) == [
            ("通义千问", "文心一言", "left"),
            ("文心一言", "通义千问", "tie"),
            ("豆包", "通义千问", "both bad"),
        ], encoding


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters_quotes_and_winners_by_name(tmp_path, delimiter):
    path = tmp_path / "votes.csv"
    with path.open("w", newline="") as file:
        write = csv.writer(file, delimiter=delimiter)
        write.writerows(
            [("left", "right", "winner"), ("a, b", "c\nd", "a, b"), ("e", "a, b", "a, b")]
        )
    assert rows_of(read_votes(path)) == [("a, b", "c\nd", "left"), ("e", "a, b", "right")]


@pytest.mark.parametrize("pack", ["gz", "zst"])
def test_compressed_files_are_read_as_they_are(tmp_path, pack):
    text = b"left,right,winner\n" + b"a,b,left\nb,c,tie\n" * 1000
    if pack == "gz":
        packed = gzip.compress(text)
    else:
        import pyarrow as pa

        packed = pa.Codec("zstd").compress(text, asbytes=True)
    assert len(read_votes(written(tmp_path, f"v.csv.{pack}", packed))) == 2000
    with pytest.raises(VotesGarbage, match=r"v\.csv\.\w+ is"):
        read_votes(written(tmp_path, f"v.csv.{pack}", packed[: len(packed) // 2]))


def test_parquet_flat_and_nested(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    flat = {"model_a": ["a", "b"], "model_b": ["b", "c"], "winner": ["model_a", "tie"],
            "tstamp": [1.7e9, None]}  # fmt: skip
    parquet.write_table(pa.table(flat), tmp_path / "flat.parquet")
    assert rows_of(read_votes(tmp_path / "flat.parquet")) == [("a", "b", "left"), ("b", "c", "tie")]
    parquet.write_table(pa.Table.from_pylist([ARENA]), tmp_path / "nested.parquet")
    votes = read_votes(tmp_path / "nested.parquet")
    assert rows_of(votes) == [("chatglm-6b", "koala-13b", "right")]
    assert votes.style_left[0, 1] == 1
    with pytest.raises(VotesGarbage, match="no Parquet"):
        read_votes(written(tmp_path, "cut.parquet", (tmp_path / "flat.parquet").read_bytes()[:99]))


def test_kaggle_columns_and_compar_ia_votes(tmp_path):
    kaggle = (
        "id,model_a,model_b,prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie\n"
    )
    kaggle += '7,a,b,"[""q""]","[""**x**""]","[""y""]",0,1,0\n'
    votes = read_votes(written(tmp_path, "train.csv", kaggle))
    assert rows_of(votes) == [("a", "b", "right")]
    assert votes.style_left[0, 2] == 1
    vote = {"id": 3, "model_a_name": "m1", "model_b_name": "m2", "chosen_model_name": "m2",
            "both_equal": False, "conv_turns": 2, "visitor_id": "v", "selected_category": "ideas",
            "opening_msg": "bonjour"}  # fmt: skip
    even = {**vote, "id": 4, "chosen_model_name": None, "both_equal": True}
    none = {**vote, "id": 5, "chosen_model_name": None}
    read = read_file(written(tmp_path, "votes.jsonl", lines(vote, even, none)))
    assert read.form == "comparia-votes"
    assert rows_of(read.votes) == [("m1", "m2", "right"), ("m1", "m2", "tie")]
    assert read.left_out == {"no vote was given": 1}
    assert read.votes.turns.tolist() == [2, 2]
    turn = {"response_id": "r", "choice": "a_better", "comparison_id": "c", "model_a": "m1",
            "model_b": "m2", "turn": 0, "timestamp": "2026-08-04T16:15:55.911000"}  # fmt: skip
    read = read_file(written(tmp_path, "turns.jsonl", lines(turn)))
    assert (read.form, rows_of(read.votes)) == ("comparia", [("m1", "m2", "left")])


def test_rows_that_are_no_votes_are_counted_by_reason(tmp_path):
    rows = [
        ARENA,
        ARENA,
        {**ARENA, "question_id": "c" * 32, "model_b": "chatglm-6b"},
        {**ARENA, "question_id": "d" * 32, "model_a": None},
        {**ARENA, "question_id": "e" * 32, "model_a": math.nan},
        {**ARENA, "question_id": "f" * 32, "anony": False},
        {**ARENA, "question_id": "0" * 32, "winner": ""},
    ]
    read = read_file(written(tmp_path, "b.jsonl", lines(*rows)))
    assert len(read.votes) == 1
    assert read.rows == 7
    assert read.left_out == {
        "the vote id came before": 1,
        "a model against itself": 1,
        "a model is not named": 2,
        "the names were known when the vote was given": 1,
        "no vote was given": 1,
    }


def test_a_table_by_columns_says_the_same_as_by_rows(tmp_path):
    text = (
        "id,model_a,model_b,winner,judge,language,turn,tstamp,anony,excluded\n"
        "1,a,b,model_a,u1,English,1,1700000000,True,\n"
        "1,a,b,model_a,u1,English,1,1700000000,True,\n"
        "1,a,b,model_b,u2,English,1,1700000001,True,\n"
        "2,a,a,tie,u1,Chinese,2,1700000002,True,\n"
        "3,,b,tie,u1,Chinese,2,1700000003,True,\n"
        "4,b,c,c,u3,,3,1700000004.5,True,\n"
        "5,b,c,,u3,,,,True,\n"
        "6,b,c,bothbad,u3,zh-CN,,,False,\n"
        "7,b,c,bothbad,u3,zh-CN,,,True,coin-flip\n"
        ",b,c,tie,,,,,True,\n"
        ",b,c,tie,,,,,True,\n"
    )
    path = written(tmp_path, "v.csv", text)
    read, counted = read_file(path), Counted({})
    rows = [vote for vote in read_rows(path, counted=counted) if not vote.excluded]
    assert [(v.left, v.right, v.choice) for v in rows] == rows_of(read.votes)
    assert [v.turns for v in rows] == read.votes.turns.tolist()
    assert [v.at.timestamp() if v.at else None for v in rows] == [
        None if math.isnan(at) else at for at in read.votes.at
    ]
    for word in ("voter", "lang"):
        column = read.votes.words[word]
        assert [getattr(v, word) for v in rows] == [column.values[c] for c in column.codes]
    assert len(rows) == 5
    assert read.rows == counted.rows == 11
    assert read.left_out == {**counted.left_out, "excluded by its arena: coin-flip": 1}


BAD = {
    "unknown winner": ("left,right,winner\na,b,left\na,b,leftish\n", r"row 2.*winner.*'leftish'.*left, right, tie"),
    "odd columns": ("left,right,winner\na,b,left\na,b\n", r"row 2.*2 fields.*3"),
    "no winner column": ("left,right\na,b\n", r"lacks left, right, winner.*'left', 'right'"),
    "a bad time": ("left,right,winner,at\na,b,left,yesterday\n", r"row 1, field at.*'yesterday'.*ISO"),
    "bad turns": ("left,right,winner,turns\na,b,left,1\na,b,left,-3\n", r"row 2, field turns.*'-3'"),
    "one model only": ("left,right,winner\na,a,left\n", r"no vote that counts.*against itself: 1"),
    "only a header": ("left,right,winner\n", r"no vote that counts"),
    "nothing": ("", r"empty"),
    "blanks": (" \n\n\t ", r"empty"),
    "an empty array": ("[]", r"empty list"),
    "a list of numbers": ("[1, 2]", r"row 1 is int.*expected an object"),
    "broken JSON": ('{"model_a": "a"\n', r"line 1 is no JSON"),
    "a cut array": ('[{"left": "a", "right": "b", "winner": "left"}, {"le', r"row 2.*middle of a row"),
    "a nested bomb": ("[" * 100_000, r"nested too deeply"),
    "a nested line": ('{"left":' + "[" * 100_000 + "\n", r"nested too deeply|no JSON"),
    "a bad winner in JSON": (lines({**ARENA, "winner": 5}), r"line 1, field the winner: '5'"),
    "a zip": (b"PK\x03\x04rest", r"zip archive or a spreadsheet.*CSV"),
    "a pickle": (b"\x80\x04\x95rest", r"pickle.*JSON lines"),
    "not UTF-8": ("left,right,winner\n通义,文心,left\n".encode("gb18030"), r"UTF-?8"),
    "not UTF-8 in JSON": (b'{"left": "\xff"}\n', r"line 1.*UTF-8"),
    "an endless number": ('{"left":' + "9" * 5000 + "}\n", r"line 1 is no JSON"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_files_are_refused_by_name_place_and_field(tmp_path, what):
    content, said = BAD[what]
    path = written(tmp_path, "bad.txt", content)
    with pytest.raises(VotesGarbage, match=said) as caught:
        read_votes(path)
    assert "bad.txt" in str(caught.value)
    assert len(str(caught.value)) < 600
    if "no vote that counts" not in said:
        with pytest.raises(VotesGarbage):
            assert list(read_rows(path)) == ["unreachable"]


def test_a_missing_file_and_an_unknown_form_are_told(tmp_path):
    with pytest.raises(VotesGarbage, match=r"none\.csv cannot be read"):
        read_votes(tmp_path / "none.csv")
    with pytest.raises(VotesGarbage, match="cannot be read"):
        read_votes(tmp_path)
    path = written(tmp_path, "v.csv", "left,right,winner\na,b,left\n")
    with pytest.raises(VotesGarbage, match="no form of votes; expected one of"):
        read_votes(path, form="elo")
    with pytest.raises(VotesGarbage, match="lacks model_a"):
        read_votes(path, form="arena")


def test_names_that_no_database_keeps_are_mended(tmp_path):
    row = {"left": "a\x00", "right": "\ud800b", "winner": "tie", "reasons": ["x\udfff"]}
    path = written(tmp_path, "odd.jsonl", json.dumps(row) + "\n")
    (vote,) = read_rows(path, source="s")
    assert (vote.left, vote.right, vote.reasons) == ("a", "?b", ("x?",))
    assert rows_of(read_votes(path)) == [("a", "?b", "tie")]


def test_a_line_of_a_megabyte_and_an_array_in_pieces(tmp_path):
    long = {**ARENA, "conversation_a": [{"role": "assistant", "content": "word " * 400_000}]}
    path = written(tmp_path, "long.jsonl", lines(ARENA, {**long, "question_id": "l" * 32}))
    assert read_votes(path).style_left[1, 0] == 400_000
    many = [
        {"left": f"m{k % 7}", "right": "z", "winner": "left", "pad": "字" * 300}
        for k in range(3000)
    ]
    path = written(tmp_path, "many.json", json.dumps(many, ensure_ascii=False, indent=1))
    assert len(read_votes(path)) == 3000
    wide = f"left,right,winner,note\na,b,left,{'x' * 1_000_000}\nb,c,tie,\n"
    assert len(read_votes(written(tmp_path, "wide.csv", wide))) == 2


def test_ids_of_two_sources_never_meet_and_stay_the_same(tmp_path):
    path = written(tmp_path, "v.csv", "id,left,right,winner,worker\n1,a,b,left,w\n1,a,b,tie,x\n")
    first = list(read_rows(path, source="one"))
    assert first == list(read_rows(path, source="one"))
    assert len({vote.id for vote in [*first, *read_rows(path, source="two")]}) == 4
    assert {vote.voter for vote in first} == {"one:w", "one:x"}
    plain = written(tmp_path, "p.csv", "left,right,winner\na,b,left\na,b,left\n")
    assert len({vote.id for vote in read_rows(plain, source="one")}) == 2


names = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), min_size=1, max_size=8)


@given(st.lists(st.tuples(names, names, st.sampled_from(CHOICES)), min_size=1, max_size=30))
def test_what_is_written_is_read(tmp_path_factory, votes):
    votes = [(a.strip(), b.strip(), c) for a, b, c in votes]
    import unicodedata

    votes = [tuple(unicodedata.normalize("NFC", w) for w in vote) for vote in votes]
    kept = [vote for vote in votes if vote[0] and vote[1] and vote[0] != vote[1]]
    path = tmp_path_factory.mktemp("w") / "w.jsonl"
    path.write_text(
        lines(*({"left": a, "right": b, "winner": c} for a, b, c in votes)), encoding="utf-8"
    )
    if not kept:
        with pytest.raises(VotesGarbage, match="no vote that counts"):
            read_votes(path)
        return
    assert Counter(rows_of(read_votes(path))) == Counter(kept)


WHOLE = [
    b"id,model_a,model_b,winner,judge,turn,tstamp\n1,a,b,model_a,u1,1,1700000000\n2,b,c,tie,u,2,\n",
    lines(ARENA, {**ARENA, "question_id": "z" * 32}).encode(),
    json.dumps([ARENA, ARENA]).encode(),
    gzip.compress(b"left,right,winner\na,b,left\n"),
    json.dumps({"models": ["a", "b"], "X": [[0, 1]], "Y": [[1, 2, 3, 4]]}).encode(),
]
PIECES = [
    b"null",
    b"NaN",
    b"[",
    b"{",
    b"}",
    b'"',
    b"\n",
    b"\x00",
    b"\xff",
    b"winner",
    b"1e999",
    b"",
]
cuts = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from(PIECES)), min_size=1, max_size=4
)


@given(st.sampled_from(WHOLE), cuts)
def test_damaged_files_are_read_or_refused_and_nothing_else(tmp_path_factory, whole, changes):
    content = bytearray(whole)
    for place, length, piece in changes:
        start = int(place * len(content))
        content[start : start + length] = piece
    path = written(tmp_path_factory.getbasetemp(), "damaged", bytes(content))
    for read in (read_file, read_counts, lambda p: list(read_rows(p, source="s"))):
        try:
            said = f"damaged: {read(path)}"
        except VotesGarbage as error:
            said = str(error)
        assert "damaged" in said


def test_counts_by_pair(tmp_path):
    told = {"models": ["b", "a"], "X": [[0, 1], [1, 0]], "Y": [[5, 2, 1, 0], [10, 0, 0, 4]]}
    counts = read_counts(written(tmp_path, "c.json", json.dumps(told)))
    assert counts.names == ("a", "b")
    assert counts.wins.tolist() == [[0, 12], [5, 0]]
    assert counts.ties.tolist() == [[0, 1], [1, 0]]
    assert counts.bad.tolist() == [[0, 4], [4, 0]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"X": [[0, 2]], "Y": [[1, 0, 0, 0]]}, "row 1 names no model"),
        ({"X": [[1, 1]], "Y": [[1, 0, 0, 0]]}, "row 1 is a model and itself"),
        ({"Y": [[1, -1, 0, 0]]}, "row 1.*whole numbers"),
        ({"Y": [[1, math.nan, 0, 0]]}, "row 1.*whole numbers"),
        ({"Y": [[1, 0]]}, "shape"),
        ({"Y": [["x", 0, 0, 0]]}, "no table of numbers"),
        ({"Y": [[0, 0, 0, 0]]}, "counts no votes"),
        ({"models": ["a", "a"]}, "comes twice"),
        ({"models": ["a"]}, "fewer than two"),
        ({"X": []}, "shape|pairs"),
    ],
)
def test_bad_counts_are_refused(tmp_path, change, said):
    told = {"models": ["a", "b"], "X": [[0, 1]], "Y": [[1, 0, 0, 0]], **change}
    with pytest.raises(VotesGarbage, match=said):
        read_counts(written(tmp_path, "c.json", json.dumps(told)))


@needs_data
def test_the_real_files():
    llmfao = read_file(DATA / "llmfao_votes.csv")
    assert (llmfao.form, len(llmfao.votes), len(llmfao.votes.names)) == ("llmfao", 8931, 59)
    assert llmfao.left_out == {}
    assert np.bincount(llmfao.votes.choice).tolist() == [2911, 2549, 3471]
    assert len(read_votes(DATA / "evalica_food.csv")) == 30
    counts = read_counts(DATA / "lmsys_pair_counts_20240814.json")
    assert len(counts.names) == 129
    assert counts.wins.sum() + (counts.ties.sum() + counts.bad.sum()) // 2 == 1_670_250
    with pytest.raises(VotesGarbage, match="read_counts"):
        read_votes(DATA / "lmsys_pair_counts_20240814.json")


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("model_a,model_b,winner,winner\na,b,model_a,tie\n")
    with pytest.raises(VotesGarbage, match="two columns called 'winner'"):
        read_file(path)
