"""Asked to stop at any moment, the service hears it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from mingjing.site.answering import set_when_asked_to_stop


@pytest.fixture(autouse=True)
def handlers_kept() -> Iterator[None]:
    kept = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    yield
    for sign, handler in kept.items():
        signal.signal(sign, handler)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_hears(sign: signal.Signals) -> None:
    stopped = set_when_asked_to_stop()
    assert not stopped.is_set()
    os.kill(os.getpid(), sign)
    assert stopped.wait(10)


def test_asked_while_it_holds_the_very_lock_that_it_waits_by_it_hears() -> None:
    stopped = set_when_asked_to_stop()
    with stopped._cond:
        os.kill(os.getpid(), signal.SIGTERM)
    assert stopped.wait(10)
