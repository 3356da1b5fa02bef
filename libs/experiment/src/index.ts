/**
 * Models, experiments and what comes of them: a model + parameters + seed + replications give results by column and a
 * manifest that makes the run repeatable. Where replications run is a port, `Runner`; results never depend on it.
 *
 * @example
 * const experiment = defineExperiment({ model: clinic, parameters: { chairs: 4 }, settings: { replications: 50 } });
 * const result = await runExperiment(experiment, { runner: new InlineRunner([clinic]) });
 * console.log(result.summary.waitMean?.interval, result.manifest.resultHash);
 */
export { findModel } from './catalogue.ts';
export { compareScenarios } from './compare.ts';
export type { Alternative, Comparison, Difference } from './compare.ts';
export { csv, outputsCsv, seriesCsv } from './csv.ts';
export { defineExperiment } from './experiment.ts';
export type { Experiment, ExperimentDefinition } from './experiment.ts';
export type { ExperimentSettings, Precision } from './experiment-settings.ts';
export type { ExperimentStatus } from './experiment-status.ts';
export { runFactorial } from './factorial.ts';
export type { FactorialPlan, FactorialResult, MainEffect } from './factorial.ts';
export { sha256OfText } from './hash.ts';
export { InlineRunner } from './inline-runner.ts';
export { defaultEventLimit } from './job.ts';
export type { Job, ReplicationError, ReplicationResult } from './job.ts';
export { canonicalJson } from './json.ts';
export type { JsonValue } from './json.ts';
export { manifestJson } from './manifest.ts';
export type { Manifest, Provenance } from './manifest.ts';
export { defineModel } from './model.ts';
export type {
  Model,
  ModelContext,
  ModelDefinition,
  OutputDefinition,
  ReplicationModel,
  SeriesDefinition,
} from './model.ts';
export { optimiseExhaustively, optimiseLocally } from './optimise.ts';
export type { Candidate, Choices, LocalSearchPlan, Optimum } from './optimise.ts';
export { outputsParquet, seriesParquet } from './parquet.ts';
export type { Range, Ranges } from './ranges.ts';
export { runReplication } from './replication.ts';
export { experimentOf, readManifest, rerun } from './rerun.ts';
export type { RerunResult } from './rerun.ts';
export type { ExperimentResult, Failure, OutputQuantiles, OutputSummary } from './result.ts';
export { runExperiment } from './run-experiment.ts';
export type { ExperimentOptions, Progress } from './run-experiment.ts';
export type { RunOptions, Runner } from './runner.ts';
export type { Selection } from './sampler.ts';
export { readScenario } from './scenario.ts';
export type { ReadScenarioOptions, ScenarioResult } from './scenario.ts';
export { selectByKn, selectByOcba } from './select-best.ts';
export type { Goal } from './select-best.ts';
export { morrisSensitivity, sobolSensitivity } from './sensitivity.ts';
export type {
  MorrisFactor,
  MorrisResult,
  MorrisScreening,
  SensitivityPlan,
  SobolDecomposition,
  SobolFactor,
  SobolResult,
} from './sensitivity.ts';
export { getParameter, setParameter } from './set-parameter.ts';
export type { StudyOptions, StudyProgress } from './study.ts';
export { completeValues, fanChart } from './summary.ts';
export type { FanChart } from './summary.ts';
export { gridDesign, latinHypercubeDesign, runDesign, sweep } from './sweep.ts';
export type { DesignPoint } from './sweep.ts';
export { vary } from './variation.ts';
export type { Changes } from './variation.ts';
export { warmUpOf } from './warm-up.ts';
