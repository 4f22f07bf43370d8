import { isCharlesSession, readCharlesSession } from './charles.ts';
import type { Converted } from './foreign.ts';
import { isInsomniaExport, isInsomniaHar, readInsomniaExport, readInsomniaHar } from './insomnia.ts';
import { isPostmanCollection, readPostmanCollection } from './postman.ts';

interface Form {
  readonly is: (value: unknown) => boolean;
  readonly read: (value: unknown) => Converted;
}

/** JSON of other programs that holds requests and answers. */
const FORMS: readonly Form[] = [
  { is: isPostmanCollection, read: readPostmanCollection },
  { is: isInsomniaExport, read: readInsomniaExport },
  { is: isInsomniaHar, read: readInsomniaHar },
  { is: isCharlesSession, read: readCharlesSession },
];

/** `undefined` where it is none of these. */
export function convertForeign(value: unknown): Converted | undefined {
  return FORMS.find(({ is }) => is(value))?.read(value);
}
