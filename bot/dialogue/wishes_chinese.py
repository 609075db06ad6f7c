"""A wish in words of its own, as it is told in Chinese while something else is asked: 希望加密班次, 我要即刻cut."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import plain
from bot.regex import regex

#: What is longer tells a story besides.
_LONGEST: Final = 100

_WE: Final = r"(?:我(?:[们們哋]|自己)?|本人|客人)?(?:而家|[现現]在|只|就|[净淨]係|係|真的|都){0,2}"
#: What is asked of us when it is said to be wanted: to end, to move, to give back, or that somebody do something.
_DONE: Final = (
    r"(?:即刻|立刻|立即|[马馬]上|直接|[尽盡儘]快){0,2}(?:cut|cancel|terminate|取消|停(?![车車機机])|[终終]止|解[约約除]|退(?:[会會租訂订保出])|[转轉](?:plan|台|班|[会會]籍|去|做|到|房)"
    r"|升[级級等]|延[期长長后後]|改(?:期|到|成|做|返|去)|[凍冻][结結]|解[凍冻鎖锁]|[补補](?![习習充牙课課眠])|[减減]|恢[复復]|[还還]原|攞(?:返|番)|拎(?:返|番)|[搵揾]返|找回|拿回"
    r"|你[们們哋](?!知|的|嘅)|佢(?:哋)?(?![话話的嘅])|[他她](?:[们們])?(?![说說的])|(?:一)?[个個](?:交代|[说說]法|解[释釋]|合理))"
)
_WISH: Final = (
    regex(rf"{_WE}(?:希望|要求|但[愿願])[^?？]{{2,}}"),
    regex(rf"{_WE}(?:想要?|要){_DONE}[^?？]*", re.I),
    # At once, and by when.
    regex(
        r"(?:拜[託托]|麻[烦煩]|唔該|[请請])?(?:即刻|立刻|立即|[马馬]上|快[啲点點]|[尽盡儘]快|[赶趕]快|[赶趕][紧緊])(?:[幫帮同]我|[给給]我|[将將把])?"
        r"(?:[凍冻][结結]|停|取消|[处處]理|跟[进進]|搞|整|派|改|[补補]|解|cut|cancel|覆|[回返]|[换換]|叫|[查核])[^?？]+",
        re.I,
    ),
    regex(
        r"(?:最(?:慢|[迟遲]|晚)|[聽听明後后今](?:日|天|晚|朝)|[这這下今]?(?:[个個])?(?:星期|[礼禮]拜|[周週])[一二三四五六日天]?)[^?？，,]{0,6}(?:一定|必[须須]|之前|以前|前)+(?:都)?(?:要|得)[^?？]{2,}"
    ),
    # Somebody is to do otherwise.
    regex(
        r"(?:[麻唔][^,，]{0,2})?(?:叫|[请請])(?:返)?(?:佢|[他她]|你[们們哋]|[师師]傅|司[机機]|保安|店[员員]|[邻鄰]居|[楼樓][上下])(?:哋|[们們])?[^?？，,]{0,6}(?:[静靜]|唔好|不要|[别別]|小[声聲]|[细細][声聲]|快|[赶趕]|[来來嚟]|停|收[敛斂])[^?？]*"
    ),
    regex(
        r"改(?:到|成|做|期|返)[^?？]*(?:入住|退房|出[发發]|航班|班次|[场場]次|梯次|[时時]段|上[课課]|取[货貨]|送[货貨])[^?？]*"
    ),
    # Given back, or put as it was.
    regex(r"(?:快[點点啲])?[还還](?:返|番|[給给俾])?我(?:的|嘅|啲)?(?!一?[個个]?[公清])[^,，?？\s]{1,12}"),
    regex(
        r"(?:改|[调調]|降|恢[复復])(?:回|返|番)(?![^?？]*(?:[电電][话話]|地址|[号號][码碼]|日期|[编編][号號]))[^?？]{2,30}"
    ),
)
#: A wish to be told, heard, put through or left to look, which asks for nothing to be done about the matter.
_NO_WISH: Final = regex(
    r"(?:想|要)(?:[问問]|知|[讲講]|[说說]|[补補]充|更正|查|等|[投申客][诉訴]|[转轉]接|真人|人工|[联聯][络絡系繫])|^\W*我?(?:不|唔|[没沒]|冇)(?:想|要|希望)|希望(?:在|都|也|很|好|太)?[渺落泡]|希望(?:很|唔|不)?大|[刚剛啱]|[当當][时時初]|本[来來]|原本|之前(?:想|要)|(?:佢|[他她])[^,，]{0,4}(?:[说說话話講讲])"
)
_ENDS: Final = regex(r"[吗嗎呢咩]\W*$|[?？]")


def chinese_wish(text: str) -> str:
    """The wish that the whole of a short text says in these words, or ""."""
    said = text.strip(" ，,。.!！~～")
    if weight(said) > _LONGEST or _ENDS.search(said):
        return ""
    folded = plain(said)
    if _NO_WISH.search(folded):
        return ""
    return said if any(one.match(folded) for one in _WISH) else ""
