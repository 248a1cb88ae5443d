"""Read papers on their way to the court's data, kept in a file of our own so that memory does not grow with them."""

from __future__ import annotations

import datetime as dt
import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Self

from mingjing.ingest.rows import paper_day
from mingjing.ingest.sources import ReadPaper

NO_DAY = dt.date(2025, 12, 31)
"""The day of papers of which none is dated."""


@dataclass
class Spool:
    """Papers in the order they were put in; how many, and the last day any of them was signed."""

    count: int = 0
    last_day: dt.date | None = None
    _file: IO[bytes] = field(default_factory=tempfile.TemporaryFile, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def put(self, made: ReadPaper, source: str) -> None:
        """One more paper, and where it is from."""
        pickle.dump((ReadPaper(made.paper, made.points), source), self._file, pickle.HIGHEST_PROTOCOL)
        self.count += 1
        day = paper_day(made.paper)
        self.last_day = max(filter(None, (self.last_day, day)), default=None)

    def papers(self) -> Iterator[tuple[ReadPaper, str]]:
        """All papers, from the first."""
        self._file.seek(0)
        for _ in range(self.count):
            yield pickle.load(self._file)  # noqa: S301 - a file without a name, which nobody but us has written
