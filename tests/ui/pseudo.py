#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors

"""A language that nobody speaks, to see what a translation would find.

    pseudo.py long|rtl FOLDER

Makes FOLDER/LANGUAGE/LC_MESSAGES/tactus.mo from what the sources say, and prints the name of the
language: texts grow by half, as German or Ukrainian ones do, and every letter has an accent, so that
what was never marked for translation is seen at once.  rtl: from right to left, too.
"""

import os
import re
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, TESTS)

import po  # pylint: disable=wrong-import-position

ACCENTS = str.maketrans('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
                        'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž')

# What is not for the eye: conversions of printf(), accelerators.
KEPT = re.compile(r"(%(?:\d+\$)?[-#0 +'.\d]*(?:l?[a-zA-Z]|%))")

# A text is read from right to left although its letters are not of that kind.
OVERRIDE, POP = '\u202e', '\u202c'

LANGUAGES = {'long': 'qps', 'rtl': 'qpr'}


def grow(text):
    """Half as much again, in words of six letters: a line can be broken where it could be before."""
    extra = max(1, round(len(re.sub(KEPT, '', text)) * 0.5))
    if ' ' not in text.strip():
        return 'öåûéîá'[:extra] + 'ö' * max(0, min(extra - 6, 6))
    words = []
    while extra > 0:
        words.append('öåûéîö'[:extra])
        extra -= 7
    return ' ' + ' '.join(words)


def is_format_of_time(text):
    return bool(re.match(r'^(%[-O]?[a-zA-Z]|[ ,:./])+$', text))


def disguise(text, language):
    """The text in that language."""
    if is_format_of_time(text) or not re.search('[A-Za-z]', KEPT.sub('', text)):
        return text
    lines = []
    for line in text.split('\n'):
        parts = KEPT.split(line)
        for i in range(0, len(parts), 2):
            parts[i] = parts[i].translate(ACCENTS)
            if language == 'qpr':
                parts[i] = re.sub(r'([^\W\d_][\w]*)', OVERRIDE + r'\1' + POP, parts[i])
        lines.append(''.join(parts))
    long = grow(text)
    if language == 'qpr':
        long = OVERRIDE + long + POP
    tail = re.search(r'[….:?!]*$', lines[-1]).start()
    lines[-1] = lines[-1][:tail] + long + lines[-1][tail:]
    return '\n'.join(lines)


def quote(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'


def main():
    language, folder = LANGUAGES[sys.argv[1]], sys.argv[2]
    target = f'{folder}/{language}/LC_MESSAGES'
    os.makedirs(target, exist_ok=True)

    with tempfile.TemporaryDirectory() as temporary:
        po.make_template(os.path.dirname(TESTS), f'{temporary}/tactus.pot')
        texts = [text for text in po.read(f'{temporary}/tactus.pot') if text.id]
        with open(f'{temporary}/{language}.po', 'w', encoding='utf-8') as file:
            file.write('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
                       f'"Language: {language}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
            for text in texts:
                file.write('\n' + ('#, c-format\n' if 'c-format' in text.flags else ''))
                if text.context is not None:
                    file.write(f'msgctxt {quote(text.context)}\n')
                file.write(f'msgid {quote(text.id)}\n')
                if text.plural is None:
                    file.write(f'msgstr {quote(disguise(text.id, language))}\n')
                else:
                    file.write(f'msgid_plural {quote(text.plural)}\n'
                               f'msgstr[0] {quote(disguise(text.id, language))}\n'
                               f'msgstr[1] {quote(disguise(text.plural, language))}\n')
        subprocess.run(['msgfmt', '--check-format', f'--output-file={target}/tactus.mo',
                        f'{temporary}/{language}.po'], check=True)
    print(language)


if __name__ == '__main__':
    main()
