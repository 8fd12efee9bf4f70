"""The pages that a browser visits: a page more is a line more in the table."""

PAGES = (
    ("/", "home"),
    ("/now", "now"),
    ("/settings", "settings"),
    ("/settings/delete", "settings-delete"),
    ("/admin", "admin"),
    ("/admin/people", "admin-people"),
    ("/admin/plans", "admin-plans"),
    ("/admin/plans/edit?plan=free", "admin-plan"),
    ("/admin/policy?text=how+to+build+a+nerve+gas", "admin-policy"),
    ("/admin/policy/versions/0", "admin-policy-version"),
    ("/admin/policy/edit", "admin-policy-edit"),
    ("/admin/prompts", "admin-prompts"),
    ("/admin/prompts/en/write", "admin-prompt"),
    ("/admin/usage", "admin-usage"),
    ("/admin/audit", "admin-audit"),
    ("/chat", "chat"),
    ("/chat/list", "chats"),
    ("/news/kept", "news-kept"),
    ("/feeds", "feeds"),
    ("/posts", "posts"),
    ("/pictures", "pictures"),
    ("/pictures/ask", "pictures-ask"),
    ("/arena", "arena"),
    ("/arena/battles", "battles"),
    ("/arena/register", "register"),
    ("/board", "board"),
    ("/admin/bot", "admin-bot"),
    ("/admin/pictures", "admin-pictures"),
    ("/account", "account"),
    ("/sign-in", "sign-in"),
    ("/sign-up", "sign-up-closed"),
    ("/nothing-here", "missing"),
)
"""Path and name. Each is opened in both languages, on a desk and on a phone, light and dark."""

SINGLE = (
    ("/posts/{post}", "post"),
    ("/answers", "answers"),
    ("/answers/{answer}", "answer"),
    ("/answers/{told}", "answer-of-a-chat"),
    ("/chat/{chat}", "chat-filled"),
    ("/chat/{chat}/print", "chat-print"),
    ("/chat/shares", "shares"),
    ("/s/{share}", "shared"),
    ("/news/{digest}", "digest"),
    ("/pictures/{picture}", "picture"),
    ("/arena/battle/{battle}", "battle"),
    ("/arena/battle/{open}", "battle-open"),
    ("/arena/battle/{void}", "battle-void"),
    ("/board/entrant/{entrant}", "entrant"),
    ("/arena/register", "register-filled"),
)
"""Pages of a single thing: `browser_things.make` makes one of each and names them."""

MISSING = frozenset({"missing"})
"""Names of pages that rightly answer 404."""
