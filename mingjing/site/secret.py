"""The secret that signs sessions."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(home: Path | None) -> str:
    """The secret kept in `home`, made at first use; without a home, one that lives as long as the process."""
    if home is None:
        return secrets.token_urlsafe(50)
    file = home / "secret.key"
    if not file.exists():
        _write_once(file)
    return file.read_text(encoding="ascii").strip()


def _write_once(file: Path) -> None:
    """Two programs that start together end with the same secret: it is linked into place whole, by the first only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
