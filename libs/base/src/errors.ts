/** What a VeinlineError carries besides its message. */
export interface ErrorContext {
  /** What the reader can do about it, with real values. */
  readonly hint?: string;
  /** Facts for the details layer: ids, values, limits. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * Base of every error Veinline raises on purpose: a stable `code`, a message that says what happened to what,
 * and a hint that says what to do.
 */
export class VeinlineError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = context.hint;
    this.details = context.details ?? {};
  }
}

/** The text of any thrown thing, for messages and logs. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
