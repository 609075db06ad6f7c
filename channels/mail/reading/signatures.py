"""What a sender has not written this time: signature, greetings of telephones, legal footers."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from channels.mail.reading import words

_DASHES: Final = re.compile(r"\s*(?:-- ?|––|—{1,2}|--)\s*$")
_DASHES_LONG: Final = re.compile(r"\s*(?:-{3,}|_{3,}|={4,}|\*{4,}|—{2,}|─{3,}|━{3,}|- - -[ -]*)\s*$")
_DASH_NAME: Final = re.compile(r"\s*[-–—~]\s?[A-Z][\w.'’]*(?:\s+[A-Z]?[\w.'’]+){0,2}\s*$")
_STROKES: Final = re.compile(r"[ \t]*\|[ \t|]*$")
_CLEARSIGNED: Final = re.compile(r"\s*-----BEGIN PGP SIGNED MESSAGE-----\s*$")
_POSTSCRIPT: Final = re.compile(
    r"(?i)\W{0,4}(?:p\.?\s?p?\.?s\b|nb\b|n\.b\.|p\.d\.|pd\s*:|又及|再及|附言|另外|另：|补充|補充|追伸)"
)
_HONORIFIC: Final = r"(?:先生|女士|小姐|经理|經理|主任|敬上|谨上|謹上)"
_NAME_HAN: Final = re.compile(rf"[一-龥]{{1,3}}{_HONORIFIC}|[一-龥·]{{2,4}}(?:\s?{_HONORIFIC})?")
_NO_NAME: Final = re.compile(r"[\d!?:;,()/。！？：；，]")
_PARTICLES: Final = frozenset({"van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "del", "bin", "al", "y", "e", "&"})  # fmt: skip
_LIST: Final = re.compile(r"(?i)mailing list|subscribe|listinfo|google groups|列表")
#: The longest signature that is taken for one.
_MOST_LINES: Final = 14
_LONG_LINE: Final = 90
#: Below words of parting: firms must name their directors and registers.
_MOST_BELOW_PARTING: Final = 40


def strip(lines: list[str], *, reply: bool = False) -> str:
    """The text of the lines without what stands below it. Never leaves nothing where there was something.

    `reply`: the mail answers ours. A card may be the answer there, and a telephone's greeting alone is none.
    """
    lines = _unsigned(lines)
    whole = _joined(lines)
    if reply and not any(line.strip() for line in _devices(lines)):
        return ""
    signed = lines
    for cut in (_footer, _delimited, _devices, _table, _parted, partial(_carded, reply=reply), _devices, _dash_name):
        shorter = cut(lines)
        if any(line.strip() for line in shorter):
            lines = shorter
    return _joined(lines + _number_to_call(lines, signed)) or whole


def is_only_of_device(text: str) -> bool:
    """Nothing but what a telephone adds by itself: "Sent from my iPhone"."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and not any(line.strip() for line in _devices(lines))


def _number_to_call(kept: list[str], signed: list[str]) -> list[str]:
    """The line of a signature with the number of whoever wants to be called and has named none."""
    said = "\n".join(kept)
    if len(kept) == len(signed) or not words.CALL.search(said) or words.PHONE.search(said):
        return []
    below = (line.strip() for line in signed[len(kept) :])
    return next((["", line] for line in below if words.PHONE.search(line) and not words.FAX.search(line)), [])


def above_history(lines: list[str]) -> list[str]:
    """The lines above history without what a program put below them: more may be said below the history."""
    for cut in (_delimited, _devices):
        lines = cut(lines)
    return lines


def _joined(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text)


def _unsigned(lines: list[str]) -> list[str]:
    """Without the frame of a signature by PGP in the text."""
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if start >= len(lines) or not _CLEARSIGNED.match(lines[start]):
        return lines
    start = next((at for at in range(start, len(lines)) if not lines[at].strip()), start)
    stop = next((at for at, line in enumerate(lines) if line.startswith("-----BEGIN PGP SIGNATURE")), len(lines))
    return [line.removeprefix("- ") for line in lines[start + 1 : stop]]


def _footer(lines: list[str]) -> list[str]:
    """Cut where law begins to speak, provided that a paragraph begins there and nothing but such follows."""
    start = None
    for first, last in reversed(_paragraphs(lines)):
        paragraph = lines[first:last]
        legal = any(words.LEGAL.search(line) for line in paragraph)
        if legal and first > 0 and words.FOOTER.match(lines[first]):
            start = first
        elif legal and (within := _captioned(lines, first, last)):
            start = within
            break
        elif not legal and not (
            last - first <= _MOST_LINES
            and (_is_card(paragraph) or all(words.SENT_FROM.match(line) for line in paragraph))
        ):
            break
    if start is None:
        return lines
    above = lines[:start]
    while above and (not above[-1].strip() or _rule(above[-1])):
        above.pop()
    # A greeting alone says nothing: what seemed to be law is what somebody has to say.
    return lines if _introduces(above) else above


def _captioned(lines: list[str], first: int, last: int) -> int | None:
    """Where law begins to speak of the mail within a paragraph, right below a name or the last words."""
    for at in range(first + 1, last):
        line = lines[at]
        if words.FOOTER.match(line) and words.LEGAL.search(line) and words.MAIL.search(line):
            return at
    return None


def _paragraphs(lines: list[str]) -> list[tuple[int, int]]:
    """Where they begin and end: between blank lines and rulers."""
    found: list[tuple[int, int]] = []
    start = None
    for at, line in enumerate([*lines, ""]):
        if line.strip() and not _rule(line):
            start = at if start is None else start
        elif start is not None:
            found.append((start, at))
            start = None
    return found


def _introduces(lines: list[str]) -> bool:
    """Nothing is said here but that something comes: "Good day,", "Here is my address"."""
    said = [line.strip() for line in lines if line.strip()]
    if len(said) != 1 or len(said[0]) > 80:
        return False
    return said[0][-1] in ",，:：" or bool(words.INTRODUCES.match(said[0]))


def _rule(line: str) -> bool:
    return bool(_DASHES.match(line) or _DASHES_LONG.match(line))


def _delimited(lines: list[str]) -> list[str]:
    """Cut at "-- ", or at another ruler above a few short lines."""
    below: list[str] = []
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if not line.strip():
            continue
        short = len(below) <= _MOST_LINES
        if line.rstrip("\r\n") == "-- " or (
            short and _DASHES.match(line) and (_is_card(below[::-1]) or _are_names(below))
        ):
            if not any(other.strip() for other in lines[:at]):
                break
            lines, below = lines[:at], []
            continue
        if short and _DASHES_LONG.match(line) and _is_card(below[::-1]):
            lines, below = lines[:at], []
            continue
        below.append(line)
        if len(below) > 200:
            break
    return lines


def _is_card(below: list[str]) -> bool:
    """Names, numbers, a list's footer; no sentences and no answers."""
    if not below:
        return True
    # A ruler stands between parts of a text as well: only how to reach somebody tells a signature.
    if any(words.ANSWERS.search(line) for line in below):
        return False
    contacts = sum(bool(words.CONTACT.search(line) or _LIST.search(line)) for line in below)
    long = sum(len(line) > _LONG_LINE and not words.CONTACT.search(line) for line in below)
    sentences = sum(bool(re.search(r"[。！？?!;；]|[a-z]{3,}\.$", line)) for line in below)
    return not long and contacts > 0 and sentences <= contacts


def _are_names(lines: list[str]) -> bool:
    """A few lines, each a name and nothing else."""
    return 0 < len(lines) <= 4 and all(is_name(line) for line in lines)


def is_name(line: str) -> bool:
    """The line is a person's name and nothing else."""
    line = line.strip(" \t,.，。*_~-–—")
    if not line or len(line) > 40 or _NO_NAME.search(line):
        return False
    if _NAME_HAN.fullmatch(line):
        return True
    parts = line.split()
    return len(parts) <= 4 and all(part[0].isupper() or part in _PARTICLES for part in parts) and parts[0][0].isupper()


def _devices(lines: list[str]) -> list[str]:
    """Without "Sent from my telephone" and the like at the end."""
    end = len(lines)
    while end:
        last = next((at for at in range(end - 1, -1, -1) if lines[at].strip()), None)
        if last is None:
            return lines[:end]
        line = lines[last]
        if len(line) < 160 and words.SENT_FROM.match(line):
            end = last
            continue
        if _rule(line) and end < len(lines):
            end = last
            continue
        # A telephone's greeting above a short signature.
        for above in range(last - 1, max(-1, last - 7), -1):
            if (
                len(lines[above]) < 160
                and words.SENT_FROM.match(lines[above])
                and _is_card([other for other in lines[above + 1 : end] if other.strip()])
            ):
                end = above
                break
        else:
            return lines[:end]
    return lines[:end]


def _table(lines: list[str]) -> list[str]:
    """Without a signature that was laid out as a table: all that is left of it are its strokes and a few words."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not filled or not _STROKES.match(lines[filled[-1]]):
        return lines
    first = next(at for at in filled[-_MOST_LINES:] if _STROKES.match(lines[at]))
    inside = [line for line in lines[first:] if line.strip(" |")]
    return lines[:first] if len(inside) <= 6 and not any(words.ANSWERS.search(line) for line in inside) else lines


def _parted(lines: list[str]) -> list[str]:
    """Cut at "Best regards" above a name and how to reach it."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in reversed(filled[-_MOST_BELOW_PARTING:]):
        if not words.PARTING.match(lines[at]):
            continue
        below = [lines[place] for place in filled if place > at]
        if words.PARTING_SHORT.match(lines[at]) and not (below and all(_reaches(line) for line in below)):
            continue
        if any(len(line) > _LONG_LINE and not words.CONTACT.search(line) for line in below):
            return lines
        if any(words.ANSWERS.search(line) for line in below):
            return lines
        above = [place for place in filled if place < at]
        # "此致" stands above "敬礼".
        start = above[-1] if above and words.PARTING.match(lines[above[-1]]) else at
        return lines[:start] + _postscript(lines, at + 1)
    return lines


def _reaches(line: str) -> bool:
    """A name, or how to reach it."""
    return is_name(line) or bool(words.CONTACT.search(line) or words.SENT_FROM.match(line))


def _postscript(lines: list[str], at: int) -> list[str]:
    """What is said below the name, after a blank line."""
    kept: list[str] = []
    told = False
    for first, last in _paragraphs(lines[at:]):
        paragraph = lines[at + first : at + last]
        told = told or bool(_POSTSCRIPT.match(paragraph[0]))
        if first > 0 and (told or any(_is_sentence(line) for line in paragraph)):
            kept += ["", *paragraph]
    return kept


def _is_sentence(line: str) -> bool:
    if words.CONTACT.search(line) or words.LEGAL.search(line) or words.SENT_FROM.match(line):
        return False
    long = len(line.split()) >= 4 or len(re.findall("[\u3040-\u30ff\u4e00-\u9fff]", line)) >= 6
    return long and bool(re.search(r"[.。！？!?]\W{0,3}$", line))


def _carded(lines: list[str], *, reply: bool) -> list[str]:
    """Cut a visiting card at the end: a paragraph with a name first and at least two ways to reach it.

    Not where it is what somebody was asked for.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not filled:
        return lines
    start = end = filled[-1]
    while start > 0 and (lines[start - 1].strip() or _gap(lines, start - 1)):
        start -= 1
    while start < end and not lines[start].strip():
        start += 1
    if end - start + 1 > _MOST_LINES or not any(line.strip() for line in lines[:start]):
        return lines
    if _announces(lines[:start]) or (reply and _introduces(lines[:start])):
        return lines
    card = [line for line in lines[start : end + 1] if line.strip()]
    contacts = sum(bool(words.CONTACT.search(line)) for line in card)
    named = len(card[0].strip()) <= 40 and not re.search(r"[:：。！？!?,，;]", card[0].strip(" ,"))
    if len(card) >= 3 and contacts >= 2 and contacts * 3 >= len(card) and named and _is_card(card):
        return lines[:start]
    return lines


def _announces(lines: list[str]) -> bool:
    """The last word is that something comes now."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return last.rstrip(" \t*_").endswith((":", "："))


def _gap(lines: list[str], at: int) -> bool:
    """A blank line within a card: contact lines stand on both sides of it."""
    return (
        0 < at < len(lines) - 1
        and bool(words.CONTACT.search(lines[at - 1]))
        and bool(words.CONTACT.search(lines[at + 1]))
    )


def _dash_name(lines: list[str]) -> list[str]:
    """Without "-Bob" as the last line."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < 2 or not _DASH_NAME.match(lines[filled[-1]]):
        return lines
    before = lines[filled[-2]]
    # The last point of a list is no name, nor is the only one of it.
    return (
        lines
        if re.match(r"\s*[-–—~*•]", before)
        or _announces([before])
        or (filled[-1] == filled[-2] + 1 and len(before) < 20)
        else lines[: filled[-1]]
    )
