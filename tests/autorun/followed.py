"""A platform that follows an operational store, for tests of the service as a process: `followed.py HOME DATA CASE...`

embeds a scenario, lets the cases have passed its milestone, and begins at the start of the log.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from mingjing.site.start import prepare

SCENARIO, MILESTONE = "dead_party", "C03"
PASSED = dt.datetime(2025, 12, 1, 9, tzinfo=dt.UTC)


def fill(home: Path, data: Path, cases: Iterable[int]) -> None:
    """The platform as it is when the first change comes."""
    os.environ |= {"MINGJING_ADMIT_P99_MS": "60000", "MINGJING_ADMIT_SAMPLES": "2"}  # a busy machine refuses nobody
    prepare(home, data)
    from mingjing.autorun.embedding import Asker, embed  # noqa: PLC0415 - models can be read only after `prepare`
    from mingjing.autorun.following import STREAM  # noqa: PLC0415
    from mingjing.autorun.models import Passage, StreamPosition  # noqa: PLC0415
    from mingjing.site.loading import open_books  # noqa: PLC0415

    open_books()
    embed(SCENARIO, [MILESTONE], Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")
    passed = {"milestone": MILESTONE, "passed_at": PASSED, "checked_at": PASSED}
    Passage.objects.bulk_create(Passage(case_id=c, **passed) for c in cases)
    StreamPosition.objects.create(stream=STREAM, position=0)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), Path(sys.argv[2]), map(int, sys.argv[3:]))
