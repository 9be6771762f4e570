"""Where the API is and how to be let in, from the environment: ``VERSE_API_URL`` and ``VERSE_TOKEN``."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The page's settings. ``token``, where set, is sent to the API as a bearer token."""

    model_config = SettingsConfigDict(env_prefix="VERSE_")

    api_url: str = Field(
        default="http://127.0.0.1:8000", description="Address at which a page started by itself finds the API."
    )
    token: SecretStr | None = None
