#!/usr/bin/python3
"""Generates the runs that `members.csv` lists, one cylinder at Reynolds numbers 60 to 200, and captures each into a
library of shards. Resumable: a member whose shard is whole is left alone. `generate.py --help` tells the options."""
import argparse
import concurrent.futures
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PUSH = {"strong": "(0.7 0.5 0)", "weak": "(1 0.03 0)"}     # velocity behind the cylinder at the start
END = {"strong": 90, "weak": 100}                         # pushed weakly, the wake takes longer to settle


def run(case, program, *arguments):
    """Runs a program in a case; its output goes to log.<program>."""
    environment = {"WM_PROJECT_DIR": "/usr/share/openfoam", **os.environ}
    done = subprocess.run([program, *arguments], cwd=case, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    (case / f"log.{pathlib.Path(program).name}").write_text(done.stdout)
    if done.returncode != 0:
        raise subprocess.SubprocessError(f"{case}: {program} ended with {done.returncode}:\n" + "\n".join(done.stdout.splitlines()[-5:]))


def edit(path, pattern, text):
    """Replaces the one place that a pattern matches."""
    edited, count = re.subn(pattern, text, path.read_text(), flags=re.MULTILINE)
    if count != 1:
        raise OSError(f"{path}: {count} places match {pattern}, expected one")
    path.write_text(edited)


def generate(member, options):
    name, reynolds, kick = member["name"], float(member["Re"]), member["kick"]
    if (options.out / name / "shard.json").exists():
        return f"{name}: there already"
    case = options.work / name
    shutil.rmtree(case, ignore_errors=True)
    case.mkdir(parents=True)
    for part in ("0.orig", "constant", "system"):
        shutil.copytree(HERE / part, case / part)
    shutil.copytree(case / "0.orig", case / "0")
    edit(case / "constant/transportProperties", r"^nu\s.*;.*$", f"nu  {1 / reynolds:.10g};")
    edit(case / "system/controlDict", r"^endTime\s.*;.*$", f"endTime {options.end or END[kick]:g};")
    edit(case / "system/setFieldsDict", r"U \(0\.7 0\.5 0\)", f"U {PUSH[kick]}")
    for program in ("blockMesh", "setFields", "icoFoam"):
        run(case, program)
    run(case, str(ROOT / "cfdbridge"), "capture", str(case), "--name", name, "--fields", "U,p", "--set", f"Re={member['Re']}", "--out", str(options.out))
    if not options.keep:
        shutil.rmtree(case)
    return f"{name}: done"


def main():
    data = pathlib.Path(os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share")
    parser = argparse.ArgumentParser(description="Generates cylinder wakes and captures them into a library of shards.")
    parser.add_argument("--out", type=pathlib.Path, default=data / "cfdbridge/library/cylinder-wake", help="the library (default: %(default)s)")
    parser.add_argument("--work", type=pathlib.Path, default=None, help="folder of the solver's cases (default: beside the library)")
    parser.add_argument("--only", nargs="*", help="names of members (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="members at a time (default: %(default)s)")
    parser.add_argument("--end", type=float, default=None, help="time to end, in diameters over velocity (default: 90, weakly pushed 100)")
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
