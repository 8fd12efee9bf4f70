"""Questions about everything: their words ask for news, and name nothing that happened."""

from __future__ import annotations

import re
from datetime import timedelta

from rostra import text
from rostra.assistant._words import STOP_WORDS

NUMBER = r"(?:\d{1,2}|two|three|four|five|six|seven|ten)"

_SIGNS = re.compile(
    r"\bnews\b|\bheadlines?\b|\b(?:top|big|biggest|main|major|hot|latest|popular|lead|leading)"
    r"\s+(?:\w+\s+)?(?:stor(?:y|ies)|events?|topics?|things?)\b"
    r"|\bstor(?:y|ies) (?:of|from|right now)\b"
    r"|\bhappen(?:s|ed|ing)?\b|\bgo(?:ing|es) (?:on|down)\b|\bwent (?:on|down)\b"
    r"|\bwhat(?:['’]?s| is) (?:new|up|hot|big|important|interesting|cooking|popular|viral|the buzz"
    r"|the word|the deal|the latest|making waves|worth knowing)\b"
    r"|\b(?:any|some|every)thing (?:new|big|important|interesting|exciting|notable|major|special"
    r"|worth knowing|i should know|to know|going on)\b"
    r"|\btrend(?:s|ing)\b|\bbuzz(?:ing)?\b|\bhot topics?\b|\b(?:most )?(?:discussed|talked.about)\b"
    r"|\b(?:talk|chatt|discuss|post|buzz)ing(?: about)?\b|\bcurrent (?:events|affairs)\b"
    r"|\bdevelopments?\b|\bhighlights?\b|\bround-?ups?\b|\bbriefing\b|\bbrief (?:me|us)\b"
    r"|\bdigest\b|\brecap\b|\boverview\b|\brundown\b|\bsummar(?:y|ies|i[sz]e)\b|\bsum up\b"
    r"|\bcatch (?:me|us) up\b|\b(?:up to speed|up to date|in the loop|fill me in)\b"
    r"|\bmiss(?:ed)?\b|\b(?:any|what) (?:\w+ )?updates?\b|\bword on the street\b"
    r"|\b(?:should|need to|must|ought to) (?:i |we )?know\b|\bworth knowing\b"
    r"|新闻|大事|热点|热门|热搜|热议|头条|要闻|消息|新鲜事|时事|动态|资讯|快讯|快报|简报|早报|晚报|日报|周报"
    r"|发生|出(?:了)?(?:什么|啥)事|(?:有|啥|什么)(?:啥|什么)?(?:大|重要的?|新)?事|聊|谈论|讨论|话题|议论|焦点|看点"
    r"|摘要|总结|概括|汇总|综述|回顾|盘点|梳理|错过|值得(?:关注|知道|注意|一看|看|了解)|突发|什么情况|怎么了"
    r"|(?:外面|外头|外边|世界上?|国内外?)(?:现在|目前)?怎么样|(?:最新|什么新?)进展|最新情况"
    r"|最(?:重要|要紧)|该知道|最[热火]|最?受关注|最?关心|刷屏|爆款",
    re.IGNORECASE,
)
"""What shows that news is asked for."""

_BLANK = re.compile(
    r"\b(?:news(?:worthy)?|headlines?|stor(?:y|ies)|events?|topics?|things?|stuff|developments?"
    r"|happen\w*|going|goes|went|down|new|trend(?:s|ing)?|buzz\w*|talk\w*|chatt\w*|discuss\w*|viral"
    r"|highlights?|round-?ups?|brief\w*|digest|recap|overview|rundown|summar\w+|sum|catch|speed|date"
    r"|loop|fill|miss(?:ed)?|affairs|current|know|knowing|word|deal|cooking|making|waves"
    r"|big(?:gest)?|main|major|top|lead(?:ing)?|latest|breaking|important|key|significant|notable"
    r"|hot(?:test)?|best|good|great|interesting|exciting|special|popular|best|need|bring|keep|list"
    r"|show|want|hear|read|quick(?:ly)?|short|daily|weekly|hourly|whats|s|please|thanks?"
    r"|local(?:ly)?|nearby|world|worldwide|global(?:ly)?|international|national|everywhere|anywhere"
    r"|around|outside|online|internet|web|feeds?|town|city|area|place|country|region|home"
    r"|days?|weeks?|months?|hours?|mornings?|evenings?|nights?|weekend|far|later|right"
    r"|folks|guys|everyone|world['’]s|today['’]?s|yesterday['’]s|week['’]s"
    r"|(?:(?:while|when) )?i (?:was|have been) (?:away|asleep|sleeping|out|gone|offline|at work"
    r"|busy|in bed|travell?ing)(?: all)?|near|street|popular"
    rf"|since i (?:last )?(?:looked|checked|left|slept)|hello|hi|hey|good|{NUMBER})\b"
    r"|(?:我|俺)?(?:睡着|睡觉|不在|离开|没看手机|没上网|下线|上班|出门)(?:的?时候|时|期间)?"
    r"|大家伙?|新闻|事件|大事|热点|热搜|热议|头条|要闻|消息|新鲜事?|时事|动态|资讯|快讯|快报|简报|早报|晚报|日报|周报|报道"
    r"|发生|出现|在?聊|谈论|谈|讨论|议论|话题|焦点|看点|摘要|总结|概括|汇总|综述|回顾|盘点|梳理|错过|值得|关注|注意"
    r"|知道|了解|一看|该|刷屏|爆款|进展|情况|怎么样|如何|什么|甚么|啥|哪些|哪|些|有没有|有|没有|出|了|事情|事儿?"
    r"|国内外|国内|国外|国际|全球|全世界|世界(?:各地|上)?|全国|各地|本地|当地|城里|城中|市里|这里|这边|这儿|附近|身边|周边"
    r"|外面|外头|外边|网上|网络上?|互联网上?|社交(?:媒体|网络)上?|圈里|地方|人们|各位|网友"
    r"|一?[周天日月]|每[日天周]|本[周月日]|这几天|几天|小时|早上|早晨|上午|下午|晚上|夜里|一夜|时候|期间"
    r"|给我|帮我|帮忙|替我|告诉|列出?|报|念|讲讲?|说说?|看看?|来[点些个份]?|简单|简要|简短|快速|迅速|一下|几"
    r"|(?:最|比较|特别|真正)?(?:重大|重要|主要|关键|紧要|要紧|突发|热门|热|火|大|新|受关注|有意思)"
    r"|用?[一二三四五几两\d]句话?|[一二三四五六七八九十两\d]+(?=[条件个大则])|[条件个则]|请|麻烦|吗|呢|吧|呀|啊|的|我|你|都|现在|在|受关注|关心|怎么了|最近?|正|还|要|想|今",
    re.IGNORECASE,
)
"""Words with which news is asked for and that name none."""

_GREETED = re.compile(
    r"^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: (?:there|all|everyone|rostra))?"
    r"|你好|您好|大家好|早上好|上午好|下午好|晚上好|早安|早|嗨|哈[喽啰])[\s,，、!！.。~～啊呀]+(?=\S)",
    re.IGNORECASE,
)
_STRETCHES = (
    (re.compile(r"\bweek(?:ly|['’]s)?\b|一周|每周|周报", re.IGNORECASE), timedelta(days=7)),
    (re.compile(r"\bmonth(?:ly|['’]s)?\b|一个?月|每月", re.IGNORECASE), timedelta(days=30)),
)


def broad(question: str) -> bool:
    """Whether a question asks for the news and names none; its time words may be gone already.

    Each of its words is one with which news is asked for, or measures how important they are, or
    means everywhere; big, 重大 and their like stand in no post for being big.
    """
    plain = text.simplify(question)
    if not any(c.isalnum() for c in plain):
        return False
    return bool(_SIGNS.search(plain)) and not _left(plain)


def ungreeted(question: str) -> str:
    """Take the greeting off a question: 早上好 names no hours of the day."""
    return _GREETED.sub("", question)


def stretch(question: str) -> timedelta | None:
    """Read how far back a broad question reaches where it names no date: "of the week"."""
    return next((far for word, far in _STRETCHES if word.search(text.simplify(question))), None)


def _left(plain: str) -> bool:
    """Whether any word is left that could be a topic."""
    rest = _BLANK.sub(" ", plain)
    return any(w not in STOP_WORDS and any(c.isalnum() for c in w) for w in text.words(rest))
