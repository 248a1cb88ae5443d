"""Rows of CSV, XLSX, Parquet and JSON Lines files, each as its file has it: numbered, by column, nothing converted."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO
from zipfile import BadZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
from openpyxl.utils.exceptions import InvalidFileException

from mingjing.ingest.capture.cells import EXACT_DIGITS
from mingjing.ingest.declared.given import exact_json

ENCODINGS = ("utf-8", "gb18030")
Row = tuple[int, Mapping[str, Any] | str]
"""The number of a row in its file, from 1; and its values, or why there are none."""


class FileRefused(Exception):
    """The file as a whole cannot be read; says why, in Chinese."""


def rows_of(path: Path, kind: str, said: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of a file of that kind. Raises FileRefused."""
    try:
        yield from READERS[kind](path, said)
    except (pa.ArrowException, BadZipFile, InvalidFileException, KeyError, OSError, csv.Error, ValueError) as e:
        raise FileRefused(f"读不出（{type(e).__name__}：{str(e)[:120]}）") from e


def opened(path: Path, said: Mapping[str, Any]) -> TextIO:
    """The text of a file in the encoding that it is declared to have, beyond doubt. Raises FileRefused."""
    encoding = str(said.get("encoding", "utf-8"))
    if encoding != "utf-8" and unreadable_line(path, "ascii") is not None and unreadable_line(path, "utf-8") is None:
        raise FileRefused(f"声明的编码是 {encoding}，内容却像 UTF-8，读出来会是乱码")
    wrong = unreadable_line(path, encoding)
    if wrong is not None:
        raise FileRefused(f"第 {wrong} 行起不是声明的编码 {encoding}")
    return path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="\n")


def unreadable_line(path: Path, encoding: str) -> int | None:
    """The first line that is not in this encoding; None where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                decoder.decode(line)
            except UnicodeDecodeError:
                return number
    return None


def csv_rows(path: Path, said: Mapping[str, Any]) -> Iterator[Row]:
    """Rows by the names in the first line; a field of no signs is no value."""
    with opened(path, said) as text:
        found = csv.reader(text, strict=True, delimiter=str(said.get("delimiter", ",")))
        header = headed(next(found, []))
        for number, fields in enumerate(found, 1):
            if len(fields) == len(header):
                yield number, {name: value or None for name, value in zip(header, fields, strict=True)}
            elif fields:
                yield number, f"有 {len(fields)} 个字段，表头有 {len(header)} 列"


def headed(names: Sequence[Any]) -> list[str]:
    """The names of the columns. Raises FileRefused."""
    header = [str(n or "").strip() for n in names]
    if not header or not all(header) or len(set(header)) < len(header):
        raise FileRefused("第一行须是列名，不空、不重复")
    return header


def json_rows(path: Path, said: Mapping[str, Any]) -> Iterator[Row]:
    """One object a line."""
    with opened(path, said) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, json_row(line)


def json_row(line: str) -> Mapping[str, Any] | str:
    """One object."""
    try:
        found = exact_json(line)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else "不是一个 JSON 对象（名字不重复）"


def workbook_rows(path: Path, said: Mapping[str, Any]) -> Iterator[Row]:
    """Rows of the named sheet, or of the only one, by the names in its first line."""
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        names = book.sheetnames
        wanted = said.get("sheet") or (names[0] if len(names) == 1 else None)
        if wanted not in names:
            raise FileRefused(f"工作表有 {'、'.join(names)}，请在声明的 read.sheet 里写明是哪一张")
        lines = book[str(wanted)].iter_rows()
        header = headed([c.value for c in next(lines, ())])
        for number, cells in enumerate(lines, 1):
            if any(c.value is not None for c in cells):
                yield number, workbook_row(header, cells)
    finally:
        book.close()


def workbook_row(header: Sequence[str], cells: Sequence[Any]) -> Mapping[str, Any] | str:
    """One line of a sheet."""
    extra = [c for c in cells[len(header) :] if c.value is not None]
    odd = next((c for c in cells if c.data_type in ODD), None)
    if extra or odd is not None:
        return "值多于表头的列" if odd is None else f"“{str(odd.value)[:40]}”{ODD[odd.data_type]}，请粘贴为值"
    values = [workbook_value(c.value) for c in cells[: len(header)]]
    return dict(zip(header, values + [None] * (len(header) - len(values)), strict=True))


def workbook_value(value: Any) -> Any:
    """A workbook keeps fifteen digits of a number: a longer whole number is as doubtful as it was kept."""
    return float(value) if type(value) is int and abs(value) >= 10**EXACT_DIGITS else value


ODD = {"f": "是公式", "e": "是错误值"}
"""Cells that hold no value of their own."""


def parquet_rows(path: Path, said: Mapping[str, Any]) -> Iterator[Row]:
    """Rows as they are typed."""
    number = 0
    with parquet.ParquetFile(path) as file:
        for part in file.iter_batches(batch_size=1000):
            for row in part.to_pylist():
                number += 1
                yield number, row


READERS = {"csv": csv_rows, "jsonl": json_rows, "xlsx": workbook_rows, "parquet": parquet_rows}
