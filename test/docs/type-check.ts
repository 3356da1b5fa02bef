import { dirname } from 'node:path';
import ts from 'typescript';

/** What the compiler says against these programs, under the settings of a tsconfig file; one line each. */
export function typeErrors(files: readonly string[], tsconfig: string): string[] {
  const { config } = ts.readConfigFile(tsconfig, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(tsconfig));
  const program = ts.createProgram([...files], { ...options, noEmit: true });
  // Only the files themselves: the packages they import are checked elsewhere.
  const found = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`The compiler does not find ${file}.`);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return found.map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
