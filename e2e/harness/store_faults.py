"""What can happen to a database under a server that runs: real locks, a real full disk, a real read-only file."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import FileIO
from pathlib import Path

from .deadline import Deadline
from .network import PATH


@contextmanager
def held(database: Path, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Another process has begun to write and does not come to an end."""
    with closing(sqlite3.connect(database, isolation_level=None)) as holder:
        holder.execute(f"BEGIN {kind}")
        yield
        holder.execute("ROLLBACK")


@contextmanager
def full(database: Path, *, log_has_room: bool = False) -> Iterator[None]:
    """The disk has not a byte left. The log has none of its own either, unless it has taken some before: it is written
    over and over again in the same place."""
    if log_has_room:
        with closing(sqlite3.connect(database, timeout=20)) as shell:
            shell.execute("CREATE TABLE large AS SELECT zeroblob(300000)")
            shell.execute("DROP TABLE large")
            shell.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    filler = database.with_name("filler")
    log = database.with_name(database.name + "-wal")
    deadline = Deadline("the last byte to be taken before anybody writes")
    try:
        with filler.open("wb", buffering=0) as file:
            while True:
                if not log_has_room:
                    with closing(sqlite3.connect(database, timeout=20)) as shell:
                        shell.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                _fill(file)
                if log_has_room or log.stat().st_size == 0:
                    break
                file.truncate(0)
                deadline.check(lambda: log.stat().st_size)
            yield
    finally:
        filler.unlink()


def _fill(file: FileIO) -> None:
    file.seek(0)
    for size in (1 << 20, 4096, 1):
        try:
            while True:
                file.write(bytes(size))
        except OSError as error:
            assert error.errno == errno.ENOSPC, error


@contextmanager
def read_only(file: Path) -> Iterator[None]:
    """Nobody may write the file any more, not even who has it open, nor root."""
    _run("chattr", "+i", str(file))
    try:
        yield
    finally:
        _run("chattr", "-i", str(file))


def files_can_be_made_read_only(folder: Path) -> bool:
    """May we, and does the file system do so?"""
    probe = folder / "probe"
    with probe.open("wb", buffering=0) as file:
        try:
            with read_only(probe):
                file.write(b"not written")
        except PermissionError:
            return True
        except (OSError, subprocess.CalledProcessError):
            return False
    return False


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """The folder is a disk of its own, in memory."""
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield
    finally:
        _run("umount", "--lazy", str(folder))


def disks_can_be_mounted() -> bool:
    """As root only, and not everywhere then."""
    return os.geteuid() == 0 and shutil.which("mount", path=PATH) is not None


def _run(*command: str) -> None:
    environment = {**os.environ, "PATH": PATH}
    subprocess.run(command, check=True, env=environment, timeout=20, capture_output=True)
