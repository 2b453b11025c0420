"""Markdown from rows of figures."""
import json
from collections import defaultdict
from statistics import median


class Figures:
    def __init__(self, path, best):
        self.windows, self.others = defaultdict(list), defaultdict(dict)
        self.peers = []
        with open(path, encoding='utf-8') as file:
            for row in map(json.loads, file):
                if row['peer'] not in self.peers:
                    self.peers.append(row['peer'])
                if row['kind'] == 'load':
                    self.windows[row['peer'], row['case']].append(row)
                else:
                    self.others[row['kind']][row['peer']] = row
        # chosen by what others did to the machine, never by the result
        for key, rows in self.windows.items():
            self.windows[key] = sorted(rows, key=lambda row: row['foreign_cores'])[:best]

    def median(self, peer, case, of):
        values = [value for row in self.windows[peer, case] if (value := of(row)) is not None]
        return median(values) if values else None

    def added(self, peer, case, of):
        """What the gateway adds to the engine's own."""
        with_it, without = self.median(peer, case, of), self.median('direct', case, of)
        return None if with_it is None or without is None else with_it - without


def of(*keys):
    def value(row):
        for key in keys:
            row = (row or {}).get(key)
        return row
    return value


def errors(row):
    return sum(row['errors'].values()) + sum(row['warm_errors'].values())


def per_stream(row):
    return (row['pss_kb'] - row['pss_kb_before']) / max(1, row['streaming'])


FOREIGN = ('foreign cores', 'median', of('foreign_cores'), '.1f')
ERRORS = ('errors', 'median', errors, '.0f')
CPU = ('CPU ms a request', 'median', of('cpu_ms_per_request'), '.3f')
PER_TOKEN = ('CPU µs a token', 'median', of('cpu_us_per_token'), '.1f')
MEMORY = [('kB a stream', 'median', per_stream, '.1f'), ('PSS before, MB', 'median', lambda row: row['pss_kb_before'] / 1024, '.0f'),
          ('streams open', 'median', of('streaming'), '.0f'), ERRORS, FOREIGN]
UNARY = [CPU, ('requests a second', 'median', of('rps'), '.0f'), ('added p50, ms', 'added', of('whole_ms', 'p50'), '.2f'),
         ('added p99, ms', 'added', of('whole_ms', 'p99'), '.2f'), ERRORS, FOREIGN]
STREAMED = [PER_TOKEN, ('tokens a second', 'median', of('tokens_per_s'), '.0f'), ('added TTFT p50, ms', 'added', of('ttft_ms', 'p50'), '.2f'),
            ('added TTFT p99, ms', 'added', of('ttft_ms', 'p99'), '.2f'), ('transit p50, ms', 'median', of('transit_ms', 'p50'), '.2f'),
            ('ITL p99, ms', 'median', of('itl_ms', 'p99'), '.1f'), ERRORS, FOREIGN]
TABLES = [
    ('A: unary, 12 KB, 64 at once', 'A', UNARY), ('A with 60 KB', 'A60', UNARY), ('A with 400 KB', 'A400', UNARY),
    ('A1: unary, one at a time', 'A1', UNARY), ('B: 32 streams without pauses', 'B', STREAMED),
    ('C: 256 streams, a token every 20 ms', 'C', STREAMED),
    ('D: 1,000 open streams', 'D', MEMORY), ('D: 10,000 open streams', 'D10', MEMORY),
]


def write_tables(path, best, out):
    figures = Figures(path, best)
    for title, case, columns in TABLES:
        peers = [peer for peer in figures.peers if figures.windows[peer, case]]
        if peers:
            print(f'\n### {title}\n\n| gateway | ' + ' | '.join(column[0] for column in columns) + ' |', file=out)
            print('|---' * (len(columns) + 1) + '|', file=out)
        for peer in peers:
            cells = [cell(getattr(figures, how)(peer, case, value), form) for _, how, value, form in columns]
            print(f'| {peer} | ' + ' | '.join(cells) + ' |', file=out)
    write_soak(figures.others['soak'], out)
    write_crowd(figures.others['crowd'], out)
    write_probes(figures.others['probe'], out)
    write_warm_up(figures.others['warm-up'], out)


def cell(value, form):
    return '–' if value is None else format(value, form)


def write_soak(soaks, out):
    for peer, row in soaks.items():
        print(f'\n### Full load, {peer}: 64 whole answers and 64 streams at once\n', file=out)
        print('| from s | requests/s | tokens/s | errors | answer p99, ms | TTFT p99, ms | resident, MB | live heap, MB | threads | files | foreign cores |', file=out)
        print('|---' * 11 + '|', file=out)
        for one in row['minutes']:
            print(f"| {one['at_s']} | {one['rps']:,.0f} | {one['tokens_per_s']:,.0f} | {one['errors'] or 0} | {one['p99_ms']:.0f} "
                  f"| {one['ttft_p99_ms']:.0f} | {one['resident_mb']} | {cell(one['live_mb'], '.1f')} | {one['threads']} "
                  f"| {one['files']} | {one['foreign_cores']:.1f} |", file=out)


def write_crowd(crowds, out):
    for peer, row in crowds.items():
        print(f'\n### Many connections, {peer}; times in ms, median / worst of 10\n', file=out)
        print('| state | connections | open files | memory, MB | kB each | live probe | ready probe | new chat |', file=out)
        print('|---' * 8 + '|', file=out)
        alone = row['states'][0]['pss_kb']
        for one in row['states']:
            each = (one['pss_kb'] - alone) / one['connections'] if one['connections'] else None
            kept = f", {one['kept']} answer again" if 'kept' in one else ''
            print(f"| {one['state']} | {one['connections']:,}{kept} | {one['files']} | {one['pss_kb'] / 1024:.0f} | {cell(each, '.1f')} "
                  f"| {asked(one['live_ms'])} | {asked(one['ready_ms'])} | {asked(one['chat_ms'])} |", file=out)


def asked(times):
    seen = f"{cell(times['median'], '.1f')} / {cell(times['worst'], '.1f')}"
    return seen + (f", {times['failed']} failed" if times['failed'] else '')


def write_probes(probes, out):
    if not probes:
        return
    print('\n### E: a client leaves; the engine sees it after, median / worst ms\n', file=out)
    print('| gateway | in a stream | in prefill | unary |\n|---|---|---|---|', file=out)
    for peer, row in probes.items():
        ways = (row[f'left_{where}'] for where in ('in_stream', 'in_prefill', 'unary'))
        print(f'| {peer} | ' + ' | '.join(departure(way) for way in ways) + ' |', file=out)
    print('\n### F: the engine fails\n', file=out)
    print('| gateway | 429, Retry-After 7 | 500 | asked for the 500 | cut after 50 tokens | killed in a stream | down | back, ms | hangs |', file=out)
    print('|---' * 9 + '|', file=out)
    for peer, row in probes.items():
        back = row['back_ms'] if isinstance(row['back_ms'], str) else f"{row['back_ms']:.0f}"
        cells = [outcome(row['engine_429']), outcome(row['engine_500']), str(row['engine_500_tries']),
                 outcome(row['cut_in_stream']), outcome(row['killed_in_stream'][0]), outcome(row['engine_down']),
                 back, outcome(row.get('hangs_10s', {'status': '–'}))]
        print(f'| {peer} | ' + ' | '.join(cells) + ' |', file=out)


def departure(way):
    if 'error' in way:
        return way['error']
    seen = f"{way['median_ms']:.0f} / {way['max_ms']:.0f}" if 'median_ms' in way else ''
    return ', '.join(filter(None, [seen, f"{way['never']} never" if way['never'] else '']))


def outcome(it):
    parts = [str(it['status']) if it['status'] else '', it.get('error', ''),
             f"Retry-After {it['retry_after']}" if it.get('retry_after') else '',
             f"{it['tokens']} tokens" if it.get('tokens') else '', 'done' if it.get('done') else '']
    return ', '.join(filter(None, parts))


def write_warm_up(curves, out):
    curves = {peer: [value or 0 for value in row['curve']] for peer, row in curves.items() if any(row['curve'])}
    if not curves:
        return
    print('\n### Warm-up: CPU ms a request in A, second by second after the start\n', file=out)
    for peer, curve in curves.items():
        print(f'- {peer}: ' + ' '.join(f'{value:.3f}' for value in curve), file=out)
