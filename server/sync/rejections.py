"""Ops that no rule speaks about, because they cannot be carried out at all."""


class RejectedError(Exception):
    def __init__(self, code: str, sentence: str, technical: str | None = None) -> None:
        """``technical`` is for who looks into it and no part of the sentence."""
        self.code = code
        self.sentence = sentence
        self.technical = technical
        super().__init__(code)
