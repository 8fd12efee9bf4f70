"""The words by which the gate knows a jest: nature, office, force, slang and plain sense."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sense:
    """Words that read as one thing and mean another where `plain` is spoken of.

    `figure` are the words, `plain` marks posts that show what they mean, `literal` what a post
    holds where it was meant literally after all (never, for a thing as harmless as a brick).
    """

    name: str
    figure: re.Pattern[str]
    plain: re.Pattern[str]
    literal: re.Pattern[str] | None


BODIES = r"sun|moon|earth|sky|eclipse|comet|asteroid|gravity|mars|venus"
FORCES = (
    r"earthquakes?|quakes?|aftershocks?|tremors?|tsunami|hurricane|typhoon|cyclone|tornado|storm"
    r"|blizzard|snow|rain|wind|fog|weather|heatwave|tides?|volcano|winter|summer|spring|autumn"
)
BEASTS = r"(?:sea)?gulls?|pigeons?|geese|goose|squirrels?|raccoons?|mosquito(?:e)?s?|bridge"
BODIES_ZH = "太阳|太陽|月亮|月球|天空|日食|月食|彗星|重力|引力"
FORCES_ZH = "地震|余震|餘震|海啸|台风|颱風|暴雨|下雨|大雪|寒潮|高温|潮汐|火山|冬天|夏天|天气"
NATURE = re.compile(rf"\b(?:{BODIES}|{FORCES})\b|{BODIES_ZH}|{FORCES_ZH}", re.IGNORECASE)
OFFICE_DO = (
    r"resign\w*|quits?|apologi[sz]\w+|files?|sues?|unioni[sz]\w+|negotiat\w+|declines? to comment"
    r"|(?:take|takes|taking|took|on)\s(?:\w+[\s-]){0,5}(?:break|leave|day off|vacation|sick day"
    r"|pto)"
    r"|run(?:s|ning)? for\b|charge(?:s|d)?\s\$|report(?:s|ed|ing)? (?:back )?(?:to|at|for) work"
    r"|call(?:s|ed|ing)? in sick|clock(?:s|ed|ing)? (?:in|out)|went on strike|goes on strike"
    r"|issues? (?:an? )?(?:statement|apology)|announces? (?:it|he|she|they)\b|cit(?:es|ing)\b"
    r"|demands? (?:a )?(?:raise|pay|lawyer|apology)|retires?|lawyers? up|tweets?"
)
OFFICE_DO_ZH = (
    "请假|請假|调休|辞职|辭職|道歉|发文|參選|参选|起诉|起訴|上诉|投诉|罢工|罷工|下班|上班|打卡"
    "|全勤|加班"
    "|本人回应|发表声明|发表聲明|上诉|参会|退休|离职|離職|谈判|開會|开会|领奖|更名"
)
GAP = (
    r"(?:\s(?:has|have|had|is|was|are|will|to|just|now|officially|finally|reportedly|today|again"
    r"|formally|still))*"
)
# Between a force of nature and what an office does no office may stand: 地震局宣布, 台风后政府.
GAP_ZH = (
    "[^，。！？、；：\\s局部台队會会院校司厅厂方者人员員后後前中时時内外区區当當"
    "官政市省县学專专家网网党军企商民户各全]{0,4}"
)
OFFICE = (
    re.compile(rf"\b(?:{BODIES}|{FORCES}|{BEASTS})\b{GAP}\s(?:{OFFICE_DO})\b", re.IGNORECASE),
    re.compile(rf"(?:{BODIES_ZH}|{FORCES_ZH}|海鸥|海鷗|鸽子){GAP_ZH}(?:{OFFICE_DO_ZH})"),
)
MOODS = (
    re.compile(
        r"\b(?:sun|moon|sky)(?:['’]s)?\s(?:\w+\s){0,2}(?:odd|strange|weird|bizarre|erratic"
        r"|suspicious"
        r"|unusual|shady|questionable)(?:ly)?\s(?:behavio\w+|conduct|antics|mood|attitude)"
        r"|\b(?:sun|moon|sky)\b(?:\s(?:is|was|has been|been|just|keeps|really|so|all|seems|to be"
        r"|started|starts?)){0,3}\s(?:behav(?:ing|es?|ed)\s(?:\w+\s)?"
        r"(?:odd|strange|weird|suspicious|bizarre|erratic|badly)\w*"
        r"|act(?:s|ed|ing)\s(?:\w+\s)?(?:up|odd|strange|weird|sus|shady|funny|suspicious)\w*"
        r"|moody|dramatic|shy|ghost(?:ed|ing)|buffering|glitch\w*|restarting|rebooting|being weird"
        r"|being partially not there|(?:having|going through) (?:a|an|some)\b)",
        re.IGNORECASE,
    ),
    re.compile(
        "(?:太阳|太陽|月亮|天空)(?:今天|今日|今儿|刚才|怎么|怎麼|又|也|突然|好像|是不是|都|最近"
        "|有点|有點|的){0,3}"
        "(?:抽风|抽風|闹脾气|鬧脾氣|闹情绪|不对劲|不對勁|行为(?:异常|古怪|诡异|反常)|行為(?:異常"
        "|古怪|詭異|反常)"
        "|举止|舉止|表现(?:异常|古怪|反常)|怪怪的|害羞|请假|死机|死機|重启|重啟|掉线|没电|沒電"
        "|摆烂|摸鱼|翘班|打烊|下线"
        "|躲猫猫|不干了|在搞什么|奇怪行为|迷惑行为|古怪行为)"
    ),
)
AGENTS = (
    r"(?:police|cops?|officers?|nypd|troops|army|soldiers|national guard|swat|guards?|mayor|feds"
    r"|fbi)"
)
THE = r"(?:\s(?:the|this|that|an?|any|next|our|these|of|another|further|future)){0,2}\s"
AGAINST = (
    re.compile(
        r"\b(?:arrest\w*|handcuff\w*|shoot(?:s|ing)?(?: at)?|sue[sd]?|suing|interrogat\w+"
        r"|subpoena\w*"
        r"|negotiat\w+ with|declare[sd]? war on|declaring war on|outlaw\w*|tase[rd]?|tackl(?:e|es"
        r"|ed|ing)"
        r"|tear ?gas\w*|pepper ?spray\w*|ticket(?:s|ed|ing)|mace[sd]?|stop and frisk)"
        rf"{THE}(?:{BODIES}|{FORCES})\b(?!\s(?:victim|survivor|relief|debris|warning|chaser"
        r"|sensor|machine))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{AGENTS}\b[^.!?\n]{{0,60}}\b(?:against|to fight|to stop|to combat|to battle|to prevent"
        r"|to deter|to scare|to control|to contain|to intimidate|to keep out|fighting|fight"
        r"|battling"
        rf"|vs\.?|versus){THE.replace(' ', ' ')}?(?:\w+\s)?(?:{FORCES}|sun|moon|eclipse|gravity)\b"
        r"(?!\s(?:damage|looting|victims|relief|crime|fraud|scam|flooding))",
        re.IGNORECASE,
    ),
    re.compile(
        "(?:警察|警力|军队|軍隊|特警|士兵|城管|保安|武警)[^。！？\n]{0,14}"
        "(?:对付|對付|迎战|迎戰|对抗|對抗|打击|镇压|鎮壓|逮捕|抓捕|围堵|对峙|對峙|阻止|吓退|嚇退"
        "|拦住|攔住|震慑|盯着)"
        f"[^。！？\n]{{0,6}}(?:{FORCES_ZH}|{BODIES_ZH})(?![局台者谣])"
    ),
    re.compile(
        "(?:逮捕|拘留|拘捕|起诉|起訴|约谈|枪毙|罚款|封杀|通缉|通緝|扫射|审讯)(?:了|这场|这次|那场"
        "|该|掉|一下|那个|这个){0,2}"
        f"(?:{FORCES_ZH}|{BODIES_ZH})(?![局台者谣传系能])"
    ),
)
COUNT = re.compile(
    r"(?<![\d.,])\d[\d,]*(?:\.\d+)?\s?(?:k|K|万|萬|千|thousand)?"
    r"|[一二三四五六七八九十两几]+[万萬千]"
    r"|\b(?:five|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[- ]thousand",
)
UNIFORMED = re.compile(
    r"[\s+]{0,2}(?:多|余|餘)?(?:名|个|個|位)?\s?(?:more\s|armed\s|nypd\s|new\s|extra\s|uniformed\s"
    r"|police\s|subway\s){0,3}(?:police|cops?|officers?|troops|soldiers|guards?|policemen"
    r"|警察|警力|警员|警員|民警|士兵|军人|軍人|特警)",
    re.IGNORECASE,
)
RESCUE = re.compile(
    r"\brescu\w*|\brelief\b|\bsearch\b|\bevacuat\w*|\bsurvivors?\b|\btrapped\b|\bclear(?:ing)?\b"
    r"|\baid\b|\bvictims?\b|\bloot\w*|\bassist\w*|\bhelp\b|\brepair\w*|救援|抢险|搶險|救灾|救災"
    r"|搜救"
    r"|转移|轉移|疏散|搜寻|受灾|被困|抗震|抗洪|支援|安置|秩序",
    re.IGNORECASE,
)
CALLS = re.compile(
    r"\b(?:satir\w+|parod\w+)\b|\b(?:it|that|this|he|she|they)(?:['’]?s|['’]?re| is| was| are) "
    r"(?:just |only |clearly |obviously )?(?:a |an )?(?:joke|joking|kidding|bit|meme|slang)\b"
    r"|\bslang for\b|\bfigure of speech\b|\bnot literally\b|\bmissed shots\b|\b(?:basketball"
    r"|sports?)"
    r" (?:term|slang|thing)\b"
    r"|(?:是|就是|只是)(?:个|個|在|篇|句)?(?:段子|玩笑|笑话|笑話|讽刺|諷刺|调侃|調侃|梗|反话)"
    r"|讽刺网站|諷刺網站|开玩笑的",
    re.IGNORECASE,
)
SATIRE_SITE = re.compile(
    r"\b(?:satir\w+|parod\w+)\b|讽刺(?:网站|账号|媒体)|諷刺(?:網站|帳號|媒體)", re.IGNORECASE
)
SPORT = re.compile(
    r"\b(?:game|quarter|halftime|overtime|points?|pts|shots?|shooting (?:night|slump|percentage)"
    r"|from (?:the field|three|deep)|3[- ]?pt|threes?|three-pointers?|rebounds?|playoffs?|play-in"
    r"|season|coach|roster|lineup|bench|rookie|guard|forward|jersey|arena|fg|nba|wnba|league|match"
    r"|goals?|striker|keeper|pitch|innings?|touchdown|box score|stat ?line|free throws?|rim"
    r"|hoops?)\b"
    r"|\b\d{1,2}[- ](?:of|for|/)[- ]?\d{1,2}\b|(?<!\d)\d{1,3}\s?[-–:]\s?\d{1,3}(?!\d)(?! ?(?:am"
    r"|pm))"
    r"|投篮|投籃|三分|罚球|季后赛|季後賽|附加赛|得分|篮板|籃板|主场|主場|客场|比分|命中|赛季|賽季"
    r"|球员|球員|教练"
    r"|首发|首發|比赛|比賽|球队|球隊|\d+[中投]\d+|篮球|籃球|球迷|手感|哨声|点球|进球|進球",
    re.IGNORECASE,
)
EVIDENCE = re.compile(
    r"\b(?:police|sheriff|court|charged|hospital|funeral|dead|died|dies|body|statement"
    r"|investigat\w+"
    r"|suspect|witness\w*|sentenced|officials?)\b"
    r"|警方|法院|医院|醫院|去世|身亡|遇难|遇難|死亡|通报|通報|嫌疑|起诉|判",
    re.IGNORECASE,
)
SPREADING = ("(force against nature)", "(nature with moods)", "(slang of sport)")
"""Ends of the reasons of jests that others pass on as news."""
SENSES = (
    Sense(
        "slang of sport",
        re.compile(
            r"\b(bricks?|bricked|bricking|brick-?\w+|masonry|bricklay\w+)\b|(打铁|打鐵|砖头|磚頭"
            r"|砸砖|扔砖|搬砖|板砖|磚)",
            re.IGNORECASE,
        ),
        SPORT,
        None,
    ),
    Sense(
        "a figure of speech from sport",
        re.compile(
            r"\b(murder(?:ed|s)|slaughter(?:ed|s)|massacred?|robbed|torched|assassinated|bloodbath"
            r"|crime scene|flamethrower)\b|(血洗|屠杀|屠殺|团灭|核弹|偷家)",
            re.IGNORECASE,
        ),
        SPORT,
        EVIDENCE,
    ),
    Sense(
        "the eclipse that others tell of",
        re.compile(
            r"\b(?:the )?(sun|sky|moon)\b(?=[^.!?\n]{0,60}\b(?:odd|strange|weird|dark\w*|dimm?\w*"
            r"|black"
            r"|gone|vanish\w*|disappear\w*|broken?|missing|eaten|off|blocked|behav\w+"
            r"|malfunction\w*"
            r"|dying|die[ds]?)\b)"
            r"|(太阳|太陽|天空|月亮)(?=[^。！？\n]{0,20}(?:异常|異常|变暗|變暗|变黑|變黑|消失"
            r"|不见|不見|没了|坏了|被吃|黑了|熄灭"
            r"|失踪|古怪|反常|诡异|奇怪))",
            re.IGNORECASE,
        ),
        re.compile(
            r"\beclips\w+|\btotality\b|日食|日蚀|日蝕|月食|食甚|初亏|月球遮|月亮挡", re.IGNORECASE
        ),
        None,
    ),
)
FIRST_HAND = re.compile(
    r"\b(?:i|we)(?:['’]m| am|['’]re| are|['’]ve| have| was| were)? (?:just |can |could |actually )?"
    r"(?:saw|see|seeing|heard|hear|hearing explosions|felt|feel|smell\w*|watch\w*|at the scene|here"
    r"|there|stuck|standing|evacuated|woke|counted|filmed|on it|on board)\b|\bmy (?:house|building"
    r"|street|window|flat|apartment|balcony|desk|office|kitchen)\b|\bfrom my (?:window|balcony"
    r"|roof)\b"
    r"|\bright outside\b"
    r"|我(?:刚|剛|在|就在|们|們|家|这|這|亲眼|親眼|听到|聽到|看到|看见|看見|拍|住)|刚刚?(?:看到"
    r"|听到|路过|经过)|现场|現場|亲眼|親眼"
    r"|楼下|樓下|窗外|我们这|我們這",
    re.IGNORECASE,
)
