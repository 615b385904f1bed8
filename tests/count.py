#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Adds up every single check in meson's JUnit reports and prints "N passed, N failed".

meson itself counts programs; a TAP program holds many checks.  In CI a skipped check is a failed
one: nothing may go untested there for want of a package.
"""

import argparse
import json
import os
import sys
import xml.etree.ElementTree as ElementTree


def verdict(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None:
        return "skipped"
    return "passed"


def ended_badly(log):
    """Programs that failed, by the name that the reports give their suite."""
    if not os.path.exists(log):
        return set()
    with open(log, encoding="utf-8") as lines:
        results = [json.loads(line) for line in lines]
    good = ("OK", "SKIP", "EXPECTEDFAIL")
    return {result["name"] for result in results if result["result"] not in good}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--status", type=int, default=0, help="exit status of meson test")
    parser.add_argument("reports", nargs="*")
    arguments = parser.parse_args()

    count = {"passed": 0, "failed": 0, "skipped": 0}
    failed_programs, told = set(), set()
    for report in arguments.reports:
        if not os.path.exists(report):
            continue
        failed_programs |= ended_badly(os.path.join(os.path.dirname(report), "testlog.json"))
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            for case in suite.iter("testcase"):
                result = verdict(case)
                count[result] += 1
                if result != "passed":
                    print(f"{result}: {suite.get('name')}: {case.get('name')}")
                if result == "failed":
                    told |= {suite.get("name"), case.get("name")}
    # A program that died between two checks has failed none of them, and is one failure of its own.
    for program in sorted(failed_programs):
        if not any(name and name.endswith(program) for name in told):
            print(f"failed: {program}: ended badly")
            count["failed"] += 1

    if os.environ.get("CI"):
        count["failed"] += count["skipped"]
        count["skipped"] = 0
    if arguments.status != 0 and count["failed"] == 0:
        print(f"failed: meson test ended with {arguments.status}")
        count["failed"] += 1

    line = f"{count['passed']} passed, {count['failed']} failed"
    if count["skipped"]:
        line += f", {count['skipped']} skipped"
    print(line)
    return 1 if count["failed"] or count["passed"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
