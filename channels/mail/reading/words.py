"""What mail programs write around history, signatures and footers, in the languages of their users."""

from __future__ import annotations

import re
from typing import Final

_I: Final = re.IGNORECASE

#: "wrote", as it stands between a name and a colon.
WROTE: Final = re.compile(
    r"(?<![^\W\d_])(?:wrote|writes|écrit|ecrit|schrieb|schrieben|geschrieben|schreef|geschreven|escribió|escribio|escrito|escreveu|"
    r"ha scritto|scritto|scrisse|skrev|skrevet|kirjoitti|napisał\(?a?\)?|napisała|pisze|napsal\(?a?\)?|napsala|napisala?|написа|"
    r"napísal\(?a?\)?|пишет|писал\(?а?\)?|писала|написал\(?а?\)?|написала|пише|написав|написала|scris|írta|irta|yazdı|yazmış|"
    r"έγραψε|menulis|đã viết|va escriure|schreibt|rašė|kirjutas|pisal|je napisao(?:/la)?|napisao(?:/la)?|je napisal(?:/a)?)"
    r"|写道|寫道|写到|寫到|(?<=\s)提到(?=\s*[:：])|写下|编写|撰寫|的邮件|のメール|のメッセージ|さんは書きました|が書いた|작성|님이 쓴 글|썼습니다|כתב(?:/ה)?|כתבה|كتب|เขียนว่า|เขียน",
    _I,
)
#: An attribution begins with one of these, a date, or a name with an address.
BEGINS: Final = re.compile(
    r"[>\s*_(\[\"“—–-]*(?:On|At|Le|Am|Em|El|Il|Op|Den|På|Pe|Dnia|W dniu|Dne|Dňa|Ngày|Vào|Pada|Tanggal|Στις|В|On|Am|Kl|Fra|Da|A |Il giorno|"
    r"In|In data|Mensaje|In a message|In message|Quoting|Citando|Zitat von|Citat|Quotation|Kuupäeval|Dana|U|Na|Vl|"
    r"Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Lun|Mar|Mer|Jeu|Ven|Sam|Dim|Mo|Di|Mi|Do|Fr|Sa|So|ma|ti|ke|to|pe|la|su|pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|so|ne|"
    r"пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"Jan|Feb|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[\w.]*[\s,:.]"
    r"|[>\s*_(\[\"“]*(?:在|于|於|自|בתאריך|בת|ב-|في|\d{1,4}\s*[-/.年]|\d{1,2}\.?\s+[^\W\d_]|\d{1,2}[./]\d{1,2}[./]|\d{1,2}:\d\d|Le\b|[^\s，,。！!？?；;：:<>]{1,20}\s(?:在|于|於)\s?\d{4}\s?[-/.年]|[^\n，,。.!?:：<>]{1,60}\s(?:schrieb|wrote|a écrit|escribió|ha scritto|schreef)\s(?:am|on|le|el|il|op)\s\d{1,2}[./-]\d{1,2}[./-]\d{2,4},?\s(?:um\s|at\s|à\s)?\d{1,2}:\d\d|\S[^<>@\n]{0,80}[<(\[]\s*(?:mailto:)?\S+@|\S+@\S+)",
    _I,
)
#: Something that only a mail program's date has: a time, or a year next to other numbers.
DATED: Final = re.compile(
    r"\b\d{1,2}\s?[:.h]\s?\d\d\b|\b(?:19|20)\d\d\b|\d{4}\s*[年년]|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|[上下]午\s*\d|\d\s*[时時点點]",
    _I,
)
EMAIL: Final = re.compile(r"[\w.+'=-]+@[\w-]+(?:\.[\w-]+)+|<mailto:|\[mailto:", _I)
#: Somebody tells what was written; a program does not know these words.
TELLS: Final = re.compile(
    r"\b(?:i|you|your|we|our|my|he|she|they|the|this|that|who|agent|support|ich|sie|wir|ihr|je|vous|nous|usted|yo)\b|[我你您他她它]|客服|贵司|你们",
    _I,
)

_ORIGINAL: Final = (
    r"original\s+message\s+processed\s+by\s+\S+|original\s+(?:messages?|mail|e-?mail|text|appointment)|original|(?:e-?)?mail\s+original|courriel\s+original|reply\s+message|message\s+d['’]origine|message\s+original|"
    r"mensaje\s+original|correo\s+original|ursprüngliche\s+(?:nachricht|e-?mail|mail)|urspr\.?\s+nachricht|original[ -]?nachricht|messaggio\s+originale|"
    r"mensagem\s+original|oorspronkelijk\s+bericht|oorspronkelijke\s+bericht|oprindelig\s+(?:meddelelse|besked|e-?mail)|"
    r"ursprungligt\s+meddelande|originalmeddelande|opprinnelig\s+(?:melding|e-post)|original\s*melding|alkuperäinen\s+viesti|"
    r"(?:oryginalna\s+wiadomość|wiadomość\s+oryginalna)|původní\s+(?:zpráva|e-?mail)|pôvodná\s+správa|"
    r"исходное\s+сообщение|оригинальное\s+сообщение|конец\s+пересылаемого|eredeti\s+üzenet|orijinal\s+(?:mesaj|ileti)|mesaj\s+original|αρχικό\s+μήνυμα|"
    r"原始\s*邮件(?:信息)?|原始\s*郵件|原始\s*信件|原始\s*消息|原始\s*訊息|原\s*邮件|原\s*郵件|邮件\s*原文|郵件\s*原文|回复的\s*(?:原)?邮件|回覆的\s*(?:原)?郵件|回复邮件信息|回复邮件|引用原文|原文|原信件?|原來的郵件|邮件原件|郵件原件|antwort\s+nachricht|opphavl\w+\s+melding|izvorn[oa]\s+(?:sporočilo|poruka)|originalna\s+poruka|(?:оригинално|оригинална|изворна)\s+(?:писмо|порука)|(?:початкове|оригінальне)\s+повідомлення|missatge\s+original|mensaxe\s+orixinal|jatorrizko\s+mezua|pesan\s+asli|mesej\s+asal|algne\s+(?:kiri|sõnum)|(?:originalus|pradinis)\s+laiškas|sākotnējā\s+ziņa|tin\s+nhắn\s+gốc|thư\s+gốc|oorspronklike\s+boodskap|upprunaleg\s+skilaboð|הודעה\s+מקורית|الرسالة\s+الأصلي\S+|پیام\s+اصلی|ข้อความต้นฉบับ|eredeti\s+levél|replied\s+message|"
    r"元のメッセージ|元のメール|원본\s*메일|원본\s*메[시세]지|원본\s*이메일|original-nachricht|quoted\s+(?:message|text)"
)
_FORWARDED: Final = (
    r"forwarded\s+(?:message|mail|e-?mail)|begin\s+forwarded\s+message|forwarded\s+by|weitergeleitete\s+nachricht|anfang\s+der\s+weitergeleiteten\s+(?:nachricht|e-?mail)|"
    r"message\s+transféré|message\s+transmis|début\s+du\s+message\s+(?:réexpédié|transféré)|mensaje\s+reenviado|inicio\s+del\s+mensaje\s+reenviado|"
    r"messaggio\s+inoltrato|inizio\s+messaggio\s+inoltrato|mensagem\s+(?:encaminhada|reenviada)|início\s+da\s+mensagem\s+(?:encaminhada|reencaminhada)|doorgestuurd\s+bericht|begin\s+doorgestuurd\s+bericht|"
    r"videresendt\s+(?:meddelelse|besked|melding)|vidarebefordrat\s+(?:meddelande|brev)|vidaresänt\s+mejl|videresendt|välitetty\s+viesti|"
    r"(?:wiadomość\s+przekazana|przekazana\s+wiadomość|początek\s+przekazywanej\s+wiadomości)|přeposlaná\s+zpráva|"
    r"пересылаемое\s+сообщение|пересланное\s+сообщение|начало\s+переадресованного\s+сообщения|"
    r"转发的?\s*(?:邮件|信息|消息|信件)(?:信息)?|轉寄的?\s*(?:郵件|信件|訊息)|轉發的?\s*(?:郵件|信件)|已转发的?邮件|开始转发的?邮件|開始轉寄郵件|以下(?:是|为)转发的?邮件|被转发邮件信息|转发邮件信息|"
    r"転送(?:された)?メ(?:ッセージ|ール)|전달된\s*메[시세]지|전달된\s*메일|iletilen\s+mesaj"
)
_RULE: Final = r"[-_=—–─━~*＝－·.]{2,}"
#: "-----Original Message-----": what follows is history.
ORIGINAL: Final = re.compile(rf"[>\s]*{_RULE}[\s*]*(?:{_ORIGINAL})[\s*:：]*(?:{_RULE})?\s*$", _I)
#: The same where a telephone has written the whole mail without its line breaks: the labels follow on the line.
FLATTENED: Final = re.compile(
    rf"(?<![-_—])[-_—]{{4,40}}[\s*]{{0,4}}(?:{_ORIGINAL}|{_FORWARDED})[\s*]{{0,4}}[-_—]{{4,40}}(?=[ \t\u00a0]*[^\W\d_]{{1,20}}\s?[:：]\s[^\n]*@)",
    _I,
)
#: The same where the rulers were lines of the page.
ORIGINAL_BARE: Final = re.compile(rf"[>\s*]*(?:{_ORIGINAL})[\s*:：]*$", _I)
#: The same in words not known here. It counts above a block of From, Sent, To only.
CAPTION: Final = re.compile(r"[>\s]*[-_=—─*＝－]{2,60}[ \t\u00a0]?[^\W_][^\n]{0,40}?[-_=—─*＝－]{2,60}\s*$")
#: "---------- Forwarded message ---------": what follows is news to us.
FORWARDED: Final = re.compile(
    rf"[>\s]*(?:{_RULE}[\s*]*(?:{_FORWARDED})[^\n]{{0,60}}$|(?:{_FORWARDED})\s*[:：]\s*$)", _I
)
#: A ruler and nothing else.
RULER: Final = re.compile(r"[\s>|]*(?:[-_=—–─━*＝－]\s?){3,}[\s|]*$")

_LABELS: Final = {
    "from": r"from|von|de|da|van|från|fra|lähettäjä|od|от(?: кого)?|від|發件人|发件人|寄件者|寄件人|发送者|發送者|发信人|發信人|发送人|發送人|寄信人|差出人|送信者|보낸\s?사람|보낸이|발신|kimden|gönderen|feladó|από|expéditeur|remitente|mittente|remetente|absender|afzender|avsender|afsender|avsändare|nadawca|odesílatel|отправитель|nguồn|dari|從|从|自|enviado por|de la|من|المرسل|מאת|จาก|šalje|từ|از|daripada|від|nuo|saatja",
    "sent": r"sent|sent at|sent on|sent time|gesendet|gesendet am|envoyé|envoyé le|envoye|enviado|enviado el|enviada|enviado em|enviada em|inviato|verzonden|skickat|sendt|lähetetty|wysłano|wysłane|odesláno|отправлено|发送时间|發送時間|发送日期|發送日期|寄件日期|傳送日期|傳送時間|发件时间|寄件時間|送信日時|送信|보낸\s?날짜|보낸\s?시간|전송|gönderildi|gönderilme|elküldve|trimis|αποστολή|στάλθηκε|đã gửi|تاريخ الإرسال|تم الإرسال|أرسلت|נשלח|ส่ง|poslano|poslato|изпратено|ارسال شده|فرستاده شده|dihantar|dikirim|надіслано|відправлено|odoslané|išsiųsta|nosūtīts|saadetud|enviat",
    "date": r"date|datum|fecha|data|dato|päivämäärä|päiväys|дата|日期|時間|时间|日時|日付|날짜|tarih|dátum|ngày|date d['’]envoi|tanggal|التاريخ|תאריך|วันที่|تاریخ|tarikh|kuupäev",
    "to": r"to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|收件人|收件者|收信人|宛先|받는\s?사람|받는이|수신|kime|alıcı|címzett|pour|destinataire|destinatario|destinatário|empfänger|ontvanger|modtager|mottaker|adresat|către|προς|đến|kepada|para el|到|至|致|إلى|الى|אל|ถึง|prima|za|до|به|tới|gửi đến|kam|adressaat|per a",
    "cc": r"cc|bcc|kopie|kopi|kopia|copie|copia|dw|抄送|抄送人|副本|副本收件人|密送|カーボンコピー|참조|kopio|копия|másolat|bilgi|c\.?c\.?|cópia|kopie \(cc\)|نسخة|עותק|สำเนา|kopija|رونوشت|salinan|đồng kính gửi",
    "subject": r"subject|betreff|betrifft|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|主题|主題|主旨|标题|標題|邮件主题|件名|题名|제목|konu|tárgy|subiect|θέμα|chủ đề|subjek|re|الموضوع|נושא|เรื่อง|หัวเรื่อง|относно|موضوع|perihal|zadeva|temats|teema|assumpte|tiêu đề",
    "reply-to": r"reply-to|reply to|antwort an|répondre à|responder a|回复|回覆|答复|回复至|回覆給",
    "other": r"importance|priority|wichtigkeit|importancia|importance|attachments?|anlagen?|anhänge|附件|重要性|优先级|優先順序|添付ファイル|categories|cc\s?to|message-id|organization",
}
#: One line of a block of headers; the group that matched tells which.
LABEL: Final = re.compile(
    r"[>\s|*_•·\-]{0,12}(?:"
    + "|".join(f"(?P<{name.replace('-', '_')}>{alternatives})" for name, alternatives in _LABELS.items())
    + r")[*_ \t\u3000]{0,4}(?:[:：][*_]{0,2}|\||(?<=\t))\s*(?P<value>.*)$",
    _I,
)
#: The same on one line, as a flattened table gives it.
ON_ONE_LINE: Final = re.compile(
    r"(?:from|发件人|發件人|寄件者|寄件人)\s*[:：].{1,200}?(?:sent|date|to|发送时间|發送時間|日期|寄件日期|收件人|收件者|傳送時間)\s*[:：].{1,300}?(?:subject|to|主题|主題|主旨|收件人|收件者)\s*[:：]",
    _I,
)

#: Desks ask that answers be written above this line.
ABOVE: Final = re.compile(
    r"[^\w\n]{0,40}(?:please\s+)?(?:(?:type|write|enter|add)\s+(?:your\s+)?)?(?:repl(?:y|ies)|respon[ds]e?|answer|comment)(?:\s+\w+)?\s+above\s+(?:this|the)\s+(?:line|text|mark)"
    r"|[^\w\n]{0,40}(?:write|type)\s+(?:your\s+)?(?:reply|answer|message|comment)?\s*above\s+this\s+line"
    r"|[^\w\n]{0,40}bitte\s+(?:antworten\s+sie\s+)?(?:oberhalb|über)\s+dieser\s+(?:linie|zeile)|[^\w\n]{0,40}antworten?\s+(?:sie\s+)?(?:bitte\s+)?(?:oberhalb|über)\s+dieser\s+(?:linie|zeile)"
    r"|[^\w\n]{0,40}(?:veuillez\s+)?(?:répondre|répondez|ajouter\s+(?:votre|une)\s+réponse|écri\w+ (?:votre )?réponse)\s+au-dessus\s+de\s+cette\s+ligne"
    r"|[^\w\n]{0,40}(?:por\s+favor,?\s+)?(?:escriba|responda|escreva)[^\n]{0,30}(?:encima|arriba|acima)\s+de(?:sta|\s+esta)\s+l[íi]n(?:ea|ha)"
    r"|[^\w\n]{0,40}(?:请|請)?(?:在|于|於)(?:此|这|這|本|该|該)(?:一)?(?:行|线|線|条线|分隔线|分隔線|虚线)(?:的)?(?:以)?上(?:方|面)?[^\n]{0,10}(?:回复|回覆|答复|输入|書寫|书写|填写|回信)|[^\w\n]{0,40}(?:请|請)?(?:回复|回覆)(?:内容)?(?:请|請)?(?:写|寫|放)?在(?:此|这|本)(?:行|线|線)(?:以)?上"
    r"|[^\w\n]{0,40}この(?:行|線)(?:より|の)上に",
    _I,
)

#: What mails are written with: kinds of telephones and programs, in the words of their users.
_KNOWN_DEVICE: Final = (
    r"\bi(?:phon|pad|pod)|\bios\b|android|blackberry|samsung|galaxy|huawei|xiaomi|\bmi\s\d|redmi|\boppo\b|\bvivo\b|\bhonor\b|oneplus|nokia|\bhtc\b|motorola|\bmoto\b|droid|\bsony\b|xperia|\blg\s|\bpixel\b|phone|\bmobil|\bcell\b|handy\b|"
    r"m[óo]vil|celular|portable|t[ée]l[ée]phone|telefon|telefoon|tel[eé]fono|cellulare|tablet|handheld|\bpalm\b|windows|outlook|\bmail|e-?mail\b|\w{1,20}mail\b|yahoo|proton|\baol\b|airmail|\bspark\b|mailbird|mailbox|"
    r"superhuman|\bfront\b|\bhey\b|sparrow|thunderbird|\bnine\b|\bboxer\b|edison|newton|canary|mimestream|verizon|at&t|t-mobile|apple|macbook|\bmac\b|surface|\bzoho\b|tutanota|wireless|computer|laptop|\btrådlös|wechat|"
    r"телефон|смартфон|планшет|почт|айфон|моби|웹메일|메일"
)
#: Within a few words of "sent from".
_DEVICE: Final = rf"[^\n]{{0,40}}?(?:{_KNOWN_DEVICE})[^\n]{{0,80}}"
_DEVICE_HAN: Final = rf"[^\n，,。]{{0,20}}?(?:{_KNOWN_DEVICE}|邮箱|郵箱|信箱|邮件|郵件|大师|手机|手機|平板|小米|华为|華為|荣耀|三星|苹果|携帯|スマート|メール|휴대|갤럭시|아이폰)[^\n，,。]{{0,20}}?"
#: What telephones and free mail services add by themselves.
SENT_FROM: Final = re.compile(
    # What has a number speaks of a parcel, what has a verb is a sentence.
    r"(?![^\n]*\d{5})(?!\W{0,8}sent\s[^\n]*\b(?:is|are|was|were|has|have|will)\b)[\s*_>\[(<\-—–]{0,8}(?:"
    rf"(?:this\s+(?:message|e-?mail)\s+was\s+)?(?:sent\s+(?:from|via|using|with|by|through)|from\s+my)\s+{_DEVICE}"
    r"|sent\s+from\s+workspace\s+one\s+[^\n]{1,30}"
    r"|get\s+outlook\s+for\s+\w+[^\n]{0,60}|get\s+(?:the\s+)?(?:new\s+)?(?:aol|yahoo|bluemail|typeapp|k-9)\s?[^\n]{0,40}|download\s+outlook[^\n]{0,40}"
    rf"|(?:von\s+meine?[mr]?|gesendet\s+(?:von|mit|über|aus)|diese\s+nachricht\s+wurde\s+von|mit\s+(?:meine[mr]|de[mr]))\s+{_DEVICE}|outlook\s+für\s+\w+\s+(?:beziehen|herunterladen)|holen\s+sie\s+sich\s+outlook\s+[^\n]{{1,30}}"
    rf"|envoyé\s+(?:de(?:puis)?|à\s+partir\s+d[eu']|via|avec|par)\s*{_DEVICE}|télécharge[rz]\s+outlook\s+[^\n]{{1,40}}|obtene[rz]\s+outlook\s+[^\n]{{1,40}}"
    rf"|envia(?:do|da|t)\s+(?:desde|des|do|del?|da|a\s+partir|pelo|via)\s+{_DEVICE}|obt[eé]n\w*\s+outlook\s+[^\n]{{1,40}}|(?:obter|obtenha|baixe|baixar|descargar|scarica|ottieni)\s+(?:o\s+)?outlook\s+[^\n]{{1,40}}"
    rf"|inviato\s+(?:da|dal|dall['’]|con|tramite)\s*{_DEVICE}"
    rf"|(?:verstuurd|verzonden)\s+(?:vanaf|via|met|vanuit)\s+{_DEVICE}|outlook\s+voor\s+\w+\s+downloaden"
    rf"|(?:sendt\s+fra|skickat\s+från|skickat\s+fr\S{{1,6}}|lähetetty)\s+{_DEVICE}|(?:hent|hämta|få|hanki)\s+outlook\s*[^\n]{{1,40}}"
    rf"|(?:wysłan[eoy]\s+(?:z|za)|odesláno\s+ze?|odoslané\s+zo?|отправлено\s+(?:с|из|от)|надіслано\s+з|изпратено\s+от|послато\s+са|poslano\s+(?:z|s|iz|sa))\s+{_DEVICE}"
    rf"|(?:dikirim\s+dari|dihantar\s+daripada|đã\s+gửi\s+từ|trimis\s+(?:de\s+pe|din)|elküldve\s+(?:az?|innen)|išsiųsta\s+iš|saadetud\s+(?:minu|mu)|nosūtīts\s+no)\s+{_DEVICE}"
    rf"|(?:(?:στάλθηκε|εστάλη)\s+από|נשלח\s+מ|(?:أرسلت|مرسل|أُرسلت|تم\s+الإرسال)\s+من|ส่งจาก){_DEVICE}"
    r"|(?:发自|發自|来自|來自|寄自|寄件自|發送自|发送自|傳送自)\s*(?:我的|小米|华为|華為|魅族|锤子|苹果|荣耀|榮耀|三星|手机|手機|网易|網易|新浪|搜狐|阿里|钉钉|腾讯|騰訊|企业微信|飞书|移动|行動|iphone|ipad|android|qq|foxmail|mac|windows|outlook|oppo|vivo|mi\b|hotmail|yahoo|雅虎)[^\n]{0,40}"
    rf"|(?:从|從|由|通过|通過|使用|用)\s*{_DEVICE_HAN}\s*(?:发送|發送|傳送|传送)(?:的(?:邮件|郵件))?[。.]?"
    r"|(?:获取|獲取|下载|下載|取得)\s*(?:\w{1,8}\s*版\s*)?outlook\s*(?:for|适用于|適用於)?\s*[^\n]{0,30}|(?:获取|下载)适用于\s*\w+\s*的\s*outlook|outlook\s*(?:for|適用於)\s*\w+\s*(?:を入手|の入手)"
    rf"|(?:此|本)?[邮郵]件由\s*[^\n，,。]{{1,20}}(?:发送|發送)|(?:本)?邮件(?:发自|来自)\s*{_DEVICE_HAN}|来自[^\n]{{1,20}}(?:手机|邮箱)(?:客户端|手机版)?|网易邮箱大师|(?:签名)?由\s*网易邮箱大师\s*定制|签名由[^\n]{{1,20}}定制"
    rf"|(?:私の)?{_DEVICE_HAN}(?:から|より)送信(?:されました)?[^\n]{{0,6}}|(?:나의|내)?\s*{_DEVICE_HAN}에서\s*(?:보냄|전송)|iphone'?[ud]+[ae]n\s+gönderildi"
    r"|virus-free\.?\s*www\.\S+|https?://(?:www\.)?(?:avast|avg)\.com/\S{0,200}|#[0-9a-f]{8}-[0-9a-f-]{10,40}|(?:this\s+email\s+has\s+been\s+checked\s+for\s+viruses|no\s+virus\s+found)[^\n]{0,80}"
    r"|(?:please\s+)?excuse\s+(?:my\s+)?(?:brevity|typos|any\s+typos|the\s+brevity)[^\n]{0,60}|please\s+consider\s+the\s+environment[^\n]{0,80}|请考虑(?:环境|環保)[^\n]{0,40}"
    r")[\s*_>\])\-—–]{0,8}$",
    _I,
)

#: A footer begins: law, confidentiality, a list's own lines.
FOOTER: Final = re.compile(
    r"[\s*_#\-=>【\[（(]{0,12}(?:"
    r"confidential(?:ity)?\s*(?:notice|note|statement|disclaimer|warning)?\s*(?:[:：\-–]|$)|(?:legal\s+|e-?mail\s+|important\s+)?(?:disclaimer|legal\s+notice)\s*(?:[:：]|$)|(?:important\s+)?notice\s*[:：]\s*(?:this|the)\s+[^\n]{0,80}(?:intended|confidential|privileged)|privileged\s+(?:and|&|/)\s*confidential|important\s*(?:notice)?:\s*this\s+(?:e-?mail|message)|"
    r"(?:the\s+)?(?:information|contents?)\s+(?:contained\s+|transmitted\s+)?(?:in|of|by|with)\s+(?:this|the)\s+(?:e-?mail|message|communication|transmission|electronic)[^\n]{0,200}|"
    r"(?:please\s+(?:note|be\s+advised)\s+that\s+)?th(?:is|e)\s+(?:e-?mail|message|communication|electronic\s+(?:mail|message)|transmission)(?:\s+message)?(?:,?\s*(?:and|including|together\s+with|with|\()\s*(?:any|all|its|the)?\s*[^\n]{0,60}?)?,?\)?\s*(?:is|are|may|contains?|was\s+sent|has\s+been\s+sent|and\s+its)\s+[^\n]{0,80}(?:confidential|privileged|intended|solely|proprietary)|"
    r"if\s+you\s+(?:are\s+not\s+the\s+(?:intended|named)|have\s+received\s+this\s+(?:e-?mail|message|communication)\s+(?:in\s+error|by\s+mistake))|"
    r"diese\s+(?:e-?mail|nachricht)\s+(?:und\s+[^\n]{0,60})?(?:enthält|kann|ist|könnte)[^\n]{0,80}(?:vertraulich|bestimmt|rechtlich)|ce\s+(?:message|courriel|mail|e-?mail)[^\n]{0,120}confidenti|este\s+(?:mensaje|correo|e-?mail)[^\n]{0,120}confidenci|esta\s+mensagem[^\n]{0,120}confidenci|(?:questo|il\s+presente)\s+(?:messaggio|e-?mail)[^\n]{0,120}(?:riservat|confidenzial)|"
    r"(?:de\s+informatie\s+in\s+)?(?:dit|deze)\s+(?:e-?mail)?(?:bericht)?[^\n]{0,120}vertrouwelijk|der\s+inhalt\s+dieser\s+(?:e-?mail|nachricht)[^\n]{0,80}(?:vertraulich|bestimmt)|este\s+(?:mensaje|correo)[^\n]{0,80}exclusivamente|(?:le\s+informazioni|il\s+contenuto)[^\n]{0,60}(?:e-?mail|messaggio)[^\n]{0,80}(?:riservat|confidenzial)|"
    r"(?:denne|detta|det\s+här)\s+(?:e-?post|e-?mail|meddelelse|meddelande|melding|mejl)[^\n]{0,120}(?:fortroli|konfiden)|tämä\s+(?:sähköposti|viesti)[^\n]{0,120}luottamuks|(?:treść\s+)?(?:tej|niniejszej|ta|niniejsza)\s+wiadomoś[^\n]{0,120}(?:poufn|przeznaczon)|(?:obsah\s+)?(?:této|tato|tento)\s+(?:zpráv|e-?mail)[^\n]{0,120}(?:důvěrn|určen)|"
    r"(?:данное|это|настоящее)\s+(?:электронное\s+)?(?:сообщение|письмо)[^\n]{0,120}(?:конфиденц|предназначен)|bu\s+(?:e-?posta|mesaj|ileti)[^\n]{0,120}gizli|"
    r"th(?:is|e)\s+(?:e-?mail|message)\s+(?:has\s+been|was)\s+(?:scanned|checked|virus)|think\s+before\s+you\s+print|[^\n]{2,60}\b(?:ltd|limited|plc|llp)\b[^\n]{0,30}\sregistered\s+in\s+(?:england|wales|scotland|ireland|northern)\b|registered\s+(?:office|address)\s*:|(?:注意|提醒|提示|警告)\s*[：:]\s*(?:此|本|该)(?:邮件|郵件)(?:来自|來自|由|源自)[^\n]{0,10}外部|"
    r"(?:保密|免责|免責|法律|机密|機密|隐私|隱私|版权|版權)(?:声明|聲明|提示|提醒|条款|條款|通知|公告|须知|資訊|信息)\s*(?:[:：】\])）]|$)|"
    r"(?:(?:特别|重要|郑重)?(?:声明|聲明|提示|提醒|注意)\s*[:：]\s*)?(?:本|此|该|這封|这封|本封)(?:电子|電子)?(?:邮件|郵件|信件|电邮|電郵)(?:及|和|与|與|連同|连同|内容|中|所|包括|可能|仅|僅|含)[^\n]{0,80}(?:机密|機密|保密|收件人|專為|专供|仅供|僅供|授权|授權|秘密|特定)|(?:此|本)(?:电子)?(?:邮件|郵件)(?:为|為|由)系统自动|"
    r"このメール(?:には|は)[^\n]{0,60}(?:機密|秘密)|"
    r"you\s+(?:are\s+receiving|received)\s+this\s+(?:e-?mail|message)\s+because|to\s+unsubscribe\b[^\n]{0,120}|unsubscribe\s*(?:[:：|]|here|from)|you\s+can\s+(?:reply\s+to\s+this\s+email|view,\s+comment)|reply\s+to\s+this\s+email\s+directly\s+or\s+view\s+it\s+on"
    r")",
    _I,
)

#: Of what law speaks in a footer.
MAIL: Final = re.compile(r"[邮郵信]件|[电電][邮郵]|e-?mail|message|mensaje|courriel|nachricht|messaggio|bericht", _I)
#: What law says of a mail, and hardly anybody of a kettle.
LEGAL: Final = re.compile(
    r"confiden|privileged|proprietary|\bintended\s+(?:only|solely|exclusively|recipient|for\s+(?:the|use|its|whom))|\baddressees?\b|\brecipient|unauthori[sz]ed|\bdisclos|disseminat|"
    r"strictly\s+prohibited|\bvirus|(?:^|\s)unsubscribe\s*(?:[:：|]|here|from\s+this|$)|to\s+unsubscribe\s+(?:from|send|visit|click\s+(?:here|on|the)|go|,)|mailing\s+list|registered\s+(?:office|in|address)|views\s+(?:or|and)\s+opinions|\bsolely\s+th|"
    r"before\s+you\s+print|before\s+printing|(?:received|receiving)\s+this\s+(?:e-?mail|message|communication)|(?:reply\s+to|view)\s+(?:this\s+email|it\s+on)|view,\s+comment|scanned|in\s+error|"
    r"vertraulich|empfänger|bestimmt|rechtlich|unbefugt|destinatair|destinatari|destinatári|exclusivamente|riservat|vertrouwelijk|geadresseerde|fortroli|konfiden|luottamuks|poufn|przeznaczon|adresat|důvěrn|určen|"
    r"конфиденц|предназначен|gizli|机密|機密|保密|秘密|收件人|收件者|授权|授權|专供|仅供|僅供|仅限|僅限|特定|免责|免責|版权|版權|隐私|隱私|法律|未经|未經|系统自动|系統自動|外部|機密|disclaimer|legal\s+notice",
    _I,
)
#: A line that says only that something comes.
INTRODUCES: Final = re.compile(
    r"\W{0,3}(?:hi|hello|hey|dear|good\s+(?:day|morning|evening|afternoon)|greetings|hallo|guten\s+(?:tag|morgen|abend)|sehr\s+geehrte|liebe|bonjour|madame|hola|buen[oa]s|estimad|olá|ciao|buongiorno|gentile|"
    r"здравствуйте|добрый\s+день|(?:your|you)\s+asked|as\s+(?:you\s+)?(?:asked|requested)|here(?:['’]s|\s+(?:is|are|you|it|comes?))|(?:please\s+)?find|attached|my\s+(?:data|details|address|contact)|voici|hier\s+(?:ist|sind|meine)|aquí|ecco|"
    r"你好|您好|尊敬的|以下|如下|这是|這是|我的(?:信息|资料|資料|地址|联系方式|聯絡方式))",
    _I,
)

_PARTING: Final = (
    r"(?:with\s+)?(?:best|kind|warm|kindest|warmest|many|my\s+best)(?:\s*,?\s*(?:and\s+)?(?:best|kind|warm))?\s+(?:regards|wishes)|regards|rgds|(?:yours\s+)?(?:sincerely|faithfully|truly|respectfully)(?:\s+yours)?|yours|cheers|cordially|best|br|kr|sincerely\s+yours|warmly|respectfully|thanks\s+(?:and|&)\s+(?:best\s+)?regards|thanks,?\s+(?:best|kind)\s+regards|thank\s+you\s+and\s+(?:best|kind)\s+regards|"
    r"mit\s+(?:freundlichen|besten|herzlichen|lieben|vielen)\s+(?:grüßen|grüssen|gruessen|gruß|grüße)|mit\s+freundlichem\s+gruß|freundliche\s+grü(?:ß|ss)e|(?:viele|beste|liebe|schöne|herzliche)\s+grü(?:ß|ss)e|(?:lieben|schönen|besten)\s+gru(?:ß|ss)|gru(?:ß|ss)|hochachtungsvoll|mfg|lg|vg|"
    r"(?:bien\s+)?cordialement|(?:bien\s+)?à\s+vous|salutations(?:\s+distinguées)?|meilleures\s+salutations|bien\s+amicalement|sincères\s+salutations|(?:un\s+)?(?:cordial\s+)?saludos?(?:\s+cordial(?:es)?)?|atentamente|atenciosamente|(?:cordiais\s+)?saudações|cumprimentos|(?:os\s+)?melhores\s+cumprimentos|att\.?|abraços?|(?:cordiali|distinti|cari)\s+saluti|saluti|"
    r"(?:met\s+)?(?:vriendelijke|hartelijke)\s+groe(?:t|ten)|mvg|groe(?:t|ten|tjes)|(?:med\s+)?(?:venlig|vennlig|vänlig|bedste|beste)(?:a)?\s+h(?:ilsen|älsning(?:ar)?)|mvh|hälsningar|terveisin|ystävällisin\s+terveisin|pozdrawiam|z\s+poważaniem|s\s+pozdravem|с\s+уважением|"
    r"(?:此致)?[\s，,]*敬[礼禮]|此致|顺颂[^\n]{0,8}|順頌[^\n]{0,8}|即颂[^\n]{0,6}|祝[\s：:，,]{0,3}(?:好|商祺|顺利|順利|工作顺利|工作愉快|生意兴隆|安好|安康|一切顺利|身体健康|万事如意|生活愉快|周末愉快)|(?:顺|順)祝[^\n]{0,8}|谨上|謹上|敬上|敬啟|敬启|拜上|以上[，,]?(?:谢谢|謝謝)|(?:此|顺)致[^\n]{0,4}|以上、?よろしくお願い(?:いた)?します。?|よろしくお願い(?:いた)?します。?|敬具|감사합니다\.?|드림"
)
#: Words of parting, perhaps in two languages; what stands behind them is a name and how to reach it.
PARTING: Final = re.compile(
    rf"[\s*_]{{0,40}}(?:{_PARTING})(?:[ \t,]{{0,3}}[/|·•][ \t]{{0,3}}(?:{_PARTING}))?[\s,.!，。！、~～*_]{{0,4}}$",
    _I,
)
#: Those of them that are also a firm's name, money or a word of any sentence: only names below show what is meant.
PARTING_SHORT: Final = re.compile(r"[\s*_]{0,4}(?:best|yours|br|kr|lg|vg|mfg|mvg|mvh|att)\b\W{0,4}$", _I)
#: Somebody wants to be called.
CALL: Final = re.compile(
    r"\b(?:ring|call|phone|telephone|text)(?:ing|s)?\s+(?:me|us|back|my\s+\w+)\b|\b(?:me|us)\s+a\s+(?:ring|call|bell|buzz)\b|(?:给|給|打|畀|俾|回)(?:我|我们|我們|个|個|返|下)?(?:打|回)?(?:个|個)?(?:电话|電話)|(?:回|来|來|致)[电電](?!视|視|脑|腦)|打(?:给|給|畀|俾)(?:我|本人)|(?:联系|聯繫|聯絡)(?:我|本人)",
    _I,
)
#: A telephone's number on a line, and what is none of somebody's own.
PHONE: Final = re.compile(r"(?<![\w.-])\+?\(?\d[\d ()./-]{6,18}\d(?![\w-])")
FAX: Final = re.compile(r"\b(?:f|fax|telefax|vat|reg(?:istered)?|no|hrb|ust|iban|company)\b|传真|傳真|税号|稅號", _I)
#: How somebody is reached, or what a firm calls itself: what signatures hold and sentences do not.
CONTACT: Final = re.compile(
    r"(?:^|[\s|(])(?:tel|phone|mobile|mob|cell|fax|office|direct|handy|telefon|téléphone|móvil|teléfono|m|t|p|f|o|d|c|e|w|e-?mail|mail|web|website|www|skype|linkedin|add|address|qq|wechat|微信|电话|電話|手机|手機|传真|傳真|座机|分机|邮箱|信箱|电邮|電郵|地址|邮编|郵編|网址|網址|网站|官网|电子邮件)\s*(?:号码)?\s*(?:[:：|/]|\.(?!\s*$))"
    r"|https?://|\bwww\.[\w-]+\.|[\w.+-]+@[\w-]+\.[\w.]+|(?:^|\s)\+\d[\d ()./-]{7,}\d|^\W*\(?\d{2,5}\)?[ -.]\d[\d ()./-]{5,}\d\W*$|\b(?:inc|ltd|llc|gmbh|corp|co\.,? ?ltd|s\.a\.|b\.v\.|pty)\b\.?|有限公司|集团|股份|株式会社|公司\s*$|(?:事业|销售|客服|市场|采购|技术|财务|人事|行政|运营|产品)(?:一|二|三)?部",
    _I,
)
#: What complaint forms and answers to our own questions are made of; never a signature.
ANSWERS: Final = re.compile(
    r"(?:订单|訂單|单号|單號|编号|編號|姓名|投诉|投訴|金额|金額|诉求|訴求|型号|产品|商品|日期|时间|order|invoice|ticket|amount|refund|serial|model|account|case|name|complain)\w*\s*(?:号|號|no|number|#)?\s*[.:：#]|^\s*[(（]?\d{1,2}\s*[.、)）:：]",
    _I,
)
#: A stranger's server warns at the top of what it lets in.
BANNER: Final = re.compile(
    r"(?:\s*[\[【]?(?:external|外部)[^\]】\n]{0,20}[\]】]\s*)?[\s*\[【(<!⚠️]{0,10}(?:(?:caution|warning|attention|notice|achtung|vorsicht|external)\s*[:!\]\-–]?\s*(?:this\s+(?:e-?mail|message)\s+(?:was\s+sent\s+|originated\s+|came\s+|is\s+|has\s+(?:been\s+)?(?:sent|originated)\s+)?from\s+(?:an?\s+)?(?:outside|external)|external\s+(?:e-?mail|sender|message)|diese\s+e-?mail\s+(?:kommt|stammt|wurde)\s+von\s+(?:außerhalb|extern))|\[?external\s*(?:e-?mail|sender|message)?\]?\s*:?\s*$|you\s+don['’]t\s+often\s+get\s+e-?mail\s+from|(?:some\s+people\s+who\s+received\s+this\s+message\s+don['’]t\s+often)|(?:警告|注意|提醒|提示|外部邮件|外部郵件)\s*[：:！!】\]]?\s*(?:此|本|该|這封|这封)?(?:邮件|郵件|信件)?(?:来自|來自|由|源自|为|為)(?:外部|公司外|组织外|組織外|企业外)|您?(?:通常)?不(?:经)?常(?:从|收到来自))",
    _I,
)
