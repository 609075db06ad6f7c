"""Closed-class messages: what a few words can only mean, given what was just asked."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex

#: Questions that want a yes or a no.
YES_NO: Final = frozenset(
    {
        "confirm",
        "offer_human",
        "same_matter",
        "same_case",
        "second_matter",
        "proposal",
        "drop_confirm",
        "withdraw_confirm",
        "solved",
        "resume",
    }
)

_SOFT: Final = r"[\s,.!~?…:;'\"()]|[啊呀呢吧啦喇啰咯哦喔噢嘛哈嘞哟嗯呃额唉哎诶欸的了呵嘻囉]|\b(?:please|pls|thanks|thank you|thx|uh|um|well|sir|madam|oh|ah|la|lah|lor|mate|dear|just|then|so|谢谢|唔该|麻烦)\b"
_EDGES: Final = regex(rf"^(?:{_SOFT})+|(?:{_SOFT}|哈{{2,}})+$")

_YES: Final = regex(
    r"是|系|对|对[对的呀]+|没错|冇错|正确|无误|准确|确认|确定|确认(?:无误|提交|没问题)|没问题|冇问题|可以|可以的?|得|好|好的?|好呀|行|行的|行吧|中|成|嗯+|恩+|哦+|嗯嗯|恩恩|唔+该晒?|ok(?:ay)?|okey|okie|okk+|oki|k+|kk|yes+|yeah+|yep+|yup+|ya+|yea|ye|y|yass*|sure|sure thing|of course|certainly|definitely|absolutely|correct|right|that's right|thats right|that is (?:right|correct)|that's correct|exactly|indeed|affirmative|true|fine|go ahead|go for it|do it|please do|yes please|sounds good|looks good|all good|good|great|perfect|agreed?|i agree|confirm(?:ed)?|i confirm|proceed|submit|done deal|works for me|that works|fair enough|alright|all right|ok go|approved?"
    r"|是的?|就是|就系|系呀|系啊|系咁|是这样的?|是咁样?|就是这样|就这样|就咁|没错就是这样|全对|都对|全部正确|都正确|都是|同意|接受|赞成|愿意|当然|当然可以|必须的?|要|需要|要的|想|提交|提交吧|发吧|交吧|好滴|好嘟|好哒|好哇|好啊|好吧|好嘅|得嘅|妥|没毛病|莫得问题|莫问题|巴适|要得|照办|就照这个|冇错|就咁交|ojbk|1|👌|👍|✅|✔|☑|🆗|🙆|是我|系我|对头|冇话|收到|了解|明白|知道了?|可|准|通过|有|有的"
    # Asked whether all is right, nothing to change is a yes.
    r"|(?:都)?(?:不用|不需要?|不必|唔使|唔需要?|无需|没有?(?:什么)?(?:要|需要)?|冇(?:嘢|乜)?(?:要)?)(?:再)?(?:改|修改|更改|更正|补充修改)(?:什么|任何|嘢)?|(?:no|nothing) (?:changes?|to change|else to change|to correct)(?: needed)?"
)
_NO: Final = regex(
    r"不|不是|不系|唔系|唔是|不对|唔啱|唔对|不正确|错|错了|错咗|不好|唔好|不行|不可以|唔得|唔可以|不要|唔要|不用|唔使|唔需要|不需要|不必|不同意|不接受|拒绝|否|不确认|不用了|唔使了|免了?|算了|还没|未|没有?|冇|没呢|未有|有误|no+|nope+|nah+|na|n|nay|no way|not really|not at all|not yet|not correct|incorrect|wrong|that's wrong|thats wrong|that is wrong|not right|that's not right|negative|never|don't|do not|i don't|i do not|disagree|i disagree|i refuse|decline|no thanks?|no thank you|no need|not necessary|not needed|not now|not good|unacceptable|no good|no no|nein|false|❌|✖|👎|🙅|不是我|唔系我|不想|唔想|不愿意|别|不行|不成|不中|非也|哪有|才不是|并不是|不是这样|唔系咁|不太对|不太行|差远了|不满意"
)
_SKIP: Final = regex(
    r"没有?|冇|无|没了|没有了|冇喇|没呢|暂无|暂时没有?|没什么|冇乜|跳过|略过|略|pass|skip(?: it| this| that)?(?: one| question)?|next|下一[个题步]|不知道?|唔知道?|不清楚|唔清楚|不记得了?|唔记得|忘了?|忘记了?|唔记得咗|想不起来|不晓得|不确定|唔肯定|不方便(?:说|透露|提供)?|唔方便讲?|不想说|唔想讲|不说|不提供|以后再说|晚点再说|之后再说|先不说|没留|没带|找不到了?|揾唔到|没找到|查不到|丢了|不在身边|没有订单号?|没单号|没有号码|冇单号|no|none|nope|nah|n\.?/?a|nil|null|nothing|nothing else|no idea|not sure|don't know|dont know|i don't know|i dont know|dunno|idk|i'm not sure|im not sure|no clue|can't remember|cant remember|i can't remember|cannot remember|don't remember|dont remember|i don't remember|don't have (?:it|one|that|any)|dont have (?:it|one)|i don't have (?:it|one|that|any)|i have none|haven't got (?:it|one)|forgot|i forgot|forgotten|lost it|i lost it|can't find it|cannot find it|unknown|rather not(?: say)?|i'd rather not(?: say)?|prefer not to(?: say)?|not applicable|not available|no order number|no number|without|later|maybe later|doesn't matter|does not matter|whatever|随便|都行|都可以|无所谓|不重要|不适用|没有照片|没图|没照片|没拍|冇相|冇影相|没证据|没凭证|x|-+|/|\?+|\.+|不用|唔使|不用了|不必|不需要|唔需要|no need|不填|空"
)
_GREET: Final = regex(
    r"你好|您好|妳好|hi+|hello+|hey+|hiya|hi there|hello there|hey there|yo|嗨+|哈喽|哈啰|哈罗|hallo|早|早安|早上好|早晨|上午好|中午好|下午好|晚上好|晚安|午安|晚好|在吗|在不在|在么|有人吗|有冇人|有人在吗|有人系度吗|喂+|哈咯|good (?:morning|afternoon|evening|day)|morning|evening|greetings|anyone (?:there|here)|is anyone there|anybody (?:there|here|home)|howdy|亲|亲在吗|你好在吗|您好在吗|客服在吗|客服|在嘛|在吗在吗|hello in there|sup|雷猴|哈啰你好|👋"
)
_THANK: Final = regex(
    r"谢谢?你?们?|谢谢您|谢啦|谢了|谢谢帮忙|多谢晒?|多谢你?|十分感谢|非常感谢|感谢|感激|感恩|辛苦了?|辛苦你了|辛苦晒|(?:真?(?:不好意思|唔好意思|拍谢|歹势))[\s,.]*麻烦(?:你|妳|您|你们|你哋)(?:们|哋)?(?:了|晒)?|唔该晒?|唔该你|有劳|麻烦你?们?了|麻烦晒|3q|thx+|thanks?|thanks a lot|thanks so much|many thanks|thank you(?: so much| very much)?|thank u|ty|tysm|tyvm|cheers|much appreciated|appreciate it|appreciated|i appreciate it|ta|great thanks|ok thanks|okay thanks|ok thank you|好的谢谢|好谢谢|好的?多谢|ok谢谢|收到谢谢|知道了谢谢|好的?感谢|thank you for your help|thanks for (?:your|the) help|you've been (?:great|very helpful|helpful)|🙏|❤"
)
_STOP: Final = regex(
    r"停|停止|停止(?:发送|接收|推送|订阅)|退订|取消订阅|取消关注|td|stop|stop it|unsubscribe|unsub|opt ?out|quit|end|stop (?:messaging|texting|contacting|sending|emailing) me|(?:别|不要|唔好)再?(?:发|send|给我发|发我|打扰|烦我|联系我|骚扰我|再发|发消息|发信息|发讯息|揾我|传讯息|传)(?:了|给我|喇|消息|信息|讯息|message)*|remove me|leave me alone|don't (?:text|message|contact|email) me(?: again| anymore)?|do not (?:text|message|contact) me(?: again| anymore)?|no more (?:messages|texts|emails)|拒收|r|t"
)
_HUMAN: Final = regex(
    r"人工|转人工|人工客服|人工服务|转人工客服|接人工|找人工|真人|真人客服|转真人|客服人员|找客服|转客服|叫客服|联系客服|人工坐席|我要人工|我要真人|专人|揾真人|真人倾|同真人讲|(?:a )?human|agent|(?:a )?real (?:person|human)|(?:speak|talk|chat) (?:to|with) (?:a |an |the |your |some )?(?:real |live |human |actual )?(?:human|person|agent|someone|somebody|manager|supervisor|representative|rep|operator|people|staff)|representative|operator|live (?:agent|chat|person)|customer service|human please|get me (?:a|an|the|your) (?:human|person|manager|agent|supervisor)|经理|主管|叫经理|找经理|叫你们经理来?|叫你们领导来?|0"
)
_STATUS: Final = regex(
    r"进度|查进度|查询进度|查询|查一下|有结果(?:了)?吗|结果(?:呢|如何|怎么样)|有进展吗|怎么样了|怎样了|点(?:样)?呀?|处理好了吗|处理(?:得|的)?(?:怎么样|如何)了?|status|any (?:update|updates|news|progress)|update|updates|what's the status|check status|progress|查投诉|查案件|到哪一步了?|多久能好"
)
_NUMBER: Final = regex(
    r"[1-5一二三四五1-5](?:分|星|颗星|粒星|stars?)?|[⭐★🌟]{1,5}|(?:one|two|three|four|five)(?: stars?)?"
)

#: Asked how content they are, and not willing to say.
_UNRATED: Final = regex(
    r"(?:我|就|还是|算了|,| ){0,4}(?:不|唔|懒得|费事|没空|冇心机|没心情)(?:想|要|愿意|高兴|打算|使)?(?:评(?:分|价|论)?|打(?:个)?分数?|给分|俾分)(?:了|啦|喇|吧|算了|,|就这样)*"
    r"|(?:i'd |i )?(?:(?:rather|prefer) not(?: to)?|don't want to|won't|do not want to) (?:rate|score|say)(?: (?:it|this|that|you))?|(?:i )?don't (?:do|give|leave) (?:ratings?|scores?|stars?)|no (?:rating|score)|(?:i'm |i am )?not bothered|can't be bothered"
)
#: Nothing was asked: a hello in the English way, and thanks behind an all right.
_ALRIGHT: Final = regex(
    r"(?:you |y'?)?(?:alright|all right|ok)(?:,? (?:mate|there|pal|love|guys|lads|all|folks|bot))+|you (?:alright|all right|ok)|(?:alright|all right)\?+"
)
_FINE_THANKS: Final = regex(
    r"(?:好的?|行|得|成|可以|嗯+|ok)[,\s了啦]*(?:那|就|都)?(?:麻烦|谢谢|多谢|辛苦|唔该|感谢)(?:你|您|晒|你们|你哋|大家|了|哈|啊|呀|啦|喇)*"
)

#: Said on leaving. It wants a word back as a greeting does, and is neither yes nor no to what was asked.
_BYE: Final = regex(
    r"(?:再见|再会|拜拜|拜+|白白|回见|回头见|下次见|后会有期|先走了|先这样|先咁|886|88|(?:good ?)?bye+(?: ?bye+)?(?: for now| now)?|see (?:you|ya|u)(?: later| soon)?|cya|ttyl|take care|so long|farewell|cheerio|ta ?ta|have a (?:good|nice|great) (?:day|one|evening|night|weekend))"
)
_THANKS: Final = regex(r"谢|多谢|唔该|辛苦|\b(?:thanks|thank|thx)\b")
#: Neither yes nor no.
_HEDGE: Final = regex(
    r"(?:我?(?:想|觉得|估计|谂)?)?(?:可能|也许|大概|或许|或者|应该|说不定|未必|不一定|唔一定|看情况|睇情况|再说|再看看|再睇睇|再想想|谂下先|我想想|难说)(?:会|可以|行|好)?"
    r"|(?:(?:well|hmm+|um+|er+),? )?(?:maybe|perhaps|possibly|probably|could be|might be|i guess|i suppose|sort of|kind of|kinda|it depends|depends|let me think|not certain|unsure)(?: (?:not|later))?"
)
#: Yes and no as they are spelt where no Chinese can be typed.
_SPELT_YES: Final = regex(
    r"(?:(?:dui|shi|hao|ke ?yi|xing|que ?ren|ti ?jiao|tong ?yi|mei ?(?:wen ?ti|cuo|shi)|en+|zheng ?que|dang ?ran|jiu zhe ?yang|ok)(?: ?(?:de|ba|a|ya|le|la|o))?[ ,.!]{0,3}){1,4}"
)
_SPELT_NO: Final = regex(
    r"(?:(?:bu ?(?:shi|dui|hao|xing|yao|yong|ke ?yi|tong ?yi|xu ?yao)?|mei(?: ?you)?|cuo|suan)(?: ?(?:de|ba|a|ya|le|la|o))?[ ,.!]{0,3}){1,3}"
)

#: No answer to one question: there is no number at all, and what is done is left to us.
_LEFT: Final = {
    "order_number": regex(
        r"(?:我|这|这个|呢个)?(?:哪里?|边度|边)(?:来的?|嚟|有|会有)(?:什么|咩|乜|啥|个)?(?:订?单|编)?号?码?|(?:压根|根本)(?:就)?(?:没有?|冇)(?:什么|咩|乜|啥)?(?:订?单|编)?号?码?|what (?:order )?number"
    ),
    "remedy": regex(
        r"(?:(?:你们?|你哋|您|贵[司店])?(?:自己)?(?:看着|睇住|睇着)办|(?:由|随|听)你(?:们|哋)?(?:的|决定|定|话事|安排)?|你(?:们|哋)?(?:来)?(?:决定|定|说了算|话事|安排)|(?:it's |that's )?up to (?:you|ye|yous|u)|(?:you|u|ye|yous) (?:decide|choose|tell me)|whatever (?:you|ye|yous|u|y'all) (?:think|reckon|feel)s?(?:(?: is|'s)? (?:best|right|fair|appropriate|reasonable|ok(?:ay)?))?|(?:it's )?your (?:call|choice|decision))"
        r"(?: (?:guys?|folks|lot|all|lads|really|people|to be honest|tbh))?(?:就|便)?(?:好|行|得|可以|是)?[吧呗咯啰啦罗]?(?:[,\s]+(?:(?:我|我们)?(?:都|就|是)?(?:没|冇|无|没有|没什么)(?:意见|所谓|要求|关系)|(?:我)?(?:都|怎样都|点都)(?:行|可以|得|好)|i don't mind|i'm (?:easy|not fussed)|not fussed|i don't care))?"
    ),
}

_TABLE: Final = (
    ("talk_to_human", _HUMAN),
    ("stop", _STOP),
    ("greet", _GREET),
    ("greet", _BYE),
    ("thank", _THANK),
    ("check_status", _STATUS),
)
_LONGEST: Final = 40


def bare(folded: str) -> str:
    """The message without what politeness and punctuation put around it."""
    text = re.sub(r"\s+", " ", folded).strip()
    while (shorter := _EDGES.sub("", text)) != text:
        text = shorter
    return text


def short(folded: str, asked: str | None, *, rated: bool) -> str | None:
    """The intent of a closed-class message, or None where it is none. `rated`: the text holds a score."""
    raw = re.sub(r"\s+", " ", folded).strip(" ,.!~;:")
    if not raw or len(raw) > _LONGEST:
        return None
    for text in dict.fromkeys((raw, bare(raw))):
        if text and (intent := _closed(text, asked, rated)):
            # Of thanks and a goodbye the thanks are answered.
            return "thank" if intent == "greet" and _THANKS.search(raw) else intent
    return None


def _closed(text: str, asked: str | None, rated: bool) -> str | None:
    if asked == "rating":
        if any(one.fullmatch(text) for one in (_SKIP, _BYE, _UNRATED)) and not rated:
            return "skip"
        for intent, pattern in _TABLE[:2]:
            if pattern.fullmatch(text) and not text.isdigit():
                return intent
        return "rate" if rated else None
    if asked is None and (_ALRIGHT.fullmatch(text) or _FINE_THANKS.fullmatch(text)):
        return "greet" if _ALRIGHT.fullmatch(text) else "thank"
    yes, no = bool(_YES.fullmatch(text)), bool(_NO.fullmatch(text))
    if _HEDGE.fullmatch(text):
        return "skip"
    if asked in YES_NO:
        yes, no = yes or bool(_SPELT_YES.fullmatch(text)), no or bool(_SPELT_NO.fullmatch(text))
        if yes or no:
            return "affirm" if yes else "deny"
        # "2" is the second of two buttons.
        if text == "2":
            return "deny"
    elif asked:
        if _SKIP.fullmatch(text) or (asked in _LEFT and _LEFT[asked].fullmatch(text)):
            return "skip"
        if text in ("1", "2", "0", "t", "r", "k", "y", "n"):
            return None
    if text in ("0", "1", "r", "t"):
        return None
    for intent, pattern in _TABLE:
        if pattern.fullmatch(text):
            return intent
    if yes or no:
        return "affirm" if yes else "deny"
    if _SKIP.fullmatch(text) and re.search(r"\w", text):
        return "skip"
    if re.fullmatch(
        r"(?:[1-5一二三四五]\s?(?:分|星|颗星|粒星|stars?)|[⭐★🌟]{1,5}|(?:one|two|three|four|five) stars?)", text
    ):
        return "rate"
    return None
