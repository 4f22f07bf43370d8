const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/;
const DAY = /^(\d{1,2})(?:\D|$)/;
const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const YEAR = /^(\d{2,4})(?:\D|$)/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Everything that is neither letter, digit, colon nor outside of ASCII. */
const DELIMITER = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;

/** Longer attributes are passed over by browsers. Characters. */
const READ_AT_MOST = 1024;

/**
 * The date of an `Expires` attribute in milliseconds since the epoch (RFC 6265bis §5.1.1); `undefined` where it is
 * none. The algorithm takes the parts in any order and knows no time zones: all is UTC.
 */
export function parseCookieDate(text: string): number | undefined {
  let time: RegExpExecArray | undefined;
  let day: number | undefined;
  let month: number | undefined;
  let year: number | undefined;
  for (const token of text.slice(0, READ_AT_MOST).split(DELIMITER)) {
    const clock = time ? null : TIME.exec(token);
    if (clock) {
      time = clock;
      continue;
    }
    const dayOfMonth = day === undefined ? DAY.exec(token) : null;
    if (dayOfMonth) {
      day = Number(dayOfMonth[1]);
      continue;
    }
    const name = month === undefined ? MONTH.exec(token)?.[1] : undefined;
    if (name !== undefined) {
      month = MONTHS.indexOf(name.toLowerCase());
      continue;
    }
    const number = year === undefined ? YEAR.exec(token) : null;
    if (number) year = fullYear(Number(number[1]));
  }
  if (!time || day === undefined || month === undefined || year === undefined) return undefined;
  return toDate(year, month, day, Number(time[1]), Number(time[2]), Number(time[3]));
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}

function toDate(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (year < 1601 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second));
  return date.getUTCDate() === day ? date.getTime() : undefined;
}
