"""How many examples a property test tries: a fifth of its number by default, all of them with HYPOTHESIS_PROFILE=thorough."""

import os

DEFAULT, THOROUGH = "default", "thorough"
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", DEFAULT)
FEWEST = 5


def tries(thorough: int) -> int:
    """Return the number of examples of a test whose full number is `thorough`; a short run never goes below `FEWEST`."""
    if PROFILE not in {DEFAULT, THOROUGH}:
        message = f"HYPOTHESIS_PROFILE is {DEFAULT!r} or {THOROUGH!r}, not {PROFILE!r}"
        raise ValueError(message)
    return thorough if PROFILE == THOROUGH else min(thorough, max(FEWEST, thorough // 5))


def fuzz_cases(thorough: int) -> int:
    """Return the number of damaged files a fuzz test tries: PLUMBLINE_FUZZ when set, else as `tries`."""
    return int(os.environ.get("PLUMBLINE_FUZZ", "0")) or tries(thorough)
