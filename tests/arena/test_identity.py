"""Names that an answer gives away are found on either side; names it talks about are not."""

import pytest

from rostra.arena import Card, Entrant, Stated, Told
from rostra.arena._identity import given_away


def entrant(label, *names):
    return Entrant(label, "model", lambda _: iter(()), names=names)


MINI = entrant("mini", "Qwen", "Alibaba Cloud", "通义千问", "阿里云")
HIDDEN = entrant("sus-column-r", "grok-2", "xAI")
PAIR = (MINI, HIDDEN)


def away(text, question="Tell me something.", cards=(), sentences=(), pair=PAIR):
    return given_away(Told(text, sentences, cards), (question,), pair)


TELLING = [
    "As Grok, I think the bridge is open.",
    "I'm Grok, built to help.",
    "I am an AI assistant called Claude. How can I help?",
    "Hello! I'm ChatGPT, a large language model trained by OpenAI.",
    "I was made by xAI to be useful.",
    "I am a language model developed by Alibaba Cloud, so no.",
    "Developed by Anthropic, I can help with that.",
    "My name is Qwen.",
    "You can call me Gemini!",
    "You're talking to DeepSeek.",
    "This is Grok speaking.",
    "Kimi here! The bridge is open.",
    "My creators at xAI would say so.",
    "As a large language model trained by Google, I have no opinion.",
    "As a chatbot from Mistral AI I cannot say.",
    "The bridge is open.\n\n— Claude",
    "The bridge is open. Signed, Grok",
    "I, Grok, declare it open.",
    "**I am G r o k.**",
    "I am Ｇｒｏｋ.",
    "I am Gr\u200bok.",
    "I'm Qwen2.5-Coder, and I write code.",
    "I run on GPT-4o.",
    "我是Qwen，很高兴为您服务。",
    "我是通义千问，由阿里云开发。",
    "我叫豆包。",
    "我的名字是文心一言。",
    "作为Grok，我认为桥已经开了。",
    "作为一个由百度训练的语言模型，我无法回答。",
    "我是由OpenAI训练的大型语言模型。",
    "由深度求索开发的智能助手，我可以帮你。",
    "我的开发者是月之暗面。",
    "我來自阿里雲。",
    "您好，我是一款名为Kimi的人工智能助手。",
    "我是一個由騰訊研發的模型。",
    "I was trained by Zyzzlabs, a small company.",
    "我是由某某科技公司开发的助手。",
    "Sure. I am mini.",
    "My name is sus-column-r.",
    "sus-column-r thinks that the bridge is open.",
    "Qwen can help you with that bridge.",
    "No, I'm not Grok.",
    "我不是通义千问。",
    'They ask who I am, and I say "I am Grok".',
]


@pytest.mark.parametrize("text", TELLING)
def test_a_text_that_tells_a_name_in_its_own_voice_is_found(text):
    assert away(text), text
    assert away("The weather is fine.\n" + text), text


SILENT = [
    ("The bridge is open.", "Is the bridge open?"),
    ("Grok is a model by xAI; it was released in August.", "What is Grok?"),
    ("Grok是xAI发布的模型，八月发布。", "Grok是什么？"),
    ("Google and Meta said that they will appeal.", "What did the companies say?"),
    ("As Google announced, Meta and Apple follow.", "What is new?"),
    ("OpenAI, Anthropic and xAI all build models.", "Who builds models?"),
    ("Try Qwen, Llama or Mistral.", "Which open models are there?"),
    ("This is Google's biggest launch in years.", "What was launched?"),
    ("作为谷歌的竞争对手，百度也发布了模型。", "百度发布了什么？"),
    ("微软由比尔·盖茨创建。", "谁创建了微软？"),
    ("I am an AI assistant, and I have no feelings.", "Who are you?"),
    ("我是一个人工智能助手，没有感情。", "你是谁？"),
    ("I am a large language model trained to help people.", "What are you?"),
    ("I was trained by a team of engineers.", "Who trained you?"),
    ("我是由人类开发的。", "你是谁开发的？"),
    ("The mini version is cheaper than the large one.", "Which car is cheaper?"),
    ("I am not Claude.", "Are you Claude?"),
    ('The bot replied, "I am Grok, made by xAI."', "What did Grok reply?"),
    ("该机器人回答：“我是Grok，由xAI开发。”", "Grok怎么回答的？"),
    ("π is about 3.14; I am sure of it.", "What is pi?"),
    ("Amazon's Nova flew by Titan.", "What flew by?"),
]


@pytest.mark.parametrize(("text", "question"), SILENT)
def test_a_text_that_only_speaks_of_models_is_left_alone(text, question):
    assert away(text, question) == "", text


def test_a_question_that_names_a_model_excuses_no_self_naming():
    assert away("Yes, I am Grok.", "Are you Grok?")
    assert away("Yes, that is right.", "Are you Grok?")
    assert away("是的。", "你是Grok吗？")
    assert away("I am Grok, made by xAI.", "Who is Grok?")
    assert away("The bridge is open.", "Are you Grok?") == ""


def test_a_post_about_a_model_is_the_posts_voice_and_not_the_answers():
    post = Card(1, "p1", "a1", "I am Grok, made by xAI. Ask me anything!", name="Grok")
    cited = (Stated("I am Grok, made by xAI.[1]", (1,)),)
    whole = "I am Grok, made by xAI.[1]"
    assert away(whole, "what did the bot post?", (post,), cited) == ""
    assert away(whole, "what did the bot post?", (post,)) == "", "it stands in its only card"
    uncited = (Stated("I am Grok, made by xAI.", ()),)
    assert away(whole, "what did the bot post?", (post,), uncited), "nothing is cited for it"
    assert away('It posted "I am Grok, made by xAI" today.[1]', "what is new?", (post,)) == ""
    assert away("As Grok, I can confirm the post.[1]", "what is new?", (post,))


def test_a_name_of_ones_own_may_be_told_where_a_post_or_the_question_told_it():
    post = Card(1, "p1", "a1", "grok-2 is out, says xAI.")
    assert away("grok-2 is out today.[1]", "what is new?", (post,)) == ""
    assert away("grok-2 is out today.", "what is new?")
    assert away("grok-2 is out today.", "is grok-2 out?") == ""


def test_either_contenders_name_counts_whoever_says_it():
    assert away("I would ask sus-column-r.", pair=(HIDDEN, MINI))
    assert away("I would ask sus-column-r.", pair=(MINI, HIDDEN))
    assert away("I would ask sus-column-r.", pair=(MINI, entrant("large"))) == ""
