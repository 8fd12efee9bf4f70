"""What the ratings and the readers say in English, told in the language of the page.

Errors and notes are English sentences with names in them; here stands each with its Chinese. A test
reads the modules' sources and asks that none is missing.
"""

from __future__ import annotations

import re
from functools import cache

from rostra.arena._board_words import Lang

CHINESE: dict[str, str] = {
    # Why there is no board.
    "there are no votes to rate by: let at least two entrants battle": (
        "还没有可以计分的票：请让至少两个参赛者对战"
    ),
    "the anchor {who} has no votes; choose an entrant that has": (
        "基准 {who} 没有票，请另选一个有票的参赛者"
    ),
    "{n} groups of entrants never met each other: {who}; rate each by itself, or let them battle": (
        "参赛者分成 {n} 组，彼此从未交手：{who}。请分别评分，或让他们对战"
    ),
    "between any two of {who} one alone has won: how far apart they are cannot be told; let them"
    " battle until one wins back": (
        "{who} 之中任意两个都只有一方赢过，还看不出差距有多大；请继续对战，直到有一方扳回一局"
    ),
    "every vote is a tie: {ties} cannot rate them; choose ties='half'": (
        "所有的票都是平局，{ties} 无法评分；请选择 ties='half'"
    ),
    "{who} never lost or never won except against others that hang on the rest by as little: there"
    " is no scale to put them on; let them battle more": (
        "{who} 除了对同样联系薄弱的对手以外从未输过或从未赢过，没有尺度可以衡量；请让他们多对战"
    ),
    "{ties} is no model of ties; choose one of: {listing}": (
        "{ties} 不是平局模型；请从这些里选：{listing}"
    ),
    "no interval has a level of {level}; choose one as 0.95": (
        "没有置信水平为 {level} 的区间；请选 0.95 之类的值"
    ),
    "no vote has a style on both sides; style control needs some that do": (
        "没有一票记录了双方的文风；排除文风的影响需要这样的票"
    ),
    "both sides have the same style in every vote; nothing can be told of it": (
        "每一票双方的文风都相同，看不出文风的影响"
    ),
    "the anchor {who} is not on the board; choose one that is": (
        "基准 {who} 不在榜上，请另选一个在榜上的"
    ),
    "{ties} needs ties and decided votes; choose ties='half'": (
        "{ties} 既要有平局也要有分出胜负的票；请选择 ties='half'"
    ),
    "columns say the same as each other: {listing}; leave some out": (
        "有几列说的是同一件事：{listing}；请去掉一些"
    ),
    "a column foretells the votes so well that its effect has no bound": (
        "有一列与票的结果完全吻合，它的影响没有界限"
    ),
    "a column says the same as who met whom: its effect cannot be told from the entrants'": (
        "有一列与谁对谁完全重合，无法与参赛者的强弱区分开"
    ),
    "counts by pair tell neither style nor voters; leave those rules out": (
        "按对汇总的票数里没有文风也没有投票者，请去掉这些规则"
    ),
    "these votes tell no style of the answers; leave style control out": (
        "这些票没有记录回答的文风，无法排除文风的影响"
    ),
    "these votes tell no voters; leave that rule out": "这些票没有记录投票者，请去掉这条规则",
    # What a board notes.
    "without a vote, and not on the board: {who}": "没有票，因而不在榜上：{who}",
    "there are no ties: {ties} rates as plain Bradley-Terry": (
        "没有平局，{ties} 等同于普通的 Bradley–Terry 模型"
    ),
    "only {n} voters: intervals take each vote for itself, and do not tell how other voters might"
    " differ": "只有 {n} 个投票者：区间把每一票单独看待，说明不了换一批投票者会怎样",
    "every vote is a tie: intervals are as wide as decided votes would make them": (
        "所有的票都是平局：区间按分出胜负的票来估计宽度"
    ),
    "never lost against the rest: {who}; the score is where such a clean sheet has even chances,"
    " and only one bound can be had": (
        "对其余参赛者从未输过：{who}。评分取全胜有一半可能的位置，只能给出一侧的界限"
    ),
    "never won against the rest: {who}; the score is where such a clean sheet has even chances,"
    " and only one bound can be had": (
        "对其余参赛者从未赢过：{who}。评分取全败有一半可能的位置，只能给出一侧的界限"
    ),
    "fewer than {n} votes, so intervals are rough: {who}": "不足 {n} 票，区间只是粗略的：{who}",
    "ties as halves shrink distances and effects of style by {share}": (
        "平局当作半胜，使分差和文风的影响比实际小 {share}"
    ),
    "never lost or never won, and left out: {who}": "从未输过或从未赢过，未列入：{who}",
    # Why votes do not count.
    "voter: coin-flip": "投票者像抛硬币一样投票",
    "voter: contrarian": "投票者总与众人相反",
    "voter: always tie": "投票者总投平局",
    "voter: always left": "投票者总投左边",
    "voter: always right": "投票者总投右边",
    "voter: partisan": "投票者偏袒某个参赛者",
    "burst for {who}": "一阵偏向 {who} 的票",
    "burst against {who}": "一阵针对 {who} 的票",
    "question asked far more often than others": "同一个问题被问得远比其他问题多",
    "no vote was given": "没有投票",
    "a model is not named": "没有写明模型",
    "a model against itself": "模型与自己对战",
    "the vote id came before": "票的编号重复",
    "the names were known when the vote was given": "投票时已经知道名字",
    "excluded by its arena": "已被原竞技场排除",
    "excluded by its arena: {why}": "已被原竞技场排除：{why}",
    # What the votes are.
    "demo: {n} battles, judged by rules, not by people": (
        "演示：{n} 场对战，由规则评判，不是人投的票"
    ),
    "demo: {n} battle, judged by rules, not by people": (
        "演示：{n} 场对战，由规则评判，不是人投的票"
    ),
}
"""English, with fields for what is put in, and the same in Chinese."""

_MORE = re.compile(r" and (\d+) more\b")


def told_in(lang: Lang, told: str) -> str:
    """Tell a sentence in the page's language where it is known, else as it is."""
    if lang == "en" or not told:
        return told
    bare, end = (told[:-1], "。") if told.endswith(".") else (told, "")
    for known, chinese in _known():
        if found := known.fullmatch(bare):
            return chinese.format(**{k: _put(v) for k, v in found.groupdict().items()}) + end
    return told


def is_told_in(lang: Lang, told: str) -> bool:
    """Whether a sentence is told in the page's language."""
    return lang == "en" or told_in(lang, told) != told


def _put(field: str) -> str:
    """Tell what was put in: it may be a reason again, or a list that was cut."""
    return _MORE.sub(r" 等，另有 \1 个", told_in("zh", field))


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for english, chinese in CHINESE.items():
        parts = re.split(r"\{(\w+)\}", english)
        pattern = "".join(
            f"(?P<{part}>.+)" if n % 2 else re.escape(part) for n, part in enumerate(parts)
        )
        found.append((re.compile(pattern, re.DOTALL), chinese))
    return tuple(found)
