"""`mingjing bench`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from mingjing.cli.bench import (
    check,
    check_postgres,
    conformance,
    ingest,
    ingest_mariadb,
    node,
    react,
    reading,
    reading_fuzz,
    reading_gold,
    reading_points,
    reading_speed,
    sample,
    screen,
)
from mingjing.cli.bench.goals import Measured, goals_table
from mingjing.cli.options import candidates_part, training_part
from mingjing.cli.output import answering, dumps, json_option, say

MILLION = 1_000_000
BENCHES: dict[str, Callable[[int, int, Path | None, int | None], Measured]] = {
    "screen": lambda cases, seed, data, n: screen.measure(cases, seed, data, n or 5),
    "check": lambda cases, seed, data, n: check.measure(cases, seed, data, n or 500),
    "sample": lambda cases, seed, data, n: sample.measure(tuple(dict.fromkeys((min(cases, 100_000), cases))), seed),
    "reading": lambda cases, seed, data, n: reading.measure_reading(seed, data, n or 2000),
    "import": lambda cases, seed, data, n: reading.measure_import(seed, data, n or 2000),
    "react": lambda cases, seed, data, n: react.measure(cases, seed, data, n or 300),
    "conformance": lambda cases, seed, data, n: conformance.measure(n or 2000, seed),
    "identity": lambda cases, seed, data, n: candidates_part("mingjing.cli.bench.identity").measure(n or 100_000, seed),
}
"""From the number of cases, the seed, the data file and the number of runs or samples to what was measured."""
ON_POSTGRES: dict[str, Callable[[int, int, Path | None, str | None, int | None], Measured]] = {
    "screen": lambda cases, seed, data, dsn, n: screen.measure(cases, seed, data, n or 5, "postgres", dsn),
    "check": lambda cases, seed, data, dsn, n: check_postgres.measure(cases, seed, data, dsn, n or 500),
    "react": lambda cases, seed, data, dsn, n: react.measure(cases, seed, data, n or 300, "postgres", dsn),
}
"""The same on PostgreSQL: on a server of the bench's own, or the one at the address given."""

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("bench")
@click.argument("name", type=click.Choice([*BENCHES, "ingest", "node", "all"]))
@click.option(
    "--cases", type=click.IntRange(100, 20_000_000), default=MILLION, show_default=True, help="样例法院案件数。"
)
@click.option("--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="样例法院的种子。")
@click.option("--data", type=click.Path(path_type=Path, dir_okay=False), help="用现成的数据文件，不再生成样例法院。")
@click.option("--runs", type=click.IntRange(1, 100), help="screen：每个场景交替运行的次数，默认 5。")
@click.option(
    "--samples",
    type=click.IntRange(1, 100_000),
    help="check：抽取的案件数，默认 500；react：变动数，默认 300；reading、import：文书数，默认 2000；"
    "identity：人和企业数，默认十万；ingest：每档速率的秒数，默认 20。",
)
@click.option("--pairs", type=click.IntRange(1, 1_000_000), help="conformance：模型与数据的对数，默认 2000。")
@click.option(
    "--gold", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="reading：对照标注文件测准确度。"
)
@click.option(
    "--speed",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="reading：反复读这个文件里的文书，测速度与内存；份数由 --samples 定。",
)
@click.option(
    "--xml", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="reading：对照 XML 要素标注测准确度。"
)
@click.option(
    "--counts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="reading：数这个文件的文书里各信息点出现几次；可并用 --gold、--xml。",
)
@click.option("--fuzz", type=_FILE, help="reading：把这个文件里的文书弄坏再读，看是否出错、超时、位置不符。")
@click.option("--seconds", type=click.IntRange(1, 36_000), default=60, show_default=True, help="reading --fuzz：秒数。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="reading --counts：把数字写成 CSV。")
@click.option("--dsn", help="node、--engine postgres：用现成的 PostgreSQL，不再起一个；postgresql://…。")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "postgres", "spark"]),
    default="duckdb",
    help="screen、check、react：在哪个引擎上测；spark 只用于 screen。",
)
@click.option("--master", help="--engine spark：主节点；默认 local-cluster[2,1,1024]，两个独立的工作进程。")
@click.option("--models", type=click.IntRange(1, 1000), default=20, show_default=True, help="node：一个节点的模型数。")
@click.option("--rate", type=click.FloatRange(1, 100_000), help="node：每秒经过的节点数；不给则测一件案件。")
@click.option(
    "--source", type=click.Choice(["postgres", "mariadb"]), default="postgres", show_default=True, help="ingest：来源。"
)
@click.option("--only-stored", is_flag=True, help="ingest：只按原样存下来源的行，不映射成法院数据。")
@click.option("--elements", type=_FOLDER, help="reading：用 elements_*.jsonl 三个文件测案件要素。")
@click.option("--theft", type=_FILE, help="reading：用这个文件测盗窃案实体。")
@click.option("--drugs", type=_FILE, help="reading：用这个文件测毒品案关系。")
@click.option("--few", type=_FILE, help="reading：用前五十份标注文书学一种文书，测十个主要信息点和速度。")
@click.option(
    "--test",
    type=click.Path(path_type=Path, exists=True),
    help="学习的四项：在这个文件（--elements 时为文件夹）上测；不给则交叉验证。",
)
@json_option
@answering
def command(
    name: str,
    cases: int,
    seed: int,
    data: Path | None,
    runs: int | None,
    samples: int | None,
    pairs: int | None,
    gold: Path | None,
    speed: Path | None,
    xml: Path | None,
    counts: Path | None,
    fuzz: Path | None,
    seconds: int,
    out: Path | None,
    dsn: str | None,
    engine: str,
    master: str | None,
    models: int,
    rate: float | None,
    source: str,
    only_stored: bool,
    elements: Path | None,
    theft: Path | None,
    drugs: Path | None,
    few: Path | None,
    test: Path | None,
    as_json: bool,
) -> None:
    """测速，并逐项对照目标；未测的目标算未达到，此时退出码为 1。

    \b
    例：
      mingjing bench screen --cases 1000000     筛查，与同一问题的手写 SQL 相比
      mingjing bench check --cases 1000000      单案核查，每次一个场景
      mingjing bench screen --engine postgres --cases 1000000   在 PostgreSQL 上；check 也可
      mingjing bench screen --engine spark --master 'local[2]'   在 Spark 上，不另起工作进程
      mingjing bench react --cases 1000000      一行变动后，找出相关案件并复核
      mingjing bench conformance --pairs 2000   随机模型与数据，各引擎各用法与参照逐一相比
      mingjing bench identity --samples 100000  虚构的人和企业，同号关联有无连错，候选的查准率、查全率
      mingjing bench ingest --samples 60        一个来源的变更多久到达业务库；每档速率 60 秒
      mingjing bench ingest --source mariadb    MariaDB 的变更每秒应用多少笔
      mingjing bench node --models 131          一个节点的全部模型，一件案件
      mingjing bench node --models 20 --rate 500   每秒 500 个节点，40 个节点各 20 个模型
      mingjing bench reading --gold gold.jsonl  逐信息点的查准率、查全率、F1
      mingjing bench reading --xml labels.jsonl 逐要素对照 XML 标注
      mingjing bench reading --fuzz papers.jsonl --seconds 600   弄坏的文书
      mingjing bench reading --theft train.jsonl --test test.jsonl   在前者上训练，在后者上测
    样例法院存于 $MINGJING_HOME/bench，再次测速时直接使用。
    """
    if any((gold, speed, xml, counts, fuzz, out, elements, theft, drugs, few)) and name != "reading":
        raise click.UsageError("--gold、--xml、--counts、--fuzz、--out、--speed 和学习的四项只用于 bench reading。")
    if out and not counts:
        raise click.UsageError("--out 写出的是 --counts 的数字，请同时给出 --counts。")
    for task, labelled in (("elements", elements), ("theft", theft), ("drugs", drugs), ("few", few)):
        if labelled:
            finish(learning(task, labelled, test))
    if counts:
        finish(reading_points.measure_counts(counts, gold, xml, out))
    if xml:
        finish(reading_points.measure_xml(xml))
    if fuzz:
        finish(reading_fuzz.measure_fuzz(fuzz, seconds, seed))
    if gold or speed:
        finish(
            reading_gold.measure_gold(gold) if gold else reading_speed.measure_speed(Path(str(speed)), samples or 2000)
        )
    screened_on_spark(name, engine, master, lambda: screen.measure(cases, seed, data, runs or 5, engine, master=master))
    if engine == "postgres" and name in ON_POSTGRES:
        finish(ON_POSTGRES[name](cases, seed, data, dsn, runs if name == "screen" else samples))
    if name == "ingest" and source == "mariadb":
        finish(ingest_mariadb.measure(mapped=not only_stored))
    if name == "ingest":
        finish(ingest.measure(samples or 20, mapped=not only_stored))
    if name == "node":
        finish(
            node.measure_one(cases, seed, data, dsn, models, samples or 500)
            if rate is None
            else node.measure_stream(cases, seed, data, dsn, models, rate)
        )
    found = [
        BENCHES[n](cases, seed, data, {"screen": runs, "conformance": pairs}.get(n, samples))
        for n in (BENCHES if name == "all" else (name,))
    ]
    finish(found[0] if name != "all" else together(found))


def learning(task: str, labelled: Path, test: Path | None) -> Measured:
    """The measurement of a learnt task. Raises MissingPart where what training needs is not installed."""
    found: Measured = getattr(training_part("mingjing.cli.bench.reading_learning"), f"measure_{task}")(labelled, test)
    return found


def finish(result: Measured) -> NoReturn:
    """Tell the goals, end with the one JSON line, and leave with 1 when a goal was missed."""
    say(goals_table(result))
    click.echo(dumps(result.to_json()))
    sys.exit(0 if result.passed else 1)


def together(found: list[Measured]) -> Measured:
    """All benches as one."""
    goals = [type(g)(f"{m.bench}: {g.name}", g.goal, g.measured, g.unit, g.least) for m in found for g in m.goals]
    return Measured("all", goals, {m.bench: m.figures for m in found})


def screened_on_spark(name: str, engine: str, master: str | None, measure: Callable[[], Measured]) -> None:
    """Measure and end if Spark is asked. Raises UsageError for what only a screening on Spark knows."""
    if (engine == "spark" and name != "screen") or (master and engine != "spark"):
        raise click.UsageError("--engine spark 只用于 bench screen，--master 只用于 --engine spark。")
    if engine == "spark":
        finish(measure())
