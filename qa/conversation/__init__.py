"""Conversation: a follow-up becomes one question that stands by itself, and that alone is asked."""

from qa.conversation.standalone import Turn, in_a_row, quoted, standalone

__all__ = ["Turn", "in_a_row", "quoted", "standalone"]
