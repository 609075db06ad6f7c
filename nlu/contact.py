"""How a customer can be reached: telephone numbers, e-mail addresses and names in messengers in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from bot.regex import regex
from nlu.patterns import Pattern

_EMAIL: Final = regex(
    r"[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?\s?@\s?[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63}){0,5}"
    r"(?:\.[a-z]{2,24}|\s?\.\s?(?:com|net|org|edu|gov|co|cn|hk|tw|sg|io|me)\b(?:\s?\.\s?[a-z]{2}\b)?)"
)
#: Ends of a domain after which only a country may follow: a word after them begins the next sentence.
_LAST: Final = ("com", "net", "org", "edu", "gov")
_COUNTRY: Final = 2
_ENDS: Final = r"(?:com|net|org|edu|gov|co|io|me|cn|hk|tw|sg|uk|au|my|ng|in|ie|nz|ca|us|eu|de|fr|nl|be|ch|at|es|pt|it|pl|cz|sk|hu|ro|gr|se|no|dk|fi|ru|ua|tr|za|ke|gh|br|mx|jp|kr|th|vn|ph|id|pk|lk|ae|info|biz)\b"
#: An address as it is said: "jo at example dot com", 小王88艾特163点com.
_DOT: Final = r"\s?(?:\bdot\b|\(dot\)|\[dot\]|点)\s?"
_SPELT_EMAIL: Final = Pattern(
    rf"(?<![a-z0-9])([a-z0-9](?:[a-z0-9._+-]|{_DOT}|\s?(?:下划线|underscore)\s?){{0,40}}) (?:at|\(at\)|\[at\]) ([a-z0-9-]{{2,30}}(?:{_DOT}[a-z0-9-]{{2,20}})?{_DOT}{_ENDS})"
)
_READ_EMAIL: Final = Pattern(
    rf"(?<![a-z0-9])([a-z0-9](?:[a-z0-9._+-]|{_DOT}|\s?(?:下划线|underscore)\s?){{0,40}})\s?(?:艾特|小老鼠|圈圈?a|@)\s?([a-z0-9-]{{2,30}}(?:(?:{_DOT}|\.)[a-z0-9-]{{2,20}})?(?:{_DOT}|\.)\s?{_ENDS})"
)

_LABEL: Final = regex(
    r"(?:电话|手机|手提|座机|联系(?:方式|号码)?|联络|(?<![^\s,.;:!?我的嘅个呢这那新旧另打线])号码|机号|tel(?:ephone)?|phone|mobile|cell|whats ?app|call(?: me| us)?|text me|reach me|ring me"
    r"|contact|sms|\bmy (?:no|num|number|nr)\b\.?|(?:best|my new) (?:number|no\.)|致电|打我?|拨|line)[^\d+,.;!?]{0,14}(?:\bon\b|\bat\b|is|:|是|系|为|#)?[^\d+,.;!?]{0,6}[+(]{0,2}$"
)
#: A label right before that says the digits are something else.
_OTHER: Final = regex(
    r"(?:统一?编(?:号|码)?|税(?:籍编)?号|税籍|(?:商业|营业)登记|(?:水|电|煤气|瓦斯|燃气|热|智能|智慧)表|表号|户号|案号|身[份分]证|订单|定单|单号|编号|批号|批次|卡号|账号|帐号|工号|order|booking|(?:customer|client|member(?:ship)?|patient|student|user|meter|nhs|mortgage|licen[cs]e|passport|claimant|employee|staff)(?= ?(?:no\b|nr\b|num|id\b|ref|#))|\b(?:nmi|mpr?n|mpan|mrn|nino|iban|vin|pcn|urn|crn|acc|acct|a/c|loan|member(?:ship)?|pupil|citation|penalty|incident|crime|plot|locker|docket|quote)\b|purchase|transaction|confirmation|reservation|policy|contract|parcel|shipment|pnr|ref(?:erence)?|tracking|waybill|awb|consignment|claim|invoice|account|card|lot|batch|serial|model|case|ticket|imei|sn|qq|微信|[八8]达通|octopus|智能卡|悠游卡|交通卡"
    r"|(?:发票|[账帐]户|会员|客户|用户|追踪|跟踪|车牌|证件|身份证|保单|护照|序列|快递|物流|运单|票|卡|取件|房间|座位|流水|合[同约]|设备|学|员工|工单|预[约订]|案件|确认|登机|挂号|存折|银行卡?|信用卡)的?(?=编?号))"
    r"(?: ?(?:编?号码?|no\.?|number|num|id|code|尾号))*\s*(?:是|系|为|is|was|:|#|=|-|\()*\s*$"
)
#: A label behind the digits: "9765 4321, that's my number".
_LABEL_AFTER: Final = regex(
    r"\s*[,，]?\s*(?:(?:呢|这|那|嗰)(?:个|度)?|that'?s|is|this is)?\s*(?:就)?(?:是|系)?\s*(?:(?:我|佢|本人)(?:的|嘅|个)?(?:电话|手机|手提|号码|联络)|my (?:\w+ )?(?:number|phone|mobile|cell)\b)"
)
#: Somewhat before eight figures: they are a firm's, for its invoices: 统编要打 24567890, 统编应该是 53212345 你打成 53212354.
_FIRM: Final = regex(r"(?:统一?编号?|税籍|税号|公司编号)(?:(?!电话|手机|手提|联络|联系|号码)[^!?\n]){0,40}$")
_FIRM_FIGURES: Final = 8
_BEFORE_FIRM: Final = 48
_AFTER_OTHER: Final = regex(
    r"\s*(?:元|块|圆|rmb|usd|hkd|ntd|kg|克|毫升|ml|mm|cm|号订单|这个订单|这单|订单(?!编?号|[:：])|%)|[a-z]|[-_/]?\d|@"
)

_SEP: Final = r"[\s().-]{0,3}"
_SHAPES: Final = tuple(
    regex(pattern)
    for pattern in (
        rf"\+\s?\d{{1,3}}(?:{_SEP}\d){{6,12}}",
        rf"(?<![\d+.])00(?:86|852|853|886|65|60|44|1|61){_SEP}\d(?:{_SEP}\d){{6,11}}(?!\d)",
        r"(?<![\d+.a-z_/-])(?:\(?86\)?[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)",
        r"(?<![\d+.a-z_/-])1[3-9]\d{2}[\s-]\d{3}[\s-]\d{4}(?!\d)|(?<![\d+.a-z_/-])1[3-9]\d[\s-]\d{3}[\s-]\d{5}(?!\d)",
        # Hong Kong, Macau, Singapore in the usual spacing, or with the code in front.
        r"(?<![\d+.a-z_/-])\(?(?:852|853|65)\)?[\s-]?[2-9]\d{3}[\s-]?\d{4}(?!\d)",
        r"(?<![\d+.a-z_/-])(?<!\d )[5689]\d{3}[ -]\d{4}(?![\d-]| \d)",
        # Taiwan: mobile and land line.
        r"(?<![\d+.a-z_/-])\(?(?:886)?\)?[\s-]?0?9\d{2}[\s-]\d{3}[\s-]?\d{3}(?!\d)|(?<![\d+.a-z_/-])09\d{8}(?!\d)",
        r"(?<![\d+.a-z_/-])\(0[2-8]\)\s?\d{3,4}[\s-]?\d{4}(?!\d)|(?<![\d+.a-z_/-])0[2-8]-\d{3,4}-?\d{4}(?!\d)",
        # Digit by digit.
        r"(?<![\d+.a-z_/-])1[ -][3-9](?:[ -]\d){9}(?![ -]?\d)",
        # Nigeria, and the United Kingdom in other groups.
        r"(?<![\d+.a-z_/-])0[789]\d{2}[ -]?\d{3}[ -]?\d{4}(?!\d)",
        # Ireland's mobiles, in their usual groups.
        r"(?<![\d+.a-z_/-])\(?08[35679]\)?[\s-]\d{3}[\s-]?\d{4}(?!\d)",
        # Land lines of the mainland.
        r"(?<![\d+.a-z_/-])\(0\d{2,3}\)\s?\d{7,8}(?!\d)|(?<![\d+.a-z_/-])0\d{2,3}[\s-]\d{7,8}(?!\d)|(?<![\d+.a-z_/-])0(?:10|2[0-9])\d{8}(?!\d)",
        # North America.
        r"(?<![\d+.a-z_/-])(?:1[\s.-])?\(\d{3}\)\s?\d{3}[\s.-]\d{4}(?!\d)|(?<![\d+.a-z_/-])(?:1[\s.-])?[2-9]\d{2}[\s.-][2-9]\d{2}[\s.-]\d{4}(?![\d-])",
        # The United Kingdom, Malaysia, Australia.
        r"(?<![\d+.a-z_/-])07\d{3}\s?\d{3}\s?\d{3}(?!\d)|(?<![\d+.a-z_/-])02\d\s\d{4}\s\d{4}(?!\d)|(?<![\d+.a-z_/-])01\d[\s-]\d{3,4}[\s-]?\d{4}(?!\d)"
        r"|(?<![\d+.a-z_/-])04\d{2}\s?\d{3}\s?\d{3}(?!\d)",
    )
)  # fmt: skip
#: Numbers without a gap that might as well be those of an order: only where none was asked for.
_DOUBTFUL: Final = (
    # The land lines of the United Kingdom.
    regex(
        r"(?<![\d+.a-z_/-])\(?01[2-9]\d{2}\)?[\s-]?\d{3}[\s-]?\d{3}(?![\s-]?\d)|(?<![\d+.a-z_/-])\(?01(?:[2-9]1|1[3-8])\)?[\s-]?\d{3}[\s-]?\d{4}(?![\s-]?\d)"
        r"|(?<![\d+.a-z_/-])\(?02[03489]\)?[\s-]?\d{4}[\s-]?\d{4}(?![\s-]?\d)|(?<![\d+.a-z_/-])07\d{3}-\d{3}-?\d{3}(?!\d)"
    ),
    # India's mobiles.
    regex(r"(?<![\d+.a-z_/#-])(?<!\d )(?:91[\s-]?)?(?!\d{2}000[\s-])[6-9]\d{4}[\s-]?\d{5}(?![\s-]?\d)"),
)
#: A number of Hong Kong or Singapore and nothing else. Unasked it might as well be that of an order, as long as nothing
#: was asked at all.
_BRIEF: Final = 24
_EIGHT: Final = regex(r"\W*(?:hp|mob|tel)?\W*[5689]\d{7}\W*")
#: A bare number of Hong Kong: a clause of its own, or after "reach me"; and what says that it is another.
_BARE_LOCAL: Final = regex(r"(?<![a-z0-9_+./#-])[5-9]\d{7}(?!\d|[/-]\w|[a-z])")
_APART: Final = regex(
    r"(?:^|[,.;:!?、。\n]|[揾搵找]我|(?:call|ring|打)(?:我|俾我|给我)|联络我?|(?<![\u3400-\u9fff])[\u3400-\u9fff]{1,3}(?:生|太|小姐|先生|女士|太太)|\b(?:mr|mrs|ms|miss)\.? ?[a-z]{2,12}|阿[a-z]{2,12})\s*$"
)
_AT_END: Final = regex(
    r"\s*(?:[,.;!?、。\n]|$|[\u3400-\u9fff]{1,3}(?:生|太|小姐|先生|女士)|姓[\u3400-\u9fff]|叫?我?阿[\u3400-\u9fffa-z]|叫我)"
)
_NUMBER_LABEL: Final = regex(r"(?:单|号码?|编号|卡|ref|no)\W{0,4}$")
#: Groups of a number that stand before more of it.
_GROUPS: Final = regex(r"(?:\d{1,8}[ -]){1,6}$")
#: Capitals right before the digits make them the number of a paper: AB-12345678.
_LETTERED: Final = regex(r"(?<![a-z])(?!(?:tel|no|ph|hp|mob|wa|hk|tw)-)[a-z]{1,3}-$")
_HAN: Final = regex("[\u3400-\u9fff]")
_RUN: Final = regex(rf"(?<![\d.a-z])[+(]{{0,2}}\d(?:{_SEP}\d){{6,14}}(?!\d)")
#: A number that is whole where the gap comes: what follows it is a day or a count.
_WHOLE: Final = regex(
    r"\+?(?:86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?=[\s(])|09\d{2}-?\d{3}-?\d{3}(?=[\s(])|07\d{9}(?=[\s(])"
)
#: E-mail addresses of one message; nobody leaves more.
_MOST: Final = 5
_HOTLINE: Final = regex(r"[48]00[\s-]?\d{3}[\s-]?\d{4}|1[28]\d{3}$|95\d{3}$")


#: Behind a number: whom the exchange is asked for.
_EXTENSION: Final = regex(
    r"[\s,;(-]{0,3}(?:转|分机号?|内线|(?:ext(?:ension)?|extn)\b\.?|x(?=\d))[\s:#.]{0,2}(\d{2,6})(?!\d|元|块|蚊)\)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number from `start` to `end` of the text; `number` has digits and perhaps a leading plus, `extension` is
    whom the exchange is asked for."""

    start: int
    end: int
    number: str
    extension: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """A name or number in a messenger, from `start` to `end` of the text."""

    start: int
    end: int
    messenger: str


_MESSENGERS: Final = {
    "微信": r"微信|薇信|威信|v信|(?<![a-z0-9])(?:wechat|vx|wx)(?![a-z-])", "QQ": r"(?<![a-z0-9])qq(?![a-z-])|扣扣", "LINE": r"(?<![a-z0-9])line(?![a-z-])|赖(?= ?(?:id|号|:))",
    "WhatsApp": r"(?<![a-z0-9])whats ?app(?![a-z])", "Telegram": r"(?<![a-z0-9])(?:telegram|tg)(?![a-z])",
}  # fmt: skip
#: What stands between the messenger and the name in it. With some of it, the name may be a mere word.
_NAMING: Final = regex(
    r"(?P<plain>\s*)(?P<named>(?:(?:联络|联系)?(?:就|都|也)?(?:行|好|得|可以|ok)[啦了吧喔哦]?[\s,]*(?=id|账号|帐号|号码?))?(?:的?(?:号码?|账号|帐号)|(?<= )(?:user)?(?:id|name|account)(?![a-z0-9])|(?<![a-z])id(?![a-z0-9])|number|no\.)?\s*(?:(?:就|都|也)(?:行|好|得|可以|ok))?\s*(?:就?是|系|为|is|[:=#@-]|\s)*)(?P<name>[a-z0-9][a-z0-9_.-]{3,29})(?![a-z0-9@])"
)
_ADD: Final = regex(r"(?:加|搜|add)(?:我|一下|下|me)?(?: on| at|的|个)?\s*$")
_HANDLES: Final = tuple((name, regex(pattern)) for name, pattern in _MESSENGERS.items())


def handles(folded: str) -> list[Handle]:
    """Names in messengers with their label, first said first: 微信 hn_lili, line id: kevin0912."""
    found: dict[int, Handle] = {}
    for messenger, pattern in _HANDLES:
        for label in pattern.finditer(folded):
            match = _NAMING.match(folded, label.end())
            if not match or not _names(folded, label, match, messenger):
                continue
            end = match.start("name") + len(match["name"].rstrip(".-"))
            found[match.start("name")] = Handle(start=match.start("name"), end=end, messenger=messenger)
    return [found[start] for start in sorted(found)]


def _names(folded: str, label: re.Match[str], match: re.Match[str], messenger: str) -> bool:
    """Whether what follows a messenger's label is a name in it."""
    name = match["name"]
    named = bool(match["named"].strip()) or bool(_ADD.search(folded[max(0, label.start() - 10) : label.start()]))
    if messenger == "QQ":
        return name.isdigit() and 5 <= len(name) <= 11
    if messenger == "WhatsApp":
        # A number is a telephone's.
        return named and not name.isdigit() and bool(re.search(r"[a-z]", name)) and bool(re.search(r"[\d_]", name))
    if messenger == "LINE" and not named:
        # A line of a bill, a bus line.
        return False
    if name.isdigit():
        return messenger == "微信" and bool(re.fullmatch(r"1[3-9]\d{9}", name))
    if re.search(r"[\d_]", name):
        return True
    return bool(re.search(r"[:号=]", match["named"])) or (named and "is" not in match["named"])


def handle(text: str, one: Handle) -> str:
    """The name as written, with the messenger's."""
    return f"{one.messenger} {unicodedata.normalize('NFKC', text[one.start : one.end])}"


#: The code of a place that is said apart from the number.
_AREA: Final = regex(r"(?:区号|区码|area code)\s*(?:是|系|为|is|:)?\s*(0?\d{2,3})(?!\d)")
_LOCAL: Final = range(7, 9)


def _with_area(folded: str, found: list[Phone]) -> list[Phone]:
    """The numbers with the code that is said beside them."""
    match = _AREA.search(folded)
    if not match:
        return found
    return [
        replace(one, number=match[1] + one.number) if len(one.number) in _LOCAL and one.number[0] not in "+0" else one
        for one in found
        if not (one.start <= match.start(1) and match.end(1) <= one.end)
    ]


def emails(text: str, folded: str) -> list[str]:
    """The e-mail addresses, first said first, as written but for width and stray spaces."""
    if "@" in folded and (found := [_written(text, match) for match in islice(_EMAIL.finditer(folded), _MOST)]):
        return list(dict.fromkeys(found))
    if match := _READ_EMAIL.search(folded) or _SPELT_EMAIL.search(folded):
        return ["@".join(_read(part) for part in match.groups())]
    return []


def _written(text: str, match: re.Match[str]) -> str:
    said = unicodedata.normalize("NFKC", text[match.start() : match.end()]).replace(" ", "").replace("。", ".")
    return _ended(said)


def _read(said: str) -> str:
    said = re.sub(r"\s?(?:\(dot\)|\[dot\]|\bdot\b|点)\s?", ".", said)
    return re.sub(r"\s?(?:下划线|underscore)\s?", "_", said).replace(" ", "")


def _ended(address: str) -> str:
    """The address without the word of the next sentence: in "jo@gmail.com.Thanks" the domain ends before it."""
    name, _, domain = address.rpartition("@")
    parts = domain.split(".")
    for index, part in enumerate(parts[1:], 1):
        if part.lower() in _LAST and len(parts) > index + 1 and len(parts[index + 1]) > _COUNTRY:
            return f"{name}@{'.'.join(parts[: index + 1])}"
    return address


def phones(
    folded: str, *, asked: bool = False, other: bool = False, talking: bool = False, local: bool = False
) -> list[Phone]:
    """The telephone numbers, first said first; `asked` where the bot just asked how to reach the customer, `other` where it
    asked for a number of another kind, `talking` where it asked for something else; `local` where eight bare digits may be
    one."""
    found: dict[int, Phone] = {}
    alone = _EIGHT.fullmatch(folded) if talking and not other and len(folded) <= _BRIEF else None
    if alone and (one := _checked(folded, alone, labelled=True)):
        return [one]
    for one in (*_candidates(folded, asked, other), *(_locals(folded) if local and not other else ())):
        overlaps = [known for known in found.values() if one.start < known.end and known.start < one.end]
        if not overlaps:
            found[one.start] = one
    return _with_area(folded, [found[start] for start in sorted(found)])


def _locals(folded: str) -> Iterator[Phone]:
    """Eight digits in a row that stand apart, as numbers are written in Hong Kong."""
    for match in _BARE_LOCAL.finditer(folded):
        before = folded[max(0, match.start() - 24) : match.start()]
        if not _APART.search(before) or _NUMBER_LABEL.search(before) or not _AT_END.match(folded, match.end()):
            continue
        if one := _checked(folded, match, labelled=False):
            yield one


def _candidates(folded: str, asked: bool, other: bool) -> Iterator[Phone]:
    for match in _RUN.finditer(folded):
        labelled = _LABEL.search(folded[max(0, match.start() - 30) : match.start()])
        if other and labelled and labelled[0].startswith("my "):
            labelled = None
        if _OTHER.search(_GROUPS.sub("", folded[max(0, match.start() - 48) : match.start()])):
            # The end of a longer number of another kind, told in groups.
            continue
        labelled = labelled or _LABEL_AFTER.match(folded, match.end())
        if not (labelled or asked) or _WHOLE.match(folded, match.start(), match.end()):
            continue
        if one := _checked(folded, match, labelled=True):
            yield one
    shapes = _SHAPES if other or _HAN.search(folded) else (*_SHAPES, *_DOUBTFUL)
    for shape in shapes:
        for match in shape.finditer(folded):
            if one := _checked(folded, match, labelled=asked):
                yield one


def _checked(folded: str, match: re.Match[str], *, labelled: bool) -> Phone | None:
    raw = match[0].strip()
    digits = re.sub(r"\D", "", raw)
    if not 7 <= len(digits) <= 15 or _AFTER_OTHER.match(folded, match.end()):
        return None
    before = folded[max(0, match.start() - 24) : match.start()]
    if _OTHER.search(before) or _LETTERED.search(before) or _is_date(digits, raw):
        return None
    if len(digits) == _FIRM_FIGURES and _FIRM.search(folded[max(0, match.start() - _BEFORE_FIRM) : match.start()]):
        return None
    if _HOTLINE.fullmatch(raw) and not labelled:
        return None
    if len(set(digits)) == 1:
        return None
    extension = _EXTENSION.match(folded, match.end())
    return Phone(
        start=match.start(),
        end=extension.end() if extension else match.end(),
        number=("+" if "+" in raw else "") + digits,
        extension=extension[1] if extension else "",
    )


def _is_date(digits: str, raw: str) -> bool:
    if len(digits) == 8 and digits.startswith("20") and ("-" in raw or "." in raw or " " not in raw):
        try:
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return False
        return True
    return bool(re.match(r"20\d\d[-./]\d{1,2}[-./]\d{1,2}", raw))
