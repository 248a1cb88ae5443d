"""Addresses: the API, then the pages."""

from django.urls import path, re_path

from mingjing.site.api import api
from mingjing.site.front_end import page

handler404 = "mingjing.site.front_end.not_there"
handler500 = "mingjing.site.front_end.broken"

urlpatterns = [
    path("api/", api.urls),
    re_path(r"^(?P<path>.*)$", page),
]
