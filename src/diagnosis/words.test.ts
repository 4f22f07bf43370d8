import { describe, expect, it } from 'vitest';
import { causes } from './causes/index.ts';
import { readWords } from './words.ts';

const HEADINGS = [
  'What happened',
  'Why',
  'Fix: client',
  'Fix: api',
  'Fix: idp',
  'Fix: edge',
  'Fix: browser',
  'Check',
];

/** What no runbook may tell anyone to do, in the spellings of the stacks it speaks of. */
const LOOSENED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['allows all origins (header)', /Access-Control-Allow-Origin["']?\s*[:=,]?\s+["']{0,2}\*/i],
  ['allows all origins (Express)', /\borigin:\s*(?:true\b|["']\*["'])/],
  ['allows all origins (cors() without options)', /\bcors\(\s*\)\s*\)/],
  [
    'allows all origins (Spring)',
    /setAllowedOrigin(?:s|Patterns)\(List\.of\("\*"|addAllowedOrigin\("\*"|@CrossOrigin\(/,
  ],
  ['allows all origins (ASP.NET Core)', /AllowAnyOrigin|SetIsOriginAllowed\(_ => true/],
  ['allows all origins (Django)', /CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)/],
  ['allows all origins (FastAPI)', /allow_origins=\["\*"|allow_origin_regex="\.\*"/],
  ['reflects every origin (nginx)', /Access-Control-Allow-Origin \$http_origin/],
  [
    'turns TLS verification off',
    /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|verify=False|\bcurl (?:[^\n]* )?-(?:\w*k\b|-insecure)/,
  ],
  ['turns TLS verification off (proxy)', /proxy_ssl_verify off|ServerCertificateCustomValidationCallback/],
  [
    'turns token verification off',
    /verify_signature|Validate(?:Audience|Issuer|Lifetime|IssuerSigningKey) = false/,
  ],
  [
    'turns token verification off (options)',
    /ignoreExpiration|verify_(?:aud|iss|exp|nbf)|algorithms[:=]\s*\[[^\]]*none/i,
  ],
  [
    'turns CSRF protection off',
    /csrf_exempt|csrf\([^\n]*disable|IgnoreAntiforgeryToken|csrf[^\n]*::disable/i,
  ],
  ['turns browser protection off', /--disable-web-security/],
  [
    'advises it in prose',
    /(?:^|[.:;] |\b(?:or|and|then|to) )(?:turn(?:ing)? off|disabl(?:e|ing)|switch(?:ing)? off|skip(?:ping)?) [^.\n]*(?:verification|validation|signature|TLS|certificate|CSRF|CORS)/im,
  ],
  ['advises it in prose', /(?:^|[.:;] )allow (?:all|any|every) origins?/im],
];

/** The headings of the second level in order, code left aside. */
function headings(markdown: string): readonly string[] {
  return [...prose(markdown).matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
}

function prose(markdown: string): string {
  return markdown.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
}

describe.each(causes.map((cause) => [cause.code, cause] as const))('the words of %s', (_, cause) => {
  const words = readWords(cause.words);

  it('carry the title of the cause', () => {
    expect(words.title).toBe(cause.title);
  });

  it('say what happened, why, and how to check', () => {
    expect(words.what).not.toBe('');
    expect(words.why).not.toBe('');
    expect(words.check).not.toBe('');
  });

  it('hold a fix for the party that the cause names, and no empty one', () => {
    expect(words.fixes.map(({ party }) => party)).toContain(cause.fixIn);
    expect(words.fixes.filter(({ markdown }) => markdown === '')).toEqual([]);
  });

  it('use the known headings, each once: what happened, why, the fixes, check', () => {
    const found = headings(cause.words);
    expect(found.filter((heading) => !HEADINGS.includes(heading))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
    expect(found.slice(0, 2)).toEqual(['What happened', 'Why']);
    expect(found.at(-1)).toBe('Check');
  });

  it('put the fix of the named party first', () => {
    expect(headings(cause.words)[2]).toBe(`Fix: ${cause.fixIn}`);
  });

  it('read the same with and without regard to code: no heading stands inside a fence', () => {
    expect(cause.words.match(/^## .*$/gm)).toEqual(headings(cause.words).map((heading) => `## ${heading}`));
  });

  it('close every fence, and name the language of each', () => {
    const fences = cause.words.match(/^```.*$/gm) ?? [];
    expect(fences.length % 2).toBe(0);
    fences.forEach((fence, index) => {
      expect(fence).toMatch(index % 2 === 0 ? /^```[a-z]+$/ : /^```$/);
    });
  });

  it('stay calm: no exclamation marks outside code', () => {
    expect(prose(cause.words)).not.toContain('!');
  });

  it('never advise to allow all origins or to turn a protection off', () => {
    // What happened and Why may quote the loose setting that they explain.
    const advice = [...words.fixes.map(({ markdown }) => markdown), words.check].join('\n\n');
    expect(LOOSENED.filter(([, pattern]) => pattern.test(advice)).map(([what]) => what)).toEqual([]);
  });
});

describe('the words of a cause that more than one party can bring about', () => {
  it('hold a fix for the browser where this computer’s clock is the wrong one', () => {
    const clockSkew = causes.find(({ code }) => code === 'clock-skew');
    const parties = readWords(clockSkew?.words ?? '').fixes.map(({ party }) => party);
    expect(parties).toEqual(expect.arrayContaining(['api', 'browser']));
  });
});

describe('the watch over loosened advice', () => {
  it.each([
    "app.use(cors({ origin: '*' }));",
    'app.use(cors());',
    'add_header Access-Control-Allow-Origin * always;',
    'add_header Access-Control-Allow-Origin $http_origin always;',
    'cors.setAllowedOrigins(List.of("*"));',
    'policy.AllowAnyOrigin()',
    'CORS_ALLOW_ALL_ORIGINS = True',
    'allow_origins=["*"],',
    'curl -k https://api.example',
    'curl -sk https://api.example',
    'requests.get(url, verify=False)',
    'jwt.decode(token, options={"verify_signature": False})',
    'options.TokenValidationParameters.ValidateAudience = false;',
    'http.csrf(csrf -> csrf.disable())',
    'http.csrf(AbstractHttpConfigurer::disable)',
    '@csrf_exempt',
    'Turn off certificate validation.',
    'Allow all origins.',
  ])('notices %s', (advice) => {
    expect(LOOSENED.some(([, pattern]) => pattern.test(advice))).toBe(true);
  });
});
