"""What reading one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds, memory and text in MiB. Recognised pages get ``seconds`` each."""

    seconds: float = 25.0
    memory_mib: int = 1024
    output_mib: int = 256
