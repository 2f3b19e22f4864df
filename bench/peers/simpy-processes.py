"""SimPy as its own documents use it: a process for each checkout and each order, with the flow of README.md."""

import json
import math
import random
import resource
import sys
import time

try:
    import simpy
except ImportError:
    sys.exit("simpy is not installed here")

DAY = 86_400
FIRST_CHECKOUT = 0x4000_0000
WORD = 0xFFFF_FFFF

APPEND, PICK_UP, STORE, REQUEST, POST, CLOSE = 0.001, 0.0005, 0.002, 0.005, 0.001, 0.001
REPEAT, TIMEOUT = 0.105, 3.0


def read_settings(words):
    settings = {"checkouts": 10_000, "days": 3.0, "seed": 1, "rng": "native"}
    for name, value in zip(words[0::2], words[1::2]):
        key = name.removeprefix("--")
        settings[key] = type(settings[key])(value)
    return settings


def luck_of(seed, rng):
    """Draws that are the same in every program and in any order, or the fast ones of the language."""
    if rng != "hash":
        native = random.Random(seed).random
        return lambda stream, place: native()

    def draw(stream, place):
        h = (seed ^ (stream * 0x9E3779B1) ^ ((place + 1) * 0x85EBCA6B)) & WORD
        h ^= h >> 16
        h = (h * 0x85EBCA6B) & WORD
        h ^= h >> 13
        h = (h * 0xC2B2AE35) & WORD
        h ^= h >> 16
        return h / 0x1_0000_0000

    return draw


class Shop:
    def __init__(self, settings):
        self.env = simpy.Environment()
        self.checkouts = settings["checkouts"]
        self.mean_gap = settings["days"] * DAY / self.checkouts
        self.draw = luck_of(settings["seed"], settings["rng"])
        self.orders = self.events = self.captured = self.declined = self.failed = self.retries = self.done = 0
        self.settlements = self.settled_count = self.settled_amount = self.carried = 0
        self.event_store, self.order_store, self.wallets = [], {}, {}
        self.ledger, self.ledger_of = [], {}
        self.charges = []

    def run(self):
        self.env.process(self.arrivals())
        self.env.run(until=self.env.process(self.nights()))

    def arrivals(self):
        for checkout in range(self.checkouts):
            yield self.env.timeout(-math.log(1 - self.draw(FIRST_CHECKOUT + checkout, 0)) * self.mean_gap)
            self.events += 1
            self.env.process(self.checkout(checkout))

    def checkout(self, checkout):
        orders = []
        for _ in range(1 + int(self.draw(FIRST_CHECKOUT + checkout, 1) * 3)):
            orders.append(self.env.process(self.order(self.orders)))
            self.orders += 1
        yield self.env.all_of(orders)
        self.done += 1

    def order(self, order):
        env, timeout = self.env, self.env.timeout
        amount = 100 + int(self.draw(order, 2) * 9900)
        merchant = int(self.draw(order, 3) * 1000)
        yield timeout(APPEND)
        self.events += 1
        self.event_store.append((env.now, order, "received"))
        yield timeout(PICK_UP)
        self.events += 1
        yield timeout(STORE)
        self.events += 1
        self.order_store[order] = "executing"
        outcome = yield from self.charge(order, amount)
        yield timeout(STORE)
        self.events += 1
        self.order_store[order] = outcome
        yield timeout(APPEND)
        self.events += 1
        self.event_store.append((env.now, order, outcome))
        if outcome != "ok":
            return
        yield timeout(PICK_UP)
        self.events += 1
        yield timeout(STORE)
        self.events += 1
        self.wallets[merchant] = self.wallets.get(merchant, 0) + amount
        yield timeout(APPEND)
        self.events += 1
        self.event_store.append((env.now, order, "wallet updated"))
        yield timeout(PICK_UP)
        self.events += 1
        yield timeout(POST)
        self.events += 1
        self.ledger_of[order] = [self.post(order, 0, amount)]
        yield timeout(POST)
        self.events += 1
        self.ledger_of[order].append(self.post(order, 1, -amount))
        yield timeout(CLOSE)
        self.events += 1
        self.order_store[order] = "success"

    def charge(self, order, amount):
        timeout, draw = self.env.timeout, self.draw
        wait = REQUEST
        attempt = 0
        while True:
            yield timeout(wait)
            self.events += 1
            luck = draw(order, 10 + 2 * attempt)
            if luck < 0.01:
                outcome, wait = "timeout", TIMEOUT
            else:
                outcome = "declined" if luck < 0.03 else "ok"
                wait = -math.log(1 - draw(order, 11 + 2 * attempt)) * 0.2
            yield timeout(wait)
            self.events += 1
            if outcome != "timeout" or attempt == 3:
                break
            attempt += 1
            self.retries += 1
            wait = REPEAT
        if outcome == "ok":
            self.captured += 1
            self.charges.append((order, amount))
        elif outcome == "declined":
            self.declined += 1
        else:
            self.failed += 1
        return outcome

    def post(self, order, account, amount):
        entry = (self.env.now, order, account, amount)
        self.ledger.append(entry)
        return entry

    def nights(self):
        while True:
            yield self.env.timeout(DAY)
            self.events += 1
            self.settlements += 1
            carried = []
            for order, amount in self.charges:
                entries = self.ledger_of.get(order, ())
                if len(entries) == 2 and entries[0][3] == amount and entries[0][3] + entries[1][3] == 0:
                    self.settled_count += 1
                    self.settled_amount += amount
                else:
                    carried.append((order, amount))
            self.carried += len(carried)
            self.charges = carried
            if self.done == self.checkouts:
                return


def result(shop, seconds):
    return {
        "program": f"SimPy {simpy.__version__}",
        "checkouts": shop.checkouts,
        "orders": shop.orders,
        "events": shop.events,
        "captured": shop.captured,
        "declined": shop.declined,
        "failed": shop.failed,
        "retries": shop.retries,
        "done": shop.done,
        "eventLog": len(shop.event_store),
        "ledgerEntries": len(shop.ledger),
        "settlements": shop.settlements,
        "settledCount": shop.settled_count,
        "settledAmount": shop.settled_amount,
        "carried": shop.carried,
        "seconds": seconds,
        "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


settings = read_settings(sys.argv[1:])
began = time.perf_counter()
shop = Shop(settings)
shop.run()
print(json.dumps(result(shop, time.perf_counter() - began)))
