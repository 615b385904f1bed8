#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Adds up every single check in meson's JUnit reports and prints "N passed, N failed".

meson itself counts programs; a TAP program holds many checks.  In CI a skipped check is a failed
one: nothing may go untested there for want of a package.
"""

import argparse
import os
import sys
import xml.etree.ElementTree as ElementTree


def verdict(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None:
        return "skipped"
    return "passed"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--status", type=int, default=0, help="exit status of meson test")
    parser.add_argument("reports", nargs="*")
    arguments = parser.parse_args()

    count = {"passed": 0, "failed": 0, "skipped": 0}
    for report in arguments.reports:
        if not os.path.exists(report):
            continue
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            bad = 0
            for case in suite.iter("testcase"):
                result = verdict(case)
                count[result] += 1
                if result != "passed":
                    where = f"{suite.get('name')}: {case.get('name')}"
                    print(f"{result}: {where}")
                bad += result == "failed"
            # A program that died between two checks has an error of its own.
            if bad == 0 and int(suite.get("errors", 0)) + int(suite.get("failures", 0)) > 0:
                print(f"failed: {suite.get('name')}: ended badly")
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
