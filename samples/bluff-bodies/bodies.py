"""Outlines of the bodies: closed polygons, turned, and scaled to a frontal height of 1 (so that Re = 1 / nu)."""
import math

ARM = 0.15       # half width of a cross's arms
PLATE = 0.06     # half thickness of the plate
GAP = 2.5        # between the surfaces of the two cylinders in tandem
SMOOTH = 720     # corners of a polygon that stands for a smooth curve


def ring(x_radius, y_radius, x_centre=0.0, start=0.0, sweep=2 * math.pi):
    return [(x_centre + x_radius * math.cos(start + sweep * i / SMOOTH), y_radius * math.sin(start + sweep * i / SMOOTH))
            for i in range(SMOOTH if sweep == 2 * math.pi else SMOOTH + 1)]


def box(half_width, half_height):
    return [(-half_width, -half_height), (half_width, -half_height), (half_width, half_height), (-half_width, half_height)]


SHAPES = {
    "circle": [ring(0.5, 0.5)],
    "ellipse": [ring(1.0, 0.5)],                                          # long axis along the stream at angle 0
    "square": [box(0.5, 0.5)],
    "triangle": [[(-0.5774, 0), (0.2887, -0.5), (0.2887, 0.5)]],          # an apex upstream at angle 0
    "dshape": [ring(0.5, 0.5, 0.2122, math.pi / 2, math.pi)],             # round nose, flat base
    "plate": [box(PLATE, 0.5)],                                           # across the stream at angle 0
    "cross": [[(-ARM, -0.5), (ARM, -0.5), (ARM, -ARM), (0.5, -ARM), (0.5, ARM), (ARM, ARM),
               (ARM, 0.5), (-ARM, 0.5), (-ARM, ARM), (-0.5, ARM), (-0.5, -ARM), (-ARM, -ARM)]],
    "tandem": [ring(0.5, 0.5), ring(0.5, 0.5, 1 + GAP)],
}


def outlines(shape, angle_degrees):
    """The body's polygons, counter-clockwise or clockwise, centred on y = 0."""
    cos, sin = math.cos(math.radians(angle_degrees)), math.sin(math.radians(angle_degrees))
    turned = [[(x * cos - y * sin, x * sin + y * cos) for x, y in loop] for loop in SHAPES[shape]]
    low = min(y for loop in turned for _, y in loop)
    high = max(y for loop in turned for _, y in loop)
    height = 1.0 if shape == "tandem" else high - low                     # two cylinders keep the diameter 1
    return [[(x / height, (y - (low + high) / 2) / height) for x, y in loop] for loop in turned]


def cut(loop, size):
    """The polygon with its corners kept and its sides, and smooth curves, cut to about the given edge length."""
    count = len(loop)

    def direction(i):
        (x0, y0), (x1, y1) = loop[i % count], loop[(i + 1) % count]
        return math.atan2(y1 - y0, x1 - x0)

    corners = [i for i in range(count) if abs(math.remainder(direction(i) - direction(i - 1), 2 * math.pi)) > 0.3] or [0]
    points = []
    for corner, following in zip(corners, corners[1:] + [corners[0] + count]):
        side = [loop[i % count] for i in range(corner, following + 1)]
        lengths = [math.dist(a, b) for a, b in zip(side, side[1:])]
        pieces = max(2, round(sum(lengths) / size))
        points += [along(side, lengths, sum(lengths) * i / pieces) for i in range(pieces)]
    return points


def along(side, lengths, distance):
    for (x0, y0), (x1, y1), length in zip(side, side[1:], lengths):
        if distance <= length:
            part = distance / length if length > 0 else 0.0
            return x0 + part * (x1 - x0), y0 + part * (y1 - y0)
        distance -= length
    return side[-1]
