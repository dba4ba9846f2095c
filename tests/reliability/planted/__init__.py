"""One bug for each fault."""
