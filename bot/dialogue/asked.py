"""Questions of the customer's own in the middle of ours: what an order number is, how a photo is sent, how it goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.dialogue import forms, requests
from bot.dialogue.ask import CHANGEABLE, ask_next, open_question, options, put
from bot.dialogue.besides import clauses
from bot.dialogue.news import asks_how_to_send, asks_what_remains
from bot.dialogue.phrases import weight
from bot.dialogue.refusals import none_of
from bot.dialogue.remarks import is_put_off, is_short, plain
from bot.dialogue.sayings import remedy_in, wants_call
from bot.dialogue.slot_words import SLOTS
from bot.dialogue.talk import Talk
from bot.regex import regex

#: A question is short; what is longer tells.
_LONGEST: Final = 64
#: What a question may stand beside, at most.
_MESSAGE: Final = 160
#: From this weight what stands beside a question says something.
_BESIDES: Final = 4

#: What is meant by a question of ours, where it is found, what it is for.
_WHAT: Final = regex(
    r"^\W*(?:那|[这這]|你|[请請]问|請問|不好意思)*(?:什么|什麼|甚麼|啥|咩|乜(?:嘢)?)(?:叫|是|係|系|為|为)(?!什么|[没沒])|(?:[号號][码碼]?|[单單]|[个個]|[这這那]|人[员員]|地[点點]|[诉訴]求|金[额額])(?:到底)?(?:是|係|系)(?:什么|什麼|甚麼|啥|咩|乜|[个個]啥)(?:玩意|[东東]西|意思|[来來嘢鬼])?(?:[儿兒啊呀呢嘛\W]|$)|(?:什么|什麼|甚麼|啥|咩|乜)意思|(?:不|唔|听不|聽不)(?:明白|懂)(?:你)?(?:[问問]|[说說]|[这這])?"
    r"|(?:[号號][码碼]?|[单單]|[这這那][个個]|[东東]西)(?:要|[应應][该該])?(?:在|去|喺|到|從|从)?(?:哪|[边邊]度|[边邊])[里裡裏儿兒]?(?:有|看|找|查|睇|搵|揾)?|(?:怎么|怎麼|咋|如何|點樣|点样|去哪)(?:找|看|查|睇|搵|揾)(?:到)?[^,，。]{0,6}(?:[号號]|[单單])|(?:[问問]|要|填|留|[写寫])[^,，。]{0,4}(?:[这這]|[单單][号號]|[电電][话話]|手[机機]|[号號][码碼]|[联聯][络絡系]方式)[^,，。]{0,3}(?:[干幹][嘛啥]|[幹干][什甚][么麼]|做什么|做什麼|做[咩乜]|有什么用|有什麼用|有啥用|有咩用)|[凭憑](?:什么|什麼|啥|咩|乜)[^,，。]{0,6}(?:[电電][话話]|手[机機]|[号號][码碼]|[联聯][络絡系]方式|[邮郵電电][箱邮郵])|(?:为什么|為什麼|点解|點解|为啥|為啥)(?:要|[问問])"
    r"|\bwhat(?:'?s| is| do you mean(?: by)?| does)(?: an?| the| that| this| your)? ?(?:order number|order no|reference|booking number|staff number|that|this|it|you mean|mean)(?: mean)?\W*$|\bwhat (?:order|booking|reference|number) (?:number )?do you mean\b|\bwhat do you mean\b|\bwhere (?:do|can|would|will|should) i (?:find|see|get|look(?: for)?) (?:it|that|the|my|this)(?: (?:order|booking|reference|number|no))?|\bwhere is (?:it|the order number|the number)(?: written| shown)?\W*$|\bwhy (?:do|would|are) (?:you|u) (?:need|want|ask(?:ing)?)|\bwhat(?:'?s| has| does) (?:my|the|an?|that) [\w ]{2,20} (?:got to do|to do|have to do) with\b|\bwhy (?:should|would|do|must) (?:i|we) (?:need|have to give|give|need to give)(?: you)? (?:an?|my|the|any|some) (?:order|booking|staff|reference|receipt|phone|number|e-?mail|contact|name)\b|\bwhy would (?:i|we) have (?:an?|the|any) (?:order|booking|staff|reference|receipt)\b|\bwhat (?:do|would) (?:you|u) (?:need|want) (?:my|a|the) (?:\w+ )?(?:number|phone|e-?mail|contact details)(?: for)?\b|\b(?:don'?t|do not) (?:understand|get) (?:the |your |this |that )?(?:question|what you)|\bwhat (?:was|is|were) (?:the|your|that)(?: last)? question(?: again)?\b|\bwhat (?:did you|was it you|were you|are you) (?:just |even |actually )?(?:ask(?:ed|ing)?)(?: (?:me|for))?(?: again)?\W*$|\b(?:repeat|rephrase|say|ask)(?: me)? (?:the|that|your|it)(?: question)? again\b|\b(?:repeat|rephrase) (?:the|that|your) question\b|(?:[刚剛]{2}|[刚剛]才|[头頭]先)?你(?:[刚剛]{2}|[刚剛]才|[头頭]先|是)*[问問](?:我)?(?:的)?(?:是)?(?:什[么麼]|甚麼|啥|咩|乜嘢?)(?:[来來][着著])?[啊呀呢\W]*$"
)
#: Whether the thing that is asked for is this or that.
_IS_IT: Final = regex(
    r"^\W*(?:是不是|就是|係咪|即係)(?=[^。!！]{0,16}[单單号號码碼])[^。!！]{2,24}[吗嗎吧咩呀么麼?？]|\b(?:do you mean|is (?:that|it) the|you mean the)\b"
    # Which of two.
    r"|^[^\d]{0,24}(?:上面|上|[里裡裏]面?|入面|[开開][头頭]|[结結]尾)(?:的|嘅|[嗰那])?[个個串条條]?(?:[号號][码碼]?)?[,，\s]?(?:[还還]是|定[係系]|抑或|定)[^\d]{2,24}$|\b(?:is (?:it|that)|do you (?:want|need)|you (?:want|need)|which(?: one)?)\b[^\d]{2,40}\bor\b[^\d]{2,40}[?？]"
)
#: Of several things one is to be named: which?
_WHICH: Final = regex(
    r"^\W*(?:是|[係系])?(?:哪|[边邊])(?:一)?[样樣个個件款台部张張只隻项項](?:先|呢|啊|呀){0,2}(?:[,，。?？]|$)|(?:要|[问問]|[说說]|[讲講]|指|想知)[^,，。]{0,3}(?:哪|[边邊])(?:一)?[样樣个個件款台部张張只隻项項][^,，。]{0,3}\W*$|\bwhich (?:one|item|of (?:them|the two|these))\b[^.!]{0,24}[?？]|\bwhich (?:one|item) (?:do|did|would|are) you\b"
)
#: How to send: beside the words of files, which are plain after that question.
_HOW: Final = regex(
    r"(?:怎么|怎麼|怎样|怎樣|咋|如何|[点點](?:样|樣)?)(?:才能)?(?:[发發]|[传傳]|send|上[传傳]|[给給畀俾]|弄[上来過过])|(?:[发發]|[传傳])(?:去|到|[给給])?(?:哪|[边邊])|\b(?:how|where)(?: do| can| should| would| to)?(?: i| we)? (?:send|upload|attach|share|put|e-?mail)\b"
)
#: What can't be photographed.
_NO_PICTURE: Final = regex(
    r"(?:怎么|怎麼|咋|[点點](?:样|樣)?|如何)(?:能|可以)?(?:拍|影|照)(?!.{0,6}[给給发發])|(?:拍|影|照)(?:不|唔)(?:了|到|出|[来來])|\b(?:how (?:do|can|could|would) (?:i|you|anyone) (?:photograph|take a (?:photo|picture)|film)|can'?t (?:photograph|take a (?:photo|picture) of)|you can'?t (?:see|photograph))\b"
)
#: Somebody will send it some time, may they?
_LATER: Final = regex(
    r"(?:晚[点點些上]|明[天儿兒日早晚]|[后後]天|[等待][会會下我到]|一?[会會][儿兒]|回[头頭去家]|[过過](?:[会會]|[两兩]天|[几幾]天)|下班|[迟遲]啲|聽日|听日|[之以][后後]|周末|週末)[^。!！]{0,12}(?:[发發传傳补補给給拍畀俾send])|\b(?:later|tomorrow|tonight|after work|when i(?:'m| am| get) home|at the weekend|my (?:daughter|son|wife|husband|friend|mum|dad) (?:can|will|could)|can (?:my|she|he))\b"
)

_DOING: Final = r"(?:[处處]理|解[决決]|回[复覆]|答[复覆]|[办辦]|搞[定好]|[结結]果|[联聯][系繫絡络]|退[款钱錢]?|到[账帳]|上[门門]|[来來](?:人|修)|有人|派人|打[给給俾電电來来]|通知|可?提供|更正|完成|寄[出送發发]|[開开]立|好(?=[啊呀呢㗎]?[?？]|[啊呀呢㗎]?$)|回[话話音信应應我]|[说說]法|[准準](?:[话話信])|消息|音[信讯訊]|[动動][静靜]|交代|[覆答]我)"
_WHEN: Final = r"(?:多久|[几幾]耐|多[长長][時时][间間]|(?<!好)[几幾][天日](?![了啦喇都])|多少[个個]?(?:工作)?[日天]|什么[时时]候|什麼時候|啥[时時]候|啥辰光|[几幾][时時點点]|何[时時]|(?:[几幾][号號]|哪[天日])(?=[能會会可才给給回答有]))"
#: How our work goes: when, by whom, what comes next, whether here.
_COURSE: Final = {
    "here": regex(
        r"(?:投[诉訴]|客[诉訴])(?:是|就)?(?:在|喺)(?:[这這]|呢)[里裡裏儿兒度]?[^,，。]{0,6}(?:[吗嗎么麼?？]|[说說弄填办辦搞]|$)|(?:在|喺)(?:[这這]|呢)[里裡裏儿兒度](?:可以|能)?(?:投[诉訴]|[说說])[^,，。]{0,4}[吗嗎?？]|\b(?:is (?:this|it) (?:the (?:right )?place|where (?:i|you|we)) .{0,24}(?:complain|moan|grumble|whinge|rant|vent|report)|(?:can|do) i (?:make a )?complain(?:t)? here|am i in the right place)\b"
        r"|^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear (?:all|team|sirs?|sir or madam)|there|team|please|quick question)\W+){0,4}(?:(?:how|where|to whom) (?:do|can|could|should|would|must|may) (?:i|we)|how (?:does one|to)|where to) (?:go to |please )?(?:complain|(?:make|file|lodge|raise|submit|send|register|place|put in|address|e-?mail) (?:a|an|my|our|the)(?: formal| official)? complaint(?: to)?)(?: here| to you| with you| please)?\W*$"
        r"|^\W*(?:(?:你好|您好|早|[请請][问問]|想[问問](?:一下|下)?|我(?:想|要))\W*){1,4}(?:怎[么麼]样?樣?|如何|[点點][样樣]?|(?:在|去|到|喺)?(?:哪[里裡裏儿兒]?|[边邊]度))(?:可以|才能|去|能)?(?:投[诉訴]|客[诉訴]|提交?投[诉訴])(?:啊|呢|呀|吖)?\W*$"
    ),
    "who": regex(
        r"(?:归|歸|由|是)?(?:哪|[边邊])(?:[个個一])?(?:部[门門]|[单單]位|科室|同事)[^,，。]{0,4}(?:管|[处處]理|[负負][责責]|跟|[办辦])?|(?:归|歸|由)(?:[谁誰]|[边邊][个個])(?:管|[处處]理|[负負][责責])|\b(?:which|what) (?:department|team)\b|(?:^\W*(?:(?:and|so|but|ok|okay|please|then|also|well) ){0,3}|\b(?:know|me|wonder\w*|idea|see|sure|ask\w*|tell|then|is it|please|and|so) )who(?:'s|s)? (?:will|is going to|gets? to (?:decide|see|read)|deals?|decides?|handles?|reads? (?:this|these|it)|looks? (?:at|into|after)|is (?:coming|handling|dealing)|(?:is )?(?:in charge|responsible for (?:this|it|my)|handling|dealing with (?:this|it|my)))\b|\b(?:what(?:'?s| is)|give me|tell me|have|know)(?: \w+)? names? of (?:who(?:m?ever|m?so)?|the (?:person|one|colleague|agent|handler|member of staff))\b"
    ),
    "time": regex(
        rf"(?:[处處]理|回[复覆]|答[复覆]|受理)(?:的)?(?:[时時]限|[时時][间間]|[时時]效|[周週]期)|{_WHEN}[^,，。]{{0,6}}{_DOING}|前(?:可以|能|[会會]|可唔可以|能不能){{1,2}}[^,，。]{{0,3}}{_DOING}[^,，。]{{0,6}}[吗嗎?？]|{_DOING}[^,，。]{{0,6}}(?:{_WHEN}|[几幾][号號日](?![\u3400-\u9fff]))|(?<![a-z])sla(?![a-z])[^,，。]{{0,6}}(?:多|[几幾]|什|怎)"
        r"|^\W*(?:[还還]|大概|一般|得|要|需要|那){0,3}(?:等)?(?:多久|多[长長][时時][间間]|[几幾]天)[啊呀呢嘛]?\W*$"
        r"|(?:搞唔搞得|[趕赶嚟]唔[趕赶嚟]得|[整修]唔[整修]得)(?:[掂定切及好]|[来來]得及)|[来來]不[来來]得及"
        r"|[会會](?:再)?(?:[跟同和給给俾畀]|通知|告[訴诉知])返?我[^,，。]{0,8}(?:[結结]果|[進进][度展]|怎[麼么樣样]|[點点][樣样])[^,，。]{0,4}(?:[嗎吗咩?？]|[還还]是|定係)"
        r"|\b(?:how long|whens?|how soon|how quickly|what day)\b[^.!?]{0,40}\b(?:take|takes|refund|paid|revert|reply|answer|hear|money|sort|deal|call|complaint|complaints|resol\w+|fix\w*|repair\w*|replac\w*|restor\w*|reinstat\w*|revers\w*|come|back|get|response)\b|\bwhat(?:'?s| is| would be)? (?:your|the|my) (?:\w+ ){0,2}(?:deadline|(?:response|reply|answer|resolution) (?:date|time)|turn ?around|time ?frame|time ?scale)\b|\b(?:by|on|before) (?:what|which) (?:date|day|time)\b|\bwhat date (?:will|do|can|should)\b|\bis (?:someone|somebody|anyone|anybody|an engineer|the engineer) (?:actually |even |ever )?(?:coming|going to come|on (?:the|their|his|her) way)\b|\bhow long (?:is|does|will|would|do) (?:it|that|this|these things)\b|\b(?:will|can|do|could) (?:you|i|someone|anyone|somebody) (?:reply|answer|get back|call|hear|respond|let me know|get an answer)\b[^.!?]{0,24}\b(?:before|by|today|tomorrow|this week|monday|tuesday|wednesday|thursday|friday|soon|time)\b"
    ),
    "way": regex(
        r"\bhow (?:will|would|do|can|are|am|shall) (?:you|i|we|ye|u)(?: going to| gonna| then| actually)? (?:know (?:when|if|whether|what|that|who)|let (?:me|us) know|tell (?:me|us)|contact (?:me|us)|reach (?:me|us)|get (?:back to|hold of|in touch with) (?:me|us)|reply|hear(?: back)?|be told|find out|get (?:the|your|an|my) (?:answer|reply|response))\b"
        r"|\b(?:will|would|can|could) (?:you|ye|u|some(?:one|body)|any(?:one|body)) (?:please |also )?let (?:me|us|her|him|them) know\b|\b(?:will|would|do) (?:i|we) (?:be (?:told|informed|notified|contacted)|hear (?:from you|about it|when))\b|\b(?:will|do|would) (?:you|ye|u) (?:e-?mail|text|ring|phone|write to|message|send) (?:me|us|(?:me |us )?(?:an? )?(?:texts?|e-?mails?|letters?|sms|text messages?))\b|\bdo i (?:have to|need to|gotta|must i) (?:keep )?check(?:ing)? (?:here|back|in|this)\b"
        r"|(?:怎么|怎麼|怎[样樣]|如何|[点點][样樣])(?:才)?(?:[会會]|能)?(?:通知|告[诉訴]|[联聯][系繫絡络]|回[复覆])(?:到)?我|[会會](?:[发發](?:短信|短訊|簡訊|[邮郵]件)|寄信|打[电電][话話])(?:[给給畀俾]我)?(?:[吗嗎咩]|[?？])"
    ),
    "police": regex(
        r"(?:[该該要使需]|[应應][该該当當])(?:不|唔)?(?:[该該要使需])?[^,，。!！]{0,3}(?:[报報](?:警|案)|(?:[搵揾找叫]|打[给給俾畀]?)警察?)[^,，。!！]{0,4}(?:[还還]是|定[係系]?|抑或|[吗嗎咩?？]|$)"
        r"|\b(?:should|shall|must|do) (?:i|we)(?: \w+){0,3} (?:police|action fraud)\b"
    ),
    "next": regex(
        r"(?:接下[来來]|然[后後]|之[后後]|下一步|[后後]面)(?:呢(?![\u3400-\u9fff])|要?(?:怎么|怎麼|咋|如何|[点點])(?:[办辦]|弄|做|[处處]理)?|[会會]?怎[么麼样樣])|你[们們哋]?(?:打算|准[备備]|準備|想)(?:怎么|怎麼|如何|[点點]样?|咋)(?:[处處]理|解[决決]|[办辦]|[赔賠]|做|搞)|\bwhat (?:happens|will happen|comes) (?:next|now|then|after)\b|\bwhat(?:'?s| is| are)?(?: you| ye| u| your lot)? (?:going to|gonna|will you|planning to) (?:do|happen)\b|\bwhat will you do\b(?! with (?:my|his|her|our|their|the) (?:name|data|details|number|info\w*|address|photos?)\b)|\bwhat are the next steps\b"
    ),
    "may": regex(
        r"^\W*(?:咁|那|[请請][问問]|[直就][接]?|先|[给給俾帮幫]我|全部?)*(?:退|[换換]|[赔賠]|修|[补補]寄)[^,，。?？]{0,12}(?:得唔得|可唔可以|可不可以|行不行|好唔好|好不好|(?:可以|行|好|得|ok)[吗嗎咩])"
        r"|(?:能不能|可不可以|可唔可以|能否|可否|[会會]不[会會]|是不是(?:可以|能))(?:[给給帮幫]我?|[把将將][^,，。]{1,8}?|全[额額]|全部|直接|先|都){0,3}(?:退(?!出)|[换換]|[赔賠]|修|[补補][发發寄偿償送])|(?:能|可以)?退(?:[钱錢款货貨])?(?:不能|唔能|得唔得)|(?:[平][台]|商家|你[们們]|公司)?(?:[赔賠]不[赔賠]|退不退|[补補]不[补補]|[换換]不[换換])[给給]?[啊呀呢嘛]?[?？]?\W*$|(?:[赔賠]|[补補]|退)[^,，。!！?？]{0,12}是不是真的|(?:能|可以)(?:[给給帮幫]我?|[把将將][^,，。]{1,8}?|全[额額]|全部|直接|先|都){0,3}(?:退(?!出)|[换換]|[赔賠]|修|[补補][发發寄偿償送])[^,，。]{0,8}?(?:[吗嗎么麼嘛不]|[?？])\W*$|(?:能|可以)(?:全[额額])?(?:退|[换換]|[赔賠])[^,，。]{0,3}[吗嗎么麼?？]|\b(?:can|will|could|do|would|am) i (?:get|going to get|have|be (?:able to get|given)|entitled to)[^.!?]{0,12}\b(?:refund|money back|compensation|new one|replacement|exchange|it back)\b|\b(?:can|could|may) (?:i|we) (?:please |just |at least |maybe )?(?:get|have) (?:(?:an?|another) (?:different|new|other|proper|fresh|replacement|second)|another) (?!(?:appointment letter|copy|look|question|number|word|go|think|minute|chat)\b)\w+|\b(?:can|could|may|would it be possible (?:for (?:me|us) )?to|is it possible (?:for (?:me|us) )?to) ?(?:i|we)? ?(?:please |just |maybe )?(?:get|have|send|see|ask for|request) (?:some(?:one|body) else|a different (?:person|one|\w+))\b|\b(?:can|could|may) (?:i|we) (?:please |just |at least )?(?:get|have) [^.!?]{2,48} (?:refunded|replaced|repaired|exchanged|fixed|redone|moved|changed|swapped|cancelled|waived|reduced|returned)\b"
    ),
}


#: Whether the questions are at an end.
_IS_ALL: Final = regex(
    r"^\W*(?:(?:so|and|ok|okay) )?(?:is|was) (?:that|this) (?:it|all|everything|the lot)(?: you need| then| now)?\W*$"
)
#: "She cried when your driver refused to come back" asks nothing.
_WHEN_IT_WAS: Final = regex(
    r"^(?!\W*(?:(?:and|so|but|ok|okay|please|then|also|well),? ){0,3}(?:when|who|how|what)\b)[^?？]*\bwhen (?:i|we|he|she|they|it|you|the|your|my|our)\b[^?？]{0,40}\b(?:came|went|got|was|were|did|had|said|told|took|left|broke|rang|paid|sent|\w{3,}ed)\b"
)


#: What is wanted, put as a question: "could somebody else come?", 能不能把课往后延.
_ASKED_FOR: Final = regex(
    r"^\W*(?:那|就|[请請][问問]|你[们們哋]?|您|[贵貴][司店]|想[问問](?:一?下)?|我想|是不是|到底|[,，\s]){0,4}(?:能不能|可不可以|可唔可以|可否|能否|可以|可唔可|能|得唔得)(?!了|吗|嗎|的|行|[问問说說讲講]|吧)[^?？]{2,40}?(?:[吗嗎么麼嘛咩]|不(?:能|行)?|[啊呀呢吧]|[?？])\W*$"
    r"|^\W*[^?？]{2,30}(?:得唔得|可唔可以|行不行|可不可以)[呀啊㗎]?\W*$"
    r"|^\W*(?:(?:so|well|and|but|then|ok(?:ay)?|please),? )*(?:can|could|would|will) (?:you|i|we|someone|somebody)(?: (?:please|just|maybe|at least|also)){0,2} (?!(?:you|call|ring|phone|speak|talk|tell|explain|skip|ask|see|find|check|know|help|repeat|say|add|submit|file|complain|understand|believe|confirm)\b)[^?]{4,80}[?]?\W*$"
)
#: Of our questions, of people and of files it is no wish.
_NO_WISH: Final = regex(
    r"[问問说說讲講聊查看睇填]|[号號][码碼]?|[编編][号號]|跳[过過]|不(?:留|[给給])|[图圖照相]片|[视視][频頻]|截[图圖]|人工|真人|[电電][话話]|[联聯][系繫絡络]|什[么麼]|甚麼|多久|[几幾]|[怎咋]|[哪谁誰啥]|投[诉訴]|\b(?:photos?|pictures?|files?|person|human|manager|complaint)\b",
    re.I,
)


#: Somebody is to come and do it: no talk with a person is wanted.
_VISIT: Final = regex(
    r"\b(?:some(?:one|body) else|a different (?:guy|man|woman|person|one|engineer|driver|tutor|coach|carer|cleaner|nurse))\b(?! (?:to|who can|i can) (?:speak|talk|call|chat))|\b(?:some(?:one|body)|any(?:one|body)|an? (?:engineer|plumber|technician|electrician|nurse|carer|driver|fitter|cleaner|surveyor))(?: (?:please|just|maybe|at least|else|new))* (?:come|visit|be sent|fix|look at|collect|pick|replace|repair|deliver|change|empty|clean|check)\b"
)
#: What leads from something else to a question, or thanks before it.
_LEADS: Final = regex(
    r"(?:(?:\b(?:also|and|but|so|oh)\b|另外|[还還]有|[那请請]|[请請][问問]|所以呢?|[谢謝]{1,2}[侬你您]?|[\s,，.。?？]){1,8})$"
)


def heard(talk: Talk) -> bool:
    """Answer a question that stands alone; what stands beside one is left to be read, after the answer. False then."""
    frame, question = talk.top, open_question(talk)
    text = talk.text
    if frame is None or frame.form != forms.COMPLAINT or frame.about is not None or talk.turn.message.choice:
        return False
    if talk.turn.message.attachments or len(text) > _MESSAGE:
        return False
    found = course_asked(text) or _asked_for(talk, question)
    wished = found is not None and found[0] == "may"
    wished = wished and bool(talk.meaning.values.get("remedy") or _VISIT.search(plain(text)))
    if talk.meaning.intent in ("talk_to_human", "withdraw") and not wished:
        return False
    if question == "evidence" and _of_files(talk):
        return True
    if question in CHANGEABLE[1:] and _asks_what(talk, str(question)):
        return True
    if not frame.answers.get("description") or question in (None, "description"):
        return False
    if found is None and (asks_what_remains(text) or _IS_ALL.match(plain(text))) and not talk.meaning.priority_hints:
        # The open question says it.
        talk.say("status.unfiled")
        put(talk, str(question))
        return True
    if found is None or is_put_off(text):
        return False
    kind, asked = found
    if kind == "may" and not frame.answers.get("remedy"):
        # "Can I get my money back, or a new one?": what is asked so is wanted.
        remedy = talk.meaning.values.get("remedy") or remedy_in(text) or "other"
        tell(talk, kind, asked)
        talk.fill({"remedy": remedy, "remedy_text": text})
        if question == "remedy":
            ask_next(talk)
        else:
            put(talk, str(question))
        return True
    rest = _rest(text, asked)
    if weight(rest) < _BESIDES and not talk.meaning.values.keys() & {"phone", "email", "order_number"}:
        if talk.meaning.priority_hints and kind != "police":
            return False
        tell(talk, kind, asked)
        if kind == "may":
            # What is wanted besides is promised to be put down.
            talk.add(text)
        put(talk, str(question))
        return True
    tell(talk, kind, asked)
    talk.text = rest if weight(rest) >= _BESIDES else text
    talk.meaning = replace(talk.meaning, intent="add_information")
    return False


def tell(talk: Talk, kind: str, asked: str) -> None:
    """The business's own answer to it, where one is listed, else how it always goes."""
    if requests.listed_answer(talk, asked):
        return
    talk.say(f"course.{kind}")


def _asked_for(talk: Talk, question: str | None) -> tuple[str, str] | None:
    """A question that answers ours, what is to be done, in words that no remedy's name has."""
    text = talk.text
    if question != "remedy" or not is_short(text, _LONGEST) or talk.meaning.priority_hints:
        return None
    wish = _ASKED_FOR.match(plain(text)) and not _NO_WISH.search(plain(text)) and not wants_call(text)
    return ("may", text) if wish else None


def course_asked(text: str) -> tuple[str, str] | None:
    """The kind of a question how our work goes, and its clause; None where none is asked."""
    for clause in clauses(text):
        said = plain(clause)
        for kind, pattern in _COURSE.items():
            if is_short(clause, _LONGEST) and pattern.search(said) and not _WHEN_IT_WAS.search(said):
                return kind, clause
    return None


def _rest(text: str, asked: str) -> str:
    """What stands beside the question."""
    start = text.find(asked)
    before, after = text[:start], text[start + len(asked) :]
    after = re.sub(r"^[\s?？!！.。,，]+", " ", after)
    before = _LEADS.sub("", before)
    return f"{before}{after}".strip()


def _asks_what(talk: Talk, question: str) -> bool:
    """A question about our question: one sentence tells what is meant, and it stays open."""
    said = plain(talk.text)
    short = is_short(talk.text, _LONGEST) and not talk.meaning.values.keys() & {"order_number", "phone", "email"}
    if not short or talk.meaning.priority_hints or none_of(talk.text, question):
        return False
    own = (question == "order_number" and _IS_IT.search(said)) or (question == "product" and _WHICH.search(said))
    if not (own or _WHAT.search(said)):
        return False
    # "What is an order number?" may be asked of another question of ours.
    slots = () if own else CHANGEABLE[1:]
    named = next((slot for slot in slots if re.search(SLOTS.get(slot, "(?!)"), said)), question)
    talk.say(f"explain.{named}")
    talk.show(options(talk, question))
    return True


def _of_files(talk: Talk) -> bool:
    """How a picture is sent, that it comes later, that there can be none."""
    text, said = talk.text, plain(talk.text)
    if not is_short(text, _LONGEST) or talk.meaning.priority_hints:
        return False
    if _NO_PICTURE.search(said):
        talk.say("no_files")
        ask_next(talk)
    elif _LATER.search(said):
        talk.say("evidence.later")
        ask_next(talk)
    elif _HOW.search(said) or asks_how_to_send(text):
        talk.say("evidence.how")
        talk.show(options(talk, "evidence"))
    else:
        return False
    return True
