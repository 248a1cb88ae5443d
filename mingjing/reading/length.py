"""How long a paper may be: longer than any real one, short enough that reading it never takes more than two seconds."""

from __future__ import annotations

from mingjing.reading.errors import PaperTooLong
from mingjing.settings import whole_number

CHARACTERS = 300_000
"""The longest of 2,700 real papers has 54,387 characters; a day's hearing record has about 60,000."""


def within_length(text: str) -> str:
    """The text itself.

    Raises
        PaperTooLong: longer than MINGJING_PAPER_CHARACTERS, else than `CHARACTERS`
    """
    limit = whole_number("MINGJING_PAPER_CHARACTERS", CHARACTERS)
    if len(text) > limit:
        raise PaperTooLong(len(text), limit)
    return text
