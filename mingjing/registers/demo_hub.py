"""A stand-in for the city's data hub: answers over real HTTP with the registers of a sample court, as contracted."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from mingjing.registers.accepting import Row
from mingjing.registers.contract import Contract, Field, contracts
from mingjing.store.opening import connect, data_day

NAMES = {True: "是", False: "否"}


class DemoHub(ThreadingHTTPServer):
    """The hub with its rows in memory; `stopped` registers answer 503, the next `hiccups` requests do too."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], rows: dict[str, list[Row]], data_on: dt.date, key: str = "") -> None:
        super().__init__(address, Answering)
        self.rows, self.data_on, self.key = rows, data_on, key
        self.stopped: set[str] = set()
        self.hiccups = 0
        self.edition = 1
        self.asked = 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def answer(self, path: str, shown_key: str) -> tuple[int, dict[str, Any]]:
        """Status and body for a request."""
        self.asked += 1
        said = urlsplit(path)
        name = said.path.removeprefix("/registers/")
        if self.key and shown_key != self.key:
            return 401, {"problem": "没有授权"}
        if name not in self.rows:
            return 404, {"problem": f"没有登记 {name}"}
        if name in self.stopped or self.hiccup():
            return 503, {"problem": "暂停服务"}
        return 200, self.page(name, parse_qs(said.query))

    def hiccup(self) -> bool:
        """Whether this request fails for once."""
        self.hiccups -= 1
        return self.hiccups >= 0

    def page(self, name: str, asked: dict[str, list[str]]) -> dict[str, Any]:
        """One page of a register."""
        number, size = (int(asked.get(k, ["1"])[0]) for k in ("page", "size"))
        rows = self.rows[name]
        shown = rows[(number - 1) * size : number * size]
        return {"data_on": self.data_on.isoformat(), "batch": str(self.edition), "total": len(rows), "rows": shown}


class Answering(BaseHTTPRequestHandler):
    """Answers GET /registers/NAME?page=1&size=2000."""

    server: DemoHub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One request."""
        status, body = self.server.answer(self.path, self.headers.get("X-Key", ""))
        written = json.dumps(body, ensure_ascii=False, default=str).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Keep quiet: the terminal is for people."""


def rows_of_court(data: Path) -> tuple[dict[str, list[Row]], dt.date]:
    """The registers of a court as their suppliers would write them, and the day the data speaks for."""
    with connect(data) as con:
        return {c.name: list(written_rows(con, c)) for c in contracts().values()}, data_day(con)


def written_rows(con: Any, contract: Contract) -> Iterator[Row]:
    """The rows in force of one register, in the supplier's words."""
    columns = ", ".join(f'"{f.column}"' for f in contract.fields)
    sql = f"SELECT {columns} FROM \"{contract.table}\" WHERE _to = TIMESTAMP '9999-12-31' ORDER BY 1"
    for row in con.execute(sql).fetchall():
        yield {f.given: written(f, value) for f, value in zip(contract.fields, row, strict=True)}


def written(f: Field, value: Any) -> Any:
    """A value as the supplier writes it: the reverse of accepting."""
    if value is None:
        return ""
    if f.codes:
        return {ours: theirs for theirs, ours in f.codes}[value]
    return WRITTEN.get(f.form, as_it_is)(value)


def as_it_is(value: Any) -> Any:
    """A value that is written as it is."""
    return value


def yuan(fen: int) -> str:
    """Fen as yuan."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


WRITTEN: dict[str, Callable[[Any], Any]] = {"yyyymmdd": "{:%Y%m%d}".format, "yuan": yuan, "是否": NAMES.get}
"""How each form is written."""


def lay_down(rows: dict[str, list[Row]], data_on: dt.date, drop: Path) -> int:
    """Put the registers that come as files into their folders; gives how many files."""
    wanted = [c for c in contracts().values() if c.by == "folder"]
    for c in wanted:
        folder = drop / c.name
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{data_on}-demo.json.part"
        part.write_text(json.dumps(rows[c.name], ensure_ascii=False, default=str), encoding="utf-8")
        part.replace(part.with_suffix(""))
    return len(wanted)


@contextmanager
def running(hub: DemoHub) -> Iterator[DemoHub]:
    """The hub answering in a thread."""
    thread = threading.Thread(target=hub.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.shutdown()
        hub.server_close()
        thread.join()
