"""What several sums come to, where the customer says it. Folded text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from nlu.numerals import number
from nlu.patterns import Pattern

#: What one is and what so many are: 一次80，三次240.
_SEVERAL: Final = Pattern(
    r"[一每](?P<unit>[次个件张天晚节月年人位单箱盒斤瓶包堂])(?:是|要|收|扣)?(?P<n>\d{1,5}),?\s?(?P<count>\d{1,3}|[二两三四五六七八九十]{1,3})(?P=unit)(?:就|一共|总共|共|是|系|要|收|扣|了){0,3}(?P<sum>\d{2,6})(?![\d.])"
)
#: A bare sum of all: "£12.50 a month, 150 in total", 押金两千加租金八百，总共2800.
_IN_ALL: Final = Pattern(
    r"(?<![\d.,£$€¥])(?P<n>\d{2,6}(?:\.\d\d)?),? (?:in (?:all|total)|all in|altogether|all told)\b"
    r"|(?:总共|一共|合共|合计|总计|加起来|加埋|夹埋|拢共|共计)(?:是|系|要|收|扣|付|花|交|刷)?(?:了|咗)?\s?(?P<k>\d{2,7}(?:\.\d{1,2})?)(?![\d.]|\s?(?:[次个件天日年月人台张箱单遍条点分只晚套双斤本家位页米元块蚊%]|小时|公里))"
)
#: A price without its unit, and what it has become: "my bill's gone up from 90 to 240", 月费从300涨到450.
_RISEN: Final = Pattern(
    r"(?:从|由)(?:原[来先本]的?)?\s?\d{2,6}(?:块|元|蚊)?钱?[^,.;!?\d]{0,6}?[涨加升提调增](?:价|高|整)?[到至成](?:了|咗)?\s?(?P<n>\d{2,6})(?![\d.]|\s?(?:度|%|人|楼|层|级|岁|斤|兆|[gmk]b?\b|分钟|小时|天))"
    r"|\b(?:up|rose|risen|increased?|raised|jumped|doubled|went|hiked?) from (?:about |around |just )?\d{2,6}(?: a (?:month|week|year))? to (?:about |around |nearly |over )?(?P<k>\d{2,6})(?![\d.:]|\s?(?:%|people|degrees|mph|minutes?|mins|hours?|days?|kwh|units?|am|pm|gb|mb))"
)
_PRICED: Final = Pattern(
    r"[费租价钱账]|保险|月供|\b(?:bills?|rent|prices?|fees?|premiums?|fares?|costs?|subscription|tariff|quotes?|insurance|membership|payments?|charges?|direct debit|plan|mortgage)\b"
)


def instead(folded: str) -> str:
    """The text with the total alone where it is told after what one costs, and is right; of what rose, what it is now."""
    if _PRICED.search(folded):
        folded = _RISEN.sub(lambda match: f"金额{match['n'] or match['k']}", folded)
    return _SEVERAL.sub(_total, folded)


def bare(folded: str) -> list[tuple[int, Decimal]]:
    """Totals that are told without a currency, and where they stand."""
    return [
        (match.start(match.lastgroup or 0), Decimal(match[match.lastgroup or 0])) for match in _IN_ALL.finditer(folded)
    ]


def _total(match: re.Match[str]) -> str:
    count, one, told = number(match["count"]), number(match["n"]), number(match["sum"])
    return f"金额{match['sum']}" if count and one and told == count * one else match[0]
