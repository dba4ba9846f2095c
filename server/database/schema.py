"""What all tables share: one catalogue and the types of columns (decision 2)."""

from sqlalchemy import BigInteger, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

# Order by byte on both databases: a path's prefix range and the order of instants depend on it.
Line = Text().with_variant(Text(collation="C"), "postgresql")
Number = BigInteger()
