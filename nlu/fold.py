"""One shape for many ways to write: width, case and script folded; invisible characters gone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

import opencc

from bot.regex import regex

_INVISIBLE: Final = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\ufff0-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]+"
)

#: Punctuation that means the same; each is one character for one, so that positions hold.
_SAME: Final = {
    "，": ",", "、": ",", "﹐": ",", "。": ".", "｡": ".", "：": ":", "﹕": ":", "；": ";", "？": "?", "！": "!",
    "（": "(", "）": ")", "【": "[", "】": "]", "［": "[", "］": "]", "「": '"', "」": '"', "『": '"', "』": '"',
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "′": "'", "`": "'", "—": "-", "–": "-", "―": "-", "−": "-",
    "‐": "-", "‑": "-", "﹣": "-", "～": "~", "〜": "~", "…": ".", "·": ".", "\u3000": " ", "\u00a0": " ",
    "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n", "￥": "¥", "＄": "$", "﹩": "$",
}  # fmt: skip

#: Forms that OpenCC keeps, or folds to another word than the one meant here, or to a character that nobody types.
_OWN: Final = {
    "嗰": "嗰",
    "噚": "噚",
    "喎": "喎",
    "燶": "燶",
    "著": "着",
    "妳": "你",
    "祂": "他",
    "牠": "它",
    "鍾": "钟",
    "裡": "里",
    "麼": "么",
    "乾": "干",
    "係": "系",
}

#: Small words that are written by their first sounds in Taiwan. A whole syllable is left as it is: ㄊㄨㄟ.
_SOUNDS: Final = {
    "ㄅ": "不", "ㄇ": "吗", "ㄉ": "的", "ㄊ": "他", "ㄋ": "你", "ㄌ": "了", "ㄍ": "个", "ㄏ": "哈", "ㄐ": "就", "ㄘ": "吃",
    "ㄚ": "啊", "ㄛ": "喔", "ㄜ": "呃", "ㄟ": "欸", "ㄧ": "一",
}  # fmt: skip
#: At the end of a clause some of them are others.
_SOUNDS_LAST: Final = {"ㄅ": "吧", "ㄋ": "呢"}
_ANY_SOUND: Final = "ㄅ-ㄩˊˇˋ˙"
_SOUND: Final = regex(
    rf"(?<![{_ANY_SOUND}])(?:[{''.join(_SOUNDS_LAST)}](?P<last>(?=\s*(?:$|[,.!?~;])))|[{''.join(_SOUNDS)}]|(?P<laugh>[ㄏㄎ]{{2,}}))(?![{_ANY_SOUND}])"
)

#: Cantonese and Taiwan wording, after folding, and what the same thing is called elsewhere.
_GLOSSARY: Final = {
    "唔系": "不是", "系咪": "是不是", "唔该": "谢谢", "唔使": "不用", "唔好": "不要", "唔知": "不知道", "唔": "不",
    "冇": "没有", "嘅": "的", "咗": "了", "喺": "在", "佢": "他", "哋": "们", "嚟": "来", "畀": "给", "俾": "给",
    "睇": "看", "揾": "找", "搵": "找", "攞": "拿", "嘢": "东西", "乜": "什么", "咩": "什么", "点解": "为什么",
    "点样": "怎么", "几时": "什么时候", "边度": "哪里", "边个": "谁", "依家": "现在", "而家": "现在", "宜家": "宜家",
    "仲未": "还没", "仲": "还", "琴日": "昨天", "寻日": "昨天", "噚日": "昨天", "昨日": "昨天", "听日": "明天",
    "今日": "今天", "呢个": "这个", "嗰个": "那个", "呢": "呢", "嗰": "那", "咁": "这么", "啲": "些", "啱": "刚",
    "黐线": "气死", "嬲": "生气", "好嬲": "生气", "呃": "骗", "靓": "好", "食": "吃", "饮": "喝", "倾": "谈",
    "讲": "说", "話": "说", "返": "回", "烂咗": "坏了", "整烂": "弄坏", "坏咗": "坏了", "收唔到": "收不到",
    "网路": "网络", "软体": "软件", "硬体": "硬件", "品质": "质量", "质素": "质量", "讯息": "信息", "资讯": "信息",
    "简讯": "短信", "影片": "视频", "萤幕": "屏幕", "荧幕": "屏幕", "程式": "程序", "登入": "登录", "帐号": "账号",
    "帐户": "账户", "帐单": "账单", "宅配": "快递", "速递": "快递", "外送": "外卖", "出货": "发货", "寄出": "发货",
    "送货": "配送", "行动电话": "手机", "手提电话": "手机", "回覆": "回复", "客诉": "投诉", "申诉": "投诉",
    "冷气": "空调", "雪柜": "冰箱", "职员": "员工", "货品": "商品", "刷退": "退款", "退钱": "退款", "电邮": "邮箱",
    "恁": "你们", "这马": "现在", "按怎": "怎么", "啥物": "什么", "袂": "不会", "拢": "都", "毋": "不", "伫": "在", "佮": "和", "囝": "孩子", "予我": "给我", "欲": "要",
    "麻烦你": "请", "请问一下": "请问", "想问下": "请问", "想问": "请问", "专员": "人工", "真人": "人工",
}  # fmt: skip
_DIALECT: Final = regex("|".join(sorted(map(re.escape, _GLOSSARY), key=len, reverse=True)))


@cache
def simplified_forms() -> dict[str, str]:
    """Every Traditional character whose Simplified form is another single character."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in range(0x3400, 0xA000))
    return {old: new for old, new in pairs if old != new and len(new) == 1} | _OWN


@cache
def _table() -> dict[int, str]:
    """The whole folding, character for character."""
    table = {ord(old): new for old, new in simplified_forms().items()}
    # Wide, circled, enclosed, mathematical letters and digits; compatibility ideographs.
    for low, high in ((0x2100, 0x2190), (0x2460, 0x2500), (0xF900, 0xFB00), (0xFF01, 0xFFEF), (0x1D400, 0x1D800)):
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = table.get(ord(plain), plain.lower() if plain.isascii() else plain)
    table |= {ord(old): new for old, new in _SAME.items()}
    table |= {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    return table


def clean(text: str) -> str:
    """The text without what nobody sees: controls, zero-width and bidirectional marks, lone surrogates."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Lower case, half width, Simplified; as long as `text`, so that a match's place is its place in `text`."""
    return _SOUND.sub(_said, text.translate(_table()))


def _said(match: re.Match[str]) -> str:
    if match["laugh"]:
        return "哈" * len(match[0])
    return (_SOUNDS if match["last"] is None else _SOUNDS_LAST)[match[0]]


def gloss(folded: str) -> str:
    """Cantonese and Taiwan wording put into the words that most examples use; changes the length."""
    return _DIALECT.sub(lambda match: _GLOSSARY[match[0]], folded)
