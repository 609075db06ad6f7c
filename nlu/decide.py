"""From probabilities and the moment of the talk to one intent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.messages import Context
from bot.regex import regex
from nlu.elsewhere import elsewhere, scolded
from nlu.patterns import Pattern
from nlu.persons import withheld
from nlu.rating import rating
from nlu.remedy import accuses
from nlu.renounced import MAY_COME
from nlu.rules import YES_NO
from nlu.unreached import unreached

#: Wishes that only a customer has, and characters of a demand that says no more.
_DEMANDED: Final = frozenset({"refund", "compensation", "exchange", "apology", "resend"})
_DEMAND: Final = 60
#: What was had here; a question about it asks.
_HAD_HERE: Final = Pattern(
    r"(?:在|喺|去|到)(?:你|您|妳|你们|你哋|贵)(?:家|店|间铺|这儿|这里|这边|度|呢度|那里|那边|门店|餐厅|酒店)[^,.;!?\n]{0,4}(?:买|购|订|点|吃|食|喝|饮|住|做|修|剪|染|烫|洗|办|租|充|拿|取)|(?:吃|食|喝|饮|买|点|用|穿|住|订)(?:了|咗|过|完|的|着)?(?:你|您|妳|你们|你哋|贵)(?:家|店)(?:的|嘅)?[\u3400-\u9fff]{2}"
)
#: Something of it is asked.
_ASKED: Final = regex(
    r"[吗么嘛呢咩][\s?!.]*$|[?]\s*$|^(?:请问|想问|问一下)|多少|几点|哪里|怎么|如何|好吃|推荐|^(?:can|do|does|is|are|what|when|where|how|which)\b"
)
#: Asks to be put through.
_PASSED_ON: Final = Pattern(
    r"转(?:接|人)|接(?:通|线|人)|(?:找|换|叫)(?:个)?(?:人工|真人|客服)|(?:跟|同|和|与)[^,.;!?]{0,8}(?:说|讲|谈|倾|聊|通话)|\b(?:speak|talk|chat|put me|pass me|connect|transfer|call me|ring me)\b"
)
#: There is no number, which opens an answer that goes on.
_NUMBERLESS: Final = regex(
    r"\W*(?:(?:well|sorry|oh|um+|er+|but|actually),? ){0,3}(?:(?:i|we) (?:(?:do ?n.?t|do not|never|didn.?t|haven.?t|have not) (?:have|had|get|got|given)(?: got)? (?:an?|any|one|the)|have no|got no)|there (?:is|was|isn.?t|wasn.?t) (?:no|an?|any)|no|without an?) (?:order|booking|reference|ref|case)? ?(?:numbers?|no\.?|ref|reference|id)\b(?! (?:is|was|it's))"
    r"|\W*(?:我|这个|呢个|根本|压根|就)?(?:没有?|冇|无|哪有|哪来)(?:什么|咩|乜|啥)?(?:订?单|编)号?码?(?=[,.;!?\s啊呀的啦喇])"
)
_ANOTHER: Final = Pattern(
    r"(?:另外|还有|再|另一|第二)[^,.;!?]{0,6}(?:投诉|件事|问题要)|(?:another|second|new|different|separate) (?:complaint|issue|problem|matter)|also (?:want|need|like) to complain"
)
#: Words that give a score, or change the one that was given, when nothing asks for it any more.
_RATES: Final = Pattern(
    r"(?:改|换|打|给|俾|畀|重新?|更正|修改|调)[^,.;!?]{0,8}(?:评分|分数|打分|评价|星级|星数)|(?:评分|分数|打分|评价|星级|星数)[^,.;!?]{0,8}(?:改|换|给|打|调|应该|变)"
    r"|(?:改|换|调|加|降|减|升)(?:成|为|到|做|返)?[^,.;!?]{0,4}(?:[1-5一二两三四五])(?:分|颗?星|粒星)|(?:还是|就|那就|其实)(?:给|打|俾|畀)[^,.;!?]{0,6}(?:[1-5一二两三四五])(?:分|颗?星|粒星)"
    r"|\b(?:change|raise|lower|correct|update|adjust|amend|edit|revise|bump)\b[^,.;!?]{0,24}\b(?:rating|score|stars?)\b|\b(?:make|change) (?:it|that|this) (?:to )?(?:an? )?(?:[1-5]|one|two|three|four|five)\b"
    r"|\bmy (?:rating|score)\b[^,.;!?]{0,16}\b(?:is|should be|to)\b"
)
#: What somebody settles for, or will wait for no longer; and a complaint that is given up all the same.
_SETTLES: Final = Pattern(
    r"(?:^|[\s,.;!]|还是|那|就)(?:全)?(?:退|换|修|赔)(?:[款钱费货])?(?:给我|俾我|畀我|了)?(?:吧|啦|算了)(?=$|[,.;!\s])|(?:退[款钱费货回]?|换[货新个一]?[个台部件]?|修[好理]?|赔[偿钱]?|道歉|补[寄发送]?|整好?|重[寄发做装])(?:给我|俾我|畀我)?(?:也|都|就|便|即)(?:可以|行|好|得|ok|算)"
    r"|(?:退[款钱费货]?|refund|回水|换[货新]?|赔[偿钱]?|cancel)(?:返|番|晒)?(?:给我|俾我|畀我)?(?:就)?算(?:啦|了|喇|囉|啰|罢)"
    r"|(?:不|唔|冇心机|没力气|没耐心|没耐性|懒得)(?:想|愿意?|能|可能|要|会)?(?:再|继续|咁|这么|这样|这麽|一直){0,3}(?:等|拖|耗|捱|忍)(?:落去|下去|你们|你哋)?(?:了|啦|喇|呀|啊|㗎|吖|$|[,.;!\s])"
    r"|\b(?:not|n't|never|tired of|sick of|fed up (?:of|with)|done|stop) (?:want(?:ing)? to |going to |like to |willing to |be |keep )?(?:wait(?:ing)?|hang(?:ing)? (?:about|around)|drag(?:ging)? (?:it|this) out)\b"
    r"|\b(?:just |simply )?(?:the |a |my )?(?:refund|replacement|repair|exchange|apology|voucher|money(?: back)?) (?:will do|would do|is fine|is ok(?:ay)?|is enough|then|instead)\b"
)
#: Somebody or something has come: neither a greeting nor a call for a person.
_HAS_COME: Final = regex(
    r"^\W*(?:(?:你们|你哋|贵司)?(?:的|家)?(?:那|这)?个?(?:师傅|维修工?|技工|工人|快递员?|骑手|司机|阿姨|月嫂|物业|警察|消防|救护车|医生|教练|老师|孩子|老人|我妈|我爸|人|狗|猫|货|东西|电|水|网))(?:都|也|已经|刚刚?|刚才|终于|又|是|自己){0,3}(?:来|到|上门|出来|下来|救出来|回来|回去|走|找到)(?:是来)?(?:过|了|咗)"
)
#: When something came or was bought, and nothing else: 昨天收到的.
_CAME_THEN: Final = regex(
    r"\W*(?:我|就|是|系|应该|大概|好像){0,3}(?:大?前|昨|今|琴|寻|上个?|这个?|本|礼拜|星期|周|月|[\d零一二三四五六七八九十]{1,4}[/月.])[^,.;!?\n吗么没冇未哪怎何几]{0,14}(?:收到?|到货?|买|拿到?|领|取|送[到来嚟]?|寄到?|下单|订|装|做|发生)(?:的|嘅|㗎|哒|欸|耶|啦|喔|哦|了){1,3}\W*"
)
_GIVEN_UP_WORDS: Final = (
    r"撤|取消|(?:不|唔)(?:想|要|再|用|使|需要?|必)*(?:投诉|客诉|申诉|追究|追|跟进?|处理|理|查|搞)|算数|作罢|罢了|已经?[^,.;!?]{0,6}(?:退|换|修|赔|收|解决|搞掂|好)|(?:退|换|修|赔|收到|解决|搞掂|处理好)(?:了|咗)"
    r"|\b(?:withdraw\w*|cancel\w*|drop|retract|close|scrap|no (?:need|longer)|any ?more complain\w*|already|sorted|resolved|settled|solved)\b"
)
_GIVEN_UP: Final = Pattern(_GIVEN_UP_WORDS)
_DROPS: Final = Pattern(
    rf"{_GIVEN_UP_WORDS}|算了|不了|停|\b(?:forget|never ?mind|stop|end|undo|remove|delete|take (?:it|that|this|my complaint) back|give up)\b"
)
_WHETHER: Final = regex(r"([得要使行好可能])[唔不]\1|点(?:处理|办|做|搞|整|先)")
#: No more than no, and what goes on: 冇呀，喺街市买嘅; 唔记得喎，电话揾唔揾到.
_NONE_BUT: Final = regex(r"\W*我?(?:没有?|冇|无|[唔不]记得|忘(?:记)?)[了咗啊呀啦喇喎㖞哦㗎]{0,2}\s*[,.](?=\W*\w{2})")
#: What somebody of theirs is, and nothing else: 值班主管.
_ROLE: Final = regex(r"(?![叫找转要换请喊搵揾我接给让])[\u3400-\u9fff]{2,4}(?:主管|经理|主任|店长|领班|领导|客服)\W*")
#: Where a number is to be found, which whoever was asked for it wants to know.
_WHERE_NUMBER: Final = Pattern(
    r"(?:哪[儿里个]?|边度|边|怎么|怎样|点样?|如何)(?:能|可以|去|先|才)?(?:看|睇|找|揾|搵|查)(?:到|得到)?[^,.;!?]{0,6}(?:单号|编号|号码|订单)|(?:单号|编号|号码)码?(?:[是要喺在系去从会]|一般){0,3}(?:哪|边|怎么|怎样|点|如何)[^,.;!?]{0,6}(?:看|睇|找|揾|搵|查|有|写|印)"
    r"|\b(?:where|how) (?:(?:do|can|would|could|should|will|to|i|we|you|is|it|even) ){0,4}(?:find|see|get|look up|locate|look for|check)\b[^.!?\n]{0,16}\b(?:number|ref(?:erence)?|id|it)\b|\bwhere(?:'s| is| would)? (?:the|my|that|this) (?:order|booking|reference|case)? ?(?:number|no\.?|ref(?:erence)?)\b"
    # Which of two it is.
    r"|^[^\d]{0,40}(?:上面|上|里面?|入面|开头|结尾)(?:的|嘅|[嗰那])?[个串条]?(?:号码?)?[,\s]?(?:还是|定系|抑或|定)[^\d]{2,24}\W*$|^[^\d]{0,24}\b(?:is (?:it|that)|(?:do|would) you (?:want|mean|need)|you (?:want|mean|need)|which)\b[^\d]{2,70}\bor\b[^\d]{2,50}\?\W*$"
)
#: Of several things one is to be named, and which is asked back.
_WHICH_THING: Final = regex(
    r"\W*(?:是|系)?(?:哪|边)(?:一)?[样个件款台部张只项种](?:先|呢|啊|呀){0,2}(?:\W+(?:我|有|都|一共).{0,40})?|[^.!?]{0,40}(?:[要问说讲话指系是讲].{0,3}(?:哪|边)(?:一)?[样个件款台部张只项种]|(?:哪|边)(?:一)?[样个件款台部张只项种](?:先|呢|啊|呀)?\W*$)[^.!]{0,6}|[^.!?]{0,60}\b(?:which (?:one|item|of)|what (?:one|item|exactly|do you mean))\b[^.!?]{0,40}\?\W*|[^.!?]{0,40}\bwhich (?:one|item|of (?:them|the two))\b[^.!?]{0,40}"
)
#: Whether something is done or not: 送不送新疆; and questions to several in the Irish and American way.
_OR_NOT: Final = Pattern(
    r"^(?:请问|问下|想问|咨询下?|[,\s]){0,2}(?:你们?|你哋|贵店|店里|你家)(?:的?(?:店|家|公司|餐厅|酒店))?(?:还|都|周末|晚上|现在|今天|过年|节假日|平时){0,2}([送卖收接做开修有能可包提支营])[不唔]\1[^,.;!\n]{0,16}\W*$|^(?:\W|hi|hello|hey|so|just){0,4}(?:do|can|will|are|would|have|could) (?:ye|yous|youse|yis|yez|y'all|u) [^.!\n]{2,80}\?"
)
#: A verdict on all of it: no score is asked for, and such words are said of what one had here.
_VERDICT: Final = Pattern(
    r"体验|服务|差评|态度|(?:再也|以后|下次|绝对|永远)(?:都|也)?[不唔](?:会|敢|想)?(?:再)?(?:来|嚟|买|光顾|去|用|订|帮衬)|\b(?:experience|service|never (?:again|coming back|going back|using|buying|shopping)|(?:won.?t|not) (?:be )?(?:com(?:e|ing)|go(?:ing)?) back|avoid)\b"
)
#: What would come of a complaint, and whether a thing of that kind can be returned at all: nothing has gone wrong yet.
_WHAT_IF: Final = Pattern(
    r"(?:投诉|申诉|举报|客诉)(?:了|完|以?后|之后|的话|你们|他们|佢哋|佢|他|她){0,3}[^,.!?]{0,8}(?:会不会|会唔会|会否)[^,.!?]{0,10}(?:知|告诉|话俾|通知|报复|针对|记恨|泄露|公开|影响|收费|查到)"
    r"|\b(?:if|when|once|after) i (?:complain|report|make a complaint|file a complaint)[^.!?\n]{0,40}\b(?:will|would|can|do|does|could)\b[^.!?\n]{0,30}\b(?:know|find out|be told|see|tell|share|affect|tell them)\b|\b(?:will|would|can|do|does) [^.!?\n]{0,30}\b(?:know|find out|be told) (?:that )?(?:it was me|i complained|it's me|who complained)"
)
#: What has not come is asked about, whatever danger it names.
_MAY_COME: Final = Pattern(MAY_COME)
#: Whether goods were tested, or something is admitted: asked by nobody to whom anything happened.
_IN_GENERAL: Final = Pattern(
    r"^(?:请问|问下|想问|[,\s]){0,2}(?!.{0,60}[我咱俺])[^,.;!?了咗]{2,16}(?:过没过|通没通过|(?:有没有|有冇)(?:通|经)?过?|符(?:不|唔)符合|是否(?:有|通过|符合|经过)|做没做过?)[^,.;!?了咗]{0,10}(?:测试|认证|检测|标准|质检|检验|检疫|牌照|资质|证书?)(?:的)?[吗呢呀啊]?\W*$"
    r"|^(?!.{0,160}\b(?:my|our|me|us|i|we|why|supposed|seriously|really|still)\b)(?:is|are|was|were|has|have|does|do) [^.!?\n]{2,60}\b(?:accepted|allowed|permitted|required|available|included|tested|certified|approved|compliant|accredited|licen[cs]ed|insured|vetted|trained)\b[^.!?\n]{0,50}\??\W*$"
)
_TENTATIVE: Final = regex(
    r"\W*(?:i (?:think|believe|guess|reckon) )?(?:(?:it|that|this|the number) )?(?:should be|ought to be|must be|might be|could be|would be)\b|\W*(?:我)?(?:估计|谂|觉得|想)?(?:应该|大概|好像|好似|可能)(?:就)?(?:是|系|喺|在)"
)
_RETURNABLE: Final = regex(
    r"(?!.{0,24}(?:坏|烂|裂|碎|漏|断|爆|错|脏|假|过期|霉|臭|少|到底|究竟|你们|你哋|我))[^,.;!?\d]{2,20}(?:[退换修改]唔[退换修改]得(?:到)?|[退换修改]不[退换修改]得[了到]?|能不能[退换修改]|可不可以[退换修改]|可唔可以[退换修改])[\s的呢呀啊㗎嘎]{0,2}\W*"
)
#: What was cancelled already, and in vain: that is told, and no order to us.
_UNSUBSCRIBED: Final = Pattern(
    r"(?:已经?|早就|都|一直|明明|之前|上次|屡次|多次|[两三四五六七八九几\d]次)[^,.;!?]{0,4}(?:取消(?:了|咗)?(?:订阅|追踪|关注)|退订|拒收|封锁|说了?不要(?:再)?(?:寄|传|发|打))[^,.;!?]{0,8}(?:次|了|咗|过|还|仲|又)"
)
#: 不知道算不算投诉.
_WONDERS: Final = Pattern(
    r"(?:不知道?|不确定|不太?清楚|不晓得|唔知|唔肯定|唔清楚)(?:这|这个|呢个|呢件|这件|咁|这样)?(?:算不算|算唔算|是不是|系唔系|系咪|算是?|能不能算?|可不可以)[^,.;!?]{0,3}(?:投诉|客诉|申诉|抱怨)"
)
#: A complaint that is to come back: 昨天那个投诉我想收回来.
_CALLED_BACK: Final = Pattern(
    r"(?:投诉|申诉|客诉|举报)[^.!?不唔没未]{0,6}(?:收回|拿回|要回)(?:来|去)?(?=了|吧|啊|呀|可以|行|得|\s|$|[,.!?])|(?<!不想)(?<!唔想)(?<!不会)(?<!不能)(?<!不要)收回(?:我|这|那|上次|昨天|之前|嗰|呢|刚才|刚刚|个|条|宗|单|的|嘅){0,4}(?:投诉|申诉|客诉|举报)"
    r"|\b(?:i want to|i'd like to|can i|may i|could i|let me|please|i'll) take (?:back )?(?:my|the|that|yesterday's) complaint(?: back)?\b"
)
#: Slots of which a telephone or an address is the answer, whatever is said beside it.
_REACHED: Final = frozenset({"contact", "phone", "email"})
#: From this chance a question gives the complaint up, whatever its words.
_OUTRIGHT: Final = 0.6
#: Someone else's doing about a rating is a complaint about them.
_PRESSED: Final = Pattern(
    r"(?:商家|卖家|店家|老板|店主|司机|骑手|客服|掌柜|房东|博主|平台|他们|佢哋|他|她)[^.!?]{0,12}(?:逼|让我|叫我|要我|求我|威胁|骚扰|恐吓|不让|不给|骗|诱导|返现|删)|被(?:逼|威胁|删|恶意|人)"
    r"|\b(?:seller|owner|driver|shop|they|he|she|host|staff|company|you)\b[^.!?]{0,30}\b(?:forced?|threat\w*|ask(?:ed|s|ing)? me|told me|beg\w*|harass\w*|brib\w*|delet\w*|pressur\w*|won't let|wants? me)\b"
)
#: Characters of a reply to a yes-or-no question; a longer one tells something of its own.
_REPLY: Final = 60
#: Questions whether two things are one.
_SAME: Final = frozenset({"same_matter", "same_case"})
_PERSISTS: Final = Pattern(
    r"还|仲|又|没|未|冇|哪|根本|照样|依然|依旧|老样子|锤子|个屁|个毛|条毛|才怪|不行|唔得|唔掂|不能|唔好|\b(?:still|again|not|never|no|nothing|worse|same|same as|back|broken|yet)\b|n't\b"
)
_DIFFERENT: Final = Pattern(
    r"两码事|两回事|另(?:外|一)|第二(?:件|单|样|回事)|别的|其他|其它|不同|唔同|不一样|唔一样|新的|没关系|唔关|无关|\b(?:different|another|separate|unrelated|new|other|else|nothing to do)\b"
)
_AMISS: Final = Pattern(
    r"(?:有|写|记|填|打|搞|弄)(?:个|一个|一处|点|啲|咗)?(?:地方|处|嘢)?[^,.;!?]{0,4}(?:岔|错|漏|少|反|不对|唔啱|有误)|不全|等(?:等|一下|阵)|慢着|且慢|\b(?:hold (?:on|your horses|it)|wait|not (?:quite|what i)|missing|left out|wrong|mistake)\b"
)
#: A way to be reached: whoever wants that taken down wants silence.
_LISTED: Final = Pattern(
    r"号码|电话|手机号|联系方式|邮箱|微信号|名单|\b(?:numbers?|phone|e-?mails?|(?:mailing )?lists?|contacts?)\b"
)
#: 哪解决了, 解决个锤子: nothing is.
_NOTHING_OF_IT: Final = Pattern(
    r"(?:^|[\s,.;!?])(?:哪(?:里|儿)?(?:有|是)?|边度)(?:有)?[^,.;!?\n]{0,3}(?:解决|修好|弄好|整好|搞定|处理(?:好|完|过)|到账|退)(?:了|咗)?(?!的)|(?:解决|修好|处理|搞定|弄好|退|修|好|赔)(?:了)?个(?:锤子|屁|毛线?|鬼|铲铲|球|头(?!盔)|der)"
)
#: Nothing has been heard yet, or goes its way still.
_NO_NEWS: Final = Pattern(
    r"(?:还|仲|都|一直|迟迟)(?:是)?(?:没|冇|未)(?:有)?(?:个|点|任何|半点|一点)?(?:儿)?(?:信儿?(?![号用息箱封])|消息|回音|动静|下文|着落|交代|说法|后续)(?!提示|提醒|推送)|(?:还|仲)(?:在|喺)(?:走)?(?:流程|审核|排队|处理)(?:中|里|当中)?(?:吗|么|嘛|呀|咩|\?|$)"
)
#: Somebody else is to stop writing: nobody opts out of our messages.
_TELL_THEM: Final = Pattern(
    r"(?:请|叫|让|要|警告|通知)(?:返)?(?:他|她|佢|那个|嗰个|你们?的|你哋(?:个|啲)|教练|业务|店员|客服|经理|师傅|司机|老师|中介|经纪)[^,.;!?\n]{0,8}?(?:不要|别|唔好|停止|咪)(?:再|一直|成日){0,2}"
)
#: Something is missing from what was had.
_FEWER: Final = Pattern(
    r"(?:少|漏|缺|欠)(?:了|咗|给|俾|送|收|放|附|装|寄|到)?(?:我)?[一两二三四五六七八九十半\d]{1,2}(?:份|个|盒|件|杯|包|只|瓶|支|条|样|碗|罐|袋|块|片|张|本|套|箱|双|樽)(?![没无差]|都)"
)
#: Whoever was rung and did not answer: that is told, and nobody is called for.
_PUT_THROUGH: Final = Pattern(r"转(?:接|人|真)|真人|人工|专员|(?:找|揾|搵|叫|换)(?:个|返|你们)?(?:人|经理|主管|客服)")
_UNANSWERED: Final = Pattern(
    r"(?:打(?![包折人伤开烂坏算针扫车])|call|拨|致电|whatsapp|传讯息)[^,.;!?\n]{0,14}?(?:唔|不|没有?|冇|未|无)(?:人|肯|得|会)?(?:听|接(?![受触收单])|[回答](?:复|覆)|覆|理)"
)
#: 急死个人 is an outcry; nobody is asked for in it.
_OUTCRY: Final = Pattern(r"(?:急|烦|气|笑|吓|累|热|冷|愁|恨|磨|熬|腻|坑|害|挤|等|闷)(?:死|坏|煞)?个?人(?![工员家类])")
_SOMEBODY: Final = Pattern(
    r"人工|真人|专员|客服|经理|主管|领导|找人|叫人|换人|找个人|来个人|派个?人|(?:转|接)(?:个)?人|有人(?:吗|理|管|在)|\b(?:human|person|agent|manager|someone|somebody|representative|operator)\b"
)
#: A person, or the machine that is to give way to one.
_PERSON: Final = Pattern(
    r"人(?![民寿参家])|客服|专员|经理|主管|领导|老板|机器|同事|上级|负责|谁|\b(?:human|person|agent|manager|some(?:one|body)|any(?:one|body)|representative|operator|people|staff|supervisor|colleague|robot|bot|machine|boss|who|team|advis[eo]r|adviser|rep|live|real)\b"
)
#: Somebody is to come and do something: that is what is wanted, not to speak with anybody.
_ERRAND: Final = Pattern(
    r"(?:揾|搵|找|叫|派|安排|请)(?:个|返|多|一个)?(?:人|师傅|师父|工人|技工)(?:上门|过来|来|嚟|黎|过嚟|帮我|上嚟|上来|落嚟|返嚟)*(?:整|修|检|装|拆|收|取|拿|搬|清|换|看)(?![我人死蛊])"
    r"|\b(?:some(?:one|body)|a (?:person|man|guy|woman|lady|technician|engineer)|people|your (?:lads?|man|guys?|people)) (?:to|who (?:can|could|will)|that can)(?: please| just)? (?:come|go|turn up|collect|pick|fix|repair|re-?\w{3,}|mend|clean|deliver|bring|take|remove|install|finish|look at|sort|change|put)\b(?! (?:on|up) the phone)"
)
_SPOKEN_WITH: Final = Pattern(
    r"\b(?:talk|speak|call|ring|phone|chat|answer|human|agent|manager|supervisor|real person)\b"
)
#: What the summary lacks is told.
_LACKS: Final = regex(
    r"\b(?:you|u) (?:did ?n.?t|have ?n.?t|never|forgot to) (?:put|write|written|include|mention|add|list)\b"
)
#: A yes to the summary has no such words: what is wanted is told.
_PUT_RIGHT: Final = regex(r"\bput (?:it|this|that|them|things|everything) right\b")
#: At the summary, one word is put in another's place: "my name is Siobhan not Siobain".
_NOT_BUT: Final = regex(
    r"\b(?:my|the|his|her|their|our) (?:\w+ ){0,2}?\w+(?:'s| is| was| should be) (?!not\b)[\w@.'-]{1,30}(?: [\w@.'-]{1,20}){0,3}?,? not [\w\d]"
)
#: What is said beside a score and means more than it, when the model is as sure as this.
_OVERRIDES: Final = frozenset({"talk_to_human", "stop", "withdraw"})
_CERTAIN: Final = 0.8
#: A message as short as this with a case's number in it is nothing but the number.
_NUMBER_ALONE: Final = 18
_QUESTION: Final = Pattern(
    r"[?]|吗|么|呢|嘛|咩|(?<!好)几|多少|怎|如何|哪|什么|点(?:样|解|算)|边(?:度|个)|是不是|能不能|可不可以|可唔可以|有没有|有冇|是否|能否|可否|可以|请问|想问|想知|咨询|多久|多长|谁"
    r"|\b(?:what|when|where|how|who|which|why|can|could|do|does|did|is|are|will|would|may|should|any|need|wondering|know|ask(?:ing)?|got)\b"
)

#: Somebody else's matter: it is none of ours, or another's game, talk or law; or something is to be made up. Not where
#: somebody is said to have said so.
_NOT_OURS: Final = Pattern(
    r"(?<![说讲话推称诉当为得么道岂么])(?:这|呢|其实|完全|根本|真的?|都)?(?:跟|和|同|与)(?:你们?|你哋|贵司|你家)(?:公司|店|家|间)?(?:都|也|真的?|完全|根本)?(?:没|冇|无|没有|唔)(?:有)?(?:什么|咩|乜|啥)?(?:关系?|相干)(?![^,.;!?\n]{0,3}[吗么?]|[^,.;!?\n]{0,4}(?:吧\?|才怪))"
    r"|(?<![说讲话推称诉当为得么道岂就])(?:不|唔)(?:关|干)(?:你们?|你哋)(?:的|嘅)?事(?![^,.;!?\n]{0,3}[吗么?])"
    r"|(?:^|[,.;!?\n(\[-] ?|\b(?:it'?s|its|it has|has|that'?s|and|is|know it'?s) )(?:got )?nothing to do with (?:you|u|ye|yous|you guys|you lot|your (?:company|shop|store))(?=$|[,.;!)\]]| (?:guys|lot|just|i know|of course|obviously|and)\b)"
    r"|(?:^|[,.;!?\n(\[-] ?|\b(?:it'?s|its|this is|that'?s|i know it'?s|and|is|was|this one'?s) )(?:not (?:about|to do with|aimed at|a complaint about|complaining about) (?:you|u|ye|yous)(?: (?:guys|lot|folks|people|all))?|not (?:your|you guys'?) (?:problem|business|fault|department|concern))(?=$|[,.;!)\]\n]| (?:just|i know|of course|obviously|though|either|but (?:i )?(?:had|need\w*|want\w*) to (?:vent|rant|tell))\b)"
    r"|\bnot (?:you|you guys|you lot|your lot|yous),? (?:i|we) know\b|\b(?:i|we) know (?:it'?s|that'?s|this is|it isn'?t|that isn'?t) (?:not )?(?:you|your (?:fault|doing))(?=$|[,.;!)\n]| lot| guys)"
    r"|(?:不是|唔系|并非|没在)(?:在)?(?:说|讲|投诉|骂|闹|针对)(?:你们?|你哋|贵司|贵公司)(?:家|公司|店)?(?:哈|啊|呀|啦|㗎|的|哦|喔)?(?=$|[,.;!\s])|(?:不是|唔系)(?:你们?|你哋|贵公司|贵司)(?:家)?(?:的|嘅)(?:问题|责任|错)(?:啦|啊|呀|我知|哈)?(?=$|[,.;!\s])"
)
_SAID_SO: Final = Pattern(
    r"(?:你们?|你哋|客服|店员|他们|佢哋|经理|职员|师傅)[^,.;!?\n]{0,8}(?:说|讲|话|推|称|觉得|以为)|怎么|点会|点可能|难道|岂|凭什么|谁说|但是?|不过|可是|但系"
    r"|\b(?:you|they|he|she|staff|agent|manager) (?:said|say|says|told|tell|claim\w*|keep|kept|insist\w*)\b|\b(?:how|don.?t tell|pretend\w*|as if|act\w* like|but|however)\b"
)
_OF_OTHERS: Final = Pattern(
    # What the state takes, and what it leaves undone.
    r"^\W*(?:唉|哎|天哪|救命)?[^,.;!?\n]{0,4}(?:油价|物价|菜价|肉价|房价|健保费|劳保费?|社保(?:基数)?|个税|所得税)(?:又|要|再|都|真|还|快){0,3}(?:涨|升|加|调|破产)[^\n]{0,24}$|^[^,.;!?\n]{0,16}[,.;!?\s]?[^,.;!?\n]{0,8}(?:政府|立法会|立法院|立委|议员|特首|总统|国会|村里|镇上|乡里)[^\n]{0,20}(?:(?:到底)?(?:在|都在)?(?:干嘛|干什么吃|做乜|做什么吃)|嘥气|离地|只会吵|不给个?话|冇人理)[^\n]{0,10}$|"
    r"^\W*(?:ugh,? |god,? |omg,? |honestly,? |so )?(?:my|our) (?:boss|line manager|ex(?:-(?:wife|husband|boyfriend|girlfriend))?|boyfriend|girlfriend|flatmate|roommate|housemate|mother-in-law|in-laws)(?: is| was|'s| are)? (?:(?:such |just |so |really |always |being ){0,2}(?:an? |the )?(?:\w+ )?(?:worst|nightmare|bully|pig|idiot|tyrant|rude|mean|horrible|awful|lazy|toxic|unbearable|jerk|prick|nuisance)|(?:just |always |keeps? )?(?:shout(?:ed|s|ing)?|yell(?:ed|s|ing)?|scream(?:ed|s|ing)?|dumped|ghosted|cheated)\b)|"
    r"(?:国足|男足|女足|国家队|港队|中华队|足球|篮球|世界杯|欧冠|英超|中超|球赛|主队)[^,.;!?\n]{0,6}(?:输|赢|打平|踢平|丢球|出局|惨败|踢成)|我(?:就|只是?|是|来|在|就是|纯)?(?:吃瓜|食花生|看热闹|睇戏|看戏|围观)"
    r"|\bmy (?:landlord|landlady|boss|employer|neighbou?rs?|ex|flatmate|roommate|school|teacher|uncle|brother|sister)\b[^?\n]{0,60}\bis (?:that|this|it) (?:even |actually )?(?:legal|illegal|allowed|lawful)\b|我?(?:的)?(?:房东|业主|老板|邻居|前任|室友|老师|学校)[^?!\n]{0,24}(?:合不合法|合唔合法|合法(?:吗|么|咩)|犯法(?:吗|么|咩)|违法(?:吗|么|咩)|犯唔犯法|犯不犯法)"
    r"|(?:帮|给|替|同|俾)我(?:写|编|拟|作|想)[^,.;!?\n]{0,6}(?:请假[条信单]|[病事]?假条|请假理由|诗|作文|故事|笑话|情书|论文|歌词|演讲稿|剧本|谜语)|\b(?:write|make up|compose|draft) me (?:an? )?(?:\w+ ){0,2}(?:poem|story|joke|essay|sick note|song|cover letter|speech|haiku)\b"
)
_YOURS: Final = Pattern(r"(?<!跟)(?<!和)(?<!同)(?<!与)(?<!关)(?<!干)(?<!曝光)(?:你们|你哋|贵司)|\b(?:your|yours)\b")
#: Praise of people who work here, and whatever may take it back.
_PRAISE: Final = Pattern(
    r"(?:店员|职员|保安|师傅|司机|骑手|外送员?|快递|客服|姑娘|哥哥|姐姐|阿姨|叔叔|小哥|小姐姐|小姐|先生|服务员|前台|经理|员工|店长|护士|医生|老师|收银)[^.!?\n]{0,10}(?:好好人|人(?:好好|很好|超好|真好|特别好)|(?:超|好|很|真|非常|特别|太|十分|超级|够|真的很)(?:贴心|热心|细心|耐心|有耐心|友善|亲切|nice|专业|暖心|有礼貌|热情|周到|暖|有心)|服务(?:超|很|好|真|非常|特别)(?:好|棒|赞|到位|周到)|态度(?:超|很|好|真|非常|特别)(?:好|棒|赞|亲切))"
    r"|(?:小|阿|老)[\u3400-\u9fff](?:哥|姐)?(?:人|服务|态度|真的){0,2}(?:超级?|很|好|真|非常|特别|太|十分)(?:好|棒|赞|nice|贴心|热心|细心|耐心|有耐心|亲切|专业)(?![烂差笑意吃用似像])"
    r"|(?:想|要|特别|必须|值得)(?:表扬|称赞|赞扬|赞美|夸|赞)(?:一下|下|你们?|你哋|贵)"
    r"|\b(?:staff|guy|lady|man|woman|girl|driver|assistant|guard|waiter|waitress|manager|nurse|technician|engineer|team|gentleman|cashier)\b[^.!?\n]{0,30}\b(?:was|were|is|are) (?:so|really|very|absolutely|incredibly|extremely|super|just) (?:kind|helpful|lovely|sweet|nice|patient|friendly|wonderful|brilliant|great|professional|polite)\b|\b(?:compliment|praise|shout ?-?out to|commend) (?:your|the|one of)\b"
)
_NOT_PRAISE: Final = Pattern(
    r"[不没唔冇未却坏错差烂慢破丢漏贵退赔骂脏]|但|可惜|可是|只是|就是|凉|冷|洒|少|久|迟|臭|硬|咸|痛|伤|居然|竟|结果|投诉|等了|等咗|等[^,.!?]{0,6}(?:分钟|小时|钟头|半天|半日|成日|成个)|呵呵|反而|问题|之前|以前|除了|修|换|脏|要求|希望|能否|[?]"
    r"|\b(?:but|not|never|however|although|though|until|except|unfortunately|yet|while|wrong|broken|late|refund|wait\w*|still|complain\w*|sarcas\w*|rude|only|no|if|cold|crush\w*|missing|damag\w*|leak\w*|overcharg\w*|lost)\b|n.t\b"
)
#: It is said first that nothing is complained of.
_NO_COMPLAINT: Final = regex(
    r"^\W*(?:你好|您好|哈[啰喽]|hi|hello|[,\s])*(?:我)?(?:其实|今天|今次|呢次|这次)?(?:不是|唔系|并非|没有?|冇)(?:要|想|来|嚟|黎)*(?:投诉|客诉|申诉|抱怨|complain)(?:的|嘅|你们?|你哋)?(?:啦|喇|喔|哦|㗎)?[,\s]*(?:我)?(?:只|就|净)?(?:是|系)?"
)
#: They say that it is none of theirs: that is the complaint.
_DISOWNED: Final = Pattern(
    r"(?:你们?|你哋|客服|店员|他们|佢哋|经理|职员|师傅)[^,.;!?\n]{0,8}(?:说|讲|话|推|称)[^,.;!?\n]{0,6}(?:跟|和|同|与)(?:你们?|你哋|他们|佢哋|店里|公司)?[^,.;!?\n]{0,4}(?:没|冇|无)(?:有)?(?:关|干)"
)
#: Nothing is asked for, or only what we can do was told.
_NOTHING: Final = (None, "menu")
#: Characters of such a remark; whoever goes on tells more.
_REMARK: Final = 120


def asks(folded: str) -> bool:
    """Whether something of ours is asked, so that what was had here is told for that alone."""
    return bool(_ASKED.search(folded))


def not_ours(folded: str) -> bool:
    """Whether it is said to be none of our business, by who tells it and not by somebody who was told so."""
    return bool(_NOT_OURS.search(folded)) and not _SAID_SO.search(folded)


def _remark(folded: str) -> str | None:
    """The intent of a few words that are no matter of ours, or praise; None where they are something else."""
    if len(folded) > _REMARK:
        return None
    folded = _NO_COMPLAINT.sub("", folded)
    if _PRAISE.search(folded):
        # Praise with something behind it is there for what stands behind it.
        return "file_complaint" if _NOT_PRAISE.search(folded) else "thank"
    if _DISOWNED.search(folded):
        return "file_complaint"
    if not_ours(folded) or elsewhere(folded):
        return "out_of_scope"
    return "out_of_scope" if _OF_OTHERS.search(folded) and not _YOURS.search(folded) else None


def decide(
    chances: Mapping[str, float],
    folded: str,
    context: Context,
    values: Mapping[str, str],
    *,
    ruled: str | None,
    rated: bool,
    threshold: float,
) -> tuple[str, float]:
    """The intent and how sure it is; out_of_scope where nothing is believed."""
    if ruled:
        return ruled, max(0.97, chances.get(ruled, 0.0))
    if not re.search(r"\w", folded):
        return "out_of_scope", 0.9
    moved = dict(chances)
    asked = context.asked
    if asked in _NOTHING and context.form is None and (remark := _remark(folded)):
        return remark, max(0.9, chances.get(remark, 0.0))
    if (
        asked == "order_number"
        and asked not in values
        and len(folded) <= _DEMAND
        and (_NUMBERLESS.match(folded) or (_NONE_BUT.match(folded) and not _SOMEBODY.search(folded)))
    ):
        # "No order number, it's the ferry I walked on": the number is passed over, the words are for the story.
        return "skip", max(0.9, chances.get("skip", 0.0))
    if asked in _REACHED and not any(key in values for key in _REACHED) and (intent := unreached(folded)):
        return intent, max(0.9, chances.get(intent, 0.0))
    if asked == "product" and len(folded) <= _REMARK and _WHICH_THING.fullmatch(folded):
        return "ask_faq", max(0.9, chances.get("ask_faq", 0.0))
    if asked == "person" and asked not in values and withheld(folded):
        return "skip", max(0.9, chances.get("skip", 0.0))
    if asked == "order_number" and asked not in values and _WHERE_NUMBER.search(folded):
        return "ask_faq", max(0.9, chances.get("ask_faq", 0.0))
    if asked in _REACHED and any(key in values for key in _REACHED) and not _SOMEBODY.search(folded):
        # "jo@example.com, don't call": how to be reached, no wish for a person and no order to stop.
        _give(moved, "add_information", "talk_to_human", "stop", "correct", "deny", "skip")
    if _HAS_COME.match(folded) and not _QUESTION.search(folded):
        _give(moved, "add_information", "greet", "talk_to_human")
    if _CAME_THEN.fullmatch(folded):
        _give(moved, "add_information", "check_status", "affirm", "withdraw", "rate")
    if _UNSUBSCRIBED.search(folded):
        told = "add_information" if context.form or context.filed else "file_complaint"
        _give(moved, told, "stop")
    if _WONDERS.search(folded):
        # Whether it is a complaint at all nobody needs to know beforehand.
        _give(moved, "file_complaint", "withdraw", "deny", "skip", "check_status", "out_of_scope")
    if _CALLED_BACK.search(folded):
        _give(moved, "withdraw", "check_status", "file_complaint", "add_information", "ask_faq", "correct")
    wonders = not asked and bool(_WHAT_IF.search(folded) or _RETURNABLE.fullmatch(folded))
    if not asked and (_IN_GENERAL.search(folded) or (_MAY_COME.search(folded) and _QUESTION.search(folded))):
        wonders = True
        if moved.get("out_of_scope", 0.0) < _OUTRIGHT:
            _give(moved, "ask_faq", "out_of_scope")
    if wonders:
        _give(moved, "ask_faq", "file_complaint", "withdraw")
    wish = values.get("remedy")
    unlisted = wish == "takedown" and _LISTED.search(folded)
    if wish and not unlisted and not asked and not _QUESTION.search(folded) and len(folded) <= _DEMAND:
        # "Give me my money back" stops nothing and is no chat.
        lost = ("out_of_scope", "stop") if wish in _DEMANDED else ("stop",)
        _give(moved, "file_complaint", *lost)
    if wish in ("apology", "compensation") and not _PASSED_ON.search(folded):
        # Somebody is to apologise, not to be spoken with.
        _give(moved, "file_complaint", "talk_to_human")
    if _SETTLES.search(folded) and not _GIVEN_UP.search(folded):
        # "The money back will do, I won't wait any longer": a wish in a temper, no complaint given up.
        told = "add_information" if context.form or context.filed else "file_complaint"
        _give(moved, told, "withdraw")
    if (
        not _DROPS.search(folded)
        and (_QUESTION.search(folded) or _WHETHER.search(folded))
        and moved.get("withdraw", 0.0) < _OUTRIGHT
    ):
        # "May I throw it away?" gives up no complaint.
        _give(moved, "ask_faq", "withdraw")
    if not asked and accuses(folded):
        # "Why did you delete my review" asks for nothing and withdraws nothing.
        _give(moved, "file_complaint", "out_of_scope", "withdraw", "stop", "ask_faq", "correct", "deny", "rate")
    if asked == "person" and _ROLE.fullmatch(folded):
        # 值班主管 was dealt with; nobody is to be fetched.
        _give(moved, "add_information", "talk_to_human")
    if asked and _ERRAND.search(folded) and not _SPOKEN_WITH.search(folded):
        _give(moved, "add_information", "talk_to_human")
    if asked == "confirm" and {"date", "remedy"} <= values.keys():
        # What tells of a day and of what was to be done is of the matter.
        _give(moved, "add_information", "out_of_scope")
    if _TELL_THEM.search(folded) and not _PUT_THROUGH.search(folded):
        told = "add_information" if context.form or context.filed else "file_complaint"
        _give(moved, told, "stop", "talk_to_human")
    if not asked and _FEWER.search(folded) and not _QUESTION.search(folded):
        _give(moved, "file_complaint", "out_of_scope")
    if _UNANSWERED.search(folded) and not _PUT_THROUGH.search(folded):
        told = "add_information" if context.form or context.filed else "file_complaint"
        _give(moved, told, "talk_to_human")
    if _OUTCRY.search(folded) and not _SOMEBODY.search(folded):
        _give(moved, "file_complaint", "talk_to_human")
    if _NOTHING_OF_IT.search(folded):
        denied = "deny" if asked in YES_NO else "file_complaint"
        _give(moved, denied, "withdraw", "out_of_scope", "affirm", "thank")
    if not asked and len(folded) <= _REMARK and _NO_NEWS.search(folded):
        _give(moved, "check_status", "out_of_scope", "ask_faq")
    if "case_number" in values and not asked and len(folded.strip()) <= _NUMBER_ALONE:
        return "check_status", 0.95
    if rated and asked in (None, "comment", "rating") and _scores(moved, folded, asked):
        return "rate", max(0.9, chances.get("rate", 0.0))
    if not asked and _OR_NOT.search(folded):
        wonders = True
        _give(moved, "ask_faq", "out_of_scope", "file_complaint")
    judged = not asked and not rated and not context.filed and len(folded) <= _DEMAND and _VERDICT.search(folded)
    if judged and rating(folded, asked=True) in ("1", "2"):
        _give(moved, "file_complaint", "rate", "out_of_scope")
    if asked == "rating":
        moved["rate"] = moved.get("rate", 0.0) * 4 + (0.5 if rated else 0.0)
    elif asked and asked not in YES_NO:
        _answered(moved, folded, values, asked)
    elif asked:
        _confirmed(moved, folded, asked)
    elif context.form is None:
        for intent in ("affirm", "deny", "skip"):
            moved[intent] = moved.get(intent, 0.0) * 0.7
        if not wonders and not _QUESTION.search(folded):
            # What asks nothing is seldom a question, and a complaint taken for one is lost.
            moved["ask_faq"] = moved.get("ask_faq", 0.0) * 0.5
    if not asked and any(key in values for key in ("order_number", "email", "phone")):
        moved["out_of_scope"] = moved.get("out_of_scope", 0.0) * 0.3
    if not asked and ("order_number" in values or _HAD_HERE.search(folded) or scolded(folded)) and not asks(folded):
        # Whoever names an order, or what was had here, tells of that.
        _give(moved, "file_complaint", "out_of_scope")
    if "case_number" in values and not asked:
        moved["check_status"] = moved.get("check_status", 0.0) * 2 + 0.1
        moved["out_of_scope"] = moved.get("out_of_scope", 0.0) * 0.2
    total = sum(moved.values()) or 1.0
    best = max(moved, key=lambda intent: moved[intent])
    sure = moved[best] / total
    if best != "out_of_scope" and sure < threshold:
        if asked and asked not in YES_NO and asked != "rating":
            # Whoever was asked something is answering, however oddly.
            return "add_information", sure
        if asked:
            # Nothing is believed of it, nor that it is chat: no more than an even chance.
            return "out_of_scope", min(0.5, 1 - sure)
        return "out_of_scope", 1 - sure
    return best, sure


def _scores(chances: Mapping[str, float], folded: str, asked: str | None) -> bool:
    """Whether a text with a score in it gives it: what it answers and says decides, not what its words resemble."""
    if asked != "rating":
        return bool(_RATES.search(folded)) and not _PRESSED.search(folded)
    best = max(chances, key=lambda intent: chances[intent])
    return not _ANOTHER.search(folded) and not (best in _OVERRIDES and chances[best] >= _CERTAIN)


def _give(moved: dict[str, float], to: str, *intents: str) -> None:
    """What was taken for one of these intents is `to`."""
    moved[to] = moved.get(to, 0.0) + sum(moved.pop(intent, 0.0) for intent in intents)


def _confirmed(moved: dict[str, float], folded: str, asked: str) -> None:
    """A yes-or-no question makes yes and no likely, in whatever words."""
    for intent in ("affirm", "deny"):
        moved[intent] = moved.get(intent, 0.0) * 2.5
    moved["out_of_scope"] = moved.get("out_of_scope", 0.0) * 0.5
    if asked == "confirm" and _PUT_RIGHT.search(folded):
        _give(moved, "correct", "affirm")
        return
    if asked == "confirm" and _LACKS.search(folded):
        _give(moved, "add_information", "affirm", "deny", "out_of_scope")
        return
    if asked == "confirm" and _NOT_BUT.search(folded):
        _give(moved, "correct", "out_of_scope", "affirm", "deny", "file_complaint", "add_information")
        return
    if len(folded) > _REPLY or (asked not in _SAME and _ANOTHER.search(folded)):
        return
    if asked == "solved" and _PERSISTS.search(folded):
        # What is still wrong is no new complaint.
        for intent in ("file_complaint", "add_information", "check_status", "out_of_scope"):
            moved["deny"] += moved.get(intent, 0.0)
            moved[intent] = 0.0
    elif (asked in _SAME and _DIFFERENT.search(folded)) or (asked == "confirm" and _AMISS.search(folded)):
        moved["deny"] += moved.get("file_complaint", 0.0) + moved["out_of_scope"]
        moved["file_complaint"] = moved["out_of_scope"] = 0.0
        if asked in _SAME:
            moved["deny"] += moved.get("add_information", 0.0)
            moved["add_information"] = 0.0


def _answered(moved: dict[str, float], folded: str, values: Mapping[str, str], asked: str) -> None:
    """An open question makes its answer likely: what tells something is information for the open form."""
    complaint = moved.get("file_complaint", 0.0)
    if not _ANOTHER.search(folded):
        moved["add_information"] = moved.get("add_information", 0.0) + complaint
        moved["file_complaint"] = 0.0
    if not _PERSON.search(folded) and not _PASSED_ON.search(folded):
        # "Send it to me quickly": whoever wants a person names one.
        moved["talk_to_human"] = moved.get("talk_to_human", 0.0) * 0.7
    outside = moved.get("out_of_scope", 0.0)
    # Names, places and odd answers look like nothing that was learnt.
    share = 0.9 if asked in values or len(folded) <= 30 else 0.5
    moved["add_information"] += share * outside
    moved["out_of_scope"] = (1 - share) * outside
    for intent in ("greet", "thank", "affirm", "rate"):
        moved[intent] = moved.get(intent, 0.0) * 0.5
    moved["skip"] = moved.get("skip", 0.0) * 2
    if asked == "remedy":
        # Who wants something done and quickly does not want to be left alone.
        _give(moved, "add_information", "stop")
    if asked in values and _TENTATIVE.match(folded):
        # "Should be BX-77, it's smudged": nothing was said before that could be mended.
        _give(moved, "add_information", "correct")
    if asked in values:
        # "Can't remember exactly, a fortnight ago": a day all the same; "take that notice down": a wish, no withdrawal.
        for intent in ("skip", "withdraw", "deny") if asked == "remedy" else ("skip",):
            _give(moved, "add_information", intent)
        moved["add_information"] += 0.5
