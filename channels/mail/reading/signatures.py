"""What a sender has not written this time: signature, greetings of telephones, legal footers."""

from __future__ import annotations

import re
from typing import Final

from channels.mail.reading import words

_DASHES: Final = re.compile(r"\s*(?:-- ?|––|—{1,2}|--)\s*$")
_DASHES_LONG: Final = re.compile(r"\s*(?:-{3,}|_{3,}|={4,}|\*{4,}|—{2,}|─{3,}|━{3,}|- - -[ -]*)\s*$")
_DASH_NAME: Final = re.compile(r"\s*[-–—~]\s?[A-Z][\w.'’]*(?:\s+[A-Z]?[\w.'’]+){0,2}\s*$")
_STROKES: Final = re.compile(r"[ \t]*\|[ \t|]*$")
_CLEARSIGNED: Final = re.compile(r"\s*-----BEGIN PGP SIGNED MESSAGE-----\s*$")
_LIST: Final = re.compile(r"(?i)mailing list|subscribe|listinfo|google groups|列表")
#: The longest signature that is taken for one.
_MOST_LINES: Final = 14
_LONG_LINE: Final = 90
#: Below words of parting: firms must name their directors and registers.
_MOST_BELOW_PARTING: Final = 40


def strip(lines: list[str]) -> str:
    """The text of the lines without what stands below it. Never leaves nothing where there was something."""
    lines = _unsigned(lines)
    whole = _joined(lines)
    for cut in (_footer, _delimited, _devices, _table, _parted, _carded, _devices, _dash_name):
        shorter = cut(lines)
        if any(line.strip() for line in shorter):
            lines = shorter
    return _joined(lines) or whole


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
    for at, line in enumerate(lines):
        begins = at > 0 and (not lines[at - 1].strip() or _rule(lines[at - 1]))
        if begins and words.FOOTER.match(line):
            at -= 1
            while at > 0 and (not lines[at].strip() or _rule(lines[at])):
                at -= 1
            return lines[: at + 1]
    return lines


def _rule(line: str) -> bool:
    return bool(_DASHES.match(line) or _DASHES_LONG.match(line))


def _delimited(lines: list[str]) -> list[str]:
    """Cut at "-- ", or at another ruler above a few short lines."""
    below: list[str] = []
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if not line.strip():
            continue
        if line.rstrip("\r\n") == "-- " or (_DASHES.match(line) and len(below) <= _MOST_LINES):
            if not any(other.strip() for other in lines[:at]):
                break
            lines, below = lines[:at], []
            continue
        if len(below) <= _MOST_LINES and _DASHES_LONG.match(line) and _is_card(below[::-1]):
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


def _devices(lines: list[str]) -> list[str]:
    """Without "Sent from my telephone" and the like at the end."""
    end = len(lines)
    while end:
        last = next((at for at in range(end - 1, -1, -1) if lines[at].strip()), None)
        if last is None:
            return lines
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
    return lines


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
        if any(len(line) > _LONG_LINE and not words.CONTACT.search(line) for line in below):
            return lines
        if any(words.ANSWERS.search(line) for line in below):
            return lines
        above = [place for place in filled if place < at]
        # "此致" stands above "敬礼".
        if above and words.PARTING.match(lines[above[-1]]):
            at = above[-1]
        return lines[:at]
    return lines


def _carded(lines: list[str]) -> list[str]:
    """Cut a visiting card at the end: a paragraph with a name first and at least two ways to reach it."""
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
    card = [line for line in lines[start : end + 1] if line.strip()]
    contacts = sum(bool(words.CONTACT.search(line)) for line in card)
    named = len(card[0].strip()) <= 40 and not re.search(r"[:：。！？!?,，;]", card[0].strip(" ,"))
    if len(card) >= 3 and contacts >= 2 and contacts * 3 >= len(card) and named and _is_card(card):
        return lines[:start]
    return lines


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
    # The last point of a list is no name.
    return (
        lines
        if re.match(r"\s*[-–—~*•]", before) or (filled[-1] == filled[-2] + 1 and len(before) < 20)
        else lines[: filled[-1]]
    )
