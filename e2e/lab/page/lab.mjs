// The client under test: what a single-page app does, each button with one fault.
import { faults, healthy, hostile } from '/faults.mjs';

const { idp, api, other } = await (await fetch('/addresses.json')).json();
const result = document.querySelector('#result');
/** Longer than the tokens of urn:lab:short live. */
const OUTLIVES_SHORT_MS = 3_200;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A token of the client credentials grant; what it is like is up to the resource. */
async function token(resource = 'urn:lab:orders') {
  const answer = await fetch(`${idp}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'lab',
      client_secret: 'lab-client-secret',
      scope: 'orders:read',
      resource,
    }),
  });
  return (await answer.json()).access_token;
}

const call = (url, authorization, init = {}) =>
  fetch(url, {
    ...init,
    headers: { ...init.headers, ...(authorization !== undefined && { Authorization: authorization }) },
  });
const withToken = async (path, resource) => call(`${api}${path}`, `Bearer ${await token(resource)}`);

async function signedInCall(base, init) {
  await fetch(base, { method: 'POST', credentials: 'include' });
  return fetch(base, init);
}

const encode = (value) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

async function unsigned() {
  const [, payload] = (await token()).split('.');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`;
}

const actions = {
  'authorization-missing': () => call(`${api}/orders`),
  'bearer-prefix-missing': async () => call(`${api}/orders`, await token()),
  'wrong-scheme': async () => call(`${api}/orders`, `Token ${await token()}`),
  'bearer-duplicated': async () => call(`${api}/orders`, `Bearer Bearer ${await token()}`),
  'token-placeholder': () => call(`${api}/orders`, `Bearer ${localStorage.missing}`),
  'token-truncated': async () =>
    call(`${api}/orders`, `Bearer ${(await token()).split('.').slice(0, 2).join('.')}`),
  'basic-rejected': () => call(`${api}/basic`, `Basic ${btoa('mia:old-password')}`, { credentials: 'omit' }),
  'token-expired': async () => {
    const expired = await token('urn:lab:short');
    await wait(OUTLIVES_SHORT_MS);
    return call(`${api}/orders`, `Bearer ${expired}`);
  },
  'token-not-yet-valid': () => withToken('/orders', 'urn:lab:future'),
  'clock-skew': () => withToken('/wrong-clock'),
  'audience-mismatch': () => withToken('/orders', 'urn:lab:billing'),
  'issuer-mismatch': () => withToken('/tenant-2'),
  'algorithm-none': async () => call(`${api}/orders`, `Bearer ${await unsigned()}`),
  'id-token-as-access-token': () => signIn('id-token-as-access-token'),
  'token-rejected': () => call(`${idp}/me`, 'Bearer 3xGmQ8kT0vYw5LrZbN2pJd7HcUeAoSfi'),
  'insufficient-scope': () => withToken('/write'),
  'resource-forbidden': async () => {
    const bearer = `Bearer ${await token()}`;
    await call(`${api}/orders`, bearer);
    return call(`${api}/admin`, bearer);
  },
  'preflight-unauthorized': () => withToken('/auth-before-cors'),
  'preflight-headers-not-allowed': () => withToken('/few-headers'),
  'wildcard-headers-exclude-authorization': async () =>
    call(`${api}/star-headers`, `Bearer ${await token()}`, { credentials: 'include' }),
  'preflight-redirect': () => withToken('/moved'),
  'cors-origin-missing': () => call(`${api}/no-cors`),
  'cors-origin-mismatch': () => call(`${api}/www-only`),
  'cors-wildcard-with-credentials': () => call(`${api}/star-origin`, undefined, { credentials: 'include' }),
  'error-response-lacks-cors': () => withToken('/preflight-only', 'urn:lab:billing'),
  'cookie-samesite-lax': () => signedInCall(`${other}/lax`, { credentials: 'include' }),
  'cookie-samesite-none-insecure': () => signedInCall(`${other}/none-insecure`, { credentials: 'include' }),
  'credentials-omitted': () => signedInCall(`${api}/session`, {}),
  'third-party-cookies-blocked': () => signedInCall(`${other}/none`, { credentials: 'include' }),
  'oauth-redirect-uri-mismatch': () => authorize({ redirect_uri: `${location.origin}/callback/` }),

  'healthy-sign-in': () => signIn('healthy-sign-in'),
  'healthy-refresh': () => signIn('healthy-refresh', 'urn:lab:short'),
  'healthy-cross-site': async () => call(`${other}/orders`, `Bearer ${await token()}`),
  'not-auth-500': () => call(`${api}/crash`),
  'not-auth-422': () => call(`${api}/invalid`, undefined, { method: 'POST' }),
  'not-auth-refused': () => fetch('https://api.app.test:9/orders'),
  'not-auth-aborted': () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    return call(`${api}/slow`, undefined, { signal: controller.signal });
  },

  'hostile-garbage-token': () => call(`${api}/orders`, 'Bearer ..%%%.\u00e4\u00f6.eyJhbGciOiJub25lIn0.%00'),
  'hostile-markup-claim': () =>
    call(
      `${api}/orders`,
      `Bearer ${encode({ alg: 'RS256' })}.${encode({ sub: '<img src=x onerror="document.title=1">', aud: '<script>1</script>', exp: 1e300 })}.c2ln`,
    ),
  'hostile-large-header': () => call(`${api}/large-challenge`),
};

/** What happens with the tokens of a sign-in that a button asked for. */
const afterSignIn = {
  'healthy-sign-in': ({ access_token }) => call(`${api}/orders`, `Bearer ${access_token}`),
  'id-token-as-access-token': ({ id_token }) => call(`${api}/orders`, `Bearer ${id_token}`),
  'healthy-refresh': async ({ access_token, refresh_token }) => {
    await wait(OUTLIVES_SHORT_MS);
    const refused = await call(`${api}/orders`, `Bearer ${access_token}`);
    if (refused.status !== 401) return refused;
    const fresh = await tokenRequest({ grant_type: 'refresh_token', refresh_token });
    return call(`${api}/orders`, `Bearer ${fresh.access_token}`);
  },
};

async function tokenRequest(parameters) {
  const body = new URLSearchParams({ client_id: 'spa', ...parameters });
  return (await fetch(`${idp}/token`, { method: 'POST', body })).json();
}

const random = () =>
  [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function signIn(then, resource = 'urn:lab:orders') {
  const verifier = random();
  const state = random();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const challenge = btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  sessionStorage.signIn = JSON.stringify({ then, verifier, state, resource });
  return authorize({
    state,
    resource,
    nonce: random(),
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
}

function authorize(parameters) {
  const query = new URLSearchParams({
    client_id: 'spa',
    response_type: 'code',
    redirect_uri: `${location.origin}/callback`,
    scope: 'openid offline_access orders:read',
    prompt: 'consent',
    ...parameters,
  });
  location.assign(`${idp}/auth?${query}`);
  return undefined;
}

async function finishSignIn() {
  const query = new URLSearchParams(location.search);
  const { then, verifier, state, resource } = JSON.parse(sessionStorage.signIn ?? '{}');
  history.replaceState({}, '', '/');
  if (!query.has('code') || query.get('state') !== state) return;
  const tokens = await tokenRequest({
    grant_type: 'authorization_code',
    code: query.get('code'),
    redirect_uri: `${location.origin}/callback`,
    code_verifier: verifier,
    resource,
  });
  await run(then, () => afterSignIn[then](tokens));
}

async function run(id, action) {
  result.textContent = `${id} …`;
  result.removeAttribute('data-done');
  try {
    const answer = await action();
    if (!answer) return;
    result.textContent = `${id}: ${answer.status}`;
  } catch (error) {
    result.textContent = `${id}: ${error}`;
  }
  result.setAttribute('data-done', id);
}

function show() {
  const groups = Map.groupBy([...faults, ...healthy, ...hostile], ({ group }) => group);
  for (const [name, entries] of groups) {
    const heading = document.createElement('h2');
    heading.textContent = name;
    const grid = document.createElement('div');
    grid.className = 'grid';
    grid.append(...entries.map(button));
    document.querySelector('#groups').append(heading, grid);
  }
}

function button({ id, name, line }) {
  const element = document.createElement('button');
  element.id = id;
  element.textContent = name;
  const what = document.createElement('span');
  what.textContent = line;
  element.append(what);
  element.addEventListener('click', () => run(id, actions[id]));
  return element;
}

show();
document.documentElement.dataset.ready = 'true';
if (location.pathname === '/callback') await finishSignIn();
