"""Starting the platform on this machine."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn
from django.conf import settings

from mingjing.accounts.demo import DEMO_PEOPLE
from mingjing.errors import MissingPart, WrongUse
from mingjing.lifecycle.doorbell import doorbell
from mingjing.settings import data_file
from mingjing.site.start import prepare

GRACE_SECONDS = 2
"""How long open pages may hold up the end of the server."""


class Server(uvicorn.Server):
    """Sends listening pages home before it stops, instead of waiting for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Asked to stop."""
        doorbell.close()
        super().handle_exit(sig, frame)


def say(text: str) -> None:
    """Tell the person at the terminal; standard output stays free for results."""
    print(text, file=sys.stderr, flush=True)


def serve(
    data: Path,
    home: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    demo: bool = False,
    ready: Callable[[str], None] = lambda url: say(f"明镜已启动：{url}　按 Ctrl+C 停止。"),
) -> None:
    """Serve until stopped. Port 0 takes a free one; `ready` hears the address. Raises MissingPart, WrongUse."""
    if not data.is_file():
        raise MissingPart(f"法院数据文件 {data}", "请用 --data 指定数据文件，或先运行 mingjing demo 生成示例法院。")
    os.environ.setdefault("MINGJING_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    with taken(host, port) as door:
        prepare(home, data)
        settings.DEMO = demo or settings.DEMO
        config = uvicorn.Config(
            "mingjing.site.asgi:application",
            lifespan="off",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        ready(f"http://{host}:{door.getsockname()[1]}/")
        with suppress(KeyboardInterrupt):
            Server(config).run(sockets=[door])


def taken(host: str, port: int) -> socket.socket:
    """The listening socket, or a refusal that says which port and what to do."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(128)
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            remedy = f"请停止占用它的程序，或用 --port 指定其他端口，例如 --port {port + 10}。"
            raise WrongUse(f"端口 {port} 已被占用。", remedy) from error
        raise WrongUse(f"无法在 {host}:{port} 上提供服务：{error.strerror}。", "请检查 --host 与 --port。") from error
    return door


def create_demo_people(home: Path) -> list[tuple[str, str, str]]:
    """Make the people of the demo; gives (username, password, role).

    Their passwords are easy and public: never on a server with real cases.
    """
    prepare(home, data_file())
    from mingjing.site.loading import put_demo_people  # noqa: PLC0415 - models can be read only after `prepare`

    put_demo_people()
    return [(p.username, p.password, p.role) for p in DEMO_PEOPLE]
