import type { CookieFact } from '../../diagnosis/facts/cookies.ts';
import type { CookieHeldBack } from '../../protocol/cookies/send.ts';
import type { SetCookieRefusal } from '../../protocol/cookies/store.ts';
import { LongText } from '../parts/long-text.tsx';
import { localTime } from '../state/words.ts';
import type { DetailProps } from './detail.tsx';

const HELD_BACK: Readonly<Record<CookieHeldBack, string>> = {
  SecureOnly: 'it is Secure, and the request is not https',
  NotOnPath: 'its Path does not cover this URL',
  DomainMismatch: 'its Domain does not cover this host',
  SameSiteStrict: 'it is SameSite=Strict, and the request comes from another site',
  SameSiteLax: 'it is SameSite=Lax, and the request is cross-site',
  SameSiteUnspecifiedTreatedAsLax: 'it names no SameSite, counts as Lax, and the request is cross-site',
  UserPreferences: 'this browser blocks third-party cookies here',
  Expired: 'it has expired',
  PartitionMismatch: 'it is kept in another site’s partition',
};

const REFUSED: Readonly<Record<SetCookieRefusal, string>> = {
  SyntaxError: 'it cannot be read as a cookie',
  NoCookieContent: 'it has neither a name nor a value',
  SecureOnly: 'it is Secure, and the response came over http',
  SameSiteNoneInsecure: 'it is SameSite=None without Secure',
  InvalidDomain: 'its Domain does not cover the host that set it',
  InvalidPrefix: 'its name begins with __Host- or __Secure-, and it lacks what that demands',
  SameSiteStrict: 'it is SameSite=Strict, and the response came from another site',
  SameSiteLax: 'it is SameSite=Lax, and the response came from another site',
  SameSiteUnspecifiedTreatedAsLax:
    'it names no SameSite, counts as Lax, and the response came from another site',
  UserPreferences: 'this browser blocks third-party cookies here',
  NameValuePairExceedsMaxSize: 'name and value are longer than 4096 bytes',
  DisallowedCharacter: 'it holds a control character',
};

/** Each cookie of the host: sent or held back, and by what. */
export function CookiesView({ exchange, facts }: DetailProps) {
  const cookies = facts.cookies(exchange);
  const refused = facts.cookieHistory(exchange).refused;
  const hidden = exchange.blindSpots.includes('cookies');
  const sent = cookies.filter(({ fate }) => fate.kind === 'sent').length;
  return (
    <div className="plain-view">
      <h1>
        {cookies.length === 0
          ? 'No cookie of this host is known'
          : `${sent} of ${cookies.length} ${cookies.length === 1 ? 'cookie' : 'cookies'} went with the request`}
      </h1>
      {hidden && (
        <p className="note">This recording holds no Cookie headers: what was sent cannot be read from it.</p>
      )}
      {facts.capture.jar === undefined && (
        <p className="note">
          The browser’s own cookies are not in this recording; below stands what its responses set.
        </p>
      )}
      {cookies.length > 0 && (
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">Cookie</th>
              <th scope="col">Sent</th>
              <th scope="col">Attributes</th>
            </tr>
          </thead>
          <tbody>
            {cookies.map((fact) => (
              <CookieLine key={keyOf(fact)} fact={fact} />
            ))}
          </tbody>
        </table>
      )}
      {refused.length > 0 && (
        <>
          <h2>Set by a response, refused by the browser</h2>
          <table className="lines">
            <tbody>
              {refused.map(({ name, reason }, index) => (
                <tr key={index} className="failed">
                  <th scope="row">
                    <span className="sign" role="img" aria-label="Refused:" />{' '}
                    <code>
                      <LongText text={name} />
                    </code>
                  </th>
                  <td>
                    Refused: {REFUSED[reason]}. <code className="dim">{reason}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

function CookieLine({ fact }: { readonly fact: CookieFact }) {
  const { cookie, fate, from } = fact;
  const tone = fate.kind === 'sent' ? 'passed' : fate.kind === 'unseen' ? 'unknown' : 'failed';
  return (
    <tr className={tone}>
      <th scope="row">
        <span className="sign" aria-hidden="true" />{' '}
        <code>
          <LongText text={cookie.name} />
        </code>
      </th>
      <td>
        <Fate fate={fate} />
        {from.source === 'response' && <span className="dim"> Set in this recording.</span>}
      </td>
      <td>
        <code>{attributes(fact)}</code>
      </td>
    </tr>
  );
}

function Fate({ fate }: Pick<CookieFact, 'fate'>) {
  switch (fate.kind) {
    case 'sent':
      return 'Sent.';
    case 'left-out':
      return 'Not sent, though nothing held it back: the request was made without credentials.';
    case 'unseen':
      return 'Nothing held it back; whether it was sent was not recorded.';
    case 'held-back':
      return (
        <>
          Held back: {fate.reasons.map((reason) => HELD_BACK[reason]).join('; ')}.{' '}
          <code className="dim">{fate.reasons.join(', ')}</code>
        </>
      );
  }
}

function attributes({ cookie }: CookieFact): string {
  return [
    cookie.hostOnly ? `${cookie.domain} only` : `Domain=${cookie.domain}`,
    `Path=${cookie.path}`,
    cookie.sameSite === 'unspecified' ? 'no SameSite' : `SameSite=${cookie.sameSite}`,
    cookie.secure && 'Secure',
    cookie.httpOnly && 'HttpOnly',
    cookie.partitionSite !== undefined && `Partition=${cookie.partitionSite}`,
    cookie.expiresAt === undefined ? 'session' : `until ${localTime(cookie.expiresAt)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function keyOf({ cookie }: CookieFact): string {
  return JSON.stringify([cookie.name, cookie.domain, cookie.path, cookie.partitionSite]);
}
