"""The dimensions by which published numbers are split, over all publications."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way of splitting numbers: a code column, and the label as printed beside it."""

    name: str
    about: str
    has_group: bool = False  # a coarser code that bridges renamed labels

    def columns(self) -> list[tuple[str, str]]:
        """Names and meanings of the columns this dimension has in `observation`."""
        columns = [
            (self.name, f"{self.about}: code; null where the table is not split so, or the label unknown"),
            (f"{self.name}_label", f"{self.about}: label as printed"),
        ]
        if self.has_group:
            columns.append((f"{self.name}_group", f"{self.about}: coarser code that bridges renamed labels"))
        return columns


DIMENSIONS = (
    Dimension("technology", "technology of monitoring", has_group=True),
    Dimension("family_status", "family unit or single adult, with or without extended case management"),
    Dimension("aor", "area of responsibility (field office region)"),
    Dimension("attendance", "whether a hearing was attended"),
    Dimension("facility_type", "kind of facility: family or adult", has_group=True),
    Dimension("disposition", "processing disposition"),
    Dimension("criminality", "criminality, in the publisher's words"),
    Dimension("agency", "arresting agency"),
    Dimension("release_reason", "reason of the final release or book-out"),
    Dimension("parole_status", "decision on a parole request"),
    Dimension("custody_length", "how long people had been in custody"),
    Dimension("population", "population whose time in custody is measured"),
    Dimension("placement_reason", "reason of a placement in segregation"),
    Dimension("citizenship", "country of citizenship"),
    Dimension("final_order", "with or without a final order of removal"),
    Dimension("classification_level", "detainee classification level"),
    Dimension("threat_level", "ICE threat level"),
    Dimension("sex", "sex of the people held"),
    Dimension("facility", "detention facility"),
)
