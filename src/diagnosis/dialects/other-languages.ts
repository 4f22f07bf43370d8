import type { Dialect, Meaning } from './dialect.ts';

const REFUSALS = [400, 401, 403];
const FORBIDS = [401, 403];

/** One row: a meaning, said in other languages than English; a line holds one language or a few that are close. */
function inTongues(meaning: Meaning, statuses: readonly number[], phrases: readonly string[]): Dialect {
  return { meaning, statuses, words: new RegExp(phrases.join('|'), 'i') };
}

export const otherLanguages: readonly Dialect[] = [
  inTongues(
    'locked',
    [...REFUSALS, 423],
    [
      'konto[^.\\n"]{0,30}(?:gesperrt|deaktiviert)|compte[^.\\n"]{0,30}(?:bloqué|désactivé|suspendu|verrouillé)',
      'cuenta[^.\\n"]{0,30}(?:bloqueada|suspendida|desactivada|inactiva|deshabilitada)|usuario (?:inactivo|bloqueado|deshabilitado)',
      'conta[^.\\n"]{0,30}(?:bloqueada|suspensa|desativada|inativa)|usu[áa]rio (?:inativo|bloqueado|desativado)',
      'account[^.\\n"]{0,30}(?:bloccato|disattivato|sospeso|geblokkeerd)|konto[^.\\n"]{0,30}(?:zablokowane|nieaktywne)',
      '(?:аккаунт|уч[её]тная запись|пользователь)[^.\\n"]{0,20}(?:заблокирован|отключ|не активирован)|hesabınız[^.\\n"]{0,30}(?:kilit|askıya|devre dışı|aktif değil)',
      'akun[^.\\n"]{0,20}(?:diblokir|dinonaktifkan|tidak aktif|belum aktif)|tài khoản[^.\\n"]{0,30}(?:khóa|vô hiệu|chưa kích hoạt)',
      '(?:账号|账户|帐号|用户|帳號)[^，。"]{0,8}(?:禁用|冻结|锁定|封禁|停用|未激活|未启用)|アカウント[^。"]{0,8}(?:ロック|停止|無効|凍結)|계정[^."]{0,8}(?:잠[겨긴]|정지|비활성)',
    ],
  ),
  inTongues('password', REFUSALS, [
    '(?:passwort|kennwort|zugangsdaten|anmeldedaten)[^.\\n"]{0,30}(?:falsch|ungültig|nicht korrekt|inkorrekt)',
    '(?:falsches|ungültiges) (?:passwort|kennwort)',
    'mot de passe[^.\\n"]{0,30}(?:incorrect|invalide|erroné)|identifiants (?:incorrects|invalides)',
    'contraseña[^.\\n"]{0,30}(?:incorrecta|inv[áa]lida|no es correcta)|credenciales (?:incorrectas|inv[áa]lidas)',
    'senha[^.\\n"]{0,30}(?:incorret[ao]s?|inv[áa]lid[ao]s?|errada)|credenciais (?:incorretas|inv[áa]lidas)',
    'password[^.\\n"]{0,30}(?:errata|non corretta|non valida)|credenziali (?:errate|non valide)',
    'wachtwoord[^.\\n"]{0,30}(?:onjuist|ongeldig|fout)|onjuist wachtwoord',
    '(?:nieprawidłow|błędn)[^.\\n"]{0,30}hasło|hasło[^.\\n"]{0,30}(?:nieprawidłowe|błędne)',
    'неверн[^.\\n"]{0,30}парол|парол[^.\\n"]{0,30}невер|невірн[^.\\n"]{0,30}парол|неправильн[^.\\n"]{0,30}парол',
    'şifre[^.\\n"]{0,30}(?:hatalı|yanlış)|(?:hatalı|yanlış) (?:şifre|parola)',
    'kata sandi[^.\\n"]{0,30}salah|password[^.\\n"]{0,20}salah|mật khẩu[^.\\n"]{0,30}(?:không đúng|sai|không chính xác)|sai mật khẩu',
    '密码(?:错误|不正确|有误)|密碼(?:錯誤|不正確)|パスワードが(?:正しく|間違|違い)|비밀번호가 (?:틀|일치하지|올바르지)',
    'رمز[^.\\n"]{0,20}(?:نادرست|اشتباه)|كلمة (?:المرور|السر)[^.\\n"]{0,20}(?:غير صحيحة|خاطئة)',
  ]),
  inTongues('invalid-token', REFUSALS, [
    '(?:ungültiges?|falsches) (?:zugriffs)?(?:token|jwt)|(?:token|jwt) (?:ist )?ungültig|jeton (?:d.(?:accès|authentification) )?(?:invalide|non valide)',
    'token (?:de acceso |de acesso |de autenticaci[óo]n |de autentica[çc][ãa]o |não é |no es )?(?:inv[áa]lido|v[áa]lido)|token non valido|token (?:is )?ongeldig|nieprawidłowy token',
    '(?:недействительн|неверн|некорректн|невалидн)[^.\\n"]{0,12} токен|токен[^.\\n"]{0,12}(?:недействител|невер|некоррект)|geçersiz token|token geçersiz|token tidak (?:valid|sah)|token không hợp lệ',
    '(?:token|令牌)[^.\\n"]{0,8}(?:无效|無效|失效|错误|非法|不合法|不正确)|(?:无效|非法)的?(?:token|令牌)|トークンが(?:無効|正しく|不正)|(?:유효하지 않은|잘못된|올바르지 않은) ?(?:\\w{1,10} )?(?:토큰|token)|토큰이 (?:유효하지|올바르지)',
  ]),
  inTongues('expired', REFUSALS, [
    '(?:token|jwt|sitzung|session|anmeldung)[^.\\n"]{0,20}abgelaufen|jeton[^.\\n"]{0,20}expiré|session[^.\\n"]{0,20}expiré',
    '(?:token|sesi[óo]n)[^.\\n"]{0,20}(?:expirad[oa]|caducad[oa]|ha caducado|vencid[oa])|(?:token|sess[ãa]o)[^.\\n"]{0,20}expir(?:ad[oa]|ou)',
    '(?:token|sessione)[^.\\n"]{0,20}scadut[oa]|(?:token|sessie)[^.\\n"]{0,20}verlopen|(?:token|sesja)[^.\\n"]{0,20}wygasł',
    '(?:токен|сесси|сеанс)[^.\\n"]{0,30}(?:истек|истёк|просроч|устарел)|(?:oturum|token)[^.\\n"]{0,20}süresi (?:doldu|dolmuş)',
    '(?:token|sesi)[^.\\n"]{0,20}(?:kedaluwarsa|kadaluarsa)|(?:token|phiên)[^.\\n"]{0,30}hết hạn',
    '(?:token|令牌|登[录陆錄]|会话|認證|认证|身份)[^.\\n"]{0,12}(?:过期|過期)|(?:トークン|セッション)[^.\\n"]{0,20}(?:期限|切れ)|(?:토큰|세션)[^.\\n"]{0,12}만료',
  ]),
  inTongues('session', REFUSALS, [
    'bitte (?:melden sie sich|melde dich|einloggen|anmelden)|nicht (?:angemeldet|eingeloggt|authentifiziert)|anmeldung erforderlich',
    'veuillez vous (?:re)?connecter|(?:non|pas) (?:authentifié|connecté)|authentification requise|connexion requise',
    '(?:inicia|inicie|iniciar) sesi[óo]n|no (?:est[áa]s?|ha(?:s)?) (?:autenticado|iniciado sesi[óo]n|logueado|conectado)|autenticaci[óo]n requerida',
    'fa[çc]a (?:o )?login|n[ãa]o (?:est[áa] )?(?:autenticado|logado)|autentica[çc][ãa]o (?:necess[áa]ria|obrigat[óo]ria)|effettua(?:re)? (?:il )?(?:login|l.accesso)|non (?:sei )?autenticato',
    'niet (?:ingelogd|aangemeld)|(?:nie jesteś|musisz być|nie) zalogowan|zaloguj się|необходим[аоы]? (?:авториз|аутентиф|войти)|авторизуйтесь|не авторизован|авторизован[ыао]? как|(?:вы )?не вошли|потрібн[ао] авториз|не авторизован',
    'lütfen giriş yap|giriş yapmalısınız|oturum açmanız|silakan (?:login|masuk)|harus login|belum login|(?:vui lòng|cần|phải|chưa) đăng nhập',
    '请(?:先|重新)?登[录陆]|未登[录陆]|尚未登[录陆]|請先?登入|尚未登入|ログインしてください|ログインが必要|認証が必要|로그인이 필요|로그인 후|로그인해|인증이 필요|인증되지 않은|يجب تسجيل الدخول|غير مسجل الدخول|وارد شوید',
  ]),
  inTongues('forbidden', FORBIDS, [
    'zugriff (?:verweigert|nicht gestattet|verboten)|keine? (?:berechtigung|zugriffsrechte|rechte)|nicht (?:berechtigt|befugt|autorisiert)|unzureichende (?:rechte|berechtigung)',
    'acc[èe]s (?:refusé|interdit|non autorisé)|n.(?:êtes|avez) pas (?:autorisé|les? (?:droits?|permissions?)|la permission|accès)|(?:action|opération) non autorisée|\\binterdit\\b|droits insuffisants',
    'acceso (?:denegado|prohibido|restringido|no autorizado)|no (?:tiene|tienes|posee|cuenta con|tiene los|tienes los) (?:los )?(?:permisos?|acceso|autorizaci[óo]n)|permisos insuficientes|no (?:est[áa]s? )?autorizad[oa]',
    'acesso (?:negado|proibido|restrito|n[ãa]o autorizado)|(?:sem|n[ãa]o (?:tem|possui)) (?:permiss[ãa]o|acesso|autoriza[çc][ãa]o)|permiss[ãa]o (?:negada|insuficiente)|(?:voc[êe] )?n[ãa]o (?:est[áa] )?(?:autorizad[oa]|permitid[oa])|(?:apenas|somente) [^.\\n"]{2,40} podem',
    'accesso (?:negato|vietato|non autorizzato)|non (?:sei |hai |disponi )?(?:autorizzat[oa]|i permessi|il permesso)|permess[io] (?:negat[oi]|insufficient[ei])',
    'geen (?:toegang|rechten|toestemming|bevoegdheid)|toegang geweigerd|niet (?:bevoegd|gemachtigd|toegestaan)|brak (?:uprawnień|dostępu)|odmowa dostępu|nie masz (?:uprawnień|dostępu)|přístup (?:odepřen|zamítnut)|nemáte oprávnění|åtkomst nekad|saknar behörighet|ingen (?:adgang|tilgang)',
    'доступ[^.\\n"]{0,12} (?:запрещ|закрыт|ограничен|заборонен)|(?:нет|немає|отсутствует) (?:доступ|прав|разрешени)|недостаточно прав|недостатньо прав',
    '(?:yetkiniz|[iİ]zniniz|[iİ]cazəniz|erişim izniniz) (?:yok|yoxdur|bulunmamaktadır)|erişim (?:reddedildi|engellendi)|yetkisiz erişim|akses (?:ditolak|dilarang)|tidak (?:memiliki|punya|mempunyai) (?:izin|akses|hak|wewenang)|không có quyền|từ chối truy cập|không được phép|nije dozvoljeno|nemate (?:pristup|dozvolu)',
    '无权|没有(?:操作|访问|该|此)?(?:权限|权利)|权限不足|無權|沒有權限|權限不足|需要[^.\\n"，。]{1,12}权限|仅[^.\\n"，。]{1,12}(?:可用|可以|可访问)|禁止访问|拒绝访问|未授权|権限が(?:ありません|ない|不足)|アクセス(?:が|は)?(?:拒否|禁止|許可されて)|許可されていません|권한이 (?:없|부족)|접근이? ?(?:거부|금지|불가|권한)|접근할 수 없',
    'دسترسی (?:ندارید|غیرمجاز)|مجاز نیست|غير (?:مصرح|مسموح)|ليس لديك (?:صلاحية|إذن)|אין (?:הרשאה|גישה)|ไม่มีสิทธิ์',
  ]),
];
