/** The values a document may refer to as `${NAME}`; the caller hands them in, nothing here reads them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A text with its references replaced, and the names that had neither a value nor a default. */
export interface Substitution {
  readonly text: string;
  readonly missing: readonly string[];
  /** References that are not closed or not named, as they stand in the text. */
  readonly malformed: readonly string[];
}

const reference = /\$\$\{|\$\{([^}]*)(\}?)/g;
const form = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/**
 * Replaces `${NAME}` and `${NAME:-default}`; an empty variable counts as missing, as in a shell, and `$${` stands
 * for a literal `${`. The result is always text: no value from outside becomes a number or a list.
 */
export function substitute(text: string, environment: Environment): Substitution {
  const missing: string[] = [];
  const malformed: string[] = [];
  const replaced = text.replace(reference, (whole, inner: string | undefined, end: string | undefined) => {
    if (inner === undefined) return '${';
    const parts = end === '}' ? form.exec(inner) : null;
    if (!parts) {
      malformed.push(whole);
      return whole;
    }
    const name = parts[1] ?? '';
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    if (value !== undefined && value !== '') return value;
    if (parts[2] === undefined) missing.push(name);
    return parts[2] ?? '';
  });
  return { text: replaced, missing, malformed };
}
