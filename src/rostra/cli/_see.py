"""`rostra see`: what a picture says, where the answer stands in it, where it was seen before."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rostra.cli import _show
from rostra.cli._rim import Rim, common, note, pass_rim

if TYPE_CHECKING:
    from rostra.app import PageSeen, Seeing, SeenBefore, Shown, Sighting
    from rostra.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
_URL = re.compile(r"https?://", re.IGNORECASE)


def pictured(about: str) -> Callable[[F], F]:
    """Add the options by which a verb is shown pictures."""

    def add(command: F) -> F:
        pages = click.option("--pages", default="", help="Pages of a document: 3, 2-4.")
        return click.option("--image", "images", multiple=True, metavar="FILE|URL", help=about)(
            pages(command)
        )

    return add


@click.command()
@click.argument("what", metavar="FILE|URL|POST")
@click.argument("question", nargs=-1)
@click.option("--pages", default="", help="Pages of a document: 3, 2-4.")
@click.option(
    "--mark", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.png",
    help="Draw where the answer stands into a copy of its page.",
)  # fmt: skip
@click.option("--model", default="", help="A role or alias; `none` answers by rules alone.")
@click.option(
    "--lang", "tongue", default="", type=click.Choice(["", "en", "zh"]),
    help="The language of what is said [default: the question's].",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON, with boxes.")
@common
@pass_rim
def see(
    rim: Rim,
    /,
    what: str,
    question: tuple[str, ...],
    pages: str,
    mark: Path | None,
    as_json: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Read a picture, a document or a post's pictures: text, tables, charts, fields, posts.

    With a question, the answer and where it stands. Told too: where the picture was seen before.
    """
    from rostra.app import Sighting, dump

    if mark and not question:
        raise click.UsageError("--mark draws where an answer stands: ask a question")
    asked = {"question": " ".join(question), "mark": bool(mark)}
    seeing = seeing_of(what, rim.settings, pages, **asked, **how)
    with rim.reach("see") as rostra:
        told = rostra.see(seeing)
    if mark:
        _write_mark(mark, told)
    click.echo(dump(Sighting, told).decode() if as_json else drawn(told))


def seeing_of(what: str, settings: Settings, pages: str = "", **how: Any) -> Seeing:
    """Say what is to be looked at: a file that is there, an address, else a post's id."""
    from rostra.app import Seeing, shown_file

    span = pages_of(pages)
    first, last = span or (0, 0)
    if _URL.match(what):
        return Seeing(named=what, first=first, last=last, **how)
    if Path(what).is_file():
        return Seeing(shown_file(Path(what), settings, span), **how)
    return Seeing(post=what, **how)


def shown_images(named: tuple[str, ...], settings: Settings, pages: str) -> tuple[Shown, ...]:
    """Open what `--image` names: files are made anew here, addresses are the owner's to fetch."""
    from rostra.app import Shown, shown_file

    if pages and not named:
        raise click.UsageError("--pages goes with --image")
    span = pages_of(pages)
    first, last = span or (0, 0)
    shown: list[Shown] = []
    for one in named:
        if _URL.match(one):
            shown.append(Shown(url=one, first=first, last=last))
        else:
            shown += shown_file(Path(one), settings, span)
    return tuple(shown)


def pages_of(told: str) -> tuple[int, int] | None:
    """Read `3` or `2-4`."""
    if not told:
        return None
    first, _, last = told.replace("–", "-").partition("-")
    if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
        raise click.UsageError(f"--pages is {told!r}; write 3 or 2-4")
    span = int(first), int(last or first)
    if not 1 <= span[0] <= span[1]:
        raise click.UsageError(f"--pages is {told!r}; pages count from 1, the first one first")
    return span


def drawn(told: Sighting) -> str:
    """Draw what was seen, page by page, and the answer last."""
    lines: list[str] = []
    for page in told.pages:
        lines += _page(page)
    if told.said:
        lines += ["", click.style(_show.safe(told.said), bold=True)]
        if told.found:
            box = told.found.box
            place = f"{box.left:.0f}, {box.top:.0f} to {box.right:.0f}, {box.bottom:.0f}"
            lines.append(click.style(f"stands at {place} (pixels)", dim=True))
    if told.model:
        lines.append(click.style(told.model, dim=True))
    lines += [click.style(_show.safe(line), dim=True) for line in told.notes]
    return "\n".join(lines)


def provenance(pages: tuple[PageSeen, ...]) -> str:
    """Draw where pictures were seen before."""
    return "\n".join(line for page in pages for line in (_head(page), *_before(page)))


def _page(page: PageSeen) -> list[str]:
    lines = [_head(page)]
    if page.seen is not None:
        lines += [_show.safe(line) for line in page.text.split("\n") if line.strip()]
        if not page.seen.rows:
            lines.append(click.style("(no text)", dim=True))
    return [*lines, *_before(page)]


def _head(page: PageSeen) -> str:
    where = f", page {page.page} of {page.pages}" if page.page else ""
    words = f"{_show.safe(page.name)[:100]} ({page.source} {page.width} × {page.height}{where})"
    return click.style(words, fg="cyan")


def _before(page: PageSeen) -> list[str]:
    lines = [click.style(_show.safe(page.words), fg="yellow" if page.before else None)]
    return lines + [f"    {_address(one)}" for one in page.before if one.post_id]


def _address(one: SeenBefore) -> str:
    return _show.safe(one.url or one.post_id)


def _write_mark(path: Path, told: Sighting) -> None:
    if not told.marked:
        note("the answer stands nowhere in the picture; nothing was drawn")
        return
    path.write_bytes(b64decode(told.marked))
    note(f"drawn into {path}")
