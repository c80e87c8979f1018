"""ENMA's generator written with PyTorch's own modules; names of parameters and buffers are those of the saved folder.

B clips, T frames, F = B x T, L sites, D numbers at a site, M tokens of a frame, V numbers of a token, W width, H heads,
R noise draws.
"""
import itertools
import math

import torch
import torch.nn.functional as F
from torch import nn


def to_tokens(latents, sites, patch):
    """[B, T, L, D] to [B, T, M, V], one token after the other."""
    grid = latents.unflatten(2, sites)
    tokens = []
    for corner in itertools.product(*[range(0, count, size) for count, size in zip(sites, patch)]):
        block = grid
        for axis, (start, size) in enumerate(zip(corner, patch)):
            block = block.narrow(2 + axis, start, size)
        tokens.append(block.flatten(2))
    return torch.stack(tokens, 2)


def space_code(sites, patch, width):
    axes = [count // size for count, size in zip(sites, patch)]
    waves = width // (2 * len(axes))
    angles = [torch.arange(count).unsqueeze(1) * 10000 ** (-torch.arange(waves) / waves) for count in axes]
    code = torch.zeros(math.prod(axes), width)
    for token, place in enumerate(itertools.product(*map(range, axes))):
        parts = torch.cat([wave(angles[axis][at]) for axis, at in enumerate(place) for wave in (torch.sin, torch.cos)])
        code[token, :len(parts)] = parts
    return code


class TokenNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width))

    def forward(self, x):
        return self.weight * x / (x.pow(2).mean(-1, keepdim=True) + 1e-6) ** 0.5


class TokenAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.query_key_value = nn.Linear(width, 3 * width, bias=False)
        self.query_norm, self.key_norm = TokenNorm(width // heads), TokenNorm(width // heads)
        self.head = nn.Linear(width, width)
        self.heads = heads

    def forward(self, x, mask=None):
        q, k, v = (part.unflatten(-1, (self.heads, -1)) for part in self.query_key_value(x).chunk(3, -1))
        logits = torch.einsum("bnhe,bmhe->bhnm", self.query_norm(q), self.key_norm(k)) / q.shape[-1] ** 0.5
        shares = torch.softmax(logits if mask is None else logits + mask, -1)
        return self.head(torch.einsum("bhnm,bmhe->bnhe", shares, v).flatten(2))


class TokenBlock(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, hidden = config["Width"], config["Expansion"] * config["Width"]
        self.modulation = nn.Linear(width, 6 * width)
        self.attention_norm, self.network_norm = TokenNorm(width), TokenNorm(width)
        self.attention = TokenAttention(width, config["Heads"])
        self.widen, self.narrow = nn.Linear(width, 2 * hidden, bias=False), nn.Linear(hidden, width)

    def forward(self, x, conditions, mask=None):
        scale, shift, gate, scale_2, shift_2, gate_2 = self.modulation(F.silu(conditions)).unsqueeze(1).chunk(6, -1)
        x = x + gate * self.attention(self.attention_norm(x) * (1 + scale) + shift, mask)
        left, right = self.widen(self.network_norm(x) * (1 + scale_2) + shift_2).chunk(2, -1)
        return x + gate_2 * self.narrow(F.silu(left) * right)


class CausalTimeTransformer(nn.Module):
    def __init__(self, config, code, numbers):
        super().__init__()
        width = config["Width"]
        self.begin, self.separator = nn.Parameter(torch.empty(width)), nn.Parameter(torch.empty(width))
        self.tokens_in, self.conditions_in = nn.Linear(numbers, width), nn.Linear(width, width)
        self.register_buffer("space_code", torch.empty_like(code))
        self.time_bias = nn.Parameter(torch.empty(config["TimeDepth"], config["Heads"], config["TimeBias"])) if config["TimeBias"] else None
        self.blocks = nn.ModuleList(TokenBlock(config) for _ in range(config["TimeDepth"]))
        self.norm = TokenNorm(width)
        self.code = code  # worked out here, not what was saved

    def forward(self, frames, conditions):
        _, times, tokens, _ = frames.shape
        x = (frames + self.code + self.conditions_in(conditions)[:, None, None]).flatten(1, 2)
        frame = torch.arange(times * tokens) // tokens
        back = frame[:, None] - frame[None]
        for layer, block in enumerate(self.blocks):
            bias = 0 if self.time_bias is None else self.time_bias[layer][:, back.clamp(0, self.time_bias.shape[2] - 1)]
            x = block(x, conditions, torch.where(back < 0, float("-inf"), 0.) + bias)
        return self.norm(x).unflatten(1, (times, tokens))


class MaskedSpatialTransformer(nn.Module):
    def __init__(self, config, code, numbers):
        super().__init__()
        width = config["Width"]
        self.mask, self.kinds = nn.Parameter(torch.empty(width)), nn.Parameter(torch.empty(2, width))
        self.tokens_in, self.conditions_in = nn.Linear(numbers, width), nn.Linear(width, width)
        self.register_buffer("space_code", torch.empty_like(code))
        self.blocks = nn.ModuleList(TokenBlock(config) for _ in range(config["SpaceDepth"]))
        self.norm = TokenNorm(width)
        self.code = code

    def forward(self, dynamics, tokens, masked, conditions):
        there = 1 - masked.float().unsqueeze(-1)
        known = self.tokens_in(tokens) * there + self.mask * (1 - there)
        x = torch.cat([dynamics + self.kinds[0], known + self.kinds[1]], 1) + self.code.repeat(2, 1) + self.conditions_in(conditions)[:, None]
        for block in self.blocks:
            x = block(x, conditions)
        return self.norm(x)[:, dynamics.shape[1]:]


class FlowBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.modulation = nn.LayerNorm(width, eps=1e-6), nn.Linear(width, 3 * width)
        self.widen, self.narrow = nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, x, condition):
        shift, scale, gate = self.modulation(F.silu(condition)).chunk(3, -1)
        return x + gate * self.narrow(F.silu(self.widen(self.norm(x) * (1 + scale) + shift)))


class TokenFlowHead(nn.Module):
    def __init__(self, config, numbers):
        super().__init__()
        width = config["FlowWidth"]
        self.tokens_in, self.known_in = nn.Linear(numbers, width), nn.Linear(config["Width"], width)
        self.time_in, self.time_out = nn.Linear(256, width), nn.Linear(width, width)
        self.blocks = nn.ModuleList(FlowBlock(width) for _ in range(config["FlowBlocks"]))
        self.modulation, self.head = nn.Linear(width, 2 * width), nn.Linear(width, numbers)
        self.register_buffer("frequencies", torch.empty(128))
        self.to_data = config["FlowTarget"] == "Data"

    def forward(self, z_r, r, known):
        frequencies = 1000 * 10000 ** (-torch.arange(128, dtype=torch.float64) / 128)  # rounded once: angles reach a thousand
        waves = r.unsqueeze(-1) * frequencies.float()
        condition = self.time_out(F.silu(self.time_in(torch.cat([waves.cos(), waves.sin()], -1)))) + self.known_in(known)
        x = self.tokens_in(z_r)
        for block in self.blocks:
            x = block(x, condition)
        shift, scale = self.modulation(F.silu(condition)).chunk(2, -1)
        return self.head(F.layer_norm(x, x.shape[-1:], eps=1e-6) * (1 + scale) + shift)

    def errors(self, known, data, noise, r):
        r_ = r.unsqueeze(-1)
        z_r = (1 - r_) * noise + r_ * data
        given = self(z_r, r, known.expand(len(noise), -1, -1))
        wrong = (given - data) / (1 - r_).maximum(torch.tensor(0.15)) if self.to_data else given - (data - noise)
        return wrong.pow(2).mean(-1).mean(0)


class FlowSample(TokenFlowHead):
    """The midpoint rule."""

    def forward(self, known, noise, steps):
        z, h = noise, 1 / steps
        network = super().forward

        def velocity(z, r):
            given = network(z, torch.full((len(z),), r), known)
            return (given - z) / (1 - r) if self.to_data else given

        for step in range(steps):
            z = z + h * velocity(z + h / 2 * velocity(z, step * h), (step + 0.5) * h)
        return z


class EnmaNetwork(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config, width = config, config["Width"]
        numbers = config["Latent"] * math.prod(config["Patch"])
        code = space_code(config["Sites"], config["Patch"], width)
        self.conditions_in, self.conditions_out = nn.Linear(config["Conditions"] + 1, width), nn.Linear(width, width)
        self.time = CausalTimeTransformer(config, code, numbers)
        self.space = MaskedSpatialTransformer(config, code, numbers)
        self.flow = TokenFlowHead(config, numbers)

    def forward(self, frames, conditions, level, history_noise, masked, flow_noise, flow_times, *context):
        told = self.conditions_out(F.silu(self.conditions_in(torch.cat([conditions, 5 * level[:, None]], 1))))
        clips, times = frames.shape[:2]
        tokens = to_tokens(frames, self.config["Sites"], self.config["Patch"])
        one = lambda vector: vector.expand(clips, 1, tokens.shape[2], -1)
        noise = history_noise * level[:, None, None, None]
        sequence, at = [one(self.time.begin)], 0
        for other in context:
            told_of = to_tokens(other, self.config["Sites"], self.config["Patch"])
            sequence += [self.time.tokens_in(told_of + noise[:, at:at + told_of.shape[1]]), one(self.time.separator)]
            at += told_of.shape[1]
        sequence.append(self.time.tokens_in(tokens + noise[:, at:])[:, :-1])
        dynamics = self.time(torch.cat(sequence, 1), told)[:, -times:]
        known = self.space(dynamics.flatten(0, 1), tokens.flatten(0, 1), masked, told.repeat_interleave(times, 0))
        errors = self.flow.errors(known.flatten(0, 1), tokens.flatten(0, 2), flow_noise, flow_times)
        return errors[masked.flatten().bool()].mean()
