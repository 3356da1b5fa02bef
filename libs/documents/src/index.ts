/**
 * YAML documents read with every problem listed: line, column, path, what is wrong, and what to write instead.
 * Plant files and scenario files are such documents; nothing here knows what they are about.
 *
 * @example
 * const document = openDocument(text, { environment: {}, fileName: 'line.yaml', outline: 'chairs: 6' });
 * const problems = new ProblemList(document.locate);
 * const line = checkSchema(lineSchema, document.value, [], problems, { what: 'line' });
 * console.error(formatProblems([...document.problems, ...problems.problems], 'line.yaml'));
 */
export type { OpenOptions, OpenedDocument } from './document.ts';
export { longestDocument, openDocument } from './document.ts';
export type { Environment } from './environment.ts';
export type { Fields, ReadOptions, Shape } from './fields.ts';
export { isRecord, readFields } from './fields.ts';
export type { DocumentPath, Finding, Locate, Problem } from './problems.ts';
export { ProblemList, formatProblems, inDocumentOrder, nowhere, pathText, shown } from './problems.ts';
export type { CheckOptions } from './schema.ts';
export { checkSchema } from './schema.ts';
