"""The closed lists that the whole house shares: units, statuses, reasons, kinds of issue.

Each code is declared once, with the sentence that explains it; the store's column
documentation, the command line and the docs print these sentences.
"""

UNITS = {
    "persons": "People counted on a day, or the average number of people a day over a period.",
    "share": "A part of a whole, as printed: 0.985, not 98.5.",
    "days": "Days; a mean over people or events.",
    "usd": "US dollars; a mean or an amount.",
    "usd_per_day": "US dollars a day.",
    "hearings": "Court hearings, each hearing once; one person may have several.",
    "beds": "Detention beds.",
    "events": "Things that happened: book-ins, book-outs, removals, arrests, decisions, placements.",
}

VALUE_STATUSES = {
    "printed": "A number stands in the cell.",
    "not_yet": "A zero or blank in a month or day that had not come by the date of the data: no number.",
    "withheld": "A mark stands where a number belongs (`-`, `N/A`, `<11`): no number; see `value_text`.",
    "error": "The spreadsheet's own error (`#N/A`, `#DIV/0!`) stands in the cell: no number.",
}

UNREAD_REASONS = {
    "zip_code": "A postal code typed as a number.",
    "date": "A date, or the serial number of a date, in a column of dates or in prose of the sheet.",
    "month_in_header": "The month that heads a column.",
    "year_in_header": "The year that heads a group of columns.",
    "unexplained": "Nothing that is known accounts for this number: a new table, or a fault in our reading.",
}

REPORT_DATE_BASES = {
    "manifest": "The first capture that the archive's manifest records.",
    "corrected": "A later day than the manifest's, because the dates inside are later than that capture.",
    "file_name": "The YYYY-MM-DD at the head of the file's name.",
    "known_since": "The day given by the person who added it.",
    "added": "The day it was added; nothing says since when it was public before.",
}

ISSUE_KINDS = {
    "unknown_label": "A label that no vocabulary knows; its row is kept, without a code.",
    "missing_label": "Numbers stand in a row whose label is blank; the row is kept, without a code.",
    "unknown_column": "A column of a known table whose heading is not known; its numbers are kept unread.",
    "unknown_table": "Numbers that stand in no known table.",
    "repeated_row": "A row that repeats another of its table: a label or title between them is missing.",
    "missing_header": "A table without its row of headings, read by the position of its columns.",
    "unreadable_table": "A known title under which no table could be read.",
    "no_date": "A table for which neither sheet nor footnotes give the day of its data.",
    "date_out_of_line": "A date printed for a table that cannot be right for it; kept as printed, "
    "and not used for the period.",
    "dates_disagree": "Title and date line of a table give different days; the line is used.",
    "early_number": "A number in a month that had not come by the date of the data.",
    "unclear_date": "A date or month that could not be read as written.",
    "sequence_repaired": "A heading that breaks the run of months; its place in the run was used, "
    "and the heading kept as printed.",
    "value_as_text": "A number typed as text; read as the number it shows.",
    "mark_for_number": "A mark or word where a number belongs.",
    "error_value": "The spreadsheet's own error value where a number belongs.",
    "misplaced_content": "A column that holds what belongs in another.",
    "cell_claimed_twice": "Two tables lay claim to one cell; the first keeps it.",
}

SEVERITIES = {
    "error": "The record contradicts itself: a number, label, title or date is wrong.",
    "warning": "Odd enough to look at before quoting; there may be a reason.",
    "note": "Something to know: a change of definition, a habit of the publisher, a small revision.",
}
