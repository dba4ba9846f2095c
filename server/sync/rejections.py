"""Ops that no rule speaks about, because they cannot be carried out at all."""


class RejectedError(Exception):
    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(code)
