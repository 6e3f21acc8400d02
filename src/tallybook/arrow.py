"""Arrow arrays from plain buffers.

`pyarrow.array` looks for pandas, and imports it where it is installed: a second of CPU that a
build has no use for. These build the same arrays from numpy's buffers.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def text_array(texts: Sequence[str | None]) -> pa.Array:
    """Texts as an Arrow array; None becomes null.

    >>> text_array(["a", None, "é"]).to_pylist()
    ['a', None, 'é']
    """
    encoded = [b"" if text is None else text.encode() for text in texts]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    missing = np.fromiter((text is None for text in texts), dtype=bool, count=len(encoded))
    buffers = [_validity(missing), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def number_array(values: npt.NDArray[Any], missing: npt.NDArray[np.bool_], arrow_type: pa.DataType) -> pa.Array:
    """Numbers of the memory layout of an Arrow type as an array of it, null where missing.

    >>> number_array(np.array([1, 2]), np.array([False, True]), pa.int64()).to_pylist()
    [1, None]
    """
    buffers = [_validity(missing), pa.py_buffer(np.ascontiguousarray(values))]
    return pa.Array.from_buffers(arrow_type, len(values), buffers)


def flag_array(values: npt.NDArray[Any], missing: npt.NDArray[np.bool_]) -> pa.Array:
    """Truth values as an Arrow array, null where missing.

    >>> flag_array(np.array([1, 0, 1]), np.array([False, False, True])).to_pylist()
    [True, False, None]
    """
    buffers = [_validity(missing), pa.py_buffer(np.packbits(values != 0, bitorder="little"))]
    return pa.Array.from_buffers(pa.bool_(), len(values), buffers)


def _validity(missing: npt.NDArray[np.bool_]) -> pa.Buffer | None:
    return pa.py_buffer(np.packbits(~missing, bitorder="little")) if missing.any() else None
