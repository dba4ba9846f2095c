"""A browser of the plainest kind: it keeps cookies, follows links and fills in forms as they stand."""

import re
import uuid
from dataclasses import dataclass
from html import unescape

import requests
from sqlalchemy import update

from server.sessions.passwords import hash_password
from server.sessions.tables import account
from tests.server.client import Country
from tests.server.sample import PASSWORD, id_of, login_of

NEW_PASSWORD = "violet-hinge-73"


@dataclass
class Visitor:
    address: str
    http: requests.Session

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.http.get(self.address + path, headers=headers, timeout=30)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> requests.Response:
        return self.http.post(self.address + path, data=fields, headers=headers, timeout=30)

    def send(self, page: requests.Response, path: str, **fields: str) -> requests.Response:
        """The page's form with these fields filled in."""
        return self.post(path, hidden(page) | fields)

    def sign_in(self, key: str = "member", password: str = PASSWORD) -> requests.Response:
        page = self.get("/my/sign-in")
        return self.send(page, "/my/sign-in", account=login_of(key), password=password)


def visitor(country: Country, key: str | None = "member") -> Visitor:
    new = Visitor(country.address, country.http())
    if key is not None:
        answer = new.sign_in(key)
        assert answer.url == f"{country.address}/my", text(answer)
    return new


def hidden(page: requests.Response) -> dict[str, str]:
    """The hidden fields of the page's last form."""
    form = page.text.rpartition('<form method="post"')[2]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def text(page: requests.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text.partition("<main")[2])).split())


def forget_password(country: Country) -> None:
    """The member has their first password again, which must be changed."""
    initial = hash_password(login_of("member")[-8:])
    with country.state.database.writing() as connection:
        connection.execute(
            update(account)
            .where(account.c.id == id_of("account", "member"))
            .values(password_hash=initial, must_change_password=True)
        )


EMPLOYED = {
    "step": "review",
    "do": "send",
    "kind": "employed",
    "system": "national",
    "reason": "已落实工作单位",
    "remark": "",
    "employer": "示例科技公司",
    "workplace": "610103",
    "destination_id": id_of("workshop"),
    "destination_name": "",
}


def start(who: Visitor, **fields: str) -> requests.Response:
    page = who.get("/my/start")
    form = {"csrf": hidden(page)["csrf"], "op_id": str(uuid.uuid4())}
    return who.post("/my/start", form | EMPLOYED | fields)
