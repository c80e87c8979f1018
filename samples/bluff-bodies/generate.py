#!/usr/bin/python3
"""Generates the runs that `members.csv` lists and captures each into a library of shards. Resumable: a member whose
shard is whole is left alone. `generate.py --help` tells the options."""
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import generating
import meshing

WRITE = 0.2                                     # snapshot spacing
END = 60.0
PILOT_END, PILOT_STEP, COURANT = 2.0, 0.01, 0.7
STEPS_PER_SNAPSHOT = (10, 16, 20, 25, 32, 40, 50, 64, 80, 100)   # each gives a time step with a finite decimal
KICKS = {"strong": "(0.7 0.5 0)", "weak": "(1 0.03 0)", "none": "(1 0 0)"}


def control(case, end, step, every):
    """Fills in the template's times."""
    text = (HERE / "case/system/controlDict").read_text()
    (case / "system/controlDict").write_text(text.replace("END_TIME", f"{end:g}").replace("DELTA_T", f"{step:.10g}").replace("WRITE_EVERY", str(every)))


def steps_per_snapshot(case):
    """A pilot run tells the Courant number; the first moments of an impulsive start are left out."""
    control(case, PILOT_END, PILOT_STEP, 10**6)
    log = generating.run(case, "icoFoam")
    time, largest = 0.0, 0.0
    for line in log.splitlines():
        if match := re.match(r"Time = ([0-9.e+-]+)", line):
            time = float(match.group(1))
        elif (match := re.search(r"Courant Number.*max: ([0-9.e+-]+)", line)) and time > 1:
            largest = max(largest, float(match.group(1)))
    needed = WRITE * largest / (PILOT_STEP * COURANT)
    return next(count for count in STEPS_PER_SNAPSHOT if count >= needed or count == STEPS_PER_SNAPSHOT[-1])


def generate(member, case, options):
    shutil.copytree(HERE / "case", case)
    shutil.copytree(case / "0.orig", case / "0")
    reynolds = float(member["Re"])
    (case / "constant/transportProperties").write_text((HERE / "case/constant/transportProperties").read_text().replace("VISCOSITY", f"{1 / reynolds:.10g}"))
    (case / "system/setFieldsDict").write_text((HERE / "case/system/setFieldsDict").read_text().replace("KICK", KICKS[member["kick"]]))
    control(case, PILOT_END, PILOT_STEP, 10**6)
    cells = meshing.make(case, member, options.cells, generating.run)
    generating.run(case, "setFields")
    every = steps_per_snapshot(case)
    control(case, options.end or END, WRITE / every, every)
    generating.run(case, "icoFoam")
    generating.capture(case, member["name"], options.out, {"Re": member["Re"], "angle": member["angle"]})
    return f"{cells} cells, {every} steps a snapshot"


if __name__ == "__main__":
    options = generating.member_parser("Generates bluff-body wakes and captures them into a library of shards.", "bluff-bodies", f"{END:g}")
    options.add_argument("--cells", type=int, default=9000, help="cells of a mesh, within an eighth (default: %(default)s)")
    generating.generate_all(HERE, options, generate)
