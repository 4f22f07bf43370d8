import type { CauseCases } from '../../engine/cause-cases.ts';
import { call } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const graphql = (responseBody: string, requestHeaders = {}) =>
  call({
    method: 'POST',
    url: 'https://app.test/graphql',
    requestHeaders,
    requestBody: '{"query":"{ me }"}',
    responseBody,
  });

/** Apollo Server behind Express. */
const APOLLO =
  '{"errors":[{"message":"You must be logged in to view this.","locations":[{"line":1,"column":3}],"path":["me"],"extensions":{"code":"UNAUTHENTICATED"}}],"data":{"me":null}}\n';

export const cases: CauseCases = {
  finds: {
    'GraphQL answers UNAUTHENTICATED with 200': { exchanges: [graphql(APOLLO)] },
    'the same, though a good token went along': { exchanges: [graphql(APOLLO, { authorization: bearer() })] },
    // https://api.slack.com/methods/auth.test#errors
    'Slack’s way': {
      exchanges: [
        call({
          requestHeaders: { authorization: 'Bearer xoxb-17' },
          responseBody: '{"ok":false,"error":"invalid_auth"}',
        }),
      ],
    },
    'the status stands in the body': {
      exchanges: [call({ responseBody: '{"code":401,"msg":"Please sign in","data":null}' })],
    },
    // https://grpc.github.io/grpc/core/md_doc_statuscodes.html
    'gRPC-web refuses in a trailer without a body': {
      exchanges: [
        call({
          method: 'POST',
          responseHeaders: { 'content-type': 'application/grpc-web+proto', 'grpc-status': '7' },
        }),
      ],
    },
  },
  ignores: {
    'data came beside the refused field': {
      exchanges: [
        graphql(
          '{"errors":[{"message":"No","path":["me"],"extensions":{"code":"UNAUTHENTICATED"}}],"data":{"me":null,"products":[{"id":1}]}}',
        ),
      ],
    },
    'the same words with their status': {
      exchanges: [call({ status: 401, responseBody: APOLLO })],
    },
    'an error of another kind': {
      exchanges: [
        graphql('{"errors":[{"message":"No","extensions":{"code":"BAD_USER_INPUT"}}],"data":null}'),
      ],
    },
  },
};
