"""Statements that count nothing: promises, judgements, fears, one person's story."""

from tallybook.claims.cues import CUES


def is_promise(text: str) -> bool:
    """Whether a text speaks of what shall be: a promise, a plan, a target."""
    return bool(CUES["promise"].search(text))


def is_vow(text: str) -> bool:
    """Whether it says so outright, whatever days it names."""
    return bool(CUES["vow"].search(text))


def is_story(text: str) -> bool:
    """Whether a text tells of one person."""
    return bool(CUES["story"].search(text))


def is_judgement(text: str) -> bool:
    """Whether a text judges, fears or praises."""
    return bool(CUES["judgement"].search(text) or CUES["we_and_nobody"].search(text))
