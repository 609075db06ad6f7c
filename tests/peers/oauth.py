"""A token server of our own: hands out access tokens that run out, and tells mail servers which of them are good."""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs


class TokenServer:
    """RFC 6749 (refresh_token, client_credentials) and RFC 7662 for one `user`. Each refresh token works once."""

    def __init__(self, user: str) -> None:
        self.renew(user)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> TokenServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def renew(self, user: str) -> None:
        """Nothing has been handed out, and all is for this user."""
        self.user = user
        self.refresh = secrets.token_urlsafe(8)
        #: Seconds for which a token is good, and what is said of that.
        self.lasts = 3600
        #: The grant was taken back: no token any more.
        self.withdrawn = False
        self.asked: list[str] = []
        self._good: dict[str, float] = {}

    def revoke(self) -> None:
        """All that were handed out are good no more."""
        self._good.clear()

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """The answer of the token endpoint."""
        self.asked.append(form.get("grant_type", ""))
        wanted = form.get("grant_type") == "client_credentials" or form.get("refresh_token") == self.refresh
        if self.withdrawn or not wanted:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(24)
        self._good[access] = time.monotonic() + self.lasts
        self.refresh = secrets.token_urlsafe(8)
        return 200, {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": self.lasts,
            "refresh_token": self.refresh,
        }

    def look(self, token: str) -> dict[str, object]:
        """The answer of the introspection endpoint."""
        good = self._good.get(token, 0.0) > time.monotonic()
        return {"active": True, "username": self.user, "email": self.user} if good else {"active": False}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                form = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
                if self.path.startswith("/introspect"):
                    status, answer = 200, server.look(form.get("token", ""))
                else:
                    status, answer = server.token(form)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        return Handler
