"""All settings, each an environment variable ``VERSE_…``."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from index.encoder import PACKAGED
from index.errors import InvalidRequestError
from index.readers.limits import Limits


class Settings(BaseSettings):
    """The settings of one run. Their descriptions stand in the README, too, where a test compares them."""

    model_config = SettingsConfigDict(env_prefix="VERSE_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: Path.home() / ".verse", description="Folder of the library.")
    encoder: str = Field(
        default=PACKAGED,
        description="Encoder: the packaged one, or the folder or name of another sentence-transformers model.",
    )
    precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto",
        description="Number format of the encoder; `auto` takes bfloat16 where the processor has it.",
    )
    offline: bool = Field(default=True, description="Never fetch an encoder over the network.")
    minimum_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Confidence below which the answer is that the documents do not say.",
    )
    token: SecretStr | None = Field(
        default=None, description="Secret that API requests must carry; needed to listen beyond this machine."
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(),
        description='Host names, besides this machine\'s, under which the API may be asked, as JSON: `["a.b"]`.',
    )
    upload_limit_mib: int = Field(default=100, ge=1, description="Largest file that is read, in MiB.")
    read_seconds: float = Field(
        default=25,
        gt=0,
        description="Seconds that reading one file may take; each page of a scan may take as long.",
    )
    read_memory_mib: int = Field(default=1024, ge=256, description="Memory that reading one file may take, in MiB.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="How much is logged, as JSON lines on standard error."
    )


def limits(chosen: Settings) -> Limits:
    """Return what reading one file may cost."""
    return Limits(seconds=chosen.read_seconds, memory_mib=chosen.read_memory_mib)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings, read once. Raises ``InvalidRequestError`` that names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "VERSE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise InvalidRequestError(f"The setting {name} is wrong: {first['msg']}. Change or unset it.") from None
    except SettingsError as error:
        # What must be JSON is not; the message names the field.
        raise InvalidRequestError(
            f'A setting is not written as the README shows it ({error}). Lists look like ["a.b"].'
        ) from None
