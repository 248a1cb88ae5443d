"""What words chosen by a person mean as a value."""

from __future__ import annotations


def value_of(code: str, words: str) -> str:
    """The words without the blanks and line breaks of the page."""
    return "".join(words.split())
