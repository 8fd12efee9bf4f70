"""How long to wait before trying again."""

from random import Random


def full_jitter(attempt: int, rng: Random, first_s: float, cap_s: float) -> float:
    """Return the seconds to wait before try number `attempt` (0 is the first retry).

    Uniform between nothing and first_s · 2^attempt, at most `cap_s`: the "full jitter" of
    Brooker, Exponential Backoff and Jitter (AWS Architecture Blog, 2015), which spreads the
    return of many clients evenly.
    """
    return rng.uniform(0.0, min(cap_s, first_s * 2.0 ** min(attempt, 30)))
