#!/usr/bin/python3
"""Runs the strongly pushed test members once more, written every time step, and captures them with other clocks: every 0.1
(`<member>-tenth`, from which strides make 0.2 and 0.4) and, up to t = 15 and t = 50, at times that are off 0.2 by up to
20 % (`<member>-jitter-early`, `-late`; even again after that, so that forecasts can be judged). Resumable by member."""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

import generate
import generating

MEMBERS = ("re090", "re110", "re150")
FROM = 9                                                                            # nothing is written before
ORIGINS = {"early": 15, "late": 50}
SEEN = 24                                                                           # snapshots up to an origin


def hundredths(seconds):
    return round(100 * seconds)


def jittered(origin):
    """Times of a context: even at both ends, so that its mean spacing is 0.2, and off by at most 0.04 between them."""
    draws = random.Random(7 + origin)
    times = [hundredths(origin) - 20 * (SEEN - 1 - i) for i in range(SEEN)]
    return [time + (2 * draws.randint(-2, 2) if 0 < i < SEEN - 1 else 0) for i, time in enumerate(times)]


def clocks(end):
    last = hundredths(end)
    chosen = {"tenth": list(range(hundredths(FROM), last + 1, 10))}
    for name, origin in ORIGINS.items():
        if origin < end:
            chosen[f"jitter-{name}"] = jittered(origin) + list(range(hundredths(origin) + 20, last + 1, 20))
    return chosen


def steps(case):
    """Time directories by hundredths of a second."""
    found = {}
    for folder in case.iterdir():
        try:
            found[hundredths(float(folder.name))] = folder
        except ValueError:
            pass
    return found


def thin(case, kept, over):
    """Deletes the steps that no clock needs while the solver goes on, all but the newest."""
    while not over.wait(3):
        found = steps(case)
        for time in sorted(found)[:-4]:
            if time > 0 and time not in kept:
                shutil.rmtree(found[time])


def solve(case, reynolds, end, kept):
    case.mkdir(parents=True)
    for part in ("0.orig", "constant", "system"):
        shutil.copytree(HERE / part, case / part)
    shutil.copytree(case / "0.orig", case / "0")
    generate.edit(case / "constant/transportProperties", r"^nu\s.*;.*$", f"nu  {1 / reynolds:.10g};")
    generate.edit(case / "system/controlDict", r"^endTime\s.*;.*$", f"endTime {FROM};")
    generate.edit(case / "system/controlDict", r"^writeInterval\s+10;.*$", f"writeInterval {50 * FROM};")
    for program in ("blockMesh", "setFields", "icoFoam"):
        generating.run(case, program)
    generate.edit(case / "system/controlDict", r"^endTime\s.*;.*$", f"endTime {end:g};")
    generate.edit(case / "system/controlDict", rf"^writeInterval\s+{50 * FROM};.*$", "writeInterval 1;")
    over = threading.Event()
    thinning = threading.Thread(target=thin, args=(case, kept, over))
    thinning.start()
    try:
        generating.run(case, "icoFoam")
    finally:
        over.set()
        thinning.join()


def member(name, given):
    end, chosen = given.end or 90, clocks(given.end or 90)
    if all((given.out / f"{name}-{clock}" / "shard.json").exists() for clock in chosen):
        return "there already"
    case = given.work / name
    shutil.rmtree(case, ignore_errors=True)
    reynolds = float(name[2:])
    solve(case, reynolds, end, {time for times in chosen.values() for time in times})
    found = steps(case)
    for clock, times in chosen.items():
        part = given.work / f"{name}-{clock}"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        for folder in ("constant", "system"):
            shutil.copytree(case / folder, part / folder)
        for time in times:
            shutil.copytree(found[time], part / found[time].name, copy_function=os.link)
        shutil.rmtree(given.out / part.name, ignore_errors=True)
        generating.capture(part, part.name, given.out, {"Re": f"{reynolds:g}"})
        shutil.rmtree(part)
    if not given.keep:
        shutil.rmtree(case)
    return "done"


if __name__ == "__main__":
    given = generating.parsed(generating.member_parser("Captures the test members with other clocks.", "cylinder-wake-clocks", "90"))
    for name in given.only or MEMBERS:
        try:
            print(f"{name}: {member(name, given)}", flush=True)
        except (subprocess.SubprocessError, OSError) as failure:
            sys.exit(f"{name}: {failure}")
