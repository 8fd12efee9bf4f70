"""Posts nobody wrote, by the million: half Chinese, half English, Zipf words, one seed."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from rostra.posts import Author, Post

END = datetime(2026, 9, 20, 12, 0, tzinfo=UTC)
SPAN = timedelta(days=7)
AUTHORS = 200_000

COMMON_ZH = (
    "新闻 台风 地震 今天 明天 昨天 发布 消息 现场 警方 城市 学校 停课 "
    "天气 大雨 暴雨 洪水 救援 医院 交通 地铁 火车 飞机 航班 取消 延误 "
    "游戏 电影 音乐 比赛 冠军 足球 篮球 股票 市场 经济 公司 产品 手机 "
    "电脑 软件 人工智能 模型 开源 数据 研究 科学 大学 学生 老师 家长 "
    "孩子 朋友 喜欢 觉得 认为 知道 希望 可能 应该 已经 正在 开始 结束 "
    "时间 地方 问题 答案 原因 结果 国家 世界 社会 生活 工作 休息 咖啡 "
    "餐厅 超市 价格 上涨 下跌 购买 推荐 分享 照片 视频 直播 记者 报道 "
    "更新 版本 测试 错误 修复 安全 隐私 密码 网络 "
).split()
COMMON_EN = (
    "the a to of and in is for on that it with as was at by be this have from news storm quake "
    "today tomorrow yesterday release report police city school closed weather rain flood rescue "
    "hospital traffic train flight cancelled delayed game movie music match champion football "
    "stock market economy company product phone laptop software model open source data research "
    "science university student teacher parent child friend love think know hope maybe should "
    "already now start end time place problem answer cause result country world life work rest "
    "coffee price up down buy share photo video live update version test fix security network"
).split()


class Writer:
    """A seeded source of texts; `zh` and `en` are its vocabularies, commonest first."""

    def __init__(self, seed: int = 20260920, words: Sequence[str] = ()) -> None:
        """Write with the given words, commonest first, or with invented ones."""
        self.rng = random.Random(seed)
        self.zh = [w for w in words if w >= "\u3400"]
        self.en = [w for w in words if w < "\u3400"]
        if not words:
            self.zh = COMMON_ZH + [self._han() for _ in range(20_000)]
            self.en = COMMON_EN + [self._latin() for _ in range(30_000)]
        self._weights = {id(v): _zipf(len(v)) for v in (self.zh, self.en)}

    def _han(self) -> str:
        """Make a word of two or three of the 3,755 commonest characters (GB 2312, level 1)."""
        pairs = [
            bytes((self.rng.randrange(0xB0, 0xD7), self.rng.randrange(0xA1, 0xFA)))
            for _ in range(self.rng.choice((2, 2, 2, 3)))
        ]
        return b"".join(pairs).decode("gb2312")

    def _latin(self) -> str:
        starts = "b c d f g h k l m n p r s t v w br st tr ch sh".split()
        ends = "a e i o u ar en il ow".split()
        pick = self.rng.choice
        return "".join(pick(starts) + pick(ends) for _ in range(pick((2, 2, 3))))

    def words(self, lang: str, count: int) -> list[str]:
        """Draw words by their frequency."""
        vocabulary = self.zh if lang == "zh" else self.en
        return self.rng.choices(vocabulary, cum_weights=self._weights[id(vocabulary)], k=count)

    def text(self, lang: str) -> str:
        """Write a text: mean about 75 characters, a fifth with a #tag, a seventh with a link."""
        rng = self.rng
        if lang == "zh":
            count = min(90, max(4, round(rng.lognormvariate(3.1, 0.7))))
            body = "".join(
                w + ("，" if rng.random() < 0.1 else "") for w in self.words(lang, count)
            )
        else:
            count = min(50, max(3, round(rng.lognormvariate(2.6, 0.7))))
            body = " ".join(self.words(lang, count))
        if rng.random() < 0.2:
            body += f" #{self.words(lang, 1)[0]}"
        if rng.random() < 0.15:
            body += f" https://example.org/{rng.getrandbits(40):x}"
        return body

    def posts(self, count: int, end: datetime = END, span: timedelta = SPAN) -> Iterator[Post]:
        """Write posts in time order over a span; four in ten answer an earlier one."""
        rng, roots = self.rng, [""] * 1_000
        for n in range(count):
            lang = "zh" if n % 2 else "en"
            author = rng.randrange(AUTHORS)
            name = f"at://did:plc:{author:024x}/app.bsky.feed.post/{rng.getrandbits(60):x}"
            root = rng.choice(roots) if rng.random() < 0.4 else ""
            roots[n % 1_000] = root or name
            text = self.text(lang)
            created = end - span + span * (n / count)
            yield Post(
                id=name,
                network="bluesky",
                source="jetstream",
                author=Author(f"did:plc:{author:024x}", f"user{author}.example", f"User {author}"),
                text=text,
                created=created,
                seen=created + timedelta(milliseconds=300),
                url=f"https://bsky.app/profile/user{author}.example/post/{n}",
                lang=lang,
                reply_to=root,
                root=root or name,
                tags=tuple(w[1:] for w in text.split() if w.startswith("#")),
                links=tuple(w for w in text.split() if w.startswith("https://")),
                likes=int(rng.paretovariate(1.2)) - 1,
            )

    def lines(self, count: int, end: datetime = END) -> Iterator[str]:
        """Write lines of Jetstream v1 as a relay sends them, each a new post."""
        for n, post in enumerate(self.posts(count, end, timedelta(seconds=count / 3_000))):
            micros = round(post.created.timestamp() * 1e6)
            record = {
                "$type": "app.bsky.feed.post",
                "createdAt": post.created.isoformat().replace("+00:00", "Z"),
                "langs": [post.lang],
                "text": post.text,
            }
            if post.reply_to:
                ref = {"cid": "bafyreib", "uri": post.reply_to}
                record["reply"] = {"parent": ref, "root": {**ref, "uri": post.root}}
            commit = {
                "rev": "3l3qo2vutsw2b",
                "operation": "create",
                "collection": "app.bsky.feed.post",
                "rkey": f"3l{n:011x}",
                "record": record,
                "cid": "bafyreic",
            }
            did = post.author.id
            yield json.dumps({"did": did, "time_us": micros, "kind": "commit", "commit": commit})


def _zipf(size: int) -> list[float]:
    return list(itertools.accumulate(1 / (rank + 2.7) for rank in range(size)))
