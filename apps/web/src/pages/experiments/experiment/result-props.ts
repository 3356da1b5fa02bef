import type { ExperimentResults, ExperimentView, ModelView } from '@veinline/contracts';
import type { FigureFrame } from '../../../charts/statistics/figure.tsx';

/** What every part of the results is given. */
export interface ResultProps {
  readonly experiment: ExperimentView;
  readonly results: ExperimentResults;
  readonly model: ModelView | undefined;
  /** Names of the outputs (or series) to show. */
  readonly shown: readonly string[];
  readonly frame: FigureFrame;
}
