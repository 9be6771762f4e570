"""The page of Chapter & Verse: it talks to the API over HTTP and knows neither questions nor passages."""
