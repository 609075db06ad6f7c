"""HTML to readable text, and which parts of it are quoted history or a signature by the marks of mail programs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from channels.mail.reading import charsets, signatures, words

_SKIPPED: Final = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg", "math", "iframe", "select", "datalist", "audio", "video", "-comment", "!doctype"})  # fmt: skip
_BLOCKS: Final = frozenset({"div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "form", "fieldset", "table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "li", "dl", "dt", "dd", "caption", "figure", "figcaption", "body", "html", "includetail", "hr", "legend", "details", "summary", "option", "title"})  # fmt: skip
_PARAGRAPHS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})
_HIDDEN: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0\s*(?:;|!|$)|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)")  # fmt: skip
#: A size of its own, or none at all; what is told in parts of the outer size stays nothing within nothing.
_SIZE: Final = re.compile(r"(?i)(?:^|[;\s])font(?:-size)?\s*:[^;]{0,80}?(?<![\w.#,(-])(?:(?P<none>0+(?:\.0*)?(?:px|pt|r?em|%)?)(?![\w.%])|\d*\.?\d+(?:px|pt|rem|in|cm|mm|pc|vw)|(?:xx?-)?(?:small|large)\b|medium\b)")  # fmt: skip
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]"
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\u00a0]+")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,40})[^<>]{0,2000}?(/?)>")
_VOID: Final = frozenset(
    {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "p", "li", "td", "tr", "option"}
)
#: Deeper than any mail program nests, far below where the parser's time grows with the square of the depth.
_DEEPEST: Final = 4000
#: Names that programs give are shorter by far.
_LONGEST_NAMES: Final = 1000
#: How often the whole text of an element is looked into; each costs its length.
_MOST_LOOKS: Final = 30

#: Containers that hold history and nothing else. Prefixes ("x_") are what Outlook on the web adds to foreign names.
_QUOTE_CLASS: Final = re.compile(r"(?i)(?:^|[\s_])(?:gmail_attr|yahoo_quoted|yahoo-quoted|protonmail_quote|moz-cite-prefix|zmail_extra|zmail_extra_hr|tutanota_quote|lark-mail-quote|history-quote-wrapper|adit-html-block--collapsed|quoted-mail|ntes-mailmaster-quote|netease-mail-quote|alimail-quote|aliyun_previous_quote|foxmail_quote|qm_quote|mail_quote|mailquote|reply_quote|freshdesk_quote|front-blockquote|zendesk_quote|hs_reply|airmail_ext_on|sh-quoted-content|original-message|WM_QUOTE|xm_mail_quote|xm_quote)(?:$|\s)")  # fmt: skip
_QUOTE_ID: Final = re.compile(r"(?i)^(?:x_)*(?:isReplyContent|reply139content|reply139|yahoo_quoted.*|OLK_SRC_BODY_SECTION|ntes-pcmail-quote|ntes-quote|alimail_quote|lark-mail-quote.*|qmail_quote|mailOriginalContent|replyBody|quoted-?text|replySplit.*)$")  # fmt: skip
#: From here on to the end of the mail all is history.
_CUT_ID: Final = re.compile(r"(?i)^(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|mail-editor-reference-message-container|ms-outlook-mobile-body-separator-line|zwchr|RepForm)$")  # fmt: skip
_SIGNATURE: Final = re.compile(r"(?i)(?:^|[\s_])(?:gmail_signature|gmail_signature_prefix|moz-signature|ms-outlook-mobile-signature|protonmail_signature_block|aliyun_signature_wrap|lark-mail-signature|mailmaster_signature|spnEditorSign|ntes-pcmail-signature|AppleMailSignature|MAC_OUTLOOK_SIGNATURE|imail_signature|ntes-signature|yahoo_signature|ydp[\w-]{0,60}signature|foxmail_signature|qmail_signature|xm_mail_signature|xmail-signature|signature_editor|signature)(?:$|\s)")  # fmt: skip
_CUT_CLASS: Final = re.compile(r"(?i)(?:^|[\s_])(?:xm_mail_oringinal_describe|xm_mail_original_describe)(?:$|\s)")
#: Outlook for Windows: a line above the block with From, Sent, To. Its colours and widths are fixed.
_OUTLOOK_BAR: Final = re.compile(r"(?i)border\s*:\s*none\s*;\s*border-top\s*:\s*solid\s*#(?:E1E1E1|B5C4DF)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The text of an HTML body."""

    text: str
    #: Without what the marks say is history or a signature.
    fresh: str
    #: Some history was marked.
    marked: bool
    #: A signature was marked.
    signed: bool = False


def read(html: str, *, most: int) -> Shown:
    """Turn HTML into text. Hidden text is not shown: it is where newsletters and swindlers put theirs."""
    html = html[:most]
    if _deep(html):
        text = _flat(html)
        return Shown(text=text, fresh=text, marked=False)
    tree = LexborHTMLParser(html)
    root = tree.root
    if root is None:
        return Shown(text="", fresh="", marked=False)
    page = _Page()
    _walk(root, page)
    return Shown(text=page.whole.text(), fresh=page.fresh.text(), marked=page.marked, signed=page.signed)


def _deep(html: str) -> bool:
    if html.count("<") < _DEEPEST:
        return False
    depth = 0
    for tag in _TAG.finditer(html):
        closing, name, itself = tag.groups()
        if itself or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _flat(html: str) -> str:
    """Nesting that no program makes: read without building a tree."""
    for name in ("script", "style", "head", "title"):
        html = _without(html, name)
    html = re.sub(r"(?i)<(?:br|p|div|tr|li|h\d)\b[^<>]{0,2000}>", "\n", html)
    html = re.sub(r"<[!/?a-zA-Z][^<>]{0,2000}>", "", html)
    for name, sign in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        html = html.replace(name, sign)
    return _tidy("\n".join(_SPACES.sub(" ", line).strip() for line in html.split("\n")))


def _without(html: str, name: str) -> str:
    """Without the elements of that name. One that never ends stays: what follows may be the mail."""
    ending = re.compile(rf"(?i)</{name}\s*>")
    kept: list[str] = []
    at = 0
    for opening in re.finditer(rf"(?i)<{name}\b", html):
        if opening.start() < at:
            continue
        end = ending.search(html, opening.end())
        if end is None:
            break
        kept.append(html[at : opening.start()])
        at = end.end()
    return " ".join([*kept, html[at:]])


class _Out:
    """Collects text: blanks collapsed, blocks on lines of their own, quoted depth as "> "."""

    __slots__ = ("_line", "_lines", "_spaced")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._spaced = True

    def say(self, text: str, *, verbatim: bool) -> None:
        if verbatim:
            first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._line.append(first)
            for other in others:
                self.end("")
                self._line.append(other)
            self._spaced = False
            return
        text = _SPACES.sub(" ", text)
        if self._spaced:
            text = text.removeprefix(" ")
        if text:
            self._line.append(text)
            self._spaced = text.endswith(" ")

    def cell(self) -> None:
        """Another cell of a row begins."""
        if "".join(self._line).strip():
            self._line.append("\t")
            self._spaced = True

    def end(self, quoted: str) -> None:
        """End the line, blank or not (<br>)."""
        line = "".join(self._line).rstrip()
        self._lines.append(f"{quoted}{line}".rstrip() if quoted else line)
        self._line = []
        self._spaced = True

    def block(self, quoted: str, *, apart: bool = False) -> None:
        """A block begins or ends here; `apart`: with a blank line."""
        if "".join(self._line).strip():
            self.end(quoted)
        else:
            self._line = []
            self._spaced = True
        if apart and self._lines and self._lines[-1].strip(" >"):
            self._lines.append(quoted.rstrip())

    def unsign(self) -> None:
        """History comes: without a signature above it, as more may be said below."""
        self.block("")
        self._lines = signatures.above_history(self._lines)

    def text(self) -> str:
        self.block("")
        return _tidy("\n".join(self._lines))


def _tidy(text: str) -> str:
    text = _INVISIBLE.sub("", charsets.clean(text)).replace("\u00a0", " ")
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", re.sub(r"(?<![ \t])[ \t]+\n", "\n", text)).strip("\n")


class _Page:
    """Both readings of one document at once."""

    __slots__ = ("cut", "fresh", "looks", "marked", "signed", "tiny", "whole")

    def __init__(self) -> None:
        self.whole = _Out()
        self.fresh = _Out()
        self.marked = False
        self.signed = False
        self.looks = 0
        #: The rest is history.
        self.cut = False
        #: Letters have no size here.
        self.tiny = False


def _walk(root: LexborNode, page: _Page) -> None:
    """Depth first without recursion. The stack holds what is to be undone when an element ends."""
    quoted = ""
    #: Elements around the current one that are history or signature.
    stale = verbatim = 0
    lists: list[int] = []
    stack: list[tuple[LexborNode, str, bool, bool, bool]] = []
    node: LexborNode | None = root
    entered = True
    while node is not None:
        if entered:
            tag = node.tag or ""
            if tag == "-text":
                text = "" if page.tiny else node.text_content or ""
                page.whole.say(text, verbatim=bool(verbatim))
                if not stale and not page.cut:
                    page.fresh.say(text, verbatim=bool(verbatim))
            elif tag not in _SKIPPED:
                attributes = node.attributes
                if not _hidden(attributes):
                    kind = "" if stale or page.cut else _kind(node, tag, attributes, page)
                    if kind == "cut":
                        page.cut = page.marked = True
                    elif kind == "quote":
                        page.marked = True
                        if page.looks <= _MOST_LOOKS:
                            page.fresh.unsign()
                    elif kind:
                        page.signed = True
                    outs = (page.whole,) if stale or page.cut or kind else (page.whole, page.fresh)
                    for out in outs:
                        _open(out, tag, attributes, quoted, lists)
                    if tag == "li" and lists and lists[-1]:
                        lists[-1] += 1
                    if tag == "hr" and page.fresh in outs:
                        # What stands below a line may be a signature: to be told as in plain text.
                        page.fresh.say("-----", verbatim=True)
                        page.fresh.block(quoted)
                    if node.child is not None:
                        deeper = tag == "blockquote" and (kind == "quote" or bool(stale) or not attributes)
                        stack.append((node, quoted, bool(kind), tag == "pre", page.tiny))
                        page.tiny = _tiny(tag, attributes, page.tiny)
                        if deeper:
                            quoted += "> " if len(quoted) < 20 else ""
                        stale += bool(kind)
                        verbatim += tag == "pre"
                        if tag in ("ul", "ol"):
                            lists.append(1 if tag == "ol" else 0)
                        node = node.child
                        continue
                    if tag in _BLOCKS or tag in _PARAGRAPHS:
                        for out in outs:
                            out.block(quoted)
        following = node.next
        if following is not None:
            node, entered = following, True
            continue
        if not stack:
            return
        node, before, was_stale, was_pre, page.tiny = stack.pop()
        entered = False
        tag = node.tag or ""
        outs = (page.whole,) if stale or page.cut else (page.whole, page.fresh)
        if tag in _BLOCKS or tag in _PARAGRAPHS:
            apart = tag in _PARAGRAPHS and not _line(node.attributes)
            for out in outs:
                out.block(quoted, apart=apart)
        if tag in ("ul", "ol") and lists:
            lists.pop()
        quoted = before
        stale -= was_stale
        verbatim -= was_pre


def _open(out: _Out, tag: str, attributes: dict[str, str | None], quoted: str, lists: list[int]) -> None:
    if tag == "br":
        out.end(quoted)
    elif tag in _PARAGRAPHS:
        # Outlook's paragraphs are lines: they have no margins.
        out.block(quoted, apart=not _line(attributes))
    elif tag == "hr":
        out.block(quoted)
    elif tag in _BLOCKS:
        out.block(quoted)
        if tag == "li":
            if lists and lists[-1]:
                out.say(f"{lists[-1]}. ", verbatim=False)
            else:
                out.say("- ", verbatim=False)
    elif tag in ("td", "th"):
        out.cell()
    elif tag == "img":
        # Pictures of smileys carry their sign; other descriptions are of no use to a reader.
        sign = (attributes.get("alt") or "").strip()
        if sign and (len(sign) <= 2 or re.fullmatch(r"\[[^\[\]]{1,8}\]", sign)) and not sign.isascii():
            out.say(sign, verbatim=False)


def _line(attributes: dict[str, str | None]) -> bool:
    return "MsoNormal" in (attributes.get("class") or "") or "margin:0" in (attributes.get("style") or "").replace(
        " ", ""
    )


def _hidden(attributes: dict[str, str | None]) -> bool:
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


def _tiny(tag: str, attributes: dict[str, str | None], outer: bool) -> bool:
    """Whether letters have no size in an element. Builders write that on frames, and a size on what is within them."""
    if tag == "font" and attributes.get("size"):
        return False
    size = _SIZE.search(attributes.get("style") or "") if attributes else None
    return outer if size is None else size["none"] is not None


def _kind(node: LexborNode, tag: str, attributes: dict[str, str | None], page: _Page) -> str:
    """ "quote", "signature", "cut" (all that follows is history) or ""."""
    if tag in ("includetail", "sign"):
        return "quote" if tag == "includetail" else "signature"
    if not attributes:
        return ""
    names = (attributes.get("class") or "")[:_LONGEST_NAMES]
    own = (attributes.get("id") or "")[:_LONGEST_NAMES]
    if tag == "blockquote" and (
        (attributes.get("type") or "").lower() == "cite"
        or "gmail_quote" in names
        or "quote" in names.lower()
        or "isReplyContent" in own
        or "border-left" in (attributes.get("style") or "")
        or attributes.get("cite")
    ):
        return "" if _forwarded(node, page) else "quote"
    if names and _QUOTE_CLASS.search(names) and not _forwarded(node, page):
        return "quote"
    if own and _QUOTE_ID.match(own) and not _forwarded(node, page):
        return "quote"
    if (own and _CUT_ID.match(own)) or (names and _CUT_CLASS.search(names)):
        return "cut"
    if (attributes.get("name") or "").lower() == "messagereplysection":
        return "quote"
    if (names and _SIGNATURE.search(names)) or (own and _SIGNATURE.search(own)):
        return "signature"
    style = attributes.get("style") or ""
    if tag == "div" and style and _OUTLOOK_BAR.search(style):
        page.looks += 1
        return "cut" if page.looks > _MOST_LOOKS or _names_sender(node) else ""
    return ""


def _names_sender(node: LexborNode) -> bool:
    """It begins with "From:", in whatever language."""
    label = words.LABEL.match(node.text()[:200].strip().partition("\n")[0])
    return label is not None and label["from"] is not None


def _forwarded(node: LexborNode, page: _Page) -> bool:
    """What is marked as history is what the sender wants us to read."""
    page.looks += 1
    if page.looks > _MOST_LOOKS:
        return False
    head = node.text()[:200]
    return "orwarded message" in head or "转发" in head or "轉寄" in head or "eitergeleitet" in head
