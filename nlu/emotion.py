"""How the customer feels, by words, marks and signs."""

from __future__ import annotations

from typing import Final

from bot.regex import regex
from nlu.patterns import Pattern

_ANGRY: Final = Pattern(
    r"(?:急|烦|气|愁|磨|恨|腻|坑|害)死个?人|气死|气炸|气人|愤怒|生气|火大|恼火|怒|嬲|激气|激死|黐线|岂有此理|欺人太甚|太过分|过分|离谱|无耻|不要脸|垃圾|混蛋|王八|傻[逼b]|煞笔|他妈|tmd|尼玛|妈的|操你|滚|骗子|黑心|奸商|坑人|坑爹|坑我|欺骗|流氓|无赖|忍无可忍|受够|投诉到底|什么(?:玩意|东西|态度|破)|破(?:公司|服务|东西|平台)|烂(?:公司|服务|东西|透)|仆街|扑街|废柴|废物|恶劣|差劲|可恶|可恨|不可理喻|荒谬|荒唐|耍我|糊弄|忽悠|敷衍|踢皮球|傻眼|机车|北七|夭寿"
    r"|\b(?:furious|angry|outrag\w+|disgust\w*|ridiculous|unacceptable|pathetic|fuck\w*|shit\w*|bullshit|crap|damn|wtf|hell|idiots?|stupid|moron\w*|useless|worst|scam\w*|liars?|lying|thie(?:f|ves)|joke|appall\w+|atrocious|fed up|sick of|had enough|fuming|livid|pissed|rip[- ]?off|incompetent|shame(?:ful)?|disgrace\w*|insult\w*|how dare|bloody)\b"
)
_ANXIOUS: Final = Pattern(
    r"着急|急死|急急|好急|很急|紧急|急用|担心|害怕|好怕|很怕|焦虑|慌|紧张|怎么办|点算|怎麼辦|不安|吓(?:到|坏|死)|睡不着|瞓唔着|求(?:求)?你|拜托|救救|来不及|赶不上|麻烦快|尽快帮|心慌|忐忑"
    r"|\b(?:worried|worry\w*|anxious|scared|afraid|panic\w*|nervous|urgent\w*|asap|desperate\w*|terrified|frightened|concerned|stressed|help me|what should i do|please hurry|begging)\b"
)
_UPSET: Final = Pattern(
    r"失望|难过|伤心|委屈|无语|无奈|郁闷|心寒|寒心|心累|烦|崩溃|糟糕|差评|不满|不爽|不开心|唔开心|难受|心塞|闹心|扫兴|后悔|太差|很差|好差|差到|受不了|顶唔顺|可惜|遗憾|欲哭无泪|哭了|傻了|傻眼|傻等|白等|浪费(?:时间|我)"
    r"|\b(?:disappoint\w*|upset\w*|unhappy|sad|frustrat\w*|annoy\w*|unsatisfied|dissatisfied|terrible|horrible|awful|let down|regret\w*|heartbroken|devastated|fail(?:ed)? me|poor|bad experience|not happy|crying|miserable|tired of|ruined)\b"
)
_PLEASED: Final = Pattern(
    r"谢谢|多谢|感谢|唔该(?:晒|你)|满意|太好了|很好|非常好|点赞|赞|给力|开心|高兴|辛苦了|太棒|完美|解决了|搞掂|放心了"
    r"|\b(?:thanks|thank you|thx|great|excellent|happy with|pleased|satisfied|perfect|awesome|wonderful|brilliant|appreciate\w*|love it|solved|sorted)\b"
)
_SPOILT: Final = regex(r"(?:不|没|唔|冇|未|not |n't |un|no |dis|once it|will be)[^,.!?;]{0,4}$")
_LETTER: Final = regex("[A-Za-z]")
_CAPITAL: Final = regex("[A-Z]")
_ANGRY_SIGNS: Final = Pattern("[😡🤬😠💢🖕👿😤]|[!?]{3,}|！{3,}")
_SAD_SIGNS: Final = regex("[😢😭😞😔☹🙁😩😫💔😓😥😣😖]")
_PLEASED_SIGNS: Final = regex("[😊😀😁😄😍🥰👍🙏❤🎉😃👏]")


def emotion(text: str, folded: str) -> str:
    """neutral, upset, angry, anxious or pleased; the strongest that shows."""
    letters = len(_LETTER.findall(text))
    shouting = letters > 12 and len(_CAPITAL.findall(text)) > 0.7 * letters
    if _ANGRY.search(folded) or _ANGRY_SIGNS.search(text) or shouting:
        return "angry"
    if _ANXIOUS.search(folded):
        return "anxious"
    if _UPSET.search(folded) or _SAD_SIGNS.search(text):
        return "upset"
    pleased = any(
        not _SPOILT.search(folded[max(0, match.start() - 14) : match.start()]) for match in _PLEASED.finditer(folded)
    )
    return "pleased" if pleased or _PLEASED_SIGNS.search(text) else "neutral"
