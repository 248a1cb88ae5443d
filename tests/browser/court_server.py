"""A sample court on a free port for the browser tests; prints its address and serves until it is stopped.

Run as `python court_server.py FOLDER`. MINGJING_COURT names a court file to use instead of building one.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from urllib3 import Retry

import mingjing
from mingjing.governance.checking import check
from mingjing.ingest.documents import read_documents
from mingjing.registers.contract import contracts
from mingjing.registers.demo_hub import DemoHub, rows_of_court, running
from mingjing.registers.pulling import Places, pull
from mingjing.registers.rest import Hub
from mingjing.sample.build import build
from mingjing.scenario import library
from mingjing.site.start import prepare
from mingjing.store.writing import insert, opened_for_writing

CASES, SEED = 2000, 7
FOR_THE_JUDGE = "上海市徐汇区人民法院"
PASSED_AT = datetime(2025, 12, 30, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def court_file(folder: Path) -> Path:
    """The court to serve, made when none is given."""
    court = folder / "court.duckdb"
    given = os.environ.get("MINGJING_COURT")
    if given:
        shutil.copy(given, court)
    else:
        build(CASES, SEED, court, folder / "truth.jsonl")
        read_documents(court, lambda stage, share: None)
    return court


def fetch_registers(folder: Path, court: Path) -> None:
    """The registers by way of a hub on which one has stopped, and a check of quality with something to mend."""
    rows, day = rows_of_court(court)
    at = datetime.combine(day, time(6))
    with running(DemoHub(("127.0.0.1", 0), rows, day)) as hub:
        hub.stopped.add("marriage")
        places = Places(Hub(hub.url, retry=Retry(0, status_forcelist=(503,))), str(folder / "drop"), folder / "inbox")
        pull(court, [c for c in contracts().values() if c.by == "rest"], places, at)
    with opened_for_writing(court) as con:
        insert(con, "ext_prisoner", [{"prisoner_record_id": 1, "from_on": day, "to_on": date(2001, 1, 1), "_from": at}])
        check(con, at)


def main(folder: Path) -> None:
    """Load clues of every scenario, verify some of the largest, let it fire at the judge's court, and serve."""
    data = court_file(folder)
    fetch_registers(folder, data)
    prepare(folder / "home", data)
    from mingjing.autorun.actions import run_milestone  # noqa: PLC0415 - records can be read only after `prepare`
    from mingjing.lifecycle.court_data import opened  # noqa: PLC0415
    from mingjing.lifecycle.models import Clue  # noqa: PLC0415
    from mingjing.site import loading  # noqa: PLC0415
    from mingjing.site.serve import create_demo_people, serve  # noqa: PLC0415

    create_demo_people(folder / "home")
    loading.open_books()
    court = mingjing.open(data)
    found = {name: loading.load_clues(court.screen(name), "supervisor").new_clues for name in library.names()}
    court.close()
    largest = max(found, key=lambda name: found[name])
    loading.verify_some(largest, lambda clue: "confirmed" if clue.case_id % 9 else "refuted", "supervisor", 40)
    first = library.load(largest).milestones[0]
    loading.embed_where_ready([largest], lambda name: library.load(name).milestones, "supervisor")
    own = Clue.objects.filter(scenario_id=largest, court__name=FOR_THE_JUDGE)
    for clue in [*own.order_by("pk")[:6], *Clue.objects.filter(scenario_id=largest).order_by("pk")[:6]]:
        run_milestone(opened(), clue.case_id, first, PASSED_AT)
    serve(data, folder / "home", port=0, demo=True, ready=lambda url: print(f"{url} {largest}", flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
