"""Why a question has no figure, and which days have one."""

from dataclasses import dataclass
from datetime import date

from tallybook.prose import in_words


@dataclass(frozen=True, slots=True)
class Missing:
    """What is known where a question has no figure."""

    measure: str  # its name
    known_by: date | None  # the day that it is asked as known on
    days: tuple[date, ...] = ()  # the days that have a figure, in order; none where nothing fits what is chosen
    asked: date | None = None  # the day that was asked for

    @property
    def nearest(self) -> date | None:
        """The day with a figure that is nearest to the one that was asked for."""
        if not (self.asked and self.days):
            return None
        asked = self.asked
        return min(self.days, key=lambda day: abs((day - asked).days))

    def words(self, lang: str = "en", what: str = "") -> str:
        """It as a sentence; `what` is what is measured in that language, its name where nothing is said."""
        return self._spanish(what or self.measure) if lang == "es" else self._english(what or self.measure)

    def _english(self, what: str) -> str:
        known_by = f" by {in_words(self.known_by)}" if self.known_by else ""
        if not self.days:
            return f"No figure of {what} fits what is chosen{known_by}."
        near = [f"nearest {in_words(self.nearest)}"] if self.nearest else []
        days = "; ".join([self._span("en"), *near])
        return f"{what} is printed for no such day{known_by}; there are {len(self.days)} ({days})."

    def _spanish(self, what: str) -> str:
        known_by = f" publicada a más tardar el {in_words(self.known_by, 'es')}" if self.known_by else ""
        if not self.days:
            return f"Ninguna cifra de {what}{known_by} corresponde a lo elegido."
        near = [f"el más cercano, el {in_words(self.nearest, 'es')}"] if self.nearest else []
        days = "; ".join([self._span("es"), *near])
        return f"No hay cifra de {what}{known_by} para ese día; días con cifra: {len(self.days)} ({days})."

    def _span(self, lang: str) -> str:
        first, last = self.days[0], self.days[-1]
        if first == last:
            return f"{'el ' if lang == 'es' else ''}{in_words(last, lang)}"
        if lang == "es":
            return f"del {in_words(first, lang)} al {in_words(last, lang)}"
        return f"{in_words(first)} to {in_words(last)}"
