"""What the generators of the samples share: running programs in a case, the options, and one member after the other."""
import argparse
import concurrent.futures
import csv
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(case, program, *arguments):
    """Runs a program in a case; its output goes to log.<program> and is returned."""
    environment = {"WM_PROJECT_DIR": "/usr/share/openfoam", **os.environ}
    done = subprocess.run([program, *arguments], cwd=case, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    (case / f"log.{pathlib.Path(program).name}").write_text(done.stdout)
    if done.returncode != 0:
        raise subprocess.SubprocessError(f"{case}: {program} ended with {done.returncode}:\n" + "\n".join(done.stdout.splitlines()[-5:]))
    return done.stdout


def capture(case, name, out, parameters, *further):
    """Captures the velocity and the pressure of a case into a library."""
    known = [argument for key, value in parameters.items() for argument in ("--set", f"{key}={value}")]
    run(case, str(ROOT / "cfdbridge"), "capture", str(case), "--name", name, "--fields", "U,p", *further, *known, "--out", str(out))


def parser(description, library):
    """The options that all generators have."""
    data = pathlib.Path(os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share")
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--out", type=pathlib.Path, default=data / "cfdbridge/library" / library, help="the library (default: %(default)s)")
    options.add_argument("--work", type=pathlib.Path, default=None, help="folder of the solver's cases (default: beside the library)")
    return options


def parsed(options):
    """The options given, with whole paths; the library's folder is there then and the program is built."""
    given = options.parse_args()
    given.out = given.out.resolve()
    given.work = (given.work or given.out.with_name(given.out.name + "-cases")).resolve()
    given.out.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "cfdbridge", "--version"], check=True, stdout=subprocess.DEVNULL)   # builds it once, before several want to
    return given


def member_parser(description, library, end):
    """The options of a generator whose runs stand in members.csv."""
    options = parser(description, library)
    options.add_argument("--only", nargs="*", help="names of members (default: all)")
    options.add_argument("--jobs", type=int, default=2, help="members at a time (default: %(default)s)")
    options.add_argument("--end", type=float, default=None, help=f"time to end, in diameters over velocity (default: {end})")
    options.add_argument("--keep", action="store_true", help="keep the solver's cases")
    return options


def generate_all(here, options, generate):
    """Generates the members asked for, several at a time; those that fail are told and do not stop the others."""
    given = parsed(options)
    shutil.copy(here / "members.csv", given.out)                                               # the split travels with the runs
    with open(here / "members.csv", newline="") as table:
        wanted = [member for member in csv.DictReader(table) if not given.only or member["name"] in given.only]
    if not wanted:
        sys.exit("generate.py: --only names no member of members.csv")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for done, future in enumerate(concurrent.futures.as_completed([pool.submit(whole, generate, member, given) for member in wanted]), start=1):
            try:
                print(f"[{done}/{len(wanted)}] {future.result()}", flush=True)
            except (subprocess.SubprocessError, OSError) as failure:
                failed += 1
                print(f"[{done}/{len(wanted)}] FAILED {failure}", file=sys.stderr, flush=True)
    sys.exit(1 if failed else 0)


def whole(generate, member, given):
    """One member, unless its shard is whole; its case is deleted then, unless it is to be kept."""
    if (given.out / member["name"] / "shard.json").exists():
        return f"{member['name']}: there already"
    case = given.work / member["name"]
    shutil.rmtree(case, ignore_errors=True)
    told = generate(member, case, given)
    if not given.keep:
        shutil.rmtree(case)
    return f"{member['name']}: {told}"
