"""A day as a Python job reads it: untar to a folder, parse each file with edgartools, clean, cut."""
import logging
import os
import pathlib
import re
import shutil
import sys
import tarfile
import tempfile
import time
import warnings

warnings.filterwarnings('ignore')
logging.disable(logging.CRITICAL)
from edgar.sgml import FilingSGML  # noqa: E402

DECLARATION = re.compile(r'^\s*<\?xml[^>]*\?>\s*', re.I)
NAMESPACE = re.compile(r'\s+xmlns(:\w+)?="[^"]*"', re.I)
BETWEEN_TAGS = re.compile(r'>\s*<')


def text_of(path):
    xml = FilingSGML.from_source(path).xml()
    if not xml:
        return None
    lines = xml.replace('\r\n', '\n').replace('\r', '\n').strip()
    bare = NAMESPACE.sub('', DECLARATION.sub('', lines))
    text = BETWEEN_TAGS.sub('>\n<', bare).strip()
    if len(text) <= 15_000:
        return text
    return text[:13_000].rstrip() + '\n\n[...TRUNCATED...]\n\n' + text[-2_000:].lstrip()


def untar(tarball, folder):
    with tarfile.open(tarball) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith('.nc'):
                (folder / os.path.basename(member.name)).write_bytes(tar.extractfile(member).read())


def read(tarball):
    folder = pathlib.Path(tempfile.mkdtemp(prefix='edgartools-day-'))
    texts = characters = raised = 0
    try:
        untar(tarball, folder)
        unpacked = time.process_time()
        for path in sorted(folder.iterdir()):
            try:
                text = text_of(path)
            except Exception:  # edgartools raises on some filings; a job would stop here
                raised += 1
                continue
            texts += text is not None
            characters += len(text or '')
        parsing = time.process_time() - unpacked
    finally:
        shutil.rmtree(folder)
    print(f'{texts} {characters}; raised {raised}; parsing alone {parsing:.2f} s CPU')


read(sys.argv[1])
