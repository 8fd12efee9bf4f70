"""A TCP relay between Rostra and a server, whose connections can be cut."""

import asyncio
import threading
from contextlib import suppress


class Cutter:
    """Listens on a port of its own and passes bytes to `target` and back.

    `cut` resets every open connection, as a failing network does; where none is open, the next
    one is reset as soon as the server began to answer.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._open: set[asyncio.StreamWriter] = set()
        self._armed = 0
        self.cuts = 0
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)

    def cut(self) -> None:
        """Cut what is open, or what opens next."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(10)

    def close(self) -> None:
        """Stop listening and cut everything."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    async def _cut(self) -> None:
        if not self._open:
            self._armed += 1
            return
        self.cuts += 1
        for writer in list(self._open):
            writer.transport.abort()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))
        self._loop.close()

    async def _serve(self, started: threading.Event) -> None:
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await self._end.wait()
        server.close()
        for writer in list(self._open):
            writer.transport.abort()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader, writer) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self._open |= both
        tasks = [
            asyncio.create_task(self._pass(reader, far_writer, answer=False)),
            asyncio.create_task(self._pass(far_reader, writer, answer=True)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            self._open -= both
            for end in both:
                end.close()

    async def _pass(self, reader, writer, *, answer: bool) -> None:
        with suppress(OSError):
            while chunk := await reader.read(1 << 16):
                if answer and self._armed:
                    self._armed -= 1
                    self.cuts += 1
                    writer.write(chunk[: len(chunk) // 2])
                    writer.transport.abort()
                    return
                writer.write(chunk)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
