#!/usr/bin/python3
"""Generates the runs of this sample and captures each into a library of shards. Resumable: a run whose shard is whole is
left alone, and so is a stage of the solver that has reached its end. `generate.py --help` tells the options."""
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import extrude
import generating

PLANE = HERE.parent / "cylinder-wake"
WIDTH, SMALL_LAYERS, LARGE_LAYERS = 4.0, 16, 200    # mode A, the first instability across the plane, has a wavelength of 4
PUSH = 0.4                                          # of the stream
WRITE = 0.2                                         # snapshot spacing
PLANE_END, SPIN_END, END = 40.0, 25.0, 45.0
SPIN_STEP, STEP = 0.025, 0.02
LARGE_AFTER, LARGE_SNAPSHOTS = 39.0, 8              # after the first 70 of the small run's 100 snapshots
CONTROL = """FoamFile { version 2.0; format ascii; class dictionary; object controlDict; }

application icoFoam; startFrom latestTime; startTime 0; stopAt endTime; endTime %(end)g; deltaT %(step)g;
writeControl timeStep; writeInterval %(every)d; writeFormat binary; writePrecision 10; timePrecision 8; runTimeModifiable no;
"""


def solve(case, end, step, every):
    """Goes on from the latest time; leaves a run that has reached the end alone."""
    if not (case / f"{end:g}" / "U").exists():
        (case / "system/controlDict").write_text(CONTROL % {"end": end, "step": step, "every": every})
        generating.run(case, "icoFoam")


def prepared(case, reynolds, layers):
    """A case with its mesh, made from the plane's; with one layer it is the plane's."""
    if not (case / "constant/polyMesh/owner").exists():
        shutil.rmtree(case, ignore_errors=True)
        shutil.copytree(PLANE, case, ignore=shutil.ignore_patterns("*.png", "*.md", "*.py", "*.csv", "__pycache__"))
        properties = case / "constant/transportProperties"
        properties.write_text(properties.read_text().replace("0.01;", f"{1 / reynolds:.10g};"))
        (case / "system/controlDict").write_text(CONTROL % {"end": 1, "step": 1, "every": 1})
        if layers > 1:
            dictionary = case / "system/blockMeshDict"
            dictionary.write_text(extrude.block_mesh(dictionary.read_text(), layers, WIDTH))
        generating.run(case, "blockMesh")
    return case


def plane(options, sizes):
    """The developed wake in the plane: velocity, pressure and the centres of the cells."""
    case = prepared(options.work / "plane", options.reynolds, 1)
    if not (case / "0").exists():
        shutil.copytree(case / "0.orig", case / "0")
        generating.run(case, "setFields")
    solve(case, PLANE_END, STEP, round(PLANE_END / STEP))
    if not (case / f"{PLANE_END:g}" / "C").exists():
        generating.run(case, "postProcess", "-func", "writeCellCentres", "-latestTime")
    fields = {name: extrude.read(case / f"{PLANE_END:g}" / name, sizes, 1)[0] for name in ("U", "p", "C")}
    centres = fields["C"][0]
    return fields["U"], fields["p"], [(centres[i], centres[i + 1]) for i in range(0, len(centres), 3)]


def start(case, time, sizes, velocity, pressure):
    folder = case / time
    folder.mkdir(exist_ok=True)                     # an interrupted one is written again: U comes last
    extrude.write(folder / "p", (PLANE / "0.orig/p").read_text(), pressure, sizes, 1)
    extrude.write(folder / "U", (PLANE / "0.orig/U").read_text(), velocity, sizes, 3)


def small(options, sizes):
    case = prepared(options.work / "small", options.reynolds, SMALL_LAYERS)
    if not (case / "0/U").exists():
        velocity, pressure, centres = plane(options, sizes)
        start(case, "0", sizes, extrude.disturbed(velocity, centres, SMALL_LAYERS, PUSH), pressure * SMALL_LAYERS)
    if not (case / f"{END:g}").exists():
        solve(case, SPIN_END, SPIN_STEP, round(SPIN_END / SPIN_STEP))
    solve(case, END, STEP, round(WRITE / STEP))
    return case, SPIN_END + WRITE / 2


def large(options, sizes):
    """The small case's fields between its layers. Nothing is solved: a time step of a million cells takes over a minute."""
    case = prepared(options.work / "large", options.reynolds, LARGE_LAYERS)
    for snapshot in range(1, LARGE_SNAPSHOTS + 1):
        time = f"{LARGE_AFTER + snapshot * WRITE:g}"
        if not (case / time / "U").exists():
            fields = [extrude.read(options.work / "small" / time / name, sizes, SMALL_LAYERS)[0] for name in ("U", "p")]
            start(case, time, sizes, *(extrude.refined(planes, LARGE_LAYERS) for planes in fields))
    return case, LARGE_AFTER + WRITE / 2


def capture(name, make, options, sizes):
    if (options.out / name / "shard.json").exists():
        print(f"{name}: there already", flush=True)
        return
    case, first = make(options, sizes)
    generating.capture(case, name, options.out, {"Re": options.reynolds}, "--from", f"{first:g}")
    print(f"{name}: captured", flush=True)


def main():
    parser = generating.parser("Generates three-dimensional cylinder wakes and captures them into a library of shards.", "extruded-cylinder")
    parser.add_argument("--large", action="store_true", help="also the case of a million cells, from the small one's fields")
    parser.add_argument("--re", dest="reynolds", type=float, default=260, help="Reynolds number (default: %(default)s)")
    options = generating.parsed(parser)
    sizes = extrude.blocks((PLANE / "system/blockMeshDict").read_text())
    capture("small", small, options, sizes)
    if options.large:
        capture("large", large, options, sizes)


if __name__ == "__main__":
    main()
