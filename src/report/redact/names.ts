/**
 * What a header, parameter, member or claim holds, judged by its name. `identifier`: public by design, and not to be
 * taken for random text where it stands again. `harmless`: no secret, whatever its name sounds like.
 */
export type Meaning = 'secret' | 'password' | 'person' | 'identifier' | 'harmless' | 'unknown';

/** Lower case, without signs and accents. */
function plain(name: string): string {
  const bare = /[^\0-\x7f]/.test(name) ? name.normalize('NFD') : name;
  return bare.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** `user[password]`, `profile:username`, `auth.token`, `ctl00$txtUser`: the last word tells where the whole does not. */
function lastWord(name: string): string {
  const last = /[.:[/$]([^.:[\]/$]{2,60})\]?$/.exec(name)?.[1] ?? '';
  // Everything has a name; what stands in brackets is a field of a form.
  return /^name$/i.test(last) && !name.endsWith(']') ? '' : last;
}

const PASSWORD =
  /passw(?:or)?d|passwort|kennwort|passphrase|passcode|^pwd$|^pass$|^pw$|^psk$|(?:^|new|old|current|user|confirm|card|device|txt|tb)pin$|pincode|^pinnumber$|otp(?:code|attempt|value|input|number|token|pin)?\d?$|^totp|^m?tan$|(?:sms|photo|chip)tan$|^scaauthenticationdata$|(?:mfa|2fa|twofactor|sms|otp|verification|onetime|security|authenticator|passkey|emergency)code$|securityanswer|secretanswer|^cv[vc]2?$|^csc$|mothersmaiden|mnemonic|seedphrase|recoveryphrase|^idtoken\d+$|(?:auth|db|user|usr|ldap|smtp|admin|root|login|old|new|my|mail|ftp)(?:pw|pwd|pass)$|contrasena|motdepasse|^mdp$|^senha$|wachtwoord|palavrapasse|^haslo$|^heslo$|salasana|losenord|adgangskode|^clave$|clavesecreta|^parola|^geheimzahl$|^(?:einmal|bestatigungs|sicherheits)code$|^passord$|^lozinka$|^jelszo$|^sifre$|^katasandi$|^matkhau$|codigo(?:de)?(?:seguridad|seguranca|verificacion|verificacao)|code(?:de)?(?:securite|verification)$/;
/** The same in other scripts. */
const FOREIGN_PASSWORD =
  /парол|^код$|код подтверждения|密码|密碼|验证码|驗證碼|パスワード|暗証番号|認証コード|비밀번호|인증번호|인증코드|كلمة المرور|סיסמ|รหัสผ่าน|κωδικός/i;
const FOREIGN_SECRET =
  /токен|секрет|сесси|令牌|密钥|密鑰|会话|會話|トークン|セッション|秘密|토큰|세션|비밀키/i;
const FOREIGN_PERSON =
  /логин|пользовател|фамили|отчество|^имя$|почта|телефон|用户名|用戶名|姓名|手机|手機|邮箱|郵箱|身份证|ユーザー|氏名|メール|電話|住所|사용자|이름|이메일|전화|اسم|שם|ชื่อ/i;

/** Names that look secret and hold none: types, lifetimes, places, counts. */
const HARMLESS =
  /(?:(?:csrf|xsrf)(?:param|header|parametername)|type|types|endpoint|url|method|methods|supported|expires|expiresin|expiresat|expiry|lifetime|ttl|use|alg|algorithm|error|scheme|required|status|count|length|headername|fieldname|cookiename|paramname)$/;

const SECRET =
  /token|secret|apikey|api.{0,12}key$|(?:encryption|signing|signature|hmac|client|account|storage|host|function|license|licence|service|deploy|ssh|gpg|pgp|aes|webhook|application|app|integration|consumer|stream|security|activation|admin|root|wallet|ssl|tls|session|auth)key(?:data|s)?$|keydata$|(?:activation|invite|invitation|reset|confirmation|pairing|login|signin|access|auth|authorization|referral|recovery|backup)codes?$|accesskey|privatekey|sharedkey|subscriptionkey|masterkey|credential|session|sessid|jwt|assertion|^saml(?:response|request|art)$|verifier|csrf|xsrf|signature|^sig$|hmac|authorization|^auth$|bearer|ticket|devicecode|usercode|authreqid|^requesturi$|^sid$|^jti$|codechallenge$|cookie|connectsid|idtokenhint|logoutticket|clientinfo|^skoap|creditcard|cardnumber|^ssn$|^iban$|accountnumber|bankaccount|macaroon|^jw[se]$|^seed$|^auths$|^privatelines$|viewstate$|nextnonce|^recovery$|[a-z]nonce$|^rspauth$|^opaque$|^(?:tok|sess|phpsess|ssid)$|(?:access|refresh|auth|id|api|csrf|push|device|login|user|bearer|web|jwt)tok$|(?:^s|pass|sess|auth|login|crypt|cipher)key$|^geheimnis$|^jeton$|^gettone$|^sitzung(?:sid|skennung|sschlussel)?$|^sesion(?:id)?$|^sessao$|zugangs(?:code|schlussel)|zugriffsschlussel|^schlussel$|^clede?(?:api|acces)$/;

/** Secret where they stand in a URL or a form; in JSON they mean many other things. */
const SECRET_IN_FORMS = /^(?:code|state|nonce|key|hash|id_?token|request|relaystate|c|ct)$/;

const PERSON =
  /^(?:name|usr|uname|userhandle|screenname|chatid|vat(?:id|number|no)|givenname|familyname|firstname|lastname|middlename|surname|fullname|displayname|nickname|preferredusername|username|user|userid|useremail|login|loginhint|loginid|identifier|email|emailaddress|mail|upn|uniquename|phone|phonenumber|mobile|tel|telephone|address|street|streetaddress|postalcode|zipcode|birthdate|birthday|dob|gender|picture|avatar|avatarurl|profile|sub|uid|oid|puid|accountid|customerid|memberid|employee(?:id|number|no)|personid|onpremsid|samaccountname|ipaddr|ipaddress|clientip|remoteip|remoteaddr|remoteaddress|ip|lastip|owner|author|(?:created|modified|updated|approved|requested|reported|submitted|deleted|reviewed)by|assignedto|holder|nameid|act|actor|ssn|socialsecurity(?:number)?|national(?:id|identifier|insurancenumber|number)|passport(?:no|number|id)?|tax(?:id|number|payerid)|driver?s?licen[cs]e(?:number|no)?|dateofbirth|birth|placeofbirth|personalnummer|personnummer|personalnumber|customer(?:number|no)|membernumber|patient(?:id|number)|insurance(?:number|no)|nino|cpf|cnpj|curp|pesel|bsn|aadhaar|nif|nie|dni|steuer(?:id|nummer)|svnr|idnumber|idcard(?:number)?|vehicleregistration|licenseplate|cardholder|beneficiary|vorname|nachname|benutzer(?:name|kennung)?|nutzername|anmeldename|kennung|usuario|usuaria|nombre(?:de)?usuario|nomutilisateur|utilisateur|identifiant|utente|nomeutente|uzytkownik|nazwauzytkownika|gebruiker(?:snaam)?|anvandarnamn|brukernavn|kayttajatunnus|correo(?:electronico)?|courriel|familienname|geburtsdatum|geburtstag|geburtsort|strasse|hausnummer|anschrift|adresse|telefonnummer|telefon|handynummer|prenom|nomdefamille|datedenaissance|telefono|telefone|apellidos?|fechadenacimiento|cognome|sobrenome|voornaam|achternaam|assignee|requester|approver|reviewer|(?:address)?line[1-4]|address[1-4]|lat|latitude|lng|lon|longitude|latlng|latlong|latlon|geolocation|coordinates|deviceid|installationid|visitorid|advertisingid|idfa|idfv|gaid|imei|imsi|vin)$|(?:formatted|full)address$|(?:first|last|given|family|middle|maiden|nick|display|full|j|db|database|log(?:in|on)|smtp|account|member|guest|admin|customer|contact|recipient|sender|owner|holder|cardholder|patient|student|employee|person|legal|preferred|remoteuser|employer|[a-z]user)name$|^(?:txt|tb|str|fld|inp|db|database|sql|smtp|ldap|ftp|mail|redis|mongo|pg|postgres|mysql|rabbitmq|datasource)(?:user(?:name|id)?|login|email)$|(?:mail|billing|shipping|home|postal|work|contact)address$|(?:mobile|cell|phone|telephone|fax)(?:number|no)$|(?:user|customer|contact|recipient|sender|owner|login)e?mail$/;

/** Of a parameter in a query, a fragment or a form. */
export function meaningOfParameter(name: string): Meaning {
  const short = plain(name);
  if (PASSWORD.test(short)) return 'password';
  if (SECRET_IN_FORMS.test(name.toLowerCase())) return 'secret';
  const meaning = meaningOfWhole(name, short);
  const last = meaning === 'unknown' ? lastWord(name) : '';
  return last === '' ? meaning : meaningOfMember(last);
}

/** Of a member of a JSON body, an XML element, an assignment in text. */
export function meaningOfMember(name: string): Meaning {
  const short = plain(name);
  if (PASSWORD.test(short) && !HARMLESS.test(short)) return 'password';
  const meaning = meaningOfWhole(name, short);
  const last = meaning === 'unknown' ? lastWord(name) : '';
  return last === '' ? meaning : meaningOfMember(last);
}

/** A number under such a name is a one-time code. */
export function isOneTimeName(name: string): boolean {
  return /^(?:mfa|2fa|tfa|two_?factor|otc|tan|digits?\d?|one_?time_?\w{0,10}|sms|factor|challenge)$/i.test(
    name,
  );
}

function meaningOfWhole(name: string, short: string): Meaning {
  const meaning = meaningOf(short);
  if (meaning !== 'unknown' || !/[^\0-\x7f]/.test(name)) return meaning;
  if (FOREIGN_PASSWORD.test(name)) return 'password';
  if (FOREIGN_SECRET.test(name)) return 'secret';
  return FOREIGN_PERSON.test(name) ? 'person' : 'unknown';
}

/** Public by design, and often what a diagnosis turns on. */
const IDENTIFYING =
  /^(?:clientid|redirecturi|scopes?|aud|audience|azp|resource|iss|issuer|kid|prompt|acrvalues|responsemode|tenant|tid|realm|domain|wreply|wtrealm|entityid|spentityid|providerid|alg|typ)$/;

function meaningOf(short: string): Meaning {
  if (short === 'requesturi') return 'secret';
  if (IDENTIFYING.test(short)) return 'identifier';
  if (HARMLESS.test(short)) return 'harmless';
  if (SECRET.test(short)) return 'secret';
  return PERSON.test(short) ? 'person' : 'unknown';
}

/** Claims and JOSE parameters that decide a diagnosis and say nothing of a person. */
const DECIDING: ReadonlySet<string> = new Set(
  (
    'exp nbf iat iss aud azp client_id appid cid alg typ cty kid enc zip crit b64 jku x5u kty crv use key_ops ' +
    'scope scp scopes roles role groups group permissions permission authorities entitlements wids ' +
    'realm_access resource_access account token_use ver acr amr auth_time azpacr appidacr idtyp tid tenant ' +
    'type token_type tenant_id org_id htm htu ath cnf jkt x5t#S256 events max_age gty allowed-origins'
  ).split(' '),
);

/** Custom claims carry a namespace; their last word tells. */
const DECIDING_ENDING = /(?:^|[/:_.-])(?:roles?|groups?|permissions?|scopes?|authorities|entitlements)$/i;

/** Of a claim in a token: what is not known to decide is replaced. */
export function meaningOfClaim(name: string): Meaning {
  if (DECIDING.has(name) || DECIDING_ENDING.test(name)) return 'identifier';
  return PERSON.test(plain(name)) ? 'person' : 'secret';
}

/**
 * What a header holds. `url`: an address or several. `text`: read it for patterns. `keep`: nothing by itself, so it is
 * only searched. `id`: random, and what whoever runs the server finds the request by. `file-name`: what a download is called.
 */
export type HeaderMeaning =
  | 'credential'
  | 'cookie'
  | 'set-cookie'
  | 'secret'
  | 'person'
  | 'parameters'
  | 'url'
  | 'keep'
  | 'id'
  | 'file-name'
  | 'subprotocols'
  | 'text';

const HEADERS: ReadonlyMap<string, HeaderMeaning> = new Map([
  ['authorization', 'credential'],
  ['proxy-authorization', 'credential'],
  ['cookie', 'cookie'],
  ['cookie2', 'cookie'],
  ['set-cookie', 'set-cookie'],
  ['set-cookie2', 'set-cookie'],
  ['www-authenticate', 'parameters'],
  ['proxy-authenticate', 'parameters'],
  ['authentication-info', 'parameters'],
  ['proxy-authentication-info', 'parameters'],
  ['location', 'url'],
  ['content-location', 'url'],
  ['referer', 'url'],
  ['origin', 'url'],
  ['refresh', 'url'],
  ['link', 'url'],
  ['content-disposition', 'file-name'],
  ['dpop-nonce', 'secret'],
  ['replay-nonce', 'secret'],
  ['sec-websocket-key', 'secret'],
  ['sec-websocket-accept', 'secret'],
  ['sec-websocket-protocol', 'subprotocols'],
  ['signature', 'secret'],
  ['x-atlassian-token', 'keep'],
  ['user-agent', 'keep'],
  ['date', 'keep'],
  ['server', 'keep'],
  ['vary', 'keep'],
  ['host', 'keep'],
  ['via', 'keep'],
  ['age', 'keep'],
  ['etag', 'keep'],
  ['traceparent', 'id'],
  ['cf-ray', 'id'],
  ['retry-after', 'keep'],
]);

const ID_HEADERS =
  /^(?:(?:x-)?(?:amzn?-)?(?:ms-)?(?:client-)?(?:request|correlation|trace|transaction|amzn-trace|activity|cf|span|vercel|nf-request|okta-request|auth0-request)-?id$|x-amzn-requestid$|x-auth0-requestid$|x-amz-cf-id$|x-amzn-trace-id$|x-amz-request-id$|x-ms-correlation-request-id$|x-cloud-trace-context$|x-b3-(?:traceid|spanid|parentspanid)$|fly-request-id$|x-datadog-(?:trace|parent)-id$|x-vercel-id$)/;

const KEPT_HEADERS =
  /^(?:sec-(?:fetch|ch|gpc)|access-control-|accept|content-(?:type|length|encoding)|cache-control|x-ratelimit|ratelimit|x-amzn-errortype|cf-cache|cf-mitigated|x-powered-by|x-cache|strict-transport|x-frame|x-content-type|x-xss)/;

const SECRET_HEADER =
  /token|secret|api[-_]?key|auth|session|csrf|xsrf|jwt|credential|passw|passcode|passphrase|assertion|signature|dpop|macaroon|client-cert|-nonce$|^consent-id$|(?:^|[-_])(?:otp|totp|pin|mfa-code)$|(?:^|[-_])key$|(?:^|-)sid$|client-principal|oidc-data|access-key/;
const PERSON_HEADER =
  /(?:^|-)(?:user|username|user-name|remote-name|email|login|user-id|user-email|client-s?-?dn|client-subject|subject-dn|remote-user|principal-name|identity|geo-?location|device-id|ip|forwarded-for|client-ip|peer|consumer-(?:custom-)?id|client-serial|remote-addr)$|^psu-(?!http|accept|user-agent)|^forwarded$|^from$/;
const NOT_SECRET_HEADER = /authenticate|authority|-type$|-expires|-method|cookie-policy/;

export function meaningOfHeader(name: string): HeaderMeaning {
  const lower = name.toLowerCase();
  const known = HEADERS.get(lower);
  if (known) return known;
  if (ID_HEADERS.test(lower)) return 'id';
  if (KEPT_HEADERS.test(lower)) return 'keep';
  if (PERSON_HEADER.test(lower)) return 'person';
  return SECRET_HEADER.test(lower) && !NOT_SECRET_HEADER.test(lower) ? 'secret' : 'text';
}
