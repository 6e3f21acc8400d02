"""Measures of what happens: book-ins, book-outs, removals, bonds, parole, arrests of some groups."""

from tallybook.measures.measure import Increase, Measure, PerDay, Printed, Ratio

_REVISED = "Closed months are revised from edition to edition, mostly by less than one in a hundred."
_NOT_ARRESTS = "A book-in is not an arrest: not everyone who is arrested is booked in."
_OF_ALL_AGENCIES = f"{_NOT_ARRESTS} Without an agency, book-ins after an arrest by CBP are counted too."
_RELEASES = (
    "Until January 2024 ICE printed final releases, since then final book-outs, which hold removals and transfers."
)
_REASONS = ("release_reason", "criminality")

MEASURES = (
    Measure(
        name="initial_book_ins",
        title="Initial book-ins into ICE detention, by month",
        unit="events",
        kind="flow",
        sources=(Printed("book_ins_by_month", "initial_book_ins", "month", ("agency",)),),
        definition="First book-ins into ICE detention in the month, by the agency that made the arrest.",
        caveats=(_OF_ALL_AGENCIES, _REVISED),
    ),
    Measure(
        name="initial_book_ins_to_date",
        title="Initial book-ins into ICE detention, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(
            Printed("book_ins_by_month", "initial_book_ins", "year", ("agency",)),
            Printed("book_ins_by_criminality", "initial_book_ins", "year", ("facility_type", "criminality")),
        ),
        definition="First book-ins into ICE detention since 1 October, by arresting agency, or by facility type and "
        "criminality.",
        caveats=(_OF_ALL_AGENCIES, _REVISED),
    ),
    Measure(
        name="ice_arrest_book_ins_a_day",
        title="Book-ins a day that follow an arrest by ICE",
        said="number of book-ins a day that follow an arrest by ICE",
        unit="events",
        kind="ratio",
        sources=(PerDay("initial_book_ins", (("agency", "ice"),)),),
        definition="Book-ins of a month after an arrest by ICE, divided by the days of the month that the data cover.",
        caveats=(_NOT_ARRESTS, "The nearest that the record has to arrests a day; no workbook counts arrests by day."),
    ),
    Measure(
        name="book_ins_share_by_agency",
        title="Share of initial book-ins by arresting agency, by month",
        said="share of initial book-ins",
        unit="share",
        kind="ratio",
        sources=(Ratio("initial_book_ins", "initial_book_ins", over="agency"),),
        definition="Book-ins of one arresting agency divided by all book-ins of the month.",
    ),
    Measure(
        name="book_ins_share_by_criminality",
        title="Share of initial book-ins by criminality, fiscal year to date",
        said="share of initial book-ins",
        unit="share",
        kind="ratio",
        sources=(Ratio("initial_book_ins_to_date", "initial_book_ins_to_date", over="criminality"),),
        definition="Book-ins of one criminality divided by all book-ins since 1 October.",
    ),
    Measure(
        name="book_ins_between_editions",
        title="Increase of initial book-ins from one edition to the next",
        unit="events",
        kind="flow",
        sources=(Increase("initial_book_ins_to_date"),),
        definition="Book-ins since 1 October in one edition less those in the edition before.",
        caveats=("Holds, beside what happened between the two days, what was revised of the days before.",),
    ),
    Measure(
        name="final_book_outs",
        title="Final book-outs from ICE detention, by month",
        unit="events",
        kind="flow",
        sources=(Printed("book_outs_by_reason", "final_book_outs", "month", _REASONS),),
        definition="Ends of custody in the month, by reason and criminality.",
        caveats=(_RELEASES, "A book-out is not a release: most are removals.", _REVISED),
    ),
    Measure(
        name="final_book_outs_to_date",
        title="Final book-outs from ICE detention, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(
            Printed("book_outs_by_reason", "final_book_outs", "year", _REASONS),
            Printed("book_outs_by_facility_type", "final_book_outs", "year", ("facility_type",)),
        ),
        definition="Ends of custody since 1 October, by reason and criminality, or by facility type.",
        caveats=(_RELEASES, "A book-out is not a release: most are removals."),
    ),
    Measure(
        name="book_outs_share_by_reason",
        title="Share of final book-outs by reason, by month",
        said="share of final book-outs",
        unit="share",
        kind="ratio",
        sources=(Ratio("final_book_outs", "final_book_outs", over="release_reason"),),
        definition="Book-outs for one reason divided by all book-outs of the month.",
        caveats=(_RELEASES,),
    ),
    Measure(
        name="book_outs_share_by_reason_to_date",
        title="Share of final book-outs by reason, fiscal year to date",
        said="share of final book-outs",
        unit="share",
        kind="ratio",
        sources=(Ratio("final_book_outs_to_date", "final_book_outs_to_date", over="release_reason"),),
        definition="Book-outs for one reason divided by all book-outs since 1 October.",
        caveats=(_RELEASES,),
    ),
    Measure(
        name="book_outs_share_removals",
        title="Share of final book-outs that are releases to remove, by month",
        unit="share",
        kind="ratio",
        sources=(Ratio("final_book_outs", "final_book_outs", (("release_reason", "release_to_remove"),)),),
        definition="Book-outs coded 'Release to Remove' divided by all book-outs of the month.",
        caveats=("Printed since February 2024.",),
    ),
    Measure(
        name="removals",
        title="Removals by ICE, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(Printed("removals", "removals", "year"),),
        definition="Removals and returns by ICE since 1 October.",
        caveats=("ICE prints no removals by month, place or country.", "Removals and returns are counted together."),
    ),
    Measure(
        name="removals_between_editions",
        title="Increase of removals from one edition to the next",
        unit="events",
        kind="flow",
        sources=(Increase("removals"),),
        definition="Removals since 1 October in one edition less those in the edition before.",
        caveats=("Holds, beside what happened between the two days, what was revised of the days before.",),
    ),
    Measure(
        name="removals_of_families",
        title="Removals of people identified as a family unit, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(
            Printed("removals", "removals_with_family_identifier", "year", fixed=(("family_status", "family_unit"),)),
        ),
        definition="Removals since 1 October of people with a family-unit identifier.",
        caveats=("Printed since December 2023; until November 2023 see removals_after_family_detention.",),
    ),
    Measure(
        name="removals_after_family_detention",
        title="Removals of people who had been in family detention, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(
            Printed(
                "removals", "removals_with_family_detention", "year", ("facility_type",), required=("facility_type",)
            ),
        ),
        definition="Removals since 1 October of people detained in a family facility.",
        caveats=("Printed until November 2023.",),
    ),
    Measure(
        name="book_outs_with_bond_posted",
        title="Book-outs with bond posted, by month",
        unit="events",
        kind="flow",
        sources=(Printed("bond_by_month", "final_book_outs_with_bond_posted", "month"),),
        definition="Final book-outs of the month for which a bond had been posted.",
        caveats=("The Detention sheet counts 'Bonded Out' otherwise; see final_book_outs by release_reason.",),
    ),
    Measure(
        name="share_of_book_outs_with_bond_posted",
        title="Share of book-outs with bond posted, by month",
        unit="share",
        kind="ratio",
        sources=(Printed("bond_by_month", "share_of_final_book_outs_with_bond_posted", "month"),),
        definition="Book-outs with bond posted divided by all final book-outs of the month. Not a share of people "
        "detained.",
    ),
    Measure(
        name="average_bond",
        title="Average bond posted, by month",
        unit="usd",
        kind="mean",
        sources=(Printed("bond_by_month", "mean_bond_usd", "month"),),
        definition="Dollars, averaged over the book-outs of the month with bond posted.",
    ),
    Measure(
        name="average_stay_with_bond_posted",
        title="Average length of stay of those who left on bond, by month",
        unit="days",
        kind="mean",
        sources=(Printed("bond_by_month", "mean_days_of_stay_with_bond_posted", "month"),),
        definition="Days in detention, averaged over the book-outs of the month with bond posted.",
    ),
    Measure(
        name="book_outs_of_bond_sheet",
        title="All final book-outs, as the bond sheet counts them, by month",
        said="final book-outs, as the bond sheet counts them",
        unit="events",
        kind="flow",
        sources=(Printed("bond_by_month", "final_book_outs", "month"),),
        definition="All final book-outs of the month, with or without bond, as printed on the bond sheet.",
        caveats=(_RELEASES,),
    ),
    Measure(
        name="parole_requests",
        title="Parole requests after a positive credible fear decision, by month",
        unit="events",
        kind="flow",
        sources=(
            Printed("parole_requested", "parole_requests", "month"),
            Printed("parole_decisions", "parole_requests", "month", fixed=(("parole_status", "parole_requested"),)),
        ),
        definition="Requests for parole in the month by people with a positive credible fear determination.",
    ),
    Measure(
        name="parole_requests_to_date",
        title="Parole requests after a positive credible fear decision, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(
            Printed("parole_requested", "parole_requests", "year"),
            Printed("parole_decisions", "parole_requests", "year", fixed=(("parole_status", "parole_requested"),)),
        ),
        definition="Requests for parole since 1 October by people with a positive credible fear determination.",
    ),
    Measure(
        name="parole_decisions",
        title="Parole decisions after a positive credible fear decision, by month",
        unit="events",
        kind="flow",
        sources=(
            Printed("parole_decisions", "parole_decisions", "month", ("parole_status",), summed=("parole_status",)),
        ),
        definition="Parole granted or denied in the month to people with a positive credible fear determination.",
    ),
    Measure(
        name="parole_decisions_to_date",
        title="Parole decisions after a positive credible fear decision, fiscal year to date",
        unit="events",
        kind="cumulative",
        sources=(
            Printed("parole_decisions", "parole_decisions", "year", ("parole_status",), summed=("parole_status",)),
        ),
        definition="Parole granted or denied since 1 October to people with a positive credible fear determination.",
    ),
    *(
        Measure(
            name=f"{group}_{event}",
            title=f"{spoken_event} of {spoken_group}, fiscal year",
            unit="events",
            kind="cumulative",
            sources=(Printed(f"{group}_{event}", f"{group}_{event}", "year", ways, summed=ways),),
            definition=f"{spoken_event} by ICE in the fiscal year, whole or to date, of {spoken_group}.",
            caveats=caveats,
        )
        for group, spoken_group, ways, caveats in (
            ("us_citizen", "United States citizens", (), ("As recorded by ICE at the time.",)),
            ("parents_of_us_citizens", "parents of United States citizens", (), ()),
            ("armed_forces", "people who serve or served in the armed forces of the United States", (), ()),
            (
                "tps",
                "citizens of countries with Temporary Protected Status",
                ("citizenship",),
                ("Citizens of those countries, with or without the status; some only from the day of designation.",),
            ),
        )
        for event, spoken_event in (("arrests", "Arrests"), ("book_ins", "Book-ins"), ("removals", "Removals"))
    ),
)
