#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Turns what the benchmarks printed into a page, and says which goals were missed.

A benchmark prints a line for each figure: "what it is: 1.2 (goal <= 1.5)".  The goal may be missing,
and other lines are notes for whoever watches.
"""

import argparse
import json
import os
import platform
import re
import sys

LINE = re.compile(r"^(?P<what>[^#].+): (?P<value>[<]?[0-9][^()]*?)"
                  r"(?: \(goal (?P<sense>≤|≥|<=|>=|<|>) (?P<goal>[0-9.]+)[^)]*\))?$")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def read_figures(log):
    with open(log, encoding="utf-8") as lines:
        results = [json.loads(line) for line in lines]
    for result in results:
        for line in result.get("stdout", "").splitlines():
            match = LINE.match(line.strip())
            if match:
                yield result["name"], match


def is_met(match):
    value = float(NUMBER.search(match["value"]).group())
    goal = float(match["goal"])
    return {"≤": value <= goal, "<=": value <= goal, "<": value < goal,
            "≥": value >= goal, ">=": value >= goal, ">": value > goal}[match["sense"]]


def first_of(path, key):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(key):
                return line.split(":" if ":" in line else "=", 1)[1].strip().strip('"')
    return "not known"


def describe_machine():
    memory = int(first_of("/proc/meminfo", "MemTotal").split()[0]) / 1024 / 1024
    return (f"{first_of('/etc/os-release', 'PRETTY_NAME')}, {platform.machine()}, "
            f"{first_of('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, "
            f"{memory:.0f} GiB of memory, Linux {platform.release().split('-')[0]}; "
            "software rendering, no graphics card")


def write_page(path, figures):
    with open(path, "w", encoding="utf-8") as page:
        page.write("# Benchmarks\n\n"
                   "Written by `./dev bench --record`. Every figure is a ratio, or a size, within one "
                   "run: machines differ,\nratios hardly do. Nothing in the tests depends on them.\n\n"
                   f"Machine: {describe_machine()}.\n\n"
                   "| Bench | What | Measured | Goal | |\n|---|---|---|---|---|\n")
        for name, match in figures:
            goal = f"{match['sense']} {match['goal']}" if match["goal"] else ""
            verdict = ("met" if is_met(match) else "**missed**") if goal else ""
            page.write(f"| {name} | {match['what']} | {match['value'].strip()} | {goal} | {verdict} |\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", help="write the figures there, too")
    parser.add_argument("log", help="meson's testlog.json")
    arguments = parser.parse_args()

    figures = list(read_figures(arguments.log))
    if arguments.page:
        write_page(arguments.page, figures)
    goals = [match for _, match in figures if match["goal"]]
    missed = [match for match in goals if not is_met(match)]
    for match in missed:
        print(f"missed: {match.group()}")
    print(f"{len(figures)} figures, {len(goals)} with a goal, {len(missed)} missed")
    return 0 if figures else 1


sys.exit(main())
