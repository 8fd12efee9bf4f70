"""`rostra chat`: a conversation, turn by turn; `rostra chats`: the ones that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim
from rostra.cli._see import pictured, shown_images

if TYPE_CHECKING:
    from rostra.app import Conversation, Opened, Painting, Rostra, Shown
    from rostra.assistant import Answer, Progress

LENGTHS = ("normal", "short", "long")
STYLES = ("regular", "fun")
LANGUAGES = ("auto", "en", "zh", "zh-hant")
HELP = """\
/regenerate   answer the last question again   /edit TEXT    ask it in other words
/branch N     go on from the Nth message       /sources      the posts of the last answer
/off /on /auto  never, always, when needed: search
/length short|normal|long   /language en|zh|zh-hant|auto   /tone TEXT   /style fun|regular
/new          begin another chat               /quit         end"""


@dataclass
class _Session:
    """Where a conversation on the terminal stands."""

    rostra: Rostra
    how: dict[str, Any]
    chat: str = ""
    parent: str | None = None
    question: str = ""
    answer: Answer | None = None
    images: tuple[Shown, ...] = ()


@click.command()
@click.argument("said", nargs=-1)
@click.option("--in", "chat_id", default="", help="Go on with this chat (its id begins so).")
@click.option("--new", is_flag=True, help="Begin a chat [default without --in].")
@click.option(
    "--mode", type=click.Choice(["auto", "on", "off"]), default=None,
    help="Search when needed, always, or never.",
)  # fmt: skip
@click.option("--length", type=click.Choice(LENGTHS), default=None, help="Length of answers.")
@click.option("--language", type=click.Choice(LANGUAGES), default=None, help="Of answers.")
@click.option("--style", type=click.Choice(STYLES), default=None, help="Fun has asides.")
@click.option("--tone", default=None, help="Tone of what the model writes by itself.")
@click.option("--model", default="", help="A role or alias; `none` answers without a model.")
@click.option("--tz", "timezone", default="", help="The time zone `today` is meant in.")
@click.option("--sample/--live", default=None, help="Ask the sample feed, or live posts.")
@pictured("A picture the (first) turn is about.")
@click.option("--json", "as_json", is_flag=True, help="Print the turn as JSON.")
@common
@pass_rim
def chat(
    rim: Rim,
    /,
    said: tuple[str, ...],
    chat_id: str,
    new: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Converse with the feed; with words behind it, one turn. In a chat, /help lists commands."""
    if chat_id and new:
        raise click.UsageError("--new begins a chat and --in goes on with one; give one of them")
    images = shown_images(how.pop("images"), rim.settings, how.pop("pages"))
    given = {name: value for name, value in how.items() if value is not None}
    with rim.reach("chat") as rostra:
        session = _Session(rostra, given, _named(rostra, chat_id) if chat_id else "")
        if said:
            _turn(session, said=" ".join(said), as_json=as_json, images=images)
            return
        if as_json:
            raise click.UsageError("--json needs the words of a turn")
        note("/help lists commands; /quit or Ctrl-D ends")
        for line in _lines():
            session.images, images = images, ()
            if not _command(session, line):
                break


def _lines() -> Iterator[str]:
    """Read what is typed, line by line, until the end of input."""
    while True:
        try:
            line = click.prompt("", prompt_suffix="> ", default="", show_default=False)
        except click.exceptions.Abort:
            return
        if line.strip():
            yield line


def _command(session: _Session, line: str) -> bool:
    """Do what a line says; False ends the conversation."""
    name, _, rest = line.strip().partition(" ")
    if not name.startswith("/"):
        _turn(session, said=line, images=session.images)
    elif name == "/quit":
        return False
    elif name == "/regenerate":
        _turn(session, again=True, parent=session.question or None)
    elif name == "/edit":
        _turn(session, said=rest, parent=_before(session))
    elif name == "/branch":
        session.parent = _nth(session, rest)
    elif name == "/sources":
        _sources(session)
    elif name in ("/off", "/on", "/auto"):
        session.how["mode"] = name[1:]
    elif name in ("/length", "/language", "/tone", "/style"):
        session.how[name[1:]] = rest.strip()
    elif name == "/new":
        session.chat, session.parent, session.question, session.answer = "", None, "", None
    else:
        click.echo(HELP)
    return True


def _turn(session: _Session, *, as_json: bool = False, **what: Any) -> None:
    """Say one turn and show what comes back; an error ends the turn, not the conversation."""
    from rostra.app import Saying, dump
    from rostra.assistant import Answer
    from rostra.errors import RostraError

    parent = what.pop("parent", session.parent)
    saying = Saying(chat=session.chat, parent=parent, **what, **session.how)
    try:
        events = _opened(session, session.rostra.chat(saying))
        session.answer = _last(events) if as_json else _tell(events)
    except RostraError as error:
        if as_json or not session.chat:
            raise
        click.echo(_show.safe(f"error: {error}"), err=True)
        return
    session.parent = None
    if as_json:
        body = dump(Answer, session.answer).decode()
        click.echo(f'{{"chat": "{session.chat}", "question": "{session.question}", '
                   f'"answer": {body}}}')  # fmt: skip


def _opened(
    session: _Session, events: Iterable[Progress | Painting | Opened]
) -> Iterator[Progress]:
    """Note which chat a turn is in, and pass the other events on."""
    from rostra.app import Drawing, Opened, Queued

    for event in events:
        if isinstance(event, Opened):
            session.chat, session.question = event.chat, event.question
        elif not isinstance(event, (Queued, Drawing)):
            yield event


def _last(events: Iterable[Progress]) -> Answer:
    from rostra.cli._ask import last_answer

    return last_answer(events)


def _tell(events: Iterable[Progress]) -> Answer:
    """Print a turn as it comes: pieces of own words at once, cited sentences with their cards."""
    from rostra.assistant import Finished, Said, Typed

    answer, typing = None, False
    for event in events:
        if isinstance(event, Typed):
            click.echo(_show.safe(event.piece), nl=False)
            typing = True
        elif isinstance(event, Said):
            own = event.sentence.verdict == "own"
            if not (own and typing):
                click.echo(("\n" if typing else "") + _show.sentence(event.sentence))
                typing = False
        elif isinstance(event, Finished):
            answer = event.answer
    if answer is None:
        raise RuntimeError("a turn ended without Finished")
    click.echo("\n" if typing else "")
    _foot(answer)
    return answer


def _foot(answer: Answer) -> None:
    told = {c.number for s in answer.sentences for c in s.citations}
    place = _show.zone(answer.plan.timezone)
    for item in answer.evidence:
        if item.number in told:
            click.echo(_show.card(item.post, place, item.number))
    click.echo(_show.foot(answer))
    for name in answer.drawn:
        click.echo(f"`rostra pictures export {_show.safe(name)} FILE` copies the picture")
    for question in answer.followups:
        click.echo(click.style(f"→ {_show.safe(question)}", fg="green"))


def _sources(session: _Session) -> None:
    if session.answer is None or not session.answer.evidence:
        click.echo("no answer with posts yet")
        return
    place = _show.zone(session.answer.plan.timezone)
    for item in session.answer.evidence:
        click.echo(_show.card(item.post, place, item.number))


def _before(session: _Session) -> str | None:
    """Return the message that the last question follows ("" = it was the first)."""
    if not session.chat:
        return None
    from rostra.app import ChatNamed

    found = session.rostra.chat_show(ChatNamed(session.chat))
    known = {m.id: m for m in found.messages} if found else {}
    question = known.get(session.question) or (found.branch()[-2] if found else None)
    return question.parent if question else None


def _nth(session: _Session, number: str) -> str | None:
    """Return the Nth message of the branch; the next turn follows it."""
    from rostra.app import ChatNamed

    found = session.rostra.chat_show(ChatNamed(session.chat)) if session.chat else None
    path = found.branch() if found else ()
    if not number.strip().isdecimal() or not 1 <= int(number) <= len(path):
        click.echo(f"the branch has messages 1 to {len(path)}")
        return session.parent
    return path[int(number) - 1].id


def _named(rostra: Rostra, beginning: str) -> str:
    return _chat_of(rostra, beginning).id


def _chat_of(rostra: Rostra, beginning: str) -> Conversation:
    from rostra.app import ChatNamed

    found = rostra.chat_show(ChatNamed(beginning))
    if found is None:
        msg = f"no chat begins with {beginning!r} (four characters at least); see `rostra chats`"
        raise click.UsageError(msg)
    return found


@click.group(invoke_without_command=True)
@click.option("--limit", default=30, type=click.IntRange(1, 1000), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@click.pass_context
def chats(context: click.Context, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """List, show, search and keep conversations."""
    if context.invoked_subcommand is not None:
        return
    from rostra.app import ChatLine, ChatSearch, dump

    rim = context.ensure_object(Rim)
    with rim.reach("chats") as rostra:
        found = rostra.chats(ChatSearch(limit=limit))
    if as_json:
        click.echo(dump(tuple[ChatLine, ...], found).decode())
    else:
        place = _show.zone(rim.settings.timezone)
        rows = [
            [c.id[:8], _show.moment(c.touched, place), "pinned" if c.pinned else "", c.title]
            for c in found
        ]
        click.echo(_show.table(["chat", "last", "", "title"], rows))


@chats.command("show")
@click.argument("chat_id", metavar="CHAT")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def show(rim: Rim, /, chat_id: str, as_json: bool) -> None:  # noqa: FBT001
    """Show a chat's newest branch; --json gives all branches."""
    with rim.reach("chats show") as rostra:
        found = _chat_of(rostra, chat_id)
    click.echo(_json(found) if as_json else markdown(found))


@chats.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def search(rim: Rim, /, words: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """Find messages that hold all of the words, in Chinese from two characters on."""
    from rostra.app import ChatFound, ChatSearch, dump

    with rim.reach("chats search") as rostra:
        found = rostra.chats_search(ChatSearch(" ".join(words)))
    if as_json:
        click.echo(dump(tuple[ChatFound, ...], found).decode())
    else:
        rows = [[f.chat[:8], f.role, f.title[:30], f.text[:60]] for f in found]
        click.echo(_show.table(["chat", "who", "title", "text"], rows))
    if not found:
        raise NothingFound


@chats.command("rename")
@click.argument("chat_id", metavar="CHAT")
@click.argument("title")
@common
@pass_rim
def rename(rim: Rim, /, chat_id: str, title: str) -> None:
    """Give a chat another title."""
    from rostra.app import ChatChange

    with rim.reach("chats rename") as rostra:
        rostra.chat_change(ChatChange(_named(rostra, chat_id), title=title))


@chats.command("pin")
@click.argument("chat_id", metavar="CHAT")
@click.option("--off", is_flag=True, help="Take the pin out.")
@common
@pass_rim
def pin(rim: Rim, /, chat_id: str, off: bool) -> None:  # noqa: FBT001
    """Keep a chat at the top of the list."""
    from rostra.app import ChatChange

    with rim.reach("chats pin") as rostra:
        rostra.chat_change(ChatChange(_named(rostra, chat_id), pinned=not off))


@chats.command("delete")
@click.argument("chat_id", metavar="CHAT")
@common
@pass_rim
def delete(rim: Rim, /, chat_id: str) -> None:
    """Delete a chat for good."""
    from rostra.app import ChatNamed

    with rim.reach("chats delete") as rostra:
        rostra.chat_delete(ChatNamed(_named(rostra, chat_id)))


@chats.command("export")
@click.argument("chat_id", metavar="CHAT")
@click.option("--as", "form", type=click.Choice(["markdown", "json"]), default="markdown")
@common
@pass_rim
def export(rim: Rim, /, chat_id: str, form: str) -> None:
    """Write a chat to standard output; JSON holds every branch and can be imported."""
    with rim.reach("chats export") as rostra:
        found = _chat_of(rostra, chat_id)
    click.echo(_json(found) if form == "json" else markdown(found))


@chats.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@common
@pass_rim
def import_(rim: Rim, /, file: Any) -> None:
    """Take in a chat that was exported as JSON; prints its new id."""
    from rostra.app import Conversation, load
    from rostra.errors import OwnerError

    try:
        told = load(Conversation, file.read())
    except (OwnerError, UnicodeDecodeError) as error:
        msg = f"{file.name} is no exported chat: {error}; write one with `rostra chats export`"
        raise click.UsageError(msg) from None
    with rim.reach("chats import") as rostra:
        click.echo(rostra.chat_import(told))


def markdown(told: Conversation) -> str:
    """Write the newest branch of a chat as Markdown, with its sources as links."""
    lines = [f"# {_show.safe(told.title)}", ""]
    for message in told.branch():
        if message.role == "user":
            lines += [f"**> {_show.safe(message.text)}**", ""]
            continue
        lines += [_show.safe(message.text) or f"({message.state})", ""]
        cited = set()
        if message.answer:
            cited = {c.number for s in message.answer.sentences for c in s.citations}
            lines += [
                f"- [{e.number}] {_show.safe(e.post.url or e.post.id)}"
                for e in message.answer.evidence
                if e.number in cited
            ]
        lines += [""] if cited else []
    return "\n".join(lines)


def _json(told: Conversation) -> str:
    from rostra.app import Conversation, dump

    return dump(Conversation, told).decode()
