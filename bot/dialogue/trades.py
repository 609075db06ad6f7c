"""What a complaint is about where its first words name it already: a course, a flat, a bracelet. Closed words.

Whoever began with "the driving school won't let me practise" is not asked "which product or service?". The words are
only looked for; what stands in the complaint as the product is what was understood as one.
"""

from __future__ import annotations

from typing import Final

from bot.dialogue.remarks import plain
from bot.regex import regex

#: So far from the beginning somebody still says what it is about.
_BEGINNING: Final = 160

_LESSONS: Final = r"健身卡|私教|瑜伽|瑜珈|游泳[馆館卡]|[培][训訓]|[辅輔][导導]班|[补補][习習]班|[作]文班|舞蹈班|[书書]法班|[兴興]趣班|托[管]班|早教|夏令[营營]|[网網][课課]|[课課]程|[驾駕]校|[学學][车車]"
_CARE: Final = r"月子(?:中心|[会會]所)|[护護]工|[养養]老院|敬老院|托[儿兒]所|幼[儿兒][园園]|[宠寵]物(?:[医醫]院|店)|寄[养養]|[绝絕]育|[挂掛][号號]|[专專]家[号號]|[医醫]美|玻尿酸|[双雙]眼皮|[种種]牙|洗牙"
_FEASTS: Final = (
    r"婚[庆慶礼禮宴][公]?司?|婚[纱紗]|司[仪儀]|跟[妆妝拍]|[殡殯][仪儀葬][馆館]?|骨灰[盒坛]|墓[地碑]|[寿壽]衣"
)
_HOMES: Final = r"物[业業]|[电電]梯|租的?(?:房|屋)|租房|房[东東]|[押按]金|停[车車][位场場费費]|燃[气氣]|煤[气氣]|水[费費]|[电電][费費]|暖[气氣]|[宽寬][带帶]|[话話][费費]|彩[铃鈴]|流量|套餐"
_TRIPS: Final = r"航班|[机機]票|高[铁鐵]|火[车車]票|[动動][车車]票|大巴|共享(?:[单單][车車]|[电電][动動]?[车車]|充[电電][宝寶])|充[电電][桩樁]|[网網][约約][车車]|[顺順][风風][车車]|滴滴|打[车車]|民宿"
_MONEY: Final = r"[网網][贷貸]|[贷貸]款|催收|[游遊][戏戲](?:[账帳][号號]|充值|皮[肤膚])|充(?:值|了\d)|直播[间間]|店[铺鋪]?(?:被)?(?:下架|封)|快[递遞][柜櫃]|[驿驛]站"
_GOODS: Final = r"三金|手[镯鐲]|金[镯鐲]子?|[项項][链鏈]|戒指|[证證][书書]|[毕畢][业業][证證]|[准準]考[证證]"
_NAMED: Final = regex("|".join((_LESSONS, _CARE, _FEASTS, _HOMES, _TRIPS, _MONEY, _GOODS)))


def names_matter(told: str) -> bool:
    """Whether the story begins with a thing or a trade that says what it is about."""
    return bool(_NAMED.search(plain(told[:_BEGINNING])))
