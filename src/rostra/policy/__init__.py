"""What is let through, labelled, asked about or refused, by one versioned file; and the floor."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.policy._compare import decided_apart, differences, tried
from rostra.policy._decide import decide, strictest
from rostra.policy._file import parsed_cases, parsed_policy, shipped_cases, shipped_policy
from rostra.policy._history import (
    Entry, adopt_policy, current_policy, judge_policy, kept_policy, own_cases, policy_history,
    roll_back_policy,
)
from rostra.policy._types import (
    ACTIONS, KINDS, Action, Case, Category, Decision, Difference, Exemption, Kind, Match, Policy,
    Request, Tried,
)

__all__ = [
    "ACTIONS", "KINDS", "Action", "Case", "Category", "Decision", "Difference", "Entry",
    "Exemption", "Kind", "Match", "Policy", "Request", "Tried", "adopt_policy", "current_policy",
    "decide", "decided_apart", "differences", "judge_policy", "kept_policy", "own_cases",
    "parsed_cases", "parsed_policy", "policy_history", "roll_back_policy", "shipped_cases",
    "shipped_policy", "strictest", "tried",
]  # fmt: skip
