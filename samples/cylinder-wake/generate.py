#!/usr/bin/python3
"""Generates the runs that `members.csv` lists, one cylinder at Reynolds numbers 60 to 200, and captures each into a
library of shards. Resumable: a member whose shard is whole is left alone. `generate.py --help` tells the options."""
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import generating

PUSH = {"strong": "(0.7 0.5 0)", "weak": "(1 0.03 0)"}     # velocity behind the cylinder at the start
END = {"strong": 90, "weak": 100}                         # pushed weakly, the wake takes longer to settle
HELD_OUT_END = {"strong": 140, "weak": 100}               # of these the limit cycle is foretold too, from t = 100 on


def edit(path, pattern, text):
    """Replaces the one place that a pattern matches."""
    edited, count = re.subn(pattern, text, path.read_text(), flags=re.MULTILINE)
    if count != 1:
        raise OSError(f"{path}: {count} places match {pattern}, expected one")
    path.write_text(edited)


def generate(member, case, options):
    case.mkdir(parents=True)
    for part in ("0.orig", "constant", "system"):
        shutil.copytree(HERE / part, case / part)
    shutil.copytree(case / "0.orig", case / "0")
    edit(case / "constant/transportProperties", r"^nu\s.*;.*$", f"nu  {1 / float(member['Re']):.10g};")
    end = options.end or (END if member["split"] == "train" else HELD_OUT_END)[member["kick"]]
    edit(case / "system/controlDict", r"^endTime\s.*;.*$", f"endTime {end:g};")
    edit(case / "system/setFieldsDict", r"U \(0\.7 0\.5 0\)", f"U {PUSH[member['kick']]}")
    for program in ("blockMesh", "setFields", "icoFoam"):
        generating.run(case, program)
    generating.capture(case, member["name"], options.out, {"Re": member["Re"]})
    return "done"


if __name__ == "__main__":
    description = "Generates cylinder wakes and captures them into a library of shards."
    generating.generate_all(HERE, generating.member_parser(description, "cylinder-wake", "90, held out 140, weakly pushed 100"), generate)
