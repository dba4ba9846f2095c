"""The reliability page as data: every fault with its outcome, every invariant.

Which tests show them is collected from the tests themselves (page.py), the planted bugs from planted/.
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    title: str
    outcome: str
    """What the user or the operator has of it, in one sentence."""


FAULTS: dict[str, Fault] = {
    # Process and disk
    "F1": Fault("kill before the outbox commits", "The decision is absent, and was never said to be saved."),
    "F2": Fault("kill after the outbox commits", "The decision is there after the restart and is sent."),
    "F3": Fault("kill after sending, before the answer", "The same op id is sent again and has one effect."),
    "F4": Fault(
        "server killed before it stores the result",
        "Nothing of the op is kept; sent again, it has one effect.",
    ),
    "F5": Fault("kill in the middle of a page", "Rows and cursor are both old or both new."),
    "F6": Fault("kill in the first sync", "It goes on where it was; at most one page is fetched again."),
    "F7": Fault("kill in the cache's swap", "What is shown is the old cache or the new one, whole."),
    "F8": Fault("unsynced writes lost with the power", "Everything that was said to be saved is there."),
    "F9": Fault("torn page", "The cache is fetched anew; the outbox is refused, never silently emptied."),
    "F10": Fault("disk full at the n-th write, every n", "«Not saved» is said; nothing half saved is left."),
    "F11": Fault("database locked after acceptance", "The op is asked about again, not marked as failed."),
    "F12": Fault("file read-only or deleted under us", "Told in a sentence; nothing is said to be saved."),
    "F13": Fault("second instance", "Refused, and the first goes on."),
    "F14": Fault(
        "keychain gone, changed or empty", "The cache is fetched anew; the outbox is kept, never overwritten."
    ),
    "F15": Fault("crash in a key change", "The old password or the new one reads the cache."),
    "F16": Fault("older program, newer outbox", "Refused; the file stays as it is, byte for byte."),
    "F17": Fault(
        "upgrade killed at any step", "The outbox is whole; a cache of an older form is fetched anew."
    ),
    "F18": Fault("profile in a synced folder", "Warned where the folder is chosen by a sync service."),
    # Network
    "F19": Fault("request lost", "Sent again under the same op id."),
    "F20": Fault("answer lost", "Asked again; one effect."),
    "F21": Fault("answer cut", "Nothing of it is used; asked again."),
    "F22": Fault("request arrives twice", "One effect, one audit record, twice the same answer."),
    "F23": Fault("late old page", "Passed over; rows and cursor never go back."),
    "F24": Fault("one byte a second", "Given up after a bounded time and tried again."),
    "F25": Fault("partition, also one-way", "Equal, and the queue empty, at most 60 s after healing."),
    "F26": Fault("captive portal", "Recognised as not this product; everything is kept and tried again."),
    "F27": Fault("proxy answers 407 or 502, or is changed", "Waits or says so; everything is kept."),
    "F28": Fault("bad certificate or a clock years off", "Refused with the right sentence; no fallback."),
    "F29": Fault(
        "DNS dead, IPv6 black hole", "Told within seconds as unreachable; IPv4 is used where it works."
    ),
    "F30": Fault("503 storm with 500 clients", "Retries spread out and grow apart: no herd."),
    # Server
    "F31": Fault(
        "server killed at any statement of a push", "All of an op or nothing; sent again, it is settled."
    ),
    "F32": Fault(
        "PostgreSQL killed or failed over", "503 meanwhile; clients recover alone; nothing confirmed is lost."
    ),
    "F33": Fault("racing writers with delays and rollbacks", "No number is missed by any follower."),
    "F34": Fault("transaction open for long", "Readers are not late; writers wait a bounded time."),
    "F35": Fault("deadlock", "Tried again inside; the client sees nothing of it."),
    "F36": Fault("pool exhausted", "503 with Retry-After within 5 s."),
    "F37": Fault("SQLite under load", "No «database is locked» reaches a client."),
    "F38": Fault("yesterday's backup restored", "What is still valid comes back from the clients by itself."),
    "F39": Fault("empty or other database behind the address", "Nothing is deleted, nothing is sent."),
    "F40": Fault("migration killed", "The database is at the old or the new form; the old one still serves."),
    "F41": Fault("200 days offline", "Told to fetch anew; equal afterwards."),
    "F42": Fault("client versions old", "Accepted, or told to update: read-only, queue kept."),
    # Meaning
    "F43": Fault("two decide", "The first holds; the second is told who and when."),
    "F44": Fault("withdrawn meanwhile", "Refused with the present state; shown as needing attention."),
    "F45": Fault("rights withdrawn meanwhile", "What was decided stays as a stub; the cache is purged."),
    "F46": Fault("member moves while paging", "There once, or gone, as on the server."),
    "F47": Fault(
        "subtree of 5,000 members moves", "Costs as much as its organisations, on both sides equal."
    ),
    "F48": Fault("rights change in the first sync", "What is out of scope is never shown once it is over."),
    "F49": Fault("another user on the same machine", "Nothing is sent as them, nothing deleted."),
    "F50": Fault("clock years off, jumping, summer time", "No result depends on it."),
    "F51": Fault("poison op", "Refused for good; the rest of the queue goes on."),
    "F52": Fault("same op id, other body", "422; nothing is done."),
    "F53": Fault("error in the cache", "Found by the check and healed."),
    "F54": Fault(
        "answer that would delete 90 %", "Not applied; the manifest is compared, and the user is asked."
    ),
    "F55": Fault("refresh answer lost", "The same successor within 60 s; later reuse ends the family."),
}

INVARIANTS: dict[str, str] = {
    "I1": "«Saved» is shown only after the outbox has committed with full sync.",
    "I2": "One op id has at most one effect and exactly one audit record.",
    "I3": "An op leaves the outbox only with a stored final result; rejected ones stay until dismissed.",
    "I4": "What a client claims about time, role and scope is never believed.",
    "I5": "Number n visible means all below visible, without gaps.",
    "I6": "Rows and cursor move together, never back.",
    "I7": "After a full pull the local rows are the server's rows in scope.",
    "I8": "What is out of scope is gone after one sync.",
    "I9": "Deleting the cache loses nothing; nothing deletes the outbox.",
    "I10": "Cursors hold only for one instance and epoch.",
    "I11": "Ops go only under the user who made them.",
    "I12": "No result depends on the client's clock.",
    "I13": "Order is per subject: a bad op delays nobody else.",
}
