import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { wordReader } from '../facts/server-words.ts';
import type { Meaning } from './dialect.ts';

function meaningOf(status: number, message: string): Meaning | undefined {
  const body = message.startsWith('{') ? message : JSON.stringify({ message });
  const [word] = wordReader()(exchange({ status, responseBody: body }), []);
  return word?.meaning;
}

/** Messages of applications that are public, each with what its code checks before it sends it. */
const SAID: readonly (readonly [Meaning, number, readonly string[]])[] = [
  [
    'missing-credential',
    401,
    [
      'Unauthorized: Token is missing',
      'You need to be authenticated to use this route',
      'No Authorization header found',
    ],
  ],
  [
    'missing-credential',
    403,
    [
      'Header does not exist',
      'Missing bearer authorization',
      'You are not authenticate',
      'You must be logged in to do that',
    ],
  ],
  [
    'invalid-token',
    401,
    [
      'Token missing user ID',
      'a valid bearer token is required',
      'Token inválido ou expirado.',
      'bad token',
      'Invalid API token',
      'You are not logged in or token provided is wrong',
      'token无效',
      'Token inválido',
      '유효하지 않은 토큰입니다',
      'Geçersiz token',
      'Ungültiges Token',
    ],
  ],
  [
    'expired',
    401,
    [
      '登录已过期，请重新登录',
      'Sua sessão expirou',
      'Токен истёк',
      'Die Sitzung ist abgelaufen',
      'Session timed out',
    ],
  ],
  [
    'session',
    401,
    [
      '请先登录再投稿。',
      'Nao autorizado. Faca login.',
      '인증이 필요합니다.',
      'Veuillez vous connecter',
      'Lütfen giriş yapın',
      'Вы не вошли в систему',
      'Bạn chưa đăng nhập',
    ],
  ],
  [
    'forbidden',
    403,
    [
      'You can delete only your account!',
      'Customers can only operate on their own wallets.',
      'You can only evaluate staff in your own squad.',
      'You are not the host of this jam',
      'Task not assigned to this employee',
      'Role is not in this organization',
      'No access to this chat session.',
      'Немає доступу.',
      'Sem permissao para esta acao.',
      'No tienes permisos para realizar esta acción',
      'Non autorizzato',
      'İcazəniz yoxdur !!!',
      '无权限：该课程不属于您的课程安排',
      '스페이스 관리 권한이 없는 회원입니다.',
      'Bạn không có quyền xóa bài viết này.',
      'Zugriff verweigert',
      '権限がありません',
      '{"message":"\\u65e0\\u6743\\u9650"}',
    ],
  ],
  [
    'role',
    403,
    [
      'Only CEO/HR may review overtime requests',
      'Only super admins can create admin accounts',
      'Only the owner or admin can perform this operation',
      'admin permission required',
      'Admin access required',
      'Access denied. Masters only.',
      'Requires commenter access',
      'forbidden: user is not admin',
      'Invalid role',
      'Manage users permission required.',
      'Employers only',
    ],
  ],
  [
    'locked',
    403,
    [
      'Inactive user',
      'account_pending',
      'User account is inactive',
      '账号已被禁用',
      'Ihr Konto wurde gesperrt',
      'Tu cuenta está suspendida',
    ],
  ],
  ['key-not-found', 401, ['Key not found', 'unable to find appropriate key']],
  ['issuer', 401, ['InvalidIssuer']],
  ['audience', 401, ['Token not intended for this service']],
  ['password', 401, ['Senha atual incorreta.', '用户名或密码不正确', 'Неверный логин или пароль']],
  ['csrf-origin', 403, ['Invalid origin.', 'Request origin rejected.', '请求来源无效']],
  ['request-signature', 401, ['Missing signature']],
];

describe('what applications write themselves', () => {
  it.each(
    SAID.flatMap(([meaning, status, messages]) =>
      messages.map((message) => [message, status, meaning] as const),
    ),
  )('%s (%i): %s', (message, status, meaning) => {
    expect(meaningOf(status, message)).toBe(meaning);
  });

  it.each([
    ['The token is not in the expected format', 401, 'forbidden'],
    ['Invalid origin airport', 400, 'csrf-origin'],
    ['API key not found', 401, 'key-not-found'],
    ['The signature of the token does not match', 401, 'request-signature'],
    ['Your request is pending approval of the invoice by nobody', 422, 'locked'],
    ['Nothing was found for this administrator', 404, 'role'],
  ] as const)('%s (%i): not %s', (message, status, meaning) => {
    expect(meaningOf(status, message)).not.toBe(meaning);
  });
});
