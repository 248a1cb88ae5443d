"""The pages of the library that can be read. One broken page must not take the others away from the judges."""

from __future__ import annotations

import logging

from mingjing.errors import MingjingError
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

log = logging.getLogger("mingjing.lifecycle")


def readable() -> dict[str, Scenario]:
    """Every scenario that loads, by name; the others are named in the log."""
    pages = {}
    for name in library.names():
        try:
            pages[name] = library.load(name)
        except MingjingError as error:
            log.error("scenario %s can't be read and is left out: %s", name, error)
    return pages
