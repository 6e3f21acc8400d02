"""Claim files: a statement is fixed for good, and run again on each new workbook."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import tallybook
from tallybook.claims.claim_file import fix, read_claims
from tallybook.claims.desk import check
from tallybook.claims.rerun import as_object, rerun, told
from tallybook.errors import QuestionError
from tests.test_cli import run

ARTICLES = Path(__file__).parents[1] / "bench" / "claims" / "articles"
MONITORS = ARTICLES / "dev_1_monitors.txt"


@pytest.fixture
def claims(book: "tallybook.Book", tmp_path: Path) -> Path:
    path = tmp_path / "claims.toml"
    assert fix(book, check(book, MONITORS.read_text(encoding="utf-8"), source="The Example"), path) == (9, 0)
    return path


def test_what_is_fixed_is_found_again(claims: Path, book: "tallybook.Book") -> None:
    report = check(book, MONITORS.read_text(encoding="utf-8"))

    read = read_claims(claims)
    assert [claim.text for claim in read] == [finding.text for finding in report.findings]
    assert {claim.source for claim in read} == {"The Example"}
    for claim, finding in zip(read, report.findings, strict=True):
        assert claim.found and claim.found.verdict == finding.verdict
        outcome = rerun(book, claim)
        assert not outcome.is_changed and not outcome.has_other_values and not outcome.has_other_cells
        assert outcome.newly_soon_after == ()


def test_a_statement_that_leans_on_others_keeps_them(book: "tallybook.Book", tmp_path: Path) -> None:
    """ "Of them, 2,285 wear an ankle monitor" is of the Denver office, which the sentence before names."""
    path = tmp_path / "claims.toml"
    report = check(book, (ARTICLES / "own_2_navidad.txt").read_text(encoding="utf-8"))
    fix(book, report, path)

    for claim, finding in zip(read_claims(path), report.findings, strict=True):
        again = rerun(book, claim).finding
        assert (again.verdict, again.values) == (finding.verdict, finding.values), claim.text


def test_fixing_twice_adds_nothing_and_notes_stay(claims: Path, book: "tallybook.Book") -> None:
    claims.write_text(claims.read_text(encoding="utf-8").replace('note = ""', 'note = "ask her"', 1), encoding="utf-8")
    before = claims.read_text(encoding="utf-8")

    assert fix(book, check(book, MONITORS.read_text(encoding="utf-8")), claims) == (0, 9)
    assert claims.read_text(encoding="utf-8") == before
    report = check(book, "ICE held 51,302 people on June 1.", date(2025, 6, 11))
    assert fix(book, report, claims) == (1, 0)
    assert claims.read_text(encoding="utf-8").startswith(before.rstrip())
    assert len(read_claims(claims)) == 10


def test_todays_record_is_told_beside_the_verdict(claims: Path, book: "tallybook.Book") -> None:
    """49.5 days in May was so on 11 June 2025; the edition of 30 October prints 50.6 for that month."""
    [claim] = [claim for claim in read_claims(claims) if "49.5 days" in claim.text]
    outcome = rerun(book, claim)

    assert outcome.finding.verdict == "confirmed"
    [revised] = outcome.revised
    assert revised.printed.value == pytest.approx(49.5336, abs=1e-4)
    assert revised.edition.value == pytest.approx(50.5540, abs=1e-4)
    assert revised.edition.file == "2025-10-30_FY25_detentionStats09242025.xlsx"
    assert "today's record says 50.5539" in "\n".join(told([outcome]))
    assert as_object(outcome)["today"][0]["revised"] is True


def test_the_record_of_an_earlier_day_knows_no_revision(claims: Path, book_path: Path) -> None:
    [claim] = [claim for claim in read_claims(claims) if "49.5 days" in claim.text]

    with tallybook.open(book_path, as_of=date(2025, 6, 12)) as then:
        outcome = rerun(then, claim)
        assert outcome.revised == () and outcome.soon_after == ()
    with (
        tallybook.open(book_path, as_of=date(2025, 6, 1)) as before,
        pytest.raises(tallybook.QuestionError, match="before it was made"),
    ):
        rerun(before, claim)


def test_an_edition_of_the_two_weeks_after_is_told_once_known(claims: Path, book: "tallybook.Book") -> None:
    [claim] = [claim for claim in read_claims(claims) if "49.5 days" in claim.text]
    assert claim.found
    fixed_at_once = replace(claim, found=replace(claim.found, soon_after=()))

    assert rerun(book, fixed_at_once).newly_soon_after == ("2025-06-21_FY25_detentionStats06202025.xlsx",)


def test_hostile_words_are_kept_as_they_are(book: "tallybook.Book", tmp_path: Path) -> None:
    text = 'He said \\ "20,637 people were on ankle monitors on May 17, 2025" \x7f\t\u2028 \'\'\' """ [claim] = {}.'
    report = check(book, text, date(2025, 6, 5), source='"\n[[claim]]\n')
    path = tmp_path / "c.toml"
    fix(book, report, path)

    [claim] = read_claims(path)
    assert claim.text in text
    assert claim.source == report.source


def test_a_claim_written_by_hand_needs_no_finding(book: "tallybook.Book", tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(
        '[[claim]]\nid = "a"\ntext = "ICE held 51,302 people on June 1."\ndate = 2025-06-11\n', encoding="utf-8"
    )
    [claim] = read_claims(path)

    outcome = rerun(book, claim)
    assert outcome.finding.verdict == "confirmed" and not outcome.is_changed
    assert "not fixed before" in "\n".join(told([outcome]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[claim]\n", "no TOML"),
        ('claims = "x"\n', "no claim file"),
        ("claim = 3\n", "no claim file"),
        ('[[claim]]\nid = "a"\ndate = 2025-06-11\n', "no text"),
        ('[[claim]]\nid = "a"\ntext = "x"\n', "no day"),
        ('[[claim]]\nid = "a"\ntext = "x"\ndate = 2025-06-11T00:00:00\n', "no day"),
        ('[[claim]]\nid = "a"\ntext = "x"\ndate = 2025-06-11\nlang = "fr"\n', "language"),
        ('[[claim]]\nid = "a"\ntext = "x"\ndate = 2025-06-11\n[claim.found]\nverdict = "true"\n', "no verdict"),
        ('[[claim]]\nid = "a"\ntext = "x"\ndate = 2025-06-11\n' * 2, "one id"),
    ],
)
def test_a_faulty_claim_file_is_told(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(tallybook.QuestionError, match=said):
        read_claims(path)


def test_fix_and_rerun_at_the_command_line(book_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"

    assert run("check", str(MONITORS), "--fix", str(path), book=book_path).returncode == 0
    assert tomllib.loads(path.read_text(encoding="utf-8"))["claim"]
    done = run("check", "--rerun", str(path), book=book_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("9 claims run again; the verdict of none changed.")

    changed = path.read_text(encoding="utf-8").replace('verdict = "confirmed"', 'verdict = "contradicted"', 1)
    path.write_text(changed, encoding="utf-8")
    done = run("check", "--rerun", str(path), "--json", book=book_path)
    assert done.returncode == 1
    assert [one["verdict_changed"] for one in json.loads(done.stdout)].count(True) == 1
    assert run("check", "--rerun", str(path), "--as-of", "2025-06-01", book=book_path).returncode == 2


def test_a_claim_file_without_claims_is_an_error(book_path: Path, tmp_path: Path) -> None:
    """Nothing to run again is no success: a pipeline that lost its claims must hear of it."""
    empty = tmp_path / "claims.toml"
    empty.write_text("# claims\n", encoding="utf-8")

    result = run("check", "--rerun", str(empty), book=book_path)

    assert result.returncode != 0 and "no claim in it" in result.stderr


def test_a_claim_file_that_cannot_be_written_is_told(
    book: "tallybook.Book", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = check(book, "More than 20,000 people wore ankle monitors in mid-May.", date(2025, 6, 3))

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(QuestionError, match="can't be written: Permission denied"):
        fix(book, report, tmp_path / "claims.toml")
