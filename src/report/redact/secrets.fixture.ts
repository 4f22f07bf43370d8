import type { Plantable } from './planted.fixture.ts';

function random(seed: number): () => number {
  let state = (seed + 1) * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 9;
  };
}

function from(alphabet: string, length: number, seed: number): string {
  const next = random(seed);
  return Array.from({ length }, () => alphabet[next() % alphabet.length]).join('');
}

const LOWER = 'abcdefghijkmnpqrstuvwxyz';
/** Kinds of random text, each by its seed. */
export const ALPHABETS = [
  (seed: number) => from(`${LOWER}${LOWER.toUpperCase()}23456789`, 28, seed),
  (seed: number) => from('0123456789abcdef', 40, seed),
  (seed: number) => from(`${LOWER}0123456789`, 32, seed),
  (seed: number) => from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 26, seed),
  (seed: number) => from(LOWER, 30, seed),
  (seed: number) => from(`${LOWER}${LOWER.toUpperCase()}0123456789`, 22, seed),
];
const WORDS =
  'velvet tambourine zeppelin marmalade periwinkle gondola walrus pumpernickel bassoon chandelier juniper avocado'.split(
    ' ',
  );
export const words = (seed: number) => [0, 1].map((at) => WORDS[(seed * (at + 3) + at * 5) % WORDS.length]);

/** Secrets that a place of this kind takes; unique to the seed. */
export function secretsFor(takes: Plantable, seed: number): string[] {
  const [one, two] = words(seed);
  switch (takes) {
    case 'random':
      return [ALPHABETS[0]!(seed), ALPHABETS[1 + (seed % (ALPHABETS.length - 1))]!(seed)];
    case 'header':
      return [ALPHABETS[0]!(seed), `${one}-${two}${seed}`, `${one}"50%\\${two}!`];
    case 'any':
      return [
        ALPHABETS[0]!(seed),
        `${one}${two}`,
        `${one} & "${two}"\\ 50%41'<b>+`,
        `${one}\n${two}/über🔑${seed}=`,
      ];
    case 'digits':
      return [
        String(100000 + ((seed * 7919) % 900000)).replace(/0/g, '7'),
        String(1000 + ((seed * 1237) % 9000)),
      ];
    case 'email':
      return [`${one}.${two}${seed}@mail.example`, `${one}+${seed}@sub.${two}.test`];
    case 'name':
      return [`Zdenka ${one}ova`, `Ørjan O'${two}sen`];
    case 'ipv4':
      return [`203.0.113.${10 + (seed % 200)}`, `84.17.${seed % 250}.${1 + (seed % 200)}`];
    case 'ipv6':
      return [
        `2a02:8109:9c40:${(seed + 4096).toString(16)}:1c2f:a3ff:fe4b:9d21`,
        `2a00:1450:${(seed + 4096).toString(16)}::200e`,
      ];
    case 'phone':
      return [`+49 151 ${10000000 + seed * 31}`, `+1 (415) 555-${1000 + (seed % 9000)}`];
    case 'id':
      return [`${100 + (seed % 800)}-45-${6000 + seed}`, `C01X${from('0123456789', 6, seed)}`];
  }
}
