"""Files that other programs read and write: Excel and CSV. Nothing here is imported before it is used."""
