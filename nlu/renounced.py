"""Danger that is spoken of and is none: what healed long ago, threats that nobody makes, names of goods, questions about
cover. Folded text.

Apart from `idioms`, which has figures of speech: here the words are meant, but nothing has come of them, or never will.
"""

from __future__ import annotations

from typing import Final

_LONG_AGO: Final = r"(?:小时候|细个|细路(?:嗰阵|时)|[那前去]年|大前年|旧年|(?:\d{1,2}|[一二三四五六七八九十几好两]{1,3})年前|(?:19|20)\d\d年)"
_WELL_NOW: Final = r"(?:(?:早就?|已经|都|一早|老早|而家){1,2}(?:好|长好|痊愈|没事|冇事|好返|恢复)|(?:好返|好晒|长好|痊愈)(?:了|晒|咗|啦|喇))(?:了|晒|咗|啦|喇)?"
_LONG_AGO_EN: Final = (
    r"(?:(?:back )?in (?:19|20)\d\d|(?:\w+ )?years? (?:ago|back)|decades ago|as a (?:kid|child|boy|girl|teenager))"
)
_WELL_NOW_EN: Final = r"(?:all healed|long (?:since )?healed|healed (?:up )?(?:fine|nicely|years ago|since)|(?:all )?(?:fine|better) (?:now|since)|no hard feelings|good as new)"
#: An old wound, where it is told in one breath that it is well.
HEALED: Final = (
    rf"{_LONG_AGO}[^.!?\n]{{0,24}}?{_WELL_NOW}"
    rf"|[^,.;!?\n]{{0,60}}\b{_LONG_AGO_EN}[^.!?\n]{{0,20}}?\b{_WELL_NOW_EN}"
)

_TURN_TO: Final = r"(?:(?:告|起诉)(?!诉|知|别|一段|诫)(?:你们?|你哋|您|佢哋?|他们)?|(?:去|上)(?:法院|法庭|庭)|打官司|(?:[找搵揾]|惊动)(?:个)?(?:记者|媒体|传媒|律师|报纸|报社|电视台)|曝光(?:你们?|你哋)?|(?:发|放|拍)(?:上)?(?:抖音|网上|小红书))"
_WILL_NOT: Final = r"(?:(?<![非莫得无敢])不|没(?:有)?(?:那|这)?(?:个)?(?:闲)?(?:工夫|功夫|心思|打算)|懒得|懒理|费事|犯不[着上]|无谓|冇(?:谂住|打算|兴趣)|(?<![非莫])唔)(?:会|想|打算|准备|至于|值得|愿意|使|用|要|去|也|再|真的){0,3}"
#: It is said after all, in other words.
_AFTER_ALL: Final = r"(?![^,.;!?\n]{0,4}(?:谁|不行|唔得|我就?不|我就?唔|誓不|难解|白不|才怪)|[^!?\n]{0,16}(?:但(?:是|系)?|不过|除非|可是|如果|要是|否则|别逼|再))"
_TURN_TO_EN: Final = r"(?:su(?:e|ing)\b(?: type\b| kind\b| sort\b)?|(?:go|going|run|running|rush|rushing|tak\w+ (?:it|this|you))(?: \w+)? to (?:court|law|the (?:papers?|press|media|ombudsman|small claims))|(?:ring|ringing|call|calling|phon(?:e|ing)) (?:the )?(?:papers?|press|lawyers?|a (?:lawyer|solicitor|reporter))|get(?:ting)? (?:the )?(?:lawyers?|solicitors?) (?:in|involved))"
_WILL_NOT_EN: Final = r"(?:\bnot|n'?t|\bnever|\bnor|\bhardly)(?: (?:be|am|i'm|will|going|gonna|about|planning|here|one|the|to|going to)){0,4}"
_AFTER_ALL_EN: Final = r"(?![^!?\n]{0,60}\b(?:but (?:i|we|if|you)|unless|yet|if (?:you|this|it)|however|for now)\b)"
#: Courts, lawyers and the press that somebody says they won't turn to.
RENOUNCED: Final = (
    rf"{_WILL_NOT}{_TURN_TO}(?:[^,.;!?\n]{{0,4}}{_WILL_NOT}{_TURN_TO})?{_AFTER_ALL}"
    rf"|{_WILL_NOT_EN} {_TURN_TO_EN}{_AFTER_ALL_EN}|\bno (?:lawyers?|solicitors?|courts?|press|papers),? no \w+\b"
)

_PLAYTHING_EN: Final = r"(?:sets?|kits?|costumes?|outfits?|playsets?|puzzles?|duvets?|lego|toys?|figures?|t-?shirts?|comics?|wigs?|party bags?|board games?)"
#: Goods that are called after danger, and those who need or bring help.
NAMED: Final = (
    r"(?:急救|医生|医护|护士|消防员?|警察|警车|救护车|白车|坦克|救火)(?:包|箱)?(?:的)?(?:玩具|积木|乐高|模型|公仔|服装|道具|桌游|拼图)|(?:急救|医生)(?:包|箱)?玩具|断头[台饭]|(?:索命|夺命|地狱|变态)(?:辣|面|拉面|串|火锅|鸡)|孕妇(?:枕|裤|裙|装|服|内[衣裤]|写真|照)"
    rf"|\b(?:poison ivy|fire (?:rescue|brigade|engine|truck|station|fighter)s?|firefighter|police|ambulance|hospital|doctor'?s?|nurse'?s?|paramedic|murder mystery|crime|killer|vampire|zombie|skull) (?:\w+ )?{_PLAYTHING_EN}\b|\bambulance[- ]chas\w+|\bmaternity (?:pillow|jeans|dress|leggings|wear|clothes|trousers)\b"
    r"|\bfell off my (?:chair|seat|perch|stool) (?:when|at|laughing|reading|seeing|opening)\b"
)

#: Somebody wants to know what is insured, or who would pay, should it happen.
COVER: Final = (
    r"(?:[险保]|计划|保障|保单)[^.!?\n]{0,24}(?:[赔包保计管]不[赔包保计管]|[赔包保计]唔[赔包保计]|包(?:含|括)?(?:吗|么|嘛|冇)|投(?:唔|不)投|保额)|(?:[赔包保计]不[赔包保计]|[赔包保计]唔[赔包保计])"
    r"|(?:如果|要是|假如|万一|假设|倘若|未(?:买|寄|住)|(?:还)?没(?:买|寄|住))[^!?\n]{0,30}(?:怎么|点样?|如何|谁|边个|算谁)[^!?\n]{0,4}(?:赔|算|办|负责|claim)"
    r"|\b(?:insurance|cover(?:ed|age)?|policy|warranty|guarantee|plan|excess)\b[^.!?\n]{0,50}\b(?:if|should|when)\b|\b(?:would|does|do|will|is|could)\b[^.!?\n]{0,30}\b(?:insurance|cover|policy|warranty|guarantee|plan)\b|\b(?:suppose|supposing|hypothetically|what if)\b|\bhow (?:would|does|do) (?:one|i|we|you)\b[^.!?\n]{0,20}\bclaim\b"
)
