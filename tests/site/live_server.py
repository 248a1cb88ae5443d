"""Run as a program: a platform on a free port, with people, clues and an embedded scenario. Prints its address."""

from __future__ import annotations

import sys
from pathlib import Path

from mingjing.site.serve import serve
from mingjing.site.start import prepare

home, data = Path(sys.argv[1]), Path(sys.argv[2])
prepare(home, data)

import house  # noqa: E402 - models can be read only after `prepare`
from django.conf import settings  # noqa: E402

from mingjing.accounts.models import Person  # noqa: E402
from mingjing.autorun.embedding import Asker, embed  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not Person.objects.exists():
    house.fill(data)
    embed(house.WIDE, ["C03"], Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")
serve(data, home, port=0, ready=lambda url: print(url, flush=True))
