import { VeinlineError, messageOf } from './errors.ts';
import { describe, expect, it } from 'vitest';

describe('a VeinlineError', () => {
  it('carries code, hint, details and cause beside its message', () => {
    const cause = new Error('EADDRINUSE');
    const error = new VeinlineError('PORT_IN_USE', 'Port 8080 is taken.', {
      hint: 'Set VEINLINE_PORT=0.',
      details: { port: 8080 },
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      code: 'PORT_IN_USE',
      hint: 'Set VEINLINE_PORT=0.',
      details: { port: 8080 },
    });
    expect(error.message).toBe('Port 8080 is taken.');
    expect(error.cause).toBe(cause);
  });

  it('is named after its own class and has no cause it was not given', () => {
    class PortError extends VeinlineError {}
    const error = new PortError('PORT_IN_USE', 'Port 8080 is taken.');
    expect(error.name).toBe('PortError');
    expect('cause' in error).toBe(false);
    expect(error.details).toEqual({});
  });
});

describe('messageOf', () => {
  it('gives a text for whatever was thrown', () => {
    expect([new Error('broken'), 'broken', 42, null, undefined].map(messageOf)).toEqual([
      ...['broken', 'broken', '42', 'null', 'undefined'],
    ]);
  });
});
