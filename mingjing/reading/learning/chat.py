"""A language model as one more reader: asked about declared points, believed only where its words are in the paper.

Any endpoint that speaks OpenAI's chat completions. Off unless the court names an endpoint and the points it is for.
The answer is quotations; where they stand is found here. What fails is told: a paper is never read without a reader
that was switched on.
"""

from __future__ import annotations

import http.client
import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mingjing.reading.folding import folded
from mingjing.reading.learning.errors import ChatFailed
from mingjing.reading.points import POINTS, Found, Kind, Point
from mingjing.reading.points.normal import normal

SURE = 0.7
"""Below 0.8, so that a person looks at what a language model says before it is used."""
LONGEST_ANSWER = 1_000_000
PIECE, OVERLAP = 20_000, 500
"""A longer paper is asked about in pieces of so many characters."""
_log = logging.getLogger(__name__)

_TASK = """\
你从一份法院文书中摘录信息点。只摘录原文中一字不差的原话，不改写，不推断，不计算。
回答一个 JSON 对象：键是信息点编号，值是列表；列表每一项是 {"quote": "原话", "before": "紧接在原话之前的十个字"}。
原文没有写的信息点，值为空列表。除 JSON 外不要写任何字。

要摘录的信息点：
"""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where the model is, and what it is asked about."""

    url: str
    """The base of the interface, such as http://10.0.0.8:8000/v1."""
    model: str
    points: tuple[Point, ...]
    key: str = ""
    timeout: float = 30.0
    """Seconds for one whole answer."""


def chat_of(environment: Mapping[str, str]) -> Chat | None:
    """The language model that the environment switches on; None where none is. Raises ChatFailed when half set."""
    url, names = environment.get("MINGJING_CHAT_URL", ""), environment.get("MINGJING_CHAT_POINTS", "").split(",")
    wanted = [name.strip() for name in names if name.strip()]
    if not url or not wanted:
        return None
    unknown = [name for name in wanted if name not in POINTS]
    if unknown:
        raise ChatFailed(url, f"MINGJING_CHAT_POINTS 中没有这样的信息点：{'、'.join(unknown)}")
    model = environment.get("MINGJING_CHAT_MODEL", "")
    if not model or urlsplit(url).scheme not in ("http", "https"):
        raise ChatFailed(url, "请同时设定 MINGJING_CHAT_MODEL，并以 http:// 或 https:// 写明地址")
    timeout = float(environment.get("MINGJING_CHAT_TIMEOUT", "30"))
    return Chat(url, model, tuple(POINTS[name] for name in wanted), environment.get("MINGJING_CHAT_KEY", ""), timeout)


def asked(found: Sequence[Found], text: str, chat: Chat) -> tuple[Found, ...]:
    """What was found, and what the model found besides; the same words in the same place are one value."""
    known = {(one.id, one.start, one.end) for one in found}
    return (*found, *(one for one in ask(text, chat) if (one.id, one.start, one.end) not in known))


def ask(text: str, chat: Chat) -> list[Found]:
    """The values that the model quotes and the paper has. Raises ChatFailed."""
    found: dict[tuple[str, int, int], Found] = {}
    for start in range(0, max(1, len(text) - OVERLAP), PIECE - OVERLAP):
        piece = text[start : start + PIECE]
        for point, quotes in _quotes(answer(prompt(piece, chat.points), chat), chat):
            for one in _checked(point, quotes, piece, chat):
                placed = Found(
                    one.id, one.name, one.value, one.text, one.start + start, one.end + start, one.confidence, one.by
                )
                found.setdefault((placed.id, placed.start, placed.end), placed)
    return list(found.values())


def prompt(text: str, points: Sequence[Point]) -> str:
    """The question: the points as declared, then the paper."""
    return _TASK + "\n".join(map(described, points)) + f"\n\n文书原文：\n{text}"


def described(point: Point) -> str:
    """One point as its declaration has it."""
    example = f"；例：“{point.example}”中是“{point.gives}”" if point.example else ""
    cues = f"；常见写法含{'、'.join(point.cues[:5])}" if point.cues else ""
    return f"- {point.id} {point.name}：{point.kind.label}，{point.card_label}{cues}{example}"


def answer(question: str, chat: Chat) -> str:
    """What the model says. Raises ChatFailed where it does not answer in time, or not as the interface has it."""
    body = {"model": chat.model, "temperature": 0, "messages": [{"role": "user", "content": question}]}
    try:
        said = json.loads(_post(chat, json.dumps(body, ensure_ascii=False).encode()))
        content = said["choices"][0]["message"]["content"]
    except (OSError, http.client.HTTPException) as e:
        raise ChatFailed(chat.url, f"没有按时得到回答（{type(e).__name__}）") from e
    except (ValueError, KeyError, IndexError, TypeError) as e:
        raise ChatFailed(chat.url, "回答不是 chat completions 的格式") from e
    if not isinstance(content, str):
        raise ChatFailed(chat.url, "回答没有文字")
    return content


def _post(chat: Chat, body: bytes) -> bytes:
    """The response, whole and in time."""
    end = time.monotonic() + chat.timeout
    where = urlsplit(chat.url)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=chat.timeout)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {chat.key}"} if chat.key else {})
    try:
        connection.request("POST", where.path.rstrip("/") + "/chat/completions", body, headers)
        with connection.getresponse() as response:
            if response.status != 200:
                raise ChatFailed(chat.url, f"对方答复 HTTP {response.status}")
            return b"".join(_in_time(response, chat, end))
    finally:
        connection.close()


def _in_time(response: http.client.HTTPResponse, chat: Chat, end: float) -> Iterator[bytes]:
    """The parts of a response; one that trickles in past its time is given up."""
    size = 0
    while part := response.read1(65_536):
        size += len(part)
        if time.monotonic() > end:
            raise TimeoutError
        if size > LONGEST_ANSWER:
            raise ChatFailed(chat.url, f"回答超过 {LONGEST_ANSWER} 字节")
        yield part


def _quotes(content: str, chat: Chat) -> Iterator[tuple[Point, list[Any]]]:
    """The quotations for each point that was asked. Raises ChatFailed where the answer is not the object asked for."""
    bare = content.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        said = json.loads(bare)
    except ValueError as e:
        raise ChatFailed(chat.url, "模型没有按要求回答 JSON") from e
    wanted = {point.id: point for point in chat.points}
    if not isinstance(said, dict) or not all(isinstance(quotes, list) for quotes in said.values()):
        raise ChatFailed(chat.url, "模型回答的 JSON 不是“编号：列表”的对象")
    for name, quotes in said.items():
        if name in wanted:
            yield wanted[name], quotes
        elif quotes:
            _log.warning("%s：模型答了没有问的信息点 %s，未采用。", chat.model, name)


def _checked(point: Point, quotes: Sequence[Any], text: str, chat: Chat) -> Iterator[Found]:
    """The quotations that stand in the text and write a value of the point's kind."""
    taken = 0
    for said in quotes:
        quote, before = (said.get("quote"), said.get("before")) if isinstance(said, dict) else (said, "")
        quote, before = (one if isinstance(one, str) else "" for one in (quote, before))
        start = _place(text, quote, before)
        value = _value(point, quote) if start is not None else None
        if start is None or value is None:
            why = "原文没有这些字" if start is None else f"不是{point.kind.label}"
            _log.warning("%s：%s 的值未采用，%s：%.40r", chat.model, point.id, why, said)
        elif point.many or taken == 0:
            taken += 1
            end = start + len(quote)
            yield Found(point.id, point.name, value, text[start:end], start, end, SURE, f"chat.{chat.model}")


def _value(point: Point, quote: str) -> Any:
    """The value that the words write; words stay as they are printed, numbers are read from any print."""
    return normal(point.kind, folded(quote) if point.kind in _NUMERIC else quote)


_NUMERIC = (Kind.MONEY, Kind.DATE, Kind.TERM, Kind.NUMBER)


def _place(text: str, quote: str, before: str) -> int | None:
    """Where the quotation stands: after the words before it where they are there too; None where it is not."""
    if not quote.strip():
        return None
    plain, wanted, context = folded(text), folded(quote), folded(before)
    together = plain.find(context + wanted) if context else -1
    start = together + len(context) if together >= 0 else plain.find(wanted)
    return start if start >= 0 else None
