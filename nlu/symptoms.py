"""Bodies that fail and gas that escapes, told in a few Chinese words beside something else. Folded text.

Apart from `perils`, whose words these join: each needs a person, a cause or a measured value beside the sign, for a toy
may have a crooked mouth, a tyre may leak, and anybody may say that a form makes them dizzy.
"""

from __future__ import annotations

from typing import Final

_PEOPLE: Final = r"(?:[我俺咱他她](?:们)?(?:家)?|老?[爸妈爹娘]{1,2}|老人家?|老头|老太太|奶奶|爷爷|外婆|外公|姥姥|姥爷|婆婆|公公|岳[父母]|父亲|母亲|孩子|小孩|宝宝|娃儿?|儿子|女儿|闺女|老[公婆伴]|媳妇|妻子|丈夫|病人|孕妇|人)"
#: Between who and what ails them.
_THEN: Final = (
    r"(?:现在|都|已经|就|也|又|还|有点|有些|开始|突然|一直|这会儿?|今[天早晚]|昨[天晚]|刚才|好像|整个人|[,的了 ]){0,5}"
)
_DAZED: Final = r"(?:迷迷糊糊|昏昏沉沉|昏沉|神志不清|神智不清|意识(?:不清|模糊|都?没了)|说胡话|口齿不清|认不(?:得|出)人|叫不(?:醒|应))"
#: Sugar and pressure of the blood, far from what is healthy.
_MEASURED: Final = r"血糖(?!仪|试|计|贴)[^.!?\n仪计]{0,8}(?:(?<!\d)[23]\d(?!\d)|(?<!\d)[12]\.\d|两|三|飙|爆|测不出|低到|太低)|血压(?!计|仪)[^.!?\n仪计]{0,8}(?:(?<!\d)(?:1[89]|2\d)\d(?!\d)|两百|二百|飙|爆)|(?:血氧)[^.!?\n仪计]{0,8}(?<!\d)[4-8]\d(?!\d)"
_ILL_BESIDE: Final = (
    rf"(?:{_DAZED}|迷糊|晕|昏|吐|发抖|冒(?:冷|虚)?汗|站(?:都)?站?不(?:稳|住|起)|喘|胸闷|没力气|送(?:去)?(?:医院|急诊))"
)
#: One side of somebody no longer obeys.
_ONE_SIDE: Final = r"半边(?:身[子体]?|脸|手脚|手|胳膊)?[^,.!?\n]{0,4}(?:动不了|不能动|没(?:有)?知觉|发?麻(?![烦将辣])|使不上劲|瘫)|半身不遂|嘴(?:角|巴)?[^,.!?\n]{0,3}歪[^!?\n]{0,10}(?:说话|流口水|漏风|眼|脸)|(?:脸|眼)[^!?\n]{0,12}嘴(?:角|巴)?[^,.!?\n]{0,3}歪"
#: What burns is let out, where people cook or heat.
_GAS: Final = r"(?:厨房|灶|炉[子头具]|壁挂炉|(?:燃|煤|天然|液化|石油)气|气[表罐瓶管阀灶])"
_ESCAPES: Final = r"漏(?:点|着|了|出)?气"

CHINESE: Final = (
    rf"{_PEOPLE}{_THEN}{_DAZED}|(?:{_MEASURED})[^!?\n]{{0,16}}{_ILL_BESIDE}|{_ILL_BESIDE}[^!?\n]{{0,16}}(?:{_MEASURED})"
    rf"|{_ONE_SIDE}|{_GAS}[^!?\n]{{0,16}}{_ESCAPES}|{_ESCAPES}[^!?\n]{{0,16}}{_GAS}"
)
