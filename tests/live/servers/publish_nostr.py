"""Publish on a Nostr relay with nostr-sdk's client: one JSON command a line in, one answer out.

{"do": "post", "text": …} → {"id": …}; {"do": "delete", "id": …} → {}; {"do": "forge", "id": …}
asks as a stranger for a deletion, which must change nothing.
"""

import asyncio
import json
import sys

from nostr_sdk import Client, EventBuilder, EventId, Keys, Kind, RelayUrl, Tag


async def main() -> None:
    client, keys, stranger = Client(), Keys.generate(), Keys.generate()
    await client.add_relay(RelayUrl.parse(sys.argv[1]))
    await client.connect()

    async def deletion(of: str, by: Keys) -> None:
        tags = [Tag.event(EventId.parse(of)), Tag.custom("k", ["1"])]
        await client.send_event(EventBuilder(Kind(5), "").tags(tags).finalize(by))

    print(json.dumps({"ready": True}), flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        answer: dict[str, str] = {}
        if asked["do"] == "post":
            event = EventBuilder(Kind(1), asked["text"]).finalize(keys)
            await client.send_event(event)
            answer["id"] = event.id().to_hex()
        elif asked["do"] == "delete":
            await deletion(asked["id"], keys)
        else:
            try:
                await deletion(asked["id"], stranger)
            except Exception as error:  # noqa: BLE001 — some relays refuse it outright
                answer["refused"] = str(error)
        print(json.dumps(answer), flush=True)


asyncio.run(main())
