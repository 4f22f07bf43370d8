import { maskSecret } from '../../diagnosis/engine/resolve.ts';
import { duration, utc } from '../../diagnosis/engine/time.ts';
import { type ClaimInWords, claimsInWords, headerInWords } from '../../protocol/jwt/claims-in-words.ts';
import type { TokenReading } from '../../protocol/jwt/token.ts';
import { LongText } from '../parts/long-text.tsx';
import { Masked } from '../parts/masked.tsx';
import { localTime } from '../state/words.ts';
import type { DetailProps } from './detail.tsx';
import { TokenLifetime } from './token-lifetime.tsx';

/** The token that was sent: header and claims in words, and when it held. */
export function TokenView({ exchange, facts }: DetailProps) {
  const token = facts.token(exchange);
  if (!token)
    return (
      <NoToken sawAuthorization={facts.sawAuthorization(exchange)} form={facts.credential(exchange)?.form} />
    );
  const { reading, text } = token;
  const serverTime = facts.serverTime(exchange);
  return (
    <div className="plain-view">
      <h1>{headline(reading)}</h1>
      <p className="meta">
        {serverTime === undefined
          ? 'The server told no time; judged by this computer’s clock.'
          : `Judged at ${utc(serverTime)}, by the server’s clock.`}
      </p>
      <TokenLifetime exchange={exchange} facts={facts} />
      {'header' in reading && reading.header && (
        <>
          <h2>Header</h2>
          <Members members={headerInWords(reading.header)} judgedAt={facts.judgedAt(exchange)} />
        </>
      )}
      {reading.kind === 'jws' && (
        <>
          <h2>Claims</h2>
          <Members members={claimsInWords(reading.claims)} judgedAt={facts.judgedAt(exchange)} />
        </>
      )}
      <h2>As sent</h2>
      <div className="raw">
        <Masked secret={text} masked={maskSecret(text)} name="token" />
      </div>
      {reading.kind === 'jws' && (
        <p className="dim">
          The signature is not checked here: what the token says is what its sender claims.
        </p>
      )}
    </div>
  );
}

const BROKEN = {
  truncated: 'The token is cut: a signed token has three parts',
  'not-base64url': 'The token’s parts are not base64url',
  'not-json': 'The token’s parts do not hold JSON',
  'not-an-object': 'The token’s parts hold JSON, but no object',
} as const;

function headline(reading: TokenReading): string {
  switch (reading.kind) {
    case 'jws':
      return 'A signed token (JWT)';
    case 'jwe':
      return 'An encrypted token (JWE): only its recipient can read it';
    case 'opaque':
      return 'An opaque token: only its issuer can read it';
    case 'broken':
      return BROKEN[reading.why];
  }
}

function NoToken({
  sawAuthorization,
  form,
}: {
  readonly sawAuthorization: boolean;
  readonly form: string | undefined;
}) {
  return (
    <div className="plain-view">
      <h1>No token to read</h1>
      <p>{noTokenBecause(sawAuthorization, form)}</p>
    </div>
  );
}

function noTokenBecause(sawAuthorization: boolean, form: string | undefined): string {
  if (form === 'basic') return 'The request carried a user name and a password (Basic), no token.';
  if (form !== undefined)
    return 'The Authorization header carries nothing that reads as a token. See the HTTP tab.';
  return sawAuthorization
    ? 'The request was sent without an Authorization header.'
    : 'This recording leaves out Authorization headers: there may have been one.';
}

function Members({
  members,
  judgedAt,
}: {
  readonly members: readonly ClaimInWords[];
  readonly judgedAt: number;
}) {
  return (
    <table className="lines claims">
      <tbody>
        {members.map((member) => (
          <tr key={member.name} data-claim={member.name}>
            <th scope="row">
              <code>
                <LongText text={member.name} />
              </code>
              {member.label !== member.name && <div className="dim">{member.label}</div>}
            </th>
            <td>
              {member.date === undefined ? (
                <code>
                  <LongText text={member.value} />
                </code>
              ) : (
                <Instant date={member.date} judgedAt={judgedAt} />
              )}
              {member.meaning !== '' && <div className="dim">{member.meaning}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Instant({ date, judgedAt }: { readonly date: number; readonly judgedAt: number }) {
  const apart = `${duration(date - judgedAt)} ${date < judgedAt ? 'before' : 'after'} the request`;
  return (
    <>
      <code>{utc(date)}</code> · {localTime(date)} · <span className="dim">{apart}</span>
    </>
  );
}
