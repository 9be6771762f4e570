"""What reading one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds, memory and output in MiB. Recognised pages get ``seconds`` each.

    The output is the reading text, the raw text and the map between them as they are handed over. The memory
    is that of all processes that read the file, this one left out.
    """

    seconds: float = 25.0
    memory_mib: int = 1024
    output_mib: int = 32
