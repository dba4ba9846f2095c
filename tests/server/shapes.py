"""Holds an answer against the type that documents it."""

import msgspec


def check_shape(shape: type[msgspec.Struct], content: bytes) -> None:
    """Reads as the type does, and has no field that the type does not name."""
    msgspec.json.decode(content, type=shape)
    known = {field.encode_name for field in msgspec.structs.fields(shape)}
    assert set(msgspec.json.decode(content)) <= known
