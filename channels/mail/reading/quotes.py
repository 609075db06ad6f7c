"""What of a text is new: history is told by what mail programs write above it and by the marks in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from channels.mail.reading import attributions, signatures, words

_QUOTED: Final = re.compile(r"[ \t]{0,3}(?:>|＞|&gt;|\|\s?>)")
#: ">" that means "more than", and the mark that mailboxes put before "From".
_NOT_QUOTED: Final = re.compile(
    r">\s?[\d¥￥$€]+(?:[.,]\d+)?\s*(?:%|天|元|days?|hours?|小时|\w+\s+\w+)|>From |>{3,}\s*\S|>="
)
#: Programs put marks of direction around names and dates in Hebrew and Arabic.
_DIRECTIONS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: Between rulers: "---- Somebody wrote ----".
_RULED: Final = re.compile(
    r"\s*-{2,}.{3,120}(?:wrote|写道|寫道|schrieb|a écrit|escribió)\s*[:：]?\s*-{2,}\s*$", re.IGNORECASE
)
#: GroupWise: ">>> "Somebody" <address> 24/11/2026 10:44 >>>".
_ARROWS: Final = re.compile(r"\s*>>>\s?[^\s>].{0,200}\d{1,2}[:.]\d\d.{0,12}>>>\s*$")
#: The attribution stands behind the last word of the answer, on the same line.
_BEHIND: Final = re.compile(
    r"(?<=[^\s>)-])(?:\s+|-{2,}\s*)(?=On\s(?:(?!\sOn\s).){8,200}\swrote:\s*$|(?:在|于)\s?\d{4}.{4,120}写道[:：]\s*$)"
)
#: A name without an address in front of the date: it is no answer that stands there.
_ENTIRE: Final = re.compile(r"\s*[^\s，,。！!？?；;：:<>]{1,20}\s(?:在|于|於)\s?\d{4}\s?[-/.年]")
#: The ruler above history stands behind the last word of the answer, on the same line.
_BEHIND_RULER: Final = re.compile(r"(?<=[^-_=—─\s])\s*[-_=—─]{24,}\s*$")
#: Whole paragraphs that somebody put between quotation marks; programs put none.
_IN_QUOTES: Final = re.compile(r"(?s)[\"“„«»‹「『‘'].{1,2000}[\"”“«»›」』’'][.。!！?？]?")
#: How much of a text is searched for history, and how much of a line. What is beyond stays as it is: no person
#: writes so much, and the time that it takes must have an end.
_MOST_SEARCHED: Final = 3000
_LONGEST: Final = 500
_LONGEST_GREETING: Final = 80
_ADDRESS: Final = re.compile(r"\s*[<(\[]?\s*(?:mailto:)?[\w.+'=-]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?[;,]?")
_UNMARKED: Final = re.compile(r"^[ \t]{0,3}[>＞] ?")
#: Mails of ours into which somebody writes answers are shorter.
_MOST_BELOW: Final = 40_000
_SHORTENED: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """The new part of a text, and whether history was found in it."""

    text: str
    quoted: bool
    #: An older mail stays at its end.
    carries: bool = False


def trim(text: str, *, reply: bool = False, forward: bool = False) -> Trimmed:
    """Leave out history, signature and footer. `reply`, `forward`: what the mail's headers say it is.

    A forwarded mail is what the sender wants us to read: it stays, from its mark on. So does an older mail below one
    that answers none, for it is an own one that got no answer. A text that is nothing but history is empty if it is a
    reply, and stays whole if it is not.
    """
    text = _DIRECTIONS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("&nbsp;", " "))
    lines = _unflattened(text.split("\n"))
    beyond, lines = lines[_MOST_SEARCHED:], lines[:_MOST_SEARCHED]
    long = {at: line for at, line in enumerate(lines) if len(line) > _LONGEST}
    lines = [f"{line[:_SHORTENED]}\x01{at}\x01" if at in long else line for at, line in enumerate(lines)]
    trimmed = _trim(lines, beyond, reply=reply, forward=forward)
    return trimmed if not long else replace(trimmed, text=_restored(trimmed.text, long))


def below(text: str) -> str:
    """What the newest mail in the history of a reply says, where answers are written into it; older ones are not.

    A question with something else on the line below it is the one that is answered there, and not the answer.
    """
    lines = _DIRECTIONS.sub("", text[:_MOST_BELOW].replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    lines = [line[:_LONGEST] for line in lines[:_MOST_SEARCHED]]
    marks = _marks(lines)
    start = None
    for at in range(len(lines)):
        start = at if marks[at] else _head(lines, marks, at)
        if start is not None:
            break
    if start is None:
        return ""
    said = trim("\n".join(_UNMARKED.sub("", line) for line in lines[start:]), reply=True).text
    kept = [line for line in said.split("\n") if line.strip()]
    following = [*kept, "?"][1:]
    return "\n".join(line for line, after in zip(kept, following, strict=True) if not _asks(line) or _asks(after))


def without_headers(text: str) -> str:
    """The words with what tells of a mail within them cut down to who wrote it and about what.

    When it was sent and to whom are no parts of a story: a date there is not when something happened, and an address
    not where somebody is reached.
    """
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        marked = bool(words.FORWARDED.match(line) or words.ORIGINAL.match(line))
        begins = at + 1 if marked else at
        end = _block(lines, begins) if marked or words.LABEL.match(line) else None
        if end and not marked and (end < at + 3 or not words.EMAIL.search("\n".join(lines[at:end]))):
            # "From: the courier, Sent: 10:14" was copied from a telephone.
            end = None
        if marked:
            kept.append(line)
        if end is None:
            kept += [] if marked else [line]
            at += 1
            continue
        kept += [short for line in lines[begins:end] if (short := _named(line))]
        at = end
    return "\n".join(kept)


def _named(line: str) -> str:
    """Who wrote it, without the address behind the name, and about what; of any other label nothing."""
    label = words.LABEL.match(line)
    if label is None or not (label.group("from") or label.group("subject")):
        return ""
    named = _ADDRESS.sub("", line) if label.group("from") else line
    return named.rstrip() if words.LABEL.match(named) and re.search(r"[:：|]\W*\w", named) else ""


def _asks(line: str) -> bool:
    return line.rstrip(" *_").endswith(("?", "？"))


def is_flattened(text: str) -> bool:
    """The line breaks are gone: the labels of the mail that is answered stand on the line of its ruler."""
    return words.FLATTENED.search(text[:_MOST_BELOW]) is not None


def _unflattened(lines: list[str]) -> list[str]:
    """With the ruler above history on a line of its own, as is a telephone's greeting in front of it."""
    for at, line in enumerate(lines[:_MOST_SEARCHED]):
        found = words.FLATTENED.search(line)
        if found is None:
            continue
        above = [*lines[:at], line[: found.start()]]
        last = attributions.filled(above[::-1], 0)
        if last is not None:
            last = len(above) - 1 - last
            above[last:] = _greeting_apart(above[last])
        return [*above, found.group(), line[found.end() :], *lines[at + 1 :]]
    return lines


def _greeting_apart(line: str) -> list[str]:
    """A telephone's greeting that is glued to the last word stands by itself."""
    starts = [
        at
        for at in range(max(1, len(line) - _LONGEST_GREETING), len(line))
        if not (line[at - 1].isspace() or line[at].isspace()) and words.SENT_FROM.match(line[at:])
    ]
    # "不能用從我的 Galaxy 傳送": the "用" is the customer's.
    return [line[: starts[-1]], line[starts[-1] :]] if starts else [line]


def _restored(text: str, long: dict[int, str]) -> str:
    return re.sub(r"[^\n]*\x01(\d+)\x01[^\n]*", lambda found: long.get(int(found.group(1)), found.group()), text)


def _trim(lines: list[str], beyond: list[str], *, reply: bool, forward: bool) -> Trimmed:
    text = "\n".join(lines)
    lines = _unbanner(lines)
    above = _above(lines)
    found = False
    if above is not None:
        lines, found = lines[:above], True
    kept, tail, quoted = _fresh(lines, reply=reply, forward=forward)
    found = found or quoted
    if beyond and not found:
        return Trimmed(text="\n".join([*kept, *beyond]).strip("\n"), quoted=False)
    fresh = signatures.strip(kept, reply=reply)
    if tail:
        fresh = f"{fresh}\n\n{tail}".strip("\n") if fresh else tail.strip("\n")
    if not fresh.strip() and not (found and reply):
        return Trimmed(text=text.strip("\n"), quoted=found)
    return Trimmed(text=fresh, quoted=found, carries=bool(tail))


def _unbanner(lines: list[str]) -> list[str]:
    """Without the warning that a server puts above mails from outside."""
    start = next((at for at, line in enumerate(lines) if line.strip()), None)
    if start is None or not words.BANNER.match(lines[start]):
        return lines
    end = start
    while end < len(lines) and lines[end].strip() and end < start + 8:
        end += 1
    # Where no blank line ends the warning, it is its first line only.
    end = end if end < len(lines) and not lines[end].strip() else start + 1
    return lines[end:] if any(line.strip() for line in lines[end:]) else lines


def _above(lines: list[str]) -> int | None:
    """Where history begins in a mail that answers above a desk's line, its attribution included."""
    for at, line in enumerate(lines):
        if len(line) < 200 and words.ABOVE.match(_bare(line)):
            before = [place for place in range(at) if lines[place].strip()]
            if not before:
                return None
            here = before[-1]
            start = attributions.start_of(lines, here)
            if start is not None:
                return start
            # Right above that line it needs neither date nor address.
            told = len(lines[here]) < 120 and attributions.COLON.search(lines[here]) and words.WROTE.search(lines[here])
            return here if told else at
    return None


def _bare(line: str) -> str:
    return re.sub(r"^[\s>|]+", "", line)


def _fresh(lines: list[str], *, reply: bool, forward: bool) -> tuple[list[str], str, bool]:
    """The new lines, a forwarded mail behind them, and whether history was left out."""
    kept: list[str] = []
    found = False
    marks = _marks(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        if marks[at]:
            end = _run(lines, marks, at)
            if found or reply or forward or _is_deep(lines[at]):
                if forward and not found and not "".join(kept).strip():
                    return kept, "\n".join(lines[at:]), False
                found = True
                kept = _above_history(kept, reply=reply)
                at = end
                continue
            kept.extend(lines[at:end])
            at = end
            continue
        if words.FORWARDED.match(line):
            return kept, "\n".join(lines[at:]), found
        behind = _behind(lines, marks, at)
        if behind is not None:
            kept.append(line[: behind.start()])
            lines[at] = line[behind.end() :]
            continue
        head = _head(lines, marks, at)
        if head is None:
            kept.append(line)
            at += 1
            continue
        told = attributions.end_of(lines, marks, at) == head and not words.ORIGINAL.match(line)
        if told and _is_told(lines, marks, at, head, reply=reply or forward, ended=found):
            kept.extend(lines[at:head])
            at = head
            continue
        if forward or not (reply or told):
            return kept, "\n".join(lines[at:]), found
        following = attributions.filled(lines, head)
        found = True
        if following is not None and marks[following]:
            kept = _above_history(kept, reply=reply)
            at = following
            continue
        # Not marked line by line: everything from here on is history.
        return kept, "", True
    return kept, "", found


def _above_history(kept: list[str], *, reply: bool) -> list[str]:
    """Without a signature there, as long as something is left; a reply may say all below the history."""
    shorter = signatures.above_history(kept)
    return shorter if reply or any(line.strip() for line in shorter) else kept


def _behind(lines: list[str], marks: list[bool], at: int) -> re.Match[str] | None:
    """Where in line `at` an attribution begins behind the answer."""
    line = lines[at]
    if len(line) > attributions.LONGEST:
        return None
    ruled = _BEHIND_RULER.search(line)
    if ruled is not None and _block(lines, at + 1) is not None:
        return ruled
    if not attributions.COLON.search(line) or _ENTIRE.match(line):
        return None
    behind = _BEHIND.search(line)
    following = attributions.filled(lines, at + 1)
    if behind is None or following is None:
        return None
    return behind if marks[following] or words.EMAIL.search(line[behind.end() :]) else None


def _marks(lines: list[str]) -> list[bool]:
    """Which lines are marked as quoted; not those whose ">" closes a link of the line before."""
    marks: list[bool] = []
    before = ""
    for line in lines:
        marked = bool(_QUOTED.match(line)) and not _NOT_QUOTED.match(line.lstrip())
        if marked and "<" in before and ">" not in before.rpartition("<")[2] and not marks[-1]:
            marked = not re.search(r"<\s*(?:https?:|mailto:)\S*\s*$", before)
        marks.append(marked)
        before = line if line.strip() else before
    return marks


def _run(lines: list[str], marks: list[bool], at: int) -> int:
    """The end of a run of marked lines: blank lines between them and lines that were wrapped over belong to it."""
    end = at + 1
    while end < len(lines):
        if marks[end]:
            end += 1
            continue
        following = attributions.filled(lines, end)
        if following is None:
            return len(lines)
        if marks[following] and all(not lines[place].strip() for place in range(end, following)):
            end = following
            continue
        if end + 1 < len(lines) and marks[end + 1] and _overflow(lines[end - 1], lines[end]):
            end += 1
            continue
        break
    return end


def _overflow(before: str, line: str) -> bool:
    """The end of a quoted line that was wrapped without its mark, or a link that was torn out."""
    wrapped = len(before) > 66 and bool(line.strip()) and len(line) < 30
    opened = before.rpartition("(http")
    if opened[1] and ")" not in opened[2] and line.rstrip().endswith(")"):
        return True
    return wrapped or bool(re.match(r"\s*[(<\[]?https?://\S+\s*(?:[)>\]]\s*)?(?:>\s*)?$", line))


def _is_deep(line: str) -> bool:
    """Marked as deep as only history is, where nothing announces it: in a mail that is no reply it may be a list."""
    return bool(re.match(r"\s*>\s*>", line))


def _is_told(lines: list[str], marks: list[bool], at: int, head: int, *, reply: bool, ended: bool) -> bool:
    """Somebody tells by himself who wrote what: neither an address nor marked lines show that a program does.

    `ended`: the history that the program quoted is over.
    """
    if words.EMAIL.search(" ".join(lines[at:head])):
        return False
    following = attributions.filled(lines, head)
    if following is None or marks[following]:
        return False
    if not reply or ended:
        return True
    end = next((place for place in range(following, len(lines)) if not lines[place].strip()), len(lines))
    said = "\n".join(lines[following:end]).strip()
    return bool(_IN_QUOTES.fullmatch(said)) and attributions.filled(lines, end) is not None


def _head(lines: list[str], marks: list[bool], at: int) -> int | None:
    """If history is announced at line `at`: the line after the announcement."""
    line = lines[at]
    if not line.strip():
        return None
    if len(line) <= attributions.LONGEST:
        if _RULED.match(line) or _ARROWS.match(line):
            return at + 1
        if line.lstrip().startswith(">>>") and at + 1 < len(lines) and _ARROWS.match(f"{line} {lines[at + 1]}"):
            return at + 2
        if words.ORIGINAL.match(line):
            block = _block(lines, at + 1)
            return block if block is not None else at + 1
        if words.RULER.match(line):
            following = attributions.filled(lines, at + 1)
            if following is not None and following <= at + 3:
                block = _block(lines, following)
                if block is not None:
                    return block
                if attributions.end_of(lines, marks, following) is not None and len(line.strip()) > 8:
                    return attributions.end_of(lines, marks, following)
            return None
        if words.CAPTION.match(line) or words.ORIGINAL_BARE.match(line):
            block = _block(lines, at + 1)
            if block is not None:
                return block
        if words.LABEL.match(line):
            block = _block(lines, at)
            if block is not None:
                return block
        if words.ON_ONE_LINE.match(line.strip()) and words.EMAIL.search(line):
            return at + 1
    return attributions.end_of(lines, marks, at)


def _block(lines: list[str], at: int) -> int | None:
    """If a block of From, Sent, To, Subject begins at `at` (blank lines may come first): the line after it."""
    start = attributions.filled(lines, at)
    if start is None or start > at + 2:
        return None
    seen: set[str] = set()
    values = ""
    end = start
    here = start
    blanks = 0
    while here < len(lines) and here < start + 24:
        line = lines[here]
        if not line.strip(" |>"):
            blanks += 1
            if blanks > 1 and len(seen) >= 3:
                break
            if blanks > 2:
                break
            here += 1
            continue
        found = words.LABEL.match(line) if len(line) < 4000 else None
        if found is None:
            if words.RULER.match(line) and not seen:
                here += 1
                continue
            # The rest of a long list of recipients, or a value on a line of its own.
            wrapped = seen and blanks == 0 and len(seen) < 6 and _wrapped(lines, here)
            if not wrapped:
                break
            here += 1
            continue
        if not seen and here != start:
            break
        if blanks and len(seen) >= 4:
            break
        name = next(key for key, value in found.groupdict().items() if value is not None and key != "value")
        seen.add("date" if name == "sent" else name)
        sent = name == "sent"
        values += found.group("value") + ("\x00sent" if sent else "") + "\n"
        here += 1
        end = here
        blanks = 0
    strong = "from" in seen and len(seen) >= 2 and ("@" in values or "subject" in seen or "\x00sent" in values)
    strong = strong and (len(seen) >= 3 or "@" in values or "\x00sent" in values)
    weak = "@" in values and ({"date", "subject", "to"} <= seen or (len(seen) >= 2 and _announced(lines, start)))
    bare = seen == {"date", "to"} and "@" in values and bool(re.search(r"\d{4}.*\d:\d\d", values))
    return end if strong or weak or bare else None


def _announced(lines: list[str], start: int) -> bool:
    """A ruler or "Original Message" stands right above the block."""
    above = next((lines[at] for at in range(start - 1, -1, -1) if lines[at].strip()), "")
    return bool(words.ORIGINAL.match(above) or words.RULER.match(above))


def _wrapped(lines: list[str], at: int) -> bool:
    """Within two lines the block goes on."""
    return any(
        words.LABEL.match(lines[place]) is not None
        for place in range(at + 1, min(at + 4, len(lines)))
        if lines[place].strip()
    )
