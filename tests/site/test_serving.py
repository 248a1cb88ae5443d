"""The server as people meet it: started as a program, spoken to over HTTP, killed and started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from house import PUDONG, WIDE, XUHUI

from mingjing.errors import MissingPart, WrongUse
from mingjing.lifecycle.runs import DIED
from mingjing.site.serve import serve

HERE = Path(__file__).parent


class Visitor:
    """A person at a browser, over real HTTP."""

    def __init__(self, url: str, username: str) -> None:
        self.at = urlsplit(url)
        self.cookies: dict[str, str] = {}
        self.ask("GET", "/api/csrf")
        status, _ = self.ask("POST", "/api/login", {"username": username, "password": f"{username}-password"})
        assert status == 200

    def ask(self, method: str, path: str, body: object = None):
        with closing(self.connect()) as con:
            answer = self.send(con, method, path, body)
            return answer.status, json.loads(answer.read() or b"null")

    def connect(self) -> HTTPConnection:
        return HTTPConnection(self.at.hostname, self.at.port, timeout=20)

    def send(self, con: HTTPConnection, method: str, path: str, body: object = None, **more: str) -> HTTPResponse:
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Origin": f"http://{self.at.netloc}",
            "Content-Type": "application/json",
            **more,
        }
        con.request(method, path, None if body is None else json.dumps(body), headers)
        answer = con.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    @contextmanager
    def listening(self, path: str, **headers: str) -> Iterator[Iterator[dict[str, str]]]:
        with closing(self.connect()) as con:
            answer = self.send(con, "GET", path, None, **headers)
            assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/event-stream")
            yield events(answer)


def events(answer: HTTPResponse) -> Iterator[dict[str, str]]:
    """The events of a stream, comments left out."""
    event: dict[str, str] = {}
    while line := answer.readline().decode():
        name, _, value = line.rstrip("\n").partition(": ")
        if name:
            event[name] = value
        elif "data" in event:
            yield event
            event = {}
        else:
            event = {}


class Server:
    """The program, and its address."""

    def __init__(self, home: Path, data: Path) -> None:
        command = [sys.executable, "-W", "ignore", str(HERE / "live_server.py"), str(home), str(data)]
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("MINGJING", "DJANGO"))}
        clean["PYTHONPATH"] = str(HERE)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean)
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://"):
            self.stop()
            raise AssertionError("the server did not start")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        with self.process:
            return self.process.wait(10)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(home: Path, sample_path: Path) -> Iterator[Server]:
    running = Server(home, sample_path)
    yield running
    running.stop()


def cases_in(server: Server, username: str) -> list[int]:
    _, page = Visitor(server.url, username).ask("GET", f"/api/clues?scenario={WIDE}&limit=500")
    return [c["case_id"] for c in page["items"]]


def fire(server: Server, case_id: int, minute: int) -> list[dict[str, object]]:
    body = {"case_id": case_id, "milestone": "C03", "passed_at": f"2025-12-31T20:{minute:02}:00"}
    status, answer = Visitor(server.url, "engineer").ask("POST", "/api/milestones", body)
    assert status == 200
    return answer["alerts"]


def test_a_run_is_followed_to_its_end_and_the_listener_is_sent_home(server):
    engineer = Visitor(server.url, "engineer")
    _, run = engineer.ask("POST", "/api/runs", {"scenario": WIDE})
    with engineer.listening(f"/api/runs/{run['id']}/events") as heard:
        told = list(heard)
    ids = [int(e["id"]) for e in told]
    last = json.loads(told[-1]["data"])
    assert {e["event"] for e in told} == {"progress"} and ids == sorted(set(ids))
    assert (last["state"], last["percent"], last["new_clues"]) == ("done", 100, 0) and last["known_clues"] > 0
    with closing(engineer.connect()) as con:
        again = engineer.send(con, "GET", f"/api/runs/{run['id']}/events", None, **{"Last-Event-ID": told[-1]["id"]})
        assert again.status == 204
    assert engineer.ask("GET", f"/api/runs/{run['id']}")[1] == last


def test_an_alert_reaches_the_judges_who_may_see_it_and_no_others(server):
    mine, theirs = cases_in(server, "judge")[0], cases_in(server, "neighbour")[0]
    with (
        Visitor(server.url, "judge").listening("/api/events") as judge,
        Visitor(server.url, "neighbour").listening("/api/events") as neighbour,
        Visitor(server.url, "engineer").listening("/api/events") as engineer,
    ):
        assert fire(server, theirs, 1) and fire(server, mine, 2)
        to_judge, to_neighbour = json.loads(next(judge)["data"]), json.loads(next(neighbour)["data"])
        to_engineer = [json.loads(next(engineer)["data"]) for _ in range(2)]
    assert (to_judge["case_id"], to_judge["court"]) == (mine, XUHUI)
    assert (to_neighbour["case_id"], to_neighbour["court"]) == (theirs, PUDONG)
    assert {a["case_id"] for a in to_engineer} == {mine, theirs}


def test_a_listener_who_was_away_hears_what_was_missed(server):
    judge, (first, second) = Visitor(server.url, "judge"), cases_in(server, "judge")[1:3]
    with judge.listening("/api/events") as heard:
        fire(server, first, 3)
        seen = next(heard)
    missed = fire(server, second, 4)
    with judge.listening("/api/events", **{"Last-Event-ID": seen["id"]}) as heard:
        told = [next(heard) for _ in missed]
    assert [int(e["id"]) for e in told] == [a["id"] for a in missed]


def test_an_alert_written_by_another_process_is_heard_too(server, home):
    judge, case = Visitor(server.url, "judge"), cases_in(server, "judge")[3]
    with judge.listening("/api/events") as heard:
        fire(server, case, 5)
        seen = json.loads(next(heard)["data"])
        with closing(sqlite3.connect(home / "platform.sqlite3", timeout=20)) as con, con:
            columns = [row[1] for row in con.execute("PRAGMA table_info(autorun_alert)")]
            listed = ", ".join(c for c in columns if c not in ("id", "fingerprint"))
            copied = f"SELECT 'other', {listed} FROM autorun_alert WHERE id = ?"
            con.execute(f"INSERT INTO autorun_alert (fingerprint, {listed}) {copied}", [seen["id"]])
        assert json.loads(next(heard)["data"])["case_id"] == case


def test_many_readers_and_writers_at_once_all_get_their_answer(server):
    clues = Visitor(server.url, "supervisor").ask("GET", f"/api/clues?scenario={WIDE}&limit=40")[1]["items"]

    visitor = Visitor(server.url, "supervisor")

    def judge_one(clue: dict[str, int]) -> int:
        visitor.ask("GET", f"/api/cases/{clue['case_id']}")
        return visitor.ask("POST", f"/api/clues/{clue['id']}/verdict", {"verdict": "confirmed"})[0]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(judge_one, clues)) == {200}
    assert Visitor(server.url, "supervisor").ask("GET", "/api/audit/chain")[1]["broken_at"] is None


def test_the_secret_is_for_its_owner_only_and_outlives_a_restart(home, sample_path, server):
    key = home / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and len(key.read_text()) > 50


def test_after_a_kill_the_platform_starts_again_says_what_was_lost_and_stops_when_told(tmp_path, sample_path):
    first = Server(tmp_path, sample_path)
    judge = Visitor(first.url, "judge")
    engineer = Visitor(first.url, "engineer")
    _, run = engineer.ask("POST", "/api/runs", {"scenario": WIDE})
    with engineer.listening(f"/api/runs/{run['id']}/events") as heard:
        list(heard)
    first.stop(signal.SIGKILL)
    with closing(sqlite3.connect(tmp_path / "platform.sqlite3")) as con, con:
        con.execute("UPDATE lifecycle_run SET state = 'running' WHERE id = ?", [run["id"]])
    second = Server(tmp_path, sample_path)
    judge.at = engineer.at = urlsplit(second.url)
    try:
        assert judge.ask("GET", "/api/me")[1]["username"] == "judge"
        _, closed = engineer.ask("GET", f"/api/runs/{run['id']}")
        assert (closed["state"], closed["error"]) == ("failed", DIED)
    finally:
        with judge.listening("/api/events"):
            assert second.stop(signal.SIGINT) == 0


def test_a_port_in_use_is_named_with_the_way_out(sample_path, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(WrongUse) as refused:
        serve(sample_path, tmp_path, port=(port := taken.getsockname()[1]))
    assert str(port) in str(refused.value)
    assert "已被占用" in str(refused.value) and "--port" in str(refused.value)


def test_missing_data_is_named_before_anything_starts(tmp_path):
    with pytest.raises(MissingPart, match="--data"):
        serve(tmp_path / "none.duckdb", tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_settings_can_be_read_without_any_environment(tmp_path):
    code = "import mingjing.site.settings as s; assert len(s.SECRET_KEY) > 50; assert not s.DEBUG"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MINGJING", "DJANGO"))}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=clean)
    assert list(tmp_path.iterdir()) == []
