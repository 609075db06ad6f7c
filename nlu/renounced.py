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
    # A limb that is well again, and what it was lent or bought for.
    rf"|(?:[脚手腿腰膝踝]|骨头|伤口?|牙)[^,.;!?\n]{{0,2}}{_WELL_NOW}(?![^,.;!?\n]{{0,3}}(?:又|再|过|转))(?=[^!?\n]{{0,24}}(?:退|换|按金|押金|还|租))(?:[^!?\n]{{0,16}}(?:拐杖|护[踝膝腕具腰]|轮椅|支具|石膏鞋))?"
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
    r"(?:急救|医生|医护|护士|消防员?|警察|警车|救护车|白车|坦克|救火)(?:包|箱)?(?:的)?(?:玩具|积木|乐高|模型|公仔|服装|道具|桌游|拼图)|(?:急救|医生)(?:包|箱)?玩具|断头[台饭]|(?:索命|夺命|地狱|变态)(?:辣|面|拉面|串|火锅|鸡)|孕妇(?:枕|裤|裙|装|服|内[衣裤]|写真|照)|(?:警察|公安|消防员?|医生|护士|救护员?|法官|律师|军人|特警|警匪)(?:的|嘅)?(?:儿童|小朋友|小孩|成人)?(?:同款|制服|造型|扮装|装扮|服装|主题|cos(?:play)?|道具|帽子?|玩偶|公仔|剧|片|故事|题材|题库|考试|网课|课程|教材|课本|证|咨询券)|(?:骷髅|毒液|杀人|尸体|丧尸|僵尸|地狱|炸弹|炸药包?|手榴弹|死神|幽灵|吸血鬼|防毒面具|灭火器|子弹|电击棒)(?:头|派对|造型|形状?|公仔|手办|主题|游戏|漫画|小说|玩具|周边|样式|图案)|中毒(?:般|式|似的|一样)|炸裂(?:好评|推荐|登场|演技|般|式|级)"
    rf"|\b(?:poison ivy|fire (?:rescue|brigade|engine|truck|station|fighter)s?|firefighter|police|ambulance|hospital|doctor'?s?|nurse'?s?|paramedic|murder mystery|crime|killer|vampire|zombie|skull) (?:\w+ )?{_PLAYTHING_EN}\b|\bambulance[- ]chas\w+|\bmaternity (?:pillow|jeans|dress|leggings|wear|clothes|trousers)\b"
    # Places and papers of those who help, and what only looks or sounds like danger.
    r"|\b(?:police|court|ambulance|hospital|prison|coroner'?s?|army|crime) (?:and (?:police|court|ambulance|fire) )?(?:\w+ )?(?:auctions?|bay|signs?|signage|(?:gift |charity )?shop|caf[eé]|radio|forms?|templates?|car ?park|canteen|raffle|lottery|drama|series|box ?set|novels?|podcast|documentar\w+|jacket|uniform|fancy dress|badge|museum|calendar|show)\b|\b(?:smoke|fog|haze|bubble) machines?\b|\bexplosive (?:savings?|deals?|offers?|prices?|discounts?|flavou?rs?|sales?|growth|sound|bass|taste|news)\b"
    r"|\b(?:smoke|carbon monoxide|co2?|gas|fire|heat) (?:alarm|detector|extinguisher|blanket)s?\b(?=[^.!?\n]{0,30}\b(?:shade|colou?r|white|cream|stick\w*|sticky|adhesive|bracket|pads?|screws? (?:are|were)|ugly|bulky|(?:too )?(?:big|small)|scratched|dusty|logo|packag\w+|box|delivered|deliver\w*|arriv\w*|order\w*|late|refund)\b)(?![^.!?\n]{0,60}\b(?:went off|going off|goes off|gone off|sound\w*|tripp\w*|alarming|dizzy|headache\w*|smoke|evacuat\w*|silent|fail\w*|never (?:went|sound)\w*|did ?n.t (?:go|sound|work)|fire brigade)\b)"
    r"|\bfell off my (?:chair|seat|perch|stool) (?:when|at|laughing|reading|seeing|opening)\b"
)

#: What has not come, and may never: asked before it does.
MAY_COME: Final = (
    r"(?:要是|如果|假如|万一|倘若|若果)(?:以后|之后|将来|日后|今后|哪天|边日|有一天|后面|第日)[^!?\n了咗]{0,40}(?:怎么|怎样|点样?|如何|哪|边|几|多久|多少|什么|乜|谁|吗|有(?:冇|没有))"
    r"|(?:^|[,.;!?\s])(?:请问)?[^,.;!?我咱俺了咗\s]{2,12}的话,?[^!?我咱俺了咗]{0,20}(?:多久|几(?:天|日|时|耐)|点样?|怎么|如何|谁|边个|多少|吗)"
    r"|\b(?:if|in case|should) (?:i|we|you|one|anyone|there|it|this)(?:'d)? (?:ever|someday|one day)\b|\bjust in case\b[^.!?\n]{0,40}\?"
)

#: Somebody wants to know what is insured, or who would pay, should it happen.
COVER: Final = (
    r"(?:[险保]|计划|保障|保单)[^.!?\n]{0,24}(?:[赔包保计管]不[赔包保计管]|[赔包保计]唔[赔包保计]|包(?:含|括)?(?:吗|么|嘛|冇)|投(?:唔|不)投|保额)|(?:[赔包保计]不[赔包保计]|[赔包保计]唔[赔包保计])|有(?:冇|没有|无)(?:买|投|上)?(?:\w{0,4})保险|有保险[吗么嘛]"
    r"|(?:如果|要是|假如|万一|假设|倘若|未(?:买|寄|住)|(?:还)?没(?:买|寄|住))[^!?\n]{0,30}(?:怎么|点样?|如何|谁|边个|算谁)[^!?\n]{0,4}(?:赔|算|办|负责|claim)"
    r"|\b(?:insurance|cover(?:ed|age)?|policy|warranty|guarantee|plan|excess)\b[^.!?\n]{0,50}\b(?:if|should|when)\b|\b(?:would|does|do|will|is|could)\b[^.!?\n]{0,30}\b(?:insurance|cover|policy|warranty|guarantee|plan)\b|\b(?:suppose|supposing|hypothetically|what if)\b|\bhow (?:would|does|do) (?:one|i|we|you)\b[^.!?\n]{0,20}\bclaim\b"
    # What has not come, asked beforehand.
    rf"|{MAY_COME}"
)
