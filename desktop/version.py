"""The program's version, as pyproject.toml and the changelog have it."""

VERSION = "0.1.0"
