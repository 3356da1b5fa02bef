import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties that components hand to style sheets. */
    readonly [name: `--${string}`]: string | number;
  }
}
