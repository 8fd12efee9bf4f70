"""`rostra arena import`, `rostra arena export`: votes of other arenas come in, ours go out."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

if TYPE_CHECKING:
    from rostra.app import Rostra
    from rostra.arena import Counted, Vote

FORMS = ("jsonl", "csv", "parquet")
_SUFFIXES = {".jsonl": "jsonl", ".json": "jsonl", ".csv": "csv", ".parquet": "parquet"}


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--form", default="", help="The file's form [default: told by its fields].")
@click.option("--source", default="", help="Whose votes they are [default: the file's name].")
@click.option("--dry-run", is_flag=True, help="Only read the file and tell what it holds.")
@as_json_option
@common
@pass_rim
def import_(rim: Rim, /, file: Path, form: str, source: str, **how: bool) -> None:
    """Bring votes of another arena into the records; votes that are known already are skipped.

    Reads CSV, TSV, JSON lines, JSON arrays and Parquet, also in gzip or zstd: Chatbot Arena,
    compar:IA, llmfao, Open WebUI's feedback export, Kaggle's columns, any table of left, right
    and winner. Stopped half-way it goes on where it was when it is called again.
    """
    from rostra.arena import Counted, read_rows

    counted = Counted({})
    source = source or file.name.split(".")[0][:80] or "imported"
    votes = read_rows(file, form=form, source=source, counted=counted)
    # A file that cannot be read is refused before the store is opened.
    votes = chain(list(islice(votes, 1)), votes)
    if how["dry_run"]:
        told = {"file": file.name, "source": source, **_tally(votes, counted)}
    else:
        with rim.reach("arena import") as rostra:
            told = {"file": file.name, "source": source, **_take(rostra, source, votes, counted)}
    if how["as_json"]:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _tell(told)
    if not told["votes"]:
        raise NothingFound("no vote in the file counts")


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="[default: standard output]")
@click.option("--form", type=click.Choice(FORMS), help="[default: by the name of the file]")
@click.option("--with-text", is_flag=True, help="Texts of those who consented, bare of names.")
@click.option("--imported", is_flag=True, help="Votes of other arenas too; heed their licences.")
@common
@pass_rim
def export(rim: Rim, /, output: Path | None, form: str | None, **how: bool) -> None:
    """Write the votes as Chatbot Arena's JSON lines, CSV or Parquet.

    Voters are salted hashes, with a salt that is thrown away. Texts are written only with
    --with-text and only of battles whose askers consented: e-mail addresses, phone numbers,
    handles, keys and the like become [email], [phone] …; whatever a post says word for word becomes
    a link to it; each answer tells its licence. Names of people are not found: look before you
    publish.
    """
    from rostra.arena import write_rows

    suffix = output.suffix.lower() if output else ""
    chosen: Any = form or _SUFFIXES.get(suffix, "jsonl")
    if chosen == "parquet" and output is None:
        raise click.UsageError("Parquet needs a file: give one by -o")
    with rim.reach("arena export") as rostra:
        rows = _pages(rostra, texts=how["with_text"], imported=how["imported"])
        target = output or sys.stdout.buffer
        written = write_rows(rows, target, chosen, texts=how["with_text"])
    if not written:
        raise NothingFound("no votes are kept; `rostra arena battle QUESTION` leads to one")
    note(f"{_show.counted(written, 'vote')} written{f' to {output}' if output else ''}")


COMMANDS = (import_, export)


def _take(rostra: Rostra, source: str, votes: Iterator[Vote], counted: Counted) -> dict[str, Any]:
    from rostra.app import PAGE, VotesBrought

    kept = known = excluded = 0
    models: set[str] = set()
    while chunk := tuple(islice(votes, PAGE)):
        taken = rostra.take_votes(VotesBrought(source, chunk))
        kept, known = kept + taken.kept, known + taken.known
        excluded += sum(bool(vote.excluded) for vote in chunk)
        models.update(name for vote in chunk for name in (vote.left, vote.right))
        if counted.rows >= 10 * PAGE and counted.rows % (10 * PAGE) < PAGE:
            note(f"{counted.rows:,} rows read, {kept:,} votes kept")
    return {
        "rows": counted.rows, "votes": kept + known, "models": len(models), "excluded": excluded,
        "kept": kept, "known": known, "left_out": counted.left_out,
    }  # fmt: skip


def _tally(votes: Iterator[Vote], counted: Counted) -> dict[str, Any]:
    models: set[str] = set()
    found = excluded = 0
    for vote in votes:
        found += 1
        excluded += bool(vote.excluded)
        models |= {vote.left, vote.right}
    return {
        "rows": counted.rows, "votes": found, "models": len(models), "excluded": excluded,
        "left_out": counted.left_out,
    }  # fmt: skip


def _tell(told: dict[str, Any]) -> None:
    said = f"{told['file']}: {told['rows']:,} rows, {told['votes']:,} votes"
    said += f" between {told['models']:,} entrants"
    click.echo(_show.safe(said))
    if "kept" in told:
        click.echo(f"kept {told['kept']:,}, known already {told['known']:,}")
    if told["excluded"]:
        click.echo(f"kept but not counted, as their arena excluded them: {told['excluded']:,}")
    for reason, times in sorted(told["left_out"].items(), key=lambda item: -item[1]):
        click.echo(_show.safe(f"left out {times:,}: {reason}"))


def _pages(rostra: Rostra, *, texts: bool, imported: bool) -> Iterator[dict[str, Any]]:
    from rostra.app import PAGE, ExportAsked

    salt, after, size = secrets.token_hex(32), "", 200 if texts else PAGE
    while True:
        page = rostra.export_votes(ExportAsked(salt, after, size, texts, imported))
        yield from page.rows
        after = page.after
        if not after:
            return
