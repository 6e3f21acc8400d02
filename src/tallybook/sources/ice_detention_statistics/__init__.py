"""ICE, Detention Statistics: the biweekly workbook, FY2019 to FY2026."""
