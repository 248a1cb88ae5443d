"""Recordings of hearings: turned into subtitles by an engine outside, over HTTP, where the court has set one up.

The engine answers what OpenAI's and most free engines' `/v1/audio/transcriptions` answer: an object with `segments`,
each with `start` and `end` in seconds, `text`, and perhaps `speaker`.
"""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from mingjing import settings
from mingjing.reading.errors import MissingReader
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.layout import FileText, Line
from mingjing.reading.files.limits import Watch

HEARD = "asr"
CONFIDENCE = 0.79
"""What was heard by a machine is looked at by a person before use."""
REMEDY = "请由管理员设置语音转写服务的地址MINGJING_SPEECH_URL，或提供字幕文件（.srt、.vtt）。"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words heard from `start` to `end` (seconds), and who spoke, where the engine tells voices apart."""

    start: float
    end: float
    text: str
    speaker: str = ""


class Engine(Protocol):
    """Anything that turns a recording into segments."""

    def heard(self, recording: bytes, name: str, seconds: float) -> list[Segment]:
        """What is said in the recording; gives up after that many seconds."""


@dataclass(frozen=True, slots=True)
class HttpEngine:
    """An engine behind an HTTP address."""

    url: str
    model: str = "whisper-1"
    key: str = ""

    def heard(self, recording: bytes, name: str, seconds: float) -> list[Segment]:
        fields = {"model": self.model, "language": "zh", "response_format": "verbose_json"}
        body, kind = form(fields, recording)
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(self.url, data=body, headers=headers)  # noqa: S310 - settings allow http only
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
                found = json.loads(answer.read())
        except (urllib.error.URLError, TimeoutError, OSError) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()  # it holds the connection
            raise MissingReader(name, f"语音转写服务没有应答（{error}）", "请检查该服务后重新读取。") from error
        except ValueError as error:
            raise MissingReader(name, "语音转写服务的应答不是JSON", "请检查该服务后重新读取。") from error
        return list(_segments(found, name))


def form(fields: dict[str, str], recording: bytes) -> tuple[bytes, str]:
    """The fields and the recording as a multipart form, and its content type."""
    mark = secrets.token_hex(16)
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="recording"\r\n'
    body = "".join(parts).encode() + head.encode() + b"Content-Type: application/octet-stream\r\n\r\n"
    return body + recording + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _segments(found: Any, name: str) -> Iterator[Segment]:
    """The segments of an answer; an answer of another shape is the engine's fault, not the recording's."""
    try:
        for one in found["segments"]:
            words = " ".join(str(one["text"]).split())
            if words:
                yield Segment(float(one["start"]), float(one["end"]), words, str(one.get("speaker") or ""))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MissingReader(name, "语音转写服务的应答缺少segments", "请检查该服务后重新读取。") from error


def engine(name: str) -> Engine:
    """The engine that the settings name."""
    url = settings.speech_url()
    if url is None:
        raise MissingReader(name, "录音需要语音转写服务", REMEDY)
    return HttpEngine(url, settings.speech_model(), settings.speech_key())


def read_recording(data: bytes, name: str, watch: Watch) -> FileText:
    """What is said in a recording, as subtitles."""
    segments = engine(name).heard(data, name, watch.left)
    lines = ["WEBVTT", *(line for segment in segments for line in _cue(segment))]
    printed = [Line(line, origin=HEARD, confidence=CONFIDENCE, ends=True) for line in lines]
    return laid(name, "recording", printed if segments else [], notes=("由语音转写得到，未经核对。",))


def _cue(segment: Segment) -> tuple[str, ...]:
    named = any(sign > "\u2e7f" for sign in segment.speaker)
    words = f"<v {segment.speaker}>{segment.text}" if named else segment.text
    return "", f"{_stamp(segment.start)} --> {_stamp(segment.end)}", words


def _stamp(seconds: float) -> str:
    thousandths = round(max(0.0, seconds) * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
