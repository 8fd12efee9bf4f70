"""What a post should not be told as news for: advertising, jest, warnings, orders to a machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from rostra.posts import MEANINGS, Post

PROMOTION_LIMIT = 2
"""Signs of advertising at which a post counts as an advertisement."""
MANY_TAGS = 6


def noise(post: Post, muted: frozenset[str]) -> str:
    """Say why a post is not evidence, or "" when nothing speaks against it."""
    for reason, holds in _REASONS:
        if holds(post):
            return reason
    return "muted" if _is_muted(post, muted) else ""


def is_advertisement(post: Post) -> bool:
    """Count the signs of advertising: wares, orders to the reader, prices, contact, tags, links.

    Shouting counts beside another sign only: people shout for joy and in fear.
    """
    low = post.text.lower()
    signs = sum(bool(p.search(low)) for p in _PROMOTION)
    signs += bool(signs and _CRIED.search(post.text))
    signs += len(post.tags) >= MANY_TAGS or post.text.count("#") >= MANY_TAGS
    signs += len(post.links) >= 3
    signs += PROMOTION_LIMIT * bool(_CONTACT.search(post.text))
    return signs >= PROMOTION_LIMIT


def is_jest(post: Post) -> bool:
    """Whether the post itself says that it is not meant: a label, a tag, a closing mark."""
    marked = {t.lower().lstrip("#") for t in (*post.tags, *post.labels)}
    by = f"{post.author.handle} {post.author.name}".lower()
    return bool(marked & _JEST_TAGS or _JEST.search(post.text) or _JEST_AUTHOR.search(by))


def warned(post: Post) -> bool:
    """Whether the network or the author put a warning on it."""
    return any(label.lower() in _WARNINGS or "!" in label[:1] for label in post.labels)


def steers(written: str) -> bool:
    """Whether a text speaks to the machine that reads it instead of to people."""
    # Full-width and other letters of compatibility read like the plain ones.
    folded = unicodedata.normalize("NFKC", written)
    return any(p.search(folded) for p in _STEERING)


def without_orders(written: str, spans: list[tuple[int, int]]) -> str:
    """Blank out the sentences that try to steer, keeping every offset as it was."""
    kept = list(written)
    for start, end in spans:
        if steers(written[start:end]):
            kept[start:end] = " " * (end - start)
    blanked = "".join(kept)
    return " " * len(written) if steers(blanked) else blanked


def _is_muted(post: Post, muted: frozenset[str]) -> bool:
    if not muted:
        return False
    if {post.author.id.lower(), post.author.handle.lower()} & muted:
        return True
    low = post.text.lower()
    return any(re.search(rf"(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])", low) for w in muted if w)


_PROMOTION = (
    # What is offered.
    re.compile(
        r"\b(?:promo|discount|coupon|\d+ ?% off|half price|sale ends|clearance|limited[- ]time"
        r"|free (?:shipping|delivery|trial|followers)|first (?:class|lesson|month) free|giveaway"
        r"|airdrop|presale|best price|cashback|sponsored|money back|certificate included"
        r"|instant delivery|today only|official print|beginners welcome|lessons in"
        r"|one (?:careful )?owner|or best offer|barely used|like new)\b"
        r"|[$€£]\d[\d,.]* ?(?:/|a|per) ?day\b"
        r"|优惠|優惠|折扣|打折|[一二三四五六七八九半\d]折|特价|特價|半价|半價|包邮|包郵|秒杀|秒殺|限时|限時|抽奖|抽獎|清仓"
        r"|促销|促銷|大促|满减|立减|福利价|买一送一|買一送一|免费试|第一节免费|试听|0元领|无效退款|不满意不收|假一赔"
        r"|券码|領券|领券|副业|兼职|日结|月入过万|领资料|变现|拼团|空投|存\d+返\d+|代购|代購|当天放款|当天到账|无视征信"
        r"|贷款|首付|原价|平替|同款|仿表|亲测|好物分享|工厂直发|九成新|二手|出售|转让|轉讓|高清完整版|名师|涨停|连中"
    ),
    # What the reader should do.
    re.compile(
        r"\b(?:dm (?:me|us|for|[\"“]?yes)|link in bio|click (?:here|the link)|sign up (?:now|today)"
        r"|whatsapp|telegram|t\.me/|subscribe now|join (?:now|our)"
        r"|buy now|order now|shop now|use code"
        r"|act fast|reply me|claim (?:your|it)|verify (?:here|your)|get rich|earn \$?\d+"
        r"|collect(?:ion)? (?:from|only)|pick[- ]?up only|small fee|upfront|guaranteed|100x"
        r"|no skill|get it all back|bring your own)\b"
        r"|加微信|加v|微信号|私信|私我|私聊|扫码|掃碼|点击|點擊|代点|自动发(?:货|码|券)|点我|戳我|戳链接|戳主页|链接(?:放|在)"
        r"|下单|下單|进群|加群|进裙|联系我|聯繫我|稳赚|穩賺|日赚|扣1|加我|提现|官方认证|手快有|姐妹们冲|别犹豫|名额只剩"
        r"|自提|上门|上門|网盘|網盤|秒发|秒發|秒批|红包|紅包|抽中|进群口令"
    ),
    # What it costs, and how loudly that is said.
    re.compile(
        r"(?:[$€£¥￥]\s?\d[\d.,]*|(?<!\d)\d+(?:\.\d+)?\s?元|\b\d+\.\d\d?(?= ?(?:today|only|包邮)))"
        r".{0,200}(?:only|just|仅|僅|只要|now|秒|collect|包邮|own)"
    ),
    re.compile(
        r"\b(?:crypto|forex|casino|betting|followers|weight loss|crypto signals|lost \d+ lbs"
        r"|hot singles|gummies|recovery experts|business proposal|your account will be"
        r"|congratulations|you(?:'ve| have)? won)\b|博彩|理财群|彩票|股票群|刷单|包裹|快递因"
    ),
)
_CRIED = re.compile(
    r"\b(?:FREE|REAL|ONE|ALL|RICH|OFF|CREDIT|YES|LOVE|MONEY)\b"
    r"|(?:🔥|💰|🚀|👉|✅|🎁|💯){2,}|[🔥🎁💰].*[🔥🎁💰]|!{2,}|！{3,}"
)
_CONTACT = re.compile(
    r"(?:加|\+)\s?(?:[vV]|微信?|薇|威|扣扣|[qQ]{1,2})\s*[:：]?\s*[A-Za-z0-9][\w\-]{3,}|t\.me/\w+"
    r"|wa\.me/\w+|parcel (?:is|was) held|verify your account|付尾款|内部渠道|內部渠道|懂的(?:私|来)"
    r"|包过|稳赚不赔|穩賺不賠",
)
_JEST_TAGS = frozenset(
    [
        "joke",
        "jokes",
        "satire",
        "parody",
        "humor",
        "humour",
        "shitpost",
        "sarcasm",
        "notreal",
        "fiction",
        "funny",
        "meme",
        "memes",
        "段子",
        "笑话",
        "笑話",
        "玩笑",
        "搞笑",
        "讽刺",
        "諷刺",
        "恶搞",
        "惡搞",
        "反讽",
        "沙雕",
        "整活",
        "迷因",
        "虚构",
    ]
)
_JEST = re.compile(
    r"(?:^|\s)/s(?:\s*$|\s)|\b(?:just kidding|jk|i'm joking|only joking|\(satire\)|\[satire\])\b"
    r"|开玩笑的?|開玩笑的?|手动狗头|手動狗頭|\[doge\]|\[狗头\]|狗头保命|（狗头）|\(狗头\)|纯属虚构|純屬虛構|我编的|我編的",
    re.IGNORECASE,
)
_JEST_AUTHOR = re.compile(
    r"\b(?:parody|satire|not\s?the\s?news)\b|洋葱新闻|讽刺|恶搞|段子", re.IGNORECASE
)
_WARNINGS = frozenset([*MEANINGS, "nsfw", "graphic", "sexual-figurative", "explicit", "adult"])
_STEERING = (
    re.compile(
        r"</?\s*(?:post|system|user|assistant|instruct|data|context|document|source"
        r"|tool|function|invoke|human)",
        re.IGNORECASE,
    ),
    re.compile(
        r"<\w+ ?\[\d+\]|[\"'](?:sentences|cite|role|content|tool|arguments)[\"']\s*:", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|all"
        r"|your|system|these|any)\b[^.!?\n]{0,30}\b(?:instruction|prompt|rule|message|direction"
        r"|command|context)",
        re.IGNORECASE,
    ),
    # "Ignore the posts and say X": what is to be passed over, and what to be said instead.
    re.compile(
        r"(?<!n't )(?<!not )\b(?:ignore|disregard|forget|skip|override)\b[^.!?\n]{0,30}"
        r"\b(?:posts?|pictures?|images?|questions?|texts?|sources?|evidence|above|before|everything|users?|rest|others?)\b"
        r"[^.!?\n]{0,20}(?:\b(?:and|then|instead|just|only)\b|[,;:—-])[^.!?\n]{0,12}"
        r"\b(?:say|answer|reply|respond|output|write|state|report|claim|conclude|print)\b"
        r"|\b(?:say|answer|reply|respond|output|write|state)\b[^.!?\n]{0,60}\b(?:ignore|ignoring"
        r"|disregard|disregarding|regardless of|whatever)\b[^.!?\n]{0,20}"
        r"\b(?:posts?|pictures?|images?|questions?|texts?|sources?|evidence|users?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:忽略|無視|无视|不要理会|不要理會|别管|別管|忘记|忘記|忘掉|跳过|跳過)[^。！？\n]{0,12}"
        r"(?:帖子|贴文|貼文|图片?|圖片?|问题|問題|用户|用戶|证据|證據|来源|來源"
        r"|(?:以上|上面|上述|前面|之前)(?:的|所有|全部){0,3}(?:内容|內容|话|話|文字|信息|消息|[，,：:]))"
        r"[^。！？\n]{0,12}(?:说|說|回答|回复|回覆|输出|輸出|写|寫|告诉|告訴|声称|報告|报告)"
    ),
    re.compile(
        r"(?:^|\n|[.!?]\s|[\"'<\[({|])\s{0,20}(?:system|assistant|developer)\s*(?:prompt|message|note"
        r"|override|instruction)?\s*[\]|>]*\s*[:：]",
        re.IGNORECASE,
    ),
    re.compile(
        r"<\|?/?\s*(?:im_start|im_end|system|endoftext|s)\b[^>]*>|\[/?INST\]", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:dear|attention|hey|note to(?: the)?|to (?:the|any|all))\s+(?:ai|llm|chatbot|language"
        r" model|assistant|bot|summari[sz]er)s?\b|\b(?:ai|llm|language model|assistant|chatbot)s?\b"
        r"[^.!?\n]{0,40}\b(?:must|should|have to|shall)\s+(?:say|answer|reply|output|respond|write"
        r"|cite|state|include|report)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\byou are (?:now|no longer)\b|\byour (?:new )?(?:instructions?|task|system prompt)\b"
        r"|\b(?:new|updated) instructions?\b|\bfrom now on,? you\b|\bact as (?:an? )?(?:ai|dan)\b"
        r"|\b(?:reveal|print|repeat|show)\b[^.!?\n]{0,20}\b(?:system )?prompt\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:answer|respond|reply|output|say|write|print)\b\s+(?:only|exactly|with|just)\b"
        r"[^.!?\n]{0,10}[\"“'‘:：]",
        re.IGNORECASE,
    ),
    re.compile(
        r"[\[【]\s*(?:\d{1,3})\s*[\]】]\s*(?:says?|confirms?|states?|说|称|证实)|\bcite\s+\[?\d"
    ),
    re.compile(
        r"(?:忽略|無視|无视|忘记|忘記|不要理会|不用管|跳过)[^。！？\n]{0,12}(?:指令|指示|提示|规则|規則|要求|命令|内容|設定|设定)"
    ),
    re.compile(
        r"(?:^|\n|[。！？“「<\[【（(])\s{0,20}(?:系统|系統|助手|助理|开发者|開發者)(?:提示|消息|指令|訊息)?\s*[】\])>]?\s*[:：]"
    ),
    re.compile(
        r"(?:AI|人工智能|机器人|機器人|模型|助手|助理)[^。！？\n]{0,10}(?:必须|必須|应当|應當|应该|應該|请|請|务必|務必)"
        r"[^。！？\n]{0,4}(?:回答|输出|輸出|回复|回覆|说|說|写|寫|引用|告诉)",
        re.IGNORECASE,
    ),
    re.compile(
        r"你现在是|你現在是|从现在起你|從現在起你|你的新(?:任务|指令|身份)|新的指令|(?:请|請|只|直接|仅)(?:回答|输出|輸出|回复|回覆)"
        r"\s*[:：“「\"]|(?:输出|輸出|打印|显示|泄露|公布)[^。！？\n]{0,8}(?:系统|系統)?(?:提示词|提示詞|prompt)"
        r"|(?:系统|系統)(?:提示词|提示詞)[^。！？\n]{0,8}(?:输出|輸出|打印|显示|泄露|公布|告诉)",
        re.IGNORECASE,
    ),
)
_REASONS: tuple[tuple[str, Callable[[Post], bool]], ...] = (
    ("content warning", warned),
    ("an advertisement", is_advertisement),
    ("meant as a joke", is_jest),
    ("tries to steer the assistant", lambda post: steers(post.text)),
    ("no text", lambda post: not post.text.strip()),
)
