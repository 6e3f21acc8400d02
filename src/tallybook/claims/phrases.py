"""Fixed phrases that state a number: doubled, twice as many, la mayoría, none, hundreds of."""

import re
from dataclasses import dataclass

_SPACE = re.compile(r"(\(\?<[=!][^)]*\))| ")


@dataclass(frozen=True, slots=True)
class Form:
    """A number that a phrase states: what it comes to, and where the phrase ends."""

    end: int
    value: float
    unit: str
    step: float
    kind: str
    change: str = ""
    comparator: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase and the number that it stands for."""

    pattern: re.Pattern[str]
    value: float
    unit: str
    kind: str
    change: str
    comparator: str
    step: float


def _phrase(
    words: str, value: float, unit: str, kind: str, change: str = "", comparator: str = "", step: float = 1.0
) -> Phrase:
    """A phrase in which white space or a hyphen may stand where one blank is written."""
    spaced = _SPACE.sub(lambda found: (found[1] or r"[\s-]+").replace(" ", r"[\s-]"), words)
    return Phrase(re.compile(spaced, re.IGNORECASE), float(value), unit, kind, change, comparator, float(step))


_OF_A_LEVEL = r"(?= (?:the|its|that|what|those|their|his|as|last|any|[a-z]+'s|[a-z]+’s)\b)"
_PEOPLE = (
    r"(?:arrests?|deaths?|removals?|deportations?|detainees?|placements?|releases?|book ins?|detentions?|participants?"
    r"|transfers?|flights?|(?:us |u\.s\. )?citizens?|people|migrants?|immigrants?|women|children|families"
    r"|escapes|suicides)"
)
_HOLDS = r"(?:arrest|detain|deport|hold|remove|release|record|report|list|place|book)"
_STATES = (
    r"(?:lists?|listed|listing|reports?|reported|reporting|shows?|showed|shown|records?|recorded|counts?|counted|logged|made|detained|deported|arrested|removed|released"
    r"|there (?:were|are))"
)
_PLURAL = r"(?!\w*(?:ous|ss)\b)(?:[\w’']+s|people|men|women|children|(?:of))\b"

PHRASES: dict[str, tuple[Phrase, ...]] = {
    "en": (
        _phrase(r"(?:half|(?:one )?half)(?= as (?:many|much|high|large|big|long)\b)", 0.5, "times", "ratio", step=0.1),
        _phrase(rf"(?:twice|double){_OF_A_LEVEL}", 2, "times", "ratio"),
        _phrase(rf"triple{_OF_A_LEVEL}", 3, "times", "ratio"),
        _phrase(rf"quadruple{_OF_A_LEVEL}", 4, "times", "ratio"),
        _phrase(
            r"(?:doubled|doubling|doubles|(?<=to )double|(?<=will )double)\b(?! (?:down|up)\b|-\w)",
            2,
            "times",
            "ratio",
            "up",
        ),
        _phrase(
            r"(?:tripled|tripling|triples|trebled|trebling|(?<=to )triple|(?<=will )triple)\b",
            3,
            "times",
            "ratio",
            "up",
        ),
        _phrase(r"(?:quadrupled|quadrupling|quadruples)\b", 4, "times", "ratio", "up"),
        _phrase(r"(?:quintupled|quintupling)\b", 5, "times", "ratio", "up"),
        _phrase(r"(?:halved|halving|halves)\b", 0.5, "times", "ratio", "down", step=0.1),
        _phrase(r"in half\b", 0.5, "times", "ratio", "down", step=0.1),
        _phrase(r"half a million\b|half million\b", 500_000, "count", "number", step=100_000),
        _phrase(r"(?:a )?quarter (?:of a )?million\b", 250_000, "count", "number", step=10_000),
        _phrase(r"three quarters of a million\b", 750_000, "count", "number", step=10_000),
        _phrase(r"half a billion\b", 500_000_000, "count", "number", step=100_000_000),
        _phrase(r"half a dozen\b", 6, "count", "number"),
        _phrase(
            r"(?:the|a) (?:\w+ )?majority(?= (?:of|in|among|are|were|have|had|has|is|was|come|came)\b)",
            50,
            "percent",
            "majority",
            "",
            ">",
        ),
        _phrase(r"a (?:\w+ )?minority(?= of\b)", 50, "percent", "majority", "", "<"),
        _phrase(
            rf"(?<!\bthe )(?<!\bat )(?<!\bits )(?<!\btheir )(?<!\bthose )most(?= (?:(?-i:[A-Z])\w+ )?{_PLURAL})",
            50,
            "percent",
            "majority",
            "",
            ">",
        ),
        _phrase(
            rf"(?<=\b)no(?= {_PEOPLE} (?:of|in|at|on|from|were|have|has|had|was|during|for|by|this)\b)",
            0,
            "count",
            "none",
        ),
        _phrase(rf"not {_HOLDS} (?:one|any|a single)\b(?! (?:of|more|longer)\b)", 0, "count", "none"),
        _phrase(
            rf"(?:nobody|no one)(?: at all)?(?= (?:was|were) (?:in|on|being|{_HOLDS}e?d|held)\b)", 0, "count", "none"
        ),
        _phrase(
            r"(?:(?<=got )|(?<=had )|(?<=saw )|(?<=recorded )|(?<=counted )|(?<=received )|(?<=reported )|(?<=made )"
            r"|(?<=shows )|(?<=lists ))no(?= (?:[\w.-]+ ){0,2}(?:requests|arrests|removals|deportations|book-ins"
            r"|placements|decisions|detainees|people|immigrants|families|parents|citizens|veterans)\b)",
            0,
            "count",
            "none",
        ),
        _phrase(r"(?<=was )(?:nobody|no one)\b|(?<=were )(?:nobody|no one)\b", 0, "count", "none"),
        _phrase(r"not a single\b|not one\b|zero\b|none\b", 0, "count", "none"),
        _phrase(r"hundreds of thousands\b", 100_000, "count", "vague", "", ">", step=100_000),
        _phrase(r"tens of thousands\b", 10_000, "count", "vague", "", ">", step=10_000),
        _phrase(r"tens of millions\b", 10_000_000, "count", "vague", "", ">", step=10_000_000),
        _phrase(r"(?:hundreds|(?:several|a few|many) hundred)\b", 100, "count", "vague", "", ">", step=100),
        _phrase(r"(?:thousands|(?:several|a few|many) thousand)\b", 1000, "count", "vague", "", ">", step=1000),
        _phrase(r"(?:dozens|several dozen)\b", 24, "count", "vague", "", ">", step=12),
        _phrase(r"(?:millions|(?:several|a few|many) million)\b", 10**6, "count", "vague", "", ">", step=10**6),
        _phrase(r"scores(?= of\b)", 40, "count", "vague", "", ">", step=20),
    ),
    "es": (
        _phrase(r"(?:el )?doble(?= (?:de|del|que)\b)", 2, "times", "ratio"),
        _phrase(r"(?:el )?triple(?= (?:de|del|que)\b)", 3, "times", "ratio"),
        _phrase(r"(?:el )?cuádruple(?= (?:de|del|que)\b)", 4, "times", "ratio"),
        _phrase(r"duplic(?:ó|aron|ado|ar|a|an|ando|arse)\b|al doble\b", 2, "times", "ratio", "up"),
        _phrase(r"triplic(?:ó|aron|ado|ar|a|an|ando|arse)\b|al triple\b", 3, "times", "ratio", "up"),
        _phrase(r"cuadruplic(?:ó|aron|ado|ar|a|an|ando|arse)\b", 4, "times", "ratio", "up"),
        _phrase(r"quintuplic(?:ó|aron|ado|ar|a|an|ando|arse)\b", 5, "times", "ratio", "up"),
        _phrase(r"(?:a|por) la mitad\b(?! del?\b)", 0.5, "times", "ratio", "down", step=0.1),
        _phrase(r"medio millón\b", 500_000, "count", "number", step=100_000),
        _phrase(r"(?:un )?cuarto de millón\b", 250_000, "count", "number", step=10_000),
        _phrase(r"tres cuartos de millón\b", 750_000, "count", "number", step=10_000),
        _phrase(r"millón y medio\b|un millón y medio\b", 1_500_000, "count", "number", step=100_000),
        _phrase(r"media docena\b", 6, "count", "number"),
        _phrase(
            r"(?<!primera )(?<!segunda )(?:la )?mitad\b(?! (?:del año|de (?:año|camino|mes)))",
            50,
            "percent",
            "fraction",
        ),
        _phrase(r"(?:la|una) (?:gran |inmensa |amplia )?(?:mayoría|mayor parte)\b", 50, "percent", "majority", "", ">"),
        _phrase(r"una (?:\w+ )?minoría(?= de\b)", 50, "percent", "majority", "", "<"),
        _phrase(
            r"ni una? sol[oa]\b|cero\b|ning(?:ún|una)(?= (?:arresto|detención|muerte|deportación|persona|detenid)\w*)",
            0,
            "count",
            "none",
        ),
        _phrase(r"(?:cientos|centenares) de miles\b", 100_000, "count", "vague", "", ">", step=100_000),
        _phrase(r"decenas de miles\b", 10_000, "count", "vague", "", ">", step=10_000),
        _phrase(r"(?:cientos|centenares)\b", 100, "count", "vague", "", ">", step=100),
        _phrase(r"miles\b", 1000, "count", "vague", "", ">", step=1000),
        _phrase(r"millones\b", 10**6, "count", "vague", "", ">", step=10**6),
        _phrase(r"docenas\b", 24, "count", "vague", "", ">", step=12),
        _phrase(r"decenas\b", 20, "count", "vague", "", ">", step=10),
    ),
}
_STATED_NONE = re.compile(rf"\b{_STATES}\s+$".replace(" ", r"\s+"), re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"no\s+(?:longer|doubt|way|evidence|signs?|reasons?|changes?|limits?|rules?|public|data|more|fewer|less|such|other|one|record"
    r"|criminal|improvement|information|difference|figures?|numbers?|comment|mercy|mistake|secret|sense|progress)\b|no\s+\W",
    re.IGNORECASE,
)


def fixed_phrase(text: str, at: int, lang: str = "en") -> Form | None:
    """The number that a fixed phrase states at a place of the text.

    >>> fixed_phrase("It doubled.", 3).value, fixed_phrase("Most people", 0).kind
    (2.0, 'majority')
    """
    for phrase in PHRASES[lang]:
        if found := phrase.pattern.match(text, at):
            return Form(
                found.end(), phrase.value, phrase.unit, phrase.step, phrase.kind, phrase.change, phrase.comparator
            )
    if lang == "en" and re.match(r"no\s+[A-Za-z]", text[at : at + 6], re.IGNORECASE):
        stated = _STATED_NONE.search(text, max(0, at - 40), at)
        if stated and not _NOT_COUNTED.match(text, at):
            return Form(at + 2, 0.0, "count", 1.0, "none")
    return None
