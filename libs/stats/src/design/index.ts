export { fractionalFactorial, type Effect, type FractionalFactorial } from './fractional-factorial.ts';
export { fullFactorial } from './full-factorial.ts';
export { latinHypercube, type LatinHypercubeOptions } from './latin-hypercube.ts';
export { morrisDesign, morrisEffects, type ElementaryEffects, type MorrisDesign } from './morris.ts';
export {
  sobolDesign,
  sobolIndices,
  type SobolDesign,
  type SobolIndex,
  type SobolIndices,
} from './sobol-indices.ts';
export { SobolSequence, maximumSobolDimensions } from './sobol-sequence.ts';
