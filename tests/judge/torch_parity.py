"""What PyTorch makes of the same inputs.

usage: torch_parity.py INPUTS RESULTS

INPUTS is a safetensors file: the tensors that expressions may name, and in its metadata one expression for each case:
"op:NAME" is an expression, "module:NAME" is "MODULE | INPUT, ..." built after torch.manual_seed(7). RESULTS has for each
case its outputs, the gradients of a fixed weighted sum of them, and the parameters of a module, all in float64.
"""
import json
import struct
import sys

import torch
import torch.nn.functional as F
from torch import nn

import read_safetensors

def read(path):
    arrays, metadata = read_safetensors.read(path)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}, metadata


def write(path, tensors):
    header, blobs, offset = {}, [], 0
    for name, tensor in tensors.items():
        blob = tensor.detach().to(torch.float64).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<q", len(text)))
        file.write(text)
        file.writelines(blobs)


def leaves(tensors):
    fresh = {}
    for name, tensor in tensors.items():
        tensor = tensor.clone()
        fresh[name] = tensor.bool() if tensor.dtype == torch.uint8 else tensor
        if tensor.is_floating_point():
            fresh[name].requires_grad_()
    return fresh


def flat(result):
    return [result] if isinstance(result, torch.Tensor) else [torch.as_tensor(part) for part in result]


def weighted(outputs):
    total = 0
    for output in outputs:
        if output.is_floating_point() and output.requires_grad:
            weights = torch.cos(torch.arange(output.numel(), dtype=torch.float32)).reshape(output.shape)
            total = total + (output * weights).sum()
    return total


def judge(kind, expression, tensors, keep):
    inputs = leaves(tensors)
    names = {"torch": torch, "F": F, "nn": nn, **inputs}
    parameters = {}
    if kind == "module":
        module, arguments = expression.split("|")
        torch.manual_seed(7)
        built = eval(module, names)
        parameters = dict(built.named_parameters())
        outputs = flat(built(*[inputs[name.strip()] for name in arguments.split(",")]))
    else:
        outputs = flat(eval(expression, names))
    total = weighted(outputs)
    if isinstance(total, torch.Tensor):
        total.backward()
    for index, output in enumerate(outputs):
        keep(f"out.{index}", output)
    for name, tensor in {**inputs, **parameters}.items():
        if tensor.grad is not None:
            keep(f"grad.{name}", tensor.grad)
    for name, tensor in parameters.items():
        keep(f"parameter.{name}", tensor)


def judge_all(inputs_path, results_path, judge_case):
    """Judges each case of a file; a case that fails names itself."""
    torch.set_num_threads(1)
    tensors, cases = read(inputs_path)
    results, failures = {}, []
    for case, expression in cases.items():
        try:
            judge_case(case, expression, tensors, lambda name, tensor: results.__setitem__(f"{case}/{name}", tensor))
        except Exception as failure:
            failures.append(f"{case} = {expression}: {failure}")
    if failures:
        raise SystemExit("\n".join(failures))
    write(results_path, results)


if __name__ == "__main__":
    judge_all(*sys.argv[1:], lambda case, expression, tensors, keep: judge(case.split(":")[0], expression, tensors, keep))
