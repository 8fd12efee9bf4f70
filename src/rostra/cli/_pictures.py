"""`rostra pictures`: what was drawn; drawn again, changed, exported, deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option, limit_option
from rostra.cli._draw import export as export_file
from rostra.cli._draw import finish, json_option, ordered, out_option, yes_option
from rostra.cli._rim import NothingFound, Rim, common, pass_rim

if TYPE_CHECKING:
    from rostra.app import PictureOrder, PictureShown, Rostra


@click.group(invoke_without_command=True)
@click.pass_context
def pictures(context: click.Context) -> None:
    """Show what was drawn here, and who draws. Without a verb, lists the pictures.

    A picture is named by its id or the beginning of it.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@pictures.command("list")
@limit_option
@as_json_option
@common
@pass_rim
def list_(rim: Rim, limit: int = 20, as_json: bool = False) -> None:  # noqa: FBT001, FBT002
    """List the newest orders with their pictures, the failed and refused ones too."""
    from rostra.app import PictureOrder, PicturesAsked, dump

    with rim.reach("pictures list") as rostra:
        found = rostra.pictures(PicturesAsked(limit=limit))
    if as_json:
        click.echo(dump(tuple[PictureOrder, ...], found).decode())
    elif found:
        place = _show.zone("UTC")
        rows = [
            (o.id, _show.moment(o.at, place), o.state, str(len(o.pictures)), o.painter, o.style,
             str(o.seed), _show.safe(o.prompt[:50] or "(deleted)"))
            for o in found
        ]  # fmt: skip
        head = ("id", "ordered (UTC)", "state", "pictures", "painter", "style", "seed", "prompt")
        click.echo(_show.table(head, rows))
    if not found:
        raise NothingFound


@pictures.command()
@click.argument("name", metavar="ID")
@as_json_option
@common
@pass_rim
def show(rim: Rim, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Show a picture with all that is known of how it was made."""
    from rostra.app import PictureOrder, dump

    with rim.reach("pictures show") as rostra:
        order = _order(rostra, name)
    if as_json:
        click.echo(dump(PictureOrder, order).decode())
        return
    for line in _told(order, rim.settings.data):
        click.echo(_show.safe(line))


@pictures.command()
@click.argument("name", metavar="ID")
@click.option("--same", is_flag=True, help="With the same seed [default: another].")
@click.option("--seed", type=int, default=None, help="With this seed.")
@click.option("--painter", default="", help="By another painter.")
@click.option("--style", type=click.Choice(["regular", "fun"]), default=None, help="In this style.")
@out_option
@yes_option
@json_option
@common
@pass_rim
def again(rim: Rim, /, name: str, same: bool, yes: bool, **how: Any) -> None:  # noqa: FBT001
    """Draw a picture again, with the same or another seed."""
    from rostra.app import PictureWanted

    with rim.reach("pictures again") as rostra:
        order = _order(rostra, name)
        alone = len(order.pictures) == 1
        before = order.pictures[0].seed if alone else order.seed
        wanted = PictureWanted(
            order.prompt, how["style"] or order.style, order.width, order.height,
            1 if alone else order.n, before if same else how["seed"],
            how["painter"] or order.painter, order.negative,
            "vary" if order.task == "vary" else "edit" if order.task == "edit" else "paint",
            order.source, yes,
        )  # fmt: skip
        made = ordered(rostra, wanted)
        finish(rim, rostra, made, how["out"], svg=False, as_json=how["as_json"])


@pictures.command()
@click.argument("name", metavar="ID")
@click.argument("words", nargs=-1, required=True)
@click.option("--painter", default="", help="By a painter that edits.")
@click.option("--seed", type=int, default=None, help="With this seed.")
@out_option
@yes_option
@json_option
@common
@pass_rim
def edit(rim: Rim, /, name: str, words: tuple[str, ...], **how: Any) -> None:
    """Change a picture by words, where the painter can."""
    _changed(rim, name, "edit", " ".join(words), how)


@pictures.command()
@click.argument("name", metavar="ID")
@click.option("--painter", default="", help="By a painter that varies.")
@click.option("--seed", type=int, default=None, help="With this seed.")
@out_option
@yes_option
@json_option
@common
@pass_rim
def vary(rim: Rim, /, name: str, **how: Any) -> None:
    """Draw a variation of a picture, where the painter can."""
    _changed(rim, name, "vary", "", how)


@pictures.command("export")
@click.argument("name", metavar="ID")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--svg", is_flag=True, help="The drawing, whatever the file's name.")
@common
@pass_rim
def export_(rim: Rim, name: str, path: Path, svg: bool) -> None:  # noqa: FBT001
    """Copy a picture to FILE: the PNG, or the drawing where the name ends in .svg."""
    with rim.reach("pictures export") as rostra:
        export_file(rostra, _one(_order(rostra, name)), path, svg=svg)


@pictures.command()
@click.argument("name", metavar="ID")
@click.argument("words", nargs=-1)
@common
@pass_rim
def alt(rim: Rim, name: str, words: tuple[str, ...]) -> None:
    """Say what is on a picture, for those who cannot see it; without words, a model does.

    The model is that of `pictures.describe_with`.
    """
    from rostra.app import PictureAlt

    with rim.reach("pictures alt") as rostra:
        named = _one(_order(rostra, name))
        order = rostra.picture_alt(PictureAlt(named.id, " ".join(words)))
    for picture in order.pictures:
        if picture.id == named.id:
            click.echo(_show.safe(picture.alt))


@pictures.command()
@click.argument("name", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_rim
def delete(rim: Rim, name: str, yes: bool) -> None:  # noqa: FBT001
    """Delete a picture for good, or an order with all of its pictures and words.

    What it counted against the limit stays counted.
    """
    from rostra.app import PictureNamed

    with rim.reach("pictures delete") as rostra:
        order = _order(rostra, name)
        what = f"{len(order.pictures)} pictures of {order.id}"
        if not yes and not click.confirm(f"Delete {what} for good?", err=True):
            raise click.Abort
        gone = rostra.picture_delete(PictureNamed(name))
    if not gone:
        raise NothingFound(f"{name} was not deleted; is it still drawn? `rostra pictures cancel`")
    click.echo(f"deleted {what}")


@pictures.command()
@click.argument("name", metavar="ID")
@common
@pass_rim
def cancel(rim: Rim, name: str) -> None:
    """Cancel an order that waits or is being drawn; what was not drawn counts nothing."""
    from rostra.app import PictureNamed

    with rim.reach("pictures cancel") as rostra:
        done = rostra.picture_cancel(PictureNamed(name))
    if not done:
        raise NothingFound(f"no order {name!r} waits or is being drawn")
    click.echo(f"{name} is cancelled")


@pictures.command()
@as_json_option
@common
@pass_rim
def painters(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """List who draws, and what each can do."""
    from rostra.app import PainterState, dump

    with rim.reach("pictures painters") as rostra:
        found = rostra.painters()
    if as_json:
        click.echo(dump(tuple[PainterState, ...], found).decode())
        return
    rows = [
        (p.name + ("*" if p.usual else ""), p.kind, p.problem or p.sizes, str(p.most),
         " ".join(w for w in ("seed", "negative", "edit", "vary") if getattr(p, w)),
         ",".join(p.languages))
        for p in found
    ]  # fmt: skip
    head = ("painter", "kind", "sizes", "at most", "can", "languages")
    click.echo(_show.safe(_show.table(head, rows)))


@pictures.command()
@click.argument("name", metavar="PAINTER", default="")
@common
@pass_rim
def check(rim: Rim, name: str) -> None:
    """Have a painter draw one small picture, and say what is wrong where none comes."""
    from rostra.errors import PainterError

    with rim.reach("pictures check") as rostra:
        tried = rostra.check_painter(name or rim.settings.pictures.painter)
    if tried.problem:
        raise PainterError(f"{tried.name}: {tried.problem}")
    click.echo(f"{tried.name}: a picture of {tried.width}x{tried.height} in {tried.seconds:.1f} s")


def _changed(rim: Rim, name: str, task: Any, prompt: str, how: dict[str, Any]) -> None:
    from rostra.app import PictureWanted

    with rim.reach(f"pictures {task}") as rostra:
        order = _order(rostra, name)
        source = _one(order)
        wanted = PictureWanted(
            prompt or order.prompt, order.style, order.width, order.height, 1, how["seed"],
            how["painter"] or order.painter, order.negative, task, source.id, how["yes"],
        )  # fmt: skip
        made = ordered(rostra, wanted)
        finish(rim, rostra, made, how["out"], svg=False, as_json=how["as_json"])


def _order(rostra: Rostra, name: str) -> PictureOrder:
    from rostra.app import PictureNamed

    order = rostra.picture_show(PictureNamed(name))
    if order is None:
        raise NothingFound(f"there is no picture {name!r}; `rostra pictures` lists them")
    return order


def _one(order: PictureOrder) -> PictureShown:
    if len(order.pictures) != 1:
        told = ", ".join(picture.id for picture in order.pictures) or "none"
        raise click.UsageError(f"{order.id} has these pictures: {told}; name one of them")
    return order.pictures[0]


def _told(order: PictureOrder, data: Path) -> list[str]:
    ruling = order.ruling
    policy = f"{ruling.action}{f' ({ruling.category})' if ruling.category else ''}"
    lines = [
        f"{order.id}  {order.state}  {_show.moment(order.at, _show.zone('UTC'))} UTC",
        f"prompt: {order.prompt or '(deleted)'}",
        *([f"sent: {order.prompt_sent}"] if order.prompt_sent not in ("", order.prompt) else []),
        f"{order.painter}, {order.style}, {order.width}x{order.height}, seed {order.seed}",
        f"policy {ruling.version} ({ruling.sha256[:12]}): {policy}",
        f"counts {order.units - order.refunded} of {order.units} reserved",
        *(said for said in (ruling.reason, order.note, order.error) if said),
    ]
    for picture in order.pictures:
        lines += [f"{picture.id}  {data / picture.png}", f"  {picture.alt}"]
        svg = str(data / picture.svg) if picture.svg else ""
        lines += [f"  {said}" for said in (svg, picture.note, *picture.credit) if said]
    return lines
