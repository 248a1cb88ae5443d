"""What every command shares: results on standard output, progress and errors on standard error, exit codes."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click
import orjson
from tqdm import tqdm

from mingjing.errors import MingjingError

P = ParamSpec("P")
R = TypeVar("R")

json_option = click.option("--json", "as_json", is_flag=True, help="最后一行输出一个 JSON 对象，供程序读取。")


def say(text: str) -> None:
    """Tell the person; programs read only the last line of standard output."""
    click.echo(text, err=True)


def give(result: dict[str, Any], as_json: bool, lines: Callable[[], str]) -> None:
    """The result: one JSON object, or text for people."""
    click.echo(dumps(result) if as_json else lines())


def dumps(value: Any) -> str:
    """One line of JSON, Chinese as it is."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS, default=str).decode()


def answering(command: Callable[P, R]) -> Callable[P, R]:
    """The command with errors of ours told in Chinese and turned into its exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except MingjingError as e:
            say(f"错误：{e}")
            if kwargs.get("as_json"):
                click.echo(dumps({"error": {"code": e.code, "detail": str(e)}}))
            sys.exit(e.exit_code)

    return run


class Bar:
    """A progress bar on standard error that a `progress(stage, share)` callback drives."""

    def __init__(self) -> None:
        self.bar = tqdm(
            total=100, bar_format="{desc:<24.24} {bar} {n:>3.0f}%", file=sys.stderr, leave=False, disable=None
        )

    def __call__(self, stage: str, share: float) -> None:
        self.bar.set_description_str(stage, refresh=False)
        self.bar.n = round(share * 100)
        self.bar.refresh()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()
