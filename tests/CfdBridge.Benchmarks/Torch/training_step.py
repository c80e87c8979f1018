"""The twin of TrainingStep.cs: the same network, data and steps in Python. usage: training_step.py THREADS STEPS"""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

import measured


class CausalConv(nn.Module):
    def __init__(self, source, target, stride):
        super().__init__()
        self.conv = nn.Conv3d(source, target, (3, 3, 3), (1, stride, stride))

    def forward(self, x):
        return self.conv(F.pad(x, (1, 1, 1, 1, 2, 0)))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm1 = nn.GroupNorm(8, width)
        self.conv1 = CausalConv(width, width, 1)
        self.norm2 = nn.GroupNorm(8, width)
        self.conv2 = CausalConv(width, width, 1)

    def forward(self, x):
        y = self.conv1(F.silu(self.norm1(x)))
        return x + self.conv2(F.silu(self.norm2(y)))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x):
        batch, width = x.shape[:2]
        tokens = x.flatten(2).transpose(1, 2)
        q, k, v = self.qkv(self.norm1(tokens)).reshape(batch, -1, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind()
        weights = torch.softmax((q * (1 / math.sqrt(q.shape[-1]))) @ k.transpose(-2, -1), -1)
        tokens = tokens + self.project((weights @ v).transpose(1, 2).reshape(batch, -1, width))
        tokens = tokens + self.narrow(F.gelu(self.widen(self.norm2(tokens))))
        return tokens.transpose(1, 2).reshape(x.shape)


class SpaceTimeNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.lift = CausalConv(2, 32, 1)
        self.outer = Residual(32)
        self.down1 = CausalConv(32, 64, 2)
        self.middle = Residual(64)
        self.down2 = CausalConv(64, 128, 2)
        self.inner = Residual(128)
        self.attention = Attention(128, 4)
        self.up1 = nn.ConvTranspose3d(128, 64, (1, 2, 2), (1, 2, 2))
        self.wider = Residual(64)
        self.up2 = nn.ConvTranspose3d(64, 32, (1, 2, 2), (1, 2, 2))
        self.head = CausalConv(32, 2, 1)

    def forward(self, x):
        z = self.middle(self.down1(self.outer(self.lift(x))))
        z = self.attention(self.inner(self.down2(z)))
        return self.head(self.up2(self.wider(self.up1(z))))


def add_microseconds():
    calls = 200_000
    with torch.no_grad():
        a, b = torch.ones(4), torch.ones(4)
        for _ in range(calls // 4):
            a + b
        start = time.perf_counter()
        for _ in range(calls):
            a + b
        return (time.perf_counter() - start) * 1e6 / calls


def main(threads, steps):
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    network = SpaceTimeNetwork()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-2)
    x = torch.randn(2, 2, 8, 32, 32, generator=torch.Generator().manual_seed(1))

    def step():
        network.zero_grad(set_to_none=True)
        error = F.mse_loss(network(x), x)
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimizer.step()
        return float(error)

    result = measured.of(step, steps)
    print(json.dumps({**result, "AddMicroseconds": add_microseconds()}))


main(int(sys.argv[1]), int(sys.argv[2]))
