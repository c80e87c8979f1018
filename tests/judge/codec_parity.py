"""What PyTorch makes of the codec's blocks with the same weights and inputs.

usage: codec_parity.py INPUTS RESULTS

INPUTS is a safetensors file: for each case its tensors CASE/in.NAME and its state dict CASE/state.NAME, and in the
metadata "CONSTRUCTOR | INPUT, ..."; the constructor may name the inputs too. RESULTS has for each case its outputs and
the gradients of a fixed weighted sum of them, in float64.
"""
import json
import sys

import torch

import codec_network
from torch_parity import flat, read, weighted, write


class Gather(torch.nn.Module):
    def forward(self, values, weights, indices):
        return codec_network.gather(values, weights, indices)


def part(tensors, prefix):
    return {name[len(prefix):]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def judge(expression, inputs, state, keep):
    for tensor in inputs.values():
        if tensor.is_floating_point():
            tensor.requires_grad_()
    constructor, arguments = expression.split("|")
    built = eval(constructor, {"json": json, "Gather": Gather, **vars(codec_network), **inputs})
    built.load_state_dict(state, strict=True)
    arguments = [argument.strip() for argument in arguments.split(",")]
    outputs = flat(built(*[int(argument) if argument.isdigit() else inputs[argument] for argument in arguments]))
    weighted(outputs).backward()
    for index, output in enumerate(outputs):
        keep(f"out.{index}", output)
    for name, tensor in [*inputs.items(), *built.named_parameters()]:
        if tensor.grad is not None:
            keep(f"grad.{name}", tensor.grad)


def main(inputs_path, results_path):
    torch.set_num_threads(1)
    tensors, cases = read(inputs_path)
    results, failures = {}, []
    for case, expression in cases.items():
        try:
            judge(expression, part(tensors, f"{case}/in."), part(tensors, f"{case}/state."), lambda name, tensor: results.__setitem__(f"{case}/{name}", tensor))
        except Exception as failure:
            failures.append(f"{case} = {expression}: {failure}")
    if failures:
        raise SystemExit("\n".join(failures))
    write(results_path, results)


if __name__ == "__main__":
    main(*sys.argv[1:])
