"""Fetching over http and https: checked addresses, bounded bodies, one time limit, robots.txt obeyed."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Timer
from typing import Final, cast
from urllib.parse import urljoin

import certifi
from protego import Protego

from lagebild.collect import refusal
from lagebild.collect.address import RefusedError, Target, check_target
from lagebild.collect.options import CollectOptions
from lagebild.collect.stream import Stream

_ROBOTS_BYTES: Final = 512_000
_LONGEST_PAUSE_S: Final = 10.0
_MOST_ORIGINS: Final = 5_000
_PASSED_ON: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent: the address it came from in the end, status, body and declared type."""

    url: str
    status: int
    body: bytes
    media_type: str = ""
    charset: str | None = None
    goal: str | None = None


class Fetcher:
    """Fetches pages one after the other, with a pause between two requests to one server."""

    def __init__(self, options: CollectOptions) -> None:
        self._options = options
        self._robots: dict[str, Protego | bool] = {}
        self._asked: dict[str, float] = {}

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return context

    def fetch(self, url: str) -> Fetched:
        """Return the page at an address, following redirects; raises `RefusedError` if there is none."""
        for _ in range(self._options.max_redirects + 1):
            target = check_target(url, allow_private=self._options.allow_private_addresses)
            self._obey_robots(target)
            fetched = self._ask(target, self._options.max_body_bytes)
            if fetched.goal is None:
                if fetched.status != 200:
                    raise RefusedError(refusal.HTTP_STATUS, status=fetched.status)
                return fetched
            url = urljoin(url, fetched.goal)
        raise RefusedError(refusal.REDIRECTS, limit=self._options.max_redirects)

    def _obey_robots(self, target: Target) -> None:
        if target.origin not in self._robots:
            if len(self._robots) >= _MOST_ORIGINS:
                self._robots.clear()
                self._asked.clear()
            self._robots[target.origin] = self._read_robots(target)
        rules = self._robots[target.origin]
        agent = self._options.user_agent
        if rules is False or (isinstance(rules, Protego) and not rules.can_fetch(target.url, agent)):
            raise RefusedError(refusal.ROBOTS, host=target.host)
        asked_for = rules.crawl_delay(agent) if isinstance(rules, Protego) else None
        self._pause(target.origin, min(max(self._options.delay_s, asked_for or 0.0), _LONGEST_PAUSE_S))

    def _read_robots(self, target: Target) -> Protego | bool:
        """After RFC 9309: none means all is allowed, a failing server means nothing is."""
        url = f"{target.origin}/robots.txt"
        try:
            for _ in range(self._options.max_redirects + 1):
                goal = check_target(url, allow_private=self._options.allow_private_addresses)
                fetched = self._ask(goal, _ROBOTS_BYTES)
                if fetched.goal is None:
                    break
                url = urljoin(url, fetched.goal)
        except RefusedError as error:
            if error.refusal is refusal.TOO_LARGE:
                return False
            raise
        if fetched.status >= 500:
            return False
        return Protego.parse(fetched.body.decode("utf-8", "replace")) if fetched.status == 200 else True

    def _pause(self, origin: str, pause_s: float) -> None:
        wait_s = self._asked.get(origin, 0.0) + pause_s - time.monotonic()
        if wait_s > 0:
            time.sleep(wait_s)
        self._asked[origin] = time.monotonic()

    def _ask(self, target: Target, limit: int) -> Fetched:
        started, timeout_s = time.monotonic(), self._options.timeout_s
        try:
            with self._connect(target) as connection:
                fetched = self._exchange(connection, target, limit)
            # The timer ends the connection, which looks like the end of the answer.
            if time.monotonic() - started >= timeout_s:
                raise TimeoutError
            return fetched
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, TimeoutError) or time.monotonic() - started >= timeout_s:
                raise RefusedError(refusal.SLOW, limit=timeout_s) from None
            said = str(error)[:200] or type(error).__name__
            raise RefusedError(refusal.UNREACHABLE, host=target.host, error=said) from None

    @contextmanager
    def _connect(self, target: Target) -> Iterator[http.client.HTTPConnection]:
        """Connect to the checked address and to no other; a timer ends the exchange however slowly bytes drip."""
        timeout_s = self._options.timeout_s
        connection = http.client.HTTPConnection(target.host, target.port, timeout=timeout_s)
        held = [socket.create_connection((target.ip, target.port), timeout_s)]
        timer = Timer(timeout_s, _end, [held])
        timer.daemon = True
        timer.start()
        try:
            if target.scheme == "https":
                held.append(self._tls.wrap_socket(held[0], server_hostname=target.host, do_handshake_on_connect=False))
                cast("ssl.SSLSocket", held[-1]).do_handshake()
            connection.sock = held[-1]
            yield connection
        finally:
            timer.cancel()
            connection.close()
            held[-1].close()

    def _exchange(self, connection: http.client.HTTPConnection, target: Target, limit: int) -> Fetched:
        connection.request(
            "GET",
            target.path,
            headers={
                "Host": target.origin.split("://", 1)[1],
                "User-Agent": self._options.user_agent,
                "Accept-Encoding": "gzip",
                "Accept": "text/html,application/xhtml+xml,application/xml,application/json,text/plain;q=0.9,*/*;q=0.5",
                "Connection": "close",
            },
        )
        with connection.getresponse() as response:
            goal = response.getheader("Location") if response.status in _PASSED_ON else None
            body = b"" if goal else self._read_body(response, limit)
            media_type = response.headers.get_content_type() if response.getheader("Content-Type") else ""
            return Fetched(target.url, response.status, body, media_type, response.headers.get_content_charset(), goal)

    def _read_body(self, response: http.client.HTTPResponse, limit: int) -> bytes:
        packed = response.read(limit + 1)
        if len(packed) <= limit and response.length:
            raise http.client.IncompleteRead(packed, response.length)
        if len(packed) <= limit and (response.getheader("Content-Encoding") or "").lower() == "gzip":
            packed = Stream(io.BytesIO(packed), max_inflation=self._options.max_inflation).read(limit + 1)
        if len(packed) > limit:
            raise RefusedError(refusal.TOO_LARGE, limit=limit)
        return packed


def _end(held: list[socket.socket]) -> None:
    with suppress(OSError):
        held[-1].shutdown(socket.SHUT_RDWR)
