"""Tables as Markdown has them, so that one can be put into a document as it was printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table, line by line."""
    return "\n".join(_line(cells) for cells in (titles, ["---"] * len(titles), *rows))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
