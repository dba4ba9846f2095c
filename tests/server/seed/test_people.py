from datetime import date

import pytest

from domain.identity import Gender, birth_date_of, gender_of, is_identity_number
from server.seed.names import read_names
from server.seed.people import SERIALS, Born, People, identity_number, phone

BORN = Born(date(2003, 9, 1), 365)


@pytest.fixture(scope="module")
def people() -> People:
    return People(1, read_names())


def test_identity_numbers_are_valid_and_of_the_range_that_is_never_issued(people: People) -> None:
    for serial in range(0, SERIALS, 7919):
        person = people.person(serial, BORN)
        number = person.identity_number
        assert is_identity_number(number)
        assert number.startswith("999")
        assert birth_date_of(number) == person.birth_date
        assert gender_of(number) is person.gender
        assert date(2003, 9, 1) <= person.birth_date < date(2004, 9, 8)


def test_no_two_serial_numbers_share_an_identity_number() -> None:
    """Those of the same half million differ in region and sequence …"""
    day = date(2004, 2, 29)
    serials = range(0, 500_000, 7)
    assert len({identity_number(serial, Gender.FEMALE, day) for serial in serials}) == len(serials)


def test_who_shares_region_and_sequence_is_born_on_another_day(people: People) -> None:
    """… and those of different half millions in the day of birth."""
    for serial in range(0, 500_000, 5003):
        alike = [people.person(serial + each, BORN) for each in range(0, SERIALS, 500_000)]
        assert len({person.identity_number[3:6] for person in alike}) == 1
        assert len({person.birth_date for person in alike}) == len(alike)


def test_phones_are_of_the_range_that_no_operator_has() -> None:
    phones = {phone(number) for number in range(200_000)}
    assert len(phones) == 200_000
    assert all(len(text) == 11 and text.isdigit() and text.startswith("154") for text in phones)


def test_a_person_depends_on_seed_and_serial_number_alone(people: People) -> None:
    assert people.person(42, BORN) == People(1, read_names()).person(42, BORN)
    assert people.person(42, BORN).name != People(2, read_names()).person(42, BORN).name


def test_surnames_come_by_their_frequency(people: People) -> None:
    surnames = [people.person(serial, BORN).name[0] for serial in range(5000)]
    assert surnames.count("王") > surnames.count("郭") > surnames.count("翟") > 0
