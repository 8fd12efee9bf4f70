"""Publish on a Bluesky PDS with the atproto SDK: one JSON command a line in, one answer out.

{"do": "post", "text": …} → {"id": …}; {"do": "edit", "id": …, "text": …} and
{"do": "delete", "id": …} → {}. Makes an account of its own.
"""

import json
import sys
import time

from atproto import Client, models

HANDLE = f"u{time.time_ns()}"[:18] + ".test"
client = Client(sys.argv[1])
made = client.com.atproto.server.create_account(
    models.ComAtprotoServerCreateAccount.Data(
        handle=HANDLE, email=f"{HANDLE}@example.org", password=HANDLE
    )
)
client.login(HANDLE, HANDLE, fetch_bsky_profile=False)  # a profile needs the public AppView
records, COLLECTION = client.com.atproto.repo, "app.bsky.feed.post"


def record(text: str) -> dict[str, str]:
    return {"$type": COLLECTION, "text": text, "createdAt": client.get_current_time_iso()}


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    answer = {}
    key = asked.get("id", "").rpartition("/")[2]
    if asked["do"] == "post":
        data = models.ComAtprotoRepoCreateRecord.Data(
            repo=made.did, collection=COLLECTION, record=record(asked["text"])
        )
        answer["id"] = records.create_record(data).uri
    elif asked["do"] == "edit":
        records.put_record(
            models.ComAtprotoRepoPutRecord.Data(
                repo=made.did, collection=COLLECTION, rkey=key, record=record(asked["text"])
            )
        )
    else:
        records.delete_record(
            models.ComAtprotoRepoDeleteRecord.Data(repo=made.did, collection=COLLECTION, rkey=key)
        )
    print(json.dumps(answer), flush=True)
