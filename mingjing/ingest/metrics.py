"""How sources stand, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily

from mingjing.ingest.apply.status import SourceStatus, statuses
from mingjing.store.errors import Unreachable

GAUGES: dict[str, tuple[str, Callable[[SourceStatus], float]]] = {
    "sound": ("1 where the source is followed and nothing of it is missing", lambda s: float(s.sound)),
    "silent_seconds": ("Seconds since the source last applied or said that nothing waits", lambda s: s.silent_seconds),
    "changes": ("Changes applied since the first load", lambda s: float(s.changes)),
    "parked_rows": ("Rows that the mapping refused", lambda s: float(s.parked)),
    "incomplete_tables": ("Tables that are not whole", lambda s: float(s.incomplete)),
    "log_kept_bytes": ("Bytes of its log that the source keeps for us", lambda s: float(s.kept_bytes or 0)),
}
"""Each measure with its meaning and its value for one source."""


class Sources:
    """Asks the court's database whenever it is read."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every measure of every source; `mingjing_up` is 0 where the database does not answer."""
        try:
            found: list[SourceStatus] | None = statuses(self.dsn)
        except Unreachable:
            found = None
        yield GaugeMetricFamily("mingjing_up", "1 where the court's database answers", float(found is not None))
        for name, (said, value) in GAUGES.items():
            gauge = GaugeMetricFamily(f"mingjing_source_{name}", said, labels=["source"])
            for source in found or ():
                gauge.add_metric([source.source], value(source))
            yield gauge


def registry(dsn: str) -> CollectorRegistry:
    """What is served for one database."""
    made = CollectorRegistry(auto_describe=False)
    made.register(Sources(dsn))
    return made
