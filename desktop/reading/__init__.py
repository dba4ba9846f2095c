"""What the screens show: the cache with the outbox applied, joined into values."""
