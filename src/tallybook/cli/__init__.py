"""The command line. Commands ask and print; they compute nothing.

Data goes to stdout, everything else to stderr. Exit codes: 0 done; 1 done, and the answer is no
or some of the input could not be taken; 2 the question makes no sense.
"""

import contextlib
import os
import sys

import click

from tallybook.cli import (  # noqa: F401 - declare the commands
    ask,
    brief,
    check,
    commands,
    diff,
    facilities,
    fetch,
    ledger,
    mandate,
    papers,
    publish,
    serve,
    vintages,
)
from tallybook.cli.group import command_line
from tallybook.errors import QuestionError, TallybookError

__all__ = ["command_line", "main"]


def main() -> None:
    """Runs the command line; faults of the user's input are told without a traceback."""
    try:
        # Not click's own main: it takes a closed pipe for a failure.
        with command_line.make_context("tallybook", sys.argv[1:]) as context:
            command_line.invoke(context)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        print("Stopped; the book is as it was before.", file=sys.stderr)
        sys.exit(130)
    except QuestionError as error:
        sys.exit(_told(error, 2))
    except TallybookError as error:
        sys.exit(_told(error, 1))
    except BrokenPipeError:
        # The reader of our output has had enough; Python would complain once more on exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _told(error: TallybookError, code: int) -> int:
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
    return code
