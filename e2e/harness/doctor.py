"""`duet doctor`: run as an operator runs it, and read as an operator reads it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .server import BINARY, REPOSITORY

# Runs a command for which names stand for other addresses than for everybody else.
_WITH_NAMES = ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"']


@dataclass(frozen=True)
class Finding:
    """One line."""

    level: str
    subject: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """Everything that it said."""

    exit_code: int
    findings: list[Finding]
    text: str

    def of(self, subject: str) -> list[Finding]:
        """What it found out about something."""
        return [finding for finding in self.findings if finding.subject == subject]

    @property
    def troubles(self) -> list[tuple[str, str]]:
        """Level and subject of all that is not well; whether somebody keeps this machine's clock is nobody's fault."""
        return [
            (finding.level, finding.subject)
            for finding in self.findings
            if finding.level != "ok" and finding.subject != "clock"
        ]


def examine(
    options: Sequence[str],
    folder: Path,
    names: Mapping[str, Sequence[str]],
    user: int | None = None,
    **environment: str,
) -> Report:
    """Runs the doctor with these options and variables, where each of these names stands for its addresses."""
    hosts = folder / "hosts"
    lines = [f"{address} {name}\n" for name, addresses in names.items() for address in addresses]
    hosts.write_text("127.0.0.1 localhost\n" + "".join(lines))
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DUET_")}
    somebody = [] if user is None else ["setpriv", f"--reuid={user}", "--clear-groups"]
    outcome = subprocess.run(
        [*_WITH_NAMES, hosts, *somebody, BINARY, "doctor", *options],
        cwd=REPOSITORY,
        # A name that nobody has is not looked for long.
        env={**kept, "RES_OPTIONS": "timeout:1 attempts:1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    found = re.findall(r"^(ok|warn|FAIL|skip) +(\S.*?)  +(\S.*)$", outcome.stdout, re.MULTILINE)
    return Report(outcome.returncode, [Finding(*parts) for parts in found], outcome.stdout)
