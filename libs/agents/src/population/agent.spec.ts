import { type Process, type ProcessBody, Simulation } from '@veinline/des';
import { describe, expect, it } from 'vitest';
import { Agent } from './agent.ts';

class Player extends Agent<number> {
  readonly heard: [time: number, ball: number][] = [];
  partner: Player | undefined;

  protected *live(p: Process): ProcessBody {
    for (;;) {
      yield this.inbox.get(p);
      const ball = this.inbox.received(p);
      this.heard.push([this.simulation.now, ball]);
      yield p.hold(2);
      this.partner?.tell(ball + 1);
    }
  }
}

describe('an agent', () => {
  it('answers messages in order in its own time', () => {
    const simulation = new Simulation();
    const [anna, ben] = [new Player(simulation, 'anna'), new Player(simulation, 'ben')];
    [anna.partner, ben.partner] = [ben, anna];
    expect(anna.start()).toBe(anna.start());
    ben.start();
    anna.tell(1);
    simulation.run(7);
    expect([anna.heard, ben.heard]).toEqual([
      [
        [0, 1],
        [4, 3],
      ],
      [
        [2, 2],
        [6, 4],
      ],
    ]);
  });

  it('keeps messages that come while it is busy', () => {
    const simulation = new Simulation();
    const anna = new Player(simulation, 'anna');
    anna.start();
    for (const ball of [7, 8, 9]) simulation.at(1, () => anna.tell(ball));
    simulation.run(20);
    expect(anna.heard).toEqual([
      [1, 7],
      [3, 8],
      [5, 9],
    ]);
  });
});
