/**
 * An OPC UA status code, all 32 bits kept (OPC 10000-4, 7.39): bits 31-30 are the severity, 29-16 the
 * sub-code, 15-0 flags such as Overflow.
 */
export type StatusCode = number;

/** The codes Veinline itself writes; others pass through untouched (values: OPC 10000-6, annex A.2). */
export const Status = {
  Good: 0x00000000,
  GoodLocalOverride: 0x00960000,
  Uncertain: 0x40000000,
  UncertainLastUsableValue: 0x40900000,
  Bad: 0x80000000,
  BadDecodingError: 0x80070000,
  BadOutOfRange: 0x803c0000,
  BadCommunicationError: 0x80050000,
  BadNoCommunication: 0x80310000,
  BadWaitingForInitialData: 0x80320000,
  BadNodeIdUnknown: 0x80340000,
  BadSensorFailure: 0x808c0000,
  BadOutOfService: 0x808d0000,
} as const satisfies Record<string, StatusCode>;

/** Good, uncertain or bad: the two severity bits. */
export type Quality = 'good' | 'uncertain' | 'bad';

export function qualityOf(status: StatusCode): Quality {
  const severity = status >>> 30;
  return severity === 0 ? 'good' : severity === 1 ? 'uncertain' : 'bad';
}

/** True if the data-value info bits say the server's queue overflowed (InfoType DataValue, Overflow bit). */
export function hasOverflowed(status: StatusCode): boolean {
  return (status & 0x0480) === 0x0480;
}

const names = new Map<number, string>(Object.entries(Status).map(([name, code]) => [code, name]));

/** The name of a code Veinline knows, otherwise its eight hexadecimal digits. */
export function statusName(status: StatusCode): string {
  return names.get((status & 0xffff0000) >>> 0) ?? `0x${(status >>> 0).toString(16).padStart(8, '0')}`;
}
