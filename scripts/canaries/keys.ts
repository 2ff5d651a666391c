/** Private keys, certificates of clusters and signed tokens, in the wrappings in which logs have them. */
import { encode, jwt, type Kinds, password, pem } from './planting';
import { alnum, base64, hex, urlSafe } from './random';

export const keys: Kinds = {
  'pem-in-json': (c) => {
    const p = pem(c, c.pick(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'DSA PRIVATE KEY']));
    return { text: JSON.stringify({ type: 'service_account', private_key: p.all }), secrets: p.lines };
  },
  'pem-escaped-twice': (c) => {
    const p = pem(c);
    return { text: JSON.stringify(JSON.stringify({ key: p.all })), secrets: p.lines };
  },
  'pem-one-line-spaces': (c) => {
    const p = pem(c);
    return { text: `SSH_KEY="${p.all.replaceAll('\n', ' ')}"`, secrets: p.lines };
  },
  'pem-one-line-no-breaks': (c) => {
    const p = pem(c);
    return { text: `KEY=${p.all.replaceAll('\n', '')}`, secrets: p.lines };
  },
  'pem-yaml-block': (c) => {
    const p = pem(c, 'OPENSSH PRIVATE KEY');
    return {
      text: `stringData:\n  ssh-privatekey: |\n${p.all
        .split('\n')
        .map((l) => `    ${l}`)
        .join('\n')}\n  known_hosts: x`,
      secrets: p.lines,
    };
  },
  'pem-url-encoded': (c) => {
    const p = pem(c);
    return { text: `key=${encodeURIComponent(p.all)}`, secrets: p.lines.map((l) => encodeURIComponent(l)) };
  },
  'pem-crlf-escaped': (c) => {
    const p = pem(c);
    return { text: `"key":"${p.all.replaceAll('\n', '\\r\\n')}"`, secrets: p.lines };
  },
  'pem-quoted-concatenation': (c) => {
    const p = pem(c);
    return {
      text: p.all
        .split('\n')
        .map((l) => `  "${l}\\n" +`)
        .join('\n'),
      secrets: p.lines,
    };
  },
  'pem-with-log-prefix-json': (c) => {
    const p = pem(c);
    return {
      text: p.all
        .split('\n')
        .map((l, i) => `{"ts":${i},"msg":"${l}"}`)
        .join('\n'),
      secrets: p.lines,
    };
  },
  'pem-base64-whole': (c) => {
    const p = pem(c);
    const s = encode(p.all);
    return { text: c.pick([`tls.key: ${s}`, `SSH_KEY_B64=${s}`, `the key is ${s}`]), secrets: [s] };
  },
  pgp: (c) => {
    const p = pem(c, 'PGP PRIVATE KEY BLOCK');
    return { text: p.all.replace('-----\n', '-----\nVersion: GnuPG v2\n\n'), secrets: p.lines };
  },
  'putty-key': (c) => {
    const lines = Array.from({ length: 6 }, () => c.text(base64, 64));
    return {
      text: `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 6\n${lines.join('\n')}\nPrivate-MAC: ${c.text(hex, 64)}`,
      secrets: lines,
    };
  },
  'ssh2-key': (c) => {
    const lines = Array.from({ length: 6 }, () => c.text(base64, 70));
    return {
      text: `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${lines.join('\n')}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
      secrets: lines,
    };
  },
  'jwk-private': (c) => {
    const d = c.text(urlSafe, 43);
    return {
      text: `{"kty":"EC","crv":"P-256","x":"${c.text(urlSafe, 43)}","y":"${c.text(urlSafe, 43)}","d":"${d}"}`,
      secrets: [d],
    };
  },
  kubeconfig: (c) => {
    const k = encode(pem(c).all);
    const t = jwt(c).join('.');
    return {
      text: `users:\n- name: admin\n  user:\n    client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUM=\n    client-key-data: ${k}\n    token: ${t}`,
      secrets: [k.slice(40), t],
    };
  },
  'kubeconfig-token-plain': (c) => {
    const t = c.text(alnum, 32);
    return { text: `    user:\n      token: ${t}\n      username: admin`, secrets: [t] };
  },
  'kubernetes-secret-data': (c) => {
    const w = c.text(alnum, 16);
    return {
      text: `kind: Secret\ndata:\n  username: ${encode('app')}\n  password: ${encode(w)}`,
      secrets: [encode(w)],
    };
  },
  'kubernetes-secret-stringdata-json': (c) => {
    const w = password(c);
    return { text: `{"kind":"Secret","stringData":{"DB_PASS":"${w}"}}`, secrets: [w] };
  },
  'gcp-service-account': (c) => {
    const p = pem(c);
    return {
      text: JSON.stringify(
        {
          type: 'service_account',
          private_key_id: c.text(hex, 40),
          private_key: p.all,
          client_email: 'a@b.iam',
        },
        null,
        2,
      ),
      secrets: p.lines,
    };
  },
  'token-split-by-newline': (c) => {
    const [h, p, g] = jwt(c);
    const t = `${h}.${p}.${g}`;
    return {
      text: c.pick([
        `token ${t.slice(0, 60)}\n${t.slice(60, 120)}\n${t.slice(120)}`,
        `token ${t.slice(0, 60)}\\\n${t.slice(60)}`,
      ]),
      secrets: [g.slice(10, 60)],
    };
  },
  'jwt-in-parts': (c) => {
    const [h, p, g] = jwt(c);
    return c.pick([
      { text: `header=${h} payload=${p} signature=${g}`, secrets: [g] },
      {
        text: `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${c.text(urlSafe, 16)}.${g}.${c.text(urlSafe, 22)}`,
        secrets: [g],
      },
      {
        text: `eyJhbGciOiJSU0EtT0FFUCJ9.${c.text(urlSafe, 100)}.${c.text(urlSafe, 16)}.${g}.${c.text(urlSafe, 22)}`,
        secrets: [g],
      },
      { text: `invalid signature ${g} of ${h}.${p}`, secrets: [g] },
    ]);
  },
  'base64-of-login': (c) => {
    const s = encode(`${c.pick(['iamapikey', 'admin', 'ci-bot', '_json_key'])}:${c.text(alnum, 24)}`);
    return {
      text: c.pick([
        `got ${s} from the helper`,
        `auth ${s}`,
        `AUTH_HEADER=${s}`,
        `-H "Authorization:Basic ${s}"`,
        `"auth": "${s}"`,
        `Basic ${s}`,
      ]),
      secrets: [s],
    };
  },
};
