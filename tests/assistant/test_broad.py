"""Broad questions: asked in a hundred ways, they all mean the news; a topic is none of them."""

from datetime import UTC, datetime, timedelta

import pytest

from rostra.assistant import plan

NOW = datetime(2026, 8, 21, 12, tzinfo=UTC)
BROAD = """
What's the big news today?
What is the main news?
top stories
Top stories today
What are the top stories this week?
latest headlines
Any breaking news?
Anything important happening?
Anything interesting today?
What's important right now?
What should I know today?
What's new?
whats new today
What's up?
What's going on here?
what is everyone talking about
What are people talking about right now?
Give me the news
Give me a quick summary of today's news
Summarize the news
Summarize today
Summarise the day for me
Brief me
Catch me up
Bring me up to speed
What did I miss?
What did I miss while I was asleep?
What happened while I was away?
Tell me what's happening in the world
What's happening around the world?
What's happening in the city?
What's the buzz?
What's hot?
Hot topics
The most important news of the week
most discussed topics today
What was the biggest story yesterday?
What are the key developments today?
Today's highlights
News roundup
Morning briefing
Daily digest please
Good morning! What's the news?
Hi, what's happening today?
Any good news?
Any local news?
world news
news
today
What's the most interesting thing that happened today?
Did anything happen today?
Is there anything new?
今天有什么大事？
今天有什么重大新闻？
今天的主要新闻
今天最重要的新闻是什么？
最新消息
最新新闻
有什么新闻
有什么新鲜事吗
最近有什么大新闻
最近发生了什么
这周发生了哪些大事？
本周热点
今日头条
今日要闻
今天的热门话题是什么
大家在讨论什么？
大家都在聊些什么
网上在热议什么
有啥新鲜事？
今天有啥事儿？
出什么事了？
发生什么事了
外面发生了什么
现在外面怎么样
给我总结一下今天的新闻
总结今天
帮我概括一下今日新闻
简单说说今天发生的事
我错过了什么？
我睡着的时候发生了什么
有什么值得关注的事
有什么值得关注的消息吗？
今天有什么突发新闻
突发
有重要的事吗
今天最热的话题
今天最火的是什么
早上好，今天有什么新闻？
你好，最近有什么消息
国内外大事
世界上发生了什么
城里有什么新闻
这里发生了什么
昨天最大的新闻是什么
一周要闻回顾
新闻摘要
what are the headlines
What is the news like today?
Tell me the most important thing that happened today
What were the main events of last week?
Can you sum up what happened this morning?
what happened last night
Anything I should know?
What do I need to know this morning?
Is anything big going on?
Is there any news?
So what's going on in the world right now?
What are the five biggest stories?
Top 10 news of the day
Give me the top three stories right now
List today's most popular topics
What's everyone posting about?
which stories are people discussing most
what is the internet talking about today
What's making headlines?
Fill me in
I was away all week, what did I miss?
Any updates?
Any major updates today?
What's the latest?
what's the word on the street
show me the news
Read me the news
I want the news
latest news please
breaking news
What's going on near me?
anything happening around here tonight?
Weekly recap
What was in the news yesterday?
what happened on monday
今天发生了哪些重要的事情？
有哪些新闻值得一看？
最近有什么热点？
最近都有些什么新闻啊
来点新闻
看看新闻
今天的新闻有哪些
今天新闻
昨晚发生了什么大事
今早有什么新闻
这两天有什么事
近期热点事件
目前最受关注的事件是什么？
大家现在最关心什么
现在最热门的话题有哪些
过去24小时发生了什么
帮我梳理一下这周的大事
用三句话总结今天
列出今天的五大新闻
今天有什么值得注意的动态？
我今天该知道些什么
给我来个早报
有什么最新进展吗
最近怎么了
外头出什么事了
刚刚发生了什么
哪些事情最重要
突发新闻有哪些
这个月的大新闻
当地新闻
社交媒体上在讨论什么
What are people on Mastodon talking about?
What's trending on Bluesky?
今天有什么大新闻吗，简单说说
""".strip().splitlines()
ABOUT = """
What's the latest on the earthquake?
Any news about the typhoon?
What's the big news about the harbour fire?
What's happening with the strike?
Big news in sports today?
关于地震有什么最新消息？
台风最新情况
港口火灾有什么重大进展？
罢工的主要原因是什么
地震的重要消息
体育方面有什么大新闻
Top Gun reviews
big ben news
what happened to the library cat
What's new in Python?
world cup news
The latest on HERONCOIN
What's the main cause of the fire?
How big was the earthquake?
important vote in the council?
local elections
weather news
stock market today
Tell me about the ferry
What is the best fantasy game?
good restaurants in Linxi
what happened at the harbour today
Breaking Bad
big data conference
summarize the fire
the day the earth stood still
大坝怎么样了
新车发布
热水器爆炸
大学城发生了什么
世界杯消息
国际象棋比赛
火灾最新消息
火车停运了吗
地铁新线
羊驼怎么了
新闻发布会说了什么
重大事故有哪些
热带风暴最新消息
本地菜推荐
日报社怎么了
话题女王是谁
天气怎么样
天气怎么样？
周杰伦有什么新闻
出事的船怎么样了
最大的地震
今天的比赛
新华社报道了什么
大家乐餐厅
网上银行故障
你怎么样
""".strip().splitlines()


@pytest.mark.parametrize("question", BROAD)
def test_a_question_about_nothing_in_particular_asks_for_the_news(question):
    planned = plan(question, now=NOW)
    assert planned.kind == "news"
    assert planned.terms == ()
    assert all(query.text == "" for query in planned.queries)


@pytest.mark.parametrize("question", ABOUT)
def test_a_question_that_names_something_is_no_question_for_the_news(question):
    planned = plan(question, now=NOW)
    assert planned.kind != "news"
    assert planned.queries[0].text


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What's the big news about the harbour fire?", "big"),
        ("What are the main developments of the strike?", "main"),
        ("港口火灾有什么重大进展？", "重大"),
        ("罢工的主要原因是什么", "主要"),
    ],
)
def test_how_weighty_the_news_is_stands_in_no_post(question, word):
    terms = plan(question, now=NOW).terms
    assert terms
    assert not [term for term in terms if word in term]


def test_a_greeting_names_no_hours_of_the_day():
    assert plan("早上好，今天有什么新闻？", now=NOW).time_words == "今天"
    assert plan("Good morning, what happened yesterday?", now=NOW).time_words == "yesterday"


@pytest.mark.parametrize("question", ["The most important news of the week", "一周要闻回顾"])
def test_a_week_reaches_back_seven_days(question):
    assert plan(question, now=NOW).since == NOW - timedelta(days=7)
