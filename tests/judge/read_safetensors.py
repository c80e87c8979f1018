"""A reader of safetensors files that shares no code with this project: the format's description and numpy.

usage: read_safetensors.py FILE    writes {name: {dtype, shape, values}} as JSON to standard output
"""
import json
import struct
import sys

import numpy as np

TYPES = {"U8": "<u1", "I32": "<i4", "I64": "<i8", "F16": "<f2", "F32": "<f4", "F64": "<f8"}


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        payload = file.read()
    metadata = header.pop("__metadata__", {})
    spans = sorted(entry["data_offsets"] for entry in header.values())
    if [end for _, end in spans] != [start for start, _ in spans[1:]] + [len(payload)]:
        raise SystemExit(f"{path}: the tensors leave gaps, overlap, or do not fill the file")
    arrays = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(payload[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return arrays, metadata


if __name__ == "__main__":
    arrays, _ = read(sys.argv[1])
    json.dump({name: {"dtype": str(array.dtype), "shape": array.shape, "values": array.ravel().tolist()} for name, array in arrays.items()}, sys.stdout)
