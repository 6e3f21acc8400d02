"""Months, weekdays and small counts in English and Spanish words."""

MONTH_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        1,
    )
    for word in words.split()
}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday lunes",
            "tuesday martes",
            "wednesday miércoles miercoles",
            "thursday jueves",
            "friday viernes",
            "saturday sábado sabado",
            "sunday domingo",
        )
    )
    for word in words.split()
}
_COUNTS = {
    word: number
    for number, words in (
        (1, "a an one un una uno first primer primera primero last final previous 1st 1er 1"),
        (2, "two dos second segundo segunda couple 2nd 2"),
        (3, "three tres third tercer tercera tercero 3rd 3"),
        (4, "four cuatro fourth cuarto cuarta 4th 4"),
        (5, "five cinco"),
        (6, "six seis"),
        (7, "seven siete"),
        (8, "eight ocho"),
        (9, "nine nueve"),
        (10, "ten diez"),
        (11, "eleven once"),
        (12, "twelve doce"),
        (14, "fourteen catorce"),
        (15, "fifteen quince"),
        (20, "twenty veinte"),
        (30, "thirty treinta"),
        (60, "sixty sesenta"),
        (90, "ninety noventa"),
        (100, "hundred cien"),
    )
    for word in words.split()
}


def count(word: str) -> int | None:
    """A small number in figures or words, English or Spanish.

    >>> count("two"), count("primer"), count("30"), count("many")
    (2, 1, 30, None)
    """
    word = word.lower().removesuffix(".").removesuffix("º").removesuffix(".")
    return int(word) if word.isdecimal() and len(word) < 4 else _COUNTS.get(word)
