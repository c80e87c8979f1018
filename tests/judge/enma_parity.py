"""What PyTorch makes of the generator's parts with the same weights and inputs; usage and files as codec_parity.py."""
import sys

import codec_parity
import enma_network
from torch_parity import judge_all

if __name__ == "__main__":
    part = codec_parity.part
    judge_all(*sys.argv[1:], lambda case, expression, tensors, keep: codec_parity.judge(expression, part(tensors, f"{case}/in."), part(tensors, f"{case}/state."), keep, vars(enma_network)))
