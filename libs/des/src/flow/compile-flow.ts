import type { Simulation } from '../simulation.ts';
import { Flow } from './flow.ts';
import { flowCode } from './flow-code.ts';
import type { FlowDefinition } from './flow-definition.ts';
import { FlowProgram } from './flow-program.ts';
import { planFlow } from './plan-flow.ts';

/**
 * Makes a flow of a simulation from its definition: the fast tier for populations of millions.
 *
 * The blocks are compiled into one event loop over typed arrays. Clock, event order, random streams and the rules of
 * seizing are those of processes: the same model written as processes has the same events in the same order. Throws
 * FLOW_INVALID with every problem of the definition, DISTRIBUTION_INVALID for a distribution it draws from.
 */
export function compileFlow(simulation: Simulation, definition: FlowDefinition): Flow {
  const plan = planFlow(definition);
  const { trace } = simulation;
  const code = flowCode(plan, trace !== null);
  const program = new FlowProgram(code, {
    samplers: code.symbols.draws.map(({ stream, spec }) => simulation.sampler(stream, spec)),
    streams: code.symbols.uniforms.map((name) => simulation.stream(name)),
    trace:
      trace &&
      ((time, serial, block) => {
        trace({
          time,
          action: 'enter',
          subject: `${plan.name}#${serial}`,
          detail: plan.blocks[block]!.label,
        });
      }),
  });
  return simulation.track(new Flow(simulation, plan, program));
}
