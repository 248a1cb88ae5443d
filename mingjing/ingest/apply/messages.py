"""Change messages from Kafka, from the offsets that were applied; a message that comes again does no harm."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.apply.row_positions import Row, RowPositions, Stand
from mingjing.ingest.capture.events import Begin, Change, Commit, Event, Truncate
from mingjing.ingest.capture.message_formats import FORMATS, NotAChange, Told
from mingjing.ingest.declared.given import Read, Refused, Rows, as_json, exact_json, key_text, shape
from mingjing.ingest.declared.loading import address
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import BadSystem, SlotLost, SourceGone

POLL = 2_000
"""Messages that are applied together at most."""
ASK_SECONDS = 10.0
LOOK_SECONDS = 30.0
"""How often the topics are asked whether they have more partitions."""
PASSING = {KafkaError._ALL_BROKERS_DOWN, KafkaError._TRANSPORT, KafkaError._PARTITION_EOF, KafkaError._TIMED_OUT}
LOST = {KafkaError._AUTO_OFFSET_RESET, KafkaError.OFFSET_OUT_OF_RANGE}
Place = tuple[str, int]
"""A topic and a partition."""


def settings(said: str) -> dict[str, Any]:
    """What librdkafka needs to know: `host:port,...`, or its own settings as `name=value;...`."""
    given = dict(p.split("=", 1) for p in said.split(";") if p) if "=" in said else {"bootstrap.servers": said}
    ours = {"group.id": "mingjing", "enable.auto.commit": False, "auto.offset.reset": "error"}
    return {"isolation.level": "read_committed", "enable.partition.eof": False} | given | ours


class KafkaCapture:
    """The messages of one source's topics. What was read is known to the court's database alone, never to Kafka."""

    def __init__(self, system: System, target: KeepingTarget, said: str) -> None:
        self.system, self.target, self.said = system, target, said
        self.rows = {message_table(t): Rows(t, strict=False) for t in system.tables}
        self.formats = {str(t.reading["topic"]): FORMATS[str(t.reading["format"])] for t in system.tables}
        self.positions = RowPositions(target)
        self.offsets: dict[Place, int] = read_token(target.token())
        self.consumer: Consumer | None = None
        self.count, self.looked_at = 0, 0.0
        target.written = lambda: write_token(self.offsets)

    def start(self, position: int) -> None:
        """Begin at the offsets that were kept. Raises SourceGone."""
        self.count, self.offsets = position, read_token(self.target.token())
        self.consumer = Consumer(settings(self.said))
        self._assign()

    def _partitions(self, consumer: Consumer) -> list[Place]:
        """The partitions of the topics. Raises SourceGone."""
        try:
            known = consumer.list_topics(timeout=ASK_SECONDS).topics
        except KafkaException as e:
            raise SourceGone(self.system.name, str(e.args[0])) from e
        missing = [t for t in self.formats if t not in known or known[t].error]
        if missing:
            raise SourceGone(self.system.name, f"没有主题 {'、'.join(missing)}")
        return [(t, p) for t in self.formats for p in sorted(known[t].partitions)]

    def _assign(self) -> None:
        assert self.consumer is not None
        self.looked_at = time.monotonic()
        places = self._partitions(self.consumer)
        if {(p.topic, p.partition) for p in self.consumer.assignment()} != set(places):
            self.consumer.assign([TopicPartition(*p, self.offsets.get(p, OFFSET_BEGINNING)) for p in places])

    def events(self, idle: float = 0.2) -> Iterator[Event | None]:
        """Events as messages come; None whenever nothing is waiting. Raises SlotLost or SourceGone."""
        assert self.consumer is not None
        while True:
            messages = [m for m in self.consumer.consume(POLL, idle) if self._sound(m)]
            if messages:
                yield from self._batch(messages)
                continue
            yield None
            if time.monotonic() - self.looked_at > LOOK_SECONDS:
                self._assign()

    def _sound(self, message: Any) -> bool:
        error = message.error()
        if error is None:
            return True
        if error.code() in LOST:
            where = f"{message.topic()}[{message.partition()}]"
            raise SlotLost(self.system.name, f"{where} 断点处的消息已不在 Kafka 里（{error.str()}）")
        if error.code() not in PASSING:
            raise SourceGone(self.system.name, error.str())
        return False

    def _batch(self, messages: list[Any]) -> Iterator[Event]:
        """Messages that came together, as one transaction."""
        read = [(m, told, one) for m in messages for told, one in self._read(m)]
        self.positions.remember({row_of(one) for _, told, one in read if isinstance(one, Change)})
        self.count += len(messages)
        at_us = max(max(m.timestamp()[1], 0) for m in messages) * 1000
        yield Begin(self.count, at_us)
        kept: dict[Row, tuple[str, int, int, Stand]] = {}
        for message, told, one in read:
            yield from self._one(message, told, one, kept)
        self.positions.keep(kept)
        for m in messages:
            self.offsets[m.topic(), m.partition()] = m.offset() + 1
        yield Commit(self.count, self.count, at_us)

    def _one(self, message: Any, told: Told | None, one: Read | Truncate, kept: dict[Row, Any]) -> Iterator[Event]:
        """One change, unless it was applied before."""
        if isinstance(one, Change) and told is not None:
            row, stand = row_of(one), Stand(told.place, told.era, told.at_ms)
            if stand.overtaken(kept[row][3] if row in kept else self.positions.stands.get(row)):
                return
            kept[row] = (message.topic(), message.partition(), message.offset(), stand)
        if isinstance(one, Truncate):
            yield one
        else:
            yield from self.target.refusals.note([one])

    def _read(self, message: Any) -> Iterator[tuple[Told | None, Read | Truncate]]:
        """The changes that a message tells, or why it cannot be read."""
        topic = message.topic()
        place, body = f"{topic}[{message.partition()}]@{message.offset()}", message.value()
        if body is None:
            return  # it only lets Kafka forget the row
        try:
            said = exact_json(body.decode())
            if not isinstance(said, dict):
                raise NotAChange("消息不是一个 JSON 对象")
            for told in list(self.formats[topic](said)):
                rows = self.rows.get((topic, told.table))
                if rows is not None:
                    yield told, read_told(rows, told, place)
        except (NotAChange, ValueError, TypeError, AttributeError, KeyError, RecursionError) as e:
            reason = str(e) if isinstance(e, NotAChange) else f"消息不合格式（{type(e).__name__}）"
            yield None, Refused(topic, place, reason, as_json({"message": body.decode(errors="replace")}))

    def waiting(self) -> Callable[[], bool]:
        """Whether the messages that were there by now have been applied."""
        asking = Consumer(settings(self.said))
        try:
            ends = {p: self._end(asking, p) for p in self._partitions(asking)}
        finally:
            asking.close()
        return lambda: all(self.offsets.get(p, 0) >= end for p, end in ends.items())

    def _end(self, asking: Consumer, place: Place) -> int:
        """Where a partition ends; 0 when it has nothing."""
        try:
            first, end = asking.get_watermark_offsets(TopicPartition(*place), timeout=ASK_SECONDS)
        except KafkaException as e:
            raise SourceGone(self.system.name, str(e.args[0])) from e
        return int(end) if end > first else 0

    def told(self, table: DeclaredTable, position: int) -> TableNet:
        """Messages are not kept: only whether the court's rows are what the stored rows make them can be told."""
        return TableNet(shape(table))

    def confirm(self, position: int) -> None:
        """Kafka is told nothing: what it forgets is by its own retention."""

    def idle_position(self) -> int:
        """Nothing passes here but what is ours."""
        return 0

    def close(self) -> None:
        """Let the brokers go."""
        if self.consumer is not None:
            self.consumer.close()


def message_table(table: DeclaredTable) -> tuple[str, str]:
    """The topic of a table, and what its messages call it."""
    return str(table.reading["topic"]), str(table.reading.get("table", table.name))


def row_of(change: Change) -> Row:
    """The row that a change is of."""
    row = change.old if change.new is None else change.new
    return change.table.name, key_text(change.table.key_of(row or []))


def read_told(rows: Rows, told: Told, place: str) -> Read | Truncate:
    """A change as the declaration has it."""
    match told.op:
        case "put":
            return rows.put(told.row, place)
        case "change":
            return rows.change(told.row, told.old, place)
        case "delete":
            return rows.delete(told.row, place)
    return Truncate((rows.shape,))


def write_token(offsets: Mapping[Place, int]) -> str:
    """The next offset of each partition."""
    return orjson.dumps([[t, p, o] for (t, p), o in sorted(offsets.items())]).decode()


def read_token(token: str) -> dict[Place, int]:
    """The same, read."""
    return {(t, p): o for t, p, o in orjson.loads(token or "[]")}


def refuse_wrong(system: System, table: DeclaredTable) -> None:
    """Raises BadSystem where the declaration does not say which messages are to be read."""
    said = table.reading
    if not said.get("topic") or said.get("format") not in FORMATS:
        problem = f"须写明 topic 和 format；format 为 {'、'.join(FORMATS)} 之一"
        raise BadSystem(system.name, f"{table.name}.read", problem)


def told_by_messages(system: System, target_dsn: str, *, alone: bool = True) -> Collected:
    """Follows what capture products write into Kafka. Raises NoConnection or BadSystem."""
    said = address(system)
    for table in system.tables:
        refuse_wrong(system, table)
    target = KeepingTarget(target_dsn, system.name, alone=alone)
    return Collected(system, target, KafkaCapture(system, target, said))
