/** What logs are full of and is no secret, although it looks or is called like one. */
import { ordinary } from './ordinary';
import { encode, uuid } from './planting';
import { alnum, base64, type Chance, digits, hex, lower, upper } from './random';
import { spoken } from './spoken';

const word = (c: Chance) =>
  c.pick(['shop', 'api', 'worker', 'billing', 'search', 'gateway', 'catalogue', 'payments']);

const common: Readonly<Record<string, (c: Chance) => string>> = {
  digest: (c) =>
    c.pick([
      `pulling de.icr.io/shop/${word(c)}@sha256:${c.text(hex, 64)}`,
      `digest: sha256:${c.text(hex, 64)} size: 1573`,
      `#5 extracting sha256:${c.text(hex, 64)} 0.4s done`,
      `docker://ubuntu:22.04@sha256:${c.text(hex, 64)}`,
    ]),
  commit: (c) =>
    c.pick([
      `HEAD is now at ${c.text(hex, 7)} Fix the ${word(c)}`,
      `commit ${c.text(hex, 40)}`,
      `source revision: ${c.text(hex, 40)}`,
      `https://git.example.com/shop/api.git#${c.text(hex, 40)}`,
    ]),
  uuid: (c) =>
    c.pick([
      `request id: ${uuid(c)}`,
      `project ${uuid(c)} is active`,
      `{"id":"${uuid(c)}","kind":"build"}`,
      `transaction: ${uuid(c)}`,
    ]),
  path: (c) =>
    c.pick([
      `/usr/lib/node_modules/${word(c)}/dist/index.js`,
      `at Object.<anonymous> (/app/src/${word(c)}/Server${c.text(digits, 2)}.js:12:34)`,
      `PWD=/workspace/${word(c)}`,
      `OLDPWD=/root`,
      `/layers/paketo-buildpacks_node-engine/node/bin/node`,
      `src/main/java/com/example/${word(c)}/ApplicationConfiguration2Test.java`,
    ]),
  'npm-config': (c) =>
    c.pick([
      `npm_config_cache=/home/node/.npm`,
      `npm_config_user_agent=npm/10.8.2 node/v20.18.0 linux x64`,
      'npm_lifecycle_event=build',
      'npm_lifecycle_script=tsc -p tsconfig.build.json',
      'npm_package_version=1.4.2',
      `npm_config_registry=https://registry.npmjs.org/`,
      'npm_config_node_gyp=/usr/local/lib/node_modules/npm/bin/node-gyp.js',
      'npm_config_noproxy=',
    ]),
  variable: (c) =>
    c.pick([
      'TOKEN=$TOKEN',
      'PASSWORD=$PASSWORD',
      `--build-arg NPM_TOKEN=\${NPM_TOKEN}`,
      `password: \${{ secrets.DEPLOY_PASSWORD }}`,
      'ENV DB_PASSWORD=$DB_PASSWORD',
      'apiKey: process.env.API_KEY',
      `token: {{ .Values.${word(c)}.token }}`,
      'PASSWORD=$(cat /run/secrets/db)',
      'docker login -u iamapikey -p $IBMCLOUD_API_KEY de.icr.io',
      'https://bob:$GIT_TOKEN@git.example.com/x.git',
      'Authorization: Bearer $TOKEN',
    ]),
  'secret-name': (c) =>
    c.pick([
      `secret=registry-credentials-${c.text(digits, 1)}`,
      `imagePullSecret: icr-${word(c)}-prod`,
      `image pull secret: icr-key does not exist`,
      `--registry-secret ${word(c)}-registry-access`,
      `secretName: ${word(c)}-tls`,
      `secret "ce-auto-icr-private-eu-de" not found`,
      `MountVolume.SetUp failed for volume "config" : secret "${word(c)}-db-${c.text(digits, 2)}" not found`,
      `output_secret: ce-default-icr-eu-de`,
      `secretKeyRef: {name: ${word(c)}-db, key: password}`,
    ]),
  placeholder: (c) =>
    c.pick([
      'token=undefined',
      'password: REDACTED',
      'token: null',
      'PASSWORD=',
      'apikey=***',
      'password=xxxxxxxx',
      '"token": "<your token>"',
      'API_KEY=[secret]',
      'secret: none',
      'password: required',
      'token=""',
    ]),
  prose: (c) =>
    c.pick([
      'failed to fetch anonymous token: unexpected status from GET request: 401 Unauthorized',
      'no basic auth credentials',
      'the registry wants Basic authentication with a password',
      'Www-Authenticate: Bearer realm="https://icr.io/oauth/token",service="registry",scope="repository:shop/api:pull"',
      'error: password authentication failed for user "app"',
      'fatal: could not read Password for https://git.example.com: terminal prompts disabled',
      'invalid token: expired 3 hours ago',
      'SyntaxError: Unexpected token < in JSON at position 0',
      'unexpected token: ILLEGAL at line 12',
      'The API key of the service ID was not found',
      'Enter passphrase for key /root/.ssh/id_rsa:',
      'bearer token is missing from the request',
      'unauthorized: authentication required',
      'max_tokens=4096 temperature=0.2',
      `token expires in ${c.text(digits, 4)} seconds`,
      'Warning: Using --password via the CLI is insecure. Use --password-stdin.',
    ]),
  'about-secret': (c) =>
    c.pick([
      `TOKEN_FILE=/var/run/secrets/tokens/${word(c)}`,
      'POSTGRES_PASSWORD_FILE=/run/secrets/db-password',
      'token_type=Bearer',
      'grant_type=password',
      'PASSWORD_MIN_LENGTH=12',
      'token_url=https://iam.cloud.ibm.com/identity/token',
      'expires_in=3600',
      'secretRef: shop-db',
      'api_key_id=ApiKey-2ad1',
      'TOKEN_TTL=86400',
      'passwordPolicy: strict',
      'KEY_LENGTH=4096',
    ]),
  'base64-text': (c) =>
    c.pick([
      encode(`The quick brown fox jumps over the ${word(c)} dog`),
      `message=${encode(`build of ${word(c)} finished without errors`)}`,
      `data: ${encode(`{"level":"info","service":"${word(c)}"}`)}`,
      encode(`#!/bin/sh\nset -e\nexec node /app/${word(c)}.js\n`),
    ]),
  integrity: (c) =>
    c.pick([
      `"integrity": "sha512-${c.text(base64, 86)}=="`,
      `sha256-${c.text(base64, 43)}=`,
      `h1:${c.text(base64, 43)}=`,
      `golang.org/x/text v0.3.7 h1:${c.text(base64, 43)}=`,
    ]),
  certificate: (c) =>
    `-----BEGIN CERTIFICATE-----\nMIID${c.text(base64, 60)}\n${c.text(base64, 64)}\n${c.text(base64, 40)}==\n-----END CERTIFICATE-----`,
  url: (c) =>
    c.pick([
      `https://registry.npmjs.org/@scope/${word(c)}/-/${word(c)}-1.2.3.tgz`,
      `http://localhost:4873/@babel/core`,
      `git@github.com:shop/${word(c)}.git`,
      `ssh://git@git.example.com:22/shop/api.git`,
      `https://de.icr.io:443/v2/shop/${word(c)}/manifests/1.0`,
      `http://proxy.example.com:3128/path@2`,
      `npm http fetch GET 200 https://registry.npmjs.org/@types%2fnode 312ms`,
      `mailto:team@example.com`,
    ]),
  identifier: (c) =>
    c.pick([
      `crn:v1:bluemix:public:codeengine:eu-de:a/${c.text(hex, 32)}:${uuid(c)}::`,
      `pod shop-api-00012-deployment-${c.text(lower + digits, 9)}-${c.text(lower + digits, 5)}`,
      `container ${c.text(hex, 64)} exited`,
      `buildkit ref ${c.text(lower + digits, 25)}`,
      `trace-id=${c.text(hex, 32)}`,
      `iam-ServiceId-${uuid(c)}`,
      `ApiKey-${uuid(c)}`,
      `user U0${c.text(upper + digits, 9)}`,
    ]),
  'cache-key': (c) =>
    c.pick([
      `cache key: sha256:${c.text(hex, 64)}`,
      `key: v1-deps-${c.text(hex, 40)}`,
      `Restoring cache with key linux-npm-${c.text(hex, 64)}`,
      `primary key: id`,
      `{"key":"${word(c)}","value":"1"}`,
    ]),
  number: (c) =>
    c.pick([
      `pin: ${c.text(digits, 4)}`,
      `session: ${c.text(digits, 3)}`,
      'tokens: 1204',
      'auth: true',
      `key: ${c.text(digits, 2)}/20`,
      `sig: 9`,
      'SIGTERM=15',
    ]),
  version: (c) =>
    c.pick([
      `go version go1.22.${c.text(digits, 1)} linux/amd64`,
      `pip 24.0 from /usr/lib/python3.12/site-packages/pip`,
      `v1.2.${c.text(digits, 1)}-rc.1+build.${c.text(digits, 3)}`,
      `2026-10-01T10:00:00.${c.text(digits, 9)}Z`,
      'token 1.2.3',
      'x86_64-linux-gnu-gcc-12',
    ]),
  camel: (c) =>
    c.pick([
      'org.springframework.security.oauth2.TokenEndpointAuthenticationFilter',
      'AbstractAuthenticationTokenRequestFactoryBean2',
      'Caused by: java.lang.IllegalStateException: PasswordEncoderFactories$1',
      'io.netty.handler.ssl.JdkSslServerContext2ClientAuthHandler',
      `ConfigurationClassPostProcessor${c.text(digits, 1)}BeanDefinition`,
    ]),
  'random-word': (c) =>
    c.pick([
      `/tmp/${c.text(alnum, 8)}/file`,
      `boundary=----WebKitFormBoundary${c.text(alnum, 16)}`,
      `chunk-${c.text(upper + digits, 8)}.js`,
      `asset main.${c.text(hex, 20)}.js 1.2 MiB`,
      `etag: W/"${c.text(hex, 8)}-${c.text(alnum, 27)}"`,
    ]),
};

export const lookalikes: typeof common = { ...common, ...ordinary, ...spoken };
