"""Plans are changed on their page: checked, kept by version, in force at once, none lost."""

import tomllib

import pytest

from rostra.accounts import Person
from rostra.app import AuditAsked, Inviting
from rostra.errors import NotInPlan, QuotaSpent
from rostra.web import create_site
from signed_in import client_of, opened, people_of, post

HEAD = '# Ours.\n[accounts]\nplan = "free" # for all\n'
CLUB = {
    "name": "club", "label_en": "Club", "label_zh": "会员", "models": ["mini", "auto"],
    "modes": ["chat", "ask", "fun"], "units_0": "7", "hours_0": "1.5", "units_2": "20",
    "hours_2": "24", "at_once": "2", "pictures": "", "weight_chat": "3", "times_mini": "2",
    "note": "for the <i>club</i>",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    (folder / "rostra.toml").write_text(HEAD, "utf-8")
    with opened(folder) as app:
        yield app


@pytest.fixture(scope="module")
def boss(app):
    return client_of(create_site(app), people_of(app)["admin"])


def of(app, name):
    return next((plan for plan in app.settings.plans if plan.name == name), None)


def test_a_plan_is_added_and_holds_at_once(boss, app):
    added = post(boss, "/admin/plans/edit", **CLUB)
    assert added.headers["location"] == "/admin/plans?done=plan_added"
    club = of(app, "club")
    assert [(one.units, one.hours) for one in club.limits] == [(7, 1.5), (20, 24)]
    assert (club.models, club.weights, club.model_weights) == (
        ["mini", "auto"],
        {"chat": 3},
        {"mini": 2},
    )
    ann = app.people.desk.add("Ann", "correct horse battery", plan="club")
    app.people.settle(app.people.reserve(ann, "chat", "mini"))
    with pytest.raises(QuotaSpent):
        app.people.reserve(ann, "chat", "mini")
    with pytest.raises(NotInPlan):
        app.people.reserve(ann, "digest", "mini")
    file = app.settings.file.read_text("utf-8")
    assert file.startswith(HEAD), "what stood in the file stands there still"
    names = [plan["name"] for plan in tomllib.loads(file)["plans"]]
    assert names == ["free", "premium", "premium-plus", "club"], "the shipped ones are written too"
    shown = boss.get("/admin/plans").text
    assert "Club" in shown
    assert "for the &lt;i&gt;club" in shown
    assert "1 on it" in shown
    lines = app.people.books.audit(AuditAsked())
    assert ("plan added", "club", "The admin") in {
        (o.action, o.target, o.actor_name) for o in lines
    }


def test_a_change_shows_what_was_and_the_way_back(boss, app):
    file = app.settings.file
    file.write_text(file.read_text("utf-8").replace('name = "premium"', 'name = "premium" # ours'))
    form = boss.get("/admin/plans/edit?plan=club").text
    assert 'value="1.5"' in form
    changed = post(boss, "/admin/plans/edit", **{**CLUB, "was": "club", "units_0": "70"})
    assert changed.headers["location"] == "/admin/plans?done=plan_changed"
    assert app.people.allowance_state(person(app, "Ann")).windows[0].limit == 70
    assert "# ours" in file.read_text("utf-8"), "plans that stay the same keep their comments"
    shown = boss.get("/admin/plans").text
    assert "7 / 1.5 h, 20 / 24 h" in shown
    assert "70 / 1.5 h, 20 / 24 h" in shown
    before = app.plans.history()[-2].version
    assert post(boss, "/admin/plans/back", version=str(before)).is_redirect
    assert of(app, "club").limits[0].units == 7
    last = app.plans.history()[-1]
    assert (last.by, [d.key for d in last.differences]) == ("The admin", ["limits"])


def person(app, name):
    line = app.people.desk.find(name)
    return Person(line.id, line.name, line.role, line.plan)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "two words", "Letters, digits"),
        ("name", "free", "is taken"),
        ("name", "FREE", "is taken"),
        ("units_0", "-1", "whole number"),
        ("units_0", "٣", "whole number"),
        ("units_0", "", "needs both"),
        ("hours_0", "0", "above 0"),
        ("hours_0", "1e9", "above 0"),
        ("at_once", "many", "whole number"),
        ("weight_chat", "9999999999", "whole number"),
        ("models", [], "at least one model"),
        ("modes", [], "at least one"),
        ("modes", ["flying"], "flying"),
    ],
)
def test_what_is_wrong_is_said_in_its_place_and_changes_nothing(boss, app, field, value, says):
    before = app.settings.file.read_text("utf-8")
    told = post(boss, "/admin/plans/edit", **{**CLUB, "name": "other", field: value})
    assert told.status_code == 400
    assert says in told.text
    assert 'value="会员"' in told.text, "what was written is not lost"
    assert app.settings.file.read_text("utf-8") == before


def test_a_plan_that_somebody_is_on_does_not_vanish(boss, app):
    for name, why in (("club", "1 on"), ("free", "usual"), ("nothing", "there is no plan")):
        told = post(boss, "/admin/plans/remove", plan=name)
        assert told.status_code == 400
        assert why in told.text
    app.people.desk.invite(Inviting("member", "premium"), person(app, "The admin"))
    assert post(boss, "/admin/plans/remove", plan="premium").status_code == 400, "it is promised"
    without = app.plans.history()[0].version
    assert post(boss, "/admin/plans/back", version=str(without)).status_code == 400, (
        "Ann is on club"
    )
    for wrong in ("-1", "999", "x", ""):
        assert post(boss, "/admin/plans/back", version=wrong).status_code == 400
    assert post(boss, "/admin/plans/remove", plan="premium-plus").is_redirect
    assert of(app, "premium-plus") is None
    assert "is gone" in boss.get("/admin/plans").text
