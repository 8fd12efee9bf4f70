"""Run nostr-sdk's own relay on a port of loopback until standard input ends."""

import asyncio
import sys

from nostr_sdk import LocalRelayBuilder, RateLimit


async def main() -> None:
    limit = RateLimit(max_reqs=500, notes_per_minute=1_000_000)  # the default refuses a burst
    relay = LocalRelayBuilder().addr("127.0.0.1").port(int(sys.argv[1])).rate_limit(limit).build()
    await relay.run()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
