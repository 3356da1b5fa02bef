import type {
  ExperimentList,
  ExperimentRequestInput,
  ExperimentResults,
  ExperimentView,
  ModelList,
  ScenarioList,
} from '@veinline/contracts';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { isFinished } from '../domain/experiment-status.ts';
import { getJson, postJson } from './api.ts';
import { queryClient } from './queries.ts';

const path = (id: string): string => `/api/experiments/${encodeURIComponent(id)}`;

/** Address of a file of an experiment, such as `manifest.json`. */
export function filePath(id: string, name: string): string {
  return `${path(id)}/files/${encodeURIComponent(name)}`;
}

/** Address of the event stream of an experiment's progress. */
export function eventsPath(id: string): string {
  return `${path(id)}/events`;
}

/** Models that can be run. */
export const useModels = () =>
  useQuery({ queryKey: ['models'], queryFn: ({ signal }) => getJson<ModelList>('/api/models', signal) });

/** Scenarios that ship with Veinline. */
export const useScenarios = () =>
  useQuery({
    queryKey: ['scenarios'],
    queryFn: ({ signal }) => getJson<ScenarioList>('/api/scenarios', signal),
  });

/** All experiments, newest first; asked again every second while one of them runs. */
export const useExperiments = () =>
  useQuery({
    queryKey: ['experiments'],
    queryFn: ({ signal }) => getJson<ExperimentList>('/api/experiments', signal),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.experiments.some(({ progress }) => !isFinished(progress.status)) ? 1000 : 15_000,
  });

/** One experiment; its progress is kept current by the event stream. */
export const useExperiment = (id: string, isWanted = true) =>
  useQuery({
    queryKey: ['experiment', id],
    queryFn: ({ signal }) => getJson<ExperimentView>(path(id), signal),
    enabled: isWanted,
    staleTime: 5000,
  });

/** Results of an experiment, asked again when its status changes; of an unfinished one, what there is. */
export const useResults = (id: string, status: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['results', id, status],
    queryFn: ({ signal }) => getJson<ExperimentResults>(`${path(id)}/results`, signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

/** Starts an experiment. */
export const useStartExperiment = () =>
  useMutation({
    mutationFn: (body: ExperimentRequestInput) => postJson<ExperimentView>('/api/experiments', body),
    onSuccess: (experiment) => {
      queryClient.setQueryData(['experiment', experiment.id], experiment);
      return queryClient.invalidateQueries({ queryKey: ['experiments'] });
    },
  });

/** Cancels an experiment; what is finished stays. */
export const useCancelExperiment = (id: string) =>
  useMutation({
    mutationFn: () => postJson<unknown>(`${path(id)}/cancel`, {}),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['experiment', id] }),
  });
