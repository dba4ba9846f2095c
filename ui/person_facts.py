"""What is shown of a person, whether as a member or as the subject of a transfer (SPEC R53)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication

from domain.identity import age_on
from domain.instants import china_date
from domain.members import Member
from domain.transfers import Subject
from ui.facts import Facts
from ui.language import name_of

translate = QCoreApplication.translate


def add_person(facts: Facts, person: Member | Subject, places: Mapping[str, str]) -> None:
    facts.add(translate("PersonFacts", "姓名"), person.name)
    facts.add(translate("PersonFacts", "性别"), name_of(person.gender))
    facts.add_identity_number(translate("PersonFacts", "身份证号"), person.identity_number)
    facts.add(translate("PersonFacts", "出生日期"), _born(person.birth_date))
    joined = person.joined_on.isoformat() if person.joined_on is not None else ""
    facts.add(translate("PersonFacts", "入团日期"), joined)
    facts.add(translate("PersonFacts", "政治面貌"), _politics(person))
    if person.league_post:
        facts.add(translate("PersonFacts", "团内职务"), person.league_post)
    facts.add(translate("PersonFacts", "户籍地"), _place(person.household, places))
    facts.add(translate("PersonFacts", "生源地"), _place(person.origin, places))
    facts.add(translate("PersonFacts", "居住地"), _place(person.residence, places))


def _born(day: date) -> str:
    age = age_on(day, china_date(datetime.now(UTC)))
    return translate("PersonFacts", "{date}（{age} 岁）").format(date=day.isoformat(), age=age)


def _politics(person: Member | Subject) -> str:
    if person.party_member:
        return translate("PersonFacts", "中共党员")
    return translate("PersonFacts", "共青团员")


def _place(code: str | None, places: Mapping[str, str]) -> str:
    return places.get(code, code) if code else ""


def add_contact(facts: Facts, person: Member | Subject) -> None:
    facts.add_phone(translate("PersonFacts", "手机"), person.phone)
    emergency = person.emergency
    if emergency is None:
        facts.add(translate("PersonFacts", "紧急联系人"), "")
        return
    facts.add(translate("PersonFacts", "紧急联系人"), f"{emergency.name}（{emergency.relation}）")
    name = translate("PersonFacts", "联系人电话")
    facts.add_phone(name, emergency.phone, translate("PersonFacts", "紧急联系人的电话"))
