"""The cues of `cues.toml`, compiled: small words that tell a change, a rank, a promise or a time."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tallybook.claims.lexicon import compiled

_FILE = Path(__file__).parent / "cues.toml"

CUES: Mapping[str, re.Pattern[str]] = {
    name: compiled(alternatives) for name, alternatives in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()
}
