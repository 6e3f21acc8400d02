"""The figures that a reader looks for first in a new edition, each declared once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of an edition: where it stands, and how it is said.

    `words` follow the number in a sentence: "1,234 people in ICE detention"; `spanish` in a Spanish one.
    """

    key: str
    words: str
    spanish: str
    table: str
    rows: str  # a condition on rows of `observation`
    period: str  # "day", "to_date" or "month"
    unit: str = "count"  # count, days, usd_per_day or share
    not_to_be_read_as: str = ""
    spanish_caution: str = ""


_PEOPLE = "quantity = 'participants'"


def _technology(group: str, words: str, spanish: str) -> Headline:
    rows = f"{_PEOPLE} AND technology_group = '{group}'"
    return Headline(f"atd_{group}", f"people {words}", f"personas {spanish}", "atd_by_technology", rows, "day")


HEADLINES = (
    Headline(
        "atd_participants",
        "people in Alternatives to Detention",
        "personas en el programa de Alternativas a la Detención",
        "atd_by_status",
        f"{_PEOPLE} AND family_status = 'total'",
        "day",
    ),
    _technology(
        "ankle_monitor",
        "in Alternatives to Detention on ankle monitors (GPS)",
        "en el programa de Alternativas a la Detención con monitor de tobillo (GPS)",
    ),
    _technology(
        "smartlink",
        "in Alternatives to Detention on the SmartLINK app",
        "en el programa de Alternativas a la Detención con la aplicación SmartLINK",
    ),
    _technology(
        "wrist_worn",
        "in Alternatives to Detention on wrist-worn devices",
        "en el programa de Alternativas a la Detención con dispositivo de muñeca",
    ),
    Headline(
        "atd_cost",
        "US dollars of technology cost a day",
        "dólares diarios de costo de la tecnología",
        "atd_by_technology",
        "quantity = 'daily_technology_cost_usd' AND technology = 'total'",
        "day",
        "usd_per_day",
    ),
    Headline(
        "detained",
        "people in ICE detention",
        "personas en detención de ICE",
        "detained_by_disposition",
        "disposition = 'total' AND facility_type = 'total'",
        "day",
    ),
    Headline(
        "detained_arrested_by_ice",
        "people in ICE detention whom ICE had arrested",
        "personas en detención de ICE a las que ICE había arrestado",
        "detained_by_criminality",
        "unit = 'persons' AND criminality = 'total' AND agency = 'ice'",
        "day",
    ),
    Headline(
        "detained_other_violators",
        "people in ICE detention listed as 'Other Immigration Violator' (no conviction, no pending charge)",
        "personas en detención de ICE listadas como 'Other Immigration Violator' (sin condena ni cargos pendientes)",
        "detained_by_criminality",
        "unit = 'persons' AND criminality = 'other_immigration_violator' AND agency = 'total'",
        "day",
    ),
    Headline(
        "book_ins",
        "initial book-ins into ICE detention",
        "ingresos iniciales a detención de ICE",
        "book_ins_by_month",
        "agency = 'total' AND column_label = 'Total'",
        "to_date",
        not_to_be_read_as="book-ins are events: a person may be booked in twice, and they are not arrests",
        spanish_caution="los ingresos son hechos: una misma persona puede ingresar dos veces, y no son arrestos",
    ),
    Headline(
        "book_ins_of_the_month",
        "initial book-ins into ICE detention",
        "ingresos iniciales a detención de ICE",
        "book_ins_by_month",
        "agency = 'total' AND column_label <> 'Total' AND data_through >= reference_end",
        "month",
    ),
    Headline(
        "book_outs",
        "final book-outs from ICE detention",
        "salidas definitivas de la detención de ICE",
        "book_outs_by_reason",
        "release_reason = 'total' AND column_label = 'Total' AND table_title ILIKE '%Book Outs%'",
        "to_date",
        not_to_be_read_as="book-outs are not releases: they include removals and transfers",
        spanish_caution="las salidas no son liberaciones: incluyen expulsiones y traslados",
    ),
    Headline(
        "releases",
        "final releases from ICE detention",
        "liberaciones definitivas de la detención de ICE",
        "book_outs_by_reason",
        "release_reason = 'total' AND column_label = 'Total' AND table_title ILIKE '%Releases%'",
        "to_date",
        not_to_be_read_as="releases of the kinds that the notes name: removals and transfers are not among them",
        spanish_caution="liberaciones de las clases que nombran las notas: no incluyen expulsiones ni traslados",
    ),
    Headline(
        "removals",
        "removals and returns",
        "expulsiones y retornos",
        "removals",
        "quantity = 'removals' AND is_total",
        "to_date",
    ),
    Headline(
        "average_daily_population",
        "people in ICE detention on an average day",
        "personas en detención de ICE en un día promedio",
        "average_daily_population_by_agency",
        "agency = 'total' AND criminality IS NULL AND column_label LIKE 'FY Overall%'",
        "to_date",
    ),
    Headline(
        "average_length_of_stay",
        "days of stay in ICE detention on average",
        "días de estancia promedio en detención de ICE",
        "average_length_of_stay_by_agency",
        "agency = 'total' AND criminality IS NULL AND column_label LIKE 'FY Overall%'",
        "to_date",
        "days",
    ),
    Headline(
        "hearings_attended",
        "of total court hearings attended, of participants with court tracking",
        "de asistencia al total de audiencias ante el tribunal de inmigración, entre participantes con seguimiento de "
        "audiencias",
        "atd_court_total_hearings",
        "quantity = 'share_of_hearings' AND attendance = 'attended'",
        "to_date",
        "share",
        not_to_be_read_as="hearings attended are not check-ins attended, and not people who appear",
        spanish_caution="las audiencias a las que se asistió no son citas de control, ni personas que se presentan",
    ),
)
