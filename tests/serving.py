"""The site on a real server for tests that need one: on a port of its own, in a thread of this process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tallybook.http.serving import listen, server_for
from tallybook.web.app import make_app


@contextmanager
def running(book: Path) -> Iterator[str]:
    """The address of a server on a book, as long as it is needed."""
    listening = listen(port=0)
    application = make_app(book, is_warmed=False)
    server = server_for(application)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
