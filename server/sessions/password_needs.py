from enum import StrEnum


class PasswordNeeds(StrEnum):
    """What an operator can demand of passwords besides the rules for all (SPEC R12)."""

    NOTHING = "nothing"
    LETTERS_AND_DIGITS = "letters-and-digits"
