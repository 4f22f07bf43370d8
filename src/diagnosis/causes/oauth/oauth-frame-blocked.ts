import type { Cause, FixParty, Verdict } from '../../engine/cause.ts';
import { failure, present, responseHeader, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { frameRefusal } from '../../facts/frame.ts';
import { isSilent } from '../../facts/silent-sign-in.ts';
import { cspFrameAncestors, oidcPrompt, xFrameOptions } from '../specs.ts';
import words from './oauth-frame-blocked.md?raw';
import { askedParameter } from './refused.ts';

export const oauthFrameBlocked: Cause = {
  code: 'oauth-frame-blocked',
  group: 'oauth',
  title: 'The authorization server’s answer may not stand in a frame',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'ERR_BLOCKED_BY_RESPONSE',
    'X-Frame-Options',
    'frame-ancestors',
    'Refused to display in a frame',
    'refused to connect',
    'NS_ERROR_XFO_VIOLATION',
    'Frame window timed out',
  ],
  specs: [xFrameOptions, cspFrameAncestors, oidcPrompt],
  words,
  explains: [],
  decide(failing, facts): Verdict {
    const refused = frameRefusal(failing, facts);
    // An error page tells more than that it was not shown.
    if (!refused || facts.oauthRefusal(failing)?.meaning) return undefined;
    const { asked, by, saidByBrowser } = refused;
    if (!by)
      return {
        kind: 'cannot-tell',
        because: 'No header that forbids the frame was recorded; the browser’s console names the policy',
      };
    const silent = isSilent(asked);
    const isError = (failing.response?.status ?? 0) >= 400;
    return {
      kind: 'found',
      confidence: saidByBrowser && !isError ? 'certain' : 'likely',
      title: `${shownHost(failing)} does not let its ${isError ? 'error page' : 'sign-in page'} stand in a frame`,
      line: silent
        ? `${by.name}, on the answer to prompt=none`
        : `${by.name}; the frame did not ask with prompt=none, so it got a page`,
      evidence: present(
        responseHeader(failing, by.name, { mark: by.mark }),
        saidByBrowser && failure(failing),
        askedParameter(asked, 'prompt'),
        status(failing, { note: 'the page saw nothing of it' }),
      ),
      // A sign-in page is right to refuse frames.
      ...(!silent && { fixIn: 'client' satisfies FixParty }),
    };
  },
};
