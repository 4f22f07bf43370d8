/** Where a part of a system runs, as far as its name says so. */
export interface Environment {
  readonly name: 'local' | 'development' | 'test' | 'staging' | 'production';
  /** The word that says it, as it stands in the address. */
  readonly mark: string;
}

const WORDS: ReadonlyMap<string, Environment['name']> = new Map([
  ['dev', 'development'],
  ['develop', 'development'],
  ['development', 'development'],
  ['test', 'test'],
  ['testing', 'test'],
  ['qa', 'test'],
  ['uat', 'test'],
  ['staging', 'staging'],
  ['stage', 'staging'],
  ['stg', 'staging'],
  ['preprod', 'staging'],
  ['sandbox', 'staging'],
  ['prod', 'production'],
  ['prd', 'production'],
  ['production', 'production'],
]);

const LOCAL_HOST =
  /^(?:localhost|.+\.localhost|.+\.local|host\.docker\.internal|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|\[::1\])$/;

/** Tenants for trying things out, which their owners go on using for anything: the name says nothing. */
const TRIAL_TENANT = /^dev-[a-z0-9]+\.(?:[a-z]+\.)?(?:auth0|okta|oktapreview)\.com$/;

/** `undefined` where no word of the address names one; production rarely says so. */
export function environmentOf(address: string): Environment | undefined {
  if (!isAddress(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  if (LOCAL_HOST.test(hostname)) return { name: 'local', mark: hostname };
  if (TRIAL_TENANT.test(hostname)) return undefined;
  // The last label is a top-level domain: `.dev` and `.test` name no environment.
  const labels = hostname.split('.').slice(0, -1);
  return namedIn(labels) ?? namedIn(pathname.slice(0, 200).split('/'));
}

/** The host alone: a path of an API names versions and resources. */
export function environmentOfHost(address: string): Environment | undefined {
  return isAddress(address) ? environmentOf(new URL(address).origin) : undefined;
}

function namedIn(parts: readonly string[]): Environment | undefined {
  for (const part of parts) {
    const words = part.toLowerCase().replace('pre-prod', 'preprod').split(/[-_]/);
    const mark = words.find((word) => WORDS.has(word));
    const name = mark && WORDS.get(mark);
    if (mark && name) return { name, mark: mark === 'preprod' ? part.slice(0, 4) : mark };
  }
  return undefined;
}

/** `https://api-staging.shop.test` and `https://api.shop.test`: the same but for the word that names the environment. */
export function differOnlyByEnvironment(a: string, b: string): boolean {
  if (!isAddress(a) || !isAddress(b)) return false;
  const [first, second] = [new URL(a).hostname, new URL(b).hostname];
  return first !== second && withoutMark(first) === withoutMark(second);
}

function withoutMark(hostname: string): string {
  const labels = hostname.split('.');
  const last = labels.pop() ?? '';
  const kept = labels.map((label) =>
    label
      .replace('pre-prod', 'preprod')
      .split(/[-_]/)
      .filter((word) => !WORDS.has(word))
      .join('-'),
  );
  return [...kept.filter((label) => label !== ''), last].join('.');
}

/** Longer than any address that means something. Characters. */
const LONGEST = 4_000;

function isAddress(text: string): boolean {
  return text.length <= LONGEST && URL.canParse(text);
}
