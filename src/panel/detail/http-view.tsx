import type { Body, Exchange, Header } from '../../exchange/exchange.ts';
import { LongText } from '../parts/long-text.tsx';
import { Masked } from '../parts/masked.tsx';
import { maskBody, maskHeader, maskUrl } from '../state/secrets.ts';
import { localTime, took } from '../state/words.ts';
import type { DetailProps } from './detail.tsx';

/** Request and response as they stood on the wire, secrets masked until asked for one by one. */
export function HttpView({ failure, exchange, facts }: DetailProps) {
  const { request, response } = exchange;
  const preflight = facts.preflightOf(exchange);
  const before = facts.redirectedFrom(exchange);
  return (
    <div className="plain-view http">
      <h1>
        {request.method} <Address url={request.url} />
      </h1>
      <p className="meta">
        {localTime(exchange.startedAt)}
        {exchange.endedAt !== undefined && ` · took ${took(exchange.endedAt - exchange.startedAt)}`}
        {exchange.initiator !== undefined && ` · asked by ${exchange.initiator}`}
        {response?.answeredBy === 'http-cache' && ' · answered from the cache'}
        {response?.answeredBy === 'service-worker' && ' · answered by a service worker'}
      </p>
      {failure.outcome === 'blocked' && response && (
        <p className="note">The page was not shown this response; the browser hid it.</p>
      )}
      <Message
        title="Request headers"
        headers={request.headers}
        body={request.body}
        unseen={exchange.blindSpots.includes('request-headers')}
      />
      {response ? (
        <Message
          title={`Response: ${response.status} ${response.statusText ?? ''}`.trim()}
          headers={response.headers}
          body={response.body}
          unseen={exchange.blindSpots.includes('response-headers')}
        />
      ) : (
        <>
          <h2>Response</h2>
          <p className="dim">None{exchange.failure && `: ${exchange.failure}`}.</p>
        </>
      )}
      {response && exchange.failure && <p className="dim">The browser ended it with {exchange.failure}.</p>}
      {preflight && <Neighbour title="Preflight" exchange={preflight} />}
      {before && <Neighbour title="Redirected from" exchange={before} />}
    </div>
  );
}

function Address({ url }: { readonly url: string }) {
  const masked = maskUrl(url);
  return masked === url ? (
    <LongText text={url} />
  ) : (
    <Masked masked={masked} secret={url} name="the whole URL" />
  );
}

interface MessageProps {
  readonly title: string;
  readonly headers: readonly Header[];
  readonly body: Body | undefined;
  /** The source shows no headers of this message. */
  readonly unseen: boolean;
}

function Message({ title, headers, body, unseen }: MessageProps) {
  return (
    <>
      <h2>{title}</h2>
      {headers.length === 0 ? (
        <p className="dim">{unseen ? 'The headers were not recorded.' : 'No headers.'}</p>
      ) : (
        <dl className="headers">
          {headers.map(({ name, value }, index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>
                <HeaderValue name={name} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {body && <BodyText body={body} />}
    </>
  );
}

function HeaderValue({ name, value }: Header) {
  const masked = maskHeader(name, value);
  if (masked === value) return <LongText text={value} />;
  return <Masked masked={masked} secret={value} name={name} />;
}

function BodyText({ body }: { readonly body: Body }) {
  if (body.text === '') return null;
  if (body.encoding === 'base64') {
    return <p className="dim">Body: {body.mimeType || 'binary'}, shown nowhere as it is no text.</p>;
  }
  const masked = maskBody(body.text);
  return (
    <pre className="body">
      {masked === body.text ? (
        <LongText text={body.text} />
      ) : (
        <Masked masked={masked} secret={body.text} name="the whole body" />
      )}
      {body.cutFrom !== undefined && (
        <span className="dim">
          {' '}
          … cut at {body.text.length.toLocaleString('en-US')} of {body.cutFrom.toLocaleString('en-US')}{' '}
          characters
        </span>
      )}
    </pre>
  );
}

function Neighbour({ title, exchange }: { readonly title: string; readonly exchange: Exchange }) {
  const { request, response } = exchange;
  return (
    <details className="neighbour">
      <summary>
        {title}: {request.method} {maskUrl(request.url)} →{' '}
        {response?.status ?? exchange.failure ?? 'no response'}
      </summary>
      <Message title="Request headers" headers={request.headers} body={request.body} unseen={false} />
      {response && (
        <Message title="Response headers" headers={response.headers} body={response.body} unseen={false} />
      )}
    </details>
  );
}
