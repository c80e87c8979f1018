#!/usr/bin/python3
"""Generates the runs that `members.csv` lists and captures each into a library of shards. Resumable: a member whose
shard is whole is left alone. `generate.py --help` tells the options."""
import argparse
import concurrent.futures
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys

import meshing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WRITE = 0.2                                     # snapshot spacing
PILOT_END, PILOT_STEP, COURANT = 2.0, 0.01, 0.7
STEPS_PER_SNAPSHOT = (10, 16, 20, 25, 32, 40, 50, 64, 80, 100)   # each gives a time step with a finite decimal
KICKS = {"strong": "(0.7 0.5 0)", "weak": "(1 0.03 0)", "none": "(1 0 0)"}


def run(case, program, *arguments):
    """Runs a program in a case; its output goes to log.<program> and is returned."""
    environment = {"WM_PROJECT_DIR": "/usr/share/openfoam", **os.environ}
    done = subprocess.run([program, *arguments], cwd=case, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    (case / f"log.{pathlib.Path(program).name}").write_text(done.stdout)
    if done.returncode != 0:
        raise subprocess.SubprocessError(f"{case}: {program} ended with {done.returncode}:\n" + "\n".join(done.stdout.splitlines()[-5:]))
    return done.stdout


def control(case, end, step, every):
    """Fills in the template's times."""
    text = (HERE / "case/system/controlDict").read_text()
    (case / "system/controlDict").write_text(text.replace("END_TIME", f"{end:g}").replace("DELTA_T", f"{step:.10g}").replace("WRITE_EVERY", str(every)))


def steps_per_snapshot(case):
    """A pilot run tells the Courant number; the first moments of an impulsive start are left out."""
    control(case, PILOT_END, PILOT_STEP, 10**6)
    log = run(case, "icoFoam")
    time, largest = 0.0, 0.0
    for line in log.splitlines():
        if match := re.match(r"Time = ([0-9.e+-]+)", line):
            time = float(match.group(1))
        elif (match := re.search(r"Courant Number.*max: ([0-9.e+-]+)", line)) and time > 1:
            largest = max(largest, float(match.group(1)))
    needed = WRITE * largest / (PILOT_STEP * COURANT)
    return next(count for count in STEPS_PER_SNAPSHOT if count >= needed or count == STEPS_PER_SNAPSHOT[-1])


def generate(member, options):
    name = member["name"]
    shard = options.out / name
    if (shard / "shard.json").exists():
        return f"{name}: there already"
    case = options.work / name
    shutil.rmtree(case, ignore_errors=True)
    shutil.copytree(HERE / "case", case)
    shutil.copytree(case / "0.orig", case / "0")
    reynolds = float(member["Re"])
    (case / "constant/transportProperties").write_text((HERE / "case/constant/transportProperties").read_text().replace("VISCOSITY", f"{1 / reynolds:.10g}"))
    (case / "system/setFieldsDict").write_text((HERE / "case/system/setFieldsDict").read_text().replace("KICK", KICKS[member["kick"]]))
    control(case, PILOT_END, PILOT_STEP, 10**6)
    cells = meshing.make(case, member, options.cells, run)
    run(case, "setFields")
    every = steps_per_snapshot(case)
    control(case, options.end, WRITE / every, every)
    run(case, "icoFoam")
    parameters = [argument for key in ("Re", "angle") for argument in ("--set", f"{key}={member[key]}")]
    run(case, str(ROOT / "cfdbridge"), "capture", str(case), "--name", name, "--fields", "U,p", *parameters, "--out", str(options.out))
    if not options.keep:
        shutil.rmtree(case)
    return f"{name}: {cells} cells, {every} steps a snapshot"


def main():
    data = pathlib.Path(os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share")
    parser = argparse.ArgumentParser(description="Generates bluff-body wakes and captures them into a library of shards.")
    parser.add_argument("--out", type=pathlib.Path, default=data / "cfdbridge/library/bluff-bodies", help="the library (default: %(default)s)")
    parser.add_argument("--work", type=pathlib.Path, default=None, help="folder of the solver's cases (default: beside the library)")
    parser.add_argument("--only", nargs="*", help="names of members (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="members at a time (default: %(default)s)")
    parser.add_argument("--end", type=float, default=60, help="time to end, in diameters over velocity (default: %(default)s)")
    parser.add_argument("--cells", type=int, default=9000, help="cells of a mesh, within an eighth (default: %(default)s)")
    parser.add_argument("--keep", action="store_true", help="keep the solver's cases")
    options = parser.parse_args()
    options.out = options.out.resolve()
    options.work = (options.work or options.out.with_name(options.out.name + "-cases")).resolve()

    with open(HERE / "members.csv", newline="") as table:
        members = [member for member in csv.DictReader(table) if not options.only or member["name"] in options.only]
    if not members:
        sys.exit("generate.py: --only names no member of members.csv")
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "members.csv", options.out)                                             # the split travels with the runs
    subprocess.run([ROOT / "cfdbridge", "--version"], check=True, stdout=subprocess.DEVNULL)   # builds it once, before several want to
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done, future in enumerate(concurrent.futures.as_completed([pool.submit(generate, member, options) for member in members]), start=1):
            try:
                print(f"[{done}/{len(members)}] {future.result()}", flush=True)
            except (subprocess.SubprocessError, OSError) as failure:
                failed += 1
                print(f"[{done}/{len(members)}] FAILED {failure}", file=sys.stderr, flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
