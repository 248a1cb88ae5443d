"""`mingjing reading`: teaching it a kind of paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from mingjing.cli.export_examples import export_examples
from mingjing.cli.options import refuse_existing, training_part
from mingjing.cli.output import Bar, answering, dumps, json_option
from mingjing.errors import WrongUse
from mingjing.ingest.papers import sources
from mingjing.ingest.parking import Refused
from mingjing.reading import read
from mingjing.reading.learning import label_rules, store
from mingjing.reading.learning.chosen import hints
from mingjing.reading.learning.examples import read_examples
from mingjing.reading.learning.model import Hints, Model
from mingjing.reading.learning.scores import Count, micro
from mingjing.reading.learning.suggesting import suggest
from mingjing.reading.points import points
from mingjing.settings import models_folder

WIDTH = 40


@click.group("reading")
def command() -> None:
    """用少量标注样本教会一种文书。

    \b
    例：mingjing reading train 起诉状 标注.jsonl
    """


command.add_command(export_examples)


@command.command("train")
@click.argument("kind")
@click.argument("examples", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="模型文件夹，默认在 $MINGJING_MODELS。")
@click.option("--rules", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="自写的句子标签规则。")
@click.option("--force", is_flag=True, help="覆盖已有的模型。")
@json_option
@answering
def train(kind: str, examples: Path, out: Path | None, rules: Path | None, force: bool, as_json: bool) -> None:
    """用标注文书训练一种文书的模型，并给出交叉验证的查准率、查全率。

    \b
    例：mingjing reading train 搬迁补偿通知书 examples.jsonl
    样本格式见 docs/how-to/learning.md。此后 mingjing read 读到这种文书时自动使用该模型。
    """
    folder = place(kind, out)
    refuse_existing(folder, force)
    model = taught(kind, examples, rules)
    store.save(model, folder)
    result = {"kind": kind, "model": str(folder), "papers": model.facts.papers, "points": table(model)}
    click.echo(dumps(result) if as_json else told(model, folder))


def taught(kind: str, examples: Path, rules: Path | None) -> Model:
    """The model of these examples. Raises MissingPart where the extra is not installed."""
    training = training_part("mingjing.reading.learning.training")
    plan = training.Plan(kind, dt.date.today().isoformat(), own_rules=label_rules.load(rules) if rules else ())
    with Bar() as bar:
        found: Model = training.learn(read_examples(examples), plan, by_rule, bar)
    return found


def place(kind: str, folder: Path | None) -> Path:
    """Where the model of a kind is kept."""
    if not folder and Path(kind).name != kind:
        raise WrongUse(f"{kind} 不能作文件夹名。", "请写文书种类的名称，如“搬迁补偿通知书”。")
    return folder or models_folder() / kind


def by_rule(text: str) -> Hints:
    """What the rules read in a paper."""
    return hints(points(read(text)))


def table(model: Model) -> dict[str, dict[str, Any]]:
    """Each point's scores, and all together."""
    scores = dict(model.facts.scores)
    by = {name: "rules" if name in model.facts.by_rule else "learnt" for name in scores}
    rows = {name: count.to_json() | {"by": by[name]} for name, count in scores.items()}
    return rows | {"": micro(scores).to_json()}


def told(model: Model, folder: Path) -> str:
    """The scores for people."""
    lines = [f"{'信息点':<24}{'查准':>7}{'查全':>7}{'F1':>8}{'标注数':>7}"]
    lines += [row(name, count, name in model.facts.by_rule) for name, count in model.facts.scores.items()]
    lines.append(row("合计", micro(model.facts.scores), False))
    return "\n".join([*lines, f"交叉验证于 {model.facts.papers} 份文书；模型存于 {folder}"])


def row(name: str, count: Count, by_rule: bool) -> str:
    """One point for people."""
    rates = f"{count.precision:>9.3f}{count.recall:>9.3f}{count.f1:>9.3f}{count.right + count.missed:>8}"
    return f"{name:<24}{rates}{'  仍用规则' if by_rule else ''}"


@command.command("suggest")
@click.argument("kind")
@click.argument("unlabelled", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--model", type=click.Path(path_type=Path, file_okay=False), help="模型文件夹，默认在 $MINGJING_MODELS。")
@click.option("--n", "count", type=click.IntRange(1, 1000), default=10, show_default=True, help="要几份。")
@json_option
@answering
def suggest_next(kind: str, unlabelled: Path, model: Path | None, count: int, as_json: bool) -> None:
    """挑出下一批最值得标注的文书：模型最没有把握，且彼此不同。

    \b
    例：mingjing reading suggest 搬迁补偿通知书 unlabelled.jsonl --n 10
    """
    papers = [found for found in sources(unlabelled) if not isinstance(found, Refused)]
    chosen = suggest(store.load(place(kind, model)), [paper.text for paper in papers], count)
    rows = [{"id": papers[one.number].id, "doubt": one.doubt, "sentence": one.sentence} for one in chosen]
    click.echo(dumps({"kind": kind, "papers": len(papers), "label": rows}) if as_json else "\n".join(map(line, rows)))


def line(row: dict[str, Any]) -> str:
    """One paper to label, for people."""
    sentence = row["sentence"][:WIDTH]
    return f"{row['id']}　疑问 {row['doubt']:.2f}　{sentence}"
