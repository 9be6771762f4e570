"""Make ``index/token_basis.npy``: the directions in which token vectors vary most.

Run ``python -m bench.token_basis documents`` after a change of the packaged encoder. The basis holds the
first right singular vectors of all token vectors of the documents, so that projecting on it keeps as much of
their inner products as that many dimensions can (Eckart and Young 1936, https://doi.org/10.1007/BF02288367).
"""

import sys
from pathlib import Path

import numpy as np

from index.encoder import TOKEN_BASIS, TransformerEncoder
from index.intake import files
from index.passages import split
from index.readers import read

DIMENSIONS = 128


def main(folder: Path) -> None:
    """Encode the folder's documents and write the basis; print how much of the vectors' energy it keeps."""
    encoder = TransformerEncoder(precision="float32", project_tokens=False)
    texts = []
    for path in files([folder]).files:
        document = read(path.read_bytes(), path.name)
        texts += [document.text[p.start : p.end] for p in split(document, encoder.count_tokens, encoder.token_limit)]
    vectors = np.vstack([encoded.token_vectors for encoded in encoder.encode(texts)]).astype(np.float64)
    energies, directions = np.linalg.eigh(vectors.T @ vectors)
    basis = directions[:, ::-1][:, :DIMENSIONS]
    np.save(TOKEN_BASIS, basis.astype(np.float16))
    kept = energies[::-1][:DIMENSIONS].sum() / energies.sum()
    print(f"{TOKEN_BASIS.name}: {len(vectors)} tokens, {DIMENSIONS} dimensions, {kept:.1%} of the energy kept")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
