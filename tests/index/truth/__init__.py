"""Documents made by the tests, of which every sentence, page, label, heading, note and cell is known."""
