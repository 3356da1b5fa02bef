"""Seven models in SimPy, after the topics of its documentation, on draws recorded by the test.

Reads {"model": name, "draws": {purpose: [numbers]}} from a file, writes the log [[time, entity, event], ...] as JSON.
"""
import json
import sys

import simpy


def take(draws):
    """Hands out recorded numbers one by one."""
    iterator = iter(draws)
    return lambda: next(iterator)


def bank(env, draws, note):
    counter = simpy.Resource(env, capacity=1)

    def customer(number):
        note(number, "arrives")
        with counter.request() as turn:
            yield turn | env.timeout(draws["patience"][number])
            if not turn.triggered:
                note(number, "gives up")
                return
            note(number, "is served")
            yield env.timeout(draws["service"][number])
            note(number, "leaves")

    def source():
        for number, interval in enumerate(draws["interval"]):
            env.process(customer(number))
            yield env.timeout(interval)

    env.process(source())
    env.run()


def carwash(env, draws, note):
    machines = simpy.Resource(env, capacity=2)

    def wash(number):
        yield env.timeout(5)
        note(number, "is clean")

    def car(number):
        note(number, "arrives")
        with machines.request() as turn:
            yield turn
            note(number, "enters")
            yield env.process(wash(number))
            note(number, "leaves")

    def source():
        for number, interval in enumerate(draws["interval"]):
            yield env.timeout(interval)
            env.process(car(number))

    env.process(source())
    env.run()


def machine_shop(env, draws, note):
    repairman = simpy.PreemptiveResource(env, capacity=1)
    machines = 6

    def work(number, state, part, repair):
        while True:
            left = part()
            while left:
                started = env.now
                try:
                    yield env.timeout(left)
                    left = 0
                except simpy.Interrupt:
                    left -= env.now - started
                    state["broken"] = True
                    note(number, "breaks")
                    with repairman.request(priority=1) as turn:
                        yield turn
                        note(number, "is being repaired")
                        yield env.timeout(repair())
                    state["broken"] = False
                    note(number, "is repaired")
            note(number, "finishes a part")

    def fail(process, state, life):
        while True:
            yield env.timeout(life())
            if not state["broken"]:
                process.interrupt()

    def other_jobs(job):
        while True:
            left = job()
            while left:
                with repairman.request(priority=2) as turn:
                    yield turn
                    note("other", "goes on")
                    started = env.now
                    try:
                        yield env.timeout(left)
                        left = 0
                    except simpy.Interrupt:
                        left -= env.now - started
                        note("other", "is put aside")
            note("other", "is done")

    for number in range(machines):
        state = {"broken": False}
        process = env.process(
            work(number, state, take(draws[f"part {number}"]), take(draws[f"repair {number}"]))
        )
        env.process(fail(process, state, take(draws[f"life {number}"])))
    env.process(other_jobs(take(draws["job"])))
    env.run(until=300)


def gas_station(env, draws, note):
    pumps = simpy.Resource(env, capacity=2)
    tank = simpy.Container(env, capacity=200, init=100)

    def car(number):
        note(number, "arrives")
        with pumps.request() as turn:
            yield turn
            litres = draws["litres"][number]
            note(number, "asks for fuel")
            yield tank.get(litres)
            yield env.timeout(litres / 2)
        note(number, "leaves")

    def tanker(delay):
        yield env.timeout(delay)
        note("tanker", "arrives")
        missing = tank.capacity - tank.level
        yield tank.put(missing)
        note("tanker", "leaves")

    def control(delay):
        while True:
            if tank.level < 40:
                note("tanker", "is called")
                yield env.process(tanker(delay()))
            yield env.timeout(10)

    def source():
        for number, interval in enumerate(draws["interval"]):
            yield env.timeout(interval)
            env.process(car(number))

    env.process(control(take(draws["tanker"])))
    env.process(source())
    env.run(until=1500)


def cinema(env, draws, note):
    counter = simpy.Resource(env, capacity=1)
    tickets = [30, 30, 30]
    sold_out = [env.event() for _ in tickets]

    def visitor(number, film, wanted):
        note(number, "joins")
        with counter.request() as turn:
            yield turn | sold_out[film]
            if not turn.triggered:
                note(number, "turns away")
                return
            if tickets[film] < wanted:
                note(number, "asks for too many")
                yield env.timeout(0.5)
                return
            tickets[film] -= wanted
            note(number, "buys")
            if tickets[film] < 2:
                sold_out[film].succeed()
                tickets[film] = 0
                note(f"film {film}", "is sold out")
            yield env.timeout(1)

    def source():
        for number, interval in enumerate(draws["interval"]):
            yield env.timeout(interval)
            film = int(draws["film"][number])
            if tickets[film] > 0:
                env.process(visitor(number, film, int(draws["wanted"][number])))

    env.process(source())
    env.run(until=120)


def latency(env, draws, note):
    store = simpy.Store(env)

    def carry(number):
        yield env.timeout(draws["latency"][number])
        store.put(number)

    def sender():
        for number, interval in enumerate(draws["interval"]):
            yield env.timeout(interval)
            note(number, "is sent")
            env.process(carry(number))

    def receiver():
        while True:
            number = yield store.get()
            note(number, "is received")

    env.process(sender())
    env.process(receiver())
    env.run(until=500)


def broadcast(env, draws, note):
    inboxes = [simpy.Store(env) for _ in range(3)]

    def speaker(name, interval):
        while True:
            yield env.timeout(interval())
            note(name, "speaks")
            yield env.all_of([inbox.put((env.now, name)) for inbox in inboxes])

    def listener(number, think):
        while True:
            said, name = yield inboxes[number].get()
            note(f"listener {number}", f"hears {name} " + ("late" if said < env.now else "at once"))
            yield env.timeout(think())

    for number in range(3):
        env.process(listener(number, take(draws[f"think {number}"])))
    for name in ("A", "B"):
        env.process(speaker(name, take(draws[f"speak {name}"])))
    env.run(until=200)


def main(path):
    with open(path, encoding="utf-8") as file:
        task = json.load(file)
    models = {
        "bank": bank,
        "carwash": carwash,
        "machine shop": machine_shop,
        "gas station": gas_station,
        "cinema": cinema,
        "latency": latency,
        "broadcast": broadcast,
    }
    log = []
    env = simpy.Environment()
    models[task["model"]](env, task["draws"], lambda entity, event: log.append([env.now, str(entity), event]))
    json.dump(log, sys.stdout)


main(sys.argv[1])
