"""The client's part for the message centre 操作中心 (SPEC R81)."""

from collections.abc import Sequence

from desktop.facade import Facade
from desktop.message_values import MessageQuery, MessageRow
from desktop.reading import messages


class Messaging(Facade):
    def message_ids(self, query: MessageQuery) -> list[str]:
        return self._read(lambda space: messages.list_messages(space, query))

    def messages(self, ids: Sequence[str]) -> list[MessageRow]:
        """In the order asked; ids that are gone are left out."""
        return self._read(lambda space: messages.read_messages(space, ids))

    def unread_messages(self) -> int:
        return self._read(messages.count_unread)

    def mark_messages_read(self, ids: Sequence[str]) -> None:
        """Follows the person to their other machines."""
        self._read(lambda space: messages.mark_messages_read(space, ids))
        self._send_soon()

    def mark_all_messages_read(self) -> None:
        self._read(messages.mark_all_messages_read)
        self._send_soon()
