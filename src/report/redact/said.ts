import type { Cleaner } from './cleaner.ts';
import { cleanHeader } from './headers.ts';
import { isMixed } from './looks.ts';
import { meaningOfHeader, meaningOfMember } from './names.ts';
import { cleanSecret } from './tokens.ts';

/**
 * What sentences, command lines, logs and dumps of variables say without assigning it: each rule knows a way of
 * writing in which one word can only be a secret or a person.
 */
export function cleanSaid(cleaner: Cleaner, text: string): string {
  if (text.length < 8 || !ANY_HINT.test(text)) return text;
  let cleaned = text;
  for (const { hint, pattern, put } of RULES) {
    if (hint.test(cleaned)) cleaned = cleaned.replace(pattern, (...found) => put(cleaner, found as string[]));
  }
  return cleaned;
}

interface Rule {
  /** Cheap: most texts hold none of it. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
  /** The whole, then its groups: what stands before the value, and the value. */
  readonly put: (cleaner: Cleaner, found: readonly string[]) => string;
}

/** A word without digits may be any word: it goes here, and is not looked for elsewhere. */
function password(cleaner: Cleaner, value: string): string {
  if (/\d/.test(value)) return cleaner.replace(value, 'password');
  cleaner.note('password');
  return cleaner.disguise.password(value);
}

/** One word may be any word, too: a first name is also a month's. */
function person(cleaner: Cleaner, value: string): string {
  if (/[\s@\d]/.test(value)) return cleaner.replace(value, 'personal data');
  return cleaner.alone(value, 'personal data');
}

const RULES: readonly Rule[] = [
  // `login bob password x` in .netrc
  {
    hint: /\blogin\s/,
    pattern: /(\blogin\s{1,8}\S{1,100}\s{1,8}(?:password|passwd)\s{1,8})(\S{1,200})/g,
    put: (cleaner, [, before, value]) => before + password(cleaner, value!),
  },
  // `host:5432:database:user:password` in .pgpass
  {
    hint: /:\d{2,5}:/,
    pattern: /^([\w.*-]{1,100}:\d{2,5}:[^:\s]{1,60}:[^:\s]{1,60}:)([^:\s]{3,100})$/gm,
    put: (cleaner, [, before, value]) => before + password(cleaner, value!),
  },
  // `Server=db;User ID=bob;Password=x`
  {
    hint: /;\s?(?:password|pwd)\s?=/i,
    pattern: /(\b(?:user ?id|uid|user ?name|user)\s?=\s?)([^;"'=<>\n]{2,80})(?=;)/gi,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // `JWT_SECRET=two words` in a file of settings
  {
    hint: /^(?:export )?[A-Z][A-Z\d_]{2,60}=[^\s"'#]+ /m,
    pattern: /^((?:export )?([A-Z][A-Z\d_]{2,60})=)([^\s"'#][^\n\r]{2,400})$/gm,
    put: (cleaner, [whole, before, name, value]) => {
      const meaning = meaningOfMember(name!);
      return meaning === 'password' || meaning === 'secret'
        ? before + cleaner.replace(value!.trimEnd(), 'password')
        : whole!;
    },
  },
  // `token: abc-1` on a line of its own, in settings
  {
    hint: /^[ \t]{0,20}(?:- )?[\w.$-]{2,60}[ \t]{0,4}[:=][ \t]{0,4}[^\s"'#]*\d/m,
    pattern:
      /^([ \t]{0,20}(?:- )?([\w.$-]{2,60})[ \t]{0,4}[:=][ \t]{0,4})((?=[^\s"'#]{0,200}\d)(?=[^\s"'#]{0,200}[a-z])[^\s"'#,;{}[\]()<>$]{6,400})(?=[ \t]{0,4}\r?$)/gim,
    put: (cleaner, [whole, before, name, value]) => {
      const meaning = meaningOfMember(name!);
      return meaning === 'password' || meaning === 'secret'
        ? before + cleanSecret(cleaner, value!, meaning)
        : whole!;
    },
  },
  // `ENV API_TOKEN abc`, `proxy_set_header X-Api-Key abc;`, `$env:API_KEY = "abc"`, `variable "token" { default = "abc"`
  {
    hint: /\b(?:env|arg|set|setenv|proxy_set_header|add_header|fastcgi_param|variable)\b[ :]/i,
    pattern:
      /((?:\b(?:ENV|ARG|set|setenv|SetEnv|proxy_set_header|add_header|fastcgi_param)[ \t]{1,4}\$?|\$env:|\bvariable ")([\w.-]{2,60})(?:[ \t]{1,4}=?[ \t]{0,4}["']?|"[ \t]{0,4}\{[^}"]{0,200}default[ \t]{0,4}=[ \t]{0,4}"))([^\s"';=][^"';\n]{2,400}?)(?=["';]|[ \t]{0,4}\r?$)/gm,
    put: (cleaner, [whole, before, name, value]) => {
      const cleaned = byName(cleaner, name!, value!);
      return cleaned === undefined ? whole! : before! + cleaned;
    },
  },
  // What programs take by a letter: `redis-cli -a x`, `openssl enc -k x`, `http -a bob:x`, `echo x | docker login`
  {
    hint: /\b(?:redis-cli|openssl|zip|unzip|plink|pscp|ldap\w{3,8}|sqlcmd|mongo\w{0,7}|https?)\s[^\n]{0,200}-|--password-stdin|-AsPlainText/,
    pattern:
      /(\bredis-cli\s[^\n|;]{0,200}?-a\s|\bopenssl\s[^\n|;]{0,200}?-(?:k|pass(?:in|out)? pass:)\s?|\b(?:un)?zip\s[^\n|;]{0,200}?-P\s|\b(?:plink|pscp)\s[^\n|;]{0,200}?-pw\s|\bldap\w{3,8}\s[^\n|;]{0,200}?-w\s|\bsqlcmd\s[^\n|;]{0,200}?-P\s|\bmongo\w{0,7}\s[^\n|;]{0,200}?-p\s|\bhttps?\s[^\n|;]{0,200}?-a\s[^\s:]{1,60}:|\bConvertTo-SecureString\s(?:-String\s)?["']?|\becho\s(?:-n\s)?["']?(?=[^\n|]{1,200}\|[^\n]{1,200}--password-stdin))([^\s"'$<-][^\s"']{2,200})/g,
    put: (cleaner, [, before, value]) => before + password(cleaner, value!),
  },
  // `docker login -u bob`, `psql -U bob`, `http -a bob:`
  {
    hint: /\s(?:-u|-U|-a|--user(?:name)?=?)\s?\w/,
    pattern:
      /(\b(?:docker|podman|helm) login\s[^\n|;]{0,200}?(?:-u|--username)[ =]|\b(?:psql|pg_dump|pg_restore|createdb)\s[^\n|;]{0,200}?-U\s|\bhttps?\s[^\n|;]{0,200}?-a\s|\bwget\s[^\n|;]{0,200}?--user=)([a-z][\w.@-]{2,60})/g,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // `PDO->__construct('mysql:host=db', 'bob', 'abc')`
  {
    hint: /(?:__construct|connect|PDO|mysqli)\(\s?["'][a-z]/i,
    pattern:
      /((?:__construct|connect|PDO|mysqli)\(\s?(["'])[^"'\n]{1,200}\2,\s?(["']))([^"'\n]{1,100})(\3,\s?(["']))([^"'\n]{1,100})(?=\6)/gi,
    put: (cleaner, [, before, , , user, between, , value]) =>
      before + person(cleaner, user!) + between + password(cleaner, value!),
  },
  // `bob:$apr1$…` in htpasswd
  {
    hint: /:\$\w{1,8}\$/,
    pattern: /^([\w.@-]{2,60})(?=:\$(?:apr1|2[abxy]|[156y])\$)/gm,
    put: (cleaner, [whole]) => person(cleaner, whole!),
  },
  // `**API key**: abc-1`, `Client secret: abc-1`
  {
    hint: /\b(?:key|token|secret|id)\*{0,2}:/i,
    pattern:
      /(\b(?:api[ -]key|(?:access|api|auth|refresh|bearer|session)[ -]token|(?:client|api|app)[ -]secret|secret[ -]key|session[ -]id)\*{0,2}:\*{0,2}[ \t]{1,3}`?)((?=[^\s`]{0,200}\d)[^\s`"'<>,;{}[\]()]{6,300}?)(?=[.!?]?(?:[\s`"',;]|$))/gi,
    put: (cleaner, [, before, value]) => before + cleanSecret(cleaner, value!),
  },
  // `Username: bob / Password: abc`
  {
    hint: /user ?name\*{0,2}:/i,
    pattern:
      /(\buser ?name\*{0,2}:\*{0,2}[ \t]{1,3}`?)([\w.@+-]{3,60})(?=`?\s{0,4}[\s/,;|]\s{0,4}(?:[-*] )?\*{0,2}passw)/gi,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // `Failed password for bob from 10.0.0.7`, `[User: Mia Berger]`
  {
    hint: /\bfor (?:invalid user )?\S{1,60} from |\[User: /i,
    pattern:
      /((?:\b(?:password|publickey|none|keyboard-interactive\S{0,8}) for (?:invalid user )?|\[User: ))([^\s\]][^\]\n]{1,60}?)(?= from [\d.:a-f]{3,40}\b|\])/gi,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // `script-src 'nonce-abc'`
  {
    hint: /'nonce-/,
    pattern: /('nonce-)([\w+/=-]{6,100})(?=')/g,
    put: (cleaner, [, before, value]) => before + cleanSecret(cleaner, value!),
  },
  // iCalendar (RFC 5545 §3.8.4)
  {
    hint: /^(?:ORGANIZER|ATTENDEE);/m,
    pattern: /^((?:ORGANIZER|ATTENDEE)[^:\n]{0,200};CN="?)([^";:\n]{2,80})/gm,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // LDIF (RFC 2849)
  {
    hint: /^dn: /m,
    pattern: /^((?:cn|sn|givenName|displayName|uid|userPassword)::? )([^\r\n]{2,200})$/gim,
    put: (cleaner, [, before, value]) =>
      before + (/^userpassword/i.test(before!) ? password(cleaner, value!) : person(cleaner, value!)),
  },
  // `--password x`, `sshpass -p x`, `mysql -px`
  {
    hint: /--|\s-p/,
    pattern:
      /(--(?:[a-z]{1,15}-)?(?:password|passwd|pass|secret|token|api-?key)[ =]["']?|\bsshpass -p ?["']?|\bmysql\w{0,10}\s[^\n|;]{0,200}\s-p)([^\s"'$<-][^\s"']{2,200})/g,
    put: (cleaner, [, before, value]) => before + password(cleaner, value!),
  },
  // `["password"]=> string(3) "abc"`, `s:8:"password";s:3:"abc"`, `['auth.token'] = 'abc'`, `setItem('token', 'abc')`
  {
    hint: /["']\s?[\],;]/,
    pattern:
      /((?:\[\s?|\(\s?|s:\d{1,4}:)(["'])([\w.$@:-]{2,60})\2(?:\]\s{0,3}=>?\s{0,8}(?:string\(\d{1,6}\)\s)?|;s:\d{1,6}:|\s?,\s?))(["'])([^"'\n]{3,2000})\4/g,
    put: (cleaner, [whole, before, , name, quote, value]) => {
      const cleaned = byName(cleaner, name!, value!);
      // In a call the second word may be a message: `required('password', 'Password is missing')`.
      const mayBeMessage = /,\s?$/.test(before!) && !/^[A-Z][A-Z_]+$/.test(name!);
      if (cleaned === undefined || (mayBeMessage && !/^\S*\d\S*$/.test(value!))) return whole!;
      return before! + quote + cleaned + quote;
    },
  },
  // `map[Authorization:[Bearer abc]]`
  {
    hint: /:\[/,
    pattern: /\b([A-Za-z][\w-]{1,40}):\[([^\]\n[]{3,2000})\]/g,
    put: (cleaner, [whole, name, value]) =>
      /^(?:credential|cookie|set-cookie|secret)$/.test(meaningOfHeader(name!))
        ? `${name}:[${cleanHeader(cleaner, { name: name!, value: value! })}]`
        : whole!,
  },
  // `Session XP0KxVBnj3Zc not found`
  {
    hint: /\b(?:session|token|ticket|invite|invitation|nonce|cookie|otp)(?: id)? ["'#]?[A-Za-z]{0,60}\d/i,
    pattern:
      /(\b(?:session|token|ticket|invite|invitation|nonce|cookie|otp)(?: id)? ["'#]?)([A-Za-z\d]{8,64})\b/gi,
    put: (cleaner, [whole, before, value]) =>
      isMixed(value!) ? before + cleanSecret(cleaner, value!) : whole!,
  },
  // `Use 387454 as your verification code`, `387454 is your login code`
  {
    hint: /\d{4,10}\b.{1,6}\byour\b/i,
    pattern:
      /\b(\d{4,10})(?=\W{1,3}(?:is|as) your (?:[\w-]{1,20} ){0,3}(?:code|pin|password|passcode|otp)\b)/gi,
    put: (cleaner, [, value]) => cleaner.replace(value!, 'password'),
  },
  // `Your code is 387454`, `your temporary password: abc1`
  {
    hint: /\byour\b/i,
    pattern:
      /(\byour (?!error|status|exit|country|zip|postal|area)(?:[\w-]{1,20} ){0,2}(?:code|pin|password|passcode|otp)(?: is| was)?:? {1,2}["']?)((?=[^\s"'<>]{0,60}\d)[^\s"'<>,]{4,60}?)(?=[.!?]?["']?(?:\s|$|[<,]))/gi,
    put: (cleaner, [, before, value]) => before + password(cleaner, value!),
  },
  // `mutation { verify(code: "387454") { ok } }`
  {
    hint: /^\s*mutation\b/,
    pattern: /(\b(?:code|key): ?")([\w-]{4,64})(?=")/g,
    put: (cleaner, [whole, before, value]) =>
      /\d/.test(value!) ? before + password(cleaner, value!) : whole!,
  },
  // The same in other languages
  {
    hint: /passwort|kennwort|mot de passe|contrase|senha|wachtwoord|parola/i,
    pattern:
      /(\b(?:passwort|kennwort|mot de passe|contrase(?:ñ|n|&ntilde;)a|senha|wachtwoord|parola)(?: (?:lautet|ist|est|es|é|is|è))? ?:? ["'«]?)((?=[^\s"'<>]{0,60}\d)[^\s"'<>,]{4,60}?)(?=[.!?]?["'»]?(?:\s|$|[<,]))/gi,
    put: (cleaner, [, before, value]) => before + password(cleaner, value!),
  },
  // `Access denied for user 'bob'`
  {
    hint: /\b(?:user|username|benutzer|usuario)\s["'`]/i,
    pattern: /(\b(?<!-)(?:user|username|benutzer|usuario)\s(["'`]))([^"'`\n=:<>{}$]{2,80})(?=\2)/gi,
    put: (cleaner, [, before, , value]) => before + person(cleaner, value!),
  },
  // `login('bob', 'abc1')`
  {
    hint: /(?:log_?in|sign_?in|authenticate)\(/i,
    pattern:
      /(\b(?:log_?in|sign_?in|authenticate)\(\s?(["'])[^"'\n]{1,100}\2,\s?(["']))([^"'\n]{3,100})(?=\3)/gi,
    put: (cleaner, [, before, , , value]) => before + password(cleaner, value!),
  },
  // `setToken('abc1')`
  {
    hint: /(?:token|jwt|password|secret|api_?key)\(/i,
    pattern:
      /(\b(?:set|use|store|save|with|init|add)_?\w{0,20}(?:token|jwt|password|secret|api_?key)\(\s?(["']))([^"'\s]{4,2000})(?=\2\s?\))/gi,
    put: (cleaner, [whole, before, , value]) =>
      /\d/.test(value!) ? before + cleanSecret(cleaner, value!) : whole!,
  },
  // Names of users in Amazon's resource names
  {
    hint: /\barn:aws/,
    pattern:
      /(\barn:aws[\w-]{0,10}:(?:iam|sts)::\d{0,12}:(?:user|assumed-role\/[\w+=,.@-]{1,64})\/)([\w+=,.@-]{1,64})/g,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // Home directories
  {
    hint: /[\\/](?:home|Users)[\\/]/,
    pattern:
      /((?:^|[\s("'`=[,]|file:\/\/|[A-Za-z]:)(?:\/home\/|\/Users\/|(?:\\{1,4}|\/)Users(?:\\{1,4}|\/)))([\w.-]{2,40})(?=[\\/])/g,
    put: (cleaner, [whole, before, value]) =>
      /^(?:runner|app|node|ubuntu|Public|Shared|Default|ec2-user|vercel|circleci|vsts)$/.test(value!)
        ? whole!
        : before + person(cleaner, value!),
  },
  // Common Log Format
  {
    hint: /\[\d\d\/[A-Z][a-z]{2}\//,
    pattern: /(^\S{2,60} \S{1,40} )([^\s-]\S{1,60})(?= \[\d\d\/[A-Z][a-z]{2}\/\d{4}:)/gm,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // `Mia Berger <mia@app.test>`
  {
    hint: /<[^\s<>@]{1,64}@/,
    pattern: /\b(\p{Lu}[\p{L}'.-]{1,30}(?: \p{Lu}[\p{L}'.-]{0,30}){1,3})(?=["']? <[^\s<>@]{1,64}@)/gu,
    put: (cleaner, [, value]) => person(cleaner, value!),
  },
  // `Welcome back, Mia Berger`, `Signed in as Mia`
  {
    hint: /welcome back|welcome,|hello,|\bhi,|\bdear |[sd] in as|\b(?:hi|hello|hey|hallo|bonjour|hola|ciao|hej) [^\s,!]{2,30}[^,!\n]{0,40}[,!]/i,
    pattern:
      /(\b(?:[Ww]elcome back,?|[Ww]elcome,|[Hh]ello,|[Hh]i,|[Dd]ear|(?:[Ss]igned|[Ll]ogged) in as:?|(?:[Hh]i|[Hh]ello|[Hh]ey|[Hh]allo|[Bb]onjour|[Hh]ola|[Cc]iao|[Hh]ej)(?= \p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){0,2}[,!])) (?:<\w{1,8}>)?)(?!World|There|Everyone|Team|Visitor|Guest\b|Sir\b|Madam\b|Customer\b|User\b|All\b|Admin)(\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){0,2})/gu,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // Distinguished names (RFC 4514)
  {
    hint: /\b(?:cn|uid)=[^,]{1,80}, ?(?:ou|dc|o|cn)=/i,
    pattern: /(\b(?:cn|uid)=)([^,=<>"]{2,80})(?=, ?(?:ou|dc|o|cn)=)/gi,
    put: (cleaner, [, before, value]) => before + person(cleaner, value!),
  },
  // vCards (RFC 6350)
  {
    hint: /BEGIN:VCARD/,
    pattern:
      /^((?:FN|N|TEL|EMAIL|ADR|BDAY|NICKNAME|ORG|NOTE|X-[\w-]{1,30})(?:;[^:\n]{0,80})?:)([^\r\n]{1,200})/gm,
    put: (cleaner, [whole, before, value]) =>
      /[^;\s]/.test(value!) ? before + cleaner.replace(value!, 'personal data') : whole!,
  },
  // `INSERT INTO users (id, password) VALUES (1, 'abc')`
  {
    hint: /\binsert into\b/i,
    pattern:
      /(\binsert into [^\s(]{1,80} ?\()([^()]{1,1000})(\) ?values ?)((?:\([^()]{1,4000}\)[\s,]{0,4}){1,1000})/gi,
    put: (cleaner, [, before, columns, between, rows]) => {
      const names = columns!.split(',');
      const cleaned = rows!.replace(/(?<=\()[^()]+(?=\))/g, (row) => cleanRow(cleaner, names, row));
      return `${before}${columns}${between}${cleaned}`;
    },
  },
];

const ANY_HINT = new RegExp(RULES.map(({ hint }) => hint.source).join('|'), 'im');

function byName(cleaner: Cleaner, name: string, value: string): string | undefined {
  const last = name.replace(/^.*[.:@]/, '');
  if (meaningOfHeader(name) === 'credential') return cleanHeader(cleaner, { name, value });
  const meaning = meaningOfHeader(name) === 'secret' ? 'secret' : meaningOfMember(last);
  if (meaning === 'password') return password(cleaner, value);
  if (meaning === 'secret') return cleanSecret(cleaner, value);
  return meaning === 'person' ? person(cleaner, value) : undefined;
}

/** The values of a row, each judged by its column's name. */
function cleanRow(cleaner: Cleaner, columns: readonly string[], row: string): string {
  const cells = row.match(/'(?:[^']|'')*'|[^,']+/g) ?? [];
  const named = cells.filter((cell) => cell.trim() !== '');
  if (named.length !== columns.length) return row;
  let at = 0;
  return row.replace(/'(?:[^']|'')*'|[^,']+/g, (cell) => {
    if (cell.trim() === '') return cell;
    const name = columns[at++]!.trim().replace(/[`"[\]]/g, '');
    const value = /^\s*'(.+)'\s*$/s.exec(cell)?.[1];
    const cleaned = value === undefined ? undefined : byName(cleaner, name, value);
    return cleaned === undefined ? cell : cell.replace(value!, () => cleaned);
  });
}
