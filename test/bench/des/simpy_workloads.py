"""The workloads in SimPy, as its users would write them: simpy_workloads.py WORKLOAD SCALE REPEATS.

Prints CPU seconds, model events and the answer of each repeat.
"""
import random
import sys
import time

import simpy


def queue(servers, rate, customers):
    env = simpy.Environment()
    server = simpy.Resource(env, capacity=servers)
    total = 0.0

    def customer():
        nonlocal total
        arrived = env.now
        with server.request() as request:
            yield request
            yield env.timeout(random.expovariate(1))
        total += env.now - arrived

    def arrivals():
        for _ in range(customers):
            yield env.timeout(random.expovariate(rate))
            env.process(customer())

    env.process(arrivals())
    env.run()
    return 2 * customers, total / customers


def ping(processes, waits, draw):
    env = simpy.Environment()

    def pinging():
        for _ in range(waits):
            yield env.timeout(draw())

    for _ in range(processes):
        env.process(pinging())
    env.run()
    return processes * waits, env.now


def phold(logical_processes, messages, receptions):
    env = simpy.Environment()
    received = [0] * logical_processes
    left = receptions
    end = env.event()

    def message(at):
        nonlocal left
        yield env.timeout(random.expovariate(1))
        while True:
            received[at] += 1
            left -= 1
            if left == 0:
                end.succeed()
            if random.random() < 0.5:
                at = int(random.random() * logical_processes)
            yield env.timeout(0.1 + random.expovariate(1 / 0.9))

    for i in range(logical_processes * messages):
        env.process(message(i % logical_processes))
    env.run(until=end)
    return receptions, env.now


def main(workload, scale, repeats):
    runs = {
        "mm1": lambda: queue(1, 0.9, round(1_000_000 * scale)),
        "mm10": lambda: queue(10, 9, round(1_000_000 * scale)),
        "ping": lambda: ping(10_000, round(100 * scale), lambda: random.expovariate(1)),
        "pingc": lambda: ping(10_000, round(100 * scale), lambda: 1.0),
        "phold": lambda: phold(1_024, 16, round(2_000_000 * scale)),
    }
    for _ in range(repeats):
        random.seed(1)
        begun = time.process_time()
        events, answer = runs[workload]()
        print(time.process_time() - begun, events, answer, flush=True)


main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
