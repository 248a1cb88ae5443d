"""What a server does when it starts."""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections

from mingjing.autorun.actions import catch_up
from mingjing.errors import MingjingError
from mingjing.lifecycle.operational import operational
from mingjing.lifecycle.runner import runner
from mingjing.lifecycle.runs import fail_orphans
from mingjing.papers.trainings import fail_orphans as fail_orphaned_trainings
from mingjing.papers.trainings import trainer
from mingjing.papers.writing_back import writer
from mingjing.site.loading import open_books

log = logging.getLogger("mingjing.site")


def begin_work() -> None:
    """Close runs that died, take over courts and scenarios, go on with what waits; serve without court data too."""
    fail_orphans()
    fail_orphaned_trainings()
    try:
        open_books()
    except MingjingError as error:
        log.warning("%s", error)
        return
    runner.nudge()
    trainer.nudge()
    writer.nudge()
    threading.Thread(target=catch_up_missed, name="mingjing-catch-up", daemon=True).start()


def catch_up_missed() -> None:
    """Check the milestones that were passed while the platform could not."""
    try:
        catch_up(operational())
    except Exception:
        log.exception("missed milestones could not be caught up; they stay waiting")
    finally:
        close_old_connections()
