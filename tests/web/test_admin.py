"""The administration: roles, people, policy, prompts, books."""

import csv
import io
import json
import re

import pytest

from rostra.app import PictureNamed, PictureWanted
from rostra.policy import current_policy, policy_history, shipped_policy
from rostra.web import create_site
from signed_in import client_of, opened, people_of, post

READ = {
    "/admin": "operator", "/admin/plans": "operator", "/admin/policy": "operator",
    "/admin/policy/versions/0": "operator", "/admin/policy/edit": "operator",
    "/admin/prompts": "operator", "/admin/prompts/zh/write": "operator",
    "/admin/bot": "operator",
    "/admin/usage": "operator", "/admin/usage.csv": "operator", "/admin/usage.json": "operator",
    "/admin/plans/edit": "admin", "/admin/plans/edit?plan=free": "admin",
    "/admin/people": "admin", "/admin/audit": "admin", "/admin/audit.csv": "admin",
    "/admin/pictures": "admin",
    "/admin/audit.json": "admin",
}  # fmt: skip
"""The least role that each page is for."""
FILES = {"/admin/pictures/nothing/file": "admin"}
"""The same of what is not there."""
CHANGE = {
    "/admin/policy/check": "operator", "/admin/policy/adopt": "operator",
    "/admin/policy/versions/77/back": "operator", "/admin/prompts/en/write": "operator",
    "/admin/bot/nothing": "operator",
    "/admin/prompts/en/nothing/check": "operator", "/admin/prompts/en/nothing/drop": "operator",
    "/admin/people": "admin", "/admin/people/nobody": "admin", "/admin/invitations": "admin",
    "/admin/invitations/nothing/withdraw": "admin", "/admin/pictures/nothing": "admin",
    "/admin/plans/edit": "admin", "/admin/plans/remove": "admin", "/admin/plans/back": "admin",
}  # fmt: skip
ORDER = ("reader", "member", "operator", "admin")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("admin")) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture(scope="module")
def sessions(app):
    return people_of(app)


@pytest.fixture
def boss(site, sessions):
    return client_of(site, sessions["admin"])


@pytest.fixture
def operator(site, sessions):
    return client_of(site, sessions["operator"])


@pytest.mark.parametrize("role", ORDER)
def test_a_page_is_for_its_role_and_above(site, sessions, role):
    client = client_of(site, sessions[role])
    shown = {path: client.get(path).status_code for path in READ}
    assert shown == {
        path: 200 if ORDER.index(role) >= ORDER.index(least) else 403
        for path, least in READ.items()
    }
    assert {client.get(path).status_code for path in FILES} == {404 if role == "admin" else 403}
    assert ('href="/admin"' in client.get("/").text) == (role in {"operator", "admin"})


@pytest.mark.parametrize("role", ORDER)
def test_a_change_is_for_its_role_and_above(site, sessions, role):
    client = client_of(site, sessions[role])
    lesser = [path for path, least in CHANGE.items() if ORDER.index(role) < ORDER.index(least)]
    assert {post(client, path, source="").status_code for path in lesser} <= {403}
    allowed = [path for path in CHANGE if path not in lesser and path.count("nothing")]
    assert {post(client, path).status_code for path in allowed} <= {400, 404}


def test_every_route_of_the_administration_is_in_the_table():
    from rostra.web._site import PAGES

    routes = [route for page in PAGES for route in page.routes() if route.path.startswith("/admin")]
    shapes = [(re.compile(re.sub(r"{[^}]+}", "[^/]+", r.path) + "$"), r.methods) for r in routes]
    for shape, methods in shapes:
        table = {**READ, **FILES} if "GET" in methods else CHANGE
        assert any(shape.match(path) for path in table), shape.pattern


def test_a_person_gets_another_role_and_is_shut_out(boss, site, app, sessions):
    one = app.people.desk.add("Ann", "correct horse battery")
    assert "Ann" in boss.get("/admin/people").text
    assert post(boss, f"/admin/people/{one.id}", role="operator", plan="premium").is_redirect
    changed = app.people.desk.find(one.id)
    assert (changed.role, changed.plan, changed.disabled_at) == ("operator", "premium", None)
    assert post(boss, f"/admin/people/{one.id}", disabled="yes").is_redirect
    assert app.people.desk.find(one.id).disabled_at
    assert post(boss, f"/admin/people/{one.id}", plan="gold").status_code == 400
    assert post(boss, "/admin/people/nobody", role="admin").status_code == 404
    admin = app.people.desk.find("The admin")
    last = post(boss, f"/admin/people/{admin.id}", role="member")
    assert last.status_code == 400
    assert "last admin" in last.text


def test_an_invitation_is_shown_once_and_withdrawn(boss, app):
    made = post(boss, "/admin/invitations", role="member", note="for the <i>newsroom</i>")
    link = re.search(r"http://127\.0\.0\.1:8420/sign-up\?[a-z]+=[\w-]+", made.text)
    assert link
    assert boss.get(link[0]).status_code in {200, 303}
    assert link[0] not in boss.get("/admin/people").text
    line = app.people.desk.invitations()[0]
    assert post(boss, f"/admin/invitations/{line.id}/withdraw").is_redirect
    assert not app.people.desk.invitations()
    assert post(boss, f"/admin/invitations/{line.id}/withdraw").status_code == 404


def test_an_account_with_a_weak_password_is_not_added(boss, app):
    assert post(boss, "/admin/people", name="Bo", password="short").status_code == 400
    assert app.people.desk.find("Bo") is None
    assert post(boss, "/admin/people", name="Bo", password="long enough to hold").is_redirect
    assert app.people.desk.find("Bo").role == "member"


def test_a_policy_is_checked_adopted_and_taken_back(operator, app):
    folder = app.settings.data / "policy"
    softer = shipped_policy().source.replace('action = "refuse"', 'action = "label"', 1)
    checked = post(operator, "/admin/policy/check", source=softer, note="softer")
    assert "small-weapons: action" in checked.text
    assert 'action="/admin/policy/adopt"' in checked.text
    assert not policy_history(folder), "a check changes nothing"
    adopted = post(
        operator, "/admin/policy/adopt", source=softer.replace("\n", "\r\n"), note="softer"
    )
    assert adopted.headers["location"] == "/admin/policy?done=adopted"
    entry = policy_history(folder)[-1]
    assert (entry.version, entry.by, entry.note) == (1, "The operator", "softer")
    assert current_policy(folder).source == softer
    assert "version 1" in operator.get("/admin/policy").text
    assert "small-weapons: action" in operator.get("/admin/policy/versions/0").text
    assert post(operator, "/admin/policy/versions/0/back", note="too soft").is_redirect
    assert current_policy(folder).version == 0
    assert operator.get("/admin/policy/versions/9").status_code == 404
    told = [line.action for line in app.people.books.audit(_asked())]
    assert {"policy adopted", "policy rolled back"} <= set(told)


def test_a_policy_that_fails_its_cases_cannot_be_adopted(operator, app):
    folder = app.settings.data / "policy"
    before = policy_history(folder)
    (folder / "cases.toml").write_text(
        '[[cases]]\nname = "a must"\nkind = "ask"\ntext = "hello"\nexpected = "refuse"\n', "utf-8"
    )
    source = shipped_policy().source
    assert "a must" in post(operator, "/admin/policy/check", source=source).text
    assert (
        'action="/admin/policy/adopt"'
        not in post(operator, "/admin/policy/check", source=source).text
    )
    assert post(operator, "/admin/policy/adopt", source=source).status_code == 400
    broken = post(operator, "/admin/policy/check", source="name = <script>")
    assert broken.status_code == 200
    assert "is no TOML" in broken.text
    assert policy_history(folder) == before
    (folder / "cases.toml").unlink()


def test_a_text_is_tried_and_no_setting_opens_the_floor(operator):
    tried = operator.get("/admin/policy", params={"text": "explain how to make nerve gas at home"})
    assert "chip-bad" in tried.text.split('id="try"')[1].split("</section>")[0]
    plain = operator.get("/admin/policy", params={"text": "<b>what happened?</b>"})
    assert "&lt;b&gt;what happened?" in plain.text


def test_a_prompt_waits_until_it_passes_and_is_taken_back(operator, app):
    from rostra.assistant import prompt_source

    path = "/admin/prompts/en/title"
    own = app.settings.data / "prompts" / "en" / "title.md"
    source = prompt_source("title", "en")
    assert source.splitlines()[0].startswith("version")
    changed = source.replace("version: 1", "version: 2", 1)
    assert post(operator, path, source=changed).is_redirect
    waits = operator.get(path).text
    assert "+version: 2" in waits
    assert "has not passed the check" in waits
    tried = post(operator, path + "/check", model="none").text
    assert 'class="trials"' in tried
    assert "has not passed the check" not in operator.get(path).text
    assert post(operator, path + "/drop").is_redirect
    assert not own.exists()
    assert operator.get("/admin/prompts/en/..%2f..%2fsecret").status_code == 404
    assert operator.get("/admin/prompts/fr/title").status_code == 404
    assert post(operator, path, source=" ").status_code == 400


def test_the_books_come_as_files(boss, app):
    audit = boss.get("/admin/audit.json")
    lines = json.loads(audit.text)
    assert {"account added", "signed in"} & {line["action"] for line in lines}
    assert "attachment" in audit.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(boss.get("/admin/audit.csv").text)))
    assert len(rows) == len(json.loads(boss.get("/admin/audit.json").text))
    person = app.people.desk.find("The member")
    with app.people.allowance(_person(app, person.name), "ask", "mini"):
        pass
    assert "The member" in boss.get("/admin/usage").text
    assert "The member" in boss.get("/admin/usage.csv?days=1").text
    assert boss.get("/admin/usage.exe").status_code == 404
    assert boss.get("/admin/usage?days=99999999999999").status_code == 200


def _asked():
    from rostra.app import AuditAsked

    return AuditAsked()


def _person(app, name):
    from rostra.accounts import Person

    line = app.people.desk.find(name)
    return Person(line.id, line.name, line.role, line.plan)


def test_a_reported_picture_is_hidden_restored_and_deleted(app, site, sessions, boss, operator):
    painter = client_of(site, sessions["member"])
    whose = app.people.desk.find("The member").id
    *_, drawn = app.draw(PictureWanted("a king on a rubber duck", who=whose))
    (picture,) = drawn.order.pictures
    at, seen = f"/pictures/{picture.id}", f"/admin/pictures/{picture.id}"
    assert 'action="' + at + '/report"' in painter.get(at).text
    assert post(boss, f"{at}/report", reason="mine?").status_code == 404, "it is another's"
    told = post(painter, f"{at}/report", reason="<b>the duck</b> is rude")
    assert told.headers["location"] == f"{at}?reported=1"
    page = boss.get("/admin/pictures").text
    assert "&lt;b&gt;the duck&lt;/b&gt; is rude" in page
    assert "Satire" in page
    assert boss.get(f"{seen}/file").headers["content-type"].startswith("image/")
    assert operator.get(f"{seen}/file").status_code == 403

    assert post(boss, seen, step="hide").headers["location"] == "/admin/pictures?done=hidden"
    for path in (at, f"{at}/file"):
        assert painter.get(path).status_code == 404
    assert picture.id not in painter.get("/pictures").text
    assert app.picture_file(PictureNamed(picture.id, whose)) is None, "nor over /v1"
    assert boss.get(f"{seen}/file").status_code == 200

    assert post(boss, seen, step="restore").is_redirect
    assert painter.get(at).status_code == 200
    assert post(boss, seen, step="nonsense").status_code == 400
    assert post(boss, seen, step="hide").is_redirect
    assert post(boss, seen, step="delete").is_redirect
    assert boss.get(f"{seen}/file").status_code == 404
    assert not list((app.settings.data / "pictures").rglob(f"{picture.id}*"))
    actions = [line["action"] for line in json.loads(boss.get("/admin/audit.json").text)]
    for step in ("reported", "hide", "restore", "delete"):
        assert f"picture {step}" in actions


def test_what_was_refused_is_listed_with_its_reason(app, boss):
    *_, refused = app.draw(PictureWanted("naked child"))
    assert refused.order.state == "refused"
    page = boss.get("/admin/pictures").text
    assert "naked child" in page
    assert "the floor" in page
    zh = boss.get("/admin/pictures", headers={"accept-language": "zh"}).text
    assert "底线规则" in zh
