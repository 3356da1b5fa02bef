// Lets a worker of Node 20 load TypeScript, for tests from source: its threads do not inherit the loader.
import { register } from 'tsx/esm/api';

register();
const { default: replicate } = await import('./worker.ts');
export default replicate;
