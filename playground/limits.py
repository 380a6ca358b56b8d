"""Rate limits: a bucket for each route and place, and fifty requests a second in all."""

import math
import zlib
from collections import deque
from dataclasses import dataclass

from playground.payloads import Json
from playground.snowflake import Clock


@dataclass(frozen=True)
class Rates:
    """How many requests are let through.

    The global figure is documented; the bucket of 5 in 5 seconds is what Discord's headers
    say for sending messages: https://docs.discord.com/developers/topics/rate-limits
    """

    per_second: int = 50
    bucket_size: int = 5
    bucket_window_s: float = 5.0


UNHURRIED = Rates(per_second=10_000, bucket_size=10_000, bucket_window_s=1.0)
"""Rates no test meets by accident."""


@dataclass
class _Bucket:
    remaining: int
    resets_at: float


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass: the headers to send, and the body of the 429 when it may not."""

    headers: dict[str, str]
    refusal: Json | None = None


class Limits:
    """Counts requests. Only message routes have the narrow bucket; the others have ten times its size."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self.rates = rates
        self._clock = clock
        self._recent: deque[float] = deque()
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def check(self, method: str, template: str, major: str) -> Verdict:
        """Count one request for a route `template` in the place `major` (a channel, guild or webhook id)."""
        now = self._clock()
        return self._check_global(now) or self._check_bucket(now, f"{method} {template}", major)

    def _check_global(self, now: float) -> Verdict | None:
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if len(self._recent) < self.rates.per_second:
            self._recent.append(now)
            return None
        wait_s = 1 - (now - self._recent[0])
        headers = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
        return refusal(wait_s, headers, everywhere=True)

    def _check_bucket(self, now: float, route: str, major: str) -> Verdict:
        size = self.rates.bucket_size * (1 if "/messages" in route else 10)
        bucket = self._buckets.get((route, major))
        if bucket is None or now >= bucket.resets_at:
            bucket = self._buckets[route, major] = _Bucket(size, now + self.rates.bucket_window_s)
        allowed = bucket.remaining > 0
        bucket.remaining = max(0, bucket.remaining - 1)
        wait_s = bucket.resets_at - now
        headers = {
            "X-RateLimit-Bucket": f"{zlib.crc32(route.encode()):08x}",
            "X-RateLimit-Limit": str(size),
            "X-RateLimit-Remaining": str(bucket.remaining),
            "X-RateLimit-Reset": f"{bucket.resets_at:.3f}",
            "X-RateLimit-Reset-After": f"{wait_s:.3f}",
        }
        if allowed:
            return Verdict(headers)
        return refusal(wait_s, {**headers, "X-RateLimit-Scope": "user"})


def refusal(wait_s: float, headers: dict[str, str] | None = None, *, everywhere: bool = False) -> Verdict:
    """Return the 429 that asks to come back in `wait_s` seconds."""
    body = {"message": "You are being rate limited.", "retry_after": round(wait_s, 3), "global": everywhere}
    return Verdict({**(headers or {}), "Retry-After": str(math.ceil(wait_s))}, body)
