#!/usr/bin/env python3
"""Makes a day of any size out of real filings, for load tests.

Filings are drawn with the form mix of a real EDGAR day from Feed-like tarballs; each copy gets an
accession number of its own and shifted figures, so that no two texts are equal. The same arguments
give the same bytes. Writes OUT/{yyyy}/QTR{q}/{day}.nc.tar.gz with its index.json, and OUT/MEMBERS.tsv.
"""
import argparse
import collections
import datetime
import glob
import gzip
import io
import json
import os
import random
import re
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))

# Filings per thousand or so. IRANNOTICE stands in for the many short forms without XML.
MIX = {
    '4': 240, '8-K': 90, '424B2': 75, 'D': 60, 'D/A': 10, 'NPORT-P': 60, '144': 40, '144/A': 2,
    '3': 35, '5': 3, '4/A': 8, '13F-HR': 25, '13F-NT': 6, 'SCHEDULE 13G': 25, 'SCHEDULE 13G/A': 20,
    'SCHEDULE 13D': 6, '10-Q': 25, '10-K': 12, '424B5': 12, '424B4': 4, '497K': 20, 'S-3': 8,
    'S-3ASR': 3, 'S-1': 5, 'F-3': 2, 'CORRESP': 12, 'UPLOAD': 5, '485APOS': 4, 'SC TO-T/A': 1,
    'N-CEN': 5, '24F-2NT': 5, 'C': 3, 'C-U': 2, 'EFFECT': 10, 'MA-I/A': 2, 'ATS-N/UA': 1,
    '10-D': 4, 'ABS-15G': 3, 'IRANNOTICE': 137,
}
AGENTS = ['0001127602', '0001562180', '0000950170', '0001193125', '0001104659',
          '0001213900', '0001493152', '0001628280', '0000950103', '0001415889']
FORM = re.compile(rb'<TYPE>([^\r\n<]+)')
ACCESSION = re.compile(rb'<ACCESSION-NUMBER>(\d{10}-\d{2}-\d{6})')
PRIMARY_XML = re.compile(rb'<SEQUENCE>1\s[^<]*<FILENAME>[^\r\n<]*\.xml')
FIGURE = re.compile(rb'>(\d[\d,.]{2,})<')


def pool_of(folders):
    """All filings below the folders: form to file name to bytes."""
    pool = collections.defaultdict(dict)
    for folder in folders:
        for tarball in sorted(glob.glob(folder + '/**/*.nc.tar.gz', recursive=True)):
            with tarfile.open(tarball) as tar:
                for member in tar:
                    if member.isfile() and member.name.endswith('.nc'):
                        content = tar.extractfile(member).read()
                        form = FORM.search(content)
                        if form:
                            name = os.path.basename(member.name)
                            pool[form.group(1).decode().strip()][name] = content
    return pool


def plan_of(pool, count, chance):
    """The forms of the day, in random order."""
    available = [(form, weight) for form, weight in MIX.items() if form in pool]
    total = sum(weight for _, weight in available)
    plan = [form for form, weight in available for _ in range(round(count * weight / total))]
    plan += ['4'] * (count - len(plan))
    plan = plan[:count]
    chance.shuffle(plan)
    return plan


def shifted(content, by):
    """The same filing with other digits in its figures; the first digit stays."""
    def other(match):
        first, rest = match.group(1)[:1], match.group(1)[1:]
        digits = bytes((c - 48 + by + i) % 10 + 48 if 48 <= c <= 57 else c for i, c in enumerate(rest))
        return b'>' + first + digits + b'<'
    return FIGURE.sub(other, content) if b'<XML>' in content else content


def renamed(content, accession):
    old = ACCESSION.search(content)
    return content.replace(old.group(1), accession.encode(), 1) if old else content


def filings(pool, plan, chance, year):
    """Yields (accession number, form, source member, bytes)."""
    numbers, used = collections.Counter(), collections.Counter()
    for i, form in enumerate(plan):
        names = sorted(pool[form])
        source = names[used[form] % len(names)]
        used[form] += 1
        agent = chance.choice(AGENTS)
        numbers[agent] += 1
        accession = f'{agent}-{year[2:]}-{numbers[agent]:06d}'
        yield accession, form, source, shifted(renamed(pool[form][source], accession), (i * 7 + 3) % 9 + 1)


def write_day(arguments):
    chance = random.Random(arguments.seed)
    pool = pool_of(arguments.sources)
    plan = plan_of(pool, arguments.n, chance)
    day = datetime.datetime.strptime(arguments.day, '%Y%m%d').replace(hour=22)
    quarter = f'{arguments.out}/{day:%Y}/QTR{(day.month - 1) // 3 + 1}'
    os.makedirs(quarter, exist_ok=True)
    path = f'{quarter}/{day:%Y%m%d}.nc.tar.gz'
    made = int(day.replace(tzinfo=datetime.timezone.utc).timestamp())
    raw = with_xml = 0
    with open(path, 'wb') as file, \
            gzip.GzipFile(filename='', fileobj=file, mode='wb', compresslevel=6, mtime=made) as packed, \
            tarfile.open(fileobj=packed, mode='w|', format=tarfile.GNU_FORMAT) as tar, \
            open(f'{arguments.out}/MEMBERS.tsv', 'w') as members:
        members.write('member\tform\tsource_member\tbytes\n')
        for accession, form, source, content in filings(pool, plan, chance, f'{day:%Y}'):
            info = tarfile.TarInfo(accession + '.nc')
            info.size, info.mtime, info.mode = len(content), made, 0o644
            tar.addfile(info, io.BytesIO(content))
            members.write(f'{info.name}\t{form}\t{source}\t{len(content)}\n')
            raw += len(content)
            with_xml += PRIMARY_XML.search(content) is not None
    write_index(quarter, os.path.basename(path), os.path.getsize(path))
    return {'filings': len(plan), 'with_xml': with_xml, 'raw_mb': round(raw / 1e6, 1),
            'packed_mb': round(os.path.getsize(path) / 1e6, 1)}


def write_index(folder, name, size):
    item = {'name': name, 'type': 'file', 'href': name, 'size': f'{size // 1024} KB'}
    with open(folder + '/index.json', 'w') as file:
        json.dump({'directory': {'item': [item], 'name': 'Feed/', 'parent-dir': '../'}}, file)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('out')
    parser.add_argument('--day', default='20250110')
    parser.add_argument('--n', type=int, default=5000, help='filings')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--from', dest='sources', nargs='*', default=[HERE + '/../../samples/feed'])
    print(json.dumps(write_day(parser.parse_args())))
