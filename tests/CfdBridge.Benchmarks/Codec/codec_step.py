"""The twin of CodecStep.cs: a training step of the codec in Python. usage: codec_step.py DATA THREADS STEPS PRODUCTS"""
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, "..", "Torch"), os.path.join(here, "..", "..", "judge")]

import torch

import codec_network
import measured
from read_safetensors import read


def main(path, threads, steps, products):
    torch.set_num_threads(threads)
    codec_network.products = {"Float32": torch.float32, "BFloat16": torch.bfloat16}[products]
    arrays, metadata = read(path)
    data = {name: torch.from_numpy(array) for name, array in arrays.items()}
    config, sites = json.loads(metadata["config"]), json.loads(metadata["sites"])
    seen, truth, surroundings = data["seen"], data["truth"], data["surroundings"].expand(len(data["seen"]), -1, -1)
    sets = [[data[f"{part}.{i}"] for part in ("coordinates", "indices", "values")] for i in range(int(metadata["sets"]))]
    frame = codec_network.Frame(data["bases"], data["energies"])
    network = codec_network.CodecNetwork(config, sites, seen.shape[-1], sets[0][2].shape[-1], surroundings.shape[-1], [], frame)
    network.load_state_dict({name[6:]: tensor for name, tensor in data.items() if name.startswith("state.")})
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-3)
    del arrays, data

    def step():
        optimizer.zero_grad(set_to_none=True)
        gathered = torch.cat([network.gather(*one) for one in sets])
        mean = network.encode(seen, surroundings, gathered)
        latents = mean + torch.randn(mean.shape, generator=torch.Generator().manual_seed(1)) * 0.01
        decoded, _ = network.decode(network.bounded(latents), surroundings)
        loss = ((decoded - truth).square().sum([2, 3]) / float(metadata["energy"]) + 1e-10).sqrt().mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 0.5)
        optimizer.step()
        return float(loss)

    print(json.dumps(measured.of(step, steps)))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
