/**
 * Identity of an agent within the population of that name: its row, counted from 0, for life. Rows are not given to
 * others when an agent is done; say so in a column.
 */
export type AgentId<Name extends string = string> = number & { readonly __agentOf: Name };
