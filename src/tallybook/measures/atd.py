"""Measures of Alternatives to Detention."""

from tallybook.measures.measure import Measure, Printed, Ratio

_RENAMED = (
    "ICE renamed technologies (GPS to Ankle Monitor in January 2024, VeriWatch to Wristworn, TR to VoiceID): the codes "
    "ankle_monitor, wrist_worn and voice choose both names; split, each keeps the name it was printed under."
)
_HEARINGS = (
    "Hearings, not people: one person may have several. Only participants with court tracking assigned are "
    "counted, and check-ins are in no table."
)
_ATTENDED = (("attendance", "attended"),)
_NO_TOTAL = "Printed by technology since September 2022; by area and technology since October 2019."

MEASURES = (
    Measure(
        name="atd_participants",
        title="People in Alternatives to Detention",
        unit="persons",
        kind="stock",
        sources=(
            Printed("atd_by_technology", "participants", "day", ("technology",)),
            Printed("atd_by_status", "participants", "day", ("family_status",)),
            Printed("atd_by_aor", "participants", "day", ("aor", "technology")),
            # Until September 2022 technologies are printed by area only.
            Printed("atd_by_aor", "participants", "day", ("technology",), summed=("aor",), required=("technology",)),
        ),
        definition="People enrolled in ICE's Alternatives to Detention programme on the day of the BI Inc. "
        "participants report, by technology, by family status, or by area of responsibility and technology.",
        caveats=(
            _RENAMED,
            _NO_TOTAL,
            "Only some participants wear a device: most use the SmartLINK phone app.",
            "The tables by technology, status and area do not always agree; see `tallybook ledger`.",
        ),
    ),
    Measure(
        name="atd_daily_technology_cost",
        title="Daily cost of the technology of Alternatives to Detention",
        unit="usd_per_day",
        kind="stock",
        sources=(Printed("atd_by_technology", "daily_technology_cost_usd", "day", ("technology",)),),
        definition="What the devices and the app cost in one day, all participants of a technology together.",
        caveats=(
            "All devices together; for one of them see atd_cost_per_participant.",
            "Staff and case management are not in it.",
        ),
    ),
    Measure(
        name="atd_cost_per_participant",
        title="Daily technology cost for each participant of Alternatives to Detention",
        unit="usd_per_day",
        kind="ratio",
        sources=(Ratio("atd_daily_technology_cost", "atd_participants"),),
        definition="Daily technology cost divided by participants of the same technology on the same day.",
        caveats=("Technology only, without staff and case management.",),
    ),
    Measure(
        name="atd_mean_days_in_program",
        title="Average length in programme of people in Alternatives to Detention",
        unit="days",
        kind="mean",
        sources=(
            Printed("atd_by_status", "mean_days_in_program", "day", ("family_status",)),
            Printed("atd_by_aor", "mean_days_in_program", "day", ("aor", "technology")),
        ),
        definition="Days since enrolment, averaged over those enrolled on the day (ALIP). Time so far, not time until "
        "they leave.",
        caveats=("Not time in detention, and not time in the country.", _RENAMED),
    ),
    Measure(
        name="atd_share_by_technology",
        title="Share of people in Alternatives to Detention on each technology",
        said="share of people in Alternatives to Detention",
        unit="share",
        kind="ratio",
        sources=(Ratio("atd_participants", "atd_participants", over="technology"),),
        definition="Participants of a technology divided by all participants of the same table.",
        caveats=(_RENAMED,),
    ),
    Measure(
        name="atd_share_by_status",
        title="Share of people in Alternatives to Detention by family status",
        said="share of people in Alternatives to Detention",
        unit="share",
        kind="ratio",
        sources=(Ratio("atd_participants", "atd_participants", over="family_status"),),
        definition="Participants of a family status divided by all participants of the same table.",
    ),
    Measure(
        name="atd_share_by_area",
        title="Share of people in Alternatives to Detention by area of responsibility",
        said="share of people in Alternatives to Detention",
        unit="share",
        kind="ratio",
        sources=(Ratio("atd_participants", "atd_participants", over="aor"),),
        definition="Participants of an area of responsibility divided by all participants.",
    ),
    Measure(
        name="atd_court_hearings",
        title="Court hearings of people in Alternatives to Detention, all hearings",
        said="court hearings (all, not only final ones) of people in Alternatives to Detention",
        unit="hearings",
        kind="cumulative",
        sources=(
            Printed("atd_court_total_hearings", "hearings", "year", ("attendance",)),
            Printed("atd_court_total_hearings", "hearings", "month", ("attendance",)),
        ),
        definition="Immigration court hearings since 1 October of participants with court tracking assigned, attended "
        "and not. Every hearing counts, also those that set a next date.",
        caveats=(_HEARINGS,),
    ),
    Measure(
        name="atd_court_appearance_rate",
        title="Share of court hearings attended by people in Alternatives to Detention, all hearings",
        said="share of court hearings (all, not only final ones) of people in Alternatives to "
        "Detention that were attended",
        unit="share",
        kind="ratio",
        sources=(
            Printed("atd_court_total_hearings", "share_of_hearings", "year", ("attendance",), fixed=_ATTENDED),
            Printed("atd_court_total_hearings", "share_of_hearings", "month", ("attendance",), fixed=_ATTENDED),
        ),
        definition="Hearings attended (or failed) divided by all hearings since 1 October of participants with court "
        "tracking assigned.",
        caveats=(_HEARINGS, "For final hearings the share is lower; see atd_final_hearing_appearance_rate."),
    ),
    Measure(
        name="atd_final_court_hearings",
        title="Final court hearings of people in Alternatives to Detention",
        unit="hearings",
        kind="cumulative",
        sources=(
            Printed("atd_court_final_hearings", "hearings", "year", ("attendance",)),
            Printed("atd_court_final_hearings", "hearings", "month", ("attendance",)),
        ),
        definition="Final immigration court hearings since 1 October of participants with court tracking assigned.",
        caveats=(_HEARINGS,),
    ),
    Measure(
        name="atd_final_hearing_appearance_rate",
        title="Share of final court hearings attended by people in Alternatives to Detention",
        said="share of final court hearings of people in Alternatives to Detention that were attended",
        unit="share",
        kind="ratio",
        sources=(
            Printed("atd_court_final_hearings", "share_of_hearings", "year", ("attendance",), fixed=_ATTENDED),
            Printed("atd_court_final_hearings", "share_of_hearings", "month", ("attendance",), fixed=_ATTENDED),
        ),
        definition="Final hearings attended (or failed) divided by all final hearings since 1 October of participants "
        "with court tracking assigned.",
        caveats=(_HEARINGS,),
    ),
    Measure(
        name="atd_family_units_released",
        title="People of family units released from ICE custody, as a sentence on the ATD sheet says",
        said="people of family units released from ICE custody",
        unit="persons",
        kind="flow",
        sources=(
            Printed("atd_family_units_released", "family_unit_individuals_released", "year"),
            Printed("atd_family_units_released", "family_unit_individuals_released", "other"),
        ),
        definition="Individuals of family units released from custody between the two days that the sentence names.",
        caveats=("Printed since May 2025.",),
    ),
)
