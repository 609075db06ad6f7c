"""Cases from elsewhere, column by column: what columns and values are called in three languages, and what they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, time, tzinfo
from types import MappingProxyType
from typing import Any, Final

from bot.cases.case import Status

#: Column → what it is called; compared without width, letter case, spaces and signs.
_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "id|number|no|case id|case number|case no|ticket|ticket id|ticket number|external id|reference|编号|編號"
        "|单号|單號|工单号|工單號|工单编号|工單編號|案件编号|案件編號|投诉编号|投訴編號|外部编号|外部編號|序号|序號",
        "opened": "opened|opened at|created|created at|created on|filed|filed at|received|received at|date opened|date"
        "|受理时间|受理時間|登记时间|登記時間|创建时间|建立時間|創建時間|投诉时间|投訴時間|提交时间|提交時間|收到时间"
        "|收到時間|受理日期|登记日期|登記日期|投诉日期|投訴日期",
        "text": "text|complaint|description|details|what happened|message|content|投诉内容|投訴內容|内容|內容|描述"
        "|问题描述|問題描述|投诉描述|投訴描述|事由|诉求内容|訴求內容",
        "status": "status|state|状态|狀態|案件状态|案件狀態|处理状态|處理狀態",
        "answered": "answered|answered at|first response|first answer|responded|responded at|答复时间|答覆時間|回复时间"
        "|回覆時間|首次答复时间|首次答覆時間|首次回复时间|首次回覆時間|响应时间|回應時間",
        "solved": "solved|solved at|resolved|resolved at|resolution date|解决时间|解決時間|办结时间|辦結時間|完成时间"
        "|完成時間|处理完成时间|處理完成時間",
        "closed": "closed|closed at|closing date|结案时间|結案時間|关闭时间|關閉時間|归档时间|歸檔時間",
        "due": "due|due at|due date|deadline|截止时间|截止時間|到期时间|到期時間|办理时限|辦理時限",
        "owner": "owner|assignee|assigned to|agent|handler|负责人|負責人|处理人|處理人|经办人|經辦人|承办人|承辦人"
        "|责任人|責任人",
        "department": "department|dept|team|unit|部门|部門|责任部门|責任部門|承办部门|承辦部門|处理部门|處理部門",
        "category": "category|type|kind|class|类别|類別|分类|分類|类型|類型|投诉类别|投訴類別|投诉类型|投訴類型"
        "|投诉分类|投訴分類",
        "priority": "priority|urgency|severity|优先级|優先級|优先度|優先度|紧急程度|緊急程度",
        "channel": "channel|source|origin|渠道|管道|来源|來源|投诉渠道|投訴管道|受理渠道|受理管道",
        "language": "language|lang|locale|语言|語言|语种|語種",
        "score": "score|rating|csat|satisfaction|评分|評分|满意度|滿意度|打分|客户评分|顧客評分",
        "comment": "comment|feedback|survey comment|评价|評價|留言|客户评价|顧客評價|回访意见|回訪意見",
        "name": "name|customer|customer name|complainant|姓名|客户|客戶|顾客|顧客|客户姓名|客戶姓名|顧客姓名|投诉人"
        "|投訴人",
        "phone": "phone|telephone|mobile|phone number|tel|电话|電話|手机|手機|手机号|手機號|联系电话|聯絡電話|联系方式"
        "|聯絡方式",
        "email": "email|e-mail|mail|email address|邮箱|郵箱|电子邮件|電子郵件|电子邮箱|電子郵箱|邮件|郵件",
        "agreed": "agreed|consent|may write|mail consent|同意邮件通知|同意郵件通知|同意接收邮件|同意接收郵件",
        "solution": "solution|answer|reply|resolution|outcome|处理结果|處理結果|解决方案|解決方案|答复内容|答覆內容"
        "|处理意见|處理意見",
        "product": "product|item|service|产品|產品|商品|产品名称|產品名稱|商品名称|商品名稱",
        "order_number": "order|order number|order no|订单|訂單|订单号|訂單號|订单编号|訂單編號",
        "occurred": "occurred|occurred at|date of event|incident date|发生时间|發生時間|发生日期|發生日期",
        "place": "place|store|branch|location|where|地点|地點|门店|門市|发生地点|發生地點",
        "person": "person|staff|staff member|employee|涉及人员|涉及人員|被投诉人|被投訴人|员工|員工",
        "amount": "amount|sum|value|金额|金額|涉及金额|涉及金額",
        "remedy": "remedy|wish|request|demand|诉求|訴求|客户诉求|客戶訴求|顧客訴求",
    }
)

#: In the order in which they are listed for people.
COLUMNS: Final = tuple(_COLUMNS)
#: Without these nothing is a case.
NEEDED: Final = ("id", "opened", "text")

_STATUS: Final = {
    Status.ACKNOWLEDGED: "open|acknowledged|new|pending|waiting|未处理|未處理|待处理|待處理|已受理|受理|新建"
    "|已登记|已登記|已提交",
    Status.IN_PROGRESS: "in progress|working|processing|assigned|处理中|處理中|办理中|辦理中|跟进中|跟進中",
    Status.PROPOSED: "proposed|solution proposed|offered|待客户确认|待顧客確認|待客戶確認|待确认|待確認",
    Status.RESOLVED: "resolved|solved|done|finished|已解决|已解決|已办结|已辦結|办结|辦結|已完成|完成",
    Status.CLOSED: "closed|archived|已结案|已結案|结案|結案|已关闭|已關閉|关闭|關閉|已归档|已歸檔",
    Status.REOPENED: "reopened|重新处理|重新處理|重新打开|重新開啟|重开|重開|复投诉|複投訴",
    Status.WITHDRAWN: "withdrawn|cancelled|canceled|已撤回|撤回|已撤诉|已撤訴|撤诉|撤訴|已取消",
}
_PRIORITY: Final = {
    0: "normal|0|low|medium|ordinary|p3|p4|普通|一般|低|中|正常",
    1: "high|1|p2|较急|較急|高|重要|加急",
    2: "urgent|2|critical|emergency|p1|紧急|緊急|特急|非常紧急|非常緊急",
}
_LANGUAGE: Final = {
    "zh-Hans": "zh-hans|zh|zh-cn|zh-sg|cn|simplified chinese|chinese|简体中文|简体|中文|简中|簡體中文",
    "zh-Hant": "zh-hant|zh-tw|zh-hk|zh-mo|tw|traditional chinese|繁體中文|繁体中文|繁體|繁体|繁中",
    "en": "en|en-us|en-gb|english|英文|英语|英語",
}
_CHANNEL: Final = {
    "phone": "phone|telephone|call|hotline|电话|電話|热线|熱線|来电|來電|客服热线|客服熱線",
    "letter": "letter|post|mail by post|信函|信件|来信|來信|书面|書面",
    "store": "store|in store|shop|branch|counter|visit|门店|門市|到店|现场|現場|来访|來訪",
    "mail": "mail|email|e-mail|邮件|郵件|邮箱|郵箱|电子邮件|電子郵件",
    "web": "web|website|web chat|chat|网页|網頁|网站|網站|官网|官網|网页对话|網頁對話|在线客服|線上客服",
    "wechat": "wechat|weixin|微信|公众号|公眾號",
    "telegram": "telegram",
    "other": "other|其他|其它|其他途径|其他途徑",
}
_SCORE: Final = {
    1: "1|1分|一星|very dissatisfied|very bad|非常不满意|非常不滿意|很不满意|很不滿意",
    2: "2|2分|二星|dissatisfied|bad|不满意|不滿意",
    3: "3|3分|三星|neutral|fair|一般|还行|還行|基本满意|基本滿意",
    4: "4|4分|四星|satisfied|good|满意|滿意|较满意|較滿意",
    5: "5|5分|五星|very satisfied|very good|excellent|非常满意|非常滿意|很满意|很滿意",
}
_REMEDY: Final = {
    "refund": "refund|退款|退钱|退錢",
    "exchange": "exchange|replacement|换货|換貨|更换|更換",
    "repair": "repair|维修|維修|修理",
    "resend": "resend|send again|补发|補發|補寄",
    "compensation": "compensation|赔偿|賠償|补偿|補償",
    "apology": "apology|道歉|赔礼道歉|賠禮道歉",
}
_YES: Final = {"yes": "yes|1|y|true|是|同意|√", "": "no|0|n|false|否|不同意"}


def folded(said: str) -> str:
    """A name as it is compared: width, letter case, spaces and signs do not matter."""
    kept = unicodedata.normalize("NFKC", said).casefold()
    return re.sub(r"[\s_\-/.:*#()\[\]【】]+", "", kept)


def _book(group: Mapping[Any, str]) -> Mapping[str, object]:
    return MappingProxyType({folded(name): key for key, names in group.items() for name in names.split("|")})


_COLUMN_BOOK: Final = _book({key: f"{key}|{names}" for key, names in _COLUMNS.items()})
_WORDS: Final[Mapping[str, Mapping[Any, str]]] = MappingProxyType(
    {
        "status": _STATUS,
        "priority": _PRIORITY,
        "language": _LANGUAGE,
        "channel": _CHANNEL,
        "score": _SCORE,
        "remedy": _REMEDY,
        "agreed": _YES,
    }
)
_BOOKS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType(
    {name: _book(group) for name, group in _WORDS.items()}
)


def column(said: str) -> str | None:
    """Which column a name of one means; None: none of ours."""
    found = _COLUMN_BOOK.get(folded(said))
    return None if found is None else str(found)


def value(group: str, said: str) -> object | None:
    """What a word of a column means; None: nothing that we know."""
    return _BOOKS[group].get(folded(said))


def words(group: str) -> tuple[str, ...]:
    """Of every value the first name, as people write it."""
    return tuple(names.split("|")[0] for names in _WORDS[group].values())


def meanings(group: str) -> tuple[str, ...]:
    """Every value as the texts name it."""
    return tuple(str(one) or "no" for one in _WORDS[group])


_DATE: Final = re.compile(
    r"(?P<y>\d{4})\s*(?:[-/.年])\s*(?P<m>\d{1,2})\s*(?:[-/.月])\s*(?P<d>\d{1,2})\s*日?"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})"
)
_TIME: Final = re.compile(
    r"(?P<half>上午|下午|凌晨|早上|晚上|中午|am|pm)?\s*(?P<h>\d{1,2})\s*(?:[:：时時点點])\s*(?P<min>\d{1,2})?\s*分?"
    r"(?:\s*[:：]?\s*(?P<s>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<after>am|pm)?",
    re.I,
)
_COMPACT: Final = re.compile(r"(\d{2})(\d{2})(\d{2})?")
_ZONED: Final = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$", re.I)


def moment(said: str, zone: tzinfo) -> tuple[datetime, bool] | None:
    """The time that is meant, in UTC, and whether a time of day was told; None where it can't be read.

    2026-03-01, 2026/3/1 9:05, 2026年3月1日 下午3点, 20260301 090500, ISO 8601; without a zone it is `zone`'s.
    """
    text = unicodedata.normalize("NFKC", said).strip()
    try:
        if _ZONED.search(text) and "T" in text.upper():
            return datetime.fromisoformat(text).astimezone(UTC), True
        found = _DATE.match(text)
        if found is None:
            return None
        year, month, day = (int(found[key] or found[f"{key}2"]) for key in ("y", "m", "d"))
        rest = re.sub(r"^[Tt,，\s]+|^星期.|^周.", "", text[found.end() :]).strip()
        at = _clock(rest) if rest else time()
        if at is None:
            return None
        return datetime(year, month, day, at.hour, at.minute, at.second, tzinfo=zone).astimezone(UTC), bool(rest)
    except (ValueError, OverflowError):
        return None


def _clock(text: str) -> time | None:
    compact = _COMPACT.fullmatch(text)
    if compact:
        return time(int(compact[1]), int(compact[2]), int(compact[3] or 0))
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour = int(found["h"])
    half = (found["half"] or found["after"] or "").lower()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "凌晨", "am") and hour == 12:
        hour = 0
    return time(hour, int(found["min"] or 0), int(found["s"] or 0))
