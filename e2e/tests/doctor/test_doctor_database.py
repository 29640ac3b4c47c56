"""`duet doctor` and everything that can be wrong with a database."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from pathlib import Path

from harness.operator import Operator, Server, copy_of, expect

NOBODY = 65534


def test_a_file_that_is_no_database(operator: Operator, server: Server) -> None:
    letter = operator.folder / "letter.txt"
    letter.write_text("Dear Bo,\n" * 1000)
    report = operator.ask(server.port, letter)
    expect(report, "FAIL", "database", "is not a database. Name another file")


def test_the_database_of_another_program(operator: Operator, server: Server) -> None:
    path = operator.folder / "books.sqlite"
    run_sql(path, "CREATE TABLE book (title TEXT)")
    before = fingerprint(path)
    report = operator.ask(server.port, path)
    expect(report, "FAIL", "database", "belongs to another program. Name another file")
    assert fingerprint(path) == before


def test_the_database_of_a_later_version(operator: Operator, server: Server) -> None:
    path = copy_of(server, operator.folder)
    run_sql(path, "INSERT INTO grdb_migrations VALUES ('9999 of the future')")
    report = operator.ask(server.port, path)
    expect(report, "FAIL", "database", "by a later version of Duet. Install that version again")


def test_the_database_of_an_earlier_version_is_left_as_it_is(operator: Operator, server: Server) -> None:
    path = copy_of(server, operator.folder)
    run_sql(path, "DELETE FROM grdb_migrations WHERE identifier = (SELECT max(identifier) FROM grdb_migrations)")
    before = fingerprint(path)
    report = operator.ask(server.port, path)
    expect(report, "warn", "database", "earlier version of Duet", "when it starts", "make a copy first")
    assert fingerprint(path) == before


def test_no_database_yet(operator: Operator, server: Server) -> None:
    path = operator.folder / "data" / "duet.sqlite"
    report = operator.ask(server.port, path)
    expect(report, "warn", "database", f"There is none yet at {path}")
    assert not path.parent.exists()


def test_a_folder_without_rights(operator: Operator, server: Server) -> None:
    """The file is there, and belongs to another user."""
    with tempfile.TemporaryDirectory(prefix="duet-doctor-") as open_to_all:
        folder = Path(open_to_all)
        folder.chmod(0o755)
        path = copy_of(server, folder)
        report = operator.ask(server.port, path, user=NOBODY, SSL_CERT_FILE="")
        expect(report, "FAIL", "database", "cannot be written. Check the permissions of the file and its folder")
        folder.chmod(0o700)
        report = operator.ask(server.port, path, user=NOBODY, SSL_CERT_FILE="")
        expect(report, "FAIL", "database", "cannot be created: permission denied")


def test_the_doctor_writes_nothing(operator: Operator, server: Server) -> None:
    path = copy_of(server, operator.folder)
    before = fingerprint(path)
    report = operator.ask(server.port, path)
    expect(report, "ok", "database", "can be read and written")
    assert fingerprint(path) == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["duet.sqlite", "hosts"]


def run_sql(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.close()


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
