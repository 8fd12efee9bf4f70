"""Keep a blog with Pelican: one JSON command a line in, one answer out.

{"do": "post", "text": …} → {"id": …}; {"do": "edit", "id": …, "text": …} → {}; {"do": "build"}
builds the site anew into OUT, whole or not at all. Usage: publish_pelican.py FOLDER
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

folder = Path(sys.argv[1])
content, out = folder / "content", folder / "out"
content.mkdir(parents=True)
(folder / "pelicanconf.py").write_text(
    "SITENAME = 'Harbour notes'\nAUTHOR = 'Live test'\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\n"
    "FEED_ALL_ATOM = 'feed.xml'\nFEED_MAX_ITEMS = 1000\nSITEURL = ''\nPATH = 'content'\n"
    "CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n"
    "DELETE_OUTPUT_DIRECTORY = False\nDIRECT_TEMPLATES = []\nWITH_FUTURE_DATES = True\n"
)


def write(slug: str, text: str, at: str) -> None:
    page = f"Title: {text}\nDate: {at}\nSlug: {slug}\nSummary: .\n\n.\n"
    (content / f"{slug}.md").write_text(page)


def build() -> None:
    program = str(Path(sys.executable).with_name("pelican"))
    command = [program, "content", "-s", "pelicanconf.py", "-o", "out", "--fatal", "errors", "-q"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


dates: dict[str, str] = {}
build()
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    answer = {}
    if asked["do"] == "post":
        slug = answer["id"] = f"note-{len(dates)}"
        dates[slug] = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        write(slug, asked["text"], dates[slug])
    elif asked["do"] == "edit":
        write(asked["id"], asked["text"], dates[asked["id"]])
    else:
        build()
    print(json.dumps(answer), flush=True)
