"""Bytes to text: the charset that a mail names, what it really means by it, and a guess where it is wrong."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Final

from channels.mail.reading import han

#: What mail programs write → the Python codec that reads what they mean. Subsets are read by their supersets.
_MEANT: Final = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "csgb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "euc-cn": "gb18030",
    "x-euc-cn": "gb18030",
    "cp936": "gb18030",
    "936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "chinese": "gb18030",
    "gb13000": "gb18030",
    "gb-18030": "gb18030",
    "hz-gb-2312": "hz",
    "hz-gb2312": "hz",
    "big5": "big5hkscs",
    "big-5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "csbig5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "950": "cp950",
    "ms950": "cp950",
    "windows-950": "cp950",
    "x-windows-950": "cp950",
    "euc-tw": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "x-euc-jp": "euc_jp",
    "eucjp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "ms949": "cp949",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "us-ascii": "ascii",
    "ansi_x3.4-1968": "ascii",
    "x-ansi": "cp1252",
    "ansi": "cp1252",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8": "cp1255",
    "visual": "cp1255",
    "logical": "cp1255",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-9": "cp1254",
    "iso-8859-13": "cp1257",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-2-0-utf-8": "utf-8",
    "x-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "utf-8mb4": "utf-8",
    "unicode": "utf-16",
    "ucs-2": "utf-16",
    "koi8": "koi8_r",
    "koi-8": "koi8_r",
    "koi8-ru": "koi8_u",
    "win-1251": "cp1251",
    "win1251": "cp1251",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1250": "cp1250",
    "iso-ir-100": "cp1252",
}
_UNKNOWN: Final = frozenset({"", "unknown", "unknown-8bit", "x-unknown", "8bit", "default", "none", "binary", "x-user-defined", "default_charset"})  # fmt: skip
#: Codecs of Python that are no charsets, or that are read as code by mistake.
_NOT_CHARSETS: Final = re.compile(
    r"(?i)base64|hex|quopri|uu|zip|bz2|rot|idna|punycode|escape|undefined|mbcs|oem|raw|utf_?8_?sig"
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
#: Beginning and rest of signs of UTF-8, shown in Latin-1 or Windows-1252: no language writes them beside each other.
_REST: Final = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE: Final = re.compile(rf"[ÂÃ]{_REST}|[à-ï]{_REST}{{2}}|ð{_REST}{{3}}")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BROAD: Final = frozenset({"ascii", "cp1252"})


@lru_cache(maxsize=512)
def codec(name: str) -> str | None:
    """The codec for a charset as a mail names it; None if nobody knows it."""
    plain = name.strip().strip("\"'<>;, ").lower().removeprefix("charset=").strip("\"' ")
    plain = plain.partition("*")[0]
    if plain in _UNKNOWN or not plain.isascii():
        return None
    meant = _MEANT.get(plain) or _MEANT.get(plain.replace("_", "-")) or plain
    for candidate in (meant, meant.replace("windows-", "cp").replace("ibm", "cp"), re.sub(r"^(cp|utf)-", r"\1", meant)):
        try:
            found = codecs.lookup(candidate)
        except (LookupError, ValueError):
            continue
        if not _NOT_CHARSETS.search(found.name):
            return _MEANT.get(found.name, found.name)
    return None


def decode(data: bytes, charset: str | None, *, hint: str | None = None) -> tuple[str, bool]:
    """Text, and whether the named charset was right. `hint` is tried where none is named."""
    text, right = _decoded(data, charset, hint)
    once = _encoded_once(text)
    return once, right and once == text


def _encoded_once(text: str) -> str:
    """Where a program took UTF-8 for Latin-1 and encoded it again, what was written: "ç©ºè°ƒ" is 空调, "Â£" is £."""
    if text.isascii() or not _TWICE.search(text):
        return text
    return "\n".join(map(_line_once, text.split("\n")))


def _line_once(line: str) -> str:
    if line.isascii() or not _TWICE.search(line):
        return line
    try:
        return b"".join(_byte_of(sign) for sign in line).decode("utf-8")
    except UnicodeError:
        return line


def _byte_of(sign: str) -> bytes:
    return sign.encode("latin-1") if sign <= "\xff" else sign.encode("cp1252")


def _decoded(data: bytes, charset: str | None, hint: str | None) -> tuple[str, bool]:
    if data.isascii() and not (charset and re.search(r"(?i)2022|hz|utf-?7|utf-?16|utf-?32|unicode", charset)):
        # Half of all 7-bit bodies name no charset, or a wrong one; only stateful charsets make a difference here.
        plain = b"\x1b" not in data and b"~{" not in data
        return clean(data.decode("ascii") if plain else _guess(data)), True
    for bom, name in _BOMS:
        if data.startswith(bom):
            return clean(data[len(bom) :].decode(name, "replace")), True
    known = codec(charset) if charset else None
    if known is None:
        return clean(_guess(data, hint)), not charset
    if known != "utf-8" and not known.startswith("utf") and _is_utf8(data, single=_is_single(known)):
        # UTF-8 under another name. Text of another charset passes for UTF-8 only by a miracle.
        return clean(data.decode("utf-8")), False
    if known in _BROAD:
        return _broad(data, known)
    named, known = known, han.written_in(data, known)
    try:
        return clean(data.decode(known)), known == named
    except (UnicodeDecodeError, ValueError):
        pass
    replaced = _replaced(data, known)
    bad = replaced.count("\ufffd")
    if bad <= 2 or bad * 50 < len(replaced) or (known == "utf-8" and _is_damaged(replaced)):
        return clean(replaced), False
    guessed = _guess(data, hint)
    return clean(guessed if guessed.count("\ufffd") < bad else replaced), False


def clean(text: str) -> str:
    """Without NUL and lone surrogates, which databases refuse."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return _SURROGATES.sub("\ufffd", text)


def _is_damaged(replaced: str) -> bool:
    """UTF-8 with a part that is broken: no other charset has half as many signs of three bytes by chance."""
    return sum("\u0800" <= sign != "\ufffd" for sign in replaced) >= replaced.count("\ufffd")


def _replaced(data: bytes, known: str) -> str:
    try:
        return data.decode(known, "replace")
    except (UnicodeError, ValueError):
        return data.decode("cp1252", "replace")


def _broad(data: bytes, known: str) -> tuple[str, bool]:
    """Named ASCII or Latin-1, which programs write when they don't know: believe it only if it looks so."""
    if known == "ascii" or _looks_multibyte(data):
        guessed = _guess(data)
        if "\ufffd" not in guessed:
            return clean(guessed), False
    return clean(_western(data)), known != "ascii"


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        # Five bytes that Windows-1252 leaves undefined: as Latin-1 has them.
        return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)


@lru_cache(maxsize=512)
def _is_single(name: str) -> bool:
    """No two high bytes make one sign in this codec."""
    return all(len(bytes((byte,) * 4).decode(name, "replace")) == 4 for byte in range(0x80, 0x100))


def _is_utf8(data: bytes, *, single: bool = False) -> bool:
    """Valid UTF-8 with signs of three bytes or more, so that it can't be GBK by chance ("联通").

    `single`: it is named as a charset of single bytes, where hardly any word is valid UTF-8 by chance.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    high = [sign for sign in text if sign > "\x7f"]
    long = sum(sign >= "\u0800" for sign in high)
    return bool(high) and (single or long * 2 >= len(high) or len(high) >= 12)


def _looks_multibyte(data: bytes) -> bool:
    """Runs of pairs that begin with a high byte: in Western text high bytes stand alone among letters."""
    runs = re.findall(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]){3,}", data)
    together = sum(len(_HIGH.findall(run)) for run in runs)
    return together >= 4 and together * 2 > len(_HIGH.findall(data))


def likely(data: bytes) -> str | None:
    """The codec that bytes of a mail which names no charset were most likely written in."""
    if data.isascii() or _is_utf8(data):
        return None
    return next(iter(_likely(data)), None)


def _guess(data: bytes, hint: str | None = None) -> str:
    """The likeliest reading of bytes whose charset nobody names."""
    if data.isascii():
        for mark, name in ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext"), (b"~{", "hz")):
            if mark in data:
                try:
                    return data.decode(name)
                except (UnicodeDecodeError, ValueError):
                    continue
        return data.decode("ascii")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut off in the middle of its last sign, or with a single stray byte: still UTF-8.
        replaced = data.decode("utf-8", "replace")
        if error.start >= len(data) - 3 or replaced.count("\ufffd") * 20 < len(_HIGH.findall(data)):
            return replaced
    known = codec(hint) if hint else None
    if known and known not in _BROAD:
        try:
            return data.decode(known)
        except (UnicodeDecodeError, ValueError):
            pass
    for name in (*_likely(data), "cp1252"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    likely = _likely(data)
    return data.decode(likely[0], "replace") if likely else _western(data)


def _likely(data: bytes) -> tuple[str, ...]:
    """Codecs in the order of their likelihood, told by which lead and trail bytes occur. None: Western."""
    sample = data[:20_000]
    if not _looks_multibyte(sample) and not _looks_paired(sample):
        return ()
    cyrillic = _cyrillic(sample)
    if cyrillic:
        return (cyrillic,)
    leads: dict[int, int] = {}
    low = pairs = 0
    at = 0
    while at < len(sample) - 1:
        lead = sample[at]
        if lead < 0x81:
            at += 1
            continue
        trail = sample[at + 1]
        pairs += 1
        low += 0x40 <= trail < 0x7F
        leads[lead] = leads.get(lead, 0) + 1
        at += 2
    if not pairs:
        return ()
    if (leads.get(0x82, 0) + leads.get(0x83, 0)) * 10 >= pairs * 3:
        return ("cp932", "gb18030")
    if (leads.get(0xA4, 0) + leads.get(0xA5, 0)) * 10 >= pairs * 3 and low * 10 < pairs:
        return ("euc_jp", "gb18030")
    if low * 5 >= pairs or han.written_in(sample, "gb18030") != "gb18030":
        return ("big5hkscs", "cp950", "gb18030", "cp932")
    if pairs >= 6 and sum(count for lead, count in leads.items() if 0xB0 <= lead <= 0xC8) * 20 >= pairs * 19:
        return ("cp949", "gb18030")
    return ("gb18030", "big5hkscs", "cp949", "euc_jp", "cp932")


def _looks_paired(data: bytes) -> bool:
    """A short run of high bytes that makes up the whole: "李明" in a header."""
    high = len(_HIGH.findall(data))
    letters = len(re.findall(rb"[A-Za-z]", data))
    return high >= 4 and high > letters and any(len(run) % 2 == 0 for run in re.findall(rb"[\x80-\xff]+", data))


def _cyrillic(data: bytes) -> str | None:
    """Words of single bytes between blanks, nearly all of them letters of one of the two Russian charsets."""
    words = re.findall(rb"[\x80-\xff]+", data)
    total = sum(len(word) for word in words)
    if total < 20 or data.count(b" ") * 20 < total or total / len(words) > 14:
        return None
    small = {"cp1251": range(0xE0, 0x100), "koi8_r": range(0xC0, 0xE0)}
    shares = {name: sum(byte in kind for word in words for byte in word) / total for name, kind in small.items()}
    best = max(shares, key=lambda name: shares[name])
    odd = sum(len(word) % 2 for word in words)
    return best if shares[best] > 0.75 and odd * 4 > len(words) else None
