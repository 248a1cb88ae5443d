"""Files laid down in a folder, read once each by their content, from the row at which reading broke off."""

from __future__ import annotations

import fnmatch
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec

from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.net import ADD, TableNet
from mingjing.ingest.capture.events import Begin, Change, Commit, Event
from mingjing.ingest.capture.file_rows import ENCODINGS, READERS, FileRefused, rows_of
from mingjing.ingest.declared.given import Read, Refused, Rows, as_json, key_text, shape
from mingjing.ingest.declared.loading import address
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import BadSystem, SourceGone

FOLDER_SQL = (Path(__file__).parent / "folder.sql").read_text(encoding="utf-8")
PARTIAL = (".part", ".tmp")
"""What is still being written."""
TRANSACTION = 1_000
"""Rows that are applied together."""
ROWS = 1 << 32
"""A position is the number of a file times this, and the last row read; the last of all says that it is complete."""
KNOWN = "SELECT number, table_name, name, digest FROM mj_file WHERE source = $1 ORDER BY number"
NOTE = "INSERT INTO mj_file (source, number, table_name, name, digest) VALUES ($1, $2, $3, $4, $5)"


@dataclass(frozen=True)
class Laid:
    """A file of a table, here, with the digest of its content."""

    table: DeclaredTable
    name: str
    path: Path
    digest: str

    @property
    def kind(self) -> str:
        """What its name says it is."""
        return self.name.rsplit(".", 1)[-1].lower()


class FolderCapture:
    """The files of one source; `url` is any folder that fsspec opens."""

    def __init__(self, system: System, target: KeepingTarget, url: str) -> None:
        self.system, self.target, self.url = system, target, url
        self.position = 0
        self.known: dict[tuple[str, str], int] = {}
        self.seen: dict[str, Any] = {}
        """Files that were looked at, with what the file system said of them."""
        with target.con.transaction():
            target.con.execute(FOLDER_SQL)

    def start(self, position: int) -> None:
        """Begin after that row of that file."""
        self.position, self.known = position, self._known()
        self.seen.clear()

    def _listed(self) -> Iterator[tuple[DeclaredTable, Any, str]]:
        """Complete files of the folder by name, and of which table they are. Raises SourceGone."""
        try:
            system, root = fsspec.core.url_to_fs(self.url)
            found = sorted(system.ls(root, detail=True), key=lambda f: str(f["name"]))
        except (OSError, ValueError, ImportError) as e:
            raise SourceGone(self.system.name, f"打不开文件夹（{type(e).__name__}）") from e
        for said in found:
            name = str(said["name"]).rsplit("/", 1)[-1]
            if said["type"] != "file" or name.startswith(".") or name.endswith(PARTIAL):
                continue
            for table in self.system.tables:
                if fnmatch.fnmatchcase(name, str(table.reading["files"])):
                    yield table, said, name

    def _new(self, folder: Path) -> Iterator[Laid]:
        """Copies of files that were not looked at yet."""
        system, _ = fsspec.core.url_to_fs(self.url)
        for table, said, name in self._listed():
            mark = (said.get("size"), said.get("mtime") or said.get("LastModified"))
            if self.seen.get(f"{table.name}/{name}") == mark:
                continue
            here = folder / name
            system.get_file(said["name"], str(here))
            yield Laid(table, name, here, digest_of(here))
            self.seen[f"{table.name}/{name}"] = mark
            here.unlink()

    def _known(self) -> dict[tuple[str, str], int]:
        """The numbers of the files that reading has begun of."""
        rows = self.target.con.execute(KNOWN, [self.system.name]).fetchall()
        return {(str(table), str(digest)): int(str(number)) for number, table, _, digest in rows}

    def events(self, idle: float = 0.2) -> Iterator[Event | None]:
        """Rows as they are found; None whenever nothing is waiting. Raises SourceGone."""
        yield from self._rest_of_one()
        while True:
            with tempfile.TemporaryDirectory(prefix="mingjing-files-") as folder:
                for laid in self._new(Path(folder)):
                    yield from self._file(laid)
            yield None
            time.sleep(idle)

    def _rest_of_one(self) -> Iterator[Event]:
        """The file that was read in part comes before all others, and must be there as it was. Raises SourceGone."""
        number, row = divmod(self.position, ROWS)
        if row in (0, ROWS - 1):
            return
        begun = next(r for r in self.target.con.execute(KNOWN, [self.system.name]).fetchall() if r[0] == number)
        with tempfile.TemporaryDirectory(prefix="mingjing-files-") as folder:
            for laid in self._new(Path(folder)):
                if (laid.table.name, laid.digest) == (begun[1], begun[3]):
                    yield from self._file(laid)
                    self.seen.clear()
                    return
        raise SourceGone(self.system.name, f"文件 {begun[2]} 读到第 {row} 行后不见了或被改过，请原样放回")

    def _file(self, laid: Laid) -> Iterator[Event]:
        """What is still to be read of a file."""
        begun, row = divmod(self.position, ROWS)
        number = self.known.get((laid.table.name, laid.digest))
        if number is None:
            number = self._note(laid)
        elif number < begun or row == ROWS - 1:
            return
        for last, reads in self._parts(laid, row if number == begun else 0):
            yield from self._transaction(number * ROWS + last, reads)

    def _note(self, laid: Laid) -> int:
        """A number for the file, kept for good with the first of its rows."""
        number = max(self.known.values(), default=0) + 1
        self.known[laid.table.name, laid.digest] = number
        self.target.also.append((NOTE, [self.system.name, number, laid.table.name, laid.name, laid.digest]))
        return number

    def _transaction(self, position: int, reads: list[Read]) -> Iterator[Event]:
        now = time.time_ns() // 1000
        yield Begin(position, now)
        yield from self.target.refusals.note(reads)
        self.position = position
        yield Commit(position, position, now)

    def _parts(self, laid: Laid, after: int) -> Iterator[tuple[int, list[Read]]]:
        """Rows of the file after that one, some at a time, with the number of the last."""
        keys, part = Keys(laid.table), list[Read]()
        try:
            for number, read in self._reads(laid):
                keys.note(read)
                if number > after:
                    part.append(read)
                if len(part) == TRANSACTION:
                    yield number, part
                    part = []
            part += self._gone(laid.table, keys) if laid.table.reading.get("whole") else []
            self.target.refusals.release(laid.table.name, laid.name)
        except FileRefused as e:
            told = as_json({"file": laid.name, "sha256": laid.digest})
            part.append(Refused(laid.table.name, laid.name, f"文件 {laid.name} {e}", told))
        yield ROWS - 1, part

    def _reads(self, laid: Laid) -> Iterator[tuple[int, Read]]:
        rows = Rows(laid.table)
        for number, given in rows_of(laid.path, laid.kind, laid.table.reading):
            place = f"{laid.name} 第{number}行"
            yield number, rows.refused({}, place, given) if isinstance(given, str) else rows.put(given, place)

    def _gone(self, table: DeclaredTable, keys: Keys) -> list[Read]:
        """Rows that a whole delivery does not have any more; none where a key of it could not be read."""
        if keys.unread:
            return []
        rows = Rows(table)
        listed = ", ".join(f'CAST("{c}" AS TEXT)' for c in table.primary)
        stored = self.target.con.execute(f'SELECT {listed} FROM "src_{self.system.name}"."{table.name}"').fetchall()
        missing = [r for r in stored if key_text(tuple(str(v).encode() for v in r)) not in keys.texts]
        return [rows.delete(dict(zip(table.primary, map(str, r), strict=True)), "") for r in missing]

    def waiting(self) -> Callable[[], bool]:
        """Whether the files that lay there by now have been applied."""
        names = {f"{table.name}/{name}" for table, _, name in self._listed()}
        return lambda: names <= self.seen.keys() and (self.target.position() or 0) >= self.position

    def told(self, table: DeclaredTable, position: int) -> TableNet:
        """What became of the rows of a table by the files that still lie there and were read to their end."""
        net, known = TableNet(shape(table)), self._known()
        with tempfile.TemporaryDirectory(prefix="mingjing-files-") as folder:
            found = {known.get((f.table.name, f.digest), 0): f for f in self._copies(Path(folder), table)}
            for number in sorted(n for n in found if n and n * ROWS + ROWS - 1 <= position):
                for _, read in self._reads(found[number]):
                    if isinstance(read, Change):
                        ADD[read.op](net, read)
        return net

    def _copies(self, folder: Path, table: DeclaredTable) -> Iterator[Laid]:
        system, _ = fsspec.core.url_to_fs(self.url)
        for of, said, name in self._listed():
            if of is table:
                here = folder / name
                system.get_file(said["name"], str(here))
                yield Laid(table, name, here, digest_of(here))

    def confirm(self, position: int) -> None:
        """The files stay where they are; who laid them down may take them away."""

    def idle_position(self) -> int:
        """Nothing passes here but what is ours."""
        return 0

    def close(self) -> None:
        """Nothing is held open."""


class Keys:
    """The keys that a file has."""

    def __init__(self, table: DeclaredTable) -> None:
        self.texts: set[str] = set()
        self.unread = False

    def note(self, read: Read) -> None:
        """A row of the file; what was refused is still there, if its key can be read."""
        if isinstance(read, Refused):
            self.unread = self.unread or " 第" in read.row_key
            self.texts.add(read.row_key)
        else:
            self.texts.add(key_text(read.table.key_of(read.new or [])))


def digest_of(path: Path) -> str:
    """What tells a file's content from any other."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def refuse_wrong(system: System, table: DeclaredTable) -> None:
    """Raises BadSystem where the declaration does not say how the files are to be read."""
    said = table.reading
    kind = str(said.get("files", "")).rsplit(".", 1)[-1].lower()
    if kind not in READERS:
        problem = f"files 须是文件名的样子，如 aj_*.csv；读得的有 {'、'.join(READERS)}"
        raise BadSystem(system.name, f"{table.name}.read", problem)
    if str(said.get("encoding", "utf-8")) not in ENCODINGS:
        raise BadSystem(system.name, f"{table.name}.read.encoding", f"可用的编码有 {'、'.join(ENCODINGS)}")


def laid_down(system: System, target_dsn: str, *, alone: bool = True) -> Collected:
    """Follows what is laid down in a source's folder. Raises NoConnection or BadSystem."""
    url = address(system)
    for table in system.tables:
        refuse_wrong(system, table)
    target = KeepingTarget(target_dsn, system.name, alone=alone)
    return Collected(system, target, FolderCapture(system, target, url))
