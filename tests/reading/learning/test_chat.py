"""A language model as a reader: honest, lying, malformed and slow ones, over real HTTP."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mingjing.reading import read
from mingjing.reading.learning.chat import Chat, ask, chat_of
from mingjing.reading.learning.chosen import all_points
from mingjing.reading.learning.errors import ChatFailed
from mingjing.reading.points import POINTS, points

TEXT = "甲市乙区人民法院\n民事判决书\n被告吴某向原告周某借款3，000元，至2021年5月6日归还。担保人郑某，被告吴某认可。"
AMOUNT = next(p for p in POINTS.values() if p.kind.value == "A" and not p.many)
WORDS = next(p for p in POINTS.values() if p.kind.value == "S" and p.many)


@dataclass
class Server:
    """A chat endpoint that says what a test wants, and remembers what it was asked."""

    url: str = ""
    reply: Callable[[BaseHTTPRequestHandler], None] = lambda handler: None
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def says(self, content: object, status: int = 200) -> None:
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.reply = lambda handler: send(handler, status, body)

    def gives(self, **quotes: list[Any]) -> None:
        self.says(json.dumps(quotes, ensure_ascii=False))

    def chat(self, timeout: float = 5.0) -> Chat:
        return Chat(self.url, "court-7b", (AMOUNT, WORDS), "secret-key", timeout)


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append((self.path, dict(self.headers), body))
            try:
                state.reply(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        state.url = f"http://127.0.0.1:{http.server_port}/v1"
        yield state
        http.shutdown()
        thread.join()


def test_an_honest_answer_is_found_in_its_place(server: Server) -> None:
    server.gives(**{AMOUNT.id: [{"quote": "3，000元", "before": "借款"}], WORDS.id: ["郑某"]})
    amount, words = ask(TEXT, server.chat())
    assert (amount.value, amount.text, TEXT[amount.start : amount.end]) == (300000, "3，000元", "3，000元")
    assert (words.id, words.value, TEXT[words.start : words.end]) == (WORDS.id, "郑某", "郑某")
    assert words.confidence < 0.8 and words.by == "chat.court-7b"


def test_signs_printed_otherwise_are_still_the_same_words(server: Server) -> None:
    server.gives(**{AMOUNT.id: ["3,000元"]})
    assert [one.text for one in ask(TEXT, server.chat())] == ["3，000元"]


def test_the_words_before_tell_which_mention_is_meant(server: Server) -> None:
    server.gives(**{WORDS.id: [{"quote": "被告吴某", "before": "郑某，"}]})
    assert ask(TEXT, server.chat())[0].start == TEXT.rindex("被告吴某")


@pytest.mark.parametrize(
    ("quotes", "why"),
    [
        ({AMOUNT.id: ["30,000元"]}, "原文没有这些字"),
        ({WORDS.id: ["王某"]}, "原文没有这些字"),
        ({WORDS.id: [""]}, "原文没有这些字"),
        ({WORDS.id: [None, 7, {"value": "郑某"}]}, "原文没有这些字"),
        ({AMOUNT.id: ["郑某"]}, "不是金额"),
        ({"J999": ["郑某"]}, "没有问的信息点 J999"),
    ],
)
def test_a_lie_is_refused_and_told(
    server: Server, caplog: pytest.LogCaptureFixture, quotes: dict[str, list[Any]], why: str
) -> None:
    server.gives(**quotes)
    with caplog.at_level(logging.WARNING):
        assert ask(TEXT, server.chat()) == []
    assert why in caplog.text and "secret-key" not in caplog.text


def test_a_single_point_takes_one_value(server: Server) -> None:
    server.gives(**{AMOUNT.id: ["3，000元", "3，000元"], WORDS.id: ["周某", "吴某"]})
    assert [one.id for one in ask(TEXT, server.chat())] == [AMOUNT.id, WORDS.id, WORDS.id]


@pytest.mark.parametrize(
    "content",
    ["我认为金额是三千元。", "[]", '{"J001": "郑某"}', '{"J001": [', 7, None, ["x"]],
)
def test_a_malformed_answer_is_an_error_not_an_empty_reading(server: Server, content: object) -> None:
    server.says(content)
    with pytest.raises(ChatFailed):
        ask(TEXT, server.chat())


def test_a_fenced_answer_is_read(server: Server) -> None:
    server.says("```json\n" + json.dumps({WORDS.id: ["郑某"]}) + "\n```")
    assert [one.text for one in ask(TEXT, server.chat())] == ["郑某"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}', b"[1]"])
def test_what_is_no_chat_completion_is_an_error(server: Server, body: bytes) -> None:
    server.reply = lambda handler: send(handler, 200, body)
    with pytest.raises(ChatFailed, match="格式"):
        ask(TEXT, server.chat())


@pytest.mark.parametrize("status", [301, 401, 429, 500])
def test_a_refusal_of_the_endpoint_is_told(server: Server, status: int) -> None:
    server.says("{}", status)
    with pytest.raises(ChatFailed, match=f"HTTP {status}") as caught:
        ask(TEXT, server.chat())
    assert "secret-key" not in str(caught.value) and not caught.value.permanent


def test_a_silent_endpoint_is_given_up(server: Server) -> None:
    server.reply = lambda handler: time.sleep(1.0)
    with pytest.raises(ChatFailed, match="没有按时"):
        ask(TEXT, server.chat(timeout=0.2))


def test_an_answer_that_trickles_is_given_up(server: Server) -> None:
    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(20):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    server.reply = trickle
    started = time.monotonic()
    with pytest.raises(ChatFailed, match="没有按时"):
        ask(TEXT, server.chat(timeout=0.4))
    assert time.monotonic() - started < 1.5


def test_an_endless_answer_is_given_up(server: Server) -> None:
    server.reply = lambda handler: send(handler, 200, b" " * 1_500_000)
    with pytest.raises(ChatFailed, match="超过"):
        ask(TEXT, server.chat())


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with pytest.raises(ChatFailed, match="没有按时"):
        ask(TEXT, Chat("http://127.0.0.1:9", "m", (WORDS,), timeout=1))


def test_the_question_is_built_from_the_declaration(server: Server) -> None:
    server.gives()
    ask(TEXT, server.chat())
    path, headers, body = server.asked[0]
    question = body["messages"][0]["content"]
    assert path == "/v1/chat/completions" and headers["Authorization"] == "Bearer secret-key"
    assert body["model"] == "court-7b" and body["temperature"] == 0
    for point in (AMOUNT, WORDS):
        assert f"{point.id} {point.name}" in question and point.kind.label in question and point.example in question
    assert TEXT in question


def test_a_long_paper_is_asked_in_pieces_and_places_are_of_the_whole(server: Server) -> None:
    text = "前文。" * 9000 + "担保人郑某。"
    server.gives(**{WORDS.id: ["担保人郑某"]})
    found = ask(text, server.chat())
    assert len(server.asked) > 1 and [text[one.start : one.end] for one in found] == ["担保人郑某"]


def test_it_is_off_by_default_and_asks_nobody(server: Server, tmp_path: Path) -> None:
    assert chat_of({}) is None
    assert chat_of({"MINGJING_CHAT_URL": server.url, "MINGJING_CHAT_MODEL": "m"}) is None
    assert all_points(read(TEXT), tmp_path, None) == points(read(TEXT))
    assert server.asked == []


def test_it_adds_to_what_the_rules_read_and_repeats_nothing(server: Server, tmp_path: Path) -> None:
    rules = points(read(TEXT))
    again = next(one for one in rules if one.id == "J001")
    chat = Chat(server.url, "m", (POINTS["J001"], WORDS))
    server.gives(J001=[again.text], **{WORDS.id: ["担保人郑某"]})
    found = all_points(read(TEXT), tmp_path, chat)
    assert found[: len(rules)] == rules and [one.text for one in found[len(rules) :]] == ["担保人郑某"]


def test_a_failing_model_is_never_passed_over(server: Server, tmp_path: Path) -> None:
    server.says("{}", 500)
    with pytest.raises(ChatFailed):
        all_points(read(TEXT), tmp_path, server.chat())


@pytest.mark.parametrize(
    "settings",
    [
        {"MINGJING_CHAT_POINTS": "J001"},
        {"MINGJING_CHAT_POINTS": "J001, 没有这个点", "MINGJING_CHAT_MODEL": "m"},
        {"MINGJING_CHAT_POINTS": "J001", "MINGJING_CHAT_MODEL": "m", "MINGJING_CHAT_URL": "file:///etc/passwd"},
    ],
)
def test_half_a_setting_is_told(settings: dict[str, str]) -> None:
    with pytest.raises(ChatFailed):
        chat_of({"MINGJING_CHAT_URL": "http://127.0.0.1:1/v1"} | settings)


def test_a_whole_setting_switches_it_on_for_those_points() -> None:
    chat = chat_of(
        {
            "MINGJING_CHAT_URL": "http://127.0.0.1:1/v1",
            "MINGJING_CHAT_MODEL": "m",
            "MINGJING_CHAT_KEY": "k",
            "MINGJING_CHAT_TIMEOUT": "7",
            "MINGJING_CHAT_POINTS": "J001, J003",
        }
    )
    assert chat and (chat.model, chat.key, chat.timeout) == ("m", "k", 7.0)
    assert [point.id for point in chat.points] == ["J001", "J003"]
