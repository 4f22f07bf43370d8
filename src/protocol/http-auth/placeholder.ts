/** Longer than any placeholder: a token, whatever it looks like. */
const LONGEST = 80;

/** What programs write for a value that is not there. */
const WRITTEN_BY_PROGRAMS =
  /^(?:undefined|null|nil|nan|none|\(null\)|\[object [a-z]{1,30}\]|promise \{.{0,30}\})$/i;

/** Templates that nobody filled in. Shell, env files, ERB, Postman, Mustache, documentation. */
const TEMPLATES: readonly RegExp[] = [
  /^\$\{[^}]*\}$/,
  /^\$\([^)]*\)$/,
  /^\$[A-Z_][A-Z0-9_]*$/,
  /^\{\{[^}]*\}\}$/,
  /^\{[A-Za-z][\w .-]*\}$/,
  /^<%.*%>$/s,
  /^<[^<>]*>$/,
  /^%[A-Z_][A-Z0-9_]*%$/,
  /^#\{[^}]*\}$/,
  /^\[(?:[a-z]+[ _-])*(?:token|key|jwt)\]$/i,
  /^(?:your|insert|enter|paste|replace)(?:[ _-][a-z]+){1,5}$/i,
  /^(?:[a-z]+[ _-]){1,4}(?:goes[ _-])?here$/i,
  /^(?:[A-Z]+_){0,3}(?:TOKEN|JWT|API_KEY|APIKEY)$/,
];

/** Cut out of a record afterwards; what was sent is not known. */
const CUT_OUT = /redact|remov|mask|hidden|sanitiz|scrub|secret|\*{3}/i;

/**
 * Does this stand where a credential should, and is none? The empty text is, too.
 * Names that could be a real key of a test server (`my-token`) are not: accusing wrongly is worse than silence.
 */
export function isPlaceholder(text: string): boolean {
  const plain = text.replace(/^(["'`])(.*)\1$/s, '$2').trim();
  if (plain === '') return true;
  if (plain.length > LONGEST || CUT_OUT.test(plain)) return false;
  return WRITTEN_BY_PROGRAMS.test(plain) || TEMPLATES.some((template) => template.test(plain));
}
