"""The codec's network written with PyTorch's own modules; names of parameters and buffers are those of the checkpoint.

B clips, T blocks in time, F = B x T, L sites, K coefficients of a site, P patches, D latent numbers, N points,
V numbers at a point in a block, H heads, k neighbours, S space dimensions.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

products = torch.float32  # the number type of the convolutions' products


class SpatialConvolution(nn.Module):
    def __init__(self, dimensions, source, target, kernel=3, stride=1, periodic=()):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(target, source, *[kernel] * dimensions))
        self.bias = nn.Parameter(torch.empty(target))
        self.dimensions, self.stride, self.periodic = dimensions, stride, periodic

    def forward(self, x):
        reach = self.weight.shape[-1] // 2
        if reach and self.periodic:
            for axis in range(self.dimensions):
                sides = [0] * (2 * self.dimensions)
                at = 2 * (self.dimensions - 1 - axis)
                sides[at] = sides[at + 1] = reach
                x = F.pad(x, sides, mode="circular") if axis in self.periodic else F.pad(x, sides)
        convolution = (F.conv1d, F.conv2d, F.conv3d)[self.dimensions - 1]
        return convolution(x.to(products), self.weight.to(products), self.bias.to(products), stride=self.stride, padding=0 if self.periodic else reach).float()


class CausalMixing(nn.Module):
    """A depthwise convolution over time whose newest weight is one."""

    def __init__(self, channels, kernel):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(kernel - 1, channels))

    def forward(self, x, times):
        back, channels = self.weight.shape
        series = x.reshape(-1, times, channels, math.prod(x.shape[2:])).permute(0, 3, 2, 1).flatten(0, 1)
        kernel = torch.cat([self.weight.flip(0), torch.ones(1, channels)]).t().unsqueeze(1)
        mixed = F.conv1d(F.pad(series, (back, 0), mode="replicate"), kernel, groups=channels)
        return mixed.reshape(-1, math.prod(x.shape[2:]), channels, times).permute(0, 3, 2, 1).reshape(x.shape)


class GlobalContext(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.score = nn.Linear(channels, 1)
        self.narrow = nn.Linear(channels, channels // 4)
        self.norm = nn.LayerNorm(channels // 4)
        self.widen = nn.Linear(channels // 4, channels)

    def forward(self, x):
        places = x.flatten(2)
        shares = torch.softmax(self.score(places.transpose(1, 2)), 1)
        context = self.widen(F.silu(self.norm(self.narrow((places @ shares).squeeze(-1)))))
        return x + context.reshape(*context.shape, *[1] * (x.dim() - 2))


class ResidualBlock(nn.Module):
    def __init__(self, dimensions, channels, time_kernel, periodic=()):
        super().__init__()
        self.norm_in = nn.GroupNorm(8, channels)
        self.space = SpatialConvolution(dimensions, channels, channels, periodic=periodic)
        self.time = CausalMixing(channels, time_kernel) if time_kernel > 1 else None
        self.norm_out = nn.GroupNorm(8, channels)
        self.linear = SpatialConvolution(dimensions, channels, channels, kernel=1)
        self.context = GlobalContext(channels)

    def forward(self, x, times):
        y = self.space(F.silu(self.norm_in(x)))
        y = self.time(y, times) if self.time else y
        return x + self.context(self.linear(F.silu(self.norm_out(y))))


def dealt(x, dimensions):
    """[F, 2^S C, space...] to [F, C, 2 space...], the parts of a place before its channels."""
    space = range(dimensions)
    parts = x.reshape(x.shape[0], *[2] * dimensions, -1, *x.shape[2:])
    order = [0, 1 + dimensions] + [axis for s in space for axis in (2 + dimensions + s, 1 + s)]
    return parts.permute(order).reshape(x.shape[0], -1, *[2 * size for size in x.shape[2:]])


def gathered(x, dimensions):
    """The opposite."""
    space = range(dimensions)
    parts = x.reshape(x.shape[0], x.shape[1], *[size for axis in x.shape[2:] for size in (axis // 2, 2)])
    order = [0] + [3 + 2 * s for s in space] + [1] + [2 + 2 * s for s in space]
    return parts.permute(order).reshape(x.shape[0], -1, *[size // 2 for size in x.shape[2:]])


class ExpandSpace(nn.Module):
    def __init__(self, dimensions, source, target):
        super().__init__()
        self.linear = SpatialConvolution(dimensions, source, target << dimensions, kernel=1)
        self.dimensions = dimensions

    def forward(self, x):
        return dealt(self.linear(x), self.dimensions)


class TransposedExpandSpace(ExpandSpace):
    """The same said by PyTorch's transposed convolution, whose bias is the same for all parts of a place."""

    def forward(self, x):
        weight, bias = self.linear.weight, self.linear.bias
        twos = [2] * self.dimensions
        kernel = weight.reshape(*twos, -1, weight.shape[1]).permute(-1, -2, *range(self.dimensions))
        transposed = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[self.dimensions - 1]
        offsets = bias.reshape(*twos, -1).movedim(-1, 0)
        return transposed(x, kernel, stride=2) + offsets.repeat(1, *x.shape[2:])


class DistanceBiasedAttention(nn.Module):
    def __init__(self, places, dimensions, heads):
        super().__init__()
        self.queries = nn.Parameter(torch.empty(places, heads, 4))
        self.coordinates = nn.Parameter(torch.empty(places, dimensions))
        self.slopes = nn.Parameter(torch.empty(heads))
        self.keys = nn.Linear(24 * dimensions, 4 * heads)
        self.register_buffer("frequencies", torch.empty(12))

    def forward(self, coordinates):
        return self.weigh(coordinates, self.queries.unsqueeze(1), self.coordinates.unsqueeze(1))

    def to_points(self, points, places):
        return self.weigh(points.unsqueeze(1), self.queries[places], self.coordinates[places])

    def weigh(self, points, queries, stand):
        waves = (points.unsqueeze(-1) * self.frequencies).flatten(2)
        keys = self.keys(torch.cat([waves.sin(), waves.cos()], -1)).unflatten(-1, (-1, 4))
        logits = (keys * queries).sum(-1) / 2
        distance = ((points - stand).square().sum(-1, keepdim=True) + 1e-12).sqrt()
        return torch.softmax(logits - F.softplus(self.slopes) * distance, 1)


class ContinuousConvolution(nn.Module):
    def __init__(self, places, dimensions, heads):
        super().__init__()
        self.register_buffer("places", torch.empty(places, dimensions))
        self.register_buffer("frequencies", torch.empty(dimensions, 16))
        self.widen = nn.Linear(32 + dimensions, 32)
        self.kernels = nn.Linear(32, heads)
        self.narrowness = nn.Parameter(torch.empty(1))

    def forward(self, coordinates):
        return self.weigh(coordinates - self.places.unsqueeze(1))

    def to_points(self, points, places):
        return self.weigh(points.unsqueeze(1) - self.places[places])

    def weigh(self, offsets):
        waves = offsets @ self.frequencies
        kernel = self.kernels(F.gelu(self.widen(torch.cat([offsets, waves.sin(), waves.cos()], -1))))
        near = torch.softmax(-offsets.square().sum(-1, keepdim=True) * self.narrowness.exp(), 1)
        return (1 + kernel) * near


def gather(values, weights, indices):
    """[N, F, V] by [P, k, H] to [F, P, H V]."""
    places, neighbours, _ = weights.shape
    around = values.index_select(0, indices).unflatten(0, (places, neighbours))
    return torch.einsum("pkh,pkfv->fphv", weights, around).flatten(2)


class PhysicsAttention(nn.Module):
    def __init__(self, channels, slices):
        super().__init__()
        self.norm, self.project = nn.LayerNorm(channels), nn.Linear(channels, channels)
        self.slice = nn.Linear(channels // 4, slices)
        self.temperature = nn.Parameter(torch.empty(4, 1, 1))
        self.query, self.key, self.value = (nn.Linear(channels // 4, channels // 4, bias=False) for _ in range(3))
        self.head = nn.Linear(channels, channels)

    def forward(self, x):
        parts = self.project(self.norm(x)).unflatten(-1, (4, -1))
        shares = torch.softmax(self.slice(parts) / self.temperature.squeeze(-1), -1)        # [F, P, H, M]
        means = torch.einsum("fphm,fphe->fhme", shares, parts) / (shares.sum(1).unsqueeze(-1) + 1e-5)
        logits = torch.einsum("fhme,fhne->fhmn", self.query(means), self.key(means)) / parts.shape[-1] ** 0.5
        told = torch.softmax(logits, -1) @ self.value(means)
        return x + self.head(torch.einsum("fphm,fhme->fphe", shares, told).flatten(2))


class PointDecoder(nn.Module):
    def __init__(self, weights, heads, width, block_values):
        super().__init__()
        self.weights = weights
        self.values = nn.Linear(width, 8 * heads)
        self.hidden = nn.Linear(8 * heads + 7, 16 * heads)
        self.head = nn.Linear(16 * heads, block_values)

    def forward(self, patches, points, around, surroundings):
        told = self.values(patches).unflatten(-1, (-1, 8))[:, around]                       # [F, N, k, H, R]
        mixed = torch.einsum("nkh,fnkhr->nfhr", self.weights.to_points(points, around), told).flatten(2)
        known = surroundings.unsqueeze(1).expand(-1, mixed.shape[1], -1)
        return self.head(F.gelu(self.hidden(torch.cat([mixed, known], -1))))


class Frame:
    """The closed-form part: bases [sites or 1, K, K], energies [L, K]."""

    def __init__(self, bases, energies):
        mean = energies.sum(1).mean() ** 0.25
        self.turn = bases.detach()
        self.site_scale = self.scale(energies.detach(), mean.detach())
        self.patch_scale = self.scale(torch.einsum("lik,lk->li", self.turn.square().expand(len(energies), -1, -1), energies.detach()), mean.detach())

    @staticmethod
    def scale(energies, mean):
        return mean / energies.maximum(energies.max() * 1e-10) ** 0.25

    def to_principal(self, coefficients):
        return torch.einsum("btli,lik->btlk", coefficients, self.turn.expand(coefficients.shape[2], -1, -1)) * self.site_scale

    def from_principal(self, principal):
        return torch.einsum("btlk,lik->btli", principal / self.site_scale, self.turn.expand(principal.shape[2], -1, -1))


def to_grid(sites, axes):
    return sites.flatten(0, 1).transpose(1, 2).unflatten(2, axes)


def from_grid(grid, batch, times):
    return grid.flatten(2).transpose(1, 2).unflatten(0, (batch, times))


class SpaceTimeEncoder(nn.Module):
    def __init__(self, config, sites, coefficients, periodic, frame):
        super().__init__()
        dimensions, patch, site = len(sites), config["PatchWidth"], config["SiteWidth"]
        self.lift = SpatialConvolution(dimensions, coefficients >> dimensions, patch, kernel=1)
        self.patch_place = nn.Parameter(torch.empty(patch, *[2 * count for count in sites]))
        self.outer = nn.ModuleList(ResidualBlock(dimensions, patch, config["TimeKernel"], periodic) for _ in range(config["PatchBlocks"]))
        self.compress = SpatialConvolution(dimensions, patch, site, stride=2, periodic=periodic)
        self.project = SpatialConvolution(dimensions, coefficients, site, kernel=1)
        self.site_place = nn.Parameter(torch.empty(site, *sites))
        self.inner = nn.ModuleList(ResidualBlock(dimensions, site, config["TimeKernel"], periodic) for _ in range(config["EncoderBlocks"]))
        self.norm = nn.GroupNorm(8, site)
        self.outputs = config["Latent"] * (2 if config["LatentKind"] == "Variational" else 1)
        self.head = SpatialConvolution(dimensions, site, self.outputs, kernel=1)
        self.sites, self.frame = sites, frame

    def forward(self, coefficients, surroundings):
        batch, times = coefficients.shape[:2]
        principal = self.frame.to_principal(coefficients)
        patches = self.lift(dealt(to_grid(coefficients * self.frame.patch_scale, self.sites), len(self.sites))) + surroundings + self.patch_place
        for block in self.outer:
            patches = block(patches, times)
        sites = self.compress(patches) + self.project(to_grid(principal, self.sites)) + self.site_place
        for block in self.inner:
            sites = block(sites, times)
        added = from_grid(self.head(F.silu(self.norm(sites))), batch, times)
        leading = principal[..., :self.outputs]
        return F.pad(leading, (0, self.outputs - leading.shape[-1])) + added


class SpaceTimeDecoder(nn.Module):
    def __init__(self, config, sites, coefficients, periodic, frame):
        super().__init__()
        dimensions, patch, site = len(sites), config["PatchWidth"], config["SiteWidth"]
        self.project = SpatialConvolution(dimensions, config["Latent"], site, kernel=1)
        self.site_place = nn.Parameter(torch.empty(site, *sites))
        self.inner = nn.ModuleList(ResidualBlock(dimensions, site, config["TimeKernel"], periodic) for _ in range(config["DecoderBlocks"]))
        self.site_norm = nn.GroupNorm(8, site)
        self.site_head = SpatialConvolution(dimensions, site, coefficients, kernel=1)
        self.expand = ExpandSpace(dimensions, site, patch)
        self.patch_place = nn.Parameter(torch.empty(patch, *[2 * count for count in sites]))
        self.outer = nn.ModuleList(ResidualBlock(dimensions, patch, config["TimeKernel"], periodic) for _ in range(config["PatchBlocks"]))
        self.patch_norm = nn.GroupNorm(8, patch)
        self.patch_head = SpatialConvolution(dimensions, patch, coefficients >> dimensions, kernel=1)
        self.sites, self.coefficients, self.frame = sites, coefficients, frame

    def forward(self, latents, surroundings):
        batch, times = latents.shape[:2]
        sites = self.project(to_grid(latents, self.sites)) + self.site_place
        for block in self.inner:
            sites = block(sites, times)
        principal = from_grid(self.site_head(F.silu(self.site_norm(sites))), batch, times)
        principal = principal + F.pad(latents, (0, self.coefficients - latents.shape[-1]))
        patches = self.expand(sites) + surroundings + self.patch_place
        for block in self.outer:
            patches = block(patches, times)
        own = from_grid(gathered(self.patch_head(F.silu(self.patch_norm(patches))), len(self.sites)), batch, times)
        return self.frame.from_principal(principal) + own / self.frame.patch_scale, patches.flatten(2).transpose(1, 2)


class CodecNetwork(nn.Module):
    def __init__(self, config, sites, coefficients, block_values, known, periodic, frame):
        super().__init__()
        dimensions, patches = len(sites), math.prod(sites) << len(sites)
        kinds = {"Attention": DistanceBiasedAttention, "ContinuousConvolution": ContinuousConvolution}
        kind = kinds.get(config["PointEncoder"])
        self.points = kind(patches, dimensions, config["PointHeads"]) if kind else None
        self.points_in = nn.Linear(config["PointHeads"] * block_values, config["PatchWidth"]) if kind else None
        self.physics = nn.ModuleList(PhysicsAttention(config["PatchWidth"], config["PhysicsSlices"]) for _ in range(config["PhysicsLayers"] if kind else 0))
        self.surroundings_in = nn.Linear(known, config["PatchWidth"])
        self.surroundings_out = nn.Linear(known, config["PatchWidth"])
        self.encoder = SpaceTimeEncoder(config, sites, coefficients, periodic, frame)
        self.decoder = SpaceTimeDecoder(config, sites, coefficients, periodic, frame)
        reads = kind and config["ReadHeads"]
        self.readout = PointDecoder(kind(patches, dimensions, reads), reads, config["PatchWidth"], block_values) if reads else None
        self.config, self.axes = config, [2 * count for count in sites]

    def gather(self, coordinates, indices, values):
        return gather(values, self.points(coordinates), indices)

    def encode(self, coefficients, surroundings, from_points):
        known = self.on_grid(self.surroundings_in(surroundings), coefficients.shape[1])
        if self.points is not None:
            places = self.points_in(from_points)
            for layer in self.physics:
                places = layer(places)
            known = known + self.grid(places)
        return self.encoder(coefficients, known)

    def bounded(self, latents):
        clip = self.config["SoftClip"]
        return latents / (1 + (latents / clip) ** 2).sqrt() if clip else latents

    def decode(self, latents, surroundings):
        return self.decoder(latents, self.on_grid(self.surroundings_out(surroundings), latents.shape[1]))

    def forward(self, coefficients, surroundings, coordinates, indices, values, wanted, around, known):
        from_points = None if self.points is None else self.gather(coordinates, indices, values)
        encoded = self.encode(coefficients, surroundings, from_points)
        decoded, patches = self.decode(self.bounded(encoded[..., :self.config["Latent"]]), surroundings)
        return (encoded, decoded, patches) if self.readout is None else (encoded, decoded, patches, self.readout(patches, wanted, around, known))

    def on_grid(self, known, times):
        return self.grid(known.repeat_interleave(times, 0))

    def grid(self, places):
        return places.transpose(1, 2).unflatten(2, self.axes)
