"""Serving an application on a port of this machine."""

import ipaddress
import socket
from typing import Any

import uvicorn

from tallybook.errors import QuestionError, StoreError
from tallybook.http.patience import PatientProtocol

HOST = "127.0.0.1"
PORT = 8000
_KEPT_ALIVE = 5  # seconds that a connection stays open with nothing asked
_ENDING = 3  # seconds that answers under way have at the end
_LARGEST_HEAD = 32 * 1024  # bytes of a request before what it sends


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server there.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str = HOST, port: int = PORT) -> socket.socket:
    """A socket that is bound to a place; port 0 is any that is free.

    Raises:
        QuestionError: the host is none.
        StoreError: the port is taken, or is not to be had.
    """
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise QuestionError(f"{host!r} is no host of this machine.", found=error.strerror or str(error)) from None
    # By the number of the protocol asyncio knows TCP, and sends without waiting: else an answer takes 40 ms longer.
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(256)
    except OSError as error:
        listening.close()
        raise StoreError(
            f"Port {port} can't be served: it is taken, or not to be had.",
            where=f"{host}:{port}",
            found=error.strerror or str(error),
            hint="name another with --port N; --port 0 takes any that is free.",
        ) from None
    return listening


def address_of(listening: socket.socket, host: str = HOST) -> str:
    """The address under which a browser finds it."""
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else shown}:{port}/"


def server_for(application: Any, protocol: type[PatientProtocol] = PatientProtocol) -> uvicorn.Server:
    """A server that is ready to run."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            http=protocol,
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=_KEPT_ALIVE,
            timeout_graceful_shutdown=_ENDING,
            h11_max_incomplete_event_size=_LARGEST_HEAD,
        )
    )


def serve(application: Any, listening: socket.socket) -> None:
    """Serves until Ctrl-C, or until it is told to end."""
    try:
        server_for(application).run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        listening.close()
