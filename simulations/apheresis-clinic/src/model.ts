import type { Process, ProcessBody, Simulation } from '@veinline/des';
import { DayBook, curveGrid } from './day-book.ts';
import type { ClinicParameters } from './parameters.ts';
import type { Patient } from './patient.ts';
import type { ReplicationModel } from '@veinline/experiment';
import { arrivals } from '@veinline/stats';
import { clinicParameters } from './parameters.ts';
import { day } from './opening-hours.ts';
import { defineModel } from '@veinline/experiment';
import { patientSource } from './patient.ts';

/*
 *  booked --+-> no-show
 *           |
 *           +-> arrives -> (queue) -> [chair + nurse: connect] -> [chair: collection] -> [chair + nurse: disconnect]
 *                             |            |      ^                                             |
 *                             |            | needle fails, try another                          +-> leaves with cells
 *                             |            +-> no vein: leaves without                           [chair: turnover]
 *                             +-> not in a chair by lastStart: turned away
 */

const minutes = (description: string) => ({ unit: 'min', description });
const perDay = (description: string) => ({ unit: 'patients/d', description });
const percent = (description: string) => ({ unit: '%', description });
const axis = { unit: 'h', start: curveGrid.startHour, step: curveGrid.stepHours };
const curve = (description: string, unit: string) => ({ unit, description, points: curveGrid.points, axis });

/** A leukapheresis clinic as a queue: one replication is `days` working days. */
export const apheresisClinic = defineModel({
  id: 'apheresis-clinic',
  version: '1.0.0',
  title: 'Apheresis clinic',
  description:
    'Patients come to a leukapheresis clinic, wait for a chair and a nurse, and have their cells collected.',
  timeUnit: 'minutes',
  parameters: clinicParameters,
  outputs: {
    waitMean: minutes('Mean wait from arrival until a nurse begins'),
    waitP90: minutes('Wait that 90 % of the patients do not exceed'),
    onTime: percent('Patients who wait no longer than acceptableWait'),
    stayMean: minutes('Mean time in the clinic of patients whose cells were collected'),
    collectedPerDay: perDay('Patients whose cells were collected'),
    turnedAwayPerDay: perDay('Patients who got no chair by lastStart'),
    accessFailedPerDay: perDay('Patients none of whose veins gave enough flow'),
    noShowsPerDay: perDay('Booked patients who did not come'),
    chairUtilisation: percent('Chairs in use (turnover included) in opening hours'),
    nurseUtilisation: percent('Nurses busy at a chair in opening hours'),
    queueMean: { unit: 'patients', description: 'Mean number of patients waiting in opening hours' },
    overtimePerDay: minutes('Mean time from closing until the last patient leaves'),
  },
  series: {
    queueLength: curve('Patients waiting, over the day', 'patients'),
    chairsBusy: curve('Chairs in use, over the day', 'chairs'),
  },
  build: (parameters, { simulation }) => new Clinic(parameters, simulation),
});

class Clinic implements ReplicationModel {
  readonly #parameters: ClinicParameters;
  readonly #simulation: Simulation;
  readonly #book: DayBook;
  #waiting = 0;
  #inChairs = 0;

  constructor(parameters: ClinicParameters, simulation: Simulation) {
    this.#parameters = parameters;
    this.#simulation = simulation;
    this.#book = new DayBook(parameters);
  }

  run(): void {
    this.#receivePatients();
    this.#lookAround(0, 0);
    this.#simulation.run();
  }

  outputs(): Readonly<Record<string, number>> {
    return this.#book.outputs();
  }

  series(): Readonly<Record<string, Float64Array>> {
    return this.#book.series();
  }

  /** Books patients by a non-homogeneous Poisson process until the last day is over. */
  #receivePatients(): void {
    const simulation = this.#simulation;
    const { chairs, nurses, days, demand } = this.#parameters;
    const rooms = {
      chairs: simulation.resource('chairs', { capacity: chairs }),
      nurses: simulation.resource('nurses', { capacity: nurses }),
    };
    const draw = patientSource(this.#parameters, simulation);
    const next = arrivals({ rates: ratesOf(demand), period: day }, simulation.stream('bookings'));
    const visit = this.#visit.bind(this);
    let booked = 0;
    const book = () => {
      const patient = draw(simulation.now);
      booked += 1;
      if (patient.isNoShow) this.#book.noShow(patient.came);
      else simulation.spawnNamed(`patient ${booked}`, visit, patient, rooms);
      expect();
    };
    const expect = () => {
      const at = next(simulation.now);
      if (at < days * day) simulation.at(at, book);
    };
    expect();
  }

  *#visit(process: Process, patient: Patient, { chairs, nurses }: Rooms): ProcessBody<void> {
    const { hours } = this.#book;
    const { came } = patient;
    this.#waiting += 1;
    const early = hours.opensOnDayOf(came) - came;
    if (early > 0) yield process.hold(early);
    const patience = this.#patience(came);
    yield chairs.seize(process, patience === null ? {} : { patience });
    if (process.reneged) {
      this.#waiting -= 1;
      this.#book.turnedAway(came, this.#simulation.now);
      return;
    }
    this.#inChairs += 1;
    const seated = this.#simulation.now;
    yield nurses.seize(process);
    this.#waiting -= 1;
    this.#book.began(came, this.#simulation.now);
    const isFlowing = patient.failedNeedles < this.#parameters.access.attempts;
    yield* this.#care(process, nurses, patient.connect + patient.failedNeedles * patient.retry);
    if (isFlowing) {
      yield process.hold(patient.collection);
      yield nurses.seize(process);
      yield* this.#care(process, nurses, patient.disconnect);
    }
    this.#book.left(came, this.#simulation.now, isFlowing);
    yield process.hold(patient.turnover);
    chairs.release(process);
    this.#inChairs -= 1;
    this.#book.chairWasBusy(seated, this.#simulation.now);
  }

  /** A nurse, who was seized already, is busy with a patient. */
  *#care(process: Process, nurses: Rooms['nurses'], duration: number): ProcessBody<void> {
    const from = this.#simulation.now;
    yield process.hold(duration);
    nurses.release(process);
    this.#book.nurseWasBusy(from, this.#simulation.now);
  }

  /** How long a patient may wait for a chair from now on; null in a clinic that never closes. */
  #patience(came: number): number | null {
    const { hours } = this.#book;
    if (hours.isRoundTheClock) return null;
    const lastStart = Math.floor(came / day) * day + this.#parameters.opening.lastStart * 60;
    return Math.max(0, lastStart - this.#simulation.now);
  }

  /** Looks at queue and chairs at every point of the grid, after whatever else happens at that time. */
  #lookAround(today: number, point: number): void {
    const at = today * day + (curveGrid.startHour + point * curveGrid.stepHours) * 60;
    this.#simulation.at(
      at,
      () => {
        this.#book.look(at, point, this.#waiting, this.#inChairs);
        if (point + 1 < curveGrid.points) this.#lookAround(today, point + 1);
        else if (today + 1 < this.#parameters.days) this.#lookAround(today + 1, 0);
      },
      1,
    );
  }
}

type Rooms = Readonly<Record<'chairs' | 'nurses', ReturnType<Simulation['resource']>>>;

/** Bookings per minute over the day, so that `perDay` are booked on average. */
function ratesOf({ perDay: total, profile }: ClinicParameters['demand']): { start: number; rate: number }[] {
  const ends = profile.map((_, i) => profile[i + 1]?.hour ?? 24);
  const weight = profile.reduce((sum, piece, i) => sum + piece.weight * (ends[i]! - piece.hour), 0);
  const pieces = profile.map((piece) => ({
    start: piece.hour * 60,
    rate: (total * piece.weight) / (weight * 60),
  }));
  const inside = pieces.filter(({ start }) => start < day);
  return inside[0]!.start === 0 ? inside : [{ start: 0, rate: 0 }, ...inside];
}
