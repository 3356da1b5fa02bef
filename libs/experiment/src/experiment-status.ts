/**
 * `complete`: every replication reached its end. `partial`: some failed, or the runner did. `cancelled`: someone
 * stopped it. Whatever was finished is kept in all three.
 */
export type ExperimentStatus = 'complete' | 'partial' | 'cancelled';
