"""Measures of people in detention: how many, who, for how long."""

from tallybook.measures.measure import Measure, Printed, Ratio

_WORDS = (
    "'Convicted Criminal' has a conviction, 'Pending Criminal Charges' a charge and no conviction, 'Other Immigration "
    "Violator' neither. 'No criminal record' is said of the last alone and of the last two together."
)
_TO_DATE = "The figure for the fiscal year is a mean since 1 October, not a count of a day."

MEASURES = (
    Measure(
        name="detained",
        title="People in ICE detention",
        unit="persons",
        kind="stock",
        sources=(
            Printed("detained_by_criminality", "detained", "day", ("criminality", "agency")),
            Printed("detained_by_disposition", "detained", "day", ("disposition", "facility_type")),
        ),
        definition="People in ICE detention facilities on the day of the snapshot, by criminality and arresting "
        "agency or by processing disposition and facility type.",
        caveats=(_WORDS, "A count on a day; people held elsewhere for ICE may not be in it."),
    ),
    Measure(
        name="detained_share_by_criminality",
        title="Share of people in ICE detention by criminality",
        said="share of people in ICE detention",
        unit="share",
        kind="ratio",
        sources=(Ratio("detained", "detained", over="criminality"),),
        definition="People of one criminality divided by all people in detention on the same day, of the same agency.",
        caveats=(_WORDS,),
    ),
    Measure(
        name="detained_share_by_agency",
        title="Share of people in ICE detention by arresting agency",
        said="share of people in ICE detention",
        unit="share",
        kind="ratio",
        sources=(Ratio("detained", "detained", over="agency"),),
        definition="People arrested by one agency divided by all people in detention on the same day.",
    ),
    Measure(
        name="detained_share_by_disposition",
        title="Share of people in ICE detention by processing disposition",
        said="share of people in ICE detention",
        unit="share",
        kind="ratio",
        sources=(Ratio("detained", "detained", over="disposition"),),
        definition="People of one processing disposition divided by all people in detention on the same day.",
    ),
    Measure(
        name="detained_share_without_conviction",
        title="Share of people in ICE detention without a criminal conviction",
        unit="share",
        kind="ratio",
        sources=(
            Ratio("detained", "detained", (("criminality", "pending_criminal_charges|other_immigration_violator"),)),
        ),
        definition="People with pending charges and people with neither charge nor conviction, divided by all people "
        "in detention on the same day.",
        caveats=("Often called 'no criminal record'; people with pending charges are among them.",),
    ),
    Measure(
        name="detained_share_without_conviction_or_charge",
        title="Share of people in ICE detention without a conviction or a pending charge",
        unit="share",
        kind="ratio",
        sources=(Ratio("detained", "detained", (("criminality", "other_immigration_violator"),)),),
        definition="People with neither a conviction nor a pending charge ('Other Immigration Violator') divided by "
        "all people in detention on the same day.",
        caveats=("Often called 'no criminal record'; people with pending charges are not among them.",),
    ),
    Measure(
        name="detained_with_fear_decision",
        title="People in ICE detention whose fear of persecution or torture USCIS has established",
        unit="persons",
        kind="stock",
        sources=(
            Printed("detained_with_fear_decision", "detained", "day", ("facility_type",)),
            Printed("detained_with_fear_decision_by_aor", "detained", "day", ("aor",)),
        ),
        definition="People in detention on the day of the snapshot with a positive credible or reasonable fear "
        "decision.",
    ),
    Measure(
        name="mean_days_from_fear_decision_to_release",
        title="Average days from a positive fear decision to release from ICE custody",
        said="average number of days from a positive fear decision to release from ICE custody",
        unit="days",
        kind="mean",
        sources=(
            Printed("fear_decision_to_release", "mean_days_from_fear_decision_to_release", "year", ("facility_type",)),
        ),
        definition="Days from the service of a positive USCIS fear decision to release, averaged over the releases "
        "since 1 October.",
    ),
    Measure(
        name="detained_stateless",
        title="Stateless people in ICE detention",
        unit="persons",
        kind="stock",
        sources=(Printed("detained_stateless", "detained", "day", ("facility",)),),
        definition="People without a nationality in detention on the day of the snapshot, by facility.",
        caveats=("Printed since April 2024.",),
    ),
    Measure(
        name="transgender_detained",
        title="People in ICE custody who identify as transgender",
        unit="persons",
        kind="stock",
        sources=(Printed("transgender_population", "transgender_detained", "day", ("aor", "final_order")),),
        definition="People in custody on the day who identify as transgender, by area and by final order of removal.",
        caveats=("Printed from June 2021 to January 2025.",),
    ),
    Measure(
        name="transgender_book_ins",
        title="Book-ins of people who identify as transgender, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(Printed("transgender_population", "transgender_book_ins", "year", ("final_order",)),),
        definition="Book-ins since 1 October of people who identify as transgender.",
        caveats=("Printed from June 2021 to January 2025.",),
    ),
    Measure(
        name="average_daily_population",
        title="Average daily population in ICE detention, by month",
        unit="persons",
        kind="mean",
        sources=(
            Printed(
                "average_daily_population_by_agency",
                "average_daily_population",
                "month",
                ("agency", "criminality"),
            ),
            Printed(
                "average_daily_population_by_facility_type", "average_daily_population", "month", ("facility_type",)
            ),
        ),
        definition="People in detention at midnight, averaged over the days of the month.",
        caveats=("The current month ends on the day of the data.",),
    ),
    Measure(
        name="average_daily_population_to_date",
        title="Average daily population in ICE detention, fiscal year to date",
        unit="persons",
        kind="mean",
        sources=(
            Printed(
                "average_daily_population_by_agency", "average_daily_population", "year", ("agency", "criminality")
            ),
            Printed(
                "average_daily_population_by_facility_type", "average_daily_population", "year", ("facility_type",)
            ),
        ),
        definition="People in detention at midnight, averaged over the days since 1 October.",
        caveats=(_TO_DATE,),
    ),
    Measure(
        name="average_length_of_stay",
        title="Average length of stay in ICE detention of those who left, by month",
        unit="days",
        kind="mean",
        sources=(
            Printed("average_length_of_stay_by_agency", "mean_days_of_stay", "month", ("agency", "criminality")),
            Printed("average_length_of_stay_by_facility_type", "mean_days_of_stay", "month", ("facility_type",)),
        ),
        definition="Days in detention, averaged over the people who left in the month (ALOS).",
        caveats=("Stays that ended; of those still there see mean_days_in_custody.",),
    ),
    Measure(
        name="average_length_of_stay_to_date",
        title="Average length of stay in ICE detention of those who left, fiscal year to date",
        unit="days",
        kind="mean",
        sources=(
            Printed("average_length_of_stay_by_agency", "mean_days_of_stay", "year", ("agency", "criminality")),
            Printed("average_length_of_stay_by_facility_type", "mean_days_of_stay", "year", ("facility_type",)),
        ),
        definition="Days in detention, averaged over the people who left since 1 October (ALOS).",
        caveats=("Stays that ended; of those still there see mean_days_in_custody.",),
    ),
    Measure(
        name="average_length_of_stay_in_adult_facilities",
        title="Average length of stay in adult facilities, by month",
        unit="days",
        kind="mean",
        sources=(Printed("average_length_of_stay_adult_by_agency", "mean_days_of_stay", "month", ("agency",)),),
        definition="Days in adult facilities, averaged over the people who left in the month.",
    ),
    Measure(
        name="average_length_of_stay_in_adult_facilities_to_date",
        title="Average length of stay in adult facilities, fiscal year to date",
        unit="days",
        kind="mean",
        sources=(Printed("average_length_of_stay_adult_by_agency", "mean_days_of_stay", "year", ("agency",)),),
        definition="Days in adult facilities, averaged over the people who left since 1 October.",
    ),
    Measure(
        name="mean_days_in_custody",
        title="Average days that people in custody had been there (ICLOS)",
        said="average number of days that people in custody had been there (ICLOS)",
        unit="days",
        kind="mean",
        sources=(Printed("in_custody_length_of_stay", "mean_days_in_custody", "day", ("population",)),),
        definition="Days in custody so far, averaged over the people in custody in the middle or at the end of a "
        "month.",
        caveats=("Stays that go on; of stays that ended see average_length_of_stay.",),
    ),
    Measure(
        name="detained_by_custody_length",
        title="People in custody by how long they had been there",
        said="people in custody",
        unit="persons",
        kind="stock",
        sources=(Printed("detained_by_custody_length", "detained", "day", ("population", "custody_length")),),
        definition="People in custody in the middle or at the end of a month, by days in custody so far.",
    ),
    Measure(
        name="detained_share_by_custody_length",
        title="Share of people in custody by how long they had been there",
        said="share of people in custody",
        unit="share",
        kind="ratio",
        sources=(Ratio("detained_by_custody_length", "detained_by_custody_length", over="custody_length"),),
        definition="People of one length of custody divided by all people in custody on the same day.",
    ),
    Measure(
        name="detained_with_fear_by_custody_length",
        title="People in detention with a fear claim, by how long they had been in custody",
        said="people in detention with a fear claim",
        unit="persons",
        kind="stock",
        sources=(
            Printed(
                "detained_with_fear_by_custody_length",
                "detained",
                "day",
                ("custody_length",),
                summed=("custody_length",),
            ),
        ),
        definition="People in detention with a credible or reasonable fear claim, by days in custody so far.",
        caveats=("Printed in five editions of 2021.",),
    ),
)
