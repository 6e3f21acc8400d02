"""The API as it describes itself: whatever is asked, the answer has the shape that was promised, and never a 500."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from tallybook.answers import Question
from tallybook.http.addresses import parameters_of
from tallybook.http.api import ADDRESSES
from tallybook.measures import MEASURES, ways_of
from tallybook.measures.description import codes_of
from tallybook.web.app import make_app

EXAMPLES = 10  # for each address, of what it takes and of what it does not
SENSIBLE = 30  # questions
ANY_SPEED = {"deadline": None, "suppress_health_check": list(HealthCheck)}

OPERATIONS = [("post", "/check"), *(("get", f"{a.path}.{form}") for a in ADDRESSES for form in a.forms)]
REFUSING = [
    ("post", "/check"),
    *(("get", f"{a.path}.{form}") for a in ADDRESSES for form in a.forms if a.names or a.parameters),
]

# A schema can't say which ways each measure has, or that `on` goes without `since`: some of it is refused.
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"enabled": False},
            "negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 414, 415]},
        }
    }
)


@pytest.fixture(scope="module")
def described(book_path: Path) -> Iterator[Any]:
    yield schemathesis.openapi.from_asgi("/openapi.json", make_app(book_path, is_warmed=False), config=CONFIG)


def names(operations: list[tuple[str, str]]) -> list[str]:
    return [path for _, path in operations]


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=names(OPERATIONS))
def test_what_fits_the_description_is_answered_as_described(described: Any, method: str, path: str) -> None:
    @settings(max_examples=EXAMPLES, **ANY_SPEED)
    @given(case=described[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


@pytest.mark.parametrize(("method", "path"), REFUSING, ids=names(REFUSING))
def test_what_does_not_fit_it_is_refused_as_described(described: Any, method: str, path: str) -> None:
    @settings(max_examples=EXAMPLES, **ANY_SPEED)
    @given(case=described[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


@st.composite
def sensible(draw: st.DrawFn) -> Question:
    """A question with ways that its measure has, codes that there are, and days of the record."""
    measure = draw(st.sampled_from(list(MEASURES.values())))
    ways = draw(st.lists(st.sampled_from(ways_of(measure) or ("aor",)), unique=True, max_size=2))
    where = tuple((way, draw(st.sampled_from(codes_of(way) or ("TX",)))) for way in ways[1:])
    days = st.dates(date(2024, 6, 1), date(2026, 2, 1))
    on = draw(st.none() | days)
    since = None if on else draw(st.none() | st.dates(date(2025, 10, 1), date(2026, 2, 1)))
    return Question(measure.name, tuple(ways[:1]), where, on, since, None, draw(st.none() | days))


@given(question=sensible(), form=st.sampled_from([".json", ".csv", "/evidence.json", "/cite.json"]))
@settings(max_examples=SENSIBLE, **ANY_SPEED)
def test_a_question_that_makes_sense_is_answered_as_described(described: Any, question: Question, form: str) -> None:
    case = described[f"/ask/{{measure}}{form}"]["get"].Case(
        path_parameters={"measure": question.measure}, query=parameters_of(question)
    )

    response = case.call()

    assert response.status_code in (200, 400)  # some measures can't be split as this one is chosen
    case.validate_response(response)
