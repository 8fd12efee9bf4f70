"""The assistant: from a question to an answer with the posts it rests on."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.assistant._asides import FUN, with_aside
from rostra.assistant._ask import answer, ask
from rostra.assistant._chat import Manner, Talk, reply
from rostra.assistant._check import cite
from rostra.assistant._context import Bullet, Explained, explain
from rostra.assistant._deep import inquire
from rostra.assistant._deep_page import deep_page, deep_words
from rostra.assistant._digest import digest
from rostra.assistant._digest_page import html, markdown, plainly
from rostra.assistant._digest_types import Brief, Digest, Told
from rostra.assistant._find import find
from rostra.assistant._inquiry import (
    Concluded, Deepening, Divided, Inquired, Looked, Section, Subquestion)
from rostra.assistant._left_out import left_out
from rostra.assistant._loop import replayed, work
from rostra.assistant._noise import steers
from rostra.assistant._persona import Persona, default_persona, read_persona
from rostra.assistant._picture_prompt import picture_prompt
from rostra.assistant._plan import plan, rewritten, tongue_of
from rostra.assistant._prompt_cases import compared
from rostra.assistant._prompt_check import Trial, try_prompt
from rostra.assistant._prompts import (
    LANGS, Prompt, Prompts, parsed_prompt, prompt, prompt_names, prompt_source)
from rostra.assistant._route import routed
from rostra.assistant._ruling import Earlier, changes, claim_key, told as ruling_told
from rostra.assistant._sides import sides
from rostra.assistant._telling import reports
from rostra.assistant._thread import explain_thread
from rostra.assistant._subquestions import added, divided, sub_bounds
from rostra.assistant._topic import ON_TOPIC, Profile, profile, topical
from rostra.assistant._translate import Rendered, Translation, translate
from rostra.assistant._turn_needs import Mode
from rostra.assistant._types import (
    Answer, Called, Citation, Desk, Draft, Evidence, Finished, Gathered, Gloss, Happening, LeftOut,
    Mistake, Plan, Planned, Progress, Remark, Said, Sentence, Sight, Step, Tongue, Typed, Verdict)
from rostra.assistant._verify import Ruling, Witness, verify
from rostra.assistant._wanted import picture_subject, picture_wanted
from rostra.assistant._weigh import Opinion, weigh
from rostra.assistant._write import opening

__all__ = [
    "FUN", "LANGS", "ON_TOPIC", "Answer", "Brief", "Bullet", "Called", "Citation", "Concluded",
    "Deepening", "Desk", "Digest", "Divided", "Draft", "Earlier", "Evidence", "Explained",
    "Finished", "Gathered", "Gloss", "Happening", "Inquired", "LeftOut", "Looked", "Manner",
    "Mistake", "Mode", "Opinion", "Persona", "Plan", "Planned", "Profile", "Progress", "Prompt",
    "Prompts", "Remark", "Rendered", "Ruling", "Said", "Section", "Sentence", "Sight", "Step",
    "Subquestion", "Talk", "Told", "Tongue", "Translation", "Trial", "Typed", "Verdict", "Witness",
    "added", "answer", "ask", "changes", "cite", "claim_key", "compared", "deep_page", "deep_words",
    "default_persona", "digest", "divided", "explain", "explain_thread", "find", "html", "inquire",
    "left_out", "markdown", "opening", "parsed_prompt", "picture_prompt", "picture_subject",
    "picture_wanted", "plainly", "plan", "profile", "prompt", "prompt_names", "prompt_source",
    "read_persona", "replayed", "reply", "reports", "rewritten", "routed", "ruling_told", "sides",
    "steers", "sub_bounds", "tongue_of", "topical", "translate", "try_prompt", "verify", "weigh",
    "with_aside", "work",
]  # fmt: skip
