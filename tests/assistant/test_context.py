"""A post is explained from the posts around it: nothing is said that no post bears out."""

from dataclasses import replace

from shelf import NOW, make_post, search_in

from rostra.assistant import Desk, explain

RUMOUR = make_post(1, "The Lindau ferry sank with 200 people aboard", hours=6, by="mia")
DENIAL = make_post(
    2, "Not true that the ferry sank: the Lindau ferry is at the pier", hours=4, by="lindau_police"
)
REPLY = replace(make_post(3, "My uncle works there, all fine", hours=5), reply_to="1", root="1")
EARLIER = make_post(4, "The Lindau ferry left with people aboard", hours=8, by="mia")
TALK = {"1": (RUMOUR, REPLY)}
POSTS = [RUMOUR, DENIAL, REPLY, EARLIER, make_post(5, "Sunny mornings by the lake")]


def explained(post, posts=POSTS, **how):
    desk = Desk(search=search_in(posts))
    return explain(post, desk, lambda post_id: TALK.get(post_id, ()), now=NOW, **how)


def cited(bullet):
    return [c.post_id for s in bullet.sentences for c in s.citations]


def test_each_bullet_rests_on_posts_and_the_denial_is_told():
    found = explained(RUMOUR)
    bullets = {b.kind: b for b in found.bullets}
    against = bullets.get("corrections") or bullets["disputes"]
    assert cited(against) == ["2"]
    assert cited(bullets["author"]) == ["4"]
    assert cited(bullets["after"]) == ["3"]
    assert all(cited(b) for b in found.bullets)
    known = {item.number: item.post for item in found.evidence}
    assert known[1] == RUMOUR
    for bullet in found.bullets:
        for sentence in bullet.sentences:
            for c in sentence.citations:
                assert known[c.number].id == c.post_id
                assert known[c.number].text[c.start : c.end] == c.quote


def test_what_is_not_known_is_said_in_the_language_asked_for():
    found = explained(POSTS[-1], [POSTS[-1]], tongue="zh")
    assert not found.bullets
    assert found.missing[0].text == "这里没有其他帖子谈同一件事。"


def test_a_jest_is_called_one():
    jest = make_post(6, "Port Alder replaces gulls with drones /s")
    assert explained(jest, [jest]).bullets[0].kind == "jest"
