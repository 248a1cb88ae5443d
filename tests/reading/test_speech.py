"""Recordings of hearings, through an engine outside: here a server of the test's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mingjing.errors import WrongUse
from mingjing.ingest.sources import read_source
from mingjing.reading.errors import LyingFile, MissingReader, UnreadableFile
from mingjing.reading.files import SourcePaper, file_text

RECORDING = b"ID3\x04\x00" + bytes(range(256)) * 4
SAID = [
    {"start": 0.0, "end": 2.5, "text": "现在开庭，借款是否属实？", "speaker": "审判长"},
    {"start": 3.0, "end": 4.0, "text": " 属实。", "speaker": "被告"},
    {"start": 3661.5, "end": 3662.0, "text": "", "speaker": "被告"},
    {"start": 3661.5, "end": 3662.25, "text": "但不认可利息", "speaker": "SPEAKER_01"},
]


class Engine(BaseHTTPRequestHandler):
    """Answers what the test put into the server, and keeps what it was asked."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked = (body, self.headers["Authorization"])  # type: ignore[attr-defined]
        status, answer = self.server.answer  # type: ignore[attr-defined]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Engine) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        monkeypatch.setenv("MINGJING_SPEECH_URL", f"http://127.0.0.1:{made.server_port}/v1/audio/transcriptions")
        monkeypatch.setenv("MINGJING_SPEECH_KEY", "secret")
        made.answer = (200, json.dumps({"segments": SAID}).encode())  # type: ignore[attr-defined]
        yield made
        made.shutdown()


def test_a_recording_becomes_a_record_with_times_that_wants_a_person(server: ThreadingHTTPServer) -> None:
    found = file_text(RECORDING, "庭审.mp3")
    body, key = server.asked  # type: ignore[attr-defined]
    assert RECORDING in body and b"verbose_json" in body and key == "Bearer secret"
    assert found.notes == ("由语音转写得到，未经核对。",)
    made = read_source(SourcePaper("庭审", found.text, "庭审.mp3", found))
    assert made.transcript is not None
    assert [(turn.role, turn.at, turn.until) for turn in made.transcript.turns] == [
        ("审判长", 0.0, 2.5),
        ("被告", 3.0, 3662.25),
    ]
    assert made.points and all(point.confidence <= 0.79 and point.by.endswith("+asr") for point in made.points)


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (500, b"x", "没有应答"),
        (200, b"<html>", "不是JSON"),
        (200, b'{"text": "x"}', "segments"),
        (200, b"[1]", "segments"),
    ],
)
def test_an_engine_that_fails_is_named_and_the_recording_can_be_tried_again(
    status: int, answer: bytes, words: str, server: ThreadingHTTPServer
) -> None:
    server.answer = (status, answer)  # type: ignore[attr-defined]
    with pytest.raises(MissingReader, match=words) as caught:
        file_text(RECORDING, "a.mp3")
    assert not caught.value.permanent


def test_a_recording_in_which_nothing_is_said_gives_no_paper(server: ThreadingHTTPServer) -> None:
    server.answer = (200, b'{"segments": []}')  # type: ignore[attr-defined]
    with pytest.raises(UnreadableFile, match="没有文字"):
        file_text(RECORDING, "a.mp3")


def test_without_an_engine_a_recording_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGJING_SPEECH_URL", raising=False)
    with pytest.raises(MissingReader, match="MINGJING_SPEECH_URL"):
        file_text(b"RIFF\x00\x00\x00\x00WAVEfmt ", "a.wav")
    monkeypatch.setenv("MINGJING_SPEECH_URL", "file:///etc/passwd")
    with pytest.raises(WrongUse, match="不是网址"):
        file_text(RECORDING, "a.mp3")


def test_a_recording_that_is_none_is_refused() -> None:
    with pytest.raises(LyingFile, match="PDF"):
        file_text(b"%PDF-1.7", "a.mp3")
