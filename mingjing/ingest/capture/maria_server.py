"""A MariaDB of our own in a folder, for tests and benchmarks: reached by its socket alone, gone with its process."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from mingjing.errors import MissingPart

ACCOUNT = "mysql"
"""Under which account the server runs where root starts it."""
SETTINGS = (
    "--skip-networking",
    "--server-id=1",
    "--log-bin=binlog",
    "--binlog-format=ROW",
    "--binlog-row-image=FULL",
    "--binlog-row-metadata=FULL",
    "--innodb-buffer-pool-size=64M",
    "--innodb-flush-log-at-trx-commit=2",  # with 0, a killed server forgets what its binlog has told
    "--sync-binlog=0",
    "--sql-mode=",
    "--character-set-server=utf8mb4",
)
WAIT_SECONDS = 60.0


class MariaServer:
    """The server, started on entering and killed on leaving."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "s"
        self.process: subprocess.Popen[bytes] | None = None
        self.as_account = [f"--user={ACCOUNT}"] if os.geteuid() == 0 else []

    def url(self, database: str) -> str:
        """Where a database of it answers."""
        return f"mysql://root@localhost/{database}?unix_socket={self.socket}"

    def make(self) -> None:
        """An empty server's files. Raises MissingPart."""
        if shutil.which("mariadb-install-db") is None:
            raise MissingPart("MariaDB 服务器", "请安装：apt-get install mariadb-server。")
        if self.as_account:
            shutil.chown(self.folder, ACCOUNT)
        made = ["mariadb-install-db", "--no-defaults", f"--datadir={self.folder / 'data'}", "--skip-test-db"]
        quiet = ["--auth-root-authentication-method=normal", *self.as_account]
        subprocess.run([*made, *quiet], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603

    def start(self) -> MariaServer:
        """Start it, and wait until it answers."""
        program = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
        where = [f"--datadir={self.folder / 'data'}", f"--socket={self.socket}", f"--pid-file={self.folder / 'pid'}"]
        with (self.folder / "log").open("ab") as log:
            command = [program, "--no-defaults", *where, *SETTINGS, *self.as_account]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603
        until = time.monotonic() + WAIT_SECONDS
        ping = ["mariadb-admin", "--no-defaults", f"--socket={self.socket}", "--user=root", "ping"]
        while subprocess.run(ping, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:  # noqa: S603
            if time.monotonic() > until or self.process.poll() is not None:
                raise MissingPart("能启动的 MariaDB", (self.folder / "log").read_text(errors="replace")[-400:])
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        """Kill -9: it recovers from its log when it is started again."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> MariaServer:
        self.make()
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()
