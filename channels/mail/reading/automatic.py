"""Whether a machine wrote a mail (RFC 3834 and custom), or somebody who writes to all the world. Such a mail must never
be answered: two machines never stop.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from channels.mail.reading import bounces, pitches, words
from channels.mail.reading.addresses import domain
from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Automatic
from channels.mail.reading.mime import Leaf

_I: Final = re.IGNORECASE
#: Subjects as programs write them: the phrase, and behind it a colon, the bracket's end, or nothing.
_REPLIED: Final = re.compile(
    r"^\W*(?:re\s*[:：]\s*)?(?:(?:auto(?:matic|mated|matische|matisch)?|autom\.)[\s-]*(?:reply|response|answer|antwort|replied|respond\w*|acknowledg\w+)|automatische abwesenheits\w+|out[- ]of[- ](?:the[- ])?office(?: (?:auto-? ?)?(?:reply|response|notification|notice|message))?|ooo|vacation (?:reply|notice|response|message)|"
    r"abwesenheits(?:notiz|meldung|nachricht|benachrichtigung|assistent)|réponse automatique(?: d['’]absence)?(?: du bureau)?|message d['’]absence|absente? du bureau|absence du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori ufficio|resposta automática|fora do escritório|automatisch antwoord|afwezigheids\w+|automatisk (?:svar|besked)|autosvar|frånvaromeddelande|fraværsmelding|automaattinen vastaus|poissaoloviesti|odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|automatická odpověď|automatická odpoveď|автоответ(?:чик)?|автоматический ответ|автоматична відповідь|"
    r"(?:automatisch )?afwezigheidsbericht|automatiskt svar|autosvar|resposta automática de ausência|mensagem de ausência|assenza dall['’]ufficio|messaggio di assenza|otomatik (?:yanıt|cevap)|automatikus válasz|răspuns automat|αυτόματη απάντηση|automatski odgovor|samodejni odgovor|"
    r"trả lời tự động|thư trả lời tự động|balasan otomatis|balasan automatik|jawaban otomatis|(?:การ)?ตอบกลับอัตโนมัติ|ตอบกลับโดยอัตโนมัติ|"
    r"(?:系统|系統)?自[动動](?:回复|答复|应答|回覆|答覆|回應|返信|応答)|(?:休假|假期|外出|不在(?:办公室|辦公室)?)自[动動](?:回复|答复|回覆|答覆)|자동\s?(?:응답|회신))(?:\s?\([^()]{0,40}\))?\s*(?:[:：)）\]】]|$|(?<=\s)(?:re|aw|fwd?)\s?[:：])",
    _I,
)
#: Where somebody is: a person may begin so as well, and is believed to be one unless the mail answers another.
_AWAY: Final = re.compile(
    r"^\W*(?:re\s*[:：]\s*)?(?:away from (?:my|the) (?:office|mail|desk)|on (?:vacation|holiday|annual leave)|abwesend|abwesenheit|nicht im (?:büro|haus)|absence|absent|fuori sede|afwezig|frånvaro|poissa|nieobecność|poza biurem|na urlopie|mimo kancelář\w*|niet op kantoor|ikke til stede|ikke på kontoret|ausência temporária|ofis dışında|в отпуске|(?:休假|外出|不在(?:办公室|辦公室))(?:通知|中)?|不在通知|부재중)\s*(?:[:：]|$)",
    _I,
)
#: The same behind the subject that is answered: "Re: Your case | OOO".
_AWAY_BEHIND: Final = re.compile(
    r"[|(\[:：–—-]\s*(?:ooo|out[- ]of[- ](?:the[- ])?office|away|on leave|abwesend)\W*$", _I
)
#: The sentence in which somebody says to be away, with what may stand before it: a greeting, thanks for the mail.
_IS_AWAY: Final = re.compile(
    r"\W*(?:(?:hi|hello|dear|good|hallo|guten|sehr|liebe|bonjour|hola|buen|estimad|ciao|buongiorno|gentile|olá|здравствуйте|добрый|merhaba|xin chào|尊敬|亲爱|親愛|各位|您好|你好)[^\n.!。！]{0,60}[\n,，.!。！:：]\s*)?"
    r"(?:(?:many thanks|thanks?|thank you|vielen dank|danke|merci|gracias|obrigad[oa]|grazie|bedankt|dank|tack|tak|dziękuję|спасибо|благодар|mesajınız için|e-postanız için|cảm ơn|terima kasih|お世話|ご連絡|メール|感[谢謝]|[谢謝][谢謝]?)[^\n.!。！]{0,90}[.!。！\n,，]\s*)?"
    r"(?:ขอบคุณ[^\s]{0,60}\s)?(?:please (?:note|be advised) (?:that )?)?"
    r"(?:(?:i['’]m|i am|i['’]ll be|i will be)\s(?:currently |now |presently )?(?:away|out of (?:the |my )?office|on (?:annual |maternity |paternity |parental |sick |medical )?(?:leave|holiday|vacation)|on a business trip|travell?ing|no longer (?:with|at|employed (?:by|at)|working (?:for|at))\b)|i (?:no longer work|have (?:now )?left)\b|(?:currently )?(?:away from|out of) (?:the|my) office"
    r"|ich bin (?:derzeit|zur ?zeit|momentan|aktuell|vom|bis|ab|im|nicht|in|am)?(?:[^.\n]|(?<=\d)\.){0,60}(?:urlaub|nicht (?:im (?:büro|haus)|erreichbar|am arbeitsplatz)|abwesend|außer haus|elternzeit)|je suis (?:actuellement )?(?:absente?|en (?:congés?|vacances|déplacement))|(?:estoy|estaré|me encuentro) (?:actualmente )?(?:fuera de (?:la )?oficina|de vacaciones|ausente)|(?:estou|estarei) (?:atualmente |de |em )?(?:ausente|fora do escritório|férias)|(?:sono|sarò) (?:attualmente )?(?:assente|in ferie|fuori (?:ufficio|sede))"
    r"|ik ben (?:momenteel |op dit moment )?(?:[^.\n]|(?<=\d)\.){0,40}(?:afwezig|met vakantie|op vakantie|niet (?:op kantoor|aanwezig|bereikbaar))|jag är (?:[^.\n]|(?<=\d)\.){0,40}(?:ledig|på semester|inte på kontoret|bortrest)|jeg (?:er|har) (?:[^.\n]|(?<=\d)\.){0,40}(?:ferie|fraværende|ikke på kontoret)|(?:jestem|przebywam|będę) (?:[^.\n]|(?<=\d)\.){0,40}(?:na urlopie|poza biurem|nieobecn[ay])|(?:я )?(?:сейчас )?(?:нахожусь |в настоящее время )?(?:в отпуске|в командировке|отсутствую)"
    r"|(?:şu anda |(?:[^.\n]|(?<=\d)\.){0,30})(?:izindeyim|tatildeyim|ofis(?:te değilim| dışındayım))|(?:tôi|mình) (?:hiện |đang )*(?:nghỉ phép|đi công tác|không có mặt|vắng mặt)|saya sedang (?:cuti|tidak (?:di|berada)|dinas)|(?:ขณะนี้|ตอนนี้)?[^\n]{0,30}(?:ลาพักร้อน|ไม่อยู่ที่ทำงาน|ไม่อยู่ที่สำนักงาน|ลางาน)"
    r"|(?:我|本人)?(?:目前|现在|現在|正|现|現|将|將)*(?:正在|在|于|於)?[^。\n]{0,24}(?:休假|年假|度假|出差|外出|不在(?:办公室|辦公室|公司)|放假|產假|产假)|(?:我|本人)?已[^。\n]{0,16}[离離][职職]|[^\n。]{0,40}(?:休暇|不在に|出張)|[^\n.]{0,40}(?:휴가|출장|부재))",
    _I,
)
#: What such a machine says besides: nobody reads this, somebody else does, there will be an answer.
_WHILE_AWAY: Final = re.compile(
    r"(?P<mail>(?=\b(?:reply|respond|answer|get back)[^.\n]{0,20}\byour (?:e-?mail|message)|\byour (?:e-?mail|message) (?:will|is) not ))|(?P<access>\b(?:no|limited|without|little|intermittent|restricted) (?:access to|e-?mail)|(?:won['’]t|will not|not|unable to|can(?:not|['’]t)) (?:be )?(?:check\w*|read\w*|monitor\w*|access\w*|respond\w*|repl\w+)|(?:kein|eingeschränkten?|keinen) zugriff|nicht (?:weitergeleitet|gelesen)|pas accès|sin acceso|não terei acesso|senza accesso|geen toegang|brak dostępu|无法(?:及时|即时)?(?:查看|回复|收|处理)|無法(?:及時|即時)?(?:查看|回覆|收|處理)|不能及时)"
    r"|(?P<urgent>\b(?:for (?:anything|any|urgent|immediate)|if (?:it is|it['’]s|your \w+ is|you (?:need|require|have))|in (?:case of|urgent)|urgent)[^.\n]{0,80}(?:contact|call|e-?mail|reach|speak|get in touch)|\bplease (?:direct|forward|send|address) (?:all |any |your )?(?:future |further |other )?(?:enquir|inquir|e-?mail|correspond|message|request|question)\w* to|in dringenden|wenden sie sich|en cas d['’]urgence|pour toute urgence|en caso de urgencia|para asuntos urgentes|em caso de urgência|in caso di urgenza|per urgenze|bij spoed|voor dringende|w pilnych|w sprawach pilnych|в срочных|по срочным|acil|khẩn cấp|trường hợp gấp|mendesak|เร่งด่วน|vid brådskande|ved hastesager|お急ぎの|급한|긴급한|\b(?:in|during) my absence|please (?:contact|e-?mail|reach out to|refer to)[^.\n]{0,80}(?:for (?:assistance|help|support)|while i am|meanwhile|in the meantime)|(?:[后後][续續]|工作|业务|業務|相关|相關)[^。\n]{0,10}(?:请|請)(?:联系|聯絡|转|轉|与|與)|如有(?:急事|紧急|緊急|要事)|(?:紧急|緊急)(?:事|情|请|請|联系|聯絡))"
    r"|(?P<back>\b(?:(?:reply|respond|answer|get back|be in touch|deal with|attend to)[^.\n]{0,60}(?:when i|on my|upon my|after my|as soon as i|once i)|(?:when i|on my|upon my|after my) return)|nach meiner rückkehr|à mon retour|dès mon retour|a mi (?:regreso|vuelta)|no meu regresso|quando (?:voltar|regressar)|al mio (?:rientro|ritorno)|na terugkomst|bij terugkomst|po powrocie|после возвращения|döndüğümde|dönüşümde|khi (?:tôi )?(?:trở lại|quay lại)|setelah (?:saya )?kembali|när jag är tillbaka|når jeg er tilbage|戻り次第|出社後|休暇明け|복귀 (?:후|하는)|(?:回来|回來|返回|返岗|回到)[^。\n]{0,12}(?:回复|回覆|处理|處理|答复|答覆))"
    r"|(?P<office>(?:返回|回到)(?:办公室|辦公室|工作[岗崗]位)|返岗|返崗|[销銷]假)"
    r"|(?P<thanks>\A\W*(?:(?:hi|hello|dear|good|hallo|guten|sehr|liebe|bonjour|hola|尊敬|亲爱|親愛|各位|您好|你好)[^\n.!]{0,60}[\n,，.!:：]\s*)?(?:many thanks|thanks?(?: you)?|vielen dank|danke|merci|gracias|obrigad[oa]|grazie|bedankt|dank|tack|tak|dziękuję|cảm ơn|terima kasih|ขอบคุณ|спасибо|感[谢謝]|[谢謝]{2})[^\n.!。！]{0,60}(?:mail|mejl|อีเมล|message|nachricht|courriel|correo|mensa|messaggio|bericht|wiadomo|письм|来信|來信|邮件|郵件|来函)|\A\W*(?:mesajınız|e-postanız) için teşekkür|\A[^\n。]{0,30}(?:ご連絡|メール)[^\n。]{0,12}ありがとう)",
    _I,
)
#: A machine names itself in its first words.
_NAMES_ITSELF: Final = re.compile(
    r"\W*(?:this is an? auto\w{0,6}(?:[- ]generated)? ?(?:reply|response|answer|acknowledg\w+|message|e-?mail|notification)\b(?! (?:is|was|has|again)\b)|auto(?:matic|mated)?[- ]?(?:reply|response)\s*[:.!\n]|dies ist eine automatische|ceci est (?:une réponse|un message) automatique|(?:este|esta) es una? (?:respuesta|mensaje|correo) automátic|esta é uma (?:resposta|mensagem) automática|questa è una risposta automatica|dit is een automatisch|to jest automatyczna|это автоматическ|(?:这|這|此|本)(?:是|为|為|邮件|郵件|信)?[^。\n]{0,16}自[动動](?:回[复覆]|答[复覆]|[发發]送)|(?<=[【\[(（])(?:系[统統])?自[动動](?:回[复覆]|答[复覆])[】\])）]|this (?:e-?mail address|mailbox|inbox|account|address) is (?:not|no longer) (?:being )?(?:monitored|in use|active|valid|checked|used)|(?:此|本|该|該)(?:邮箱|郵箱|信箱)(?:已|不再)[^。\n]{0,6}(?:停用|使用|停止|[查接]收)|これは自動)",
    _I,
)
#: Nothing but that the mail is there and will be answered.
_GOT_IT: Final = re.compile(
    r"\W*(?:(?:您好|你好|hi|hello|hallo|dear \w+)\W{1,4})?(?:(?:thanks?|thank you|many thanks|vielen dank|danke|感[谢謝]|[谢謝]{2})[^\n.!。！，,]{0,40}[.!。！，,]\s*)?"
    r"(?:(?:(?:您的|你的)?(?:邮件|郵件|来信|來信|信件)(?:我们?|我們)?(?:已(?:经|經)?|都)?收到(?:了)?|(?:我们?|我們)?已(?:经|經)?收到(?:了)?(?:您|你)的(?:邮件|郵件|来信|來信|信件)|i (?:have )?(?:received|got) your (?:e-?mail|message|mail))\W{1,3}|(?:(?<=mail[.!,]\s)|(?<=message[.!,]\s))(?=i will))"
    r"(?:(?:我们?|我們)?(?:将|將|会|會)?(?:尽快|盡快|儘快|及[时時]|稍[后後])(?:与|與|给|給|跟)?(?:您|你)?(?:回[复覆]|答[复覆]|[联聯][系繫絡络]|[处處]理)(?:您|你)?|(?:and )?(?:i )?will (?:reply|respond|answer|get back)(?: to you)?(?: as soon as (?:possible|i can)| shortly| soon)?)\W*(?:[谢謝]{2}\W*|thanks?(?: you)?\W*)?$",
    _I,
)
#: Outlook asks that a mail be forgotten; programs tell that somebody pressed a smiley.
_RECALLS: Final = re.compile(
    r"\W{0,5}[^\n]{1,80}\s(?:would like to recall the message|möchte die nachricht[^\n]{1,200}zurückrufen|souhaite rappeler le message)\b|\W{0,5}(?:[^\n]{1,40}(?:希望|想要|要求)|发件人.{0,6})撤回(?:邮件|郵件|消息|訊息)",
    _I,
)
_REACTS: Final = re.compile(r"\W{0,5}[^\n]{1,80} reacted (?:to your message|via [^\n]{1,120})\W{0,5}$", _I)
_REACTION: Final = "text/vnd.google.email-reaction+json"
#: A note of absence is short; who has more to say than this has written it now.
_LONGEST_NOTE: Final = 700
#: So do people: believed where the mail is of the kind that tells such things.
_RECEIPT: Final = re.compile(
    r"^\W*(?:read[:：]|read receipt|return receipt|gelesen[:：]|lu[:：]|lesebestätigung|leído[:：]|letto[:：]|gelezen[:：]|已读[:：]|已讀[:：]|开封確認|開封済み[:：]|读取回执|已读回执|已讀回執|读信回执|讀取回條|阅读回执|未读[:：]|deleted[:：]|not read[:：])",
    _I,
)
#: What a receipt without a report says, and nothing else.
_WAS_READ: Final = re.compile(
    r"\W*(?:your message\b.{0,300}\bwas (?:read|displayed|deleted)\b|[您你]的(?:邮件|郵件).{0,100}(?:被|已)(?:阅读|閱讀|讀取|读取|打开|開啟|删除|刪除)).{0,80}$",
    _I | re.DOTALL,
)
_CHALLENGE: Final = re.compile(
    r"(?:verify|confirm) (?:that )?you are (?:human|a real|not a spam)|spam ?arrest|your (?:message|mail) (?:is|has been) (?:being )?(?:held|quarantined).{0,80}(?:click|confirm|verify)|boxbe|sender verification (?:required|request)|please confirm your (?:message|email) (?:by|to)",
    _I | re.DOTALL,
)
_ROBOTS: Final = re.compile(
    r"^(?:(?:.*[-_.+])?(?:no|do-?not)[-_.]?(?:reply|responder|respond|response|antwort(?:en)?)\d*(?:[-_.].*)?|ne-?pas-?repondre|nicht-?antworten|auto-?(?:reply|responder|confirm|mailer)|mailer|cron(?:[-_]?daemon)?|nagios|jenkins|notifications?|alerts?|newsletter|listserv|majordomo|mailman)(?:[+-].*)?@",
    _I,
)

_METHOD: Final = re.compile(r"(?im)^METHOD[ \t]{0,4}:[ \t]{0,4}(\w+)")
_TITLES: Final = re.compile(r"(?im)^(?:SUMMARY|LOCATION|ORGANIZER|ATTENDEE)[^\r\n:]{0,300}:([^\r\n]{0,500})")
#: A word, or a sign of a script without blanks.
_WORD: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\d_\u3040-\u30ff\u4e00-\u9fff]{2,}")
#: Lines of calendars: when, where, who, the links and numbers of a conference.
_INVITES: Final = re.compile(
    r"\W*(?:when|where|who|what|title|subject|location|organi[sz]er|calendar|attendees?|guests?|time(?: ?zone)?|date|wann|wo|wer|ort|titel|quand|où|lieu|cuándo|dónde|时间|時間|地点|地點|主题|主題|组织者|召集人|与会者|會議|会议)\s{0,3}(?:\([^()\n]{0,30}\))?\s{0,3}[:：]"
    r"|\W*(?:https?://|more options|learn more|need help|reply for |phone conference|dial[ -]in|one tap mobile|going \(|\(?guest list|you are receiving this|to stop receiving|forwarding this invitation|yes\W{1,5}(?:no\W{1,5})?maybe)"
    r"|.{0,60}(?:you (?:have been|are|were) invited|has invited you|invited you to|invitation from|microsoft teams meeting|zoom meeting|google meet|webex meeting|join (?:the |this |zoom |microsoft teams )?(?:meeting|call|conversation|conference|on your|by (?:phone|video)|with (?:google|a video))|meeting id\b|passcode|view (?:all guest info|your event)|邀请您|邀請您|腾讯会议|会议号)",
    _I,
)
#: Fewer say nothing but what the appointment is about.
_FEWEST_WORDS: Final = 8

#: A desk's first sentence, with what may stand before it. What follows a story is told by somebody.
_HAS_IT: Final = re.compile(
    r"\W*(?:(?:hi|hello|dear|good|hallo|guten|sehr|liebe|bonjour|madame|hola|estimad|olá|gentile|buongiorno|здравствуйте|szanown|beste|geachte|尊敬|亲爱|親愛|您好|你好)[^\n.!。！]{0,60}[\n,，.!。！:：]\s*)?"
    r"(?:(?:thank you|thanks|vielen dank|danke|merci|gracias|obrigad[oa]|grazie|bedankt|dank|dziękujemy|спасибо|感[谢謝]|[谢謝]{2})[^\n.!。！]{0,120}[.!。！\n]\s*)?"
    r"(?:(?:this (?:is|message|e-?mail) (?:is )?(?:to |an automat\w+ )[^\n.]{0,60}(?:that |[.!]\s*))?(?:we(?: have|['’]ve)? (?:successfully )?(?:received|registered|logged) your (?:support |recent |new )?(?:request|ticket|e?nquiry|inquiry|case|e-?mail|message|query|submission|complaint)"
    r"|(?:your|a(?: new)?) (?:support |service |new )?(?:request|ticket|e?nquiry|inquiry|case|query|e-?mail|message|submission)\b[^.\n]{0,60}(?:has been|was|is) (?:successfully )?(?:received|created|registered|logged|opened|submitted|recorded|assigned|being (?:reviewed|processed)))"
    r"|wir haben ihre (?:anfrage|nachricht|e-?mail)[^.\n]{0,40}(?:erhalten|registriert)|ihre (?:anfrage|nachricht|e-?mail)[^.\n]{0,60}(?:eingegangen|erfasst|registriert)|nous avons bien (?:reçu|enregistré) votre (?:demande|message|courriel|e-?mail)|votre demande[^.\n]{0,60}a (?:bien )?été (?:enregistrée|reçue|prise en compte)|hemos recibido (?:su|tu) (?:solicitud|consulta|mensaje|correo)|recebemos (?:a |o )?(?:sua|seu) (?:solicitação|mensagem|pedido|e-?mail)|abbiamo ricevuto (?:la|il) (?:sua|suo|tua|tuo|vostra) (?:richiesta|messaggio|e-?mail)"
    r"|(?:we|wij) hebben (?:uw|je) (?:verzoek|bericht|aanvraag|e-?mail)[^.\n]{0,30}ontvangen|otrzymaliśmy (?:twoje|państwa|pana|pani) (?:zgłoszenie|wiadomość)|(?:мы )?получили ваш\w* (?:обращение|запрос|письмо|заявку)|ваш\w* (?:обращение|запрос|заявка)[^.\n]{0,60}(?:зарегистрирован|принят)"
    r"|(?:我们|我們|系统|系統)?已(?:经|經)?(?:成功)?(?:收到|受理|接收)(?:到)?(?:了)?您的(?:请求|請求|邮件|郵件|来信|來信|咨询|諮詢|查詢|查询|工单|工單|申请|申請|问题|來函|来函)|您的(?:工单|工單|请求|請求|咨询|諮詢|查詢|来信|來信|邮件|郵件)[^。\n]{0,30}(?:已(?:经|經)?(?:创建|建立|受理|提交|登记|登記|收到|接收))|お問い合わせ[^。\n]{0,20}(?:受け付け|受付))",
    _I,
)
_RE: Final = re.compile(r"(?i)\W*(?:re|aw|sv|antw|回复|回覆|答复)\s*[:：]")
_DESK_NUMBER: Final = re.compile(
    r"\b(?:number|no\.?|ticket|case|request|reference|ref|id|nummer|numéro|número|numero|numer|номер)\b\W{0,4}(?:(?:is|id|number|no\.?|ist|est|es|è)\W{0,4})?[A-Z]{0,6}-?\d{3,}|[#＃]\s?[A-Z]{0,6}-?\d{3,}|(?:编号|編號|单号|單號|工单号|工單號|番号)\W{0,4}(?:是|为|為)?\W{0,4}[A-Z]{0,6}-?\d{3,}",
    _I,
)
_PROMISES: Final = re.compile(
    r"\b(?:will|shall|aim to|endeavou?r to|try to|expect to)\b(?! (?:you|anybody|anyone|somebody|someone)\b)[^.\n]{0,60}\b(?:reply|respond|review|contact|get back|be in touch|answer|process)|(?:melden uns|bearbeite[nt])|dans les (?:plus brefs|meilleurs) délais|a la brevedad|o mais breve possível|al più presto|zo spoedig mogelijk|将(?:会|尽快|在)|將(?:會|盡快|儘快|在)|尽快|盡快|儘快|順次",
    _I,
)
#: "[Ticket#88123] …", "Request received: …"; only another desk numbers our mails.
_DESK_SUBJECT: Final = re.compile(
    r"[\[(【]\s{0,2}(?:ticket|case|request|incident|issue|sr|ref|id|工单|工單)?\s{0,2}(?:id|no\.?|number|号|號)?\s{0,2}[:：#＃-]?\s{0,2}[#＃]?[A-Z]{0,6}-?\d{3,}\s{0,2}[\])】]|\b(?:ticket|case|request|e?nquiry|inquiry)\b.{0,30}\b(?:received|created|opened|logged|registered|acknowledg\w+)\b|^\W*received\s*[:：]",
    _I,
)
_DESKS: Final = ("x-loop", "x-otrs-loop", "x-rt-loop-prevention", "x-rt-ticket", "x-zendesk-ticket-id", "x-mailer-zendesk", "x-freshdesk-ticket-id", "x-ticket-id", "x-ticketid", "x-jira-fingerprint", "x-hubspot-ticket-id", "x-sugar-case-id", "x-sn-autoreply", "x-zammad-ticket-id", "x-helpscout-conversation-id", "x-glpi-ticket")  # fmt: skip

_LISTS: Final = ("list-id", "list-post", "x-mailing-list", "mailing-list", "x-loop-list")


def kind_of(
    head: Head,
    leaves: Sequence[Leaf],
    *,
    sender: str,
    subject: str,
    text: str,
    fresh: str,
    report_type: str,
    loop_mark: tuple[str, str] | None,
    own: Collection[str],
) -> Automatic | None:
    """The kind, or None: a person wrote it. What says most comes first.

    `fresh`: the text without history. `own`: our addresses.
    """
    types: Collection[str] = {leaf.content_type for leaf in leaves}
    if loop_mark and loop_mark[1].encode() in head.every(loop_mark[0].lower()):
        return Automatic.LOOP
    if (
        report_type == "delivery-status"
        or "message/delivery-status" in types
        or "message/global-delivery-status" in types
    ):
        return Automatic.BOUNCE
    if report_type == "disposition-notification" or "message/disposition-notification" in types:
        return Automatic.READ_RECEIPT
    if report_type == "feedback-report" or "message/feedback-report" in types:
        return Automatic.REPORT
    if _REACTION in types:
        return Automatic.AUTO_GENERATED
    if bounces.looks_like(head, sender, subject, text):
        return Automatic.BOUNCE
    if head.raw("x-ms-exchange-generated-message-source") and head.raw("return-path").strip() == b"<>":
        return Automatic.AUTO_REPLY
    return (
        _worded(head, subject, text, fresh, own)
        or _declared(head, sender, own)
        or _calendar(leaves, head, subject, text)
        or (Automatic.OFFER if not _answers_us(head, own) and pitches.is_pitch(subject, fresh) else None)
    )


def _answers_us(head: Head, own: Collection[str]) -> bool:
    answered = head.text("in-reply-to").lower()
    return any(f"@{domain(address)}>" in answered for address in own)


def _worded(head: Head, subject: str, text: str, fresh: str, own: Collection[str]) -> Automatic | None:
    """By what it says."""
    answered = head.text("in-reply-to").lower()
    nobody = head.raw("return-path").strip() == b"<>"
    if _RECEIPT.match(subject) and (answered or nobody or _WAS_READ.match(fresh)):
        return Automatic.READ_RECEIPT
    # Customers tell of such demands, and forward them: in the text it is one only where it answers a mail of ours.
    if _CHALLENGE.search(subject) or (_answers_us(head, own) and _CHALLENGE.search(fresh[:2000])):
        return Automatic.CHALLENGE
    if _REPLIED.match(subject) or (answered and (_AWAY.match(subject) or _is_absent(subject, fresh))):
        return Automatic.AUTO_REPLY
    note = fresh.strip()[: _LONGEST_NOTE + 1]
    if (answered or _RE.match(subject)) and (_NAMES_ITSELF.match(note) or _GOT_IT.fullmatch(note)):
        return Automatic.AUTO_REPLY
    if _RECALLS.match(note) or (answered and _REACTS.fullmatch(note)):
        return Automatic.AUTO_GENERATED
    if _is_receipt_of_a_desk(head, subject, text):
        return Automatic.AUTO_REPLY
    return None


def _is_absent(subject: str, fresh: str) -> bool:
    """A note of absence by its words. That somebody is away, a person says too; what a machine adds tells them apart."""
    note = fresh.strip()
    if len(note) > _LONGEST_NOTE or not _IS_AWAY.match(note):
        return False
    added = {found.lastgroup for found in _WHILE_AWAY.finditer(note)}
    return len(added) >= (1 if _AWAY_BEHIND.search(subject) else 2)


def _is_receipt_of_a_desk(head: Head, subject: str, text: str) -> bool:
    """Another firm's desk says that it has our mail, and shows by something else, too, that it is a machine."""
    said = text[:4000].strip()
    above = words.ABOVE.match(said)
    if above:
        said = said[above.end() :].partition("\n")[2].strip()
    if not _HAS_IT.match(said):
        return False
    numbered = bool(_DESK_NUMBER.search(said[:1000]))
    return bool(
        above
        or any(head.raw(name) for name in _DESKS)
        or (_DESK_SUBJECT.search(subject) and not _RE.match(subject))
        or (numbered and (head.raw("x-auto-response-suppress") or _PROMISES.search(said[:1000])))
    )


def _declared(head: Head, sender: str, own: Collection[str]) -> Automatic | None:
    """By its headers, and by the address that it comes from."""
    submitted = head.text("auto-submitted").lower().partition(";")[0].strip()
    precedence = head.text("precedence").lower().strip()
    replied = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply", "x-auto-reply-from", "auto-reply", "x-cron-env", "x-qq-autoreply")  # fmt: skip
    if submitted.startswith("auto-replied") or precedence == "auto_reply":
        return Automatic.AUTO_REPLY
    for name in replied:
        value = head.text(name).lower()
        if value and value not in ("no", "false", "0", "none"):
            return Automatic.AUTO_GENERATED if name == "x-cron-env" else Automatic.AUTO_REPLY
    # A rule that only hands the mail on leaves its own mailbox there, not the writer's.
    if sender and sender.lower() in head.text("x-ms-exchange-inbox-rules-loop").lower().split():
        return Automatic.AUTO_REPLY
    if submitted and submitted != "no":
        return Automatic.AUTO_GENERATED
    # Our own address may be a list that leads to several people: whoever writes to it writes to us.
    listed = not _names_ours(head, own)
    if listed and (any(head.raw(name) for name in _LISTS) or precedence == "list"):
        return Automatic.LIST
    # No Feedback-ID: large providers write it on the mails of their private customers too.
    if precedence in ("bulk", "junk") or (listed and head.raw("list-unsubscribe")) or head.raw("x-campaign"):
        return Automatic.BULK
    if is_robot(sender) or head.raw("return-path").strip() == b"<>":
        # A null sender never comes from a person, whatever the words are.
        return Automatic.AUTO_GENERATED
    return None


def is_robot(address: str) -> bool:
    """Whether nobody reads what is sent to this address: "noreply@…", "mailer-daemon@…"."""
    return bounces.from_system(address) or bool(_ROBOTS.match(address))


def _names_ours(head: Head, own: Collection[str]) -> bool:
    told = " ".join(head.text(name) for name in _LISTS).lower()
    places = set(re.split(r"[\s<>,;:]+", told))
    return any({one.lower(), one.lower().replace("@", ".")} & places for one in own)


def _calendar(leaves: Sequence[Leaf], head: Head, subject: str, text: str) -> Automatic | None:
    """An invitation or its answer as the mail itself; one that is attached to a letter is a file like others."""
    for leaf in leaves:
        if leaf.content_type != "text/calendar" or leaf.disposition == "attachment":
            continue
        if "alternative" in leaf.within or not text.strip() or not leaf.within:
            return None if leaf.within and _invites_with_words(leaf, subject, text) else Automatic.CALENDAR
    return Automatic.CALENDAR if "calendarmessage" in head.text("content-class").lower() else None


def _invites_with_words(leaf: Leaf, subject: str, text: str) -> bool:
    """Somebody asks for an appointment and says why, in more words than title, place and a calendar's own."""
    entry = leaf.data[:20_000].decode("utf-8", "replace")
    method = leaf.parameters.get("method") or next(iter(_METHOD.findall(entry)), "")
    if method.strip().upper() not in ("", "REQUEST", "PUBLISH"):
        return False
    known = set(_WORD.findall(" ".join([subject, *_TITLES.findall(entry)]).lower()))
    lines = [line for line in text[:20_000].split("\n") if not _INVITES.match(line)]
    said = [word for word in _WORD.findall("\n".join(lines).lower()) if word not in known]
    return len(said) >= _FEWEST_WORDS
