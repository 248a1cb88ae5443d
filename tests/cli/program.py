"""Running the program as a user does, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("mingjing")


def run(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
    """The finished command."""
    return subprocess.run([str(PROGRAM), *map(str, args)], capture_output=True, text=True, check=False, env=env or None)


def answer(*args: object) -> dict[str, Any]:
    """The JSON object a successful command ends with."""
    done = run(*args, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
