"""The ASGI program: `uvicorn mingjing.site.asgi:application`, or `mingjing serve`, which migrates first."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.site.settings")
django_program = get_asgi_application()

from mingjing.site.body_limit import BodyLimit  # noqa: E402
from mingjing.site.opening import begin_work  # noqa: E402 - models can be read only after the line above

application = BodyLimit(django_program)

with ThreadPoolExecutor(1) as apart:  # a server may import this inside its loop, where Django refuses the database
    apart.submit(begin_work).result()
