"""The signature and the cipher of WeChat's and WeCom's callbacks.

Signature: SHA-1 of the sorted parts, joined. Cipher: AES-256-CBC, its IV the key's first half, over 16 random bytes,
the length, the content and the receiver's id, padded to 32 (PKCS #7).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

#: Characters of an EncodingAESKey: 32 bytes in base64, without the closing "=".
KEY_LENGTH: Final = 43

_BLOCK: Final = 16
_HEAD: Final = 20


class Unreadable(Exception):
    """It was not encrypted for us with one of our keys."""


def signature(*parts: str) -> str:
    """What the platform writes as `signature` (token, timestamp, nonce) or `msg_signature` (and the ciphertext)."""
    return hashlib.sha1("".join(sorted(parts)).encode(errors="replace"), usedforsecurity=False).hexdigest()


def signed(given: str, *parts: str) -> bool:
    """Whether the signature is right, found out in constant time."""
    return hmac.compare_digest(given.encode(errors="replace"), signature(*parts).encode())


def to_key(encoded: str) -> bytes:
    """The key of an EncodingAESKey; raises ValueError."""
    if len(encoded) != KEY_LENGTH:
        raise ValueError(f"an EncodingAESKey has {KEY_LENGTH} characters")
    # The last character carries bits that no byte uses; some keys have them set.
    return base64.b64decode(encoded + "=")


class Cipher:
    """Reads what was encrypted for `receiver` (an appid or corpid) with one of the keys: the present and older ones."""

    def __init__(self, keys: Sequence[str], receiver: str) -> None:
        self._keys = [to_key(key) for key in keys]
        self._receiver = receiver.encode()

    def decrypt(self, text: str) -> bytes:
        """The content; raises Unreadable."""
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unreadable("not base64") from error
        if not data or len(data) % _BLOCK:
            raise Unreadable("not whole blocks")
        for key in self._keys:
            content = self._open(key, data)
            if content is not None:
                return content
        raise Unreadable("no key of ours opens it, or it is for somebody else")

    def _open(self, key: bytes, data: bytes) -> bytes | None:
        decryptor = BlockCipher(algorithms.AES(key), modes.CBC(key[:_BLOCK])).decryptor()
        plain = decryptor.update(data) + decryptor.finalize()
        padding = plain[-1]
        if not 1 <= padding <= 32 or padding > len(plain) - _HEAD or plain[-padding:] != bytes([padding]) * padding:
            return None
        plain = plain[:-padding]
        end = _HEAD + int.from_bytes(plain[_BLOCK:_HEAD], "big")
        if end > len(plain) or not hmac.compare_digest(plain[end:], self._receiver):
            return None
        return plain[_HEAD:end]
