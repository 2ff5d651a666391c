/** Which names say that their value is a secret. */

/**
 * - `password`: whatever stands there is one
 * - `token`: a key or token; whatever could be one
 * - `secret`: the bare word, which also names objects of Kubernetes
 * - `weak`: names that mean many things; only what looks random
 */
export type NameKind = 'password' | 'token' | 'secret' | 'weak';

/** Where a name that says "secret" may be. Whether it does is for {@link kindOf} to say. */
export const nameHints =
  /(?:access|account|admin|aes|api|app|application|auth|cipher|client|cookie|crypt|decryption|deploy|encryption|hmac|jwt|license|master|private|root|rsa|salt|sas|secret|service|session|shared|signing|ssh|storage|subscription|webhook)[ _.-]?key|passw(?:or)?t?d|passwort|kennwort|wachtwoord|contrase(?:ñ|n)a|mot de passe|passphrase|passcode|pwd|pass(?![a-z])|pw(?![a-z])|pat(?![a-z])|creds?(?![a-z])|credentials?|secret|token|key(?![a-z])|auth(?![a-z])|authident|sess(?:ion)?(?![a-z])|sess(?:ion)?_?id|aspxauth|sid(?![a-z])|sig(?:nature)?(?![a-z])|(?<![a-z])pin(?![a-z])|otp(?![a-z])|iamapikey|iambearer|iamrefresh|sonar\.login|art-api(?![a-z])/gi;

/** What a name is about when it ends so is not the secret itself: `TOKEN_FILE`, `secretName`, `password-stdin`. */
const aboutSecret = new Set(
  (
    'name names file files path paths dir dirs url uri urls uris endpoint host type types kind length len size min max ' +
    'ttl expiry expires expiration expire exp age timeout lifetime created updated rotated at ref refs count counts ' +
    'limit limits policy policies mount mounts status field fields format id ids stdin prompt env required enabled ' +
    'disabled manager store server service provider source version versions algorithm alg scope scopes reset change ' +
    'changed check valid validation validator issuer method mode set list index pair namespace ring word words usage ' +
    'budget cost costs rate prefix suffix separator hint label template schema class error errors exception label spec ' +
    'volume projection map mapping request review generator parser factory handler helper util utils page view form test'
  ).split(' '),
);

const passwordWords =
  /(?:password|passwd|passphrase|passcode|passwort|kennwort|wachtwoord|contrasena|passe)$/;
const shortPasswordWords = new Set([
  'pwd',
  'pass',
  'pw',
  'dbpass',
  'userpass',
  'rootpass',
  'mypass',
  'sshpass',
  'upass',
  'storepass',
  'keypass',
  'requirepass',
  'becomepass',
  'masterauth',
  'bindpw',
  'rootpw',
  'dbpw',
]);
const keyWords = new Set(
  (
    'access account admin aes api app application auth cipher client cookie crypt decryption deploy encryption hmac jwt ' +
    'license master private root rsa salt sas secret service session shared signing ssh storage subscription webhook'
  ).split(' '),
);

/**
 * What a name says of its value; undefined: nothing.
 * @param name as written: `DB_PASSWORD`, `clientSecret`, `x-api-key`, `api key`
 */
export function kindOf(name: string): NameKind | undefined {
  // Terraform's variables end with the host, Sonar calls its token a login, Artifactory its key an API.
  if (/^tf_token_|sonar\.login$|art-api$/i.test(name)) return 'token';
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || aboutSecret.has(last)) return undefined;
  const before = words.at(-2);
  if (passwordWords.test(last)) return 'password';
  if (shortPasswordWords.has(last)) return words.length > 1 || last !== 'pass' ? 'password' : 'weak';
  if (last === 'secret') return isObjectSecret(before) ? 'secret' : 'token';
  if (/(?:token|apikey|iambearer|iamrefresh)$/.test(last) || /(?:secret|access|private|api)keys?$/.test(last))
    return 'token';
  if (/secret$/.test(last)) return 'token';
  if (last === 'key') return before !== undefined && keyWords.has(before) ? 'token' : 'weak';
  // `SECRET_VALUE`, `password_base64`, `token_1`: the word before says it.
  if (
    before !== undefined &&
    /^(?:value|b64|base64|encoded|plain|text|hash|base|ident|old|new|prod|production|dev|staging|stage|test|default|data|string)$/.test(
      last,
    )
  ) {
    return kindOf(words.slice(0, -1).join('_'));
  }
  if (/sess(?:ion)?id$|aspxauth$/.test(last)) return 'weak';
  if (before === 'session' && last === 'id') return 'weak';
  if (/^(?:auth|pat|creds?|credentials?|sess|session|sid|sig|signature|pin|otp)$/.test(last)) return 'weak';
  // `password_admin`, `secretAdmin`
  if (words.some((word) => passwordWords.test(word))) return 'weak';
  return undefined;
}

/** `secret`, `image-secret`, `pull secret`: names of objects, as a rule. */
function isObjectSecret(before: string | undefined): boolean {
  return (
    before === undefined ||
    /^(?:image|pull|registry|output|source|code|git|tls|k8s|kubernetes|create|get|from|ce|ssh)$/.test(before)
  );
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ñ', 'n')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word));
}
