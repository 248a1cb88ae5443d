"""Messages of four capture products over a broker that speaks Kafka's protocol: told twice, told late, told wrongly."""

from __future__ import annotations

import base64
import datetime as dt
import json
import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Producer

from mingjing.ingest.apply.kinds import verified
from mingjing.ingest.apply.messages import told_by_messages
from mingjing.ingest.declared.system import System
from mingjing.ingest.errors import BadSystem, SlotLost
from tests.ingest.platform.pair import asked, new_database
from tests.ingest.platform.pushing_house import apply_all, case, declared, for_ever, wait_for_changes

NUMBERS = count(1)
NOW = "_to = TIMESTAMP '9999-12-31'"
COURT = f"SELECT case_id, case_number, amount_in_dispute_fen, filed_on FROM case_main WHERE {NOW} ORDER BY 1"
DAY = dt.date(2025, 3, 1)
SPAWN = multiprocessing.get_context("spawn")


def keep_a_broker(pipe: Pipe) -> None:
    """The mock cluster of librdkafka, which speaks the protocol over TCP, in a process of its own."""
    held = Producer({"test.mock.num.brokers": 3, "log_level": 0})
    brokers = held.list_topics(timeout=10).brokers.values()
    pipe.send(",".join(f"{b.host}:{b.port}" for b in brokers))
    pipe.recv()


@pytest.fixture(scope="module")
def brokers() -> Iterator[str]:
    here, there = SPAWN.Pipe()
    process = SPAWN.Process(target=keep_a_broker, args=(there,), daemon=True)
    process.start()
    yield here.recv()
    here.send("enough")
    process.join()


class Topic:
    """A topic of change messages, its declaration, and the court that they are applied to."""

    def __init__(self, cluster: str, brokers: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        number = next(NUMBERS)
        self.target, self.name = new_database(cluster, f"told_{number}"), f"court-{number}"
        self.producer = Producer({"bootstrap.servers": brokers, "enable.idempotence": True, "log_level": 0})
        self.here = here
        monkeypatch.setenv("MINGJING_TOLD", brokers)

    def system(self, form: str) -> System:
        made = declared(self.here, "told", "kafka")
        reading = {"topic": self.name, "format": form, "table": "T_AJ"}
        return replace(made, tables=(replace(made.tables[0], reading=reading),))

    def say(self, message: dict[str, Any] | bytes | None, key: int = 7) -> None:
        body = json.dumps(message, ensure_ascii=False).encode() if isinstance(message, dict) else message
        self.producer.produce(self.name, body, str(key).encode())

    def apply(self, form: str) -> None:
        self.producer.flush(10)
        apply_all(lambda: told_by_messages(self.system(form), self.target))

    def asked(self, sql: str) -> list[tuple[object, ...]]:
        return asked(self.target, sql)


@pytest.fixture
def topic(logical: str, brokers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Topic:
    return Topic(logical, brokers, tmp_path, monkeypatch)


def debezium(op: str, lsn: int, row: dict[str, Any], *, ts: int | None = None) -> dict[str, Any]:
    """A message of Debezium's PostgreSQL connector, without a schema."""
    source = {"name": "court", "table": "T_AJ", "lsn": lsn, "ts_ms": lsn if ts is None else ts}
    return {"before": row if op == "d" else None, "after": None if op == "d" else row, "op": op, "source": source}


def scaled(fen: int) -> str:
    return base64.b64encode(fen.to_bytes(4, signed=True)).decode()


SCHEMA = {"fields": [{"field": "after", "fields": [
    {"field": "bdje", "name": "org.apache.kafka.connect.data.Decimal", "parameters": {"scale": "2"}},
    {"field": "larq", "name": "io.debezium.time.Date"},
]}]}  # fmt: skip
TELLING = {
    "debezium": [
        {"schema": SCHEMA, "payload": debezium("r", 1, case(7, bdje=scaled(-1234), larq=20148, more="x"))},
        {"schema": SCHEMA, "payload": debezium("c", 2, case(8, bdje=scaled(50), larq=None))},
        {"schema": SCHEMA, "payload": debezium(
            "u", 3, case(7, ah="__debezium_unavailable_value", bdje=scaled(1234), larq=20148))},
        {"schema": SCHEMA, "payload": debezium("d", 4, {"ajbs": 8})},
        {"schema": SCHEMA, "payload": {"op": "m", "source": {}}},
    ],
    "canal": [
        {"type": "INSERT", "table": "T_AJ", "es": 1,
         "data": [case(7, ajbs="7", bdje="9"), case(8, ajbs="8", bdje="0.5")]},
        {"type": "UPDATE", "table": "T_AJ", "es": 2, "data": [case(7, ajbs="7", bdje="12.34")], "old": [{"bdje": "9"}]},
        {"type": "UPDATE", "table": "T_AJ", "es": 3, "data": [case(9, ajbs="9", ah="案8")], "old": [{"ajbs": "8"}]},
        {"type": "DELETE", "table": "T_AJ", "es": 4, "data": [case(9, ajbs="9")], "old": None},
        {"type": "ALTER", "isDdl": True, "table": "T_AJ", "sql": "ALTER TABLE T_AJ ADD x INT"},
    ],
    "maxwell": [
        {"type": "bootstrap-start", "table": "T_AJ", "data": {}},
        {"type": "insert", "table": "T_AJ", "ts": 1, "position": "b.000001:4", "data": case(7)},
        {"type": "insert", "table": "T_AJ", "ts": 1, "position": "b.000001:4", "xoffset": 1, "data": case(8)},
        {"type": "update", "table": "T_AJ", "ts": 2, "position": "b.000001:9",
         "data": case(7, bdje=12.34), "old": {"bdje": 1000}},
        {"type": "delete", "table": "T_AJ", "ts": 3, "position": "b.000002:4", "data": case(8)},
    ],
    "ogg": [
        {"table": "C.T_AJ", "op_type": "I", "op_ts": "2025-03-01 09:00:00.000001", "pos": "001", "after": case(7)},
        {"table": "C.T_AJ", "op_type": "I", "op_ts": "2025-03-01 09:00:00.000002", "pos": "002", "after": case(8)},
        {"table": "C.T_AJ", "op_type": "U", "op_ts": "2025-03-01 09:00:01", "pos": "003",
         "before": {"ajbs": 7}, "after": {"ajbs": 7, "bdje": "12.34"}},
        {"table": "C.T_AJ", "op_type": "D", "op_ts": "2025-03-01 09:00:02", "pos": "004", "before": {"ajbs": 8}},
    ],
}  # fmt: skip
"""Case 7 comes and gets another amount, case 8 comes and goes."""


@pytest.mark.parametrize("form", TELLING)
def test_messages_of_each_format_become_rows_with_history(topic: Topic, form: str) -> None:
    for message in TELLING[form]:
        topic.say(message)
        topic.apply(form)
    topic.say(None)
    topic.apply(form)
    assert topic.asked(COURT) == [(7, "案7", 1234, DAY)]
    versions = "SELECT case_id, count(*) FROM case_main WHERE case_id IN (7, 8) GROUP BY 1 ORDER BY 1"
    assert topic.asked(versions) == [(7, 2), (8, 1)]
    assert topic.asked("SELECT reason FROM mj_parked") == []


@pytest.mark.parametrize("form", TELLING)
def test_messages_that_are_told_again_end_in_the_same_rows(topic: Topic, form: str) -> None:
    for message in TELLING[form] * 2:
        topic.say(message)
    topic.apply(form)
    for message in TELLING[form]:
        topic.say(message)
    topic.apply(form)
    assert topic.asked(COURT) == [(7, "案7", 1234, DAY)]


def test_what_is_told_late_over_another_partition_changes_nothing(topic: Topic) -> None:
    topic.say(debezium("c", 5, case(7, bdje=5)))
    topic.apply("debezium")
    for key in range(20):  # to every partition
        topic.say(debezium("u", 3, case(7, bdje=3)), key)
        topic.say(debezium("u", 5, case(7, bdje=6)), key)
    topic.apply("debezium")
    assert topic.asked(COURT) == [(7, "案7", 500, DAY)]
    assert topic.asked("SELECT count(*) FROM case_main") == [(1,)]
    assert topic.asked("SELECT place, told_at, row_key FROM mj_row_position") == [("5", 5, "7")]


def test_a_log_that_begins_anew_is_not_taken_for_the_past(topic: Topic) -> None:
    topic.say(debezium("c", 5000, case(7, bdje=5)))
    topic.say(debezium("u", 1, case(7, bdje=6), ts=6000))
    topic.apply("debezium")
    assert topic.asked(COURT) == [(7, "案7", 600, DAY)]


WRONG = [
    (b"\xff\xfe", "消息不合格式"),
    (b"[]", "消息不是一个 JSON 对象"),
    (b'{"op": "x", "source": {"table": "T_AJ"}}', "op 是 x"),
    (json.dumps(debezium("c", 1, case(7, ah=7))).encode(), "列 ah 的值“7”不是文字"),
    (json.dumps(debezium("c", 1, {"ajbs": 7})).encode(), "缺少列 ah"),
    (json.dumps(debezium("c", 1, case(7, larq=20148))).encode(), "列 larq 的值“20148”不是日期"),
    (json.dumps(debezium("c", "no", case(7))).encode(), "消息不合格式"),
]


@pytest.mark.parametrize(("body", "reason"), WRONG)
def test_a_message_that_cannot_be_read_is_parked_and_the_others_go_on(topic: Topic, body: bytes, reason: str) -> None:
    topic.say(body)
    topic.say(debezium("c", 2, case(8)), 8)
    topic.apply("debezium")
    ((found,),) = topic.asked("SELECT reason FROM mj_parked")
    assert reason in str(found) and topic.asked(COURT) == [(8, "案8", 100_000, DAY)]


def test_a_place_that_kafka_no_longer_has_halts_the_source(topic: Topic) -> None:
    topic.say(debezium("c", 2, case(8)), 8)
    topic.apply("debezium")
    token = json.dumps([[topic.name, p, 999] for p in range(4)])
    topic.asked(f"UPDATE mj_position SET token = '{token}'")
    following = told_by_messages(topic.system("debezium"), topic.target)
    following.prepare()
    with pytest.raises(SlotLost, match="已不在 Kafka 里"):
        following.run(stop=lambda: False, idle=0.05)
    following.close()
    assert topic.asked("SELECT state FROM mj_position") == [("halted",)]


def test_a_declaration_without_a_known_format_is_refused(topic: Topic) -> None:
    with pytest.raises(BadSystem, match="format 为 debezium、canal、maxwell、ogg 之一"):
        told_by_messages(topic.system("avro"), topic.target)


def test_whatever_is_killed_every_message_is_applied_once_in_the_order_of_its_row(topic: Topic) -> None:
    rng, system = random.Random(3), topic.system("debezium")
    topic.say(debezium("c", 1, case(1)), 1)
    topic.apply("debezium")
    process = for_ever(lambda: told_by_messages(system, topic.target))
    told: dict[str, list[str]] = {"1": ["U"]}
    lsn = 1
    for _ in range(20):
        again = []
        for _ in range(60):
            key, lsn = rng.randrange(1, 30), lsn + 1
            message = debezium("d" if rng.random() < 0.2 else "u", lsn, case(key, bdje=lsn))
            told.setdefault(str(key), []).append("D" if message["op"] == "d" else "U")
            topic.say(message, key)
            again.append((key, message))
        for key, message in again[-20:] if rng.random() < 0.5 else []:  # a connector that was restarted tells it again
            topic.say(message, key)
        topic.producer.flush(10)
        time.sleep(rng.uniform(0.1, 0.5))
        process.kill()
        process.join()
        process = for_ever(lambda: told_by_messages(system, topic.target))
    wait_for_changes(topic.asked, 100)
    process.kill()
    process.join()
    topic.apply("debezium")
    heard: dict[str, list[str]] = {}
    for key, op in topic.asked("SELECT row_key, op::text FROM mj_source_change ORDER BY position, seq"):
        heard.setdefault(str(key), []).append(str(op))
    assert heard == told
    following = told_by_messages(system, topic.target)
    following.look_only()
    assert verified(following, system.tables[0]).found == 0
    following.close()
