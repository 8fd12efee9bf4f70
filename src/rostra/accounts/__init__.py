"""People, what they may do, and what they have spent."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.accounts._holders import alive, holder_here
from rostra.accounts._loopback import BY_PROXIES, user_behind
from rostra.accounts._names import clean_name, name_key
from rostra.accounts._oidc import Asked, Provider, Told, ask_provider, told_by_provider
from rostra.accounts._passkeys import (
    NewPasskey, Site, ask_to_make, ask_to_sign, made_passkey, passkey_id, signed_count,
)
from rostra.accounts._passwords import (
    check_password, clean_password, hash_password, is_outdated,
)
from rostra.accounts._person import HERE, ROLES, Person, Role
from rostra.accounts._plans import (
    ACTIONS, ALL, BOUNDLESS, FUN, MODES, WEIGHTS, Action, Plan, Window, bounds_of, hold_mode,
    hold_plan, holds_mode, holds_model, plan_of, units_of,
)
from rostra.accounts._scopes import SCOPES, hold_role, hold_scope
from rostra.accounts._seal import seal, seal_key, unseal
from rostra.accounts._sheet import sheet
from rostra.accounts._throttle import FORGOTTEN, Subject, device_mark, subjects
from rostra.accounts._tokens import (
    KEY_MARK, ApiKey, code_hash, hash_of, new_codes, new_key, new_token, read_key, same,
)
from rostra.accounts._totp import new_secret, secret_address, secret_picture, step_of

__all__ = [
    "ACTIONS", "ALL", "BOUNDLESS", "BY_PROXIES", "FORGOTTEN", "FUN", "HERE", "KEY_MARK", "MODES",
    "ROLES", "SCOPES", "WEIGHTS", "Action", "ApiKey", "Asked", "NewPasskey", "Person", "Plan",
    "Provider", "Role", "Site", "Subject", "Told", "Window", "alive", "ask_provider", "ask_to_make",
    "ask_to_sign", "bounds_of", "check_password", "clean_name", "clean_password", "code_hash",
    "device_mark", "hash_of", "hash_password", "hold_mode", "hold_plan", "hold_role", "hold_scope",
    "holder_here", "holds_mode", "holds_model", "is_outdated", "made_passkey", "name_key",
    "new_codes", "new_key", "new_secret", "new_token", "passkey_id", "plan_of", "read_key", "same",
    "seal", "seal_key", "secret_address", "secret_picture", "sheet", "signed_count", "step_of",
    "subjects", "told_by_provider", "units_of", "unseal", "user_behind",
]  # fmt: skip
