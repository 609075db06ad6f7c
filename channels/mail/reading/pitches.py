"""Letters of strangers who want to sell, to be paid, to lure or to threaten: nobody's complaint, and an answer only encourages them.

One sign is never enough, and whoever tells of a trouble of their own is a customer, whatever else they say.
"""

from __future__ import annotations

import re
from typing import Final

#: Who writes: a firm that has something to offer.
_SELLER: Final = re.compile(
    r"\b(?:we(?: are|['’]re)|i(?: am|['’]m)(?: (?:with|from|at))?|this is \w+ (?:with|from|at)|i represent|i work (?:for|with|at))\b[^.!?\n]{0,60}\b(?:agency|manufacturers?|factory|suppliers?|exporters?|wholesalers?|consultancy|marketing (?:team|company|firm|specialists?)|(?:seo|web|software|app|marketing|design|it|outsourcing|lead generation|digital|cleaning|freight|logistics|packaging|translation|recruitment|staffing|printing|sourcing) (?:\w+ )?(?:company|firm|agency|provider|experts?|specialists?|experts?|consultants?|developers?|team)|co\.,? ?ltd|freelancer?|account executive|business development)\b"
    r"|\b(?:our|my) (?:\w+[ -]){0,3}(?:platform|software|solution|tool|service|services|agency|product line|catalogu?e|team|ai|technology|clients)\b[^.!?\n]{0,40}\b(?:helps?|help(?:ed)?|offers?|resolves?|automates?|boosts?|increases?|increased|reduces?|saves?|can (?:help|boost|increase|reduce|save|get|handle|improve)|includes?|starts? (?:at|from)|grow)\b"
    r"|\bwe (?:also )?(?:offer|provide|specialis|specializ|help (?:companies|businesses|brands|teams|firms|shops|retailers|hotels)|manufacture|supply|produce|export|develop|can (?:get|rank|put|bring|deliver|provide|supply|offer|build|redesign|improve) (?:you|your|custom|high|quality))"
    r"|(?:我司|我们公司|我們公司|本公司|我厂|本厂|我廠|本廠)(?:是|系|为|為|主营|主營|专业|專業|专注|專注|长期|長期|可|能|提供|承接|生产|生產|代理|常年)|(?:专业|專業|长期|長期|承接|代理|诚信|誠信)(?:从事|從事|代开|代開|代办|代辦|办理|辦理|提供|承接|生产|生產|定制|定製|回收|批发|批發|代运营|代運營|推广|推廣|优化|優化)|代(?:开|開)(?:各类|各類|增值税|增值稅|正规|正規|普通|专用)?(?:发票|發票)|(?:源头|源頭)(?:厂家|廠家|工厂|工廠)|(?:厂家|廠家)(?:直销|直銷|直供)",
    re.IGNORECASE,
)
#: What is wanted: a talk, an interest, an order.
_WANTS: Final = re.compile(
    r"\b(?:(?:1[05]|20|30|five|ten|fifteen|twenty|thirty|a few)[ -]?min(?:ute)?s?\b[^.!?\n]{0,30}\b(?:call|chat|demo|meeting|next|this|week|tomorrow)|(?:quick|short|brief|free|discovery|intro\w*) (?:call|chat|demo|consultation|audit|trial|quote|proposal)\b|(?:book|schedule|set up|arrange|hop on|jump on) (?:a|an|your) (?:\w+ )?(?:demo|call|meeting|chat|walkthrough)|(?:a|live|product) demo\b"
    r"|send (?:you|over) (?:a|an|our|the|some|more) (?:\w+ )?(?:quotes?|proposal|price ?lists?|catalogu?e|samples?|audit|report|details|information|brochure|portfolio|case stud(?:y|ies))|our (?:latest )?(?:catalogu?e|price ?list|brochure|portfolio)|\bmoq\b|price ?list|(?:any|if you(?:['’]re| are)?|would you be|are you) interest(?:ed)?\b|worth a (?:chat|conversation|look)|open to (?:a |an |exploring|discuss|hear|learn)|would love to (?:show|chat|connect|learn|discuss)|looking forward to (?:your (?:inquiry|enquiry|order)|cooperat|working with|doing business|establish)|(?:business|long[- ]term) (?:cooperation|relationship|partnership)|(?:my|our|the) proposal\b|(?:right|best|better|correct) person|circling back|decision[- ]maker|just (?:bumping|floating|circling|following up|checking if you)|bump(?:ing)? this|did you (?:get|have) a chance to|reply (?:with )?[\"“']?yes)"
    r"|欢迎(?:来电|來電|咨询|諮詢|洽谈|合作|联系|了解|索取|选购)|歡迎(?:來電|諮詢|洽談|合作|聯繫|聯絡|了解|索取|選購)|(?:微信|手机|電話|电话|tel|手機)(?:同号|同號)|加(?:我)?(?:微信|v信|薇信|line)|(?:索取|提供|免费|免費)(?:报价|報價|样品|樣品|资料|資料|方案|试用|試用|体验|體驗)|有(?:意|需要|需求|兴趣|興趣)(?:者|的)?(?:话|話)?(?:请|請|可|欢迎|歡迎)?(?:联系|聯繫|聯絡|回复|回覆|来电|來電|咨询|諮詢|致电|致電|加)|(?:长期|長期)合作|(?:验|驗)(?:真|票)?后付款|验证后付款|(?:期待|希望)(?:与|與|和)(?:您|贵司|貴司|贵公司|貴公司)(?:的)?合作",
    re.IGNORECASE,
)
#: What is said of those who are to buy.
_FLATTERS: Final = re.compile(
    r"\b(?:(?:companies|businesses|brands|teams|firms|shops|stores|retailers) (?:like|such as) you(?:rs)?|your (?:web)?site[^.!?\n]{0,60}\b(?:rank\w*|google|seo|first page|page one|traffic|redesign\w*|backlinks?|conversions?|organic)|(?:first page|top|page (?:one|1)) of google|(?:more|quality|qualified|new) leads|search engines?|purchas(?:ing|e) manager|procurement (?:team|manager)|dear (?:business owner|webmaster|site owner|manager|importer|buyer)|(?:grow|scale|boost|expand) your (?:business|sales|brand|revenue|team|company)|(?:came|come|stumbled) (?:across|upon) your (?:website|company|profile|business|brand|store|page)|your (?:competitors|target audience|sales team|support team|decision)|guest post|sponsored (?:post|article)|link (?:insertion|exchange|building))"
    r"|(?:尊敬的)?(?:采购|採購)(?:经理|經理|负责人|負責人|部)|(?:财务|財務)(?:经理|經理|负责人|負責人)(?:您?好|：|:)|(?:老板|老闆|负责人|負責人|经理|經理)(?:您)?好|(?:税点|稅點|点数|點數)(?:优惠|優惠|低)|(?:价格|價格)(?:优惠|優惠|实惠|低廉|从优|從優)|(?:提升|提高|增加)(?:贵司|貴司|贵公司|貴公司|您的?)?(?:的)?(?:排名|流量|销量|銷量|业绩|業績|转化|轉化|曝光)|网站(?:排名|优化|建设)|網站(?:排名|優化|建設)",
    re.IGNORECASE,
)
#: Lures and threats; each by itself, so it must be said by him who does it.
_CHEATS: Final = re.compile(
    r"\b(?:click|tap|log ?in|sign ?in|use the (?:link|button)|follow the link)\b[^.!?\n]{0,80}\b(?:verify|validate|confirm|update|upgrade|re-?activate|restore|keep|secure|unlock|avoid)\b[^.!?\n]{0,60}\b(?:account|mailbox|e-?mail|password|storage|quota|identity|suspension|deactivation)"
    r"|\b(?:verify|validate|confirm|update|upgrade) your (?:account|mailbox|e-?mail(?: account| address)?|password|webmail)\b[^.!?\n]{0,80}\b(?:within|or (?:it|you|your)|to (?:avoid|continue|prevent))|your (?:mailbox|e-?mail|webmail)(?: account| storage)? (?:is|has|will)\b[^.!?\n]{0,60}\b(?:full|exceeded|quota|deactivated|suspended|closed|expire)[^\0]{0,400}(?:https?://|\bclick\b)"
    r"|\bi(?: have|['’]ve)? (?:hacked|infected|recorded|installed|got access|gained (?:full )?access|been watching)\b[^\0]{0,600}\b(?:bitcoins?|btc|wallet|crypto)\b"
    r"|\b(?:million|[\d.,]{7,}) ?(?:us )?(?:dollars|usd|euros?|pounds|gbp)?\b[^\0]{0,600}\b(?:next of kin|beneficiary|inherit\w*|late (?:husband|father|client)|charity|widow|donat\w+|lottery|investment partner|diplomat)\b|\b(?:widow|next of kin|beneficiary|barrister)\b[^\0]{0,400}(?:\bmillion\b|\d{1,3}(?:,\d{3}){2,}|\binherit\w*)"
    r"|(?:邮箱|郵箱|信箱|帐号|帳號|账号)(?:即将|即將|将|將)(?:被)?(?:停用|关闭|關閉|过期|過期|冻结|凍結)[^\0]{0,200}(?:点击|點擊|https?://|登录|登入)",
    re.IGNORECASE,
)
#: Somebody tells of a trouble, or is a customer.
_CUSTOMER: Final = re.compile(
    r"\b(?:i|we|my \w+)(?: have| had|['’]ve|['’]d)?(?: just| already| recently| also| been| never)? (?:bought|ordered|purchased|paid|received|booked|hired|subscribed|signed up|cancelled|canceled|returned|complained|reported|asked (?:you|for my|for a refund)|been (?:charged|waiting|trying|overcharged|promised)|was (?:charged|told|promised|sent)|were (?:charged|told|promised|sent))\b"
    r"|\b(?:my|our) (?:orders?|parcels?|packages?|delivery|refund|money|bills?|invoices?|payments?|payout|contract|booking|reservation|flight|room|purchase|complaint|deposit|subscription|policy|claim|case|card|bank|warranty|meter|flat|house|kitchen|son|daughter|wife|husband|mother|father|child|baby)\b(?! (?:management|process\w*|workflow|platform|software|system|service|solution|team))"
    r"|\b(?:refund me|money back|charged me|overcharged|sold me|sent me|told me|ignored me|owe[sd]? (?:me|us)|complain(?:t|ing)? (?:about|against)|i want to complain|(?:make|file|lodge|raise) a complaint)\b"
    r"|\bstill (?:not|no|haven['’]t|hasn['’]t|waiting|missing|unpaid|owe|outstanding)\b|\b(?:never (?:came|arrived|received|got|paid|turned|delivered)|unpaid|overdue|unacceptable|disappoint\w*|disgust\w*|appalling|furious|faulty|does(?:n['’]t| not) work|did(?:n['’]t| not) (?:come|arrive|work|turn)|not working|stopped working|can(?:not|['’]t) (?:log|use|reach|access|get)|stop (?:calling|sending|e-?mailing|spamming|texting|harassing)|unsubscrib\w+ (?:me|us)|called me|rang me|keep (?:calling|sending|getting|receiving))\b"
    r"|\byour (?:drivers?|staff|courier|technician|engineer|employees?|colleagues?|shop|store|branch|waiter|cashier|sales(?:man|person|people| rep| agency| team) (?:called|told|said|promised|lied|keeps?|came|sold)|product (?:broke|is|was)|machine (?:broke|is|was)|bill|invoice)\b(?! (?:agent )?(?:management|process\w*|team|training))"
    r"|\b(?:leaks?|leak(?:ing|ed)|wrong\w*|broken?|damaged?|defective|rejected|refus(?:es|ed|ing)|missed|missing|injur\w+|lost|late(?! (?:husband|father|client|wife|uncle|mother))|delay\w*|cancell?ed|rude|smells?|nois[ey]|block(?:s|ed|ing)|stolen|stole|theft|unsafe|dangerous|joke|settle\w*|compensation|sue|lawyer|solicitors?|police|ombudsman|scams?|scammed|phish\w*|clicked|in your name|is (?:it|this) (?:real|genuine|from you)|pension|residents?)\b"
    r"|\b(?:has|have|had|was|were|did|does)(?:n['’]t| not)\b|\b(?:won['’]t|wouldn['’]t|couldn['’]t)\b"
    r"|我(?:要|想)?(?:投诉|投訴|举报|舉報)|我(?:在|于|於|上|昨|前|今|去)[^，,。.！!？?\n]{0,20}(?:买|買|订|訂|下单|下單|购|購)|我(?:买|買|订|訂|付|交|收到)(?:了|的|過|过)?|退(?:款|钱|錢|货|貨|费|費)|(?:你们|你們|你哋|贵司|貴司|贵公司|貴公司)(?:的|家)?(?:店|员工|員工|师傅|師傅|客服|司机|司機|快递|快遞|产品|產品|平台|业务员|業務員|销售|銷售)|(?:欠|拖欠|扣了|多收|乱收|亂收|被骗|被騙|骗我|騙我|骚扰|騷擾|不要再|别再|別再|一直没|一直沒|还没|還沒|坏了|壞了|故障|损坏|損壞|弄[错錯]|漏水|延[误誤]|没(?:到|收到|人管|来)|沒(?:到|收到|人管|來)|不理|拒绝|拒絕|受伤|受傷|危险|危險|迟到|遲到)",
    re.IGNORECASE,
)
#: A firm sends its bill, true or false: it wants to be paid, and no money from us.
_BILLS: Final = re.compile(
    r"\b(?:find|see|attached|enclosed|herewith|attaching|sending)\b(?:(?!\b(?:my|your)\b)[^.!?\n]){0,30}\b(?:(?:pro-?forma )?invoices?|statement of account|remittance advice)\b|\binvoices?\b[^.!?\n]{0,30}\b(?:is|are) (?:attached|enclosed)\b"
    r"|(?:附件|随附|隨附)[^。！？\n]{0,10}(?:发票|發票|账单|賬單|帳單|对账单|對帳單)|(?:发票|發票|账单|賬單|帳單|对账单|對帳單)[^。！？\n]{0,10}(?:见附件|見附件|请查收|請查收)",
    re.IGNORECASE,
)
_PAYABLE: Final = re.compile(
    r"\b(?:due(?: date| by| on)?\b[^.!?\n]{0,12}\d|payable|payment (?:terms|details|instructions)|(?:process|arrange|make|remit|release)\w* (?:the |your |this )?(?:payment|transfer|amount)|bank details|iban|wire)\b"
    r"|(?:安排|尽快|盡快|儘快|及时|及時)(?:付款|支付|汇款|匯款|打款)|(?:收款|开户|開戶|银行)(?:账号|帳號|账户|帳戶|行)",
    re.IGNORECASE,
)
_CLAIMS: Final = re.compile(
    r"\b(?:reimburs|repay|pay (?:me|us) back|cover|damag|repair|claim|cost (?:me|us)|because|after your|expenses?|dispute)\w*|(?:赔|賠|报销|報銷|垫付|墊付|维修|維修|因为|因為|导致|導致|损失|損失)",
    re.IGNORECASE,
)
_LONGEST: Final = 6000
#: So many different wishes of that kind are no accident.
_MANY: Final = 3


def is_pitch(subject: str, said: str) -> bool:
    """Somebody offers something, or wants to cheat us, and is no customer."""
    text = f"{subject}\n{said}"
    if len(said) > _LONGEST:
        return False
    if _is_bill(text):
        return True
    if _CUSTOMER.search(text):
        return False
    if _CHEATS.search(text):
        return True
    wants = {found[0].lower() for found in _WANTS.finditer(text)}
    signs = bool(_SELLER.search(text)) + bool(_FLATTERS.search(text)) + bool(wants)
    return signs >= 2 or len(wants) >= _MANY


def _is_bill(text: str) -> bool:
    """A firm's bill with no word of a trouble; "our invoice" is theirs here."""
    rest, bills = _BILLS.subn(" ", text)
    return bool(bills and _PAYABLE.search(rest)) and not (_CLAIMS.search(rest) or _CUSTOMER.search(rest))
