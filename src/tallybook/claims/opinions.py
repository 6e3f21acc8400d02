"""Statements that count nothing: promises, judgements, fears, one person's story."""

import re

_PROMISE = re.compile(
    r"\b(?:promis\w*|vow\w*|pledg\w*|threaten\w*|will (?!not be|have)|won't|plans? to|intends? to|aims? to|goal\b|targets? of|a target|quota|"
    r"wants? to|hopes? to|expects? to|going to|going after|we are|we're|we will|should|must\b|prometi\w*|promete\w*|amenaz\w*|"
    r"planea\w*|pretende\w*|meta\b|vamos a|queremos|debe(?:n|ría)?\b|juró)",
    re.I,
)
_VOW = re.compile(
    r"\b(?:promis\w*|vow\w*|pledg\w*|threaten\w*|(?:a|the|daily|its|new) (?:goal|target|quota)\b|prometi\w*|promete\w*|amenaz\w*|juró)",
    re.I,
)
_JUDGEMENT = re.compile(
    r"\b(?:waste|humiliat\w*|theater|theatre|cruel\w*|inhuman\w*|shame\w*|disgrac\w*|wrong\b|unjust|unfair|dangerous|safe\b|a salvo|"
    r"worst of the worst|success\w*|fail(?:ed|ure|ing)\b|disaster|broken|effective|ineffective|best\b|nothing to (?:fear|hide)|fear\w*|"
    r"afraid|miedo|terror\w*|intimidat\w*|heartbreak\w*|easy targets?|overreach|lawless|necessary|pointless|farce|"
    r"moral|common sense|vergüenza|injust\w*|cruel|humill\w*|peligro\w*|dignidad)\b",
    re.I,
)
_STORY = re.compile(
    r"\b(?:her|his|my|their own) (?:husband|wife|son|daughter|brother|sister|mother|father|friend|client|uncle|aunt|cousin|family|neighbou?r|"
    r"nephew|niece|grand\w+|partner|fianc\w+)\b|\b(?:su|mi) (?:esposo|esposa|hijo|hija|hermano|hermana|madre|padre|amig[oa]|client[ea]|"
    r"tí[oa]|vecin[oa]|marido|familia)\b|\bI (?:was|am|have|had|never|saw|cried|lost)\b|\bthrough tears\b|"
    r"\b(?:a|the|one) (?:man|woman|mother|father|boy|girl|teenager|pastor|nurse|student|farmworker|cook) (?:who|was|from|said|told|with)\b",
    re.I,
)
_QUOTED = re.compile(r"^[\s\"“«']*(?:we|our|i|nobody|no one|you|nosotros|nadie)\b", re.I)


def is_promise(text: str) -> bool:
    """Whether a text speaks of what shall be: a promise, a plan, a target."""
    return bool(_PROMISE.search(text))


def is_vow(text: str) -> bool:
    """Whether it says so outright, whatever days it names."""
    return bool(_VOW.search(text))


def is_story(text: str) -> bool:
    """Whether a text tells of one person."""
    return bool(_STORY.search(text))


def is_judgement(text: str) -> bool:
    """Whether a text judges, fears or praises."""
    return bool(_JUDGEMENT.search(text) or _QUOTED.search(text))
