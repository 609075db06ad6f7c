"""Texts that say nothing themselves but where to look: below, between the lines, in what is attached."""

from __future__ import annotations

import re
from typing import Final

from channels.mail.reading import signatures

_I: Final = re.IGNORECASE
_LONGEST: Final = 200
#: A line that only greets; whom it names is of no matter.
_GREETING: Final = re.compile(
    r"\W{0,3}(?:hi|hello|hey|dear|good (?:day|morning|afternoon|evening)|hallo|guten (?:tag|morgen)|sehr geehrte\w*|liebe[rs]?|bonjour|hola|buen[oa]s|estimad\w+|ciao|buongiorno|gentile|olá|你好|您好|尊敬的)"
    r"(?![a-z])[^.!?。！？\n]{0,50}[,，.!。！:：~]?\s*$",
    _I,
)
#: What such texts are made of; any other word says something.
_PLAIN: Final = re.compile(
    # Under which tag: "[Anna]", "marked AL", 标有“李”.
    r"[\[【<\"“「'‘][^\[\]【】<>\"“”「」'‘’\n]{1,12}[\]】>\"”」'’]|\b(?:marked|tagged|prefixed|labell?ed|headed|preceded|start\w*|begin\w*|under)(?: (?:with|by|as|my|name|initials?))*:?\s(?-i:[A-Z])[\w.]{0,15}:?(?![\w'’])"
    r"|\b(?:please|pls|plz|kindly|see|find|read|open|look|at|check|refer|to|view|review|consult|hi|hello|hey|thanks?|thank|you|cheers|ty|fyi|att|regards|best|kind|many|much|very|in|on|of|for|from|with|within|and|or|also|as|requested|asked|it|is|are|be|have|has|been|was|'?ve|i|we|a|an|the|this|these|my|our|your|all|each|every|here|hereto|herewith|everything"
    r"|below|underneath|under|beneath|inline|in-?line|interspersed|between|among|body|mail|e-?mails?|messages?|questions?|points?|lines?|text|texts|font|type|typed|letters?|marked|tagged|prefixed|labell?ed|headed|preceded|start(?:s|ed|ing)?|begin(?:s|ning)?|by|prefix|initials?|tags?|name|bits?|parts?|brackets?|square|asterisks?|stars?|arrows?|highlighted|written|wrote|added|put|given|provided|gave"
    r"|red|blue|green|purple|orange|bold|italics?|capitals?|caps|upper ?case|colou?r|colou?red|answers?|answered|answering|repl(?:y|ies|ied)|respon(?:ses?|ded)|comments?|commented"
    r"|attached|attach|attachments?|enclosed|enclosure|files?|documents?|docs?|pdf|txt|scan|scanned|note|statement|complaints?|details?|information|info|full|description|story|account|forwarded|original|attention|reference|consideration|perusal|convenience|mother|father|mum|dad|wife|husband|son|daughter|parents|partner|client|neighbou?r|colleague"
    r"|siehe|unten|anbei|anhang|im|sehen|sie|finden|anlage|bitte|meine?|unsere?|antworten?|rot|blau|rote[rn]?|schrift|zwischen|den|die|der|das|zeilen|beigefügt\w*|schreiben|brief|beschwerde|danke|mfg|voir|ci-dessous|ci-joint\w*|pièces?|jointes?|mes|ma|mon|réponses?|en|rouge|bleu|merci|lettre|réclamation|ver|abajo|adjunt\w+|archivos?|mis?|respuestas?|rojo|azul|gracias|carta|reclamación|vedi|sotto|allegat\w+|risposte|rosso|grazie|lettera)\b"
    r"|(?:敬|烦|煩)?[请請]|[见見]|[参參][见見阅閱看考]|查[看收阅閱]|[阅閱][读讀]?|看|[详詳]情?|[您你]|我们?|我們|的|用|在|于|於|里|裡|内|內|中|已经?|已經|了|[吧哈啊哦]|一下|如|有|是|[为為]|把|直接|都|也|即|和|及|[与與]|[对對]|[发發]|[写寫]|[标標](?:[红紅注註出示明有了]|在)|前[面头頭]|[开開打][头頭]|字[样樣]|署名|批[注註]|[谢謝]+|麻[烦煩]|感[谢謝]|您好|你好"
    r"|(?:下|[后後])[面方边邊文列述]?|以下|下[记記]|方?[括][号號]|[红紅蓝藍绿綠紫黑粗](?:色|[体體])?的?字?(?:[体體])?|字[体體]?|部分|文字|[内內]容|[问問][题題]|[邮郵]件|信件?|原文|正文|行[间間]|逐[条條一]|[各每](?:[条條点點个個])?|[条條]|[处處]|回[复覆答]|答[复覆案]|回答|[说說]明|[补補]充|附[件档檔上]?|文[件档檔]|[档檔]案|投[诉訴]|[书書]|材料|情[况況]|具[体體]|全文|[详詳][细細情]"
    r"|ご?[覧覧]ください|ください|赤字|青字|記載|回答|添付|ファイル|参照|下さい|です|ます|しました|いたし|お願い|の|に|を|で|は|します|通り|とおり",
    _I,
)
_SAYS: Final = re.compile(r"\w")
_BELOW: Final = re.compile(
    r"\bin-?line\b|\binterspersed\b|\bs\.\s?u\.|ci-dessous|\b(?:siehe|vedi|ver|voir)\b|[见見看阅閱][^附]{0,6}(?:下|[红紅蓝藍绿綠紫]|原文|正文|行[间間])|(?=.*(?:[回答][复覆答案]|批[注註]|[标標][注註出示明在]|[说說]明)).*(?:下[面方边邊文列述]|[见見]下|以下|[红紅蓝藍绿綠紫]|原文|正文|行[间間]|逐)|[红紅蓝藍绿綠紫](?:色的?)?字|[标標][红紅]|如下|下記|赤字|青字"
    r"|(?=.*\b(?:see|look|read|answer\w*|repl\w+|respon\w+|comment\w*|antwort\w*|réponses?|respuestas?|risposte|find|check|refer)\b).*\b(?:below|underneath|beneath|under|between|red|blue|green|purple|orange|bold|italics?|capitals?|caps|upper ?case|colou?red|colou?r|rot|rote[rn]?|blau|rouge|bleu|rojo|azul|rosso|unten|abajo|sotto)\b",
    _I | re.DOTALL,
)
_ATTACHED: Final = re.compile(
    r"\b(?:attached|attachments?|attach|enclosed|enclosure|att|anbei|anhang|anlage|beigefügt\w*|ci-joint\w*|jointes?|adjunt\w+|allegat\w+)\b|\b(?:see|read|open|find|view)\b.{0,20}\b(?:files?|documents?|letter|pdf|scan|note|statement)\b|附[件档檔上]|[见見看]附|添付",
    _I | re.DOTALL,
)


def below(text: str) -> bool:
    """What is said stands between the lines of the mail that is answered: "see my answers in red"."""
    return _only(text, _BELOW)


def attached(text: str) -> bool:
    """What is said stands in a file: "please see attached"."""
    return _only(text, _ATTACHED)


def _only(text: str, place: re.Pattern[str]) -> bool:
    lines = [line.strip() for line in text.strip()[: _LONGEST + 1].split("\n") if line.strip()]
    if not lines or len(text.strip()) > _LONGEST:
        return False
    if len(lines) > 1 and _GREETING.match(lines[0]):
        lines = lines[1:]
    if len(lines) > 1 and signatures.is_name(lines[-1]):
        lines = lines[:-1]
    said = "\n".join(lines)
    return bool(place.search(said)) and not _SAYS.search(_PLAIN.sub(" ", said))
