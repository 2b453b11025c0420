"""A fleet of Stokers over one queue, simulated event by event; the same arguments give the same figures.

A pod feeds its engines from the line that it claimed and records what they answered. All pods share
databases, each of which serves as many statements at a time as it has cores. Filings come from the
Feed through the one pod that reads each job's source.
"""
import dataclasses
import heapq


@dataclasses.dataclass(frozen=True)
class Rates:
    """Measured; docs/operations.md says where."""

    engine: float = 10.35        # items a second of one H100: 850 in 82.1 s
    line: int = 256              # items in flight at one engine that keep it busy
    most_claimed: int = 256      # items of one claim, at most
    most_recorded: int = 512     # … of one recording
    claim: float = 155e-6        # seconds of a database core for each item claimed
    record: float = 319e-6       # … recorded: 4,217 items a second over two cores, less the claim
    add: float = 400e-6          # … added: 5,000 a second over two cores
    statement: float = 300e-6    # … for each transaction, however small
    chores: int = 6              # transactions of a pod's upkeep
    rest: float = 1.0            # seconds between two rounds of it
    parser: float = 1200.0       # filings a second of one job's reader
    page: int = 32               # … that it adds at once
    day: int = 5000              # filings of a day
    requests: int = 3            # at the Feed, for a day
    feed: float = 8.0            # requests a second, all pods together


@dataclasses.dataclass
class Database:
    """So many cores; a statement takes the first that is free."""

    cores: int
    free: list = dataclasses.field(default_factory=list)
    busy: float = 0.0

    def __post_init__(self):
        self.free = [0.0] * self.cores

    def serve(self, now, seconds):
        """When a statement that arrives now has been carried out."""
        begin = max(now, heapq.heappop(self.free))
        heapq.heappush(self.free, begin + seconds)
        self.busy += seconds
        return begin + seconds


@dataclasses.dataclass
class Shard:
    """One queue: its database and the items that wait there."""

    database: Database
    waiting: float = 0.0


class Pod:
    """Fluid between events: its engines answer at their rate while their line is long enough."""

    def __init__(self, shard, engines, rates):
        self.shard, self.rates = shard, rates
        self.speed = engines * rates.engine
        self.room = engines * rates.line
        self.flight = self.answered = 0.0
        self.seen = 0.0
        self.recorded = 0

    def catch_up(self, now):
        passed, self.seen = now - self.seen, now
        done = min(self.flight, self.speed * passed)
        self.flight -= done
        self.answered += done


class Fleet:
    """The event loop: every entry of the heap is (time, number, what is to be done then)."""

    def __init__(self, pods, engines=8, jobs=8, shards=1, cores=2, rates=None):
        self.rates = rates or Rates()
        self.shards = [Shard(Database(cores)) for _ in range(shards)]
        self.pods = [Pod(self.shards[i % shards], engines, self.rates) for i in range(pods)]
        self.jobs = jobs
        self.heap, self.count = [], 0
        self.feed_free = 0.0
        self.demand = pods * engines * self.rates.engine

    def at(self, time, action, *arguments):
        self.count += 1
        heapq.heappush(self.heap, (time, self.count, action, arguments))

    def run(self, seconds, warm_up):
        """Figures of the time after the warm-up."""
        for i, pod in enumerate(self.pods):
            apart = i / len(self.pods) * self.rates.rest
            self.at(apart, self.claim, pod)
            self.at(apart, self.record, pod)
            self.at(apart, self.upkeep, pod)
        for i in range(self.jobs):
            self.at(0.0, self.read, self.shards[i % len(self.shards)], 0)
        marks = None
        while self.heap and self.heap[0][0] < seconds:
            now, _, action, arguments = heapq.heappop(self.heap)
            if marks is None and now >= warm_up:
                marks = self.recorded(), self.busy()
            action(now, *arguments)
        span = seconds - warm_up
        rate = (self.recorded() - marks[0]) / span
        cores = sum(shard.database.cores for shard in self.shards)
        return {
            'items a second': rate,
            'engines busy': rate / self.demand,
            'database busy': min(1.0, (self.busy() - marks[1]) / span / cores),
            'waiting': sum(shard.waiting for shard in self.shards),
        }

    def recorded(self):
        return sum(pod.recorded for pod in self.pods)

    def busy(self):
        return sum(shard.database.busy for shard in self.shards)

    def claim(self, now, pod):
        pod.catch_up(now)
        wanted = min(self.rates.most_claimed, pod.room - pod.flight, pod.shard.waiting)
        if wanted < 1:
            self.at(now + 0.2, self.claim, pod)
            return
        items = int(wanted)
        pod.shard.waiting -= items
        cost = self.rates.statement + items * self.rates.claim
        self.at(pod.shard.database.serve(now, cost), self.claimed, pod, items)

    def claimed(self, now, pod, items):
        pod.catch_up(now)
        pod.flight += items
        self.claim(now, pod)

    def record(self, now, pod):
        pod.catch_up(now)
        items = min(self.rates.most_recorded, int(pod.answered))
        if items == 0:
            self.at(now + 1 / pod.speed, self.record, pod)
            return
        pod.answered -= items
        cost = self.rates.statement + items * self.rates.record
        self.at(pod.shard.database.serve(now, cost), self.stored, pod, items)

    def stored(self, now, pod, items):
        pod.recorded += items
        self.record(now, pod)

    def upkeep(self, now, pod):
        done = now
        for _ in range(self.rates.chores):
            done = pod.shard.database.serve(now, self.rates.statement)
        self.at(max(done, now) + self.rates.rest, self.upkeep, pod)

    def read(self, now, shard, left):
        """A job's reader: days from the Feed, a batch of filings at a time into its queue."""
        if left <= 0:
            self.feed_free = max(now, self.feed_free) + self.rates.requests / self.rates.feed
            self.at(self.feed_free, self.read, shard, self.rates.day)
            return
        if shard.waiting > 50_000:
            self.at(now + 1.0, self.read, shard, left)
            return
        items = min(self.rates.page, left)
        parsed = now + items / self.rates.parser
        stored = shard.database.serve(parsed, self.rates.statement + items * self.rates.add)
        self.at(stored, self.added, shard, left, items)

    def added(self, now, shard, left, items):
        shard.waiting += items
        self.read(now, shard, left - items)
