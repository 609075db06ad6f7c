"""Giving up a complaint, as it is said: what gives it up, and what only sounds so. Closed phrases, no model."""

from __future__ import annotations

import re
from typing import Final, Literal

from bot.dialogue.phrases import is_still_waited_for, weight
from bot.dialogue.remarks import plain
from bot.dialogue.sayings import is_yes, keeps_complaining, remedy_in
from bot.regex import regex

#: What is longer tells a story, and its words are no answer.
_ANSWER: Final = 160

_OURS: Final = r"(?:complaints?|cases?|tickets?|reports?|claims?|requests?|grievance|matter|issue|thing|lot|process|it|conversation|chat)"
#: "Don't withdraw it", "not the complaint", "the wrong button".
_KEEPS: Final = regex(
    r"\b(?:don'?t|do not|never|didn'?t|did not|no need to|wouldn'?t|not|won'?t|isn'?t|doesn'?t)(?: (?:want(?:ed)?|wish|need|mean(?:t)?|going|have|intend|like|ask(?:ed)?|you|to|please|actually|really|ever|be|dare)){0,4} (?:withdraw\w*|cancel\w*|drop(?:ping|ped)?|clos(?:e|ing)|retract\w*|delet\w*)\b"
    r"|\b(?:not|isn'?t) (?:the|my|this|that) (?:complaint|case|one|ticket)\b|\bnot (?:this|that)\W*$"
    r"|\b(?:cancel|stop|undo|reverse|forget) (?:the|that|my) (?:withdraw(?:al|ing)|cancel\w*)\b"
    r"|\b(?:want|need|give me)(?: back)? (?:the|my|this|that)(?: \w+)? (?:complaint|case|ticket)\b(?! (?:to be |is |was )?(?:withdrawn|cancel\w*|closed|dropped|gone|removed|deleted|stopped|over))"
    r"|\bkeep (?:it|this|that|the|my)\b|\b(?:pressed|clicked|tapped|hit|chose|picked|typed|touched) (?:\w+ ){0,3}(?:wrong|by mistake|by accident)\b|\bwrong (?:button|thing|one)\b"
    r"|(?<!要)(?:不是|唔係|唔系|並非|并非|[没沒]有?|冇|不想|唔想|不要|唔要|[别別]|咪|唔好|不用|唔使|勿|不能|不)(?:[要想]|[说說讲講]|[让讓叫][你您]|真的?|是|话|話|[给給]我)*(?:撤(?![离離])|取消(?=投|客[诉訴]|[这這]|它|$|[啊呀吧呢,，。.!！\s]))"
    r"|[投客][诉訴](?:[还還]是|就|要|先|得)*(?:保留|留[着著下]|[继繼][续續]|照旧|照舊)|(?:保留|留[着著]|[继繼][续續])(?:我的?|[这這那]个?|呢個)?[投客][诉訴]|(?:按|[点點]|[选選]|打|[说說]|㩒|撳|禁|搞)[错錯](?:了|咗|$|\W)",
)
#: What is given up is an order or a contract.
_ENDS_OTHER: Final = regex(
    rf"\b(?:cancel|terminate|end|close)(?:l?ing)? (?:my|the|our|this|that|his|her|an?) (?!(?:(?!not )\w+ ){{0,3}}?{_OURS}\b)\w+|\b(?:i|we) (?:just |really |actually )?mean[t]? (?:my|the|our|to cancel (?:my|the|our)) (?!(?:(?!not )\w+ ){{0,2}}?{_OURS}\b)\w+"
    r"|\b(?:don'?t|do not|no longer) want to (?:pay|be (?:paying|charged|billed)) for (?:it|this|that|them)\b"
    r"|退[订訂租会會卡课課保票房]|(?:取消|解除|[终終]止|注[销銷]|註[销銷])(?:掉|了|的|嘅|是|係|我|[这這那嗰][个個])*(?![投客][诉訴])(?:[订訂预預][单單约約]|[单單]|合[同约約]|[会會][员員]|套餐|服[务務]|酒店|房|[机機]票|保[险險单單]|[宽寬][带帶频頻]|[课課]|票|卡|[账帳][号號户戶])"
    r"|(?:[说說讲講指]|意思)(?:的|嘅)?(?:是|係|系)(?!.{0,4}(?:撤|[投客][诉訴]))"
)
#: "I want the fine withdrawn", 把罚款取消: a charge or the like is to go, not the complaint.
_ENDED: Final = regex(
    rf"\b(?:want|like|need|have|get|see|ask(?:ing)? for) (?:the|my|our|this|that|these|those|his|her|your|an?|all) (?!(?:\w+ ){{0,3}}?{_OURS}\b)(?:[\w'-]+ ){{1,5}}?(?:withdrawn|cancell?ed|dropped|revoked|removed|waived|rescinded|deleted|closed|stopped)\b"
    rf"|\b(?:had|have|having|needed|forced) to (?:cancel|withdraw|drop)\b(?! (?:\w+ ){{0,2}}?{_OURS}\b)"
    r"|(?:把|[将將])(?![^,，。]{0,6}(?:[投客申][诉訴]|[单單案]子?))[^,，。.!！?？]{1,12}(?:取消|撤[销銷回]|撤掉)|(?:取消|撤[销銷])(?:[这這那嗰呢][个個笔筆张張份])?(?:的|嘅)?(?:[罚罰]|扣|收|[违違][约約]|滞|滯|手[续續]|自[动動]|代扣|[续續]|[会會][员員]|[订訂][阅閱])"
)
#: "Cancel it and give me back January", "did you actually cancel it?": said of what the story says is to end.
_END_IT: Final = regex(
    r"\b(?:cancel|terminate|end|close|stop)(?:led|ed|d)? (?:it|that|this|them|those|both)\b(?P<and> ?(?:,|and|then|&|\+) ?(?:just |please |then )*(?:give|refund|pay|send|return|credit|reimburse|get|stop)\b)?"
)
_ASKED_OF_US: Final = regex(
    r"^\W*(?:(?:so|and|but|ok(?:ay)?|well) )*(?:did|have|has|are|will|can|could|would|when) (?:you|u|ye|they|it|someone|anyone)\b"
)
_OF_COMPLAINT: Final = regex(r"\b(?:my|the|this|that|our) (?:\w+ )?(?:complaint|case|ticket)\b")
_ENDED_WISH: Final = regex(
    r"取消|退[订訂租会會卡课課保票房]|解[约約除]|[终終]止|\b(?:cancel\w*|terminate|end (?:my|the))\b"
)
_GIVES_UP: Final = regex(r"\bwithdraw\w*\b|撤|(?:不|唔)(?:想|要|再|用)*[投客][诉訴]")
#: A yes on which something hangs.
_CONDITION: Final = regex(
    r"\b(?:but(?!\W+(?:thanks?|thank you|cheers))|(?:only |even )?if (?:i|you|they|we|it)|as long as|so long as|provided|unless|on (?:the |one )?condition|except)\b|只要|但(?!愿|願)|不[过過]|除非|前提|如果|要是|得先|先(?:[给給]我|退|[赔賠])"
)
#: It is to be dealt with again; not "you needn't".
_WORKED_ON: Final = regex(
    r"(?<!不用)(?<!不必)(?<!不需)(?<!唔使)(?<!唔駛)(?<!不要)(?<![别別毋])(?:重新|[继繼][续續]|再次|接[着著])(?:[幫帮]我|[给給]我|[畀俾]我)?(?:[处處]理|跟[进進]|受理|[办辦]理|[调調]查|[查核])"
    r"|\b(?:deal with|look into|work on|handle|follow up|take up)\b[^.!?]{0,20}\b(?:again|after all)\b|\bkeep (?:going|working|at it|on it)\b"
)
#: Whoever says yes, or that it is no use, gives up in the end.
_YES: Final = regex(
    r"\W*(?:是|[对對]|係|[确確]定|[确確][认認]|嗯|好(?![多耐久])|可以|yes|yeah|yep|yup|sure|ok|okay|confirm\w*)|.*(?:算[了啦喇数數]|[罢罷]了|[没冇沒]用|取消|never ?mind|forget it|no point|waste|\b(?:cancel|close|drop)\b)"
)
_NO: Final = regex(r"\W*(?:no|nope|nah)\b(?! (?:need|longer|more|point|worries|problem))")

#: "I want to complain all the same", "take it up again", said once it was given up.
_GOES_ON: Final = regex(
    r"(?:[还還]是|仍然|依然|仍旧|仍舊|都係|[还還])(?:[要想得]|[会會]|[决決]定|打算)*(?:[继繼][续續]|再|[来來去])*(?:投[诉訴]|客[诉訴]|申[诉訴]|告(?![诉訴])|追究)"
    r"|(?:恢[复復]|重[新启啟]|[继繼][续續]|接[着著]|[开開]返|繼返)(?:我?的?|[那这這嗰][个個件单單宗]|[刚剛]才的?|[办辦]理?|受理|[处處]理|跟[进進]|走|打[开開]|[开開][启啟]){0,3}(?:投[诉訴]|客[诉訴]|申[诉訴]|案子?|[单單]子?)"
    r"|(?:不|先不|唔|不想|不要|唔想)撤(?:[诉訴回销銷])?[了啦喇嘞]|撤[诉訴回](?:的事)?(?:不算|作[废廢]|取消)"
    r"|\b(?:resume|restore|continue(?: with)?|revive|reinstate|re-?open|reactivate|go on with|go ahead with|carry on with|proceed with)(?: \w+){0,2} (?:complaint|case|ticket|it|that)\b|\bcomplain\w* after all\b|\bafter all\b.{0,24}\bcomplain"
    # What was wished for is wanted still.
    r"|\bi(?:'d| do| would)? still (?:want|expect|need|deserve|like) (?:(?:to have |to get )?(?:the|my|an?|that|some|all|at least) |[£$€₹]? ?\d)|\b(?:wait|hang on|hold on|actually)\b[^.!?]{0,8}\bi do want (?:my|the|an?|that)\b"
    r"|\bi(?:'d| do| would)? still (?:want|wish|like|need|intend|am going) to (?:\w+ ){0,2}?(?:complain|a complaint)\b|\bput (?:it|my (?:complaint|case)|the (?:complaint|case)) back\b"
)
#: Said instead of a yes: "wait", "rather keep it", "let's go on".
_STAYS: Final = regex(
    r"^\W{0,6}(?:[呃欸誒诶啊哎唉喂]\W{0,3}){0,4}(?:等等|等(?:一?[下陣阵]|我)|慢[着著]|且慢|先等|咪住|(?:oh |no )?wait\b|hold on\b|hang on\b)(?![^。!！?？\n]{0,12}(?:取消|撤|[确確]定|cancel|withdraw|drop))"
    r"|(?:[还還]是|[还還]|都[係系]|先|不如|就|[请請帮幫]我?)[^,，。!！?？不唔]{0,5}(?:[继繼][续續]|留(?:[着著住低返]|下)|保留|[办辦]下去)|(?:^|[,，。\s])(?:[继繼][续續]|留[着著])(?:[吧啦喇好啊呀了]|\W)*$"
    r"|\bleave (?:it|this|that|the \w+)(?: \w+)? (?:open|in|there|as (?:it )?is|running)\b|\bon second thoughts?\b|\b(?:let'?s|please|i'?ll|we'?ll|want to|rather) (?:just )?(?:continue|carry on|go on)\b(?! with (?:the |my )?(?:cancel|withdraw))"
)
_PERSON: Final = r"(?:[经經]理|[领領][导導]|[负負][责責]人|院[长長]|校[长長]|管事的?|主管|店[长長]|老[板闆]|人工|真人|上司|上[级級]|[头頭][儿兒])"
#: "Call your manager", and not "I have been to the manager".
_CALLS: Final = regex(
    rf"(?<![不甭别別])(?<!不用)(?<!不要)(?<!唔使)(?:叫|找|[让讓]|[换換]|喊|[请請]|[揾搵])(?![了过過咗])[^,，。.!！?？了过過]{{0,5}}{_PERSON}"
    r"|\b(?:get|fetch|bring|speak|talk|put me|call|transfer me|connect me)\b(?: \w+){0,4} (?:manager|supervisor|human|person|boss|agent|in charge)\b"
)


#: "No, really not" to the question whether it is to be given up, which it is: 真不用了, 不用管了, 嗯嗯拜拜.
_NOT_NEEDED: Final = regex(
    r"\W*(?:(?:[对對是嗯好]|[没沒][错錯])+[,，\s]*)?(?:(?:真|真的|確實|确实|就是|已经|已經|都|我)(?:的)?(?:不|唔)(?:用|要|必|需要|使)(?:再|你们|您|麻烦|麻煩)*(?:管|理|弄|修|退|[处處]理|[办辦]|查|[继繼][续續]|投[诉訴])?(?:了|啦|喇|嘞|的)?|(?:不|唔)(?:用|必|需要|使)(?:再|你们|您|麻烦|麻煩)*(?:管|理|弄|修|退|[处處]理|[办辦]|查|[继繼][续續]|投[诉訴])(?:了|啦|喇|嘞)|(?:不|唔)(?:投[诉訴]|告|追究|[计計][较較])(?:了|啦|喇|嘞))[啊哈哦谢謝您你吧呀\W]*"
)
_FAREWELL: Final = regex(r"(?:拜++|再[见見]|回[见見]|886|88++|bye|先[这這][样樣])++[啦喽咯了吧哈\W]*$", re.I)


_SENIOR: Final = regex(
    r"[经經]理|主管|[领領][导導]|[负負][责責]人|店[长長]|老[板闆]|上司|上[级級]|高[层層]|\b(?:manager|supervisor|boss|director|head of|in charge|senior|higher up|ceo|owner)\b"
)
#: "If he comes tomorrow, I'll withdraw it."
_ONCE_DONE: Final = regex(
    r"(?:如果|要是|若是?|假如|等|等到|只要)(?!可以|方便|能|行)[^。!！?？]{0,24}(?:就|再|才)[^。!！?？]{0,8}(?:撤|取消|不投[诉訴]|算了|[结結]案)|\b(?:if|once|when|as soon as) (?:he|she|they|you|it|someone|the \w+|my \w+)\b(?! (?:can|is ok|is possible|don'?t mind))[^.!?]{0,40}\b(?:i'?ll|i will|i'?d|then i|i can) (?:\w+ )?(?:withdraw|cancel|drop|close|take (?:it|this) back)\b"
)


#: Another mind of what is wanted, and what takes the whole of it back.
_OTHER_MIND: Final = regex(
    r"^\W*(?:(?:nah|no|nope|actually|ok(?:ay)?|oh|wait|sorry|hmm+|well)\W+){0,3}(?:i(?:'ve| have)? )?chang(?:ed|ing) my mind\b|^\W*(?:nah|no|nope|actually|on second thoughts?)\W+(?:just |make it |i'?ll (?:have|take) |i(?:'d)? (?:want|rather have|prefer) )?(?:an? |the |my )?(?=refund|money back|exchange|replace|repair|voucher|credit)"
)
_TAKES_BACK: Final = regex(
    r"\b(?:don'?t|do not|not|no longer|close|never ?mind|forget|drop|cancel|leave it|keep(?:ing)? it|complain\w*|withdraw\w*)\b"
)
#: "Forget it", as a clause of its own, and what has come right by itself or is seen to elsewhere.
_LET_BE: Final = regex(
    r"(?:(?:(?:it|they)(?:'s|'ve| has| have) (?:just )?(?:come|arrived|turned up)(?: now)? so|so|nah|nope|just|ok(?:ay)?|please|pls|actually|oh|no|well|then|you can|right)\W+){0,3}(?:forget (?:it|this|that|about (?:it|this|that))|never ?mind(?: (?:me|that|this|all that))?|leave it|scrap (?:that|this|it)|ignore (?:me|this|that|my messages?|all (?:of )?(?:this|that))|drop it|don'?t (?:worry|bother)(?: about (?:it|this|that))?|no need(?: any ?more| now| to bother)?|panic over)(?:\W+(?:be|then|please|thanks|thank you|now|for now|sorry|again|all|the whole thing)){0,3}"
)
_COME_RIGHT: Final = regex(
    r"\b(?:found (?:it|them|him|her)|turned up|sorted (?:itself|now|it)|(?:it|they)(?:'s|'ve| has| have| is| are)? (?:just |now |finally |all )*(?:come|came|arrived|here|back|working|works|fine|sorted|been found)|(?:she|he|they|neighbou?rs?|husband|wife|mum|dad|son|daughter)(?:'s| has| have| had)(?: got)? (?:it|them)|works? now|working (?:now|again)|my (?:own )?(?:mistake|fault|bad)|(?:i|we)(?:'ll| will|'m going to|'m gonna) (?:talk|speak|sort|deal|take it up|ring|call|ask|go|see|do it)|(?:i|we)(?:'ll| will|'m going to|'m gonna) (?:just )?(?:post|return|take|bring|send|keep|bin|throw|wear|use|fix|mend|put up with|live with|buy|order|get) (?:it|them|this|that|those|these|one|another|something|a new|a different)|mystery solved)\b"
)
_CLAUSE_ENDS: Final = regex(r"[,.;:!?\n–—-]+\s")


def wishes_otherwise(text: str) -> str | None:
    """The remedy that is wanted now, where the customer changed their mind about that alone: "nah, refund"."""
    said = plain(text)
    if weight(text) > _ANSWER or not _OTHER_MIND.search(said) or _TAKES_BACK.search(said):
        return None
    return remedy_in(said)


def lets_be(text: str) -> bool:
    """Whether it is told that all has come right, or is seen to elsewhere, and that we may forget it."""
    said = plain(text).strip(" .!")
    if weight(text) > _ANSWER or not _COME_RIGHT.search(said):
        return False
    clauses = [one.strip() for one in _CLAUSE_ENDS.split(said)]
    return any(_LET_BE.fullmatch(one) for one in (clauses[0], clauses[-1]))


def calls_person(text: str) -> bool:
    """Whether the text wants a manager or a person to come."""
    return bool(_CALLS.search(plain(text)))


def keeps(text: str) -> bool:
    """Whether the text says that the complaint is not, or was not meant to be, given up."""
    return weight(text) <= _ANSWER and (bool(_KEEPS.search(plain(text))) or keeps_complaining(text))


def goes_on(text: str) -> bool:
    """Whether a complaint that was given up is to go on after all."""
    return weight(text) <= _ANSWER and bool(_GOES_ON.search(plain(text)))


def wants_senior(text: str) -> bool:
    """Whether somebody who is higher up is called for."""
    return bool(_SENIOR.search(plain(text)))


def confirms(text: str) -> bool:
    """Whether an answer to "shall it be given up?" gives it up, though a no may stand in it, or a farewell behind a yes."""
    said = plain(text)
    before = _FAREWELL.sub("", said)
    return bool(_NOT_NEEDED.fullmatch(said)) or (before != said and is_yes(before))


def may_end(text: str) -> bool:
    """Whether the complaint is to be given up only once something has come true: it stays until then."""
    return weight(text) <= _ANSWER and bool(_ONCE_DONE.search(plain(text)))


def ends_other(text: str) -> bool:
    """Whether the text gives up an order, a contract or the like, and not the complaint."""
    if weight(text) > _ANSWER:
        return False
    said = _KEEPS.sub(" ", plain(text))
    left = _ENDED.sub(" ", said)
    return (left != said or bool(_ENDS_OTHER.search(said))) and not _GIVES_UP.search(left)


def ends_what_is_told(text: str, told: str) -> bool:
    """Whether "cancel it" means what the story says is to be cancelled, and not the complaint."""
    said = plain(text)
    match = _END_IT.search(said) if weight(text) <= _ANSWER and not _OF_COMPLAINT.search(said) else None
    if match is None or _COME_RIGHT.search(said):
        return False
    return bool(match["and"]) or (bool(_ASKED_OF_US.search(said)) and wants_ended(told))


def wants_ended(wish: str) -> bool:
    """Whether a wish is to give up an order, a contract or the like."""
    return bool(_ENDED_WISH.search(plain(wish)))


def reply(text: str) -> Literal["other", "keep", "on", "if"] | None:
    """What an answer to "shall it be given up?" says against it; None where it says nothing against it.

    other: something else is to be given up. on: it is not solved, or is to be dealt with. if: only under a condition.
    """
    if ends_other(text):
        return "other"
    said = plain(text)
    if keeps(text) or _NO.match(said) or (weight(text) <= _ANSWER and _STAYS.search(said)):
        return "keep"
    if not (_GIVES_UP.search(said) or _YES.match(said)) and (_WORKED_ON.search(said) or is_still_waited_for(text)):
        return "on"
    return "if" if _CONDITION.search(said) else None
