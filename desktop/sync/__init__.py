"""Push, pull, apply, compare, heal (RELIABILITY.md «Sync on one page»)."""
