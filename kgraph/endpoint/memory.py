"""Answers kept for those who ask the same again; a changed graph begins with an empty memory."""

from collections import OrderedDict

from kgraph.endpoint.frames import Heading, Reply

_DIFFERENT_EACH_TIME = ("rand", "now", "uuid", "bnode", "\\u")
_LARGEST = 8 * 1024 * 1024
_OVERHEAD = 1024


class Memory:
    """The latest answers, up to a size in all.

    Parameters:
        size: bytes in all.
    """

    def __init__(self, size: int = 64 * 1024 * 1024) -> None:
        """Empty."""
        self._kept: OrderedDict[str, Reply] = OrderedDict()
        self._size, self._most = 0, size

    def key(self, task: Heading) -> str:
        """What tells a task from others; empty where its answer may differ each time."""
        text = str(task.get("text", "")).lower()
        if any(map(text.__contains__, _DIFFERENT_EACH_TIME)):
            return ""
        return repr(sorted(task.items()))

    def get(self, key: str) -> Reply | None:
        """An answer that is kept."""
        found = self._kept.get(key) if key else None
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def learn(self, key: str, reply: Reply) -> None:
        """Keep what a process said, under its tag.

        An answer without a tag comes from another server, whose data may change unseen.
        """
        if key and reply.tag:
            reply.headers["ETag"] = reply.tag
            self.put(key, reply)

    def put(self, key: str, reply: Reply) -> None:
        """Keep an answer, unless it is large or no answer."""
        if not key or reply.status != 200 or len(reply.body) > _LARGEST or key in self._kept:
            return
        self._kept[key] = reply
        self._size += _size(key, reply)
        while self._size > self._most:
            old, gone = self._kept.popitem(last=False)
            self._size -= _size(old, gone)


def _size(key: str, reply: Reply) -> int:
    """What an answer takes, with what stands around it."""
    return len(key) + len(reply.body) + _OVERHEAD
