"""Asking for one address: slowly, within bounds, with patience, and going on where an answer broke off."""

import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Event, Timer

import httpx

from tallybook.errors import FetchError, PlaceResting, StoreError
from tallybook.fetching.addresses import allowed
from tallybook.fetching.partial import Partial, declared_length, sayable
from tallybook.fetching.places import Limits, Place

_CHUNK = 65_536
_PASSING = (408, 421, 425, 429, 500, 502, 503, 504)  # a second attempt may do better
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: a whole body, or that nothing has changed."""

    address: str  # of the body, after redirects
    is_unchanged: bool
    data: bytes = b""
    etag: str = ""
    last_modified: str = ""
    was_resumed: bool = False  # whether the body was put together of several answers


class Stopped(PlaceResting):
    """Somebody asked to end the look; nothing more is asked for."""


class _Again(Exception):
    """A fault that may pass: how long to wait, where the server says, and what was wrong."""

    def __init__(self, found: str, seconds: float | None = None, is_busy: bool = False) -> None:
        self.found, self.seconds, self.is_busy = found, seconds, is_busy
        super().__init__(found)


class Downloader:
    """Asks places for addresses, one at a time."""

    def __init__(
        self,
        limits: Limits,
        user_agent: str,
        folder: Path,
        sleep: Callable[[float], object],
        stopping: Callable[[], bool],
    ) -> None:
        self._limits = limits
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": "identity"}
        self._folder = folder  # for what has arrived of broken downloads
        self._sleep, self._stopping = sleep, stopping
        self._trust = httpx.create_ssl_context()
        self._asked: set[str] = set()  # places that have been asked before

    def get(self, address: str, place: Place, conditions: Mapping[str, str] | None = None) -> Answer:
        """The body behind an address.

        Args:
            address: what is asked for.
            place: whose address it is; says where redirects may lead.
            conditions: `If-None-Match` and `If-Modified-Since`: the body is sent only if it has changed.

        Raises:
            PlaceResting: no attempt was answered, or the server wants to be left alone for longer than we wait.
            FetchError: the answer is no, or none that is taken.
            StoreError: the disk does not take it.
        """
        part = Partial(self._folder, address)
        fault = _Again("no attempt was made")
        for attempt in range(self._limits.attempts):
            if attempt:
                self._wait(fault, attempt, place, address)
            try:
                return self._attempt(address, place, dict(conditions or {}), part)
            except _Again as again:
                fault = again
            except OSError as error:
                raise StoreError(
                    "What arrives can't be kept beside the book.",
                    where=str(self._folder),
                    found=error.strerror or str(error),
                    hint="check that the folder may be written to and has room.",
                ) from None
        raise PlaceResting(
            f"{place.title} does not answer as it should.",
            where=address,
            found=f"{fault.found}, after {self._limits.attempts} attempts",
            hint="the next look tries again, and goes on with what has arrived.",
        )

    def _wait(self, fault: _Again, attempt: int, place: Place, address: str) -> None:
        limits = self._limits
        usual = limits.first_wait_seconds * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)
        seconds = fault.seconds if fault.seconds is not None else limits.busy_wait_seconds if fault.is_busy else usual
        if seconds > limits.longest_wait_seconds:
            raise PlaceResting(
                f"{place.title} asks to be left alone for {seconds / 60:,.0f} minutes.",
                where=address,
                found=fault.found,
                hint="it is not asked before then.",
                seconds=seconds,
            )
        self._sleep(seconds)

    def _attempt(self, address: str, place: Place, conditions: dict[str, str], part: Partial) -> Answer:
        """One request, and those to which it is redirected."""
        rest = part.conditions()
        current = allowed(address, place)
        for _ in range(self._limits.redirects + 1):
            self._pause(place)
            with self._open(current, rest or conditions) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return self._taken(response, part, is_rest=bool(rest), is_asked=bool(conditions))
                target = response.headers["location"]
            current = allowed(target, place, current)
        raise FetchError(
            "The address leads from one to another without end.",
            where=address,
            expected=f"at most {self._limits.redirects} redirects",
            found=f"at last {current}",
        )

    def _pause(self, place: Place) -> None:
        if place.name in self._asked:
            self._sleep(place.pause_seconds)
        if self._stopping():
            raise Stopped("Stopped before it was asked for.", where=place.title)
        self._asked.add(place.name)

    @contextmanager
    def _open(self, address: httpx.URL, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """An answer whose body is still to come; the whole of it is over in time, however slowly it drips."""
        limits, late = self._limits, Event()
        client = httpx.Client(verify=self._trust, timeout=limits.silent_seconds, headers=self._headers)

        def end() -> None:
            late.set()
            client.close()

        timer = Timer(limits.most_seconds, end)
        timer.daemon = True
        timer.start()
        try:
            with client, client.stream("GET", address, headers=dict(headers)) as response:
                yield response
        except (httpx.TransportError, httpx.StreamError, RuntimeError, OSError) as fault:
            if late.is_set():
                raise FetchError(
                    "The answer takes too long.",
                    where=str(address),
                    expected=f"all of it within {limits.most_seconds:,.0f} seconds",
                    hint="the next look goes on with what has arrived.",
                ) from None
            if isinstance(fault, httpx.TransportError):
                raise _Again(str(fault) or type(fault).__name__) from None
            raise
        finally:
            timer.cancel()

    def _taken(self, response: httpx.Response, part: Partial, is_rest: bool, is_asked: bool) -> Answer:
        """The body of an answer, once all of it has arrived.

        Args:
            response: the answer.
            part: what had arrived before.
            is_rest: whether only the rest was asked for.
            is_asked: whether it was asked if anything has changed.
        """
        status, address = response.status_code, str(response.url)
        if status == 304 and is_asked and not is_rest:
            return Answer(address, is_unchanged=True)
        # A web archive hands out captured refusals as they came; those do not pass.
        if status in _PASSING and "memento-datetime" not in response.headers:
            raise _Again(f"HTTP {status} {response.reason_phrase}", _retry_after(response.headers), status == 429)
        if is_rest and (status in (304, 416) or (status == 206 and not part.continues(response))):
            part.discard()
            raise _Again(f"HTTP {status}: the rest does not fit what had arrived", 0)
        if status == 200:
            part.begin(response)
        elif not (status == 206 and is_rest):
            raise _refusal(status, response, address)
        self._receive(response, part, address)
        data = inflated(part.take(), response.headers.get("content-encoding", ""), self._limits.most_bytes, address)
        etag, modified = (sayable(response.headers, name) for name in ("etag", "last-modified"))
        return Answer(address, False, data, etag, modified, was_resumed=status == 206)

    def _receive(self, response: httpx.Response, part: Partial, address: str) -> None:
        most = self._limits.most_bytes
        if part.size + (declared_length(response.headers) or 0) > most:
            part.discard()
            raise _too_large(address, most, declared_length(response.headers))
        for chunk in response.iter_raw(_CHUNK):
            part.append(chunk)
            if part.size > most:
                part.discard()
                raise _too_large(address, most, None)
            if self._stopping():
                raise Stopped("Stopped before all of it had arrived.", where=address)
        if not part.is_whole:
            raise _Again(f"{part.size:,} of {part.total or 0:,} bytes arrived")


def inflated(data: bytes, encoding: str, most: int, address: str) -> bytes:
    """A body as it was before it was packed for the way; some servers pack what was asked for plain.

    Raises:
        FetchError: it would be too large, or can't be unpacked.
    """
    if "gzip" not in encoding.lower() and not data.startswith(b"\x1f\x8b"):
        return data
    if not data.startswith(b"\x1f\x8b"):
        return data  # said to be packed, and not
    try:
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        plain = unpack.decompress(data, most + 1)
    except zlib.error as fault:
        raise FetchError("The answer is packed and damaged.", where=address, found=str(fault)) from None
    if len(plain) > most:
        raise _too_large(address, most, None)
    if not unpack.eof:
        raise FetchError("The answer is packed and cut short.", where=address, found=f"{len(plain):,} bytes of it")
    return plain


def _retry_after(headers: httpx.Headers) -> float | None:
    """The seconds for which a server asks to be left alone; None where it does not say."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _refusal(status: int, response: httpx.Response, address: str) -> FetchError:
    hint = {
        401: "the address asks for a password; it is not meant for the public.",
        403: "the server does not serve this machine or program; a contact in the user agent may help (docs/fetch.md).",
        404: "the file has been taken away or renamed.",
        410: "the file has been taken away.",
    }.get(status, "")
    return FetchError(
        "The server refuses this address.", where=address, found=f"HTTP {status} {response.reason_phrase}", hint=hint
    )


def _too_large(address: str, most: int, announced: int | None) -> FetchError:
    return FetchError(
        "The answer is larger than a workbook of tables can need; it is not taken.",
        where=address,
        expected=f"at most {most:,} bytes",
        found=f"{announced:,} bytes announced" if announced else "more",
    )
