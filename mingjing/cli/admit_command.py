"""`mingjing admit`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingjing.admission.admitting import admit
from mingjing.admission.report import KINDS, Limits, Report
from mingjing.cli.options import chosen, court_option
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.running.court import Court
from mingjing.scenario import library
from mingjing.settings import data_file, home
from mingjing.site.start import prepare

LIMITS = Limits()


@click.command("admit")
@click.argument("name")
@click.option("--p99", "p99_ms", type=click.FloatRange(0.001), default=LIMITS.p99_ms, show_default=True, help="毫秒。")
@click.option(
    "--samples", type=click.IntRange(1), default=LIMITS.samples, show_default=True, help="每类案件最多计时多少件。"
)
@click.option("--record", is_flag=True, help="把结果连同场景版本记入平台，嵌入时据此放行。")
@court_option
@json_option
@answering
def command(name: str, p99_ms: float, samples: int, record: bool, data: str | Path, as_json: bool) -> None:
    """准入检验：场景能否嵌入节点。读取是否有界，关联是否膨胀，命中案件和最重当事人的案件核查有多快。

    \b
    例：mingjing admit all --data postgresql://mingjing@db/court
    """
    limits = Limits(p99_ms=p99_ms, samples=samples)
    with Court(data) as court, Bar() as bar:
        reports = [admit(court, library.load(n), limits, progress=bar) for n in chosen(name)]
    if record:
        recorded(reports, data)
    refused = sum(not r.admitted for r in reports)
    result = {"admitted": not refused, "refused": refused, "reports": [r.to_json() for r in reports]}
    give(result, as_json, lambda: "\n".join(map(text, reports)))
    sys.exit(1 if refused else 0)


def recorded(reports: list[Report], data: str | Path) -> None:
    """Keep the reports in the platform's records."""
    prepare(home(), data_file() if "://" in str(data) else Path(data))
    from mingjing.lifecycle import admissions  # noqa: PLC0415 - records can be imported only after `prepare`
    from mingjing.site import loading  # noqa: PLC0415

    loading.open_books()
    for report in reports:
        admissions.keep(report, "mingjing admit")


def text(r: Report) -> str:
    """One report for people."""
    rows = [f"{'准入' if r.admitted else '不准入'}  {r.title}（{r.scenario}，{r.version}）"]
    rows += [f"    {t}" for t in r.timings]
    rows += [f"    {KINDS[f.kind]}{'' if f.refused else '（提示）'}：{f}" for f in r.findings]
    return "\n".join(rows)
