"""Examples that the API's own documentation shows."""

from typing import Any

QUESTIONS: dict[str, Any] = {
    "plain": {
        "summary": "A question",
        "value": {"question": "What does the Competition and Markets Authority say about profits?"},
    },
    "limited": {
        "summary": "Only from some documents",
        "value": {"question": "What would replace Independent Reviewing Officers?", "kind": ["note"]},
    },
    "follow-up": {
        "summary": "A follow-up in a conversation",
        "value": {"question": "And what about Scotland?", "conversation": "Zk1h0cVqf3nYw8sT5uLr2mXb9pAeJd7G"},
    },
}

ANSWERS: dict[str, Any] = {
    "answered": {
        "summary": "Answered",
        "value": {
            "question": "How many libraries closed?",
            "verdict": "answered",
            "confidence": 0.93,
            "statements": [
                {
                    "text": "In 2021 the county closed 12 libraries.",
                    "citations": [
                        {
                            "number": 1,
                            "document": "annual-report-1a2b3c4d",
                            "title": "Annual report",
                            "organisation": "Example County Council",
                            "date": "2022-03-01",
                            "page": 14,
                            "page_label": "12",
                            "start": 20411,
                            "end": 20450,
                            "quote": "In 2021 the county closed 12 libraries.",
                            "kind": "response",
                            "about": None,
                            "recognised": False,
                            "quoting": None,
                        }
                    ],
                }
            ],
            "nearest": [],
            "engine": "extractive",
            "remarks": [],
            "conversation": "Zk1h0cVqf3nYw8sT5uLr2mXb9pAeJd7G",
            "understood": None,
        },
    },
    "refused": {
        "summary": "The documents do not say",
        "value": {
            "question": "And how many reopened?",
            "verdict": "not_in_documents",
            "confidence": 0.12,
            "statements": [],
            "nearest": [
                {
                    "document": "annual-report-1a2b3c4d",
                    "title": "Annual report",
                    "organisation": "Example County Council",
                    "heading": "Libraries",
                    "page": 14,
                    "page_label": "12",
                    "start": 20380,
                    "end": 20450,
                    "text": "Savings were made. In 2021 the county closed 12 libraries.",
                    "score": 0.71,
                    "recognised": False,
                }
            ],
            "engine": "extractive",
            "remarks": [],
            "conversation": "Zk1h0cVqf3nYw8sT5uLr2mXb9pAeJd7G",
            "understood": "How many libraries reopened?",
        },
    },
}
