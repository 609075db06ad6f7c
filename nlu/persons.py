"""Who it was: names of staff, and what is none."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex
from nlu.fold import fold
from nlu.patterns import Pattern
from nlu.things import HAN, TRIM, whole

_NUMBERED: Final = Pattern(
    r"(?:工号|(?:[胸工名]牌|工作牌|胸卡|牌子?)(?:上面?)?(?:写|印|显示)(?:的|着|住|嘅)?|badge (?:said|says|reads?|showed|shows)(?: (?:the|number|no\.?|just|only)){0,2}|(?:员工|[职店]员|职工|柜员|工作人员)(?:编?号码?|id)|坐席(?:编?号|号)|客服(?:编?号|工号)|骑手(?:编?号)|司机(?:编?号)|员编|(?:employee|staff|agent|operator|badge|driver|rep)(?: ?(?:id|no\.?|number|#))+)\s*(?:是|系|为|好像|好似|应该|大概|可能|is|was|:|#|\s)*(?P<x>[a-z]{0,4}-?\d{2,10}[a-z]?)(?![a-z0-9-])"
)
_TITLE: Final = r"(?:客服(?:专员|人员|代表|小姐|小哥|主管)?|店员|店长|员工|经理|主管|主任|师傅|司机|骑手|快递员|快递小哥|外卖员|配送员|送货员|业务员|销售(?:员|顾问)?|柜员|服务员|服务生|专员|顾问|小姐|先生|女士|小哥|工程师|师父|导购|护士|医生|空姐|乘务员|管家|前台|老师)"
_SURNAME: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗凤方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房解应宗丁宣邓洪包左石崔吉龚程嵇邢裴陆荣翁荀甄曲家封芮储靳焦牧谷车侯全郗班仰仲伊宫宁仇栾甘厉武符刘景詹龙叶司黎薄白怀蒲鄂索咸籍赖卓蔺屠蒙池乔阴闻党翟谭贡申扶堵冉宰雍桑桂濮牛寿通边扈燕冀尚农温别庄晏柴瞿阎连习艾容向古易廖庾终步都耿满弘匡国文寇广欧利师巩聂晁勾敖融冷辛阚那简饶曾关"
#: Surnames that are no everyday words as well.
_FAMILY: Final = "".join(
    char
    for char in _SURNAME
    if char
    not in "都于和应成常向时师通满平安易终步边计车宁古全文国广党怀包充明从能单任房经项路关万方解乐相容连简利农支那后有言石牛花仲"
)
#: Where a surname is the end of another word: 官方客服, 客房经理, 班车司机.
_NO_SURNAME: Final = "(?<=[块元蚊圆万千百少付收交存退还车押本零现花])钱|(?<=[习训辅课学趣程级值当上下轮早晚夜])班|车司机|全员|(?<=[官对后各多我你他双两商店厂资卖买地甲乙])方|(?<=[客厨病产药库楼住退门套单机])房|(?<=[保公治平])安|家|安全|(?<=[安完])全|(?<=[工课流行过章日旅])程|(?<=[那这边旁左右两])边|(?<=[相有无])关|(?<=[海])关|(?<=[跟随洗修停租约坐打叫班单货客汽火列电交])车|向(?=客服|店|前台|经理|主管|老师)"
#: What follows a person's name.
_DOES: Final = r"[,.;!?\s的\"]|态度|说|打|跟|告诉|一直|话|对|骂|就|在|拒|推|不|没|把|让|叫|要|给|答应|承诺|挂|还|竟|居然|当|讲|冲|跑|吼|动|收|骗|很|非常|也|每|服务|$"
#: Who the customer is: a name that is not complained of.
_SELF: Final = Pattern(
    r"(?:我|本人|敝|敝人|免贵|鄙人|小弟|小妹|在下)(?:是|叫做?|姓|名叫|名字(?:是|叫)|的名字(?:是|叫)|系|叫做)[^,.;!?\s]{1,8}?(?=[,.;!?\s]|$|的|想|要|在|订|买|昨|今|前|之|投)(?:[\s,.]{1,3}[\u3400-\u9fff]{1,2}(?:先生|小姐|女士|太太|生)(?=[\s,.;!?]|$))?|(?:(?<!被)[投申客]诉人|收件人|收货人|联系人|联络人|联[系络](?:窗口|方式)|申请人|投保人|订货人|收信人|姓名|称呼|署名|户名|(?:订购|入住|预[订定约]|订[餐座位房票]|下单|乘车|用餐|就诊|租|承租|购票)人|旅客姓名|乘客姓名|患者|大名|(?:订|预[订定约])[位房枱檯台桌座餐票]?(?:的|嘅)?(?:名字?|名义)(?!单|额))(?:是|叫|系|:|为|\s)*[^,.;!?\s]{1,6}(?:\s[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff]))?"
    r"|\b(?:my name(?: is|'s|:)|my name|i am|i'm|this is|it's|call me|name:|signed,?|(?:kind |best |warm )?regards,?|sincerely,?|faithfully,?|yours,?|cheers,?|thanks,?|thank you,?|dear)\s+(?:mr|mrs|ms|miss|dr)?\.?\s?[a-z][a-z'-]+(?: [a-z][a-z'-]+)?(?=\W|$)"
    # With a way to be reached right behind it: 林小姐 line就好.
    rf"|(?:^|[,.;!?\s])[{_SURNAME}][{HAN}]{{0,2}}?(?:先生|小姐|女士|太太)(?=[\s,:]{{0,3}}(?:电话|手机|手提|(?:line|whats ?app|微信|email)|[+(]?\d[\d\s-]{{6,}}))",
)
_NAMED: Final = Pattern(
    rf"(?<![没有么啥冇咩])姓(?P<a>[{_SURNAME}])的?{_TITLE}?|(?:{_TITLE}|人)(?:名字)?(?:叫|名叫|叫做|名字叫|名字是|是叫|:)(?P<b>(?![我你您他她它佢人别等滚先去自咱俺]|大家|客[人户]|过来|回[去来]|不)[{HAN}]{{2,3}}?)(?=[,.;!?\s的\"]|态度|说|$|打|跟|告诉|一直|话|对|骂|就|在)|(?P<c>(?<![公贵])(?!(?<=[谢多感])谢)(?!{_NO_SURNAME})[{_SURNAME}](?:{_TITLE}))(?![{HAN}]?们)|(?:{_TITLE}|护士长|组长|队长|班长|店主|房东|中介|教练|技师|督导|经纪|代理|职员|营业员|收银员?|保安|理财|推销员?|售货员|导师)(?P<e>(?!(?<=师)傅)[{_FAMILY}][{HAN}]{{1,2}}?)(?={_DOES})|{_TITLE}(?P<d>小[{_SURNAME}]|阿(?![姨婆公爷伯叔妈爸嬷嫲哥姐弟妹])[{HAN}]|[{_SURNAME}](?:某|sir|生))(?=[,.;!?\s的\"]|态度|说|$|打|跟|告诉|一直|话|对|骂|就|在|成|副|个|嗰|同|都|又|好|真|系|唔|冇|再|仲|很|不|没|把)"
    rf"|(?P<k>(?<![公贵])(?!{_NO_SURNAME}|房|校)[{_FAMILY}](?:教练|技师|教授|医师|督导|队长|校长|院长|园长))(?!们)"
    # 叫阿明嘅職員; 叫外卖的骑手 is none.
    rf"|叫(?:做|作)?(?P<h>[阿小老][{HAN}]|[{_FAMILY}][{HAN}]{{1,2}}?)(?:的|嘅)(?:那|嗰|一)?[个位]?[男女]?(?:{_TITLE}|职员|营业员|收银员?|保安|教练|中介|店主|房东|人$)"
)
#: Words that begin with a capital after a name, and are no part of it.
_NO_NAME: Final = r"(?!(?:At|From|In|On|Of|And|Was|Is|Said|Told|The|Your|Has|Had|Who|But|Yesterday|Today|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December)\b)"
#: Somebody whose papers came by mistake, and the customer, who leaves a name with a number: nobody was dealt with.
#: The customer's own side.
_OWN: Final = r"husband|wife|partner|mother|mum|mom|father|dad|son|daughter|brother|sister|uncle|aunt|grand(?:mother|father|ma|pa|son|daughter)|nan|fianc[eé]e?|boyfriend|girlfriend|in-law|solicitor|lawyer|attorney|barrister|accountant|gp|doctor|dentist|consultant|boss|assistant|secretary|pa|carer|friend|colleague|neighbou?r|guest|client|tenant|executor|representative"
_OWN_HAN: Final = "先生|老公|老婆|丈夫|妻子|太太|爱人|爸爸?|妈妈?|父亲|母亲|阿爸|阿妈|老豆|老母|儿子|女儿|个仔|个女|哥哥?|姐姐?|弟弟?|妹妹?|律师|医生|会计|朋友|同事|秘书|助理|助手|代表|代理人|邻居|老板"
_TITLED: Final = r"(?:mr|ms|mrs|miss|dr|prof)\.? (?:[a-z]\. ?){0,3}[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,2}"
#: No word of what they did to the customer.
_NOT_WRONGED: Final = r"(?![^.!?\n]{0,50}\b(?:rude|abusive|dismissive|unhelpful|aggressive|horrible|awful|refused|shouted|ignored|lied|hung up|insulted|yelled|swore)\b)"
_OTHERS: Final = Pattern(
    rf"\b(?:my|our|her|his|their|the (?:patient|customer|passenger|guest|tenant|complainant|claimant|policyholder)'s?)(?: (?:late|elderly|dear|ex|former|own|old|lovely))? (?:{_OWN}),?(?: is| was| called| named|'s name is|:|,)* {_NOT_WRONGED}{_TITLED}"
    rf"|\b(?:in the name(?:s)? of|on behalf of|under the name(?: of)?|for the attention of|c/o|care of|(?:correspondence|repl(?:y|ies)|letters?|mail|post|answers?|responses?|refund|cheque|payment) (?:should (?:go|be sent|be addressed) )?(?:to|for)|the (?:patient|customer|passenger|guest|tenant|complainant|claimant|policyholder|account holder),?(?: is| was)?) {_TITLED}"
    # "Call me, Mr Leung".
    rf"|(?:联[系络]|找|致电|打给|打俾|回[复覆电]|答[复覆]|通知)(?:我|本人)[\s,.:]{{1,3}}[{HAN}]{{1,2}}(?:先生|小姐|女士|太太)(?=[\s,.;!?]|$)"
    # In whose name something was booked.
    rf"|[用以](?:我|我们)?(?:的|嘅)?[{HAN}]{{1,3}}(?:先生|小姐|女士|太太|生)的?(?:大名|名字?|名义|身份|账号|帐号)"
    rf"|(?:我|我们|我哋)(?:的|嘅|家)?(?:{_OWN_HAN})(?:是|叫做?|姓|系|名叫|:|,)*[{HAN}]{{1,3}}(?:先生|小姐|女士|太太|律师|医生|会计师?)"
    r"|\b(?:mr|ms|mrs|miss|dr|prof)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?(?:'s|s') (?!(?:attitude|behaviou?r|manner|tone|service|reply|answer|rudeness|conduct|treatment|advice|mistake|fault)\b)\w+"
    r"|\b(?:for|of|to|addressed to|belong(?:s|ed|ing) to|meant for|intended for) (?:an?|some|another|a certain) (?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?"
    r"|\b(?:addressed to|belong(?:s|ed|ing) to|meant for|intended for) (?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?"
    rf"|[{HAN}]{{1,3}}(?:先生|小姐|女士|太太)的?(?:账单|帐单|对账单|报告|病历|快递|包裹|信件?|资料|保单|体检|处方|药|文件|合同|身份证|信息)"
    rf"|(?:(?:^|[,.;!?\s])(?:我(?:是|姓)?)?[{HAN}]{{1,3}}(?:先生|小姐|女士|太太)|(?:^|[,.;!?]\s*)(?:mr|ms|mrs|miss|dr)\.? (?:[a-z]\. ?){{0,3}}[a-z][a-z'-]*(?: [a-z][a-z'-]*)?)[\s,:;-]{{0,3}}(?:电话|手机|联络|联系|致电|打|phone|tel|mobile|call|whatsapp|wechat|微信|line|signal|telegram|on|at|:|\s){{0,3}}\+?\d[\d -]{{6,16}}|(?:^|[,.;!?\s])[{HAN}]{{1,2}}(?:先生|小姐|女士|太太)[\s,]{{0,2}}(?:手机|电话)?尾号\s?\d{{4}}"
    rf"|(?:\+?\d[\d -]{{6,16}}[\s,:;(]{{0,3}}|免贵)姓[{HAN}]{{1,2}}(?=[\s,.;!?]|$)|(?:^|[\s,.;!?])姓[{HAN}]{{1,2}}[\s,:;]{{0,3}}(?:电话|手机|:)?\s?\+?\d[\d -]{{6,16}}"
    rf"|\+?\d[\d -]{{6,16}}[\s,:;(]{{0,3}}(?:[{HAN}]{{1,3}}(?:先生|小姐|女士|太太)|(?:mr|ms|mrs|miss|dr)\.? [a-z][a-z'-]*(?: [a-z][a-z'-]*)?)"
)
#: Between a name and the staff number of the same person.
_BESIDE: Final = 8
_EN_NAMED: Final = Pattern(
    r"\b(?:agent|rep|representative|driver|manager|employee|cashier|waiter|waitress|technician|courier|guy|woman|man|lady|person|staff member|supervisor|someone|operator|clerk|server|nurse|doctor|salesman|salesperson|advisor|engineer|colleague|rider|receptionist|teacher|instructor|plumber|electrician|installer|cleaner|host|guard|staff|chap|bloke|lad|fella|fellow|girl|gentleman|fitter|tuner|barber|groomer|tutor|carer|warden|steward)(?: was| is|'s|,)? (?:named|called|by the name of|whose name (?:is|was)|name(?: is| was)?) (?P<a>[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)?)"
    r"|\b(?:[Ss]poke|[Tt]alked|[Cc]hatted|[Ss]peaking|[Tt]alking|[Dd]ealt|[Dd]ealing) (?:to|with) (?:an? \w+ (?:named|called) |agent )?(?!(?:Mr|Ms|Mrs|Miss|Dr)\b)(?!Customer|Support|Service|Technical|Head|Live|Chat|Sales|The|Your|Billing|Someone|Guest|Front)(?P<b>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= |,|\.|$)(?! ?(?:Customer|Support|Service))"
    r"|\b(?!(?:The|Your|My|Our|This|Yesterday|Today|Tonight|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Arrived|Spoke|Asked|Called|Stood|Stuck|Left|Sat|Again|Then|Now|Staff|Someone|Nobody|Lady|Man|Guy|Woman|Girl|He|She|They|It|Was|Is|Service|Reception|Security|Check|Only|Just|One|Waiting|Person|People|Customer|Support|Still|Not|Also)\b)(?P<f>[A-Z][a-z]{2,14}) (?:at|on|from|in) (?:the |your )?(?:front desk|reception|help ?desk|desk|counter|till|checkout|check-in|customer (?:service|support)|support|service desk|call cent(?:re|er)|sales team|box office|ticket office)\b"
    rf"|\b(?P<c>(?:[Mm]r|[Mm]s|[Mm]rs|Miss|[Dd]r|[Pp]rof)\.? (?:[A-Z]\. ?){{0,3}}[A-Z](?:[a-z]+|['’](?=[A-Z]))(?:[-'’]?[A-Z][a-z]+)*(?: {_NO_NAME}[A-Z](?:[a-z]+|['’](?=[A-Z]))(?:[-'’]?[A-Z][a-z]+)*){{0,2}})"
    r"|\b(?:[Bb]adge|[Nn]ame ?tag) (?:said|says|read|reads|saying|was|had)(?: that)? (?P<j>(?!The|No|Staff|Trainee|Manager|Not|Security)[A-Z][a-z]{1,14})\b"
    # A foreign name in a Chinese sentence.
    r"|(?:教[练練]|店[员員长長]|[职職][员員]|[员員]工|[经經][纪紀理]|中介|代理|客服|司[机機]|[师師]傅|[护護]士|[医醫]生|老[师師]|同事|[顾顧][问問]|主[任管]|保安|[业業][务務][员員]|[销銷]售|柜[员員]|收[银銀][员員]?|姑娘|[导導][师師游遊])(?:[个個])?(?:名字?)?(?:叫做?|名叫|係叫|是叫)\s?(?!(?:App|Email|Line|Whatsapp|Wechat|Uber|Grab|Google|Facebook|Apple)(?![A-Za-z]))(?P<g>[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?)(?![A-Za-z])"
    rf"|\b(?:[Aa]gent|[Rr]ep|[Dd]river|[Tt]echnician|[Mm]anager|[Ww]aiter|[Ww]aitress|[Cc]ashier|[Nn]urse|[Dd]octor|[Ss]upervisor|[Cc]ourier|[Rr]eceptionist|[Cc]lerk|[Tt]eller|[Ss]ales(?:man|woman|person)|[Aa]dvisor|[Oo]fficer|[Ee]ngineer|[Rr]ider|[Tt]eacher|[Ii]nstructor|[Cc]oach|[Tt]rainer|[Pp]lumber|[Ee]lectrician|[Mm]echanic|[Ii]nstaller|[Ff]itter|[Cc]leaner|[Hh]airdresser|[Ss]tylist|[Bb]arber|[Tt]herapist|[Dd]entist|[Bb]arista|[Ll]andlord|[Ss]teward(?:ess)?),? {_NO_NAME}(?P<d>(?!(?:Mrs|Miss|Prof)\b)[A-Z][a-z]{{2,}})\b"
    # 叫Ming嘅部長
    r"|叫做?\s?(?P<q>[A-Z][a-z]{1,14})(?:的|嘅)(?:[那嗰一])?[個个位]?[男女]?(?:部[长長]|[职職][员員]|店[员員长長]|[经經]理|[师師]傅|司[机機]|侍[应應]|[营營][业業][员員]|客服|[护護]士|姐姐|哥哥|先生|小姐|人)"
    # "Receptionist was Moira"; of a Pole nobody is named.
    r"|(?:^|[.,;:!?\n]\s*|\b(?:[Tt]he|[Yy]our|[Oo]ur|[Aa]nd) )(?:(?:[Dd]uty|[Ss]hift|[Hh]ead|[Ff]uneral|[Tt]icket) )?(?:[Rr]eceptionist|[Mm]anager|[Dd]river|[Ee]ngineer|[Tt]echnician|[Nn]urse|[Cc]ashier|[Ww]aiter|[Ww]aitress|[Ss]upervisor|[Aa]rranger|[Cc]onductor|[Dd]irector|[Uu]sher|[Ss]teward(?:ess)?|[Rr]egistrar|[Cc]lerk|[Tt]eacher|[Ii]nstructor|[Cc]oach|[Aa]gent|[Aa]dviser|[Aa]dvisor|[Oo]fficer|[Ii]nspector|[Gg]uard|[Ll]ifeguard|[Ff]itter|[Ii]nstaller|[Cc]arer|[Mm]atron|[Vv]et|[Cc]hef|[Bb]arber|[Pp]lumber|[Ee]lectrician)(?:'s name)? (?:was|is) (?!(?:Polish|Irish|Scottish|Welsh|English|British|Turkish|Spanish|Swedish|Danish|Finnish|Chinese|Japanese|Vietnamese|Portuguese|French|German|Dutch|Greek|Indian|Asian|African|American|European|Romanian|Bulgarian|Ukrainian|Russian|Italian|Nigerian|Ghanaian|Australian|Canadian|Brazilian|Albanian|Hungarian|Lithuanian|Latvian|Filipino|Pakistani|Bangladeshi|Malay|Thai|Korean|Arab|Muslim|Christian|Jewish|Very|So|Not|Rude|Late|No|Drunk|On|In|At|Really|Too|Also|Just|I|My|The|A|An|He|She|That)\b)(?P<p>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?:[A-Z]\. ?){0,3}[A-Z](?:[a-z]+|['’](?=[A-Z]))(?:[-'’]?[A-Z][a-z]+)?(?: [A-Z](?:[a-z]+|['’](?=[A-Z]))(?:[-'’]?[A-Z][a-z]+)?)?)"
    # A doctor has a name behind it, or an article before it.
    r"|(?<!the )(?<!The )(?<!a )(?<!my )(?<!your )(?<!our )(?<!another )(?<!no )(?<!per )\b(?P<h>(?:[Dd]octor|[Nn]urse|[Pp]rofessor) (?!(?:was|were|is|are|has|had|have|did|does|who|said|says|told|and|or|at|from|in|on|for|to|of|the|that|came|never|not|but|visits?|appointments?|notes?|letters?|bills?|fees?|strike|again|today|yesterday|now|here|there|when|because|called?|practitioner|led|station|shift|staff|please|refused|with|without|after|before|about|just|also|then|gave|rang|ignored|only|shouted|kept|forgot|will|can|could|would|should|[a-z]+ly|[a-z]+ing)\b)[a-z]{3,14})(?=\s*$|[,.;!?]| (?:was|is|said|told|refused|did|didn't|never|kept|who|at|from|gave|and|ignored|shouted|came|forgot)\b)"
)
#: A name with a title alone may be anybody's: another customer, a doctor of one's own. It is one of theirs where
#: somebody is dealt with, or does what staff do, and where a title is in a sentence of wrongs.
_COURTEOUS: Final = regex(r"(?:mr|ms|mrs|miss)\b")
_DEALT: Final = Pattern(
    r"\b(?:your|you|rude\w*|staff|attitude|manners?|tone|behaviou?r|conduct|manager|supervisor|driver|agent|rep|representative|receptionist|cashier|teacher|nurse|doctor|waiter|waitress|technician|engineer|advis[eo]r|officer|assistant|colleague|clerk|coach|tutor|trainer|plumber|installer|desk|counter|till|reception|branch|department|team|badge"
    r"|(?:sp[eo]ke|spoken|speak(?:ing)?|talk(?:ed|ing)?|chat(?:ted|ting)?|dealt|deal(?:ing)?|argued?|met|meeting|left|complain\w*|complaint|report\w*|about|against|handled|served|seen|helped|treated|called|rung|told|promised|assured|booked|signed|sold|written|sent|given|taught|by|from|with|named)(?: (?:to|with|by|about|of|me|us))* (?:a |an )?(?:mr|ms|mrs|miss)"
    r"|(?:mr|ms|mrs|miss)\.? [a-z'’-]+(?: [a-z'’-]+)?(?: (?:at|in|from|on) [a-z' ]{2,24}?)?,? (?:who |then |just |also |never |always |only |even |again |simply |finally |apparently |himself |herself ){0,3}(?:said|says|told|promised|refused|shouted|yelled|lied|laughed|hung up|ignored|insisted|claimed|assured|admitted|apologi[sz]ed|advised|sold|served|came|turned|kept|keeps|threatened|called|calls|rang|insulted|pushed|hit|swore|sent|sends|wrote|answered|replied|gave|took|charged|overcharged|made|did|didn't|does|doesn't|won't|wouldn't|couldn't|can't|wasn't|isn't|was|were|is|has (?:been|ignored|refused|not)|had|forgot|failed|broke|damaged|cancelled|booked|signed|handled|dealt|treated|spoke|talked|left|ruined|cut|fitted|installed|delivered|threw|slammed|asked|demanded|mocked|accused|blamed)\b)"
)
#: No more than that somebody else may have something, or is no staff.
_NOT_DEALT: Final = regex(
    r"\s*,?\s*(?:might|may|could|must|probably|perhaps|maybe|has|have|had|is|was|isn't|wasn't)(?: (?:have|has|probably|now|got|not))* (?:mine|my\b|our\b|staff|one of yours|the other|another|the wrong)"
)
_WHAT_IF: Final = regex(r"\b(?:what if|suppose|maybe|perhaps|has|does)\s+$")
#: Somebody's name, said behind what they did: "he told me you can cancel any time (Jason I think)".
_BRACKETED: Final = Pattern(
    r"(?i:\b(?:he|she|they|rep|agent|guy|man|lady|woman|girl|lad|person|someone|driver|engineer|manager|cashier|assistant|staff|technician|receptionist|waiter|waitress|nurse|advis[eo]r|barista|bloke)\b)[^.!?\n]{0,100}?[(,-] ?(?:(?i:called|named|name was|his name was|her name was|maybe|possibly|probably|i think) )?(?!(?:I|He|She|It|They|We|The|This|That|Not|No|Yes|So|Then|And|But|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)(?P<a>[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?),? (?i:i think|i believe|i guess|maybe|or something|was (?:his|her) name|(?:he|she) (?:said|was called))\b"
)
#: Without one there is no English name; looking for one takes the longest.
_LATIN: Final = regex("[A-Za-z]")
#: Whose man or woman it was: "the way your man Graham spoke to me".
_YOURS: Final = Pattern(
    r"(?i:\byour (?:own |young |other |new |so-called )?(?:man|woman|guy|lad|lady|girl|bloke|chap|fella|colleague|people|boy|one|mate)),? (?:(?i:called|named) )?(?P<a>[A-Z][a-z]{1,14})\b(?! (?:Hotel|Store|Road|Street|City|Airport))"
)
#: What a badge said.
_BADGED: Final = Pattern(
    rf"(?:[胸工名]牌|工作牌|胸卡|个牌|牌子)(?:上面?)?(?:写|印|显示)(?:的|着|住|嘅)?(?:是|系|叫)?(?P<x>[阿小]?[a-z]{{2,12}}|[阿小老]?[{HAN}]{{2,3}})(?=$|[,.;!?\s])"
)
_EN_BADGED: Final = Pattern(
    r"(?i:\b(?:name ?tag|(?:name ?)?badge) (?:said|says|reads?|showed|shows) (?:just |only )?)(?!(?:Trainee|Manager|Supervisor|Visitor|Staff|Team|Crew|Security|Reception|Duty|New|Here|Happy|Hello|Assistant|Volunteer|Student|Learner|Temp)\b)(?P<x>[A-Z][a-z]{1,14})\b"
)
_BEFORE_TITLE: Final = 60
#: A word with a capital that is no article, before a trade's.
_BRAND_BEFORE: Final = regex(
    r"\b(?!(?:The|Your|My|Our|This|That|A|An|And|But|Head|Senior|Junior|Shift|Duty)\b)[A-Z][\w'&-]{1,15} $"
)
#: Somebody of theirs is spoken of.
_OF_THEIRS: Final = Pattern(
    rf"{_TITLE}|[他她佢]|态度|[这那嗰](?:个|位)|[男女](?:的|生|人)|大(?:哥|姐|叔|妈)|阿姨|教练|技师|保安|中介|工(?:号|人|作)|技术员|收银|护工|同事"
)
#: What stands around a name that was asked for: "I think his name was Tom", "Chidinma I think, at the front desk".
_NAMED_SO: Final = regex(
    r"^(?:(?:i think|i believe|maybe|perhaps|probably|possibly|pretty sure|i'm (?:pretty |not )?sure|well|um+|uh+|he|she|they|it|that|the (?:guy|man|lady|woman|girl|person|one)|someone|somebody|a (?:guy|man|lady|woman|girl)|who|(?:his|her|their|the)(?: (?:first|last|given|staff|full))? name(?: tag| badge)?|(?:(?:the|his|her|their|a) )?(?:name ?tag|(?:name ?)?badge)|'s|is|was|were|says?|said|read|reads|named|called|calls? (?:him|her)self|goes by|spel(?:t|led)|by the name of|staff name|name)(?:[\s,:]+|(?='))){1,8}(?=\S{2})"
    r"|^(?:(?:[佢他她]的?|[嗰那这])?[个個]?(?:胸牌|工牌|名牌|牌子|胸卡|工作牌|铭牌|銘牌|名片)上?面?(?:写|寫|印|显示|顯示|叫)?(?:的|着|住|嘅)*(?:是|係|系|叫)*|(?:好像|应该|應該|大概|可能|似乎|好似|我[记記]得|[记記]得|那个|那個|嗰個|[那嗰][位个個]|佢|他|她|人家|个人|個人|名字|姓名|名)(?:是|係|系|叫做?|名叫)*+|(?:叫做?|名叫|是叫))++[\s,:：，]*(?=\S{2})",
    re.IGNORECASE,
)
_NAMED_THEN: Final = regex(
    r"(?:[\s,]+(?:i think|i believe|i guess|maybe|or something(?: like that)?|or so|probably|not sure|if i remember(?: right(?:ly)?)?|was (?:his|her|their|the) name|(?<=, )(?:at|from|in|on) (?:the|your) \S.*|not [A-Z]\w+|(?:but )?i'?m not (?:really |too |so |100% )?(?:sure|certain))|[，, ]?(?:好像|应该|應該|大概|我[记記]得|[记記]得|吧|这样|咁|之类的?|之類的?))++\W*$",
    re.IGNORECASE,
)
#: Nobody is named: "didn't catch it", and how somebody looked.
_NO_ONE: Final = regex(
    r"^\W*(?:sorry,? |well,? |no,? |i |we ){0,3}(?:didn.?t|did not|don.?t|do not|never|couldn.?t|forgot to) (?:catch|get|ask|know|see|remember|hear|recall|give)\b(?! (?:him|her) (?:but|was))"
    r"|\b(?:chap|bloke|guy|man|woman|lady|girl|lad|fella|boy)\b[^.!?]{0,20}\b(?:with|in|wearing|about|around|mid|late) |^(?:我|都|也|真){0,2}(?:不知道?|不清楚|不晓得|不记得|唔知道?|唔清楚|唔记得|忘(?:记)?)[了啊呀喎咗]?(?:名字?|叫什么|叫咩|叫乜|系边个|是谁)?(?=$|[,.;!?\s])|^(?:佢|他|她)(?:哋|们)?(?!.{0,5}(?:叫|姓|名|是|系|牌))[^,.;!?]{4,}|^(?:没|冇|忘了?|忘记)(?:问|听清|记|看清|注意|留意)[^,.;!?]{0,8}(?=$|[,.;!?])|^(?:个|一个|嗰个|那个)?(?:高|矮|胖|瘦|戴|穿|留)[^,.;!?]{1,10}(?:的|嘅)"
)
#: No name is to be told.
_WITHHELD: Final = regex(
    r"\W*(?:(?:sorry|well|no|nah|look|honestly|i|we|i'm|i am|i'd|i would|i'll|we're|,) ?){0,4}(?:not|won.?t|would ?n.?t|don.?t|do not|rather not|prefer not|no)(?: (?:want|wish|like|going|gonna|comfortable|happy|willing|here|be|to)){0,3} (?:nam(?:e|es|ing)|say(?:ing)? (?:who|her|his|their)|giv(?:e|ing) (?:(?:you |out )?(?:her|his|their|a|any|the) )?names?|tell(?:ing)? (?:you )?(?:who|her|his)|point(?:ing)? (?:any )?fingers?|get(?:ting)? (?:\w+ ){1,3}(?:in(?:to)? trouble|fired|sacked))\b"
    r"|\W*(?:算了|还是|我|就|那|[,\s]){0,4}(?:不|唔)(?:想|要|愿意?|太想|方便|好|会)?(?:说|讲|话|点名|指名|透露)(?:[佢他她](?:的|嘅|个)?名字?|名字?|出来|是?谁|系?边个|佢|他|她)?[了啦喇咯]?(?=$|[,.;!?\s])"
    r"|\W*(?:[佢他她](?:的|嘅|个)?)?(?:名字?|是谁|系边个)(?:我|就|也|都){0,3}(?:不|唔)(?:想|方便)?(?:说|讲|提|写|讲出嚟)"
)
_NAMES_ONE: Final = regex(r"\b(?:named|called|name(?:'s| is| was)?|叫|姓)\b|叫|姓|(?<=[a-z,] )[A-Z][a-z]{2,}")
_CLAUSES: Final = regex(r"[，,。;；]\s*(?=[\u3400-\u9fff])")
_BADGE: Final = regex(r"[胸工名]牌[上面]{0,2}[写寫印]?[的着是係叫]{0,3}[\u3400-\u9fff]{2,4}$")
_HAN_NAME: Final = regex(
    rf"姓?[{_SURNAME}][{HAN}]{{0,2}}|[阿小老][{HAN}]{{1,2}}|[{HAN}]{{1,3}}(?:先生|小姐|女士|经理|主管|师傅|店长|哥|姐)"
)
#: More is said than a name.
_SENTENCE: Final = regex(r"[,.;!?-] ?\S|\b(?:i|he|she|told|said)\b", re.IGNORECASE)
#: Words with a capital that name nobody.
_CAPITALS: Final = regex(
    rf"(?<![\w'-]){_NO_NAME}(?!(?:I|He|She|It|They|We|You|His|Her|Him|Their|My|Our|This|That|These|Those|There|No|Not|Yes|Yeah|Ok|Okay|So|Then|Sorry|Well|If|When|Please|Just|As|Like|Oh|Um|Maybe|Name|Mr|Mrs|Ms|Miss|Dr|Someone|Somebody|Nobody|Called|Think|Already|Probably|Don|Didn|Isn|Wasn|Can|Could|Would|Should|To|For|With|By|An?|Some|Any|Only|Also|Because|Manager|Driver|Staff|Reception|Customer)\b)(?P<x>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z]{{1,14}}(?: [A-Z][a-z]{{1,14}}){{0,2}})(?![\w-])"
)


def person(text: str, folded: str) -> str | None:
    """Whom the customer dealt with: a staff number, a name, or a surname with what they are."""
    numbered = _NUMBERED.search(folded)
    shown = text
    for pattern in (_SELF, _OTHERS):
        for own in pattern.finditer(folded):
            blank = "~" * (own.end() - own.start())
            folded = folded[: own.start()] + blank + folded[own.end() :]
            shown = shown[: own.start()] + blank + shown[own.end() :]
    name, end = "", 0
    for known, source in (
        (_NAMED, folded),
        *((known, shown) for known in (_EN_NAMED, _YOURS, _BRACKETED) if _LATIN.search(shown)),
        (_BADGED, folded),
        (_EN_BADGED, shown),
    ):
        if match := next((one for one in known.finditer(source) if _is_theirs(folded, shown, one)), None):
            group = next(name for name, value in match.groupdict().items() if value)
            name, end = text[match.start(group) : match.end(group)].strip(TRIM), match.end(group)
            break
    if numbered is None:
        return name or None
    number = text[numbered.start("x") : numbered.end("x")].upper()
    # "小王 工号0327": both are of one person.
    return f"{name} {number}" if name and 0 <= numbered.start() - end <= _BESIDE else number


def _is_dealt_with(folded: str, match: re.Match[str]) -> bool:
    """Whether a name with a title is that of one of theirs."""
    group = match.lastgroup or ""
    if group != "c" or not _COURTEOUS.match(folded, match.start("c")):
        return True
    if _NOT_DEALT.match(folded, match.end("c")):
        return False
    start = max(0, match.start("c") - _BEFORE_TITLE)
    if _WHAT_IF.search(folded, start, match.start("c")):
        return False
    said = folded[start : match.end("c") + _BEFORE_TITLE]
    return len(said) <= match.end("c") - match.start("c") + 4 or bool(_DEALT.search(said))


def _is_theirs(folded: str, shown: str, match: re.Match[str]) -> bool:
    """Whether who is named is one of theirs."""
    return _is_dealt_with(folded, match) and not (_own_surname(folded, match) or _is_brand(shown, match))


def _is_brand(shown: str, match: re.Match[str]) -> bool:
    """Whether a trade and what follows it are a part of a product's name: "Breville Barista Express"."""
    return (
        match[0][0].isupper()
        and match.lastgroup == "d"
        and bool(_BRAND_BEFORE.search(shown[max(0, match.start() - 20) : match.start()]))
    )


def _own_surname(folded: str, match: re.Match[str]) -> bool:
    """Whether a bare surname is the customer's own: 我是寿光的，姓国. Of theirs it is told who they are."""
    return match[0] == f"姓{match.group(match.lastgroup or 0)}" and not _OF_THEIRS.search(folded)


def withheld(folded: str) -> bool:
    """Whether somebody won't say who it was."""
    return bool(_WITHHELD.match(folded))


def named(text: str) -> str | None:
    """A short answer that names somebody, without what stands around the name."""
    said = whole(text)
    if not said or (_NO_ONE.search(fold(said)) and not _NAMES_ONE.search(said)):
        return None
    bare = _NAMED_THEN.sub("", _NAMED_SO.sub("", _clause(said))).strip(TRIM)
    if not _NO_ONE.search(fold(said)) and _SENTENCE.search(bare) and (name := _only_name(bare)):
        return name
    return bare if len(bare) > 1 else said


def _clause(said: str) -> str:
    """The clause of a Chinese answer that names somebody: what a badge said, else a name before what is said of it."""
    clauses = _CLAUSES.split(said)
    if len(clauses) == 1:
        return said
    if badge := next((one for one in clauses if _BADGE.search(one)), None):
        return badge
    return clauses[0] if _HAN_NAME.fullmatch(fold(_NAMED_SO.sub("", clauses[0]))) else said


def _only_name(text: str) -> str | None:
    """The one name in an answer that says more: "Graham. I said Graham.", "Lee, as I said"; None where there are several."""
    names = list(dict.fromkeys(match["x"] for match in _CAPITALS.finditer(text)))
    return names[0] if len(names) == 1 else None
