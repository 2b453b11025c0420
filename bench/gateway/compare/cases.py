"""What is measured: the engine's settings and the load of each case."""
from dataclasses import dataclass


@dataclass
class Case:
    engine: str
    load: str
    # memory only means something in a process that has done nothing before
    fresh: bool = False
    seconds: float = 4


UNARY = 'tokens=16&itl=0s&ttft=0s'
CASES = {
    'A1': Case(UNARY, '-c 1 -warm 500ms'),
    'A': Case(UNARY, '-c 64 -warm 1s'),
    'A60': Case(UNARY, '-c 64 -warm 1s -prompt 60000'),
    'A400': Case(UNARY, '-c 64 -warm 1s -prompt 400000'),
    'B': Case('tokens=200&itl=0s&ttft=0s', '-c 32 -warm 1s -stream -expect 200'),
    'C': Case('tokens=200&itl=20ms&ttft=0s', '-c 256 -ramp 4s -warm 5s -stream -expect 200', seconds=6),
    'D': Case('tokens=200&itl=500ms&ttft=0s', '-c 1000 -ramp 5s -warm 8s -stream -expect 200', fresh=True),
    'D10': Case('tokens=200&itl=2s&ttft=0s', '-c 10000 -ramp 15s -warm 20s -stream -expect 200', fresh=True),
}

# by name only: they are no comparison
SOAK = Case('tokens=100&itl=0s&ttft=0s', '-c 64 -warm 0s & -c 64 -warm 0s -stream -expect 100')
CROWD = Case('tokens=200&itl=2s&ttft=0s', '-ramp 20s -d 10m -timeout 10m -stream')
VIGILS = ('soak', 'crowd')
