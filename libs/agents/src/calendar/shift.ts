/** One shift of a day in wall-clock minutes after midnight of the day it starts on; past 1440 it ends on the next day. */
export interface Shift {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Minutes in a wall-clock day, as clocks show them; a day with a clock change is shorter or longer. */
export const minutesPerDay = 1440;

const pattern = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/**
 * Reads `08:00-16:30`, or `22:00-06:00` for a shift that ends the next morning, or `00:00-24:00` for the whole day.
 * Returns the problem as text when it is none of these.
 */
export function readShift(text: string): Shift | string {
  const found = pattern.exec(text);
  if (!found)
    return `'${text}' is no shift. Write start and end as 'HH:MM-HH:MM', for example '08:00-16:30'.`;
  const startMinute = minuteOf(found[1]!, found[2]!);
  const endMinute = minuteOf(found[3]!, found[4]!);
  if (startMinute === null || startMinute === minutesPerDay)
    return `'${text}' starts at no time of day. Write 00:00 to 23:59.`;
  if (endMinute === null) return `'${text}' ends at no time of day. Write 00:00 to 24:00.`;
  if (startMinute === endMinute)
    return `'${text}' starts and ends at the same time. Write '00:00-24:00' for a whole day, or remove it.`;
  return { startMinute, endMinute: endMinute < startMinute ? endMinute + minutesPerDay : endMinute };
}

function minuteOf(hours: string, minutes: string): number | null {
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) > 59 || total > minutesPerDay ? null : total;
}
