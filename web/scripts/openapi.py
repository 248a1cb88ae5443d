"""Prints the server's OpenAPI description, for `npm run api`."""

import json
import os
import tempfile

import django

os.environ.setdefault("MINGJING_HOME", tempfile.mkdtemp())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.site.settings")
django.setup()

from mingjing.site.api import api  # noqa: E402 - the API can be read only after django.setup()

print(json.dumps(api.get_openapi_schema(), ensure_ascii=False, default=str))
