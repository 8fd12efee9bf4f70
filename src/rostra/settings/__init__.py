"""Settings: one typed TOML file, plus environment overrides."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.settings._accounts import (
    AccountsSettings, OidcSettings, PlanSettings, PriceSettings, WindowSettings,
)
from rostra.settings._file import (
    add_feed, add_mute, drop_feed, drop_mute, set_key, switch_feed,
)
from rostra.settings._load import default_folder, load_settings
from rostra.settings._plans import read_plan, write_plans
from rostra.settings._models import (
    BotAccountSettings,
    AlertSettings, ApiSettings, ArenaSettings, AssistantSettings, BlueskyFeed, EntrantSettings,
    FeedSettings,
    HackerNewsFeed, JsonlFeed, LogSettings, MastodonFeed, McpSettings, ModelSettings,
    ModelsSettings, MuteSettings, NostrFeed, PainterSettings, PicturesSettings, PostsSettings,
    RecordsSettings, ReplayFeed, RssFeed, Settings, ToolsSettings, XFeed,
)
from rostra.settings._server import ServerSettings

__all__ = [
    "AccountsSettings", "AlertSettings", "ApiSettings", "ArenaSettings", "AssistantSettings",
    "BlueskyFeed", "BotAccountSettings", "EntrantSettings", "FeedSettings", "HackerNewsFeed",
    "JsonlFeed", "LogSettings", "MastodonFeed", "McpSettings", "ModelSettings", "ModelsSettings",
    "MuteSettings", "NostrFeed", "OidcSettings", "PainterSettings", "PicturesSettings",
    "PlanSettings", "PostsSettings", "PriceSettings", "RecordsSettings", "ReplayFeed", "RssFeed",
    "ServerSettings", "Settings", "ToolsSettings", "WindowSettings", "XFeed", "add_feed",
    "add_mute", "default_folder", "drop_feed", "drop_mute", "load_settings", "read_plan", "set_key",
    "switch_feed", "write_plans",
]  # fmt: skip
