"""The phrases that speak of time, in English and Spanish, the longest first, each with its reading."""

import re
from functools import cache

from tallybook.claims import period_spans as spans
from tallybook.claims import period_words as words
from tallybook.claims.period_words import Reading

_YEAR = r"(?P<year>(?:19|20)\d{2})(?![\d%]|[.,]\d)"
_COUNTED = (
    r"(?!\s+(?:people|persons|immigrants|migrants|detainees|participants|percent|of\s+(?:the|them|those)"
    r"|removals|arrests|deaths|facilities|families|placements|personas|inmigrantes|migrantes|detenidos|por\s+ciento)\b)"
)

_ENGLISH = {
    "MONTH": r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)",
    "WEEKDAY": r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
    "ANYDAY": r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?",
    "RELYEAR": r"(?P<relyear>(?:late\s+)?last\s+year|this\s+year|the\s+(?:previous|prior|past)\s+year)",
    "FISCAL": r"(?P<fiscal>(?:(?:this|the|current|present|ongoing|last|previous|prior|past|next|government[’']s"
    r"|agency[’']s|federal|its)\s+){0,3}(?:(?:fiscal|budget)\s+years?\b(?:\s+(?:19|20)\d{2}(?!\d|,\d))?"
    r"|fiscal\s+(?:20)?\d{2}(?!\d|,\d)|FY\s?[-’']?(?:20)?\d{2}(?!\d|,\d)|20\d{2}\s+fiscal\s+year)"
    r"(?:\s+that\s+(?:ended|closed)(?:\s+(?:in|on)\s+Sept(?:ember|\.)(?:\s+30)?)?)?)",
    "NTH": r"first|second|third|fourth|1st|2nd|3rd|4th",
    "NUMBER": r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty"
    r"|thirty|sixty|ninety|hundred",
}
_SPANISH = {
    "MONTH": r"(?P<month>enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre|(?:ene|feb|mar|abr|jun|jul|ago|sept?|oct|nov|dic)\.)(?!\w)",
    "WEEKDAY": r"(?P<weekday>lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo)",
    "ANYDAY": r"(?:(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo),?\s+)?",
    "RELYEAR": r"(?P<relyear>(?:el\s+)?año\s+(?:pasado|anterior)|(?:el\s+)?pasado\s+año|este\s+(?:mismo\s+)?año"
    r"|(?:el\s+)?presente\s+año)",
    "FISCAL": r"(?P<fiscal>(?:(?:el|este|del|presente|actual|pasado|último|próximo)\s+){0,2}(?:año|ejercicio)\s+fiscal"
    r"(?:\s+(?:de\s+)?(?:19|20)\d{2}|\s+(?:pasado|anterior|actual|en\s+curso))?|FY\s?[-’']?(?:20)?\d{2}(?!\d|[.,]\d))",
    "NTH": r"primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|1er|2º|3er|4º",
    "NUMBER": r"\d{1,3}|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|catorce|quince|veinte"
    r"|treinta|sesenta|noventa|cien",
}
for _words, _of in ((_ENGLISH, r"(?:(?:of|in)\s+)?"), (_SPANISH, r"(?:de\s+|del\s+|en\s+)?")):
    _words["YEAR"], _words["COUNTED"] = _YEAR, _COUNTED
    _words["OFYEAR"] = rf"(?:\s+{_of}{_words['RELYEAR']}|\s+{_of}{_words['FISCAL']}|,?\s+{_of}{_YEAR})?"
    _words["OFDAYYEAR"] = rf"(?:,?\s+{_of}{_words['RELYEAR']}|,?\s+{_of}{_YEAR})?"
_ENGLISH["WHEN"] = (
    r"(?:(?:(?P<last>last|this past|this|next)\s+)?(?:the\s+month\s+of\s+)?{MONTH}{OFYEAR}"
    r"|(?P<rel>(?:last|this|next|(?:the\s+)?(?:previous|past))\s+month))"
)
_SPANISH["WHEN"] = (
    r"(?:(?:(?P<last>pasado)\s+)?(?:mes\s+de\s+)?{MONTH}{OFYEAR}(?:\s+pasado)?"
    r"|(?:el\s+|l\s+)?(?P<rel>mes\s+pasado|este\s+mes|(?:pasado|presente)\s+mes(?!\s+de\b)))"
)

_IN_FIGURES = [
    (r"(?<![\d.])(?P<year>(?:19|20)\d{2})-(?P<first>\d{2})-(?P<second>\d{2})(?!\d)", words.day_in_figures),
    (
        r"(?<![\d./-])(?P<first>\d{1,2})([/.-])(?P<second>\d{1,2})\2(?P<year>(?:20)?\d{2})(?![\d/])",
        words.day_in_figures,
    ),
]

_ENGLISH_PHRASES = [
    *_IN_FIGURES,
    (r"\b{ANYDAY}{MONTH}\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\w|[.,]\d){COUNTED}{OFDAYYEAR}", words.day),
    (r"(?<![\d,.$])\b{ANYDAY}(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}{OFDAYYEAR}", words.day),
    (r"\b(?P<edge>New\s+Year[’']s\s+Eve|New\s+Year[’']s(?:\s+Day)?)(?:,?\s+(?:of\s+)?{YEAR})?", spans.edge_of_year),
    (r"\b(?:the\s+)?(?P<edge>first|last|final)\s+day\s+of\s+{WHEN}", words.edge_of_month),
    (r"\b(?:the\s+)?(?P<edge>{NTH}|last|final)\s+(?:full\s+)?week\s+of\s+{WHEN}", words.week_of_month),
    (r"\b{MONTH}[’']s\s+(?P<part>end|close|start|beginning)\b", words.part_of_month),
    (r"\b{MONTH}{OFYEAR}\s+(?P<part>began|opened|started|dawned|ended|closed|came\s+to|drew\s+to|wound\s+down)",
     words.part_of_month),
    (r"\b(?:the\s+)?(?:very\s+)?(?P<part>(?:first|opening|last|final|closing|waning)\s+(?:few\s+)?days|start|beginning"
     r"|outset|middle|end|close|(?:first|second|latter|last)\s+half)\s+(?:of|in)\s+{WHEN}", words.part_of_month),
    (r"\b(?:mid-to-)?(?P<part>early|mid|late)(?:-|\s+)?(?:in\s+)?{WHEN}", words.part_of_month),
    (r"\b(?:the\s+)?(?P<quarter>{NTH}|last|final)[\s-]quarter\s+(?:of\s+)?(?:{FISCAL}|{RELYEAR}|{YEAR})",
     spans.quarter),
    (r"\b(?:the\s+)?(?P<quarter>{NTH})\s+(?P<fiscalword>fiscal)\s+quarter(?:\s+(?:of\s+)?{YEAR})?", spans.quarter),
    (r"\b(?P<fiscalword>fiscal)\s+year['’]s\s+(?P<quarter>{NTH})\s+quarter", spans.quarter),
    (r"\b{FISCAL},?\s*Q(?P<quarter>[1-4])\b", spans.quarter),
    (r"\bQ(?P<quarter>[1-4])\s+(?:of\s+)?(?:{FISCAL}|{YEAR})", spans.quarter),
    (r"\b(?:the\s+)?(?P<quarter>{NTH})\s+quarter\b(?!\s+(?:of|to)\b)", spans.quarter),
    (r"\b(?:this|last|the\s+(?:previous|past))\s+quarter\b", spans.quarter_by_now),
    (r"\b(?:the\s+)?(?P<which>first)\s+(?:(?P<count>{NUMBER})\s+)?(?P<unit>months?|days)\s+(?:of|in|into)\s+"
     r"(?:{FISCAL}|{RELYEAR}|(?:calendar\s+)?{YEAR}|the\s+(?:calendar\s+)?year)", spans.first_months),
    (r"\b(?:the\s+)?(?P<which>first|second|latter)\s+(?P<unit>half)\s+of\s+"
     r"(?:{FISCAL}|{RELYEAR}|(?:calendar\s+)?{YEAR}|the\s+(?:calendar\s+)?year)", spans.first_months),
    (r"\bwith\s+(?:just\s+|only\s+|about\s+)?(?P<count>{NUMBER})\s+(?P<unit>days?|weeks?|months?)\s+"
     r"(?:left|remaining|to\s+go)\s+in\s+the\s+fiscal\s+year", spans.left_in_fiscal),
    (r"\b(?P<count>{NUMBER})\s+(?P<unit>days?|weeks?|months?)\s+before\s+the\s+end\s+of\s+the\s+fiscal\s+year",
     spans.left_in_fiscal),
    (r"\b{MONTH}\s+(?:of|in)\s+{FISCAL}", words.month),
    (r"\bsince\s+{FISCAL}\s+(?:began|started|opened)", spans.fiscal_since_start),
    (r"\bsince\s+the\s+(?:start|beginning|outset)\s+of\s+{FISCAL}", spans.fiscal_since_start),
    (r"\b(?:the\s+)?(?P<edge>start|beginning|outset|end|close)\s+of\s+{FISCAL}", spans.edge_of_fiscal),
    (r"\b{FISCAL}(?P<sofar>\s+to\s+date|\s*-?\s*YTD|\s+so\s+far)", spans.fiscal),
    (r"\b(?P<sofar>so\s+far\s+(?:in|during)?\s*|thus\s+far\s+(?:in|during)?\s*){FISCAL}", spans.fiscal),
    (r"\b{FISCAL}", spans.fiscal),
    (r"\b(?P<sofar>fiscal[\s-]year[\s-]to[\s-]date)(?P<fiscal>)", spans.fiscal),
    (r"\b(?P<edge>the\s+new\s+year)(?:\s+(?:opened|began|started|dawned))?\b", spans.edge_of_year),
    (r"\b(?:the\s+)?(?P<edge>start|beginning|outset|dawn|turn)\s+of\s+(?:{RELYEAR}|{YEAR}|the\s+year\b)",
     spans.edge_of_year),
    (r"\b(?:the\s+)?(?P<edge>end|close)\s+of\s+(?:{RELYEAR}|{YEAR})", spans.edge_of_year),
    (r"\b(?:as\s+)?(?:{YEAR}|the\s+year)\s+(?P<edge>began|opened|ended|closed|drew\s+to\s+a\s+close)",
     spans.edge_of_year),
    (r"\b(?P<edge>year-end)\s+{YEAR}", spans.edge_of_year),
    (r"\b(?P<part>early|mid|late)(?:-|\s+)(?:in\s+)?(?:{RELYEAR}|{YEAR})", spans.part_of_year),
    (r"\b(?P<sofar>so\s+far\s+(?:in|during)?\s*){WHEN}", words.month),
    (r"\b{WHEN}(?P<sofar>\s+so\s+far)?", words.month),
    (r"\b(?:earlier|later)\s+(?P<rel>this\s+month)", words.month),
    (r"\byesterday\b", spans.yesterday),
    (r"\b(?:earlier\s+|late\s+|early\s+)?(?:this|last|the\s+(?:previous|past))\s+week\b", spans.week),
    (r"(?<!every\s)(?<!each\s)(?<!next\s)\b(?:(?P<last>last|this\s+past|this)\s+)?{WEEKDAY}\b(?!s\b)", words.weekday),
    (r"\b(?:(?:this|in\s+the|by\s+the|during\s+the|over\s+the|(?P<last>last)|the\s+(?P<last2>past))\s+)"
     r"(?P<season>spring|summer|fall|autumn|winter)\b(?!\s+(?:in|of\s+the)\b)(?:\s+(?:of\s+)?(?:{YEAR}|{RELYEAR}))?",
     spans.season),
    (r"\b(?:the\s+)?(?P<season>spring|summer|fall|autumn|winter)\s+(?:of\s+)?(?:{YEAR}|{RELYEAR})", spans.season),
    (r"\b(?:the|since|last)\s+(?P<season>spring|summer|winter)\b", spans.season),
    (r"(?<!half\s)\b(?P<count>{NUMBER})\s+(?P<unit>days?|weeks?|months?|years?|fortnights?)\s+ago\b", spans.ago),
    (r"\ba\s+(?P<count>couple)\s+of\s+(?P<unit>days|weeks|months|years)\s+ago\b", spans.ago),
    (r"\bin\s+(?:the|a)\s+space\s+of\s+(?:just\s+)?(?P<count>{NUMBER})\s+(?P<unit>days?|weeks?|months?|years?)\b",
     spans.span_back),
    (r"\b(?:(?:in|over|within|during)\s+)?(?:just\s+)?the\s+(?:past|last|previous)\s+(?:(?P<count>{NUMBER})\s+)?"
     r"(?P<unit>days?|weeks?|fortnight|months|years)\b(?!\s+of\b)", spans.span_back),
    (r"\b(?:in|over|during)\s+the\s+(?:past|last)\s+(?P<unit>month|year)\b", spans.span_back),
    (r"\b(?P<bare>in|within|over)\s+(?:just\s+|only\s+|under\s+|less\s+than\s+|about\s+|barely\s+)?"
     r"(?P<count>{NUMBER})\s+(?P<unit>days?|weeks?|months?|years?)\b", spans.span_back),
    (r"\b(?:the\s+(?:previous|prior)\s+(?P<unit>month|year)|(?:one|a|the)\s+(?P<unit2>month|year)\s+(?:earlier|before))\b",
     spans.the_one_before),
    (r"\bsince\s+(?P<who>(?:(?:President|Donald|Joe|the|he|new|Trump|Biden|president|administration)[’'s]*\s+){1,4})"
     r"(?:took\s+office|returned\s+to\s+(?:office|the\s+White\s+House)|inauguration|was\s+(?:sworn\s+in|inaugurated))",
     spans.inauguration),
    (r"\b(?:Inauguration\s+Day|the\s+inauguration)\b", spans.inauguration),
    (r"\b(?P<sofar>so\s+far\s+|thus\s+far\s+){RELYEAR}", spans.year),
    (r"\b{RELYEAR}(?P<sofar>\s+so\s+far|\s+to\s+date)?\b", spans.year),
    (r"\b(?:in|since|during|by|of|for|throughout|from|to|until|through|than|between|and|calendar\s+year|all\s+of)\s+"
     r"{YEAR}{COUNTED}", spans.year),
    (r"\b{YEAR}[’']s\b", spans.year),
    (r"\bthe\s+{YEAR}\s+(?=average|figure|total|level|number|count|record|peak|high\b|low\b)", spans.year),
    (r"(?<!up-)(?<!up\s)\b(?P<sofar>so\s+far|to\s+date|until\s+now|thus\s+far)\b(?!\s+(?:from|as)\b)", spans.now),
    (r"(?<!USA\s)\b(?:today(?![’']s)|currently|presently|right\s+now|at\s+(?:the\s+)?(?:present|moment)|now(?!-))\b",
     spans.now),
]  # fmt: skip

_SPANISH_PHRASES = [
    (r"(?<![\d./-])(?P<second>\d{1,2})([/.-])(?P<first>\d{1,2})\2(?P<year>(?:20)?\d{2})(?![\d/])",
     words.day_in_figures),
    _IN_FIGURES[0],
    (r"\b{ANYDAY}(?:(?:el|al|del|este)\s+)?{ANYDAY}(?<![\d,.])(?P<day>\d{1,2}(?!\d)|primero)(?:\.?º)?\s+de\s+{MONTH}"
     r"{OFDAYYEAR}", words.day),
    (r"\b(?P<edge>Nochevieja|fin\s+de\s+año|Año\s+Nuevo)(?:\s+de\s+{YEAR})?", spans.edge_of_year),
    (r"\b(?:(?:el|al)\s+)?(?P<edge>primer|último)\s+día\s+(?:de\s+|del\s+)?{WHEN}", words.edge_of_month),
    (r"\b(?:la\s+)?(?P<edge>{NTH}|última)\s+semana\s+(?:de\s+|del\s+){WHEN}", words.week_of_month),
    (r"\b(?:al|cuando)\s+(?P<part>comenzar|empezar|terminar|terminaba|comenzaba|empezaba|iniciar|finalizar)\s+{WHEN}",
     words.part_of_month),
    (r"\b(?:al?\s+|hacia\s+|por\s+|en\s+|para\s+|de\s+|desde\s+)?(?:la\s+|los\s+|el\s+)?(?P<part>primeros\s+días"
     r"|últimos\s+días|(?:primera|segunda|última)\s+(?:quincena|mitad)|mediados|medianos|mitad|principios?|comienzos?"
     r"|inicios?|finales|final|fines|fin|cierre|término)\s+(?:de\s+|del\s+){WHEN}", words.part_of_month),
    (r"\b(?:el\s+)?(?P<quarter>{NTH})\s+trimestre\s+(?:de\s+|del\s+)?(?:{FISCAL}|{RELYEAR}|{YEAR})", spans.quarter),
    (r"\b(?:el\s+)?(?P<quarter>{NTH})\s+trimestre\s+(?P<fiscalword>fiscal)(?:\s+(?:de\s+|del\s+)?{YEAR})?",
     spans.quarter),
    (r"\b(?:el\s+)?(?P<quarter>{NTH})\s+trimestre\b", spans.quarter),
    (r"\b(?:este\s+trimestre|(?:el\s+)?trimestre\s+(?:pasado|anterior)|(?:el\s+)?(?:pasado|último)\s+trimestre)\b",
     spans.quarter_by_now),
    (r"\b(?:el\s+|los\s+)?(?P<which>primer|primeros)\s+(?:(?P<count>{NUMBER})\s+)?(?P<unit>mes(?:es)?|días)\s+"
     r"(?:de\s+|del\s+)?(?:{FISCAL}|{RELYEAR}|{YEAR}|año\b)", spans.first_months),
    (r"\b(?:el\s+|la\s+)?(?P<which>primer|primera|segundo|segunda)\s+(?P<unit>semestre|mitad)\s+(?:de\s+|del\s+)?"
     r"(?:{FISCAL}|{RELYEAR}|{YEAR}|año\b)", spans.first_months),
    (r"\ba\s+(?P<count>{NUMBER})\s+(?P<unit>días?|semanas?|mes(?:es)?)\s+(?:del|de\s+que)\s+(?:fin(?:al)?|cierre"
     r"|termin\w+|acab\w+)\s+(?:del?\s+|el\s+)*año\s+fiscal", spans.left_in_fiscal),
    (r"\b{MONTH}\s+(?:de|en)\s+{FISCAL}", words.month),
    (r"\bdesde\s+que\s+(?:comenzó|empezó|inició|arrancó)\s+{FISCAL}", spans.fiscal_since_start),
    (r"\bdesde\s+(?:el\s+)?(?:comienzo|inicio|principio)s?\s+{FISCAL}", spans.fiscal_since_start),
    (r"\b(?P<edge>principio|comienzo|inicio|final|fin|cierre)s?\s+{FISCAL}", spans.edge_of_fiscal),
    (r"\ben\s+lo\s+que\s+(?P<sofar>va)\s+(?:de\s+)?{FISCAL}", spans.fiscal),
    (r"\b{FISCAL}(?P<sofar>\s+hasta\s+(?:ahora|la\s+fecha|hoy))", spans.fiscal),
    (r"\b{FISCAL}", spans.fiscal),
    (r"\b(?P<part>principios|comienzos|inicios|mediados|finales|fines)\s+(?:de\s+|del\s+)?(?:{RELYEAR}|{YEAR})",
     spans.part_of_year),
    (r"\b(?:al\s+|cuando\s+)?(?P<edge>comenzar|empezar|comenzó|empezó|principios?|comienzos?|inicios?)\s+"
     r"(?:de\s+|del\s+|el\s+)?(?:{RELYEAR}|{YEAR}|año\b)", spans.edge_of_year),
    (r"\b(?P<edge>final|fin|cierre|término|cerrar|terminar)\s+(?:de\s+|del\s+)?(?:{RELYEAR}|{YEAR})",
     spans.edge_of_year),
    (r"\ben\s+lo\s+que\s+(?P<sofar>va)\s+de(?:l)?\s+(?:{WHEN})", words.month),
    (r"\b{WHEN}", words.month),
    (r"\bayer\b", spans.yesterday),
    (r"\b(?:esta\s+(?:misma\s+)?semana|(?:la\s+)?(?:semana\s+(?:pasada|anterior)|pasada\s+semana))\b", spans.week),
    (r"\b(?:el|este)\s+(?:(?P<last>pasado)\s+)?{WEEKDAY}(?:\s+(?P<last2>pasado))?\b", words.weekday),
    (r"\b(?:esta|la|el|este|en)\s+(?:(?P<last>pasad[ao])\s+)?(?P<season>primavera|verano|otoño|invierno)\b"
     r"(?:\s+(?P<last2>pasad[ao])|\s+(?:de\s+|del\s+)?(?:{YEAR}|{RELYEAR}))?", spans.season),
    (r"\bhace\s+(?:unas?\s+|unos\s+)?(?P<count>{NUMBER})\s+(?P<unit>días?|semanas?|mes(?:es)?|años?|quincenas?)\b",
     spans.ago),
    (r"\ben\s+(?:el\s+)?(?:plazo|espacio|lapso)\s+de\s+(?P<count>{NUMBER})\s+(?P<unit>días?|semanas?|mes(?:es)?|años?)\b",
     spans.span_back),
    (r"\ben\s+(?:los|las|el|la)\s+(?:últim[oa]s?|pasad[oa]s?)\s+(?:(?P<count>{NUMBER})\s+)?"
     r"(?P<unit>días|semanas?|mes(?:es)?|años?)\b", spans.span_back),
    (r"\b(?P<bare>en)\s+(?:solo\s+|sólo\s+|apenas\s+|menos\s+de\s+|tan\s+solo\s+)?(?P<count>{NUMBER})\s+"
     r"(?P<unit>días?|semanas?|mes(?:es)?|años?)\b", spans.span_back),
    (r"\b(?:el\s+(?P<unit>mes|año)\s+(?:anterior|previo)|un\s+(?P<unit2>mes|año)\s+antes)\b", spans.the_one_before),
    (r"\bdesde\s+(?:que\s+(?P<who>(?:el\s+presidente\s+)?(?:Donald\s+)?(?:Trump|Biden)?)\s*(?:asumió|tomó\s+posesión"
     r"|volvió\s+a\s+la\s+Casa\s+Blanca|regresó\s+a\s+la\s+Casa\s+Blanca)|la\s+(?:investidura|toma\s+de\s+posesión))",
     spans.inauguration),
    (r"\ben\s+lo\s+que\s+(?P<sofar>va)\s+(?:de\s+|del?\s*)(?:{RELYEAR}|(?P<thisyear>año)\b)", spans.year),
    (r"\b{RELYEAR}(?P<sofar>\s+hasta\s+(?:ahora|la\s+fecha))?\b", spans.year),
    (r"\b(?:en|desde|durante|de|del|hasta|que|entre|y|todo|año|para)\s+{YEAR}{COUNTED}", spans.year),
    (r"\b(?P<sofar>hasta\s+(?:ahora|la\s+fecha|hoy|el\s+momento))\b", spans.now),
    (r"\b(?:hoy(?:\s+en\s+día)?|actualmente|ahora(?:\s+mismo)?|en\s+(?:la\s+actualidad|este\s+momento|estos\s+momentos))\b",
     spans.now),
]  # fmt: skip


def _filled(pattern: str, words_of: dict[str, str]) -> str:
    """A pattern with its placeholders filled in; a placeholder may hold others."""
    while found := re.search(r"\{([A-Z]+)\}", pattern):
        pattern = pattern.replace(found[0], words_of[found[1]])
    return pattern


@cache
def phrases(lang: str) -> tuple[tuple[re.Pattern[str], Reading], ...]:
    """The phrases of a language, 'es' or otherwise English, in the order in which they are to be tried."""
    table, words_of = (_SPANISH_PHRASES, _SPANISH) if lang == "es" else (_ENGLISH_PHRASES, _ENGLISH)
    return tuple((re.compile(_filled(pattern, words_of), re.IGNORECASE), reading) for pattern, reading in table)
