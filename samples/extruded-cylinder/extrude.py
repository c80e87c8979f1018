"""The cylinder-wake sample in three dimensions: its mesh drawn out along z in equal layers, and fields on that mesh.

A field is a list of planes, one for each layer, each a flat array of numbers in the order of the plane's cells. blockMesh
numbers the cells of a block along x, then y, then z, block after block: so a plane is not contiguous in a file.
"""
import array
import math
import re

PUSHED = (0.3, 8.0, -2.0, 2.0)      # the part of the plane in which the start is disturbed: xMin, xMax, yMin, yMax


def block_mesh(text, layers, width):
    """The plane's blockMeshDict with so many layers over the width, its front joined to its back."""
    text = re.sub(r"\b0\.5\)", f"{width:g})", text)                      # only the far plane's points end so
    text = re.sub(r"\((\d+ \d+) 1\) (?=simpleGrading)", rf"(\1 {layers}) ", text)
    hexes = [match.group(1).split() for match in re.finditer(r"hex \(([\d ]+)\)", text)]
    sides = {"front": ("back", [(h[0], h[3], h[2], h[1]) for h in hexes]), "back": ("front", [h[4:] for h in hexes])}
    patches = "".join(f"    {name} {{ type cyclic; neighbourPatch {other}; faces ({' '.join('(' + ' '.join(f) + ')' for f in faces)}); }}\n"
                      for name, (other, faces) in sides.items())
    text = re.sub(r"// One cell across.*", "", text, flags=re.DOTALL)    # and with it the empty patch
    return re.sub(r"\n\);\s*$", f"\n{patches});\n", text)


def blocks(text):
    """Cells in a plane of each block."""
    return [int(match.group(1)) * int(match.group(2)) for match in re.finditer(r"\((\d+) (\d+) \d+\) +simpleGrading", text)]


def boundary(text):
    """The plane's boundary conditions with joined ends."""
    return re.sub(r"frontAndBack .*", "front           { type cyclic; }\n    back            { type cyclic; }", text)


def read(path, sizes, layers):
    """A binary internal field as planes, and its components."""
    data = path.read_bytes()
    match = re.search(rb"internalField\s+nonuniform List<(scalar|vector)>\s*(\d+)\s*\(", data)
    components, count = {b"scalar": 1, b"vector": 3}[match.group(1)], int(match.group(2))
    values = array.array("d", data[match.end():match.end() + 8 * components * count])
    planes, at = [array.array("d") for _ in range(layers)], 0
    for size in sizes:
        for plane in planes:
            plane.extend(values[at:at + size * components])
            at += size * components
    return planes, components


def write(path, template, planes, sizes, components):
    """A field file with the template's header, dimensions and boundary."""
    kind, cells = ("scalar", "vector")[components > 1], sum(sizes) * len(planes)
    before, after = re.split(r"internalField\s+uniform[^;]*;", boundary(template))
    before = before.replace("format ascii;", 'format binary; arch "LSB;label=32;scalar=64";')
    with open(path, "wb") as file:
        file.write(f"{before}internalField nonuniform List<{kind}> {cells}\n(".encode())
        first = 0
        for size in sizes:
            for plane in planes:
                plane[first:first + size * components].tofile(file)
            first += size * components
        file.write(f");{after}".encode())


def disturbed(planes, centres, layers, strength):
    """Velocity of one plane in so many layers, disturbed in the wake by one wave over the width and a weaker one of half its
    length, neither symmetric about the other: by itself the plane's flow would stay plane."""
    plane, drawn = planes[0], []
    x_min, x_max, y_min, y_max = PUSHED
    weights = [math.sin(math.pi * (x - x_min) / (x_max - x_min)) ** 2 * math.cos(math.pi * y / (y_max - y_min)) ** 2
               if x_min < x < x_max and y_min < y < y_max else 0.0 for x, y in centres]
    for layer in range(layers):
        angle = 2 * math.pi * (layer + 0.5) / layers
        along, across = strength * (math.cos(angle) + 0.3 * math.cos(2 * angle + 1)), strength * math.sin(angle)
        copy = array.array("d", plane)
        for cell, weight in enumerate(weights):
            if weight > 0:
                copy[3 * cell] += along * weight
                copy[3 * cell + 2] += across * weight
        drawn.append(copy)
    return drawn


def refined(planes, layers):
    """Planes between equally spaced ones that repeat themselves, by cubics through the nearest four."""
    drawn, coarse = [], len(planes)
    for layer in range(layers):
        place = (layer + 0.5) * coarse / layers - 0.5
        left = math.floor(place)
        t = place - left
        factors = (-t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6)
        a, b, c, d = (planes[(left + i) % coarse] for i in (-1, 0, 1, 2))
        fa, fb, fc, fd = factors
        drawn.append(array.array("d", [fa * w + fb * x + fc * y + fd * z for w, x, y, z in zip(a, b, c, d)]))
    return drawn
