"""`rostra draw`: a picture from words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import Rim, common, note, pass_rim
from rostra.errors import PainterError

if TYPE_CHECKING:
    from rostra.app import Drawn, Failed, PictureOrder, PictureShown, PictureWanted, Rostra


class Size(click.ParamType):  # type: ignore[type-arg]
    """A size in pixels: 1024x768, or 1024 for a square."""

    name = "WxH"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read a size."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,5})(?:\s*[xX×*]\s*(\d{1,5}))?", str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no size; write 1024x768", param, ctx)
        return int(found[1]), int(found[2] or found[1])


size_option = click.option("--size", type=Size(), default=None, help="As 1024x768 [default: 1024].")
style_option = click.option(
    "--style", type=click.Choice(["regular", "fun"]), default="regular", show_default=True,
    help="A calm illustration, or a poster, sticker or comic.",
)  # fmt: skip
out_option = click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default=None,
    help="Write the picture there too; .svg writes the drawing, where there is one.",
)  # fmt: skip
yes_option = click.option("--yes", is_flag=True, help="Do not ask where the policy asks first.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the order as JSON.")


@click.command()
@click.argument("words", nargs=-1, required=True)
@style_option
@size_option
@click.option("--n", default=1, show_default=True, help="How many pictures.")
@click.option("--seed", type=int, default=None, help="The same seed gives the same picture.")
@click.option("--painter", default="", help="Who draws; `rostra pictures painters` lists them.")
@click.option("--negative", default="", help="What shall not be there, where the painter can.")
@click.option("--plain", is_flag=True, help="Send the words as they are to the painter.")
@out_option
@click.option("--svg", is_flag=True, help="With -o, write the drawing (SVG) whatever its name.")
@yes_option
@json_option
@common
@pass_rim
def draw(
    rim: Rim,
    /,
    words: tuple[str, ...],
    size: tuple[int, int] | None,
    yes: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Draw what the words say.

    Every picture is kept: `rostra pictures` lists them. The bundled illustrator needs no model; it
    says what it could not show.
    """
    from rostra.app import PictureWanted

    out, svg, as_json = how.pop("out"), how.pop("svg"), how.pop("as_json")
    width, height = size or (0, 0)
    wanted = PictureWanted(" ".join(words), width=width, height=height, sure=yes, **how)
    with rim.reach("draw") as rostra:
        order = ordered(rostra, wanted)
        finish(rim, rostra, order, out, svg=svg, as_json=as_json)


def ordered(rostra: Rostra, wanted: PictureWanted) -> PictureOrder:
    """Have it drawn, telling how far it is; where the policy asks, the person is asked.

    Raises PainterError where nothing came, with the reason.
    """
    from dataclasses import replace

    from rostra.app import Failed

    last = _followed(rostra, wanted)
    if isinstance(last, Failed) and last.unsure and not wanted.sure:
        note(last.order.ruling.reason)
        if not _confirmed():
            raise PainterError("not drawn: the policy asks first; --yes says so beforehand")
        last = _followed(rostra, replace(wanted, sure=True))
    if isinstance(last, Failed):
        came = len(last.order.pictures)
        what = f"{came} of {last.order.n} pictures came: " if came else ""
        raise PainterError(f"{last.order.id} {last.order.state}: {what}{last.order.error}")
    return last.order


def finish(
    rim: Rim, rostra: Rostra, order: PictureOrder, out: Path | None, *, svg: bool, as_json: bool
) -> None:
    """Print what came, and write it where it was wanted."""
    from rostra.app import PictureOrder, dump

    if out is not None:
        for n, picture in enumerate(order.pictures):
            export(rostra, picture, _numbered(out, n), svg=svg)
    if as_json:
        click.echo(dump(PictureOrder, order).decode())
        return
    for picture in order.pictures:
        click.echo(_show.safe(f"{picture.id}  {rim.settings.data / picture.png}"))
        click.echo(_show.safe(f"  {picture.alt}"))
        if picture.note:
            click.echo(click.style(_show.safe(f"  {picture.note}"), dim=True))
    for label in order.ruling.labels:
        click.echo(_show.safe(f"  label: {label}"))


def export(rostra: Rostra, picture: PictureShown, path: Path, *, svg: bool) -> None:
    """Copy a picture's file to a path; raises PainterError where there is no such drawing."""
    from rostra.app import PictureNamed

    vector = svg or path.suffix.lower() == ".svg"
    if vector and not picture.svg:
        msg = f"{picture.id} has no SVG: its painter makes pixels alone; export the PNG"
        raise PainterError(msg)
    file = rostra.picture_file(PictureNamed(picture.id, None, "svg" if vector else "png"))
    if file is None:
        msg = f"the file of {picture.id} is gone from the data folder; draw it again"
        raise PainterError(msg)
    try:
        path.write_bytes(file.data)
    except OSError as error:
        raise PainterError(f"{path} cannot be written: {error}") from None
    note(f"wrote {path}")


def _followed(rostra: Rostra, wanted: PictureWanted) -> Drawn | Failed:
    from rostra.app import Drawing, Drawn, Failed, Queued

    sent, place = "", 0
    for event in rostra.draw(wanted):
        if isinstance(event, (Drawn, Failed)):
            return event
        if isinstance(event, Queued):
            if event.position != place:
                note(f"waiting: number {event.position} in line")
            place = event.position
        elif isinstance(event, Drawing):
            if event.prompt_sent and event.prompt_sent not in (sent, wanted.prompt):
                note(f"asked of the painter: {event.prompt_sent}")
            if event.note and not sent:
                note(event.note)
            sent = event.prompt_sent or sent
    raise RuntimeError("an order ended without Drawn or Failed")


def _confirmed() -> bool:
    import sys

    return sys.stdin.isatty() and click.confirm("Draw it?", err=True)


def _numbered(path: Path, n: int) -> Path:
    return path if n == 0 else path.with_stem(f"{path.stem}-{n + 1}")
