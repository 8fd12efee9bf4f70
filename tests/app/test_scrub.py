"""What was deleted or edited leaves kept answers, and nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra.app import open_app, plain, this_process
from rostra.app._scrub import losses, without
from rostra.assistant import Answer, Citation, Evidence, Plan, Sentence, Step
from rostra.posts import Author, Deletion, Departure, Media, Post
from rostra.records import Kept, Rest, find_answer, save_answer
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
SECRET = "zyzzyva: the ferry sank at the quay"


def post(number, text, **more):
    told = Post(
        id=f"t:{number}",
        network="mastodon",
        source="m",
        author=Author("urn:ann", "ann", "Ann"),
        text=text,
        created=NOW,
        seen=NOW,
        url=f"https://example.org/{number}",
        native=str(number),
        lang="en",
    )
    return replace(told, **more)


def cite(number, text, quote):
    start = text.find(quote)
    return Citation(number, f"t:{number}", quote, start, start + len(quote))


SECRET_POST = post(
    1, SECRET, media=(Media("image", "https://x/zyzzyva.png", "zyzzyva"),), tags=("zyzzyva",)
)
OTHER_POST = post(2, "The bridge is open.", author=Author("urn:bob", "bob"))
ANSWER = Answer(
    question="what happened?",
    lang="en",
    sentences=(
        Sentence("The ferry sank.", (cite(1, SECRET, "the ferry sank"),), "supported"),
        Sentence("The bridge is open.", (cite(2, OTHER_POST.text, "The bridge is open."),), "supported"),
    ),
    evidence=(Evidence(1, SECRET_POST, 1.0), Evidence(2, OTHER_POST, 0.5)),
    steps=(Step("check", 2, (("zyzzyva sank", "“zyzzyva” is not in the posts"),)),),
    plan=Plan("what happened?", "en", "UTC", ()),
    as_of=NOW,
    dropped=(Sentence("zyzzyva sank", (cite(1, SECRET, "zyzzyva"),), "unsupported", ("no",)),),
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        Deletion("t:1", NOW),
        Deletion("t:1", NOW, author="urn:ann"),
        Deletion("", NOW, source="m", native="1"),
        Departure("urn:ann", NOW),
    ],
)
def test_what_was_deleted_leaves_and_the_mark_stays(change):
    left = without(ANSWER, losses([change]))
    told = str(plain(Answer, left))
    assert "zyzzyva" not in told
    assert "sank" not in told
    card = left.evidence[0].post
    assert (card.id, card.labels, card.text) == ("t:1", ("deleted",), "")
    assert left.sentences[0].text == ""
    assert left.sentences[0].reasons == ("deleted",)
    assert left.sentences[1] == ANSWER.sentences[1]
    assert left.evidence[1] == ANSWER.evidence[1]


@pytest.mark.parametrize(
    "change",
    [
        Deletion("t:9", NOW),
        Deletion("t:1", NOW, author="urn:stranger"),
        Deletion("", NOW, source="elsewhere", native="1"),
        Departure("urn:ann", NOW - timedelta(days=1)),
        Departure("urn:stranger", NOW),
        replace(SECRET_POST, text="a repetition", rev=0),
    ],
)
def test_what_does_not_concern_it_changes_nothing(change):
    assert without(ANSWER, losses([change])) == ANSWER


def test_an_author_who_left_is_not_named_any_more():
    left = without(ANSWER, losses([Departure("urn:ann", NOW)]))
    assert left.evidence[0].post.author == Author("")


def test_an_edit_replaces_the_text_and_takes_out_what_no_longer_stands():
    edited = replace(SECRET_POST, text="Correction: all is well.", rev=1, media=(), tags=())
    left = without(ANSWER, losses([edited]))
    assert left.evidence[0].post.text == "Correction: all is well."
    assert "edited" in left.evidence[0].post.labels
    assert (left.sentences[0].text, left.sentences[0].reasons) == ("", ("edited",))
    assert "zyzzyva" not in str(plain(Answer, left))


def test_an_edit_that_leaves_the_quoted_words_keeps_the_sentence():
    edited = replace(SECRET_POST, text=SECRET + " (more soon)", rev=2)
    left = without(ANSWER, losses([replace(edited, rev=1), edited, replace(edited, rev=1)]))
    assert left.sentences[0] == ANSWER.sentences[0]
    assert left.evidence[0].post.rev == 2


def test_an_older_edit_that_comes_late_changes_nothing():
    answer = replace(
        ANSWER, evidence=(Evidence(1, replace(SECRET_POST, rev=5), 1.0), *ANSWER.evidence[1:])
    )
    assert without(answer, losses([replace(SECRET_POST, text="old", rev=3)])) == answer


def test_the_bytes_leave_the_records(tmp_path):
    settings = load_settings(data=tmp_path / "data", environ={})
    with open_app(settings, owner=this_process("test", NOW)) as app:
        engine = app._records
        kept = Kept("a", NOW, "what happened?", "en", "mini", plain(Answer, ANSWER))
        rests = [
            Rest(e.post.id, e.post.author.id, e.post.source, e.post.native) for e in ANSWER.evidence
        ]
        save_answer(engine, kept, rests)
        app.keep([SECRET_POST, OTHER_POST])

        def records():
            files = sorted((tmp_path / "data").glob("records.sqlite*"))
            return b"".join(file.read_bytes() for file in files)

        assert b"zyzzyva" in records()
        app.delete(Deletion("t:1", NOW))
        assert b"zyzzyva" not in records()
        body = find_answer(engine, "a").body
        assert body["evidence"][0]["post"]["labels"] == ["deleted"]
        assert body["sentences"][1]["text"] == "The bridge is open."
        again = app.delete(Deletion("t:1", NOW))
        assert again.deleted == 0
