/** A fenced block of a Markdown page. */
export interface Block {
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** The opening fence goes on with the word "run". */
  readonly isMarked: boolean;
  readonly text: string;
  /** What the page shows below it as its output: the next block, if that is plain text. */
  readonly output: string;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(markdown: string): Block[] {
  const fences = [...markdown.matchAll(/^```(\w+)( run)?\n(.*?)^```$/gms)].map(
    ({ index, 1: language, 2: mark, 3: text }) => ({
      line: markdown.slice(0, index).split('\n').length,
      language: language ?? '',
      isMarked: mark !== undefined,
      text: text ?? '',
    }),
  );
  return fences.map((fence, i) => {
    const next = fences[i + 1];
    return { ...fence, output: next?.language === 'text' ? next.text : '' };
  });
}
