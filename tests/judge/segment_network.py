"""The segment generator's network written with PyTorch's own modules; names of parameters are those of the checkpoint.

B batch, T frames, L sites, D latent numbers, P tokens of a frame, N = T x P, W width, H heads, E numbers of a head.
Written from the formulas: patches by unfolding index lists, rotations by complex numbers, attention head by head.
"""
import itertools
import math

import torch
import torch.nn.functional as F
from torch import nn


def patches(sites, patch):
    """For each token the sites it holds, first axes slowest: an index [P, sites of a patch]."""
    number = {place: index for index, place in enumerate(itertools.product(*[range(count) for count in sites]))}
    corners = itertools.product(*[range(0, count, size) for count, size in zip(sites, patch)])
    offsets = list(itertools.product(*[range(size) for size in patch]))
    return torch.tensor([[number[tuple(c + o for c, o in zip(corner, offset))] for offset in offsets] for corner in corners])


def places(sites, patch):
    return torch.tensor(list(itertools.product(*[range(count // size) for count, size in zip(sites, patch)])), dtype=torch.float32)


def rates(count):
    return torch.tensor([100.0 ** (-i / count) for i in range(count)])


def turns(times, where, pairs):
    """Unit complex numbers [B, N, E / 2]."""
    spatial = pairs // (2 * where.shape[1])
    parts = [times[:, :, None, None] * rates(pairs - spatial * where.shape[1])]
    for axis in range(where.shape[1]):
        parts.append(where[None, None, :, axis, None] * rates(spatial))
    shape = (*times.shape, len(where))
    angles = torch.cat([part.expand(*shape, part.shape[-1]) for part in parts], -1).flatten(1, 2)
    return torch.polar(torch.ones_like(angles), angles)


def turned(x, turn):
    half = x.shape[-1] // 2
    product = torch.complex(x[..., :half].contiguous(), x[..., half:].contiguous()) * turn
    return torch.cat([product.real, product.imag], -1)


class RotaryAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.query_key_value = nn.Linear(width, 3 * width)
        self.temperature = nn.Parameter(torch.empty(heads))
        self.project = nn.Linear(width, width)

    def forward(self, x, turn):
        query, key, value = self.query_key_value(x).chunk(3, -1)
        mixed = []
        for head, (q, k, v) in enumerate(zip(*[part.chunk(len(self.temperature), -1) for part in (query, key, value)])):
            q, k = turned(F.normalize(q, dim=-1), turn), turned(F.normalize(k, dim=-1), turn)
            mixed.append(torch.softmax(self.temperature[head].exp() * q @ k.transpose(1, 2), -1) @ v)
        return self.project(torch.cat(mixed, -1))


def modulated(x, shift, scale):
    return F.layer_norm(x, x.shape[-1:]) * (1 + scale) + shift


class SegmentBlock(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["Width"]
        self.modulation = nn.Linear(width, 6 * width)
        self.attention = RotaryAttention(width, config["Heads"])
        self.hidden = nn.Linear(width, config["MlpRatio"] * width)
        self.back = nn.Linear(config["MlpRatio"] * width, width)

    def forward(self, x, told, turn):
        shift, scale, gate, shift_2, scale_2, gate_2 = self.modulation(F.silu(told))[:, None].chunk(6, -1)
        x = x + gate * self.attention(modulated(x, shift, scale), turn)
        return x + gate_2 * self.back(F.gelu(self.hidden(modulated(x, shift_2, scale_2))))


class SegmentTransformer(nn.Module):
    def __init__(self, config, conditions):
        super().__init__()
        self.index = patches(config["Sites"], config["Patch"])
        self.where = places(config["Sites"], config["Patch"])
        self.pairs = config["Width"] // config["Heads"] // 2
        width, (tokens, size) = config["Width"], self.index.shape
        self.tokens_in = nn.Linear(2 * size * config["Latent"] + 1, width)
        self.place = nn.Parameter(torch.empty(tokens, width))
        if config["GeometryChannels"]:
            self.geometry_in = nn.Linear(size * config["GeometryChannels"], width)
        self.told_in = nn.Linear(64 + conditions, width)
        self.told_out = nn.Linear(width, width)
        self.blocks = nn.ModuleList(SegmentBlock(config) for _ in range(config["Depth"]))
        self.modulation = nn.Linear(width, 2 * width)
        self.head = nn.Linear(width, size * config["Latent"])

    def patched(self, sites):
        return sites[:, :, self.index].flatten(3)                    # [B, T, P, sites of a patch x C]

    def forward(self, known, mask, times, conditions, noisy, flow_time, geometry=None):
        batch, frames, _, width = known.shape
        mask = mask.bool()[:, :, None, None]
        waves = flow_time[:, None] * torch.tensor([100.0 ** (i / 31) for i in range(32)])
        told = self.told_out(F.silu(self.told_in(torch.cat([waves.cos(), waves.sin(), conditions], -1))))
        marks = mask.float().expand(batch, frames, len(self.index), 1)
        seen = torch.cat([self.patched(noisy.masked_fill(mask, 0)), self.patched(known.masked_fill(~mask, 0)), marks], -1)
        tokens = self.tokens_in(seen) + self.place + told[:, None, None]
        if geometry is not None:
            tokens = tokens + self.geometry_in(self.patched(geometry[:, None]))
        x, turn = tokens.flatten(1, 2), turns(times, self.where, self.pairs)
        for block in self.blocks:
            x = block(x, told, turn)
        shift, scale = self.modulation(F.silu(told))[:, None].chunk(2, -1)
        clean = self.head(modulated(x, shift, scale)).reshape(batch, frames, *self.index.shape, width)
        whole = torch.zeros_like(known).index_copy(2, self.index.flatten(), clean.flatten(2, 3))
        return torch.where(mask, known, whole)


class FlowLoss(nn.Module):
    def forward(self, predicted, clean, mask, flow_time):
        asked = ~mask.bool()
        return (((predicted - clean) ** 2).mean((2, 3)) / torch.clamp(1 - flow_time, min=0.15)[:, None] ** 2)[asked].mean()
