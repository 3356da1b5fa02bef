import type { JSX } from 'react';
import { useEffect, useState } from 'react';

/** The path and token of a pasted sign-in link; null if it is not one of this server's links. */
export function signInTarget(text: string): string | null {
  const trimmed = text.trim();
  if (/^[\w.~-]{8,}$/.test(trimmed)) return `/sign-in?token=${encodeURIComponent(trimmed)}`;
  if (!URL.canParse(trimmed)) return null;
  const token = new URL(trimmed).searchParams.get('token');
  return token === null || token === '' ? null : `/sign-in?token=${encodeURIComponent(token)}`;
}

/** The page for those who are not signed in: how to get in, and a field for the link. */
export function SignedOut(): JSX.Element {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    document.title = 'Signed out · Veinline';
  }, []);
  return (
    <main className="signed-out">
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          const target = signInTarget(text);
          if (target !== null) location.assign(target);
          else setProblem('This text holds no sign-in token. Paste the whole link, with its “?token=” part.');
        }}
      >
        <p className="brand">
          vein<span>line</span>
        </p>
        <h1>You are signed out</h1>
        <p>
          Open the link that <code>npm start</code> printed, or paste it here.
        </p>
        <label htmlFor="link">Sign-in link</label>
        <input
          id="link"
          className="input"
          autoComplete="off"
          value={text}
          aria-describedby="link-problem"
          aria-invalid={problem !== ''}
          onChange={(event) => setText(event.target.value)}
        />
        <p id="link-problem" className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="button">
          Open the plant
        </button>
      </form>
    </main>
  );
}
