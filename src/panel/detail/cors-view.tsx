import { headerValue } from '../../exchange/headers.ts';
import type { CorsLine, CorsVerdict } from '../../protocol/cors/cors.ts';
import { LongText } from '../parts/long-text.tsx';
import type { DetailProps } from './detail.tsx';

const CHECKED: Readonly<Record<CorsLine['check'], string>> = {
  status: 'Status',
  redirect: 'Redirect',
  origin: 'Origin',
  credentials: 'Credentials',
  method: 'Method',
  header: 'Header',
};

const CREDENTIALS = {
  include: 'with credentials',
  omit: 'without credentials',
  unknown: 'not told: with or without credentials',
} as const;

/** What the preflight asked and got, then the check of the response, line by line. */
export function CorsView({ failure, exchange, facts }: DetailProps) {
  const cors = facts.cors(exchange);
  if (!cors) {
    return (
      <div className="plain-view">
        <h1>No CORS check applies</h1>
        <p>
          {exchange.initiator === undefined
            ? 'Nothing tells which page asked for this, so whether it crosses origins is unknown.'
            : 'The request stays within one origin, or is no request that the browser checks.'}
        </p>
      </div>
    );
  }
  const preflight = facts.preflightOf(exchange);
  const trueStatus = failure.outcome === 'blocked' ? exchange.response?.status : undefined;
  return (
    <div className="plain-view">
      <h1>{headline(cors)}</h1>
      <p className="dim">
        <code>{cors.origin}</code> asked <code>{originOf(exchange.request.url)}</code>,{' '}
        {CREDENTIALS[cors.credentials]}
      </p>
      {trueStatus !== undefined && (
        <p className="note">
          The server answered {trueStatus}. The page was not shown that: it sees only a failed fetch.
        </p>
      )}
      {exchange.blindSpots.includes('cors-verdict') && (
        <p className="note">
          This browser does not tell extensions its verdict; it is derived here from the headers.
        </p>
      )}
      <h2>Preflight{preflight?.response && ` → ${preflight.response.status}`}</h2>
      {cors.preflight ? (
        <Verdict verdict={cors.preflight} />
      ) : (
        <NoPreflight {...{ failure, exchange, facts }} />
      )}
      <h2>Response{exchange.response && ` → ${exchange.response.status}`}</h2>
      {cors.response ? (
        <Verdict verdict={cors.response} />
      ) : (
        <p className="dim">
          {cors.preflight && !cors.preflight.passed
            ? 'Never asked for: the preflight did not pass.'
            : 'No response was recorded.'}
        </p>
      )}
    </div>
  );
}

function headline(cors: { readonly preflight?: CorsVerdict; readonly response?: CorsVerdict }): string {
  if (cors.preflight && !cors.preflight.passed) return 'The preflight did not pass';
  if (cors.response && !cors.response.passed) return 'The response did not pass the CORS check';
  return cors.response ? 'CORS let this response through' : 'CORS: nothing to check was recorded';
}

function NoPreflight({ exchange, facts }: DetailProps) {
  if (exchange.blindSpots.includes('preflight'))
    return <p className="dim">There may have been one; it was not recorded.</p>;
  const preflight = facts.preflightOf(exchange);
  if (!preflight)
    return <p className="dim">None was recorded: a simple request, or an answer remembered from before.</p>;
  const asked = ['method', 'headers'].flatMap((what) => {
    const value = headerValue(preflight.request.headers, `access-control-request-${what}`);
    return value === undefined ? [] : [`${what}: ${value}`];
  });
  return (
    <p>
      It asked for {asked.join(', ') || 'nothing that was recorded'} and got no answer
      {preflight.failure && `: ${preflight.failure}`}.
    </p>
  );
}

function Verdict({ verdict }: { readonly verdict: CorsVerdict }) {
  return (
    <table className="lines cors">
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">Asked</th>
          <th scope="col">Got</th>
        </tr>
      </thead>
      <tbody>
        {verdict.lines.map((line, index) => (
          <tr key={index} className={line.passed ? 'passed' : 'failed'} data-check={line.check}>
            <th scope="row">
              <span className="sign" role="img" aria-label={line.passed ? 'Passed:' : 'Failed:'} />{' '}
              {CHECKED[line.check]}
            </th>
            <td>
              <code>
                <LongText text={line.asked} />
              </code>
            </td>
            <td>
              <Got line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Got({ line }: { readonly line: CorsLine }) {
  return (
    <>
      {line.header && <span className="dim">{line.header}: </span>}
      {line.got === '' ? (
        <span className="absent">(none)</span>
      ) : (
        <code>
          <LongText text={line.got} mark={line.passed ? undefined : line.got} />
        </code>
      )}
      {line.note && <span className="note"> {line.note}</span>}
    </>
  );
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
