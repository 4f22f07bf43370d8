/** The engine by itself, for programs in this repository that measure it or hold it against a browser. */
export { factsOver } from '../diagnosis/facts/facts.ts';
export { diagnose } from '../diagnosis/index.ts';
export { readHar } from '../har/from-har.ts';
export { checkSignatures } from '../protocol/jwt/check-signatures.ts';
