"""Write the sample feed's shipped files: `python -m tools.sample [--check]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from tools.sample._build import Built, build
from tools.sample._similarity import near_pairs

SHIPPED = Path(__file__).parents[2] / "src" / "rostra" / "feeds" / "sample"


def files(built: Built) -> dict[str, str]:
    """Return the shipped files' names and contents."""
    return {
        "posts.jsonl": _lines(built.posts),
        "questions.jsonl": _lines(built.questions),
        "truth.json": json.dumps(built.truth, ensure_ascii=False, indent=0) + "\n",
    }


def _lines(rows: list[dict[str, object]]) -> str:
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "".join(dump(row) + "\n" for row in rows)


def _report(built: Built) -> None:
    made = [row for row in built.posts if "network" in row]
    what = built.truth["posts"]
    print(len(made), "posts,", len(built.posts) - len(made), "edits and deletions")
    for title, counts in (
        ("days", Counter(row["day"] for row in made)),
        ("languages", Counter(row["lang"] for row in made)),
        ("networks", Counter(row["network"] for row in made)),
        ("kinds", Counter(what[row["key"]]["kind"] for row in made)),
    ):
        print(f"{title}:", ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    asked = Counter((q["lang"], q["answerable"], q["needs"]) for q in built.questions)
    print("questions:", {" ".join(map(str, key)): n for key, n in sorted(asked.items())})
    claims = Counter(claim["supported"] for claim in built.truth["claims"])
    print("claims:", dict(claims), "facts:", sum(len(s["facts"]) for s in built.truth["stories"]))
    written = [row for row in made if what[row["key"]]["kind"] not in {"repost", "duplicate"}]
    pairs = near_pairs([str(row["text"]) for row in written])
    print(f"{len(written)} written texts, {len(pairs)} pairs alike (Jaccard ≥ 0.5)")
    for i, j, likeness in pairs[:40]:
        print(f"  {likeness:.2f} {written[i]['key']} | {written[j]['key']}")


def main() -> int:
    """Build, then write the files, or say whether they equal what is shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 on a difference"
    )
    check = parser.parse_args().check
    built = build()
    differing = []
    for name, content in files(built).items():
        path = SHIPPED / name
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        differing.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    _report(built)
    print("differing:" if check else "written:", ", ".join(differing) or "nothing")
    return int(check and bool(differing))


if __name__ == "__main__":
    sys.exit(main())
