# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors

"""The texts of a .po or .pot file, for the tests of the translations."""

import ast
import re
import subprocess


class Text:
    """One text: what it is in English, and what it is in another language."""

    def __init__(self):
        self.line = 0
        self.flags = set()
        self.obsolete = False
        self.context = None
        self.id = None
        self.plural = None
        self.translations = []

    @property
    def key(self):
        return (self.context, self.id)

    @property
    def fuzzy(self):
        return 'fuzzy' in self.flags

    @property
    def complete(self):
        return bool(self.translations) and all(self.translations) and not self.fuzzy

    def pairs(self):
        """Each translation beside the English that it stands for."""
        for number, translation in enumerate(self.translations):
            yield (self.plural if self.plural is not None and number > 0 else self.id), translation


def read(path):
    """All texts of a file, the header (whose id is empty) first."""
    texts, text, field = [], Text(), None
    with open(path, encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip('\n')
            if not line.strip():
                if text.id is not None:
                    texts.append(text)
                text, field = Text(), None
                continue
            if line.startswith('#~'):
                text.obsolete = True
                continue
            if line.startswith('#,'):
                text.flags |= {flag.strip() for flag in line[2:].split(',')}
            if line.startswith('#'):
                continue
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+', line)
            value = ast.literal_eval(line[match.end():] if match else line)
            if match:
                field = match[1]
                text.line = text.line or number
                if field.startswith('msgstr'):
                    text.translations.append('')
            if field == 'msgctxt':
                text.context = (text.context or '') + value
            elif field == 'msgid':
                text.id = (text.id or '') + value
            elif field == 'msgid_plural':
                text.plural = (text.plural or '') + value
            else:
                text.translations[-1] += value
    if text.id is not None:
        texts.append(text)
    return texts


def make_template(source, output):
    """The template of what the sources say today."""
    with open(f'{source}/po/xgettext.args', encoding='utf-8') as lines:
        arguments = lines.read().split()
    subprocess.run(['xgettext', f'--directory={source}', f'--files-from={source}/po/POTFILES.in',
                    '--package-name=tactus', f'--output={output}', *arguments],
                   check=True, stdout=subprocess.DEVNULL)
