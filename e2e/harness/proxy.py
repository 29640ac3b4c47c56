"""The line between one browser and the server: a TCP proxy on the loopback interface that can go wrong."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from typing import Literal

Direction = Literal["up", "down"]

UP: Direction = "up"
DOWN: Direction = "down"
BOTH: tuple[Direction, Direction] = (UP, DOWN)


class Proxy:
    """Passes everything on until a test tells it otherwise; the page is opened at its `origin`.

    It does nothing by chance or by a clock of its own, and a command has taken effect when it returns.
    """

    def __init__(self, server_port: int) -> None:
        """Listens on a port of its own; the server may be down, now and later."""
        self._server_port = server_port
        self._links: set[_Link] = set()
        self._frozen: set[Direction] = set()
        self._refused: bytes | None = None
        self._delay = 0.0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._listener = asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)
        self.origin = "http://{}:{}".format(*self._listener.sockets[0].getsockname())

    # What goes wrong

    def freeze(self, *directions: Direction) -> None:
        """Takes bytes and delivers none, over what is connected and what will connect.

        `UP` is from the browser to the server. Without a direction both freeze.
        """
        self._do(lambda: self._frozen.update(directions or BOTH), lambda link: link.freeze(self._frozen))

    def strand(self) -> None:
        """Freezes what is connected now, as a change of network does: new connections work."""
        self._do(lambda: None, lambda link: link.freeze(BOTH))

    def thaw(self) -> None:
        """Delivers again, first what was held back: TCP loses nothing while a connection lives."""
        self._do(self._frozen.clear, lambda link: link.thaw())

    def cut(self) -> None:
        """Resets every connection at both ends; what was held back is lost."""
        self._do(lambda: None, lambda link: link.cut())

    def cut_unnoticed(self) -> None:
        """Resets every connection at the browser; the server learns of it when the proxy thaws."""
        self._do(lambda: None, lambda link: link.cut_unnoticed())

    def refuse(self, path: str = "/") -> None:
        """Resets each new connection whose first request is for something below `path`."""
        self._do(lambda: setattr(self, "_refused", path.encode()))

    def allow(self) -> None:
        """Takes new connections again."""
        self._do(lambda: setattr(self, "_refused", None))

    def delay(self, seconds: float) -> None:
        """Delivers everything this late from now on."""
        self._do(lambda: setattr(self, "_delay", seconds))

    def mend(self) -> None:
        """Ends every fault."""
        self.allow()
        self.delay(0)
        self.thaw()

    def close(self) -> None:
        """Cuts everything and stops listening."""
        self._do(self._listener.close)
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    # In the loop's thread

    def _do(self, change: Callable[[], object], each: Callable[[_Link], object] = lambda link: None) -> None:
        """Has the loop's thread make a change here and in each link, and waits for it."""

        async def work() -> None:
            change()
            for link in tuple(self._links):
                each(link)

        asyncio.run_coroutine_threadsafe(work(), self._loop).result(10)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(self, reader, writer)
        link.freeze(self._frozen)
        self._links.add(link)
        try:
            await link.run()
        finally:
            self._links.discard(link)

    def refuses(self, head: bytes) -> bool:
        """Is a connection to be reset whose first bytes are these?"""
        return self._refused is not None and head.partition(b" ")[2].startswith(self._refused)

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Another connection to the server."""
        return await asyncio.open_connection("127.0.0.1", self._server_port)

    async def linger(self) -> None:
        """Lets pass what everything is late by."""
        await asyncio.sleep(self._delay)


class _Link:
    """One connection of the browser and the one to the server that belongs to it."""

    def __init__(self, proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._proxy = proxy
        self._reader = reader
        self._writer = writer
        self._task = asyncio.current_task()
        self._open = {direction: asyncio.Event() for direction in BOTH}
        self.thaw()

    def freeze(self, directions: Iterable[Direction]) -> None:
        for direction in directions:
            self._open[direction].clear()

    def thaw(self) -> None:
        for gate in self._open.values():
            gate.set()

    def cut(self) -> None:
        assert self._task
        self._task.cancel()

    def cut_unnoticed(self) -> None:
        self.freeze(BOTH)
        _reset(self._writer)

    async def run(self) -> None:
        """Passes on until the server has closed its side; a server that cannot be reached is a reset."""
        server: asyncio.StreamWriter | None = None
        up: asyncio.Task[None] | None = None
        try:
            head = await _read(self._reader)
            if not head or self._proxy.refuses(head):
                return
            await self._open[UP].wait()
            reader, server = await self._proxy.connect()
            up = asyncio.create_task(self._pump(UP, self._reader, server, head))
            await self._pump(DOWN, reader, self._writer, await _read(reader))
            self._writer.close()
            await self._writer.wait_closed()
        except (OSError, asyncio.CancelledError):
            pass  # cut, or one end is gone
        finally:
            if up:
                up.cancel()
            for writer in filter(None, (self._writer, server)):
                _reset(writer)

    async def _pump(
        self, direction: Direction, source: asyncio.StreamReader, target: asyncio.StreamWriter, chunk: bytes
    ) -> None:
        gate = self._open[direction]
        while chunk:
            await self._proxy.linger()
            await gate.wait()
            target.write(chunk)
            await target.drain()
            chunk = await _read(source)
        # That there is no more is news as well.
        await gate.wait()
        if direction == UP:
            target.write_eof()


async def _read(reader: asyncio.StreamReader) -> bytes:
    """What came, or nothing at the end, whether it was closed or reset."""
    try:
        return await reader.read(65_536)
    except OSError:
        return b""


def _reset(writer: asyncio.StreamWriter) -> None:
    if writer.is_closing():
        return
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
