"""News of a complaint that is filed: not settled after all, the money came, harm was done. Closed phrases."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.phrases import is_still_waited_for, weight
from bot.dialogue.remarks import plain
from bot.regex import regex

#: What is longer tells a story of its own.
_REMARK: Final = 140
#: A remark that the money came is short.
_PAID_REMARK: Final = 80

#: What was promised did not come, or not all of it.
_UNSETTLED: Final = regex(
    r"(?:[没沒冇未]|不肯|不[给給]|拒[绝絕]|唔肯)(?:有|人|[给給]我|再)*(?:退|[赔賠]|到[账帳]|入[账帳]|收到|付|修|[换換]|[补補]|[处處]理|[来來])|[只才](?:有|[给給]我|[给給])*(?:到|退|收|[赔賠]|付|[补補])|到[账帳]只|少(?:了|咗|退|到|[给給]|\d)|不[认認][账帳]|[赖賴][账帳]|[变變]卦|又[坏壞漏停响響出犯]|[还還仲](?:是|係)?(?:[没沒冇未不]|老[样樣]|[坏壞])"
    r"|\b(?:only|just) (?:got|received|refunded|paid|sent|gave|half|part)\b|\b(?:broke|broken|leak\w*|fail\w*|stopped|died)(?: down)? again\b|\b(?:short|less) (?:by|than)\b|\b(?:back(?:ed|ing) out|went back on|going back on|refus\w+ to|won'?t|wont) (?:pay|refund|of|on|send|fix|it|their)?\b|\b(?:not|never|n't|hasnt|havent|didnt) (?:been |been \w+ed |actually )?(?:paid|refunded|arrived?|come|came|received?|repaid|settled|sorted)\b|\bstill (?:not|no|nothing|broken|leak\w*|waiting|owed?|short|hasn'?t|haven'?t|isn'?t|doesn'?t)\b"
)


def is_unsettled(text: str) -> bool:
    """Whether the text says that what counted as settled is not."""
    return weight(text) <= _REMARK and (bool(_UNSETTLED.search(plain(text))) or is_still_waited_for(text))


#: Done to a person: it is told of people, and not of things.
_PEOPLE: Final = r"(?:me|him|her|us|them|child(?:ren)?|kids?|baby|babies|toddlers?|son|daughter|boys?|girls?|pupils?|students?|patients?|residents?|wom[ae]n|m[ae]n|people|person|mum|mother|dad|father|wife|husband|customers?|colleagues?|someone|somebody)"
_HARM: Final = regex(
    rf"\b(?:hit|hits|hitting|beat|beats|beating|beaten|slap(?:s|ped|ping)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?|shov(?:es|ed|ing)|push(?:es|ed|ing)|attack(?:s|ed|ing)?|assault(?:s|ed|ing)?|abus(?:es|ed|ing)|chok(?:es|ed|ing)|grop(?:es|ed|ing)|molest(?:s|ed|ing)?|strangl(?:es|ed|ing)|bit|hurt|hurts)(?: up)?(?: (?:my|our|the|a|an|another|other|one|two|more|some|his|her|their|his|every|that|this|little|small|old|elderly|young)){{0,3}} {_PEOPLE}\b"
    r"|[打揍踢踹扇掐捏咬推虐](?:了|咗|伤|傷|骂|罵|待)*(?:[又再]|[另别別]|其他|一[个個名位]|[个個]|我[的家]?|他|她|佢|人家?|[别別]的)*(?:孩子|小孩|小朋友|[宝寶]{1,2}|娃|[儿兒]子|女[儿兒]|[学學]生|老人|[妈媽爸]|[细細]路|仔女|人[了啊,，。！!]|人$|[病客]人)"
)


def tells_harm(text: str) -> bool:
    """Whether the text says that somebody was hit or hurt by somebody."""
    return weight(text) <= _REMARK and bool(_HARM.search(plain(text)))


_MONEY: Final = r"(?:退款|押金|[赔賠]款|[赔賠][偿償]|补偿|補償|定金|[订訂]金|货款|貨款|尾款|退的[钱錢]|[钱錢]|款[项項子]?|[学學]费|運費|运费|差[价價])"
_SUM: Final = r"(?:refund|money|deposit|rebate|payment|compensation|reimbursement|cash|credit|transfer)"
_CAME: Final = regex(
    rf"{_MONEY}(?:都|也|已[经經]?|[刚剛]|[终終][于於]|今天|昨天|今日|[全]?部?|[退打][回给給]?[来來]?|我)*(?:到(?:了|咗|[账帳手])|收到(?:了|咗|$)|入[账帳]|[过過]咗?[数數]|返[来來嚟]|回[来來](?:了|咗))|(?:收到|拿到|收返|攞返)(?:了|咗)?(?:你[们們哋])?(?:的|嘅|[个個]|笔|筆)*{_MONEY}|[退赔賠](?:[给給]我)?(?:的|了|咗)?(?:[钱錢款])?(?:已[经經]?)?到[账帳]|(?:^|[,，。!！… a-z~])(?:已[经經]|[刚剛]{{1,2}}|都|全|[现現]在|[终終][于於]){{0,2}}到[账帳賬](?:了|啦|喇|(?=[\s,，。!！]|$))"
    rf"|\b{_SUM}(?: has| have|'s|'ve)?(?: now| just| finally| already)* (?:came|come|arrived|landed|cleared|gone in|been (?:paid|received|credited)|is (?:in|here|back)|reached|hit|went in|showed up)\b|\b(?:don|has|have|'s|did)(?: now| just| finally)? (?:see|seen|get|got|receive|received|collect|collected)(?: all)? (?:(?:the|my|his|her|our|your|their) )?{_SUM}\b|\b(?:got|received|have had)(?: all)?(?: of)? (?:my|the|our) (?:full )?{_SUM}\b"
)
_NOT_CAME: Final = regex(
    r"一半|部[分份]|[没沒冇未不少只才但吗嗎呢?？]|[还還](?![款])|什么|多少|[几幾]|如果|要是|\b(?:not|no|never|but|only|if|when|until|once|has it|did|half|part|still|yet|however|short)\b|n't"
)


def money_came(text: str) -> bool:
    """Whether the text says that the money is there, and nothing against it."""
    # The second character of 刚才 is no "only".
    said = re.sub("[刚剛]才", "刚刚", plain(text))
    return weight(text) <= _PAID_REMARK and bool(_CAME.search(said)) and not _NOT_CAME.search(said)


_PRAISE_WORDS: Final = regex(
    r"\b(?:great|brilliant|lovely|amazing|wow|bravo|well done|congrat\w*|thank(?:s| you)|fabulous|fantastic|wonderful|perfect|nice (?:job|work|one)|awesome|superb|excellent|good job|impressive|kudos|top notch|five stars)\b"
    r"|[谢謝]{2}你|感[谢謝]|多[谢謝]|[贴貼]心|一流|[厉厲]害|[颁頒][个個]?[奖獎]|[点點][赞讚]|[给給]力|真棒|太棒|真好|太好|了不起|佩服|[专專][业業]|好[评評]|[优優]秀"
)
#: What goes wrong, as whoever mocks tells it.
_MISHAP: Final = regex(
    r"\banother (?:\w+ )?(?:broken|cancell?ed|late|lost|cold|damaged|faulty|missed|failed|wrong|dead|delayed|dirty|ruined|no-show)\b|\b(?:broken|losing|ruin(?:ed|ing)|charged me|charging me|overcharg\w*|smashed|wrecked|destroy(?:ed|ing)|leak(?:s|ing|ed)|cold (?:pizza|food|meal|coffee|chips|tea|soup)|cancelled|hours late|days late|late again|lost (?:my|our)|wrong (?:order|item|size|colou?r) again|missed (?:it )?again|damaged|wast(?:ed|ing) (?:my|our)|ignor(?:ed|ing)|crash(?:es|ed|ing)|scratch(?:ed|ing)|stole|stolen)\b|\b(?:yet another|for the (?:second|third|fourth|fifth) time)\b"
    r"|漏(?:水|油|[电電]|了|得)|[坏壞](?:了|咗|掉|成)|(?:送|[弄搞摔剪做洗装裝修寄])(?:成|得|[坏壞丢丟]|[没沒]了|[错錯])(?!很?好)|一[滩灘]|[丢丟](?:了|咗|件)|[迟遲]到|又(?:取消|[坏壞漏晚停错錯])|爽[约約]|多[扣收]|[发發]霉|[馊餿]|碎(?:了|成|咗)|[毁毀](?:了|掉)|白等"
)
#: What was mended is praised in earnest.
_MENDED: Final = regex(
    r"\b(?:help(?:s|ed|ful|ing)?|sort(?:ed|ing)|fix(?:ed|ing)|repair(?:ed|ing)|replac(?:ed|ing)|refund(?:ed|ing)|resolv(?:ed|ing)|solv(?:ed|ing)|found|finding|return(?:ed|ing)|kind|patient|sent me a new|dealing|dealt|looking into|quick(?:ly)?|prompt(?:ly)?|despite|even though|rescued?|sav(?:ed|ing)|not|n't)\b|[帮幫]|解[决決]|修好|[换換]了|退了|[赔賠]了|找到|[处處]理|及[时時]|很快|耐心|[没沒不]"
)


def mocks(text: str) -> bool:
    """Whether the text praises what went wrong: "great job, another broken laptop"."""
    said = plain(text)
    return bool(_PRAISE_WORDS.search(said)) and bool(_MISHAP.search(said)) and not _MENDED.search(said)


_REMAINS: Final = regex(
    r"\b(?:do|should|must|shall|can) i (?:need to |have to )?do (?:anything|something)\b|\b(?:anything|what)(?: else)?(?: is)? (?:that )?(?:i|you|u) (?:need|should|must|have to|want)(?: to)? (?:do|send|provide|give|from (?:me|us))\b|\bwhat(?: else)? (?:do|did|will|would) (?:you|u|they) (?:need|want|require) from (?:me|us)\b|\b(?:need|want) (?:anything|something)(?: else| more)? (?:from|off) (?:me|us)\b|\banything (?:else|more)(?: that)? you (?:need|want|require)\b|\bwhat(?: else)? (?:do|should|must) i (?:need to |have to )?do (?:now|next)\b"
    r"|(?:[还還仲]|我)(?:[还還仲])?(?:需要|要|使|用)(?:我)?(?:再)?(?:做|提供|[准準][备備]|[补補交])(?:[些点點啲])?(?:什么|什麼|甚麼|啥|咩|乜)"
)


def asks_what_remains(text: str) -> bool:
    """Whether the text asks what is still to be done by the customer."""
    return weight(text) <= _PAID_REMARK and bool(_REMAINS.search(plain(text)))


_UNCHANGED: Final = regex(
    r"\bstill\b|\bnothing(?:'s| has| is)? (?:changed|happened|happening|new|different|moved)\b|\bno (?:change|different|better|progress)\b|^\W*(?:is|was) (?:that|this) (?:it|all|everything)\b|[还還]是(?:不|[没沒]|那|老|一)|仍[然旧舊]?|[没沒]?有?[变變]化|老[样樣]子|[没沒][变變]"
)


def is_unchanged(text: str) -> bool:
    """Whether a few words say that all is as bad as it was, or ask whether that was all."""
    return weight(text) <= _PAID_REMARK and bool(_UNCHANGED.search(plain(text)))


_WHO_ARE_YOU: Final = regex(
    r"\b(?:are|r) (?:you|u|ya)\b[^.!?]{0,20}\b(?:human|robot|bot|person|machine|ai|real)\b|\b(?:is (?:this|it|that|there)|am i|i'?m)\b[^.!?]{0,24}\b(?:human|robot|bot|person|machine|ai|chat ?bot)\b"
    r"|(?:你|您|[这這呢])(?:到底|究竟)?(?:是|係|系)(?:不是|唔係|唔系|咪)?[^,，。!！]{0,6}(?:[机機](?:器|械)人?|人工|真人|ai|bot)"
    r"|[你您](?:真的|到底|究竟)*(?:是|係|系)(?:不是|唔係|唔系|咪)?(?:活|真正?的|真嘅)?人(?:[吗嗎啊呀咩]|[来來]的|[嚟黎]|\W*$)"
    r"|\bwho (?:am i|is this i'?m|have i been) (?:talking|speaking|chatting|writing|texting|messaging|dealing) (?:to|with)\b|\bis (?:there )?any(?:one|body)(?: (?:even|actually|really|ever|at all))* (?:reading|looking at|listening to|seeing) (?:this|these|it|me|my)\b|(?:跟|同|和)我(?:在)?(?:[说說講讲]|[对對]|聊|傾|倾)[话話天偈計]?(?:[紧緊]|[着著])?(?:的|嘅)?(?:到底)?(?:是|係)(?:[谁誰]|[边邊][个個]|人|真)"
)
#: The same, suspected or found out: 你不会也是机器人吧, 怎么又变机器人了; and its plainest words.
_SUSPECTS: Final = regex(
    r"(?:你|您|[这這呢]|[对對]面)(?:[们們哋])?(?:[该該]?不[会會]|唔會|怕不|[难難]道|莫非|也|都|又|[还還]|其[实實]|[应應][该該]|可能|一定|肯定){1,4}(?:是|係|系)[^,，。!！]{0,4}(?:机器|機器|ai)"
    r"|(?:怎[么麼]|咋|[点點]解|[为為](?:啥|什[么麼]))(?:又|[还還]|都|老|[总總]|全)*(?:是|係|系|[变變換换]|跳|回)(?:成|回|返|到|[个個]|咗|了)*(?:机器|機器)人"
)
#: The question in its plainest words, of which every list of questions has an example.
ARE_YOU_ONE: Final = "你是机器人吗"
_HAN: Final = regex("[\u3400-\u9fff]")
_MACHINE: Final = regex("[机機](?:器|械)")
#: 你谁啊, and which of the machines that everybody has heard of.
_WHO_IS_IT: Final = regex(
    r"^\W*(?:(?:那|所以|[请請][问問]|喂)\W*)?(?:你|您|[对對]面)(?:到底|究竟|又)?(?:是|係|系)?(?:[谁誰]|哪位|哪[个個]|[边邊][个個位]|什[么麼](?:人|[东東]西|玩意儿?)|啥(?:人|[东東]西|玩意儿?)?|干啥的|干[嘛吗什][么麼]?的)(?:[来來][着著])?[啊呀呢嘛哦哇呐]*(?:[\s,，?？!！]+[^,，。!！?？\s]{0,6})?[?？!！]*$"
    r"|(?:你|您|[这這]|背后|[后後]面|[对對]面)[^,，。!！?？]{0,6}(?:chat ?gpt|gpt|deepseek|kimi|大模型|人工智能|文心一言|通[义義]千[问問])|^\W*(?:chat ?gpt|gpt|deepseek|kimi|文心一言|通[义義]千[问問]|豆包)(?:[还還]是|or)[^,，。!！]{2,12}$"
)
#: Whoever asks for somebody to talk to does not ask who answers.
_TO_TALK: Final = regex(r"\b(?:talk|speak|chat) (?:to|with)\b|\b(?:who|that) (?:can|could|will|would) help\b")
#: "Has anybody come yet?", while a person is awaited.
_JOINED: Final = regex(
    r"有(?:[没沒]有?|冇)?[^,，。]{0,2}(?:真人|人工|[专專]人)(?:客服)?(?:在|喺度|[来來嚟]|接|[进進]|了|咗|[吗嗎呀啊未没沒]|\W|$)|(?:真人|人工|[专專]人|同事)(?:客服)?(?:[来來嚟到在]|上[线線]|接|[进進])(?:了|咗)?(?:[吗嗎未]|[没沒]有?|\?|？)"
    r"|\b(?:has|is|are|have)(?: there)?(?: an?| any| your)? (?:person|human|colleague|agent|people|body|anyone|anybody|someone|somebody)(?: \w+)? (?:joined|here|there|on(?:line)?|come|with us|in (?:this|the) chat)\b"
)


def asks_who_speaks(text: str) -> str:
    """The question whether a person or a machine answers, without what is said besides; "" where it is not asked."""
    said = plain(text)
    if weight(text) <= _REMARK and (_SUSPECTS.search(said) or _WHO_IS_IT.search(said)):
        return ARE_YOU_ONE
    found = _WHO_ARE_YOU.search(said) if weight(text) <= _REMARK and not _TO_TALK.search(said) else None
    if found and _HAN.search(found[0]) and not _MACHINE.search(found[0]):
        # 你是真人 is too short to be like any example.
        return ARE_YOU_ONE
    return found[0] if found else ""


_WHAT_CAN_YOU: Final = regex(
    r"^\W*(?:咁|那|[请請][问問]|喂|所以|哈[喽囉]|[,，\s]){0,3}[你您妳](?:[们們哋])?(?:到底|究竟|其[实實]|又|都){0,2}(?:[会會識识]|能[够夠]?|可以|[帮幫][到得]){1,2}(?:[帮幫][到得]?)?我?(?:[做干幹嘛][啲些点點]?)?(?:什[么麼]|甚麼|咩|乜(?:嘢)?|啥|[干幹]嘛|嘛)(?:[啊呀呢㗎嘅的]|事情?|[东東]西|嘢){0,2}\W*$"
)
_WHAT_ARE_YOU_FOR: Final = "你能帮我做什么"


def asks_what_you_do(text: str) -> str:
    """The question what we are here for, in plain words; "" where it is not asked."""
    return _WHAT_ARE_YOU_FOR if weight(text) <= _REMARK and _WHAT_CAN_YOU.search(plain(text)) else ""


def asks_who_is_there(text: str) -> bool:
    """Whether it is asked who answers, or whether the person who was called has come."""
    return bool(asks_who_speaks(text)) or (weight(text) <= _REMARK and bool(_JOINED.search(plain(text))))


_FEARS: Final = regex(
    # Who is shown my data?
    r"(?:[资資]料|[个個][资資]|[电電][话話]|姓名|名字)[^,，。!！]{0,4}(?:[给給俾畀让讓]|外流|[泄洩])[^,，。!！]{0,4}(?:[谁誰]|[边邊][个個])|(?:[资資]料|[个個][资資])[^,，。!！]{0,4}[会會](?:不[会會]|唔[会會])?[^,，。!！]{0,3}(?:[给給俾畀让讓]|外流|[泄洩])[^,，。!！]{0,4}(?:[别別]人|其他人|外人|店家|老[板闆])[^,，。!！]{0,4}[吗嗎咩?？]|"
    r"(?:[会會]不[会會]|[会會]唔[会會]|[会會]否|是否[会會]|怕|[担擔]心|不?[会會](?=[^,，。!！]{0,16}[吗嗎吧?？]))[^,，。!！]{0,8}(?:[为為][难難]|[报報][复復]|[针針][对對]|穿小鞋|刁[难難]|[告][诉訴知](?:店|商|老[师師板闆]|[经經]理|他|佢|[别別]人|[对對]方)|知道是我|[找揾搵]我(?:的)?(?:麻[烦煩]|[晦霉]气|茬)|[区區][别別][对對]待|[连連]累|秋[后後]算[账帳]|拉黑)(?![^,，。]{0,4}了)|(?:[别別]|不要|唔好|不想|唔想)(?:[让讓]|[告][诉訴知]|[给給畀俾])[^,，。!！]{0,8}(?:知道|是我|係我)"
    r"|\b(?:will|would|can|could|might|won'?t|afraid|scared|worried|fear|don'?t want)\b[^.!?]{0,40}\b(?:(?:hold|held) (?:it|this|that)? ?against|take (?:it|this) out on|retaliat\w*|reprisals?|repercussions?|get (?:me|him|her|us|my \w+) in(?:to)? trouble|victimi[sz]\w*|blacklist\w*|punish\w*|treat(?:ed)? (?:me|us|him|her|my \w+)? ?(?:worse|differently|badly))\b"
    r"|\b(?:will|would|can|could|might|is|are|am|afraid|scared|worried|gonna|going to)\b[^.!?]{0,40}\b(?:ban(?:ned)?|blocked|block|suspend(?:ed)?|kick(?:ed)? out|throw(?:n)? (?:me )?out|clos(?:e|ed)|cancel(?:led)?|lose my \w+|evict(?:ed)?|fire(?:d)?)\b[^.!?]{0,24}\b(?:for|because|if|after) (?:i |of )?(?:my |this |the )?(?:complain\w*|speaking up|reporting)"
    r"|(?:投[诉訴]|客[诉訴])[^,，。!！]{0,10}(?:[会會]不[会會]|[会會]唔[会會]|[会會]否|是否[会會]|[会會])[^,，。!！]{0,6}(?:封(?!面)|[凍冻][结結]|拉黑|取消|退[学學]|[开開]除|[赶趕]|解[约約雇僱])"
    # "Will he see that it was me?", "can I stay nameless?"
    r"|(?:怕|[担擔]心|[会會])[^,，。!！]{0,10}(?:知道?|[看睇]到|[发發][现現])[^,，。!！]{0,2}?(?:是|[係系])?(?:我(?:投|客|[講讲说說告舉举檢检])|[谁誰邊边][個个]?(?:投|客|[講讲说說告舉举檢检])|我的?(?:名|[個个]人|[資资]料))"
    r"|[会會][^,，。!！]{0,6}(?:跟|同|和|[告][诉訴知])[他她佢][^,，。!！]{0,3}(?:是|[係系])我|(?:可以|能|可唔可以|可不可以|能不能|可否|想|要)匿名|(?:不|唔)(?:想|要|[愿願]意?|方便)(?:具|留|署|俾|報|报)名|匿名(?:就好|[处處]理|投[诉訴])|匿名[^,，。]{0,6}[吗嗎?？不]|^\W*我?(?:想|要|就|[选選][择擇])?匿名(?:投[诉訴]|[举舉][报報]|[处處]理|就[好行]|吧|[哈啊])*\W*$|(?:不|唔)(?:想)?留(?:真?名|姓名|名字)[^,，。!！]{0,2}(?:可以|行|得|好)[^,，。!！]{0,2}$|[会會][不唔][会會][^,，。!！]{0,3}影[响響]到?(?:我(?:$|\W|的?[個个]?(?:仔|女|孩|[兒儿]子))|[個个][仔女]|孩子|小孩|成[绩績])"
    r"|\b(?:stay|remain|be|keep (?:me|it|this)|complain)(?: \w+)? anonymous(?:ly)?\b|\banonymous(?:ly)?\b[^.!]{0,20}\?"
    r"|\b(?:don'?t|do not|without) (?:you )?(?:tell|let)(?:t?ing)? (?:the |my |them|him|her|your )(?:\w+ )?(?:know )?(?:that )?(?:it'?s me|it was me|it is me|who|about me|my name|i complained)\b|\bwill (?:they|the \w+|he|she|my \w+) (?:know|find out|see|be told) (?:that )?(?:it'?s me|it was me|who|my name|i complained)\b|\b(?:will|would|does|do|is|are|can)\b[^.!?]{0,12}\b(?:my|our) (?:name|details|identity|number|address|complaint)s?\b[^.!?]{0,12}\b(?:given|passed(?: on)?|shown|told|shared|disclosed|revealed|handed|sent on|visible|go) to\b"
)
#: Somebody must not have the customer's number, address or name.
_KEEP_FROM: Final = regex(
    r"\b(?:don'?t|do not|never|without) (?:you )?(?:ever |please )?(?:giv(?:e|ing)|pass(?:ing)?|tell(?:ing)?|shar(?:e|ing)|show(?:ing)?|send(?:ing)?|let(?:ting)?)\b[^.!?]{0,30}\b(?:(?:him|her|them|driver|rider|seller|landlord|neighbou?r|manager|shop|staff|man|guy|anyone|anybody)\b[^.!?]{0,12}\bmy|my)\b[^.!?]{0,12}\b(?:numbers?|address|name|phone|details|e-?mail)\b"
    r"|(?:(?<![特个區区分级])[别別]|(?<!要)不要|(?<!能)不能|[请請]勿|唔好)(?:把|[将將])?[^,，。!！]{0,12}(?:我(?:的|嘅)?|[电電][话話]|名字?|地址)[^,，。!！]{0,8}(?:告[诉訴]|[给給俾畀]|透露|[泄洩]露|[讲講])[^,，。!！]{0,4}(?:他|她|佢|司[机機]|[骑騎]手|店|[对對]方|房[东東]|老[师師板闆]|人|知)"
    r"|(?:(?<![特个區区分级])[别別]|(?<!要)不要|(?<!能)不能|[请請]勿|唔好)(?:告[诉訴]|[给給]|俾|畀|透露[给給]?|[讓让]|[讲講][给給俾]?)(?:他|她|佢|司[机機]|[骑騎]手|店[家主员員]?|[对對]方|房[东東]|老[师師板闆]|任何人|[别別]人)(?:[们們哋])?(?:知道?)?[^,，。!！]{0,3}我[^,，。!！]{0,3}(?:[电電][话話]|[号號][码碼]|名|地址|[资資]料|住)"
)
_FEAR: Final = 80


def fears_reprisal(text: str) -> bool:
    """Whether the text asks, or asks us to see to it, that nobody gets back at the customer for complaining."""
    said = plain(text)
    return weight(text) <= _FEAR and bool(_FEARS.search(said) or _KEEP_FROM.search(said))


_NAMELESS: Final = regex(r"匿名|(?:不|唔)(?:想)?留(?:真?名|姓名|名字)")
_SECRET: Final = regex(
    r"(?:[别別]|不要|不想|唔好|唔想|不能)(?:[让讓]|[告][诉訴知]|[给給畀俾])[^,，。!！?？]{0,8}(?:知道|是我|[係系]我)"
)


def wants_secrecy(text: str) -> bool:
    """Whether somebody is not to learn who complained: whoever works on it has to know that."""
    return wants_kept_from(text) or wants_nameless(text) or bool(_SECRET.search(plain(text)))


def wants_nameless(text: str) -> bool:
    """Whether the customer leaves no name: nor are they asked how to be reached."""
    return bool(_NAMELESS.search(plain(text)))


def wants_kept_from(text: str) -> bool:
    """Whether somebody must not learn the customer's number, address or name: whoever works on it has to know that."""
    return bool(_KEEP_FROM.search(plain(text)))


_CRY: Final = regex(
    r"[😭😢😞😔😡🤬😤💔😠😩😫🙁☹😥😰😣😖😿]|^\W*(?:唉+|哎+|哎呀|诶|欸|嗚+|呜+|u+gh+|sigh|argh+)\W*$", re.I
)
_SOUND: Final = regex(r"唉|哎|呀|诶|欸|嗚|呜|u+gh+|sigh|argh+", re.I)


def is_cry(text: str) -> bool:
    """Whether the text is a sigh or tears, and no word."""
    return len(text) <= _FEAR and bool(_CRY.search(text)) and not weight(_SOUND.sub("", text))


#: Anger put as a question, to which nobody expects an answer: "what sort of attitude is that?", 當我白痴嗎.
_ABOUT_US: Final = r"(?:[這这那]|你[們们哋]?|貴(?:公司|店)|[到究]底|究竟|[請请]問|真的?|係咪|是不是|[還还]|啊|喂|大佬|都|[給给]我|\W){0,6}"
_OUTCRY: Final = regex(
    rf"{_ABOUT_US}(?:"
    r"(?:是|算|係)?(?:什[麼么]|甚麼|咩|啥|乜嘢?)(?:鬼|[爛烂])?[態态]度|(?<=[這这們们哋])(?:是|算|係)?(?:什[麼么]|甚麼|咩|啥|乜嘢?)(?:鬼|[爛烂])?(?:服[務务]|公司|道理|店)"
    r"|[有是]?(?:[這这][樣样]|咁[樣样]?)(?:做生意|[對对]待?(?:客人?|客[戶户]|[顧顾]客|消[費费]者|人)|做事)|(?:[覺觉]得)?(?:[这這][樣样]|咁[樣样]?)?(?:合理|像[話话]|好意思)(?=[嗎吗咩?？])"
    r"|有(?:冇|[沒没]有?)?(?:搞[錯错]|良心|天理|王法|在做事|在[聽听])|咁都得|(?:係咪)?玩嘢|耍我|[開开]玩笑|(?:是不是|係唔係|都)?(?:[當当]|[以][为為]|[覺觉]得)(?:我|俺|我[们們哋]|老子)(?:是|很|都)?(?:好[欺骗騙惹]負?负?|人傻|猴|韭菜|白[痴癡]|傻(?:子|[逼嘅㗎瓜])?|盤子|塑[膠胶]|空[氣气]|水[魚鱼]|冤大[頭头])"
    r"|搞(?:什[麼么]|乜嘢?|咩)(?:鬼|[東东]西|[飛飞][機机])?|(?:是)?在(?:哈[囉啰]|[幹干]嘛|搞什[麼么])|可以(?:[这這][樣样]|咁[樣样]?)(?=[的㗎])|黑人[問问][號号]"
    r"|(?:are you|r u) (?:kidding|joking|serious|having a laugh)(?: me)?|is (?:this|that) (?:a|some(?: kind of)?) joke|what (?:kind|sort) of (?:service|company|attitude|joke) is (?:this|that)|seriously|how is (?:this|that) (?:fair|right|ok(?:ay)?|acceptable|legal)|do you (?:even|actually) care|what the (?:hell|heck)"
    r")(?:的|啊|呀|㗎|嘅|嘛|[嗎吗]|咩|呢|喔|哦|吧|了|是不是|[對对]不[對对]|\W)*",
    re.I,
)


def is_outcry(clause: str) -> bool:
    """Whether a clause is anger put as a question."""
    return len(clause) <= _FEAR and bool(_OUTCRY.fullmatch(clause.strip()))


def is_mark(text: str) -> bool:
    """Whether the text is a question mark or dots alone."""
    return bool(re.fullmatch(r"[\s?？!！.。…·]{0,20}[?？.。…·][\s?？!！.。…·]{0,20}", text))


_PROOF: Final = r"(?:[发發]票|收[据據]|小票|照片|相片|[图圖]片|截[图圖屏]|[视視][频頻]|影片|[录錄][音像]|[凭憑][证證]|[证證][据據]|聊天[记記][录錄]|文件|[张張]相)"
_HOW_TO_SEND: Final = regex(
    rf"{_PROOF}[^。!！]{{0,8}}(?:咋|怎么|怎麼|怎[样樣]|如何|[点點](?:样|樣)?(?:[传傳]|[发發]|send|[给給畀俾])|算不算|算唔算|行不行|可以[吗嗎么]|能不能|[发發传傳][给給到][哪边邊][里裡儿兒度]?|要不要|[发發传傳]哪)|(?:咋|怎么|怎麼|如何|點樣|点样)[^,，。!！]{{0,4}}(?:[发發传傳交补補]|[给給][你您])[^,，。!！]{{0,6}}{_PROOF}"
    r"|\b(?:how|where)\b[^.!?]{0,20}\b(?:send|upload|attach|submit|post|share|add|give)\b[^.!?]{0,20}\b(?:photos?|pictures?|pics?|videos?|receipts?|invoices?|screenshots?|files?|evidence|proof|documents?|it|them)\b|\b(?:does|do|would) (?:a |an |the |my )?(?:video|photo|picture|screenshot|recording|receipt)s? count\b"
)


def asks_how_to_send(text: str) -> bool:
    """Whether the text asks how a picture or a paper reaches us, or whether it counts."""
    return weight(text) <= _FEAR and bool(_HOW_TO_SEND.search(plain(text)))


#: Done wrong by those who were paid to do it; what one mistyped oneself is none.
_DONE_WRONG: Final = regex(
    r"(?<!我)(?<!自己)(?<!小心)(?<!手抖)(?<![刚剛]才)(?<!打字)(?:[写寫刻印喊念唸读讀登播排缝縫绣繡剪染拍装裝安送贴貼拿抱收葬埋摆擺做]|叫|[认認])(?:[错錯混反漏])(?!人了)|(?:[写寫]|刻|印|弄|搞|[装裝])(?:[丢丟掉没沒][了咗]|混了|反了)"
    r"|(?:少|多|漏|短)(?:找|算|[给給]|[補补])(?:了|咗)?(?:我|俺|咱)(?![麻碴茬来來]|的?事)|找(?:少|[错錯])(?:了|咗|[钱錢])"
    r"|被(?:[别別其][人他]|人家?|其他人|陌生人|[别別]家|第二個)?(?:占(?![卜星])|佔|[卖賣]|[挖霸]|用(?:了|咗)|住(?:了|咗))"
    r"|\b(?:spel(?:t|led)|written|wrote|printed|engraved|carved|read out|announced|called|sewn|cut|dyed|buried|hung|put up|delivered|made)\b[^.!?]{0,40}\b(?:wrong(?:ly)?|backwards|upside down|incorrect(?:ly)?|misspel\w+)\b|\bmisspel\w+\b|\bby the wrong name\b|\bmixed up (?:my|our|the|his|her)\b|\bsome(?:one|body) else(?:'s been|'s| is| was| has| had| got)\b[^.!?]{0,24}\b(?:in|on|my|our|his|her|their)\b[^.!?]{0,24}\b(?:plot|grave|room|seats?|table|bed|space|place|slot|locker|urn)\b|\b(?:my|our)\b[^.!?]{0,30}\b(?:was|were|has been|have been|been|got)\b (?:given away|given to|sold to|let to|double[- ]booked|taken by)\b"
)


def is_done_wrong(text: str) -> bool:
    """Whether the text says that somebody wrote, said, placed or gave away wrongly what was ours to do."""
    return weight(text) <= _REMARK and bool(_DONE_WRONG.search(plain(text)))
