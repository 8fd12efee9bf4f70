"""Publish on a Mastodon server with Mastodon.py: one JSON command a line in, one answer out.

{"do": "post", "text": …} → {"id": …}; {"do": "edit", "id": …, "text": …} and
{"do": "delete", "id": …} → {}.
"""

import json
import sys

from mastodon import Mastodon

client = Mastodon(access_token="mock_token", api_base_url=sys.argv[1], ratelimit_method="throw")
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    answer = {}
    if asked["do"] == "post":
        answer["id"] = str(client.status_post(asked["text"]).id)
    elif asked["do"] == "edit":
        client.status_update(asked["id"], asked["text"])
    else:
        client.status_delete(asked["id"])
    print(json.dumps(answer), flush=True)
