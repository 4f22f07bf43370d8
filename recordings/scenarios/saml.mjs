// Sign-in by SAML: samlp as identity provider, passport-saml as service provider.
import { Strategy } from '@node-saml/passport-saml';
import express from 'express';
import passport from 'passport';
import samlp from 'samlp';
import selfsigned from 'selfsigned';

const IDP = 'https://idp.other.test';
const ACS = 'https://app.test/saml/acs';
const STACK = 'samlp (IdP) + passport-saml (SP)';
const PROFILE = {
  id: 'mia',
  displayName: 'Mia',
  name: { familyName: 'M', givenName: 'Mia' },
  emails: [{ type: 'work', value: 'mia@example.test' }],
};
const START = '<!doctype html><title>App</title><link rel="icon" href="data:,"><a href="/login">Sign in</a>';

const newPair = () =>
  selfsigned.generate([{ name: 'commonName', value: 'idp.other.test' }], { keySize: 2048 });

/** A service provider and its identity provider; each fault is a setting of one of them. */
const pair =
  ({ idp = {}, sp = {}, spTrusts } = {}) =>
  async () => {
    const own = await newPair();
    const trusted = spTrusts ? await spTrusts() : own;
    const provider = express().use(express.urlencoded({ extended: false }));
    provider.get('/metadata', (_request, response) => response.end());
    provider.use(
      '/sso',
      samlp.auth({
        issuer: IDP,
        cert: own.cert,
        key: own.private,
        getPostURL: (_audience, _request, _http, done) => done(null, idp.postUrl ?? ACS),
        getUserFromRequest: () => PROFILE,
        lifetimeInSeconds: 600,
        destination: ACS,
        recipient: ACS,
        ...idp.settings,
      }),
    );
    provider.use('/refuse', (request, response, next) =>
      samlp.sendError({
        issuer: IDP,
        cert: own.cert,
        key: own.private,
        signResponse: true,
        error: {
          code: 'urn:oasis:names:tc:SAML:2.0:status:Responder',
          description: 'The user is not assigned to this application',
        },
        getPostURL: (_request, done) => done(null, ACS),
      })(request, response, next),
    );
    const strategy = new Strategy(
      {
        callbackUrl: ACS,
        entryPoint: `${IDP}${idp.entry ?? '/sso'}`,
        issuer: 'https://app.test/sp',
        audience: 'https://app.test/sp',
        idpCert: trusted.cert,
        wantAuthnResponseSigned: false,
        wantAssertionsSigned: true,
        acceptedClockSkewMs: 1_000,
        ...sp,
      },
      (profile, done) => done(null, { id: profile.nameID }),
      (profile, done) => done(null, profile),
    );
    const instance = new passport.Passport().use(strategy);
    const app = express().use(express.urlencoded({ extended: false }));
    app.get('/', (_request, response) => response.send(START));
    app.get('/login', instance.authenticate('saml', { session: false }));
    app.post('/saml/acs', instance.authenticate('saml', { session: false }), (_request, response) =>
      response.redirect('/'),
    );
    app.use((error, _request, response, _next) =>
      response
        .status(error.status ?? 500)
        .send(`<!doctype html><title>Error</title><h1>Sign-in failed</h1><p>${error.message}</p>`),
    );
    return { 'app.test': app, 'idp.other.test': provider };
  };

const signIn = async ({ page, pause }) => {
  await page.click('a');
  await pause(1_500);
};

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'healthy-saml-passport',
    cause: null,
    nearMissOf: 'saml-expired',
    stack: STACK,
    what: 'A sign-in that works.',
    serve: pair(),
    visit: signIn,
  },
  {
    id: 'saml-expired-passport',
    cause: 'saml-expired',
    stack: STACK,
    what: 'NotOnOrAfter of the assertion is in the past when it arrives.',
    serve: pair({ idp: { settings: { lifetimeInSeconds: -120 } } }),
    visit: signIn,
  },
  {
    id: 'saml-audience-mismatch-passport',
    cause: 'saml-audience-mismatch',
    nearMissOf: 'saml-expired',
    stack: STACK,
    what: 'The assertion is for the service provider of another environment.',
    serve: pair({ idp: { settings: { audience: 'https://staging.app.test/sp' } } }),
    visit: signIn,
  },
  {
    id: 'saml-recipient-mismatch-passport',
    cause: 'saml-recipient-mismatch',
    stack: STACK,
    what: 'Recipient and Destination name another address than the one it was sent to.',
    serve: pair({
      idp: {
        settings: {
          destination: 'https://www.app.test/saml/acs',
          recipient: 'https://www.app.test/saml/acs',
          audience: 'https://other.app.test/sp',
        },
      },
    }),
    also: ['saml-audience-mismatch'],
    visit: signIn,
  },
  {
    id: 'saml-status-refused-passport',
    cause: 'saml-status',
    stack: STACK,
    what: 'The identity provider answers with the status Responder: the user is not assigned.',
    serve: pair({ idp: { entry: '/refuse' } }),
    visit: signIn,
  },
  {
    id: 'saml-status-certificate-passport',
    cause: 'saml-status',
    also: ['signature-invalid'],
    nearMissOf: 'saml-audience-mismatch',
    stack: STACK,
    what: 'The service provider holds the old certificate of the identity provider: Invalid signature.',
    serve: pair({ spTrusts: newPair }),
    visit: signIn,
  },
  {
    id: 'saml-in-response-to-passport',
    cause: 'saml-in-response-to',
    stack: STACK,
    what: 'The answer is to a request that this service provider did not make.',
    serve: pair({
      idp: { settings: { inResponseTo: '_a-request-of-another-window' } },
      sp: { validateInResponseTo: 'always' },
    }),
    visit: signIn,
  },
];
