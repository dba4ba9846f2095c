"""The first administrator, and a way back in for whoever has forgotten the password."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from domain.identity import is_identity_number, mask_identity_number
from domain.organisations import Category, Organisation, OrganisationKind, System
from server.administration.places import OPERATOR, AdministrationError, unit_of_work
from server.database.engine import Database
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.organisations.tables import organisation
from server.search_text import organisation_search
from server.sessions import repository, second_factor
from server.sessions.first_passwords import LIFE
from server.sessions.passwords import hash_password
from server.sessions.reset_codes import NewCode, hash_code, store_code
from server.sessions.tables import account, administrator
from server.sessions.tokens import draw_secret
from server.state import new_id


class NewAdministrator(NamedTuple):
    login: str
    name: str
    organisation_name: str


def create_administrator(database: Database, wish: NewAdministrator) -> str:
    """Answers the first password, which nothing tells a second time. In a database without organisations the
    named one becomes the highest."""
    login = wish.login.strip().upper()
    if not is_identity_number(login):
        raise AdministrationError("身份证号不正确，请核对 18 位号码。")
    if not wish.name.strip():
        raise AdministrationError("请填写姓名。")
    password = draw_secret(3)
    hashed = hash_password(password)
    with database.writing() as connection:
        if repository.account_by_login(connection, login) is not None:
            raise AdministrationError("这个账号已经存在。如忘记密码，请用 reset-code 生成验证码。")
        unit = unit_of_work(connection)
        place = _organisation(unit, wish.organisation_name.strip())
        account_id = _insert(unit, login, wish.name.strip(), hashed, place)
        unit.record(OPERATOR, "administrator_created", account_id, organisation=place)
        unit.finish()
    return password


def _insert(unit: UnitOfWork, login: str, name: str, hashed: str, organisation_id: str) -> str:
    row = {
        "id": new_id(),
        "login": login,
        "name": name,
        "password_hash": hashed,
        "must_change_password": True,
        "first_password_until": instant_text(unit.now + LIFE),
        "disabled": False,
    }
    unit.connection.execute(insert(account).values(**row))
    role = {"account_id": row["id"], "organisation_id": organisation_id, "position": 0}
    unit.connection.execute(insert(administrator).values(**role))
    return str(row["id"])


def _organisation(unit: UnitOfWork, full_name: str) -> str:
    if not full_name:
        raise AdministrationError("请填写组织全称。")
    found = _ids(unit.connection, full_name)
    if len(found) > 1:
        raise AdministrationError(f"有 {len(found)} 个组织叫“{full_name}”，请改用其编号（id）。")
    if found:
        return found[0]
    if unit.connection.scalar(select(organisation.c.id).limit(1)) is not None:
        raise AdministrationError(f"没有叫“{full_name}”的组织，请核对全称。")
    root = _root(full_name)
    unit.save_organisation(root)
    return root.id


def _ids(connection: Connection, name: str) -> list[str]:
    named = (organisation.c.full_name == name) | (organisation.c.id == name.lower())
    return list(connection.scalars(select(organisation.c.id).where(named, organisation.c.active)))


def _root(full_name: str) -> Organisation:
    return Organisation(
        id=new_id(),
        version=1,
        parent_id=None,
        path="/1/",
        full_name=full_name,
        short_name=full_name,
        code="1",
        kind=OrganisationKind.COMMITTEE,
        category=Category.ORDINARY,
        field=None,
        school_level=None,
        division="",
        system=System.NATIONAL,
        administrators=(),
        whole_school=False,
        graduation_month=None,
        mixed=False,
        graduate_year=None,
        active=True,
        search=organisation_search(full_name, full_name),
    )


def remove_second_factor(database: Database, login: str) -> str:
    """Answers the account as it may be shown."""
    with database.writing() as connection:
        found = repository.account_by_login(connection, login.strip().upper())
        if found is None:
            raise AdministrationError("没有这个账号，请核对身份证号。")
        if not second_factor.remove(connection, found.id):
            raise AdministrationError("这个账号没有开启两步验证，不需要关闭。")
        unit = unit_of_work(connection)
        unit.record(OPERATOR, "second_factor_off", found.id)
        unit.finish()
    return mask_identity_number(found.login)


def reset_code(database: Database, login: str) -> NewCode:
    """SPEC R11, for those above whom nobody is."""
    code = draw_secret(2)
    hashed = hash_code(code)
    with database.writing() as connection:
        found = repository.account_by_login(connection, login.strip().upper())
        if found is None:
            raise AdministrationError("没有这个账号，请核对身份证号。")
        if found.disabled:
            raise AdministrationError("这个账号已停用，不能重置密码。")
        unit = unit_of_work(connection)
        made = store_code(connection, found, code, hashed, unit.now)
        unit.record(OPERATOR, "reset_code_made", found.id)
        unit.finish()
    return made
