import long from 'long';

// Under vitest's export conditions protobufjs finds the ES module of long and cannot use it; it takes a global.
Object.assign(globalThis, { Long: long });
