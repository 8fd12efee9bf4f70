"""One of each thing that has a page of its own, made in an app for a browser to look at."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from rostra.app import (
    AnswersAsked,
    Asking,
    BattleAsking,
    ChatNamed,
    Digesting,
    PicturesAsked,
    PictureWanted,
    Registering,
    Saving,
    Saying,
    Voting,
    plain,
)
from rostra.arena import Card, Entrant, Stated, Told
from rostra.assistant import (
    Answer,
    Citation,
    Digest,
    Evidence,
    Finished,
    Gathered,
    Plan,
    Planned,
    Said,
    Sentence,
)
from rostra.posts import Author, Post
from rostra.records import KeptPage, save_digest

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
TEXT = "The harbour ferry is late because of fog."
QUOTE = "late because of fog"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 2
MODEL = f"""## What a model may write

Euler: $e^{{i\\pi}} + 1 = 0$, and on its own line:

$$\\int_0^\\infty e^{{-x^2}}\\,dx = \\frac{{\\sqrt{{\\pi}}}}{{2}} \\quad \\sum_{{n=1}}^{{100}} \\frac{{1}}{{n^2}} \\approx 1.63 \\quad \\prod_{{k}} (1 + x_k)$$

```python
def count_words(text: str) -> dict[str, int]:
    return {{word: text.split().count(word) for word in set(text.split())}}  # one line that is longer than any phone is wide
```

| name of the entrant | votes | rating | interval | remark |
|---|--:|--:|---|---|
| a name | 1,204 | 1,512 | 1,490 – 1,533 | a long remark that says what was seen |
| 一个名字很长的参赛者 | 9 | 988 | 700 – 1,200 | 说明 |

> A quotation, and `inline code`.

1. one 👩‍👩‍👧‍👦🇺🇳🏳️‍🌈
2. two: {LONG}
3. https://example.org/{"a-very-long-path-" * 8}

هذا نص عربي من اليمين إلى اليسار مع رقم 42 وكلمة English في الوسط.
"""
CARD = Card(1, "t:1", "urn:ann", TEXT, "m", "17", "mastodon", "Ann", "ann", "https://m.example/1")


def reply(_saying, said, _talk):
    """Answer with a card, a checked sentence, one that is not supported, and a model's own."""
    author = Author("urn:ann", "ann", "Ann 🌊 of a name that is longer than any card is wide")
    post = Post("t:1", "mastodon", "test", author, TEXT, NOW, NOW)
    at = TEXT.index(QUOTE)
    cites = (Citation(1, "t:1", QUOTE, at, at + len(QUOTE)),)
    sentences = (
        Sentence("The ferry is late.", cites, "supported"),
        Sentence("It sank.", cites, "unsupported"),
        Sentence(MODEL, (), "own"),
    )
    evidence = (Evidence(1, post, 1.0),)
    yield Planned(Plan(said, "en", "UTC", ()))
    yield Gathered(evidence, ())
    yield from (Said(sentence) for sentence in sentences)
    yield Finished(Answer(
        said, "en", sentences, evidence, (), Plan(said, "en", "UTC", ()), NOW, "fake",
        followups=("And then?", "Which other ferries are late today, and until when exactly?"),
    ))  # fmt: skip


def entrants():
    """Return two entrants: one cites a post, one writes at length."""

    def feed(_turns):
        told = f"{QUOTE.capitalize()}.[1]"
        yield told
        yield Told(told, (Stated(told, (1,)),), (CARD,), "en")

    def plain(_turns):
        told = f"Ferries stop in fog. {MODEL}"
        yield told
        yield Told(told)

    def silent(_turns):
        yield from ()
        yield Told("")

    return {
        "zyzzyva-large": Entrant("zyzzyva-large", "setting", feed),
        "quokka-mini": Entrant("quokka-mini", "model", plain),
        "silent": Entrant("silent", "model", silent),
    }


def make(app):
    """Make one of each in an app that holds the sample; return the parts of their paths."""
    return {**chats(app), **battles(app), **kept(app), "picture": picture(app)}


def chats(app):
    """Have a chat answered by `reply`, and share it."""
    chatting = app._chatting
    before, chatting._reply = chatting._reply, reply
    opening, *_ = app.chat(Saying(said="Why is the ferry late? 渡轮为什么晚点？"))
    chatting._reply = before
    share = app.share(ChatNamed(opening.chat))
    return {"chat": opening.chat, "told": opening.answer, "share": share.name}


def battles(app):
    """Have battles: one voted on that may be published, one open, one void."""
    drawn = entrants()
    silent = drawn.pop("silent")
    app.meet(lambda: drawn)
    made = []
    for _ in range(3):
        *_, last = app.battle(BattleAsking("Why is the ferry late?", consent=True))
        made.append(last.battle)
    for minute, battle in enumerate(made[:2]):
        app.vote(Voting(battle, "tie", now=datetime.now(UTC) + timedelta(minutes=minute)))
    app.meet(lambda: {"quokka-mini": drawn["quokka-mini"], "silent": silent})
    *_, last = app.battle(BattleAsking("Who is silent?"))
    app.meet(lambda: drawn)
    for code in (
        "sus-column-r",
        "im-a-good-chatbot",
        "a-code-name-that-goes-on-and-on-without-end",
    ):
        app.register_add(Registering(code, f"The true name of {code}", "Its maker"))
    app.reveal("im-a-good-chatbot")
    app.retire("a-code-name-that-goes-on-and-on-without-end")
    return {"battle": made[0], "open": made[2], "void": last.battle, "entrant": "zyzzyva-large"}


def kept(app):
    """Ask a single question of the sample, and keep a digest of it; the post is one it cites."""
    list(app.ask(Asking("When was the warehouse fire first reported?", sample=True)))
    answer = app.answers(AnswersAsked())[0].id
    told = app.answer(answer).answer
    now = datetime.now(UTC)
    body = plain(Digest, app.digest(Digesting(tongue="en")))
    save_digest(app._records, KeptPage("digest-1", "news", now, now, body), ())
    app.save_digest(Saving("news", "daily@08:00", Digesting(tongue="en")))
    return {
        "answer": answer,
        "digest": "digest-1",
        "post": quote(told.evidence[0].post.id, safe=""),
    }


def picture(app):
    """Have a picture drawn; return its id."""
    list(app.draw(PictureWanted("a boat under the moon", width=512, height=512)))
    return app.pictures(PicturesAsked())[0].pictures[0].id
