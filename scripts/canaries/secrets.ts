/** Kinds of made-up secrets, each in several places where logs, manifests and command lines have them. */
import { commands } from './commands';
import { keys } from './keys';
import { notations } from './notations';
import { encode, type Kind, type Kinds, uuid } from './planting';
import { alnum, base64, type Chance, digits, hex, lower, upper, urlSafe } from './random';
import { vendors } from './vendors';

const special = `${alnum}!#%^*_+.-`;
/** As people and password managers make them. */
const password = (c: Chance) =>
  c.pick([
    () => `${c.text(alnum, 6)}${c.text('!#%^*', 1)}${c.text(alnum, 6 + c.number(8))}`,
    () => `${c.pick(['Summer', 'Winter', 'Kaffee', 'hunter'])}${c.text(digits, 4)}${c.text('!#*', 1)}`,
    () => c.text(special, 12 + c.number(12)),
  ])();

/** A secret of its own shape, in a place. */
const inPlace =
  (make: (c: Chance) => string, places: readonly ((secret: string, c: Chance) => string)[]): Kind =>
  (c) => {
    const secret = make(c);
    return { text: c.pick(places)(secret, c), secrets: [secret] };
  };

const anywhere: readonly ((secret: string, c: Chance) => string)[] = [
  (s) => `cloning with ${s}`,
  (s) => `error: request failed: 401 for ${s}: bad credentials`,
  (s) => `"${s}" is not accepted`,
  (s) => `{\\"value\\":\\"${s}\\",\\"type\\":\\"literal\\"}`,
  (s) => `2026-10-01T10:00:00Z #12 4.211 + curl -sS https://api.example.com/v1?x=${s}`,
  (s) => `args: [${s}, --verbose]`,
  (s) => `first\\n${s}\\nlast`,
];

const names = [
  'DB_PASSWORD',
  'POSTGRES_PASSWORD',
  'SMTP_PASSWD',
  'REDIS_PASSPHRASE',
  'ADMIN_PWD',
  'MYSQL_ROOT_PASSWORD',
];
const tokenNames = [
  'API_TOKEN',
  'SECRET_KEY',
  'CLIENT_SECRET',
  'DEPLOY_PASS',
  'GIT_PAT',
  'REGISTRY_AUTH',
  'SIGNING_SECRET',
  'ENCRYPTION_KEY',
];

function pem(c: Chance, label: string): { readonly lines: readonly string[]; readonly all: string } {
  const lines = [
    ...Array.from({ length: 6 + c.number(14) }, () => c.text(base64, 64)),
    `${c.text(base64, 30)}==`,
  ];
  return { lines, all: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n') };
}

const ibmKey = (c: Chance) => c.text(urlSafe, 44);

const common: Kinds = {
  'ibm-api-key': inPlace(ibmKey, [
    (s) => s,
    (s) => `ibmcloud login --apikey ${s} -r eu-de`,
    (s) => `docker login -u iamapikey -p ${s} de.icr.io`,
    (s) => `curl -u iamapikey:${s} https://de.icr.io/v2/`,
    (s) => `grant_type=urn:ibm:params:oauth:grant-type:apikey&apikey=${s}`,
    (s) => `iamapikey:${s}`,
    (s) => `using key ${s} of the account`,
  ]),
  'ibm-refresh-token': inPlace(
    (c) => c.text(urlSafe, 300),
    [
      (s) => `{"refresh_token":"${s}","token_type":"Bearer"}`,
      (s) => `refresh_token: ${s}`,
      (s) => `IAM refresh token: ${s}`,
      (s) => `grant_type=refresh_token&refresh_token=${s}`,
    ],
  ),
  'iam-access-token': inPlace(
    (c) =>
      `eyJraWQiOiIyMDI2${c.text(urlSafe, 40)}.eyJpYW1faWQi${c.text(urlSafe, 120)}.${c.text(urlSafe, 86)}`,
    [...anywhere, (s) => `Authorization: Bearer ${s}`],
  ),
  'docker-config-json': (c) => {
    const word = password(c);
    const auth = encode(`iamapikey:${word}`);
    const plain = JSON.stringify({ auths: { 'de.icr.io': { username: 'iamapikey', password: word, auth } } });
    const text = c.pick([
      plain,
      JSON.stringify(plain),
      `  .dockerconfigjson: ${encode(plain)}`,
      `DOCKER_AUTH_CONFIG=${plain}`,
    ]);
    return { text, secrets: [word, auth] };
  },
  'docker-config-auth': (c) => {
    const auth = encode(`robot$build:${c.text(alnum, 32)}`);
    return { text: `{"auths":{"ghcr.io":{"auth":"${auth}"}}}`, secrets: [auth] };
  },
  'kubernetes-secret-data': (c) => {
    const word = `${c.text(alnum, 20)}`;
    const inner = c.pick([`password=${word}`, `{"token":"${word}"}`, `postgres://app:${word}@db:5432/app`]);
    return { text: `data:\n  config: ${encode(inner)}`, secrets: [word, encode(inner)] };
  },
  'pem-rsa': (c) => {
    const { lines, all } = pem(
      c,
      c.pick(['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY']),
    );
    return {
      text: c.pick([
        all,
        JSON.stringify({ key: all }),
        all
          .split('\n')
          .map((line) => `#12 1.234 ${line}`)
          .join('\n'),
      ]),
      secrets: lines,
    };
  },
  'pem-openssh': (c) => {
    const { lines, all } = pem(c, 'OPENSSH PRIVATE KEY');
    return { text: `ssh key:\n${all}\nnext line`, secrets: lines };
  },
  'pem-without-begin': (c) => {
    const { lines, all } = pem(c, 'RSA PRIVATE KEY');
    const tail = all.split('\n').slice(2);
    return { text: c.pick([tail.join('\n'), tail.join('\\n')]), secrets: lines.slice(1) };
  },
  'pem-without-end': (c) => {
    const { lines, all } = pem(c, 'PRIVATE KEY');
    return { text: all.split('\n').slice(0, -3).join('\n'), secrets: lines.slice(0, -2) };
  },
  jwt: inPlace(
    (c) =>
      `eyJhbGciOiJIUzI1NiJ9.${encode(`{"sub":"${c.text(digits, 10)}"}`).replace(/=/g, '')}.${c.text(urlSafe, 43)}`,
    anywhere,
  ),
  'slack-bot-token': inPlace(
    (c) => `xoxb-${c.text(digits, 12)}-${c.text(digits, 13)}-${c.text(alnum, 24)}`,
    anywhere,
  ),
  'slack-app-token': inPlace(
    (c) => `xapp-1-A${c.text(upper + digits, 10)}-${c.text(digits, 13)}-${c.text(hex, 64)}`,
    anywhere,
  ),
  'slack-webhook': inPlace(
    (c) => `T${c.text(upper + digits, 10)}/B${c.text(upper + digits, 10)}/${c.text(alnum, 24)}`,
    [
      (s) => `posting to https://hooks.slack.com/services/${s} failed`,
      (s) => `SLACK_WEBHOOK_URL=https://hooks.slack.com/services/${s}`,
      (s) =>
        `{"url":"https:\\/\\/hooks.slack.com\\/services\\/${s.replaceAll('/', '\\/')}"}`.replaceAll(
          '\\/',
          '/',
        ),
    ],
  ),
  'github-token': inPlace((c) => `gh${c.pick(['p', 'o', 'u', 's', 'r'])}_${c.text(alnum, 36)}`, anywhere),
  'github-fine-grained': inPlace((c) => `github_pat_${c.text(alnum, 22)}_${c.text(alnum, 59)}`, anywhere),
  'gitlab-token': inPlace(
    (c) =>
      `${c.pick(['glpat', 'gldt', 'glrt', 'gloas', 'glptt', 'glft', 'glsoat', 'glimt'])}-${c.text(urlSafe, 20)}`,
    anywhere,
  ),
  'gitlab-job-token': inPlace((c) => `glcbt-${c.text(digits, 2)}_${c.text(urlSafe, 20)}`, anywhere),
  'aws-access-key': inPlace((c) => `${c.pick(['AKIA', 'ASIA'])}${c.text(`${upper}234567`, 16)}`, anywhere),
  'aws-secret-key': inPlace(
    (c) => c.text(base64, 40),
    [
      (s) => `aws_secret_access_key = ${s}`,
      (s) => `AWS_SECRET_ACCESS_KEY=${s}`,
      (s) => `key = ${s}`,
      (s) => `using ${s} from the environment`,
      (s) => `{"SecretAccessKey":"${s}"}`,
    ],
  ),
  'npm-token': inPlace(
    (c) => `npm_${c.text(alnum, 36)}`,
    [...anywhere, (s) => `//registry.npmjs.org/:_authToken=${s}`],
  ),
  'npm-legacy-token': inPlace(uuid, [
    (s) => `//registry.npmjs.org/:_authToken=${s}`,
    (s) => `npm config set //npm.example.com/:_authToken ${s}`,
    (s) => `npm_config__authToken="${s}"`,
  ]),
  'npm-auth': inPlace(
    (c) => encode(`builder:${c.text(alnum, 16)}`),
    [
      (s) => `_auth=${s}`,
      (s) => `//npm.example.com/:_auth = "${s}"`,
      (s) => `//npm.example.com/:_password=${s}`,
    ],
  ),
  'pypi-token': inPlace((c) => `pypi-AgEIcHlwaS5vcmc${c.text(urlSafe, 120)}`, anywhere),
  'stripe-key': inPlace(
    (c) => `${c.pick(['sk', 'rk'])}_${c.pick(['live', 'test'])}_${c.text(alnum, 24)}`,
    anywhere,
  ),
  'google-api-key': inPlace((c) => `AIza${c.text(urlSafe, 35)}`, anywhere),
  'google-oauth': inPlace(
    (c) => c.pick([`GOCSPX-${c.text(urlSafe, 28)}`, `ya29.${c.text(urlSafe, 100)}`]),
    anywhere,
  ),
  'azure-storage-key': inPlace(
    (c) => `${c.text(base64, 86)}==`,
    [
      (s) =>
        `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${s};EndpointSuffix=core.windows.net`,
      (s) => `AZURE_STORAGE_KEY=${s}`,
      (s) => `"accountKey": "${s}"`,
    ],
  ),
  'azure-client-secret': inPlace(
    (c) => `${c.text(alnum, 3)}8Q~${c.text(`${alnum}_.-`, 32)}a`,
    [(s) => `AZURE_CLIENT_SECRET=${s}`, (s) => `secret ${s} expired`, (s) => `clientSecret: '${s}'`],
  ),
  'azure-sas': inPlace(
    (c) => encodeURIComponent(`${c.text(base64, 43)}=`),
    [(s) => `https://shop.blob.core.windows.net/c/f?sv=2026-01-01&se=2027-01-01&sp=r&sig=${s}`],
  ),
  'url-password': inPlace(
    (c) =>
      c.pick([
        c.text(alnum, 16),
        `${c.text(alnum, 6)}/${c.text(alnum, 6)}`,
        `${c.text(alnum, 6)}@${c.text(alnum, 6)}`,
        `p:${c.text(alnum, 8)}`,
        encodeURIComponent(c.text(special, 14)),
      ]),
    [
      (s) => `fatal: unable to access 'https://bob:${s}@git.example.com/shop/api.git/': 403`,
      (s) => `DATABASE_URL=postgres://app:${s}@db.example.com:5432/app?sslmode=require`,
      (s) => `redis://:${s}@cache:6379/0`,
      (s) => `mongodb+srv://root:${s}@cluster0.example.net/admin connecting`,
      (s) => `pip install --index-url https://ci:${s}@pypi.example.com/simple`,
    ],
  ),
  'url-token': inPlace(
    (c) => c.text(hex, 40),
    [
      (s) => `git clone https://${s}@github.example.com/shop/api.git`,
      (s) => `https://${s}:x-oauth-basic@github.example.com/shop/api.git`,
    ],
  ),
  'build-arg': inPlace(password, [
    (s, c) => `--build-arg ${c.pick(tokenNames)}=${s}`,
    (s, c) => `buildah bud --build-arg ${c.pick(names)}=${s} .`,
    (s, c) => `STEP 4/9: ARG ${c.pick(names)}=${s}`,
    (s, c) => `--build-arg=${c.pick(names)}="${s}"`,
  ]),
  'dockerfile-env': inPlace(password, [
    (s, c) => `STEP 3/9: ENV ${c.pick(names)} ${s}`,
    (s, c) => `ENV ${c.pick(names)}=${s} NODE_ENV=production`,
    (s, c) => `#7 [3/9] ENV ${c.pick(names)}='${s}'`,
    (s, c) => `RUN export ${c.pick(names)}=${s} && make`,
  ]),
  'yaml-password': inPlace(password, [
    (s) => `password: ${s}`,
    (s) => `  - name: DB_PASSWORD\n    value: ${s}`,
    (s) => `db:\n  passwd: "${s}"\n  port: 5432`,
    (s) => `spring.datasource.password: '${s}'`,
    (s) => `  clientSecret: ${s}`,
  ]),
  'json-password': inPlace(password, [
    (s) => `{"user":"bob","password":"${s}"}`,
    (s) => `{'pwd': '${s}', 'port': 1}`,
    (s) => `{\\"x-api-key\\":\\"${s}\\"}`,
    (s) => `{"x-api-key": "${s}"}`,
    (s) => `{"name":"DB_PASSWORD","value":"${s}","type":"literal"}`,
    (s) => `\\\\\\"secretKey\\\\\\":\\\\\\"${s}\\\\\\"`,
  ]),
  'env-password': inPlace(password, [
    (s, c) => `${c.pick(names)}=${s}`,
    (s, c) => `${c.pick(names)}='${s}' node server.js`,
    (s) => `PGPASSWORD=${s} psql -h db`,
    (s, c) => `export ${c.pick(tokenNames)}="${s}"`,
    (s) =>
      `jdbc:postgresql://db/app?user=app&password=${encodeURIComponent(s).replaceAll('%', '')}`.replace(
        encodeURIComponent(s).replaceAll('%', ''),
        s.replace(/[&#%;]/g, 'x'),
      ),
  ]),
  'command-flag': inPlace(password, [
    (s) => `helm registry login -u ci --password ${s} de.icr.io`,
    (s) => `ibmcloud ce registry create --name r --password '${s}' --server de.icr.io`,
    (s) => `mytool --api-key=${s} --verbose`,
    (s) => `"args": ["--token", "${s}"]`,
    (s) => `args:\n  - --password\n  - ${s}\n`,
    (s) => `skopeo copy --dest-creds ci:${s} a b`,
  ]),
  cookie: inPlace(
    (c) => c.text(alnum, 32),
    [
      (s) => `Cookie: theme=dark; session=${s}; lang=en`,
      (s) => `set-cookie: connect.sid=s%3A${s}; Path=/; HttpOnly`,
      (s) => `"cookie":"JSESSIONID=${s}"`,
      (s) => `-H 'Cookie: auth=${s}'`,
    ],
  ),
  'basic-auth': inPlace(
    (c) => encode(`bob:${c.text(alnum, 14)}`),
    [
      (s) => `Authorization: Basic ${s}`,
      (s) => `authorization: basic ${s}`,
      (s) => `{"Proxy-Authorization":"Basic ${s}"}`,
    ],
  ),
  'header-token': inPlace(
    (c) => c.text(alnum, 40),
    [
      (s) => `X-Auth-Token: ${s}`,
      (s) => `PRIVATE-TOKEN: ${s}`,
      (s) => `x-vault-token: ${s}`,
      (s) => `Authorization: Bearer ${s}`,
      (s) => `authorization: token ${s}`,
    ],
  ),
  'sendgrid-key': inPlace((c) => `SG.${c.text(urlSafe, 22)}.${c.text(urlSafe, 43)}`, anywhere),
  'docker-hub-token': inPlace((c) => `dckr_pat_${c.text(urlSafe, 27)}`, anywhere),
  'xml-password': inPlace(password, [
    (s) => `<server><username>ci</username><password>${s.replace(/[<&]/g, 'x')}</password></server>`,
    (s) => `<add key="Password" value="${s}"/>`,
  ]),
  'hashicorp-vault-token': inPlace((c) => `hvs.${c.text(urlSafe, 95)}`, anywhere),
};

export const kinds: Kinds = { ...common, ...vendors, ...keys, ...commands, ...notations };

/** Values that only the platform's secrets tell of: nothing in their shape or place gives them away. */
export function knownValue(c: Chance): string {
  return `${c.pick(['correct', 'horse', 'battery'])} ${c.text(lower, 7)} ${c.text(lower, 6)}`;
}
