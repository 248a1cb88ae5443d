"""A PostgreSQL of our own in a folder, for tests and benchmarks: reached by its socket alone, gone with its process."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from mingjing.store.errors import NoPostgres

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
"""Under which account the server runs where root starts it: PostgreSQL refuses root."""
DATABASE = "postgres"
NOT_LASTING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""For data that is made again when lost."""
SMALL = {"shared_buffers": "64MB", "max_connections": "20", "max_wal_senders": "0", "wal_level": "minimal"}


def programs() -> Path:
    """The folder of the newest PostgreSQL programs. Raises NoPostgres."""
    beside = [Path(p).resolve().parent for p in (shutil.which("initdb"),) if p]
    for folder in (*sorted(DEBIAN.glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True), *beside):
        if (folder / "initdb").exists() and version(folder) >= OLDEST:
            return folder
    raise NoPostgres(oldest=OLDEST)


def version(folder: Path) -> int:
    """Major version of the programs in a folder."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else 0


class Cluster:
    """A PostgreSQL server over a folder, which is made when it is not there; the data stay when the server stops."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None, sockets: Path | None = None) -> None:
        self.folder, self.bin = folder.resolve(), programs()
        self.sockets = sockets or self.folder
        """Where its socket lies; a path of more than 100 characters is too long for one."""
        self.data = self.folder / "data"
        self.settings = SMALL | dict(settings or {})
        self.account = ACCOUNT if os.geteuid() == 0 else None

    @property
    def dsn(self) -> str:
        """How to connect; `dbname` may be said after it."""
        user = self.account or pwd.getpwuid(os.geteuid()).pw_name
        return f"postgresql://{user}@/{DATABASE}?host={self.sockets}"

    def start(self) -> Cluster:
        """The server, running and ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, self.sockets):
            if self.account:
                shutil.chown(folder, self.account)
        if not (self.data / "PG_VERSION").exists():
            self._run("initdb", "-D", str(self.data), "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        said = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), "timezone": "UTC"} | self.settings
        options = " ".join(f"-c {name}='{value}'" for name, value in said.items())
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return self

    def stop(self) -> None:
        """Stop the server; what was committed stays."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")

    def __enter__(self) -> Cluster:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, program: str, *args: str) -> None:
        command = [str(self.bin / program), *args]
        done = subprocess.run(  # noqa: S603
            command, user=self.account, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            raise NoPostgres(oldest=OLDEST, problem=f"{program}：{done.stderr.strip()[-400:]}")
