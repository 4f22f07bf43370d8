import type { CauseCases } from '../../engine/cause-cases.ts';
import { asks, comesBack, errorBody, redeems } from './refused.fixture.ts';

const SILENT = { prompt: 'none', scope: 'openid read:orders' };

export const cases: CauseCases = {
  finds: {
    'a silent frame asks for a scope that nobody agreed to': {
      exchanges: [
        asks(SILENT, { kind: 'frame' }),
        comesBack(
          { error: 'consent_required', error_description: 'requested scopes not granted' },
          { kind: 'frame' },
        ),
      ],
    },
    'Auth0 answers by a message to the page that holds the frame': {
      exchanges: [
        asks(
          { ...SILENT, response_mode: 'web_message' },
          {
            id: 'main',
            kind: 'frame',
            status: 200,
            responseBody:
              '<!DOCTYPE html><html><head><script>(function(){var authorizationResponse = {type: "authorization_response",response: {"error":"consent_required","error_description":"Consent required","state":"EZHR1lctERBPNRXb"}};})();</script></head></html>',
          },
        ),
      ],
    },
    'Microsoft’s token endpoint wants it first': {
      exchanges: [
        redeems(
          400,
          errorBody(
            'invalid_grant',
            'AADSTS65001: The user or administrator has not consented to use the application.',
          ),
          {},
          { grant_type: 'refresh_token' },
        ),
      ],
    },
    'an administrator has to agree': {
      exchanges: [
        asks(),
        comesBack({
          error: 'consent_required',
          error_description: 'AADSTS90094: The grant requires admin permission.',
        }),
      ],
    },
  },
  ignores: {
    'the person was asked and said no': {
      exchanges: [
        asks(),
        comesBack({
          error: 'consent_required',
          error_description: 'AADSTS65004: User declined to consent to access the app.',
        }),
      ],
    },
    'nobody is signed in': {
      exchanges: [asks(SILENT), comesBack({ error: 'login_required' })],
    },
  },
};
