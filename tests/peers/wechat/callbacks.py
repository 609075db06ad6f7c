"""Callbacks as the platform posts them, made and encrypted by wechatpy, which is none of ours."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from wechatpy.crypto import WeChatCrypto

TOKEN = "AAAAA"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

_nonces = itertools.count(100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A callback: its query and its body."""

    query: Mapping[str, str]
    body: bytes

    def target(self, path: str) -> str:
        """Path and query."""
        return f"{path}?{urlencode(self.query)}"


def to_xml(fields: Mapping[str, Any]) -> str:
    """The fields as the platform writes them: text in CDATA, numbers bare."""
    return f"<xml>{_inner(fields)}</xml>"


def _inner(fields: Mapping[str, Any]) -> str:
    lines = []
    for key, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                lines.append(f"<{key}>{_inner(item)}</{key}>")
            elif isinstance(item, int):
                lines.append(f"<{key}>{item}</{key}>")
            elif "]]>" in str(item):
                lines.append(f"<{key}>{escape(str(item))}</{key}>")
            else:
                lines.append(f"<{key}><![CDATA[{item}]]></{key}>")
    return "\n".join(lines)


def plain(fields: Mapping[str, Any], at: int, *, token: str = TOKEN, as_json: bool = False) -> Posted:
    """In plain mode."""
    nonce = str(next(_nonces))
    body = json.dumps(fields, ensure_ascii=False) if as_json else to_xml(fields)
    return Posted(query=_query(token, at, nonce), body=body.encode())


def encrypted(
    fields: Mapping[str, Any],
    at: int,
    *,
    receiver: str,
    token: str = TOKEN,
    key: str = AES_KEY,
    as_json: bool = False,
) -> Posted:
    """In security mode."""
    nonce = str(next(_nonces))
    content = json.dumps(fields, ensure_ascii=False) if as_json else to_xml(fields)
    sealed = WeChatCrypto(token, key, receiver).encrypt_message(content, nonce, str(at))
    text = sealed.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    signature = sealed.partition("<MsgSignature><![CDATA[")[2].partition("]]>")[0]
    outer = {"ToUserName": fields.get("ToUserName", ""), "Encrypt": text}
    body = json.dumps(outer) if as_json else to_xml(outer)
    query = {**_query(token, at, nonce), "encrypt_type": "aes", "msg_signature": signature}
    return Posted(query=query, body=body.encode())


def _query(token: str, at: int, nonce: str) -> dict[str, str]:
    signature = hashlib.sha1("".join(sorted((token, str(at), nonce))).encode()).hexdigest()
    return {"signature": signature, "timestamp": str(at), "nonce": nonce}
