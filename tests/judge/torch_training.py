"""Trainings by PyTorch, for comparison: writes JSON to standard output.

The network is Linear(3, 5), Tanh, Linear(5, 2) after torch.manual_seed(11); x and y are fixed waves.
"""
import json
import math

import torch
from torch import nn

torch.set_num_threads(1)


def network():
    torch.manual_seed(11)
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 2))


def train(steps, clip=None, schedule=None, **options):
    model = network()
    x = torch.sin(torch.arange(24, dtype=torch.float32)).reshape(8, 3)
    y = torch.cos(torch.arange(16, dtype=torch.float32)).reshape(8, 2)
    optimizer = torch.optim.AdamW(model.parameters(), **options)
    scheduler = schedule(optimizer) if schedule else None
    losses, norms, rates = [], [], []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        if clip:
            norms.append(float(nn.utils.clip_grad_norm_(model.parameters(), clip)))
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if scheduler:
            scheduler.step()
        losses.append(float(loss))
    weights = [value for parameter in model.parameters() for value in parameter.detach().flatten().tolist()]
    return {"losses": losses, "norms": norms, "rates": rates, "weights": weights}


schedules = torch.optim.lr_scheduler
print(json.dumps({
    "adamw": train(50, lr=1e-2, weight_decay=1e-2),
    "amsgrad": train(50, lr=1e-2, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1, amsgrad=True),
    "clipped": train(50, clip=0.05, lr=1e-2, weight_decay=0),
    "cosine": train(50, schedule=lambda o: schedules.CosineAnnealingLR(o, T_max=40, eta_min=1e-5), lr=1e-2, weight_decay=0),
    "lambda": train(50, schedule=lambda o: schedules.LambdaLR(o, lambda step: min(1, (step + 1) / 10) * math.exp(-step / 30)), lr=1e-2, weight_decay=0),
    "linear": train(50, schedule=lambda o: schedules.LinearLR(o, start_factor=0.1, end_factor=1, total_iters=20), lr=1e-2, weight_decay=0),
}))
