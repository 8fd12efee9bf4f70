"""`rostra verify`: a claim, what the posts say of it, and both sides' posts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim
from rostra.cli._see import pictured, provenance, shown_images

if TYPE_CHECKING:
    from rostra.app import Shown, Verified


@click.command()
@click.argument("claim", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the whole ruling as JSON.")
@click.option("--history", is_flag=True, help="List kept rulings, on this claim or on all.")
@pictured("A picture: where was it seen before?")
@click.option("--sure", is_flag=True, help="Go on where the policy asks first.")
@click.option("--lang", default="", help="Only posts in this language.")
@click.option("--tz", "timezone", default="", help="The time zone times are told in.")
@click.option("--network", "networks", multiple=True, help="Only posts of this network.")
@click.option("--sample/--live", default=None, help="Ask the sample feed, or live posts.")
@common
@pass_rim
def verify(
    rim: Rim,
    /,
    claim: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    history: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Say whether the posts support a claim, dispute it, corrected it, or tell nothing."""
    from rostra.app import Asking, Verified, dump

    said = " ".join(claim)
    if history:
        _history(rim, said, as_json=as_json)
        return
    images = shown_images(how.pop("images"), rim.settings, how.pop("pages"))
    if not said and not images:
        raise click.UsageError("write the claim behind the verb, or --image, or --history")
    if images:
        _with_pictures(rim, said, images, how, as_json=as_json)
        return
    with rim.reach("verify") as rostra:
        verified = rostra.verify(Asking(said, **how))
    click.echo(dump(Verified, verified).decode() if as_json else drawn(verified))
    if verified.ruling.standing == "no evidence":
        raise NothingFound


def _with_pictures(
    rim: Rim, claim: str, images: tuple[Shown, ...], how: dict[str, Any], *, as_json: bool
) -> None:
    """Tell where pictures were seen before, also in the posts on the claim, and rule on it."""
    from rostra.app import Asking, Seeing, Sighting, Verified, plain

    with rim.reach("verify") as rostra:
        verified = rostra.verify(Asking(claim, **how)) if claim else None
        sides = (*verified.ruling.speak_for, *verified.ruling.speak_against) if verified else ()
        among = tuple(dict.fromkeys(witness.item.post.id for witness in sides))
        told = rostra.see(Seeing(images, question=claim, read=False, among=among))
    if as_json:
        row = {
            "pictures": plain(Sighting, told)["pages"],
            "verified": plain(Verified, verified) if verified else None,
        }
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(provenance(told.pages))
    if verified:
        click.echo("\n" + drawn(verified))
    if verified and verified.ruling.standing == "no evidence":
        raise NothingFound


def drawn(verified: Verified) -> str:
    """Draw a ruling: what changed, its sentences, the posts."""
    ruling = verified.ruling
    lines = [click.style(_show.safe(line), fg="yellow") for line in verified.changed]
    lines += [_show.sentence(sentence) for sentence in verified.sentences]
    cited = {c.number for s in verified.sentences for c in s.citations}
    place = _show.zone(ruling.plan.timezone)
    shown = [w.item for w in (*ruling.speak_for, *ruling.speak_against) if w.item.number in cited]
    cards = [_show.card(item.post, place, item.number) for item in shown]
    return "\n".join([*lines, "", *cards] if cards else lines)


def _history(rim: Rim, claim: str, *, as_json: bool) -> None:
    from rostra.app import Ruled, plain

    with rim.reach("verify") as rostra:
        kept = rostra.rulings(claim)
    if as_json:
        rows = [plain(Ruled, ruling) for ruling in kept]
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif kept:
        place = _show.zone(rim.settings.timezone)
        told = [
            (_show.moment(r.asked_at, place), r.standing, f"{r.confidence:.2f}",
             str(r.speak_for), str(r.speak_against), r.claim[:60])
            for r in kept
        ]  # fmt: skip
        click.echo(_show.table(("asked", "verdict", "sure", "for", "against", "claim"), told))
    if not kept:
        msg = "no ruling is kept" + (" on this claim" if claim else "")
        raise NothingFound(msg)
