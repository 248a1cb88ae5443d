"""Reading and importing papers: papers per second over the papers of a sample court."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import duckdb
import orjson

from mingjing.cli.bench.court_file import court_file
from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.ingest.papers import import_papers
from mingjing.reading import read
from mingjing.reading.points import points
from mingjing.running.court import silent

PER_SECOND = 60.0
"""The floor per core."""
SAMPLE_CASES = 20_000
"""The court whose papers are read again and again."""
Papers = list[tuple[str, str]]


def papers(seed: int, data: Path | None, wanted: int) -> Papers:
    """Identifier and text of that many papers; those of a small court are taken again when they do not suffice."""
    with duckdb.connect(str(court_file(SAMPLE_CASES, seed, data)), read_only=True) as con:
        sql = "SELECT CAST(document_id AS VARCHAR), text FROM document WHERE text IS NOT NULL ORDER BY document_id"
        found = con.execute(sql).fetchall()
    return [(f"{i}-{name}", text) for i in range(wanted // max(len(found), 1) + 1) for name, text in found][:wanted]


def measure_reading(seed: int, data: Path | None, wanted: int) -> Measured:
    """Papers per second of one core, text to info points."""
    found, texts = Measured("reading"), papers(seed, data, wanted)
    started = time.process_time()
    for name, text in texts:
        points(read(text, name))
    return told(found, "papers read per second and core", texts, time.process_time() - started)


def measure_import(seed: int, data: Path | None, wanted: int) -> Measured:
    """Papers per second of elapsed time, file to court data."""
    found, texts = Measured("import"), papers(seed, data, wanted)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "papers.jsonl"
        file.write_bytes(b"\n".join(orjson.dumps({"id": n, "text": f"{t}\n"}) for n, t in texts))
        started = time.perf_counter()
        report = import_papers([file], Path(folder) / "court.duckdb", silent)
        took = time.perf_counter() - started
    found.figures = {"taken": report.taken, "repeated": report.repeated, "refused": len(report.refused)}
    return told(found, "papers imported per second", texts, took)


def told(found: Measured, name: str, texts: Papers, seconds: float) -> Measured:
    """The one goal, and what it was measured over."""
    rate = len(texts) / seconds if texts and seconds > 0 else None
    found.goals.append(Goal(name, PER_SECOND, rate, "1/s", least=True))
    found.figures |= {"papers": len(texts), "characters": sum(len(t) for _, t in texts), "seconds": round(seconds, 3)}
    say(f"{len(texts)} 份文书，{seconds:.2f} 秒")
    return found
