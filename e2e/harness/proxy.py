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

    def __init__(self, server_port: int, *, only: str = "/") -> None:
        """Listens on a port of its own; the server may be down, now and later.

        What goes wrong is limited to connections whose first request is for something below `only`.
        """
        self._server_port = server_port
        self._only = only.encode()
        self._links: set[_Link] = set()
        self._frozen: set[Direction] = set()
        self._refusing = False
        self._stand_in: bytes | None = None
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

    def refuse(self) -> None:
        """Resets each new connection."""
        self._do(lambda: setattr(self, "_refusing", True))

    def take_away(self) -> None:
        """Leaves no connection and lets none come about, as a network that is gone."""
        self.refuse()
        self.cut()

    def answer_instead(self, answer: bytes) -> None:
        """Cuts every connection, and gives the first request of each new one this answer in the server's place."""
        self._do(lambda: setattr(self, "_stand_in", answer), lambda link: link.cut())

    def allow(self) -> None:
        """Takes new connections again, and leaves the answers to the server."""
        self._do(lambda: setattr(self, "_refusing", False))
        self._do(lambda: setattr(self, "_stand_in", None))

    def delay(self, seconds: float) -> None:
        """Delivers everything this late from now on."""
        self._do(lambda: setattr(self, "_delay", seconds))

    def mend(self) -> None:
        """Ends every fault."""
        self.allow()
        self.delay(0)
        self.thaw()

    def close(self) -> None:
        """Stops listening, cuts everything, and ends the thread."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    # In the loop's thread

    def _do(self, change: Callable[[], object], each: Callable[[_Link], object] = lambda link: None) -> None:
        """Has the loop's thread make a change here and in each link it is for, and waits for that."""

        async def work() -> None:
            change()
            for link in tuple(self._links):
                if self._may_fail(link):
                    each(link)

        asyncio.run_coroutine_threadsafe(work(), self._loop).result(10)

    async def _close(self) -> None:
        self._listener.close()
        for link in self._links:
            link.cut()
        await asyncio.gather(*(link.task for link in self._links), return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(reader, writer)
        self._links.add(link)
        try:
            await link.receive_head()
            if not self._may_fail(link):
                await link.run(self._server_port, lambda: 0)
            elif self._stand_in is not None:
                await link.answer(self._stand_in)
            elif not self._refusing:
                link.freeze(self._frozen)
                await link.run(self._server_port, lambda: self._delay)
        except (OSError, asyncio.CancelledError):
            pass  # cut, or one end is gone
        finally:
            self._links.discard(link)
            link.reset()

    def _may_fail(self, link: _Link) -> bool:
        return link.head.partition(b" ")[2].startswith(self._only)


class _Link:
    """One connection of the browser and the one to the server that belongs to it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self.task = task
        self.head = b""
        self._reader = reader
        self._writer = writer
        self._server: asyncio.StreamWriter | None = None
        self._open = {direction: asyncio.Event() for direction in BOTH}
        self.thaw()

    def freeze(self, directions: Iterable[Direction]) -> None:
        for direction in directions:
            self._open[direction].clear()

    def thaw(self) -> None:
        for gate in self._open.values():
            gate.set()

    def cut(self) -> None:
        self.task.cancel()

    def cut_unnoticed(self) -> None:
        self.freeze(BOTH)
        _reset(self._writer)

    def reset(self) -> None:
        for writer in filter(None, (self._writer, self._server)):
            _reset(writer)

    async def receive_head(self) -> None:
        """Waits for the first bytes, which tell what the connection is for."""
        self.head = await _read(self._reader)

    async def answer(self, answer: bytes) -> None:
        """Answers what was asked, and closes."""
        self._writer.write(answer)
        await self._writer.drain()
        self._writer.close()
        await self._writer.wait_closed()

    async def run(self, server_port: int, lateness: Callable[[], float]) -> None:
        """Passes on until the server has closed its side."""
        await self._open[UP].wait()
        reader, self._server = await asyncio.open_connection("127.0.0.1", server_port)
        up = asyncio.create_task(self._pump(UP, self._reader, self._server, self.head, lateness))
        try:
            await self._pump(DOWN, reader, self._writer, await _read(reader), lateness)
            self._writer.close()
            await self._writer.wait_closed()
        finally:
            up.cancel()

    async def _pump(
        self,
        direction: Direction,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        chunk: bytes,
        lateness: Callable[[], float],
    ) -> None:
        gate = self._open[direction]
        while chunk:
            await asyncio.sleep(lateness())
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
