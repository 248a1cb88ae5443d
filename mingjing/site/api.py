"""The one API of the platform."""

from __future__ import annotations

from ninja import NinjaAPI

import mingjing
from mingjing.accounts.api import router as accounts
from mingjing.accounts.doors import May
from mingjing.autorun.api import router as autorun
from mingjing.casework.api import router as casework
from mingjing.lifecycle.api import router as lifecycle
from mingjing.papers.api import router as papers
from mingjing.papers.labelling_api import router as labelling
from mingjing.site.calculators import router as calculators
from mingjing.site.case_pages import router as cases
from mingjing.site.data_pages import router as data
from mingjing.site.formulas import router as formulas
from mingjing.site.push_door import router as pushes
from mingjing.site.rendering import Orjson, put_error_handlers
from mingjing.site.scenario_pages import router as scenarios
from mingjing.site.workbench import router as workbench

api = NinjaAPI(
    title="明镜 mingjing",
    version=mingjing.__version__,
    auth=May("look"),
    renderer=Orjson(),
    docs_url=None,
    openapi_url="/openapi.json",
)
put_error_handlers(api)
for router in (
    accounts,
    workbench,
    scenarios,
    lifecycle,
    cases,
    casework,
    papers,
    labelling,
    autorun,
    calculators,
    formulas,
    data,
    pushes,
):
    api.add_router("", router)
