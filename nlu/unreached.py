"""Who was asked for a telephone number or an address and won't leave one, or asks what for. Folded text."""

from __future__ import annotations

from typing import Final

from bot.regex import regex

#: No way to be reached is told, and why not: 不留，上回天天接骚扰电话.
_UNREACHED: Final = regex(
    r"(?:请|麻烦|[,\s]){0,2}(?:别|不要|不用|不必|唔好|唔使)(?:再)?(?:打(?!折)|来电|致电|联[系络]|call)|(?:我|还是|就|那|算了|抱歉|不好意思|个人|私人|我的|呢个|这个|[,\s]){0,4}(?:(?:电话|手机|号码?|联[系络]方式|个资|资料|微信|邮箱){1,3}(?:我|就|都|也|还是|[,\s]){0,3})?(?:不|唔)(?:再|太)?(?:想|要|愿意?|方便|打算|准备|会|敢)?(?:再)?(?:留|给|提供|俾|畀|透露)(?!我|你们?打|个|回|解决|处理|退|说法|面子|钱)"
    r"|(?:(?:sorry|well|oh|um+|actually|look|honestly),? ){0,2}(?:(?:no|without(?: a)?) (?:phone |contact |mobile )?(?:numbers?|phone|details|contact|calls)\b(?! (?:is|was|on|from|for|in|works?|given))|(?:(?:i|we)(?:'m|'ll|'d|'re| am| are| will| would)? )?(?:not|won.?t|don.?t|do not|rather not|prefer not)(?: (?:want|wish|like|going|gonna|happy|willing|comfortable|be|to)){0,3} (?:giv|leav|shar|hand|provid)\w*\b)"
)
#: Why a number is wanted: asked, or said with what it will be misused for.
_WHY_REACHED: Final = regex(
    r"(?:凭什么|凭啥|凭乜|为什么|为啥|点解|干嘛|干啥|做乜|做咩|有什么用|要来干|使乜|有必要)[^.!?\n]{0,12}(?:电话|手机|号码?|联[系络]方式|邮箱|电邮|微信)|(?:要|留|俾|给|问|攞)[^,.!?\n]{0,4}(?:电话|手机|号码?|联[系络]方式|邮箱|电邮|微信)[^,.!?\n]{0,4}(?:凭什么|为什么|为啥|点解|干嘛|干什么|干啥|做乜|做咩|有什么用|来干)"
    r"|\b(?:why|what(?:.?s| is| do| does| for)?)\b[^.!?\n]{0,30}\b(?:number|phone|e-?mail|contact|details)\b"
)
_MISUSED: Final = regex(
    r"推销|广告|骚扰|sell|spam|卖给|转卖|诈骗|垃圾短信|不留|唔留|不给|唔俾|不想|唔想|跳过|\bmarketing\b|\boffers\b|\bpester|\bjunk\b|\bnot giving\b|\bno thanks\b"
)


def unreached(folded: str) -> str | None:
    """Whether it is passed over, or asked why ("ask_faq"); None where neither is said."""
    if _UNREACHED.match(folded):
        return "skip"
    if _WHY_REACHED.search(folded):
        return "skip" if _MISUSED.search(folded) else "ask_faq"
    return None
