"""Whether a turn needs the posts at all: rules first, a capable model where they are silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rostra import text
from rostra.assistant._followups import size
from rostra.assistant._memory import Memory
from rostra.assistant._types import Desk, Need
from rostra.errors import ModelError
from rostra.models import yes_probability

Mode = Literal["auto", "on", "off"]

OWN: tuple[Need, ...] = ("code", "maths", "translation", "writing", "draft", "general")
"""Needs that a model answers by itself."""
TIMELESS = 0.6
"""Probability from which a capable model's yes sends a question past the posts."""
EDIT_WORDS = 40
"""Words up to which a turn may be an order to change the draft."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a turn is answered from, by which rule, and who decided: "rules", "model", "mode"."""

    need: Need
    why: str
    by: str = "rules"


def needs(  # noqa: PLR0911 - one return a rule
    said: str, memory: Memory, desk: Desk, mode: Mode = "auto"
) -> Decided:
    """Decide what a turn is answered from.

    `off` never searches, `on` searches whatever may be searched for; a private matter is declined
    and a question about ourselves answered in any mode.
    """
    plain = text.simplify(said).strip()
    if not any(c.isalnum() for c in plain):
        return Decided("nothing", "it holds no words")
    always = _always(plain)
    if always is not None:
        return always
    wish = spoken_mode(plain)
    mode = wish or mode
    if mode == "on":
        return Decided("posts", "searching is asked for", "mode")
    own = own_need(plain, memory)
    if own is not None:
        return own
    if mode == "off":
        return Decided("general", "searching is off", "mode")
    if _TIMELESS.search(plain) and not _CURRENT.search(plain) and desk.crosses:
        return _asked(said, desk)
    return Decided("posts", "it may stand in the posts")


def spoken_mode(plain: str) -> Mode | None:
    """Read a wish to search, or not to, from a turn itself."""
    if _NO_SEARCH.search(plain):
        return "off"
    return "on" if _SEARCH.search(plain) else None


def current(said: str) -> bool:
    """Whether a turn asks about what happens now, which nobody should tell from memory."""
    return bool(_CURRENT.search(text.simplify(said)))


def future(said: str) -> bool:
    """Whether a turn asks about what has not happened yet."""
    return bool(_FUTURE.search(text.simplify(said)))


def _always(plain: str) -> Decided | None:
    """Find what no mode changes: greetings, questions about ourselves, private matters."""
    if _GREETING.fullmatch(plain):
        return Decided("greeting", "a greeting")
    if size(plain) <= 40 and _SELF.search(plain):
        return Decided("self", "a question about the assistant itself")
    if _PRIVATE.search(plain) and not _PUBLIC.search(plain):
        return Decided("private", "it asks for private data about a person")
    return None


def own_need(plain: str, memory: Memory) -> Decided | None:
    """Tell by rules what a model does by itself: code, sums, translating, writing, a draft."""
    if memory.draft and size(plain) <= EDIT_WORDS and _EDIT.search(plain):
        return Decided("draft", "it changes the text written together")
    coded = memory.last is not None and memory.last.need == "code"
    if coded and size(plain) <= EDIT_WORDS and _EDIT.search(plain):
        return Decided("code", "it goes on with the code")
    head = plain[:400]
    for need, why, pattern in _OWN:
        if pattern.search(head):
            if need == "writing" and _FROM_POSTS.search(head):
                return None
            return Decided(need, why)
    return None


def _asked(said: str, desk: Desk) -> Decided:
    """Ask the model whether a timeless question can be answered without the posts."""
    lang = "zh" if text.script(said) == "han" else "en"
    probability = None
    if desk.judge is not None:
        try:
            turns = desk.prompts("needs", lang).messages(question=" ".join(said.split())[:300])
            probability = yes_probability(desk.judge, turns)
        except ModelError:
            probability = None
    if probability is not None and probability >= TIMELESS:
        return Decided("general", f"general knowledge ({probability:.2f})", "model")
    return Decided(
        "posts", "it may stand in the posts", "rules" if probability is None else "model"
    )


_NO_SEARCH = re.compile(
    r"\b(?:do not|don['’]?t|without|no need to)\s+(?:search|look)(?:ing)?\b|\bno search\b"
    r"|不要?(?:用|去)?(?:搜索|搜|查|联网)|别(?:搜索|搜|查)|无需搜索",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"^(?:please )?(?:search|look up|look for|find posts)\b|\bsearch (?:the )?(?:posts|feed)\b"
    r"|^(?:请|帮我)?(?:搜一?下|搜索|查一?下|查查|搜搜)|帖子里",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|yo|good (?:morning|afternoon|evening|night)|greetings|howdy|how are you"
    r"(?: doing)?(?: today)?|nice to meet you|thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty"
    r"|cheers|great|cool|nice|ok(?:ay)?|got it|bye|goodbye|see you|good bot|well done)"
    r"(?:[ ,]+(?:rostra|there|all|everyone|friend|thanks?(?: you)?|then|a lot))*[\s.!?~,]*"
    r"|(?:你好|您好|嗨|哈[喽啰]|在吗|早上好|早安|早|下午好|晚上好|晚安|谢谢|谢谢你|多谢|感谢|辛苦了|再见|拜拜"
    r"|好的|好|明白了|知道了|收到|太好了|你还好吗|最近好吗|吃了吗)[啊呀吗了呢哦~\s，,。.!！?？]*",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\bwho (?:are|made|built|created|wrote|owns|trained) you\b|\bwhat are you(?:$|[?.! ]*$)"
    r"|\bwhat (?:is|['’]s) your (?:name|model|purpose|job)\b|\bwhat can(?:['’]?t| ?not)? you (?:do|help)"
    r"|\b(?:which|what) (?:\w+ )?model (?:are you|do you (?:use|run)|is (?:this|writing|behind)|writes)"
    r"|\bare you (?:an? )?(?:\w+ )?(?:ai|bot|robot|human|person|machine|real|alive|conscious|sentient|grok|chatgpt"
    r"|gpt|claude|gemini|llm|language model|open.?source|rostra|program|free)\b"
    r"|\b(?:do|can) you (?:have |feel |really |actually )?(?:feelings?|emotions?|love|dream|suffer"
    r"|consciousness|remember me|opinions?)\b|\bhow do you work\b|\btell me about yourself\b"
    r"|\bintroduce yourself\b|\bdo you feel\b|\bcan you (?:see|hear|draw|speak|read my|access"
    r"|browse|post|tweet|book|buy|call|email)\b|\bwhere (?:do|does) (?:you|your) "
    r"(?:data|information|answers|posts)\b|\bhow (?:smart|good|old) are you\b"
    r"|你是谁|你是什么|你叫什么|你的名字|介绍一?下?你自己|自我介绍|你(?:是|就是)(?:人|机器|真人|AI|ai|机器人|Grok|grok|GPT|gpt"
    r"|ChatGPT|chatgpt|Claude|Gemini|开源)|你会什么|你能(?:做|干)(?:什么|啥)|你不能(?:做|干)什么|你有(?:没有)?(?:感情|情感|意识"
    r"|感觉|自我|思想)|你会(?:难过|开心|画画|疼|做梦|说话)|你用的?(?:是)?(?:什么|哪个|哪种)模型|什么模型|谁(?:做|开发|制造|创造|训练|写)了?的?你"
    r"|你(?:多大|几岁)|你怎么工作|你的数据(?:从|来)",
    re.IGNORECASE,
)
_PERSON = (
    r"(?:(?!(?i:the|its|this|that|city|company|hospital|police|store|shop|office)\b)[A-Z][\w'’.-]+"
    r"(?:\s+[A-Z][\w'’.-]+)*(?:['’]s)?|(?i:his|her|their|my (?:ex|neighbou?r|boss|teacher|wife|husband|girlfriend"
    r"|boyfriend)['’s]*|someone['’]?s?|this (?:person|user|woman|man|author)['’s]*|that (?:person|user"
    r"|woman|man|author)['’s]*|@[\w.]+(?:['’]s)?))"
)
_DATA = (
    r"(?i:(?:home |private |personal |exact |residential )?address(?:es)?|(?:(?:cell|mobile|private|home"
    r"|personal) ?)?phone(?: number)?|(?:mobile|cell|phone) number|passport(?: number)?|social security"
    r"(?: number)?|ssn|bank account|credit card|medical records?|licen[cs]e plate|private email|ip address)"
)
_PRIVATE = re.compile(
    rf"{_PERSON}\s+{_DATA}\b|\b{_DATA}\s+(?i:of|for)\s+{_PERSON}"
    rf"|(?i:\bwhere (?:does|do|did|is)\s+){_PERSON}\s+(?i:(?:live|lives|living|sleep|home)\b)"
    r"|\b(?i:dox+|doxx(?:ing)?|doxing)\b|(?i:\bwhere (?:he|she|they) (?:live|lives|sleeps)\b)"
    r"|(?:家庭|住家|私人|个人|真实)(?:住址|地址|电话|信息|号码)|住址|家住(?:哪|在哪)|住在(?:哪|什么地方)|手机号|身份证|人肉"
    r"|开房记录|银行卡号|护照号|车牌号|(?:他|她|其|本人|作者|博主|的)(?:的)?(?:电话|地址)(?:号码)?(?:是|是多少|在哪|给我|[？?]|$)",
)
_PUBLIC = re.compile(
    r"\b(?:hotline|helpline|customer service|emergency|restaurant|museum|hotel|station|embassy|shop"
    r"|store|office|hospital|clinic|school|company|website|venue|stadium|shelter)\b"
    r"|热线|客服|报警|急救|餐厅|博物馆|酒店|车站|大使馆|商店|店|办公|医院|诊所|学校|公司|官网|场馆|避难所|展览|超市",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|this (?:week|month|year|morning|evening|afternoon)"
    r"|last (?:night|week|month)|now|latest|recent(?:ly)?|current(?:ly)?|news|breaking|just|happen(?:ed"
    r"|ing|s)?|trending|so far|update[sd]?|posts?|tweets?|people (?:say|think)|going on|rumou?rs?)\b"
    r"|今天|今晚|昨天|昨晚|明天|本周|这周|上周|本月|现在|最新|最近|目前|刚刚|新闻|消息|突发|发生|热搜|进展|帖子|网友|大家|传闻|谣言|情况",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|going to|gonna|won['’]t)\b.+\b(?:win|happen|be|rain|rise|fall|crash|end|pass|reopen"
    r"|open|arrive|lose|come|get|resign|release[d]?|hit|go)\b"
    r"|\b(?:who|what|when|where) will\b|\bpredict\w*|\bforecast\b|\bnext (?:week|month|year|monday"
    r"|election|match|game)\b|\btomorrow\b|\bin 20(?:2[7-9]|[3-9]\d)\b|\bthe future of\b"
    r"|明天|后天|下周|下个?月|明年|未来|将来|将会|会不会(?=.{0,12}(?:赢|涨|跌|下雨|发生|恢复|开放))|预测|谁会赢|会赢|会涨|会跌",
    re.IGNORECASE,
)
_EDIT = re.compile(
    r"\b(?:shorter|longer|shorten|expand|rewrite|rephrase|reword|polish|formal|informal|friendl\w+"
    r"|casual|funnier|serious|warmer|simpler|translate|change|replace|remove|delete|cut|add|insert"
    r"|fix|correct|improve|make (?:it|this|that|the)|turn it|undo|title|paragraphs?|sentences?|tone"
    r"|in (?:english|chinese))\b"
    r"|短一?点|长一?点|缩短|扩写|重写|改写|润色|正式|口语|友好|幽默|严肃|简洁|简单|翻译|改成|换成|替换|改得|改一?下|删除?|去掉"
    r"|加上?|添加|补充|修改|纠正|标题|第.段|这段|语气|撤销|用(?:中文|英文)",
    re.IGNORECASE,
)
_FROM_POSTS = re.compile(
    r"\b(?:news|posts?|tweets?) (?:about|on|of|from)\b|\bsummar\w+\b.+\b(?:news|posts|happen\w*|people)\b"
    r"|\bdigest\b|新闻摘要|新闻总结|总结.{0,8}(?:新闻|帖子|消息)|根据帖子|汇总",
    re.IGNORECASE,
)
_WORKS = (
    r"(?:poems?|haikus?|limericks?|song|lyrics|rap|stor(?:y|ies)|tale|letters?|e-?mails?|essays?|speech"
    r"|toast|cv|resume|cover letter|invitation|apology|slogans?|captions?|jokes?|script|dialogue"
    r"|paragraphs?|posts?|tweets?|articles?|review|blog|message|text|note|reply|announcement"
    r"|greetings?|birthday|advert\w*|outline|bio|description|riddle|thank.?you|press release)"
)
_HAN_WORKS = (
    r"(?:诗|俳句|歌词?|故事|童话|信|邮件|作文|文章|演讲稿?|致辞|简历|求职信|邀请函?|道歉信?|口号|标语|文案|笑话|段子|剧本|对话"
    r"|段落|帖子|推文|微博|公告|通知|祝福|广告|大纲|简介|介绍|谜语|感谢信|新闻稿|话|段|贺卡|情书|评语|总结|报告|请假条)"
)
_LANGS = r"(?:english|chinese|mandarin|traditional chinese|french|german|spanish|japanese|korean|italian|russian)"
_OWN: tuple[tuple[Need, str, re.Pattern[str]], ...] = (
    (
        "translation",
        "a text is to be translated",
        re.compile(
            rf"^(?:please |can you |could you )?translate\b.{{0,60}}?[:\n\"“'‘「].+"
            rf"|^(?:please |can you |could you )?translate\b.+\b(?:in)?to {_LANGS}\W*$"
            r"|\bhow (?:do|would|can) (?:you|i|we) say\b.+\bin \w+|\bwhat(?:['’]s| is)\b.+\bin (?:english|chinese)\b"
            r"|^(?:请|帮我|请帮我|麻烦)*(?:把.{1,2000}?)?(?:翻译|译|翻)(?:成|为|到)?(?:中文|英文|英语|汉语|日文|日语|法语|德语|西班牙语|韩语|一下)?[一下这段文字句话]*[：:\n“\"「].+"
            r"|^(?:请|帮我|请帮我|麻烦)*把.+(?:翻译|译|翻)成.+|用(?:英文|英语|中文)怎么说",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    (
        "code",
        "it asks for code",
        re.compile(
            r"```|\b(?:python|javascript|typescript|java|c\+\+|rust|golang|bash|sql|html|css|regex"
            r"|regular expression|shell|powershell|haskell|ruby|php)\b.{0,40}\b(?:function|script|code"
            r"|program|class|query|loop|snippet|one.?liner|command|that|to|for)\b"
            r"|\b(?:write|implement|code|debug|refactor|fix|explain)\b.{0,50}\b(?:function|script"
            r"|python|javascript|sql|regex|code|algorithm|program|unit tests?|bash|html|css|rust)\b"
            r"|\bstack ?trace\b|\btraceback\b|^\s*(?:def|class|import|function|SELECT|#include)\s"
            r"|(?:写|编写|实现|给我).{0,20}(?:代码|函数|脚本|程序|算法|正则|SQL|sql)|(?:代码|函数|正则表达式|报错|程序).{0,20}(?:怎么写|怎么改|为什么|修复|解释|优化)"
            r"|(?:用|写).{0,6}(?:python|java|sql|javascript|c\+\+|rust|go语言)",
            re.IGNORECASE,
        ),
    ),
    (
        "maths",
        "it is a sum",
        re.compile(
            r"^[\s\d().,+\-*/×÷^%=?？x]*\d\s*[+\-*/×÷^]\s*\d[\s\d().,+\-*/×÷^%=?？x等于多少几是]*$"
            r"|\b(?:what(?:['’]s| is)|calculate|compute|how much is|evaluate)\s+[\d(√-][\d\s().,+\-*/×÷^%]*"
            r"(?:plus|minus|times|divided by|percent|%|of|squared|cubed|to the power)?[\d\s().,+\-*/×÷^%of]*\W*$"
            r"|\b(?:solve|integrate|differentiate|factori[sz]e|derivative of|integral of|square root of"
            r"|simplify)\b|\bprime (?:number|factor)s?\b|\bconvert\s+\d|\b\d+(?:\.\d+)?\s*%\s*of\s*\d"
            r"|\d\s*(?:加|减|乘以?|除以|的平方|的立方|开方)\s*\d?|等于(?:多少|几)|计算|解方程|求导|积分|因式分解|平方根|换算",
            re.IGNORECASE,
        ),
    ),
    (
        "writing",
        "a text is to be written",
        re.compile(
            rf"\b(?:write|compose|draft|pen|create|come up with|make up|generate|help me write)\b"
            rf"(?:\s+(?:me|us|an?|the|some|my|short|long|\w+)){{0,6}}?\s+{_WORKS}\b"
            rf"|\btell me a (?:\w+ )?(?:joke|story|riddle)\b|\brewrite (?:this|the following)\b"
            rf"|\b(?:proofread|polish|rephrase|paraphrase)\b"
            rf"|\bbrainstorm\b|\bgive me (?:\w+ )?(?:names?|ideas) for\b"
            rf"|(?:写|作|编|起草|创作|拟|来)(?:一|两|三|几|个|首|封|篇|段|份|则|条|些|张|的|一下|我|给|短|长|简短|关于|[^，。？?]{{0,14}}?)*{_HAN_WORKS}"
            rf"|讲个?(?:笑话|故事)|润色|改写(?:下面|以下|这)|起(?:个|几个)?(?:名字|标题)",
            re.IGNORECASE,
        ),
    ),
)
_TIMELESS = re.compile(
    r"\bwhat(?:['’]s| is| are| does)\b|\bexplain\b|\bdefine\b|\bdefinition\b|\bmeaning of\b|\bcapital of\b"
    r"|\bdifference between\b|\bhow (?:do|does|to|can)\b|\bwhy (?:do|does|is|are)\b|\bwho (?:wrote"
    r"|invented|discovered|painted|was)\b|\bhistory of\b"
    r"|什么是|是什么意思|的原理|的定义|解释一?下|区别|首都|如何|怎么(?:做|用|学|煮|写|办)|为什么(?:会|要|人|天|海)|谁(?:发明|写|发现|画)了",
    re.IGNORECASE,
)
