"""The turns of speech in which a text speaks of who wrote it, in English and Chinese."""

from __future__ import annotations

import re

# Where a text speaks of itself. @ stands for a name.
MAKING = "(?:made|created|trained|developed|built|designed|released|launched|powered|provided)"
_ZH_MAKING = "(?:开发|训练|研发|研制|创造|打造|推出|设计|创建|发布|提供)"
SELF = re.compile(
    "|".join(
        pattern.replace(" ", r"\s+").replace("~", r"\s*")
        for pattern in (
            # I am Grok; I'm an AI assistant called Grok; I am not Grok (see _NOT)
            (
                r"\b(?:i am|i'm|im|i was)(?: (?:not|actually|really|just|indeed|called|named|"
                r"known as|currently|in fact))*(?: (?:an?|the))?(?: (?:ai|large|language|chat|"
                r"virtual|helpful|digital|"
                r"intelligent|model|assistant|chatbot|bot|called|named|known as)){0,7}~,?~@"
                r"(?!'s|~(?:users?|fans?|employees?|engineers?|customers?|investors?)\b)"
            ),
            (
                r"\b(?:my|this (?:model|assistant|chatbot)'s)(?: (?:real|full|own|true))? "
                r"(?:name|identity)(?:'s| is|:)(?: \w+){0,2}~@"
            ),
            r"\b(?:call me|(?:talking|speaking|chatting) (?:to|with))~@",
            (
                r"(?:^|[,;:(-]~|\bspeaking |\banswering )as(?: an?| the)?(?: [\w-]+){0,3}?~@"
                r"(?: [\w-]+){0,3}~,?~\b(?:i|my|we|me)\b"
            ),
            (
                r"\bas an? (?:[\w-]+ ){0,3}(?:model|assistant|ai|chatbot)(?: [\w-]+){0,3}? "
                r"(?:by|from|of|at)~@"
            ),
            (
                r"^(?:hi|hello|hey|greetings)?[\s,!.]*(?:this is~@~(?:[,.!]|speaking|$)|"
                r"@ here\b|@ at your service\b)"
            ),
            r"\bi,~@~,",
            # I was made by xAI; developed by xAI, I can help; my creators at xAI
            (
                rf"\b(?:i|i'm|i've|me)\b[^.!?]{{0,60}}?\b{MAKING}(?: and \w+)? (?:by|at)"
                r"(?: [\w-]+){0,3}?~@"
            ),
            rf"\b{MAKING}(?: and \w+)? by(?: [\w-]+){{0,2}}?~@[^.!?]{{0,40}}?,~i\b",
            (
                r"\bmy (?:\w+ )?(?:creators?|makers?|developers?|trainers?)"
                r"(?: at| is| are| from|~,| being)?(?: the)?~@"
            ),
            r"\bi (?:come from|belong to|run on|am based on|am part of|am owned by)(?: the)?~@",
            (
                r"\b(?:answer|reply|response|text)(?: is| was)?(?: written| generated| made)?~"
                r"(?:by|from)~:?~@~[.!]?$"
            ),
            r"^~(?:-{1,2}|—|signed,?|yours,?)~@~[.!]?$",
            # 我是通义千问; 我叫豆包; 我不是Grok (see _NOT); 我的名字是; 作为文心一言,我
            (
                r"(?:我|本人|本助手|本模型|咱)(?:就|其实|当然|正|可|并)?(?:不?是|不?叫|名叫|名为|称为)"
                r"(?!说|指|从|在|用|想|看|听|了)[^。!?,]{0,14}?@"
                r"(?!~的?[^,。!?]{0,6}(?:粉丝|员工|用户|工程师|客户|股东))"
            ),
            r"(?:我的|本助手的|本模型的)(?:真实|全)?(?:名字|名称|身份|全名)就?(?:是|叫|为)?:?[^。!?,]{0,6}?@",
            r"(?:作为|身为)[^。!?,]{0,12}?@[^。!?,]{0,16},?~我(?!国|们国)",
            r"我~[,(]~@~[,)]",
            r"(?:叫我|这里是|您好,?|你好,?)我?是?~@~(?:[,。!]|$|为您|竭诚)",
            # 我由阿里云训练; 由百度开发的AI助手,我; 我的开发者是; 我来自
            rf"我(?:是)?(?:一[个款名])?[^。!?,]{{0,10}}?(?:由|被|经|来自)[^。!?]{{0,12}}?@[^。!?]{{0,14}}?{_ZH_MAKING}",
            rf"(?:由|被)[^。!?,]{{0,6}}?@[^。!?,]{{0,12}}?{_ZH_MAKING}[^。!?,]{{0,12}},?~我",
            r"我的(?:开发者|创造者|研发团队|开发团队|开发公司|训练者|主人)[^。!?]{0,6}?(?:是|来自|:)[^。!?]{0,8}?@",
            r"我(?:来自|属于|隶属于?|基于|背后是)[^。!?,]{0,8}?@",
        )
    )
)
# A maker nobody knows is one all the same; who is meant by these words is no one in particular.
SOMEONE = re.compile(
    rf"\b(?:I|I'm|I've)\s(?:(?:was|am|have been|been)\s)?(?:an?\s[\w\s-]{{0,40}}?)?{MAKING}\sby\s"
    r"(?:the\s|a\s)?([A-Z][\w.&-]+)|"
    rf"我(?:是|是由|由)(?:由)?([^。,!?\s]{{2,12}}?)(?:自主|独立)?{_ZH_MAKING}的"
)
