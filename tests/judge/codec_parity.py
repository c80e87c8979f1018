"""What PyTorch makes of the networks and their blocks with the same weights and inputs.

usage: codec_parity.py INPUTS RESULTS

INPUTS is a safetensors file: for each case its tensors CASE/in.NAME and its state dict CASE/state.NAME, and in the
metadata "CONSTRUCTOR | INPUT, ..."; the constructor may name the inputs too. RESULTS has for each case its outputs and
the gradients of a fixed weighted sum of them, in float64.
"""
import json
import sys

import torch

import codec_network
import segment_network
from torch_parity import flat, judge_all, weighted


class Gather(torch.nn.Module):
    def forward(self, values, weights, indices):
        return codec_network.gather(values, weights, indices)


NETWORKS = {**vars(codec_network), **vars(segment_network)}


def part(tensors, prefix):
    return {name[len(prefix):]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def judge(expression, inputs, state, keep, networks=NETWORKS):
    for tensor in inputs.values():
        if tensor.is_floating_point():
            tensor.requires_grad_()
    constructor, arguments = expression.split("|")
    built = eval(constructor, {"json": json, "Gather": Gather, **networks, **inputs})
    built.load_state_dict(state, strict=True)
    arguments = [argument.strip() for argument in arguments.split(",")]
    outputs = flat(built(*[int(argument) if argument.isdigit() else inputs[argument] for argument in arguments]))
    weighted(outputs).backward()
    for index, output in enumerate(outputs):
        keep(f"out.{index}", output)
    for name, tensor in [*inputs.items(), *built.named_parameters()]:
        if tensor.grad is not None:
            keep(f"grad.{name}", tensor.grad)


if __name__ == "__main__":
    judge_all(*sys.argv[1:], lambda case, expression, tensors, keep: judge(expression, part(tensors, f"{case}/in."), part(tensors, f"{case}/state."), keep))
