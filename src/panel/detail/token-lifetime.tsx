import type { Facts } from '../../diagnosis/facts/facts.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { numericDate } from '../../protocol/jwt/token.ts';
import { LifetimeBar } from '../parts/lifetime-bar.tsx';

interface TokenLifetimeProps {
  readonly exchange: Exchange;
  readonly facts: Facts;
}

/** The lifetime of the token that was sent, against the moment at which the server judged it. */
export function TokenLifetime({ exchange, facts }: TokenLifetimeProps) {
  const reading = facts.token(exchange)?.reading;
  if (reading?.kind !== 'jws') return null;
  const time = (name: 'exp' | 'nbf' | 'iat') => {
    const seconds = numericDate(reading.claims, name);
    return seconds === undefined ? undefined : seconds * 1_000;
  };
  const notBefore = time('nbf');
  const issued = time('iat');
  const fromNbf = notBefore !== undefined && notBefore !== issued;
  const from = fromNbf ? notBefore : issued;
  const until = time('exp');
  if (from === undefined && until === undefined) return null;
  return (
    <LifetimeBar
      from={from}
      fromName={fromNbf ? 'nbf' : 'iat'}
      until={until}
      requestAt={facts.judgedAt(exchange)}
    />
  );
}
