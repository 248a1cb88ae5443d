"""Pulling a register over HTTP: page by page, trying again where it may help, refusing what does not add up."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import urllib3

from mingjing.registers.accepting import Delivery
from mingjing.registers.contract import Contract
from mingjing.registers.errors import NotDelivered

PAGE = 2_000
TIMEOUT = urllib3.Timeout(connect=5, read=60)
RETRY = urllib3.Retry(total=4, backoff_factor=0.2, status_forcelist=(429, 500, 502, 503, 504), allowed_methods=("GET",))


class Hub:
    """The city's data hub at an address; `key` is the court's own, shown with each request."""

    def __init__(self, url: str, key: str = "", retry: urllib3.Retry = RETRY) -> None:
        self.url, self.key = url.rstrip("/"), key
        self.pool = urllib3.PoolManager(timeout=TIMEOUT, retries=retry)

    def fetch(self, contract: Contract) -> Delivery:
        """Every row of a register as the hub has it now. Raises NotDelivered."""
        pages = list(self.pages(contract))
        days = {page["data_on"] for page in pages}
        rows = [row for page in pages for row in page["rows"]]
        if len(days) > 1 or len(rows) != pages[0]["total"]:
            raise NotDelivered(contract.title, "翻页途中数据变了，前后对不上；稍后再取即可。")
        try:
            return Delivery(f"{pages[0]['data_on']}/{pages[0]['batch']}", dt.date.fromisoformat(days.pop()), rows)
        except (ValueError, KeyError, TypeError) as e:
            raise NotDelivered(contract.title, "应答里没有批次，或数据日期不是日期。") from e

    def pages(self, contract: Contract) -> Iterator[dict[str, Any]]:
        """The pages in turn."""
        number, seen = 1, 0
        while True:
            page = self.page(contract, number)
            yield page
            seen += len(page["rows"])
            if not page["rows"] or seen >= page["total"]:
                return
            number += 1

    def page(self, contract: Contract, number: int) -> dict[str, Any]:
        """One page. Raises NotDelivered."""
        asked = {"page": str(number), "size": str(PAGE)}
        url = f"{self.url}/registers/{contract.name}"
        try:
            answer = self.pool.request("GET", url, fields=asked, headers={"X-Key": self.key, "X-Purpose": "court"})
        except urllib3.exceptions.HTTPError as e:
            raise NotDelivered(contract.title, f"{self.url} 没有应答（{reason(e)}）。请检查网络和对方服务。") from e
        if answer.status != 200:
            raise NotDelivered(contract.title, f"{self.url} 答以 {answer.status}。请向{contract.agency}核实授权。")
        return page_of(contract, answer.data)


def page_of(contract: Contract, body: bytes) -> dict[str, Any]:
    """A page as agreed. Raises NotDelivered."""
    try:
        page = json.loads(body)
    except ValueError as e:
        raise NotDelivered(contract.title, "应答不是 JSON。") from e
    if not isinstance(page, dict) or not isinstance(page.get("rows"), list) or not {"total", "data_on"} <= page.keys():
        raise NotDelivered(contract.title, "应答缺少 rows、total 或 data_on。")
    return page


def reason(error: BaseException) -> str:
    """The innermost name of what went wrong."""
    cause = getattr(error, "reason", None)
    return reason(cause) if isinstance(cause, BaseException) else type(error).__name__
