"""Names of language models and of who makes them, in English and Chinese."""

from __future__ import annotations

FAMILIES: tuple[tuple[str, ...], ...] = (
    ("grok", "xai", "x.ai", "格罗克"),
    ("chatgpt", "openai", "gpt", "gpt-4", "gpt-4o", "gpt-5", "dall-e"),
    ("claude", "anthropic", "克劳德"),
    ("gemini", "bard", "gemma", "google deepmind", "deepmind", "google", "谷歌", "双子座"),
    ("llama", "meta ai", "meta", "羊驼"),
    ("qwen", "tongyi", "tongyi qianwen", "qwq", "alibaba", "alibaba cloud", "aliyun",
     "通义千问", "通义", "千问", "阿里云", "阿里巴巴", "阿里"),
    ("deepseek", "深度求索"),
    ("kimi", "moonshot", "moonshot ai", "月之暗面"),
    ("ernie", "ernie bot", "wenxin", "wenxin yiyan", "baidu", "文心一言", "文心", "百度"),
    ("doubao", "bytedance", "skylark", "seed", "豆包", "字节跳动", "云雀"),
    ("hunyuan", "tencent", "混元", "腾讯", "元宝"),
    ("glm", "chatglm", "zhipu", "zhipu ai", "z.ai", "智谱", "智谱清言", "智谱ai"),
    ("baichuan", "百川", "百川智能"),
    ("01.ai", "yi-34b", "零一万物"),
    ("minimax", "abab", "海螺", "稀宇"),
    ("sparkdesk", "iflytek", "讯飞", "科大讯飞", "星火", "讯飞星火"),
    ("internlm", "shanghai ai laboratory", "书生", "书生浦语", "上海人工智能实验室"),
    ("sensenova", "sensetime", "商汤", "日日新"),
    ("pangu", "huawei", "盘古", "华为"),
    ("mistral", "mixtral", "codestral", "mistral ai", "le chat"),
    ("command r", "cohere"),
    ("phi", "copilot", "bing", "bing chat", "microsoft", "微软", "必应", "小冰"),
    ("titan", "nova", "amazon", "亚马逊"),
    ("nemotron", "nvidia", "英伟达"),
    ("granite", "ibm", "watsonx"),
    ("falcon", "tii"),
    ("jamba", "jurassic", "ai21"),
    ("pi", "inflection"),
    ("perplexity", "sonar"),
    ("smollm", "smollm2", "hugging face", "huggingface"),
    ("olmo", "tulu", "ai2", "allen institute for ai"),
    ("vicuna", "lmsys", "alpaca", "koala", "dolly", "databricks", "dbrx", "stablelm",
     "stability ai", "wizardlm", "zephyr", "openchat", "openassistant", "guanaco", "mpt",
     "mosaicml", "bloom", "palm", "lamda", "reka", "solar", "upstage", "exaone"),
)  # fmt: skip
"""Each family: what its models are called, and their makers."""

COMMON = frozenset(
    "meta google amazon microsoft ibm nvidia baidu alibaba tencent huawei bing nova titan phi pi "
    "seed bloom palm solar falcon granite koala dolly alpaca bard gemini sonar zephyr "
    "谷歌 微软 百度 阿里 阿里巴巴 腾讯 华为 亚马逊 英伟达 双子座 羊驼 元宝 海螺 星火 书生 盘古 "
    "千问 云雀".split()
)
"""Names that are words of other matters too: they say something in a self-introduction alone."""
