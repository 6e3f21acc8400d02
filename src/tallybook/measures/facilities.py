"""Measures of single detention facilities, and of segregation."""

from tallybook.measures.measure import Between, Measure, Printed

_PLACE = ("facility", "city", "state", "aor")
_MEAN = (
    "A mean since 1 October, not a count of a day; see facility_population_between_editions for the days between two "
    "editions."
)

MEASURES = (
    Measure(
        name="facility_average_daily_population",
        title="Average daily population of facilities, fiscal year to date",
        unit="persons",
        kind="mean",
        sources=(
            Printed(
                "facilities",
                "average_daily_population",
                "year",
                (*_PLACE, "sex", "criminality"),
                summed=(*_PLACE, "sex", "criminality"),
            ),
            Printed(
                "facilities",
                "average_daily_population",
                "year",
                (*_PLACE, "classification_level"),
                summed=(*_PLACE, "classification_level"),
                required=("classification_level",),
            ),
            Printed(
                "facilities",
                "average_daily_population",
                "year",
                (*_PLACE, "threat_level"),
                summed=(*_PLACE, "threat_level"),
                required=("threat_level",),
            ),
        ),
        definition="People held at a facility, averaged over the days since 1 October: the sum of its columns by sex "
        "and criminality, or a column by classification or threat level.",
        caveats=(_MEAN, "Hold rooms and short-term places are not on the list."),
    ),
    Measure(
        name="facility_population_between_editions",
        title="Average daily population of facilities between two editions",
        said="average daily population of facilities",
        unit="persons",
        kind="mean",
        sources=(Between("facility_average_daily_population"),),
        definition="The mean of the days between the data of two editions of one fiscal year, from their two means "
        "since 1 October, with bounds from the digits that are printed.",
        caveats=(
            "Computed from whole person-days: the digits of a file's means show over how many days they are, mostly to "
            "the day before the one that heads its sheet.",
            "Exact where nothing before the earlier day was revised; a result below zero or a leap shows that "
            "something was.",
        ),
    ),
    Measure(
        name="facility_mandatory_population",
        title="Average daily population under mandatory detention at facilities, fiscal year to date",
        unit="persons",
        kind="mean",
        sources=(Printed("facilities", "average_daily_population_mandatory", "year", _PLACE, summed=_PLACE),),
        definition="People held under mandatory detention at a facility, averaged over the days since 1 October.",
        caveats=(_MEAN,),
    ),
    Measure(
        name="facility_average_length_of_stay",
        title="Average length of stay at facilities, fiscal year to date",
        unit="days",
        kind="mean",
        sources=(Printed("facilities", "mean_days_of_stay", "year", _PLACE, summed=_PLACE, required=("facility",)),),
        definition="Days at the facility, averaged over those who left since 1 October.",
        caveats=("A stay at one facility, not the whole time in detention.",),
    ),
    Measure(
        name="facility_guaranteed_minimum",
        title="Guaranteed minimum of beds at facilities",
        unit="beds",
        kind="stock",
        sources=(Printed("facilities", "guaranteed_minimum_beds", "day", _PLACE, summed=_PLACE),),
        definition="Beds that ICE's contract pays for whether they are used or not.",
    ),
    Measure(
        name="segregation_placements",
        title="Placements in segregation, by month",
        unit="events",
        kind="flow",
        sources=(Printed("segregation_by_facility", "segregation_placements", "month", ("facility",)),),
        definition="Placements in segregation in a calendar month, by facility.",
        caveats=(
            "The notice on the sheet says that it counts the people who spent a day or more there; the heading says "
            "placements.",
            "Placements of a month, not people on a day.",
        ),
    ),
    Measure(
        name="vulnerable_segregation_placements",
        title="Segregation placements of vulnerable and special populations, by quarter",
        unit="events",
        kind="flow",
        sources=tuple(
            Printed("segregation_of_vulnerable_populations", "segregation_placements", period, ("placement_reason",))
            for period in ("other", "year")
        ),
        definition="Placements in a quarter of people in vulnerable and special populations, by reason.",
    ),
    Measure(
        name="vulnerable_consecutive_days_in_segregation",
        title="Average consecutive days in segregation of vulnerable and special populations, by quarter",
        said="average number of consecutive days in segregation of vulnerable and special populations",
        unit="days",
        kind="mean",
        sources=tuple(
            Printed(
                "segregation_of_vulnerable_populations",
                "mean_consecutive_days_in_segregation",
                period,
                ("placement_reason",),
            )
            for period in ("other", "year")
        ),
        definition="Consecutive days, averaged over the placements of the quarter.",
    ),
    Measure(
        name="vulnerable_cumulative_days_in_segregation",
        title="Average cumulative days in segregation of vulnerable and special populations, by quarter",
        said="average number of cumulative days in segregation of vulnerable and special populations",
        unit="days",
        kind="mean",
        sources=tuple(
            Printed(
                "segregation_of_vulnerable_populations",
                "mean_cumulative_days_in_segregation",
                period,
                ("placement_reason",),
            )
            for period in ("other", "year")
        ),
        definition="Cumulative days, averaged over the placements of the quarter.",
    ),
    Measure(
        name="vulnerable_people_in_segregation",
        title="People of vulnerable and special populations placed in segregation, by quarter",
        unit="persons",
        kind="flow",
        sources=tuple(
            Printed("segregation_of_vulnerable_populations_people", "persons_placed_in_segregation", period)
            for period in ("other", "year")
        ),
        definition="Different people whom the placements of a quarter concern.",
        caveats=("People counted in one quarter may be counted in the next: quarters do not add up to people.",),
        is_distinct=True,
    ),
    Measure(
        name="family_units_released_by_facility",
        title="People of family units released from family facilities, by month",
        unit="persons",
        kind="flow",
        sources=(
            Printed(
                "family_units_released_by_facility", "family_unit_individuals_released", "month", ("facility_type",)
            ),
        ),
        definition="Individuals of family units released from family facilities in the month.",
        caveats=("Printed in one edition only, of November 2022.",),
    ),
)
