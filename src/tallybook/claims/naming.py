"""Who of a text may be named where its statements are published again: public offices and organisations alone.

Private people are never named, though they stand in the text with their names: whom the words don't show to be an
official is private, and capitalised words that are not known to be public are a name. Better one mask too many than a
name too few.
"""

import re
import unicodedata
from functools import cache

from tallybook.claims.places import STATES
from tallybook.claims.report_view import shown
from tallybook.claims.verdicts import Finding
from tallybook.sources import code_lists
from tallybook.sources.ice_detention_statistics.facility_identity import load_facilities

# Who is private, whatever else is said of him: these win over every word below.
_PRIVATE = re.compile(
    r"(?i:\b(?:(?<!u\.s\. )attorneys?(?! general)|lawyers?|counsel|immigrants?|migrants?|detainees?|asylum|refugees?"
    r"|witness(?:es)?|neighbou?rs?|residents?|volunteers?|pastors?|priests?|worshippers|teachers?|workers?|employees?"
    r"|students?|clients?|wi(?:fe|ves)|husbands?|sons?|daughters?|(?:god|grand)?(?:mother|father)s?|parents?|brothers?"
    r"|sisters?|famil(?:y|ies)|friends?|cousins?|uncles?|aunts?|nephews?|nieces?|partners?|relatives?|children"
    r"|wom[ae]n|m[ae]n|boys?|girls?|teenagers?|farmers?|bricklayers?|cooks?|drivers?|owners?|consultants?"
    r"|commentators?|experts?|professors?|researchers?|advocates?|activists?|critics?|supporters?|sources?|former|ex"
    r"|retired|abogad[oa]s?|inmigrantes?|migrantes?|detenid[oa]s?|testigos?|vecin[oa]s?|voluntari[oa]s?|párrocos?"
    r"|pastor[ae]?s?|curas?|espos[oa]s?|hij[oa]s?|madres?|padres?|herman[oa]s?|prim[oa]s?|t[ií][oa]s?|familiar(?:es)?"
    r"|amig[oa]s?|mujer(?:es)?|hombres?|client[ea]s?|trabajador[ae]?s?|comentaristas?|expert[oa]s?|profesor[ae]?s?"
    r"|activistas?|fuentes?|exdirector[ae]?)\b)"
)
_WORD = (
    r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž]|[JS]r|[MD]rs?|Ms|St|Gov|Sen|Rep|Lt|Sgt|Fr|Rev)\.(?!\w)"
    r"|(?:[Aa]l-|[Ee]l-|d[’'])?[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’'-]|\.(?=[A-ZÀ-ÖØ-ÞĀ-Ž]\.?))*)"
)
_LINK = r"(?:\s(?:de|del|la|las|los|da|dos|van|von|bin|al|el|y)){0,3}\s(?:[\"“‘'(][A-ZÀ-Ž]\w+[\"”’')]\s)?"
_RUN = rf"{_WORD}(?:{_LINK}{_WORD})*"
# Words of the public life that are nobody's name; what stands beside them is told apart from them.
_AGENCIES = (
    r"ICE|DHS|CBP|ERO|HSI|DOJ|EOIR|(?:U\.S\. )?Immigration and Customs Enforcement|Customs and Border Protection|Senate"
    r"|Department of (?:Homeland Security|Justice)|Homeland Security|Border Patrol|White House|Justice Department"
    r"|Congress|Congreso|Casa Blanca|Seguridad Nacional"
)
_PUBLIC_WORDS = (
    rf"{_AGENCIES}|U\.S\.|USCIS|HHS|ORR|ACLU|ATD|ISAP|GPS|FY|FOIA|SmartLINK|VoiceID|VeriWatch|Alternatives to Detention"
    r"|Enforcement and Removal Operations|Intensive Supervision Appearance Program|State Department|Supreme Court"
    r"|Immigration Court|United States|House of Representatives|Field Office|Fiscal Year|Average Daily Population"
    r"|(?:Detention|Immigration|Population|Statistics)(?!\s[A-Z])|Ankle Monitors?|Estados Unidos|Patrulla Fronteriza"
    r"|Corte Suprema|Servicio de Inmigración y Control de Aduanas|Alternativas a la Detención"
)
_MORE_PLACES = (
    r"El Salvador|South Sudan|Costa Rica|Dominican Republic|República Dominicana|Latin America|Nueva York|Nueva Orleans"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs"
    r"|Fri|Satur|Sun)day|(?:[A-Z]\w+|St\. \w+) County"
)
_FACILITY = re.compile(r"\b(?:Center|Facility|Jail|Prison|Detention|County|Correctional|Shelter|Hospital|Inn|Annex)\b")
_MASK = "[…]"
# What a sentence begins with beside a name: not a part of it.
_BEGINS = re.compile(
    r"(?:The|A|In|On|At|Of|By|For|From|With|Like|As|And|But|Or|If|When|While|After|Before|Since|During|Until|Last|Now"
    r"|There|That|These|Some|Many|Most|His|Her|Their|Its|About|Across|South|North|El|La|Los|En|De|Según)\Z"
)
_BEFORE_NAME = r"(?=\s+[A-Z])"  # an office with a capital stands before a name; alone it may be a surname
_TITLE = (
    r"(?:(?:Attorney General|Press Secretary|Vice President|President[ea]?|Senator|Representative"
    rf"|Congress(?:man|woman)|Governor|Mayor|Sheriff|Senadora?|Gobernadora?|Alcalde(?:sa)?){_BEFORE_NAME})"
)
# Offices that are public in themselves.
_OFFICE = re.compile(
    r"\b(?:(?i:spokes(?:person|man|woman|people)|officials|official(?=$|,|\s(?:at|in|with|of|for|from)\b))"
    r"|senators?|congress(?:man|woman)|governors?|mayors?|sheriffs?|Trump administration|congresistas?"
    r"|attorney general|secretary of (?:state|defense|homeland security)|homeland security secretary|border czar"
    r"|(?:vice|[Tt]he|el|la) president[ea]?(?! of)(?! de)|press secretary|[Tt]he (?:\w+ )?administration"
    r"|portavo(?:z|ces|cía)|funcionari[oa]s?|senador(?:a|es)?|gobernador(?:a|es)?|alcald(?:e|esa)s?)"
    rf"(?![\w’'])|(?:^|,\s|(?<![\w’'-])[a-z]\w*\s){_TITLE}|\b(?:Sen|Rep|Gov)\.{_BEFORE_NAME}"
)
_BODY = (
    rf"(?:{_AGENCIES}|[Ff]ield [Oo]ffice|(?:House|Senate)(?: \w+){{0,2}} [Cc]ommittee|the House"
    r"|(?:[Tt]he|la|el) (?:agency|department|agencia|departamento))(?:[’']s)?(?![\w-])"
)
_HEAD = (
    r"(?:secretary|director|commissioner|chief|head|chair(?:man|woman)?|administrator|inspector general|czar|deputy"
    rf"|secretari[oa]|director[ae]?|comisionad[oa]|jef[ae]|(?:Secretary|Director|Commissioner|Chief){_BEFORE_NAME})(?!\w)"
)
# Offices that are public where they are of a named public body: before it, or behind.
_HEAD_OF_BODY = re.compile(
    rf"\b{_BODY}(?:\s(?:acting|deputy|interim|associate|executive))*\s{_HEAD}(?!\sof|\sde)"
    rf"|\b{_HEAD}\s(?:of|for|at|del?|para)\s(?:(?:the|la|el)\s)?(?:{_BODY}|(?:{_WORD}\s){{1,3}}field office)"
    rf"(?:\s{_BODY})*(?=$|[,.;]|\s(?:in|at|en)\s)"
)
_ORGANISATION = re.compile(
    r"(?i)\b(?:department|agency|bureau|coalition|union|news(?:paper|letter)?|association|council|committee|commission"
    r"|network|institute|foundation|cent(?:er|re)|project|campaign|party|government|legislature|board|radio|television"
    r"|times|post|press|tribune|chronicle|herald|journal|departamento|agencia|coalici[oó]n|sindicato|peri[oó]dico|diario"
    r"|asociación|consejo|comité|comisión|red|instituto|fundación|gobierno|emisora)$"
)
_SURNAME = re.compile(  # or a name before a small word
    r"(?!.*\b(?:American|National|International|Associated|Law|Legal|Rights|York)\b).*"
    r"\b(?:Center|Centre|Union|Party|Board|News|Post|Press)$|.*[A-Z].*\s[a-z]\S*$"
)
_ARTICLE = re.compile(r"(?:the|an?|el|la|los|las|una?)\s", re.IGNORECASE)
_OF = re.compile(r"(?i)\s+(?:of|for|at|from|in|that|which|whom?|whose|held|detained|led|by|de|del|para|en|que)\s.*$")


def author_of(speaker: str) -> dict[str, str] | None:
    """A speaker as the author of a claim, where he speaks for a public office or an organisation.

    >>> author_of("an ICE spokeswoman"), author_of("a coalition of churches")
    ({'@type': 'Person', 'name': 'an ICE spokeswoman'}, {'@type': 'Organization', 'name': 'a coalition of churches'})
    >>> author_of("Ann Lee, an attorney"), author_of("his wife"), author_of("Ann Lee"), author_of("an ICE detainee")
    (None, None, None, None)
    """
    speaker = _evened(speaker)
    if not speaker or _PRIVATE.search(speaker):
        return None
    bare = re.sub(rf"^(?:{_places()})\s(?={_TITLE})", "", speaker)
    head = _OF.sub("", bare)
    if re.search(_WORD, _without_places(_public().sub("", bare[len(head) :]))):  # another's name
        return None
    is_body = not _public().sub("", _ARTICLE.sub("", head)).strip()
    is_told = _ARTICLE.match(head) or (len(head.split()) > 2 and not _SURNAME.match(head))
    if is_body or ("," not in head and is_told and _ORGANISATION.search(head)):
        return {"@type": "Organization", "name": speaker}
    names = [run for part in _public().split(_without_places(bare))[::2] for run in re.findall(_RUN, part)]
    is_of_another = len(names) > 1 or any(re.search(r"[’']s?$", name) for name in names)
    is_office = any(m and m.start() < len(head) for m in (_OFFICE.search(bare), _HEAD_OF_BODY.search(bare)))
    return {"@type": "Person", "name": speaker} if is_office and not is_of_another else None


def _evened(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", shown(text)).split())


@cache
def _public() -> re.Pattern[str]:
    """Public words and facilities, as one group: the odd parts of a split."""
    facilities = sorted({each.name for each in load_facilities() if _FACILITY.search(each.name)}, key=len, reverse=True)
    words = "|".join([_PUBLIC_WORDS, *(re.escape(name) for name in facilities if " " in name)])
    return re.compile(rf"(?<![\w’'-])(?=[A-Z])({words})(?!\w)")


@cache
def _places() -> str:
    """States, areas, some countries, counties; and months and weekdays, which stand in a text as places do."""
    areas = {label for code in code_lists()["aor"].codes if not code.is_total for label in code.labels}
    names = sorted(map(re.escape, areas | set(STATES.values())), key=len, reverse=True)
    return "|".join([*names, _MORE_PLACES])


def _without_places(text: str) -> str:
    """Without the places that a preposition or the word behind shows to be none's name."""
    return re.sub(rf"\b(?:in|of|at|from|en|de)\s(?:{_places()})(?!\w)|\b(?:{_places()})(?=\s[a-z])", "", text)


def without_private_names(finding: Finding) -> str:
    """The words of a statement, without what is capitalised and neither known to be public nor who speaks for a body.

    Single words are masked beside a private role, before an age, and where they are of a name that was masked.
    """
    approved = set(re.findall(_WORD, _evened(finding.speaker))) if author_of(finding.speaker) else set()
    told = "" if approved else _public().sub("", _without_places(_evened(finding.speaker)))
    names = {word for word in re.findall(_WORD, told) if not _BEGINS.match(word) and not _PRIVATE.fullmatch(word)}

    def masked(match: re.Match[str]) -> str:
        name = match[0]
        while not re.fullmatch(_places(), name):
            first, _, rest = name.partition(" ")
            if not rest or set(re.findall(_WORD, name)) <= approved:
                break
            if not _BEGINS.match(first) and not _PRIVATE.fullmatch(first):
                names.update(re.findall(_WORD, name))
                return match[0].removesuffix(name) + _MASK
            name = rest
        return match[0]

    parts = _public().split(_evened(finding.text))
    parts[::2] = [re.sub(_RUN, masked, part) for part in parts[::2]]
    words = "|".join(re.escape(re.sub(r"[’']s?$", "", word)) for word in names if word[1:].strip(".")) or "(?!)"
    parts[::2] = [re.sub(rf"(?<!\w)(?:{words})(?!\w)", _MASK, part) for part in parts[::2]]

    def single(match: re.Match[str]) -> str:
        listed, before = match["names"], match.string[: match.start("names")]
        if re.fullmatch(_places(), listed) and re.search(r"\b(?:in|of|at|from|en|de)\s$", before, re.IGNORECASE):
            return match[0]
        kept = {word for word in re.findall(_WORD, listed) if word in approved or _public().fullmatch(word)}
        return match[0].replace(listed, re.sub(_WORD, lambda word: word[0] if word[0] in kept else _MASK, listed))

    text = "".join(parts)
    for beside in _beside():
        text = beside.sub(single, text)
    return re.sub(r"\[…\](?:\s\[…\])+", _MASK, text)


@cache
def _beside() -> list[re.Pattern[str]]:
    names, role = rf"(?P<names>{_WORD}(?:(?:,| and| y|, and)\s{_WORD})*)", _PRIVATE.pattern
    told = rf"\d{{1,3}},\s|(?:an?|the|his|her|their|una?|el|la|su)\s[^,.;]{{0,80}}?{role}|(?:mother|father|madre)\b"
    return [
        re.compile(rf"{role},?\s(?:(?:for|named|llamad[oa]s?)\s)?{names}"),
        re.compile(rf"{names}(?=,\s(?:{told}))"),
        re.compile(rf"(?!(?:{_AGENCIES})[’']){names}(?<=[’']s)(?=\s(?:\w+\s)?{role})"),
    ]
