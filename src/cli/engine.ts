/** The engine by itself, for programs in this repository that measure it. */
export { diagnose } from '../diagnosis/index.ts';
export { readHar } from '../har/from-har.ts';
export { checkSignatures } from '../protocol/jwt/check-signatures.ts';
