"""An unstructured mesh around a body: gmsh's frontal algorithm, quads where they fit, one cell thick."""
import random
import re
import subprocess

import bodies

LEFT, RIGHT, BOTTOM, TOP = -8.0, 20.0, -8.0, 8.0
THICKNESS = 0.5
BODY_EDGE = 0.05      # at scale 1
FAR_EDGE = 1.1


def geometry(shape, angle, seed, scale):
    """The .geo text. The seed moves the refinement boxes and gmsh's own dice, so that each member has a mesh of its own."""
    dice = random.Random(seed)
    jitter = lambda: 1 + 0.08 * (2 * dice.random() - 1)
    loops = [bodies.cut(loop, BODY_EDGE * scale) for loop in bodies.outlines(shape, angle)]
    lines = [f"Point({i + 1}) = {{{x}, {y}, 0}};" for i, (x, y) in enumerate(((LEFT, BOTTOM), (RIGHT, BOTTOM), (RIGHT, TOP), (LEFT, TOP)))]
    lines += [f"Line({i + 1}) = {{{i + 1}, {(i + 1) % 4 + 1}}};" for i in range(4)] + ["Curve Loop(1) = {1, 2, 3, 4};"]
    first, surface = 5, [1]
    for loop in loops:
        count = len(loop)
        lines += [f"Point({first + i}) = {{{x:.9g}, {y:.9g}, 0}};" for i, (x, y) in enumerate(loop)]
        lines += [f"Line({first + i}) = {{{first + i}, {first + (i + 1) % count}}};" for i in range(count)]
        lines += [f"Transfinite Curve{{{first}:{first + count - 1}}} = 2;", f"Curve Loop({first}) = {{{first}:{first + count - 1}}};"]
        surface.append(first)
        first += count
    lines.append(f"Plane Surface(1) = {{{', '.join(map(str, surface))}}};")
    lines += sizes(loops, first - 1, scale, jitter)
    # Algorithm 6 (frontal-Delaunay): gmsh 4.8 crashes with the frontal-quad one (8) on these outlines.
    lines += [f"Mesh.RandomSeed = {seed + 1}; Mesh.MshFileVersion = 2.2; Mesh.Smoothing = 5; Mesh.Algorithm = 6;",
              "Mesh.RecombinationAlgorithm = 1; Recombine Surface{1};",
              f"all[] = Extrude{{0, 0, {THICKNESS}}} {{ Surface{{1}}; Layers{{1}}; Recombine; }};"]
    # Extrude returns the far side, the volume, then the sides in the order of the loops.
    lines += [f'Physical Surface("{name}") = {{all[{i + 2}]}};' for i, name in enumerate(("bottom", "outlet", "top", "inlet"))]
    lines += [f'Physical Surface("body") = {{all[{{6:{5 + sum(map(len, loops))}}}]}};',
              'Physical Surface("frontAndBack") = {1, all[0]};', 'Physical Volume("fluid") = {all[1]};']
    return "\n".join(lines) + "\n"


def sizes(loops, last_point, scale, jitter):
    """Fine at the body, less so in its wake, coarse far away."""
    rear = max(x for loop in loops for x, _ in loop)
    half = max(abs(y) for loop in loops for _, y in loop) + 0.7
    boxes = [(-1, rear + 3 * jitter(), half * jitter(), 0.10), (rear, rear + 9 * jitter(), (half + 0.6) * jitter(), 0.15), (rear, RIGHT, (half + 1) * jitter(), 0.21)]
    lines = [f"Field[1] = Distance; Field[1].PointsList = {{5:{last_point}}};",
             f"Field[2] = Threshold; Field[2].IField = 1; Field[2].LcMin = {BODY_EDGE * scale:g}; Field[2].LcMax = {FAR_EDGE * scale:g}; Field[2].DistMin = 0.12; Field[2].DistMax = 6;"]
    for number, (x_min, x_max, y_half, edge) in enumerate(boxes, start=3):
        settings = {"XMin": x_min, "XMax": x_max, "YMin": -y_half, "YMax": y_half, "ZMin": -1, "ZMax": 1, "VIn": edge * scale, "VOut": FAR_EDGE * scale, "Thickness": 5}
        lines.append(f"Field[{number}] = Box; " + " ".join(f"Field[{number}].{key} = {value:g};" for key, value in settings.items()))
    return lines + ["Field[9] = Min; Field[9].FieldsList = {2, 3, 4, 5}; Background Field = 9;",
                    "Mesh.CharacteristicLengthExtendFromBoundary = 0; Mesh.CharacteristicLengthFromPoints = 0; Mesh.CharacteristicLengthFromCurvature = 0;"]


def make(case, member, cells, run):
    """Meshes a member in its case folder, scaling all sizes until the cell count is within an eighth of `cells`."""
    scale = 1.0
    for _ in range(5):
        (case / "mesh.geo").write_text(geometry(member["shape"], float(member["angle"]), int(member["seed"]), scale))
        run(case, "gmsh", "-3", "-format", "msh22", "-o", "mesh.msh", "mesh.geo")
        run(case, "gmshToFoam", "mesh.msh")
        found = int(re.search(r"nCells: *(\d+)", (case / "constant/polyMesh/owner").read_text(errors="replace")).group(1))
        if abs(found / cells - 1) < 0.125:
            break
        scale *= (found / cells) ** 0.5
    (case / "mesh.msh").unlink()
    name_patches(case / "constant/polyMesh/boundary")
    run(case, "renumberMesh", "-overwrite")
    if "Mesh OK" not in run(case, "checkMesh"):
        raise subprocess.SubprocessError(f"{case}: checkMesh finds faults in the mesh; see log.checkMesh")
    return found


def name_patches(boundary):
    """gmshToFoam keeps the names and makes every patch a plain one: the sides are empty, the body is a wall."""
    text = boundary.read_text()
    for patch, kind in (("frontAndBack", "empty"), ("body", "wall")):
        text = re.sub(rf"(\n\s*{patch}\s*\{{[^}}]*?type\s+)\w+;(\s*physicalType\s+\w+;)?", rf"\g<1>{kind};", text)
    boundary.write_text(text)
