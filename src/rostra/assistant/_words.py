"""Words that ask but carry no topic, in both languages (simplified; `text.words` simplifies)."""

_ENGLISH = """
a about according actually after all also am an and any anybody anyone anything are as ask at be
because been before being but by can could did do does doing done during else ever every
everybody everyone everything exactly for from get give go going gone got had happen happened
happening happens has have he her here him his how i if in into is it its itself just know knows
latest let like likely many may me might mine more most much must my new newest news no nobody
not now of off ok on one ones or other our out over people perhaps please post posted posting
posts question really recent recently recommend recommendation recommendations recommended said
same say saying says see seen share she should show since so some somebody someone something
somewhere still such suggest suggestion suggestions tell than thank thanks that the their them
then there these they thing things think thinking this those thought to today told tonight true
try up update updates us user users very want was we well went were what whatever when where
whether which while who whom whose why will with word worth would yesterday yet you your yours s
t re ve ll d m don doesn didn isn aren wasn weren
"""

_ENGLISH += """
against between under after before during through until toward towards per via among within without
"""

_CHINESE = """
的 了 吗 呢 吧 啊 呀 嘛 么 着 过 地 得 和 与 及 或 或者 以及 而 但 但是 也 都 还 还是 就 才 又 再
很 太 更 最 是 不是 有 没有 没 在 到 从 对 对于 关于 被 把 让 给 向 跟 为 为了 因为 所以 如果
那么 这 那 这个 那个 这些 那些 这里 那里 什么 怎么 怎样 怎么样 如何 为什么 为何 哪 哪个 哪些 哪里
哪儿 谁 几 多少 何时 何地 是否 是不是 有没有 我 你 他 她 它 我们 你们 他们 她们 大家 人们 网友
用户 人 有人 自己 请 请问 告诉 帮 帮我 一下 知道 想 想知道 看 看到 看看 看法 觉得 认为 说 说法
说说 讲 讨论 谈 聊 评价 提到 表示 听说 据说 发生 发生了 出现 情况 消息 新闻 动态 最新 最近 近期
近来 目前 现在 如今 刚刚 今天 昨天 今日 昨日 今晚 事 事情 大事 大 新 好 真的 真 假 假的 真假 属实
推荐 建议 安利 帖子 帖 发帖 哪种 种 个 位 条 件 次 些 一些 一个 上 下 里 中 内 外 以 其 之 等
等等 会 能 可以 可能 应该 要 需要 的话 热点 热门 头条 热搜 什么样 怎么办 怎么看 有关 相关 进展
谈论 到底 究竟 后来 然后 主要 重大 重要 最大 最新消息 最新情况 最新进展 重大新闻 重大进展 要闻
新鲜事 方面 一部 一本 一家 一款 一首 一道 一种 一条 一位 一件 一场 一只 一张 一座 一间 几部 几本
几家 几款 几首
"""

STOP_WORDS = frozenset(_ENGLISH.split()) | frozenset(_CHINESE.split())
