"""A platform in a home folder of its own, for tests of the service as a process: `outside.py HOME DATA` fills it."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path

from mingjing.site.start import prepare

SCENARIOS, MILESTONES = ("professional_lender", "dead_party"), ("C03", "C05", "C13")
END = dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)


def fill(home: Path, data: Path) -> int:
    """Embed two scenarios and let the cases of the court pass milestones; gives how many wait."""
    os.environ |= {"MINGJING_ADMIT_P99_MS": "60000", "MINGJING_ADMIT_SAMPLES": "2"}  # a busy machine refuses nobody
    prepare(home, data)
    from mingjing.autorun import actions  # noqa: PLC0415 - models can be read only after `prepare`
    from mingjing.autorun.embedding import Asker, embed  # noqa: PLC0415
    from mingjing.lifecycle.court_data import opened  # noqa: PLC0415
    from mingjing.site.loading import open_books  # noqa: PLC0415

    open_books()
    for name in SCENARIOS:
        embed(name, MILESTONES, Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")
    cases = sorted(c for (c,) in opened().con.execute("SELECT DISTINCT case_id FROM case_main").fetchall())[::2]
    passed = [(c, MILESTONES[i % 3], END + dt.timedelta(milliseconds=i // 3)) for i, c in enumerate(cases)]
    return sum(actions.let_wait(passed[start : start + 500]) for start in range(0, len(passed), 500))


if __name__ == "__main__":
    print(json.dumps(fill(Path(sys.argv[1]), Path(sys.argv[2]))))
