import type { ModelList, ScenarioList } from '@veinline/contracts';

// The models load with the first question about them, not with the server. The imports stand here and not in the
// controller, since the compiler leaves the ".ts" of an import() inside a decorated class as it is.

/** The models that can be run. */
export async function listModels(): Promise<ModelList> {
  const { modelView } = await import('./model-views.ts');
  const { models } = await import('./models.ts');
  return { models: models.map(modelView) };
}

/** The scenarios that ship with Veinline. */
export async function listScenarios(): Promise<ScenarioList> {
  const { shippedScenarios } = await import('./scenario-shelf.ts');
  return { scenarios: shippedScenarios() };
}
