"""The desk of the service: it answers passages that wait on the platform, from the operational store."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import close_old_connections, connection

from mingjing.autorun import actions
from mingjing.autorun.lanes import Batch
from mingjing.autorun.models import Passage
from mingjing.lifecycle.operational import operational
from mingjing.running.errors import UnknownCase


class PassageDesk:
    """Answers for one thread, with the court of that thread."""

    def few(self, batch: Batch, *, heavy_too: bool) -> Collection[int]:
        passages = waiting(batch)
        while passages:
            try:
                return actions.answer_few(operational(), passages, heavy_too=heavy_too).left
            except UnknownCase as unknown:
                actions.rest([p.pk for p in passages if p.case_id == unknown.case_id], actions.NOT_THERE)
                passages = [p for p in passages if p.case_id != unknown.case_id]
        return ()

    def many(self, batch: Batch) -> None:
        passages = waiting(batch)
        if passages:
            actions.answer_many(operational(), passages)

    def close(self) -> None:
        connection.close()


def waiting(batch: Batch) -> Sequence[Passage]:
    """The passages of a batch that were not answered meanwhile."""
    close_old_connections()
    return list(Passage.objects.filter(pk__in=[p.key for p in batch], checked_at=None))
