"""Everything that fails outside the rules: network, keychain, disk, password."""


class ClientError(Exception):
    """``sentence`` says what happened and what to do, in Chinese; ``sentence_en`` the same in English."""

    def __init__(self, code: str, sentence: str, sentence_en: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.sentence_en = sentence_en
