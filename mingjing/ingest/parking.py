"""Originals that could not be read, kept beside the court's data by their hash, with the reason, until they can."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

RECORD = "parked.json"
UNNAMED = "original"


@dataclass(frozen=True, slots=True)
class Refused:
    """A paper or file that could not be taken in, and why; `parked` is the hash under which its original is kept.

    `permanent` is False when trying again may help without a new file, as after installing a missing program.
    """

    source: str
    reason: str
    code: str = "reading_error"
    permanent: bool = True
    parked: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """What to keep: a whole file by its path, or the bytes of a part of one, under the name it is read by."""

    name: str
    file: Path | None = None
    data: bytes = b""

    def digest(self) -> str:
        """SHA-256 of the content."""
        if self.file is None:
            return hashlib.sha256(self.data).hexdigest()
        with self.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def copy_to(self, target: Path) -> None:
        """The content at `target`, there whole or not at all."""
        part = target.with_name(target.name + ".part")
        if self.file is None:
            part.write_bytes(self.data)
        else:
            shutil.copyfile(self.file, part)
        part.replace(target)


@dataclass(frozen=True, slots=True)
class Parking:
    """The folder of what is parked for one data file."""

    folder: Path

    @classmethod
    def of(cls, data: Path) -> Parking:
        """The folder beside the data file."""
        return cls(data.with_name(data.name + ".parked"))

    def keep(self, original: Original, refused: Refused) -> Refused:
        """Keep the original with the reason; the same content is kept once, with every reason."""
        if original.file and original.file.parent.parent == self.folder:
            return self._still(original.file.parent.name, refused)
        digest = original.digest()
        place = self.folder / digest
        place.mkdir(parents=True, exist_ok=True)
        target = place / _safe(original.name)
        if not target.exists():
            original.copy_to(target)
        kept = replace(refused, parked=digest)
        before = [one for one in self.reasons(digest) if one.source != kept.source]
        _write(place / RECORD, [asdict(one) for one in (*before, kept)])
        return kept

    def _still(self, digest: str, refused: Refused) -> Refused:
        """The same again: the original stays where it is, under the sources it had, with today's reason."""
        kept = [replace(refused, source=one.source, parked=digest) for one in self.reasons(digest)]
        _write(self.folder / digest / RECORD, [asdict(one) for one in kept])
        return kept[0] if kept else replace(refused, parked=digest)

    def reasons(self, digest: str) -> list[Refused]:
        """Why that content is parked, once for every source."""
        record = self.folder / digest / RECORD
        return [Refused(**one) for one in json.loads(record.read_text("utf-8"))] if record.exists() else []

    def all(self) -> Iterator[Refused]:
        """Everything parked, with its reasons."""
        for digest in self.digests():
            yield from self.reasons(digest)

    def digests(self) -> list[str]:
        """The hashes of everything parked."""
        return sorted(place.name for place in self.folder.glob("*") if place.is_dir())

    def original(self, digest: str) -> Path | None:
        """The file kept under a hash; None when it is gone."""
        held = [file for file in (self.folder / digest).glob("*") if file.name != RECORD and file.suffix != ".part"]
        return held[0] if held else None

    def release(self, digests: Sequence[str]) -> None:
        """Let go of what has been taken in; the folder goes with the last."""
        for digest in digests:
            shutil.rmtree(self.folder / digest, ignore_errors=True)
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()


def _safe(name: str) -> str:
    """A file name that any file system takes, its ending kept."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem = "".join(sign for sign in path.stem if sign.isprintable() and sign not in '/:*?"<>|') or UNNAMED
    found = stem.encode()[:160].decode(errors="ignore") + path.suffix[:12]
    return f"_{found}" if found == RECORD else found


def _write(path: Path, record: object) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)
