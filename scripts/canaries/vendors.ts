/** Tokens of services: by their own beginning, by their length, or by the name that stands before them. */
import { encode, jwt, type Kinds, placed, token, uuid } from './planting';
import { alnum, base64, digits, hex, lower, upper, urlSafe } from './random';

export const vendors: Kinds = {
  'slack-xoxe': token((c) =>
    c.pick([
      `xoxe-1-${c.text(alnum, 146)}`,
      `xoxe.xoxp-1-${c.text(alnum, 163)}`,
      `xoxe.xoxb-1-${c.text(alnum, 163)}`,
    ]),
  ),
  'slack-others': token((c) =>
    c.pick([
      `xoxp-${c.text(digits, 12)}-${c.text(digits, 12)}-${c.text(digits, 12)}-${c.text(hex, 32)}`,
      `xoxa-2-${c.text(digits, 12)}-${c.text(alnum, 24)}`,
      `xoxr-${c.text(digits, 12)}-${c.text(alnum, 24)}`,
      `xoxc-${c.text(digits, 12)}-${c.text(digits, 12)}-${c.text(hex, 64)}`,
      `xoxd-${c.text(alnum, 60)}%2B${c.text(alnum, 30)}`,
    ]),
  ),
  'slack-workflow-hook': token(
    (c) =>
      `https://hooks.slack.com/${c.pick(['workflows', 'triggers'])}/T${c.text(upper + digits, 9)}/A${c.text(digits, 11)}/${c.text(digits, 18)}/${c.text(alnum, 24)}`,
    [(s) => `posting to ${s} failed`, (s) => `HOOK=${s}`],
  ),
  'github-app-jwt-style': token((c) => `ghs_${c.text(digits, 7)}_${jwt(c).join('.')}`),
  'gitlab-routable': token(
    (c) =>
      `${c.pick(['glpat', 'glrt', 'gldt'])}-${c.text(urlSafe, 27)}.${c.text(digits, 2)}.${c.text(lower + digits, 9)}`,
  ),
  'gitlab-others': token(
    (c) =>
      `${c.pick(['glagent-', 'glffct-', 'glimt-', 'glwt-', 'glrtr-', 'glrt-t1_'])}${c.text(urlSafe, c.pick([20, 32, 50]))}`,
  ),
  'gitlab-session': placed(
    [(s) => `Cookie: _gitlab_session=${s}`, (s) => `_gitlab_session=${s}; path=/`],
    (c) => c.text(hex, 32),
  ),
  atlassian: token((c) =>
    c.pick([
      `ATATT3xFfGF0${c.text(urlSafe, 171)}=${c.text(hex.toUpperCase(), 8)}`,
      `ATCTT3xFfGN0${c.text(urlSafe, 171)}=${c.text(hex.toUpperCase(), 8)}`,
      `ATBB${c.text(alnum, 32)}`,
    ]),
  ),
  digitalocean: token((c) => `${c.pick(['dop', 'doo', 'dor'])}_v1_${c.text(hex, 64)}`),
  huggingface: token((c) => `${c.pick(['hf_', 'api_org_'])}${c.text(alnum, 34)}`),
  openai: token((c) =>
    c.pick([
      `sk-${c.text(alnum, 20)}T3BlbkFJ${c.text(alnum, 20)}`,
      `sk-proj-${c.text(urlSafe, 74)}T3BlbkFJ${c.text(urlSafe, 74)}`,
      `sk-svcacct-${c.text(urlSafe, 74)}T3BlbkFJ${c.text(urlSafe, 74)}`,
      `sk-${c.text(alnum, 48)}`,
    ]),
  ),
  anthropic: token((c) => `sk-ant-${c.pick(['api03', 'admin01', 'oat01'])}-${c.text(urlSafe, 93)}AA`),
  'ai-others': token((c) =>
    c.pick([
      `pplx-${c.text(alnum, 48)}`,
      `gsk_${c.text(alnum, 52)}`,
      `xai-${c.text(alnum, 80)}`,
      `r8_${c.text(alnum, 37)}`,
      `lsv2_pt_${c.text(hex, 32)}_${c.text(hex, 10)}`,
      `nvapi-${c.text(urlSafe, 64)}`,
    ]),
  ),
  'mail-services': token((c) =>
    c.pick([
      `SG.${c.text(urlSafe, 22)}.${c.text(urlSafe, 43)}`,
      `xkeysib-${c.text(hex, 64)}-${c.text(alnum, 16)}`,
      `key-${c.text(hex, 32)}`,
      `${c.text(hex, 32)}-us12`,
    ]),
  ),
  twilio: placed(
    [(s) => `TWILIO_AUTH_TOKEN=${s}`, (s) => `twilio auth token: ${s}`, (s) => `authToken: "${s}"`],
    (c) => c.text(hex, 32),
  ),
  'twilio-sk': token((c) => `SK${c.text(hex, 32)}`),
  datadog: placed(
    [
      (s) => `DD_API_KEY=${s}`,
      (s) => `DD-API-KEY: ${s}`,
      (s) => `dd-application-key: ${s}`,
      (s) => `datadog.apiKey=${s}`,
      (s) => `--set datadog.apiKey=${s}`,
    ],
    (c) => c.text(hex, 32),
  ),
  'new-relic': token((c) =>
    c.pick([
      `NRAK-${c.text(upper + digits, 27)}`,
      `NRJS-${c.text(hex, 19)}`,
      `NRII-${c.text(urlSafe, 32)}`,
      `NRRA-${c.text(hex, 42)}`,
      `${c.text(hex, 36)}NRAL`,
      `eu01xx${c.text(hex, 30)}NRAL`,
    ]),
  ),
  vault: token(
    (c) =>
      c.pick([
        `hvs.${c.text(urlSafe, 24)}`,
        `hvb.AAAAAQ${c.text(urlSafe, 150)}`,
        `hvr.${c.text(urlSafe, 40)}`,
        `s.${c.text(alnum, 24)}`,
      ]),
    [
      (s) => `VAULT_TOKEN=${s}`,
      (s) => `token                ${s}`,
      (s) => `vault token ${s} expired`,
      (s) => `X-Vault-Token: ${s}`,
    ],
  ),
  'terraform-cloud': token((c) => `${c.text(alnum, 14)}.atlasv1.${c.text(urlSafe, 67)}`),
  'terraform-env': placed([
    (s) => `TF_TOKEN_app_terraform_io=${s}`,
    (s) => `credentials "app.terraform.io" {\n  token = "${s}"\n}`,
    (s) => `TF_VAR_ibmcloud_api_key=${s}`,
    (s) => `-var 'db_password=${s}'`,
    (s) => `-var="ibmcloud_api_key=${s}"`,
  ]),
  'docker-hub': token((c) => `dckr_${c.pick(['pat', 'oat'])}_${c.text(urlSafe, c.pick([27, 32]))}`),
  rubygems: token((c) => `rubygems_${c.text(hex, 48)}`),
  nuget: token((c) => `oy2${c.text('abcdefghijklmnopqrstuvwxyz234567', 43)}`),
  jfrog: token((c) =>
    c.pick([
      `AKCp${c.text(alnum, 69)}`,
      encode(`reftkn:01:${c.text(digits, 10)}:${c.text(alnum, 28)}`).replace(/=/g, ''),
    ]),
  ),
  sonar: token((c) => `sq${c.pick(['p', 'u', 'a'])}_${c.text(hex, 40)}`),
  'sonar-flag': placed(
    [(s) => `-Dsonar.login=${s}`, (s) => `-Dsonar.token=${s}`, (s) => `sonar.login=${s}`],
    (c) => c.text(hex, 40),
  ),
  cloudant: (c) => {
    const s = c.text(hex, 64);
    const a = c.text(alnum, 24);
    return c.pick([
      {
        text: `https://${uuid(c)}-bluemix:${s}@${uuid(c)}-bluemix.cloudantnosqldb.appdomain.cloud`,
        secrets: [s],
      },
      {
        text: `{"apikey":"${a}","host":"x.cloudantnosqldb.appdomain.cloud","username":"apikey-v2-1234","password":"${s}"}`,
        secrets: [a, s],
      },
    ]);
  },
  'services-a': token((c) =>
    c.pick([
      `shpat_${c.text(hex, 32)}`,
      `shpss_${c.text(hex, 32)}`,
      `lin_api_${c.text(alnum, 40)}`,
      `ntn_${c.text(digits, 11)}${c.text(alnum, 35)}`,
      `secret_${c.text(alnum, 43)}`,
      `figd_${c.text(urlSafe, 40)}`,
      `glsa_${c.text(alnum, 32)}_${c.text(hex, 8)}`,
      `glc_${c.text(base64.replace(/[+/]/g, ''), 60)}`,
      `dp.pt.${c.text(alnum, 43)}`,
      `pul-${c.text(hex, 40)}`,
      `PMAK-${c.text(hex, 24)}-${c.text(hex, 34)}`,
      `pscale_tkn_${c.text(urlSafe, 43)}`,
      `pscale_pw_${c.text(urlSafe, 43)}`,
    ]),
  ),
  'services-b': token((c) =>
    c.pick([
      `sbp_${c.text(hex, 40)}`,
      `nfp_${c.text(alnum, 36)}`,
      `FlyV1 fm2_${c.text(base64.replace(/[+/]/g, ''), 120)}`,
      `HRKU-${c.text(urlSafe, 60)}`,
      `v1.0-${c.text(hex, 24)}-${c.text(hex, 146)}`,
      `sq0csp-${c.text(urlSafe, 43)}`,
      `EAAA${c.text(urlSafe, 60)}`,
      `${c.text(digits, 10)}:AA${c.text(urlSafe, 33)}`,
      `M${c.text(alnum, 23)}.G${c.text(alnum, 5)}.${c.text(urlSafe, 38)}`,
      `sntrys_eyJ${c.text(alnum, 100)}_${c.text(alnum, 43)}`,
      `sntryu_${c.text(hex, 64)}`,
      `dapi${c.text(hex, 32)}`,
      `dt0c01.${c.text(upper + digits, 24)}.${c.text(upper + digits, 64)}`,
    ]),
  ),
  'services-c': token((c) =>
    c.pick([
      `pat${c.text(alnum, 14)}.${c.text(hex, 64)}`,
      `LTAI${c.text(alnum, 20)}`,
      `CFPAT-${c.text(urlSafe, 43)}`,
      `EZAK${c.text(alnum, 54)}`,
      `fio-u-${c.text(urlSafe, 64)}`,
      `ico-${c.text(alnum, 32)}`,
      `pnu_${c.text(alnum, 36)}`,
      `rdme_${c.text(lower + digits, 70)}`,
      `tk-us-${c.text(urlSafe, 48)}`,
      `shippo_live_${c.text(hex, 40)}`,
      `tskey-auth-k${c.text(alnum, 11)}CNTRL-${c.text(alnum, 32)}`,
      `tfp_${c.text(urlSafe, 59)}`,
      `ops_eyJ${c.text(alnum, 250)}`,
      `CLOJARS_${c.text(hex, 60)}`,
      `ddp_${c.text(alnum, 36)}`,
      `bkua_${c.text(hex, 40)}`,
      `CCIPAT_${c.text(alnum, 22)}_${c.text(hex, 40)}`,
      `sk.eyJ1${c.text(alnum, 60)}.${c.text(urlSafe, 22)}`,
    ]),
  ),
  hooks: (c) => {
    const key = c.text(hex, 32);
    return c.pick(
      [
        { path: `discord.com/api/webhooks/${c.text(digits, 18)}/`, secret: c.text(urlSafe, 68) },
        { path: `x.webhook.office.com/webhookb2/${uuid(c)}@${uuid(c)}/IncomingWebhook/`, secret: key },
        { path: `outlook.office.com/webhook/${uuid(c)}@${uuid(c)}/IncomingWebhook/`, secret: key },
        {
          path: `chat.googleapis.com/v1/spaces/AAA/messages?key=AIza${c.text(urlSafe, 35)}&token=`,
          secret: key,
        },
      ].map(({ path, secret }) => ({
        text: `posting to https://${path}${secret} failed`,
        secrets: [secret],
      })),
    );
  },
  'ibm-cos-hmac': (c) => {
    const s = c.text(hex, 48);
    return {
      text: c.pick([
        `{"cos_hmac_keys":{"access_key_id":"${c.text(hex, 32)}","secret_access_key":"${s}"}}`,
        `secret_access_key: ${s}`,
        `COS_SECRET_ACCESS_KEY=${s}`,
      ]),
      secrets: [s],
    };
  },
  'ibm-service-credentials': (c) => {
    const s = c.text(urlSafe, 44),
      t = c.text(alnum, 24);
    return {
      text: `{"apikey":"${s}","iam_apikey_name":"auto","iam_serviceid_crn":"crn:v1:x","instance_administration_api_key":{"api_key":"${t}"}}`,
      secrets: [s, t],
    };
  },
  'uuid-tokens-by-name': placed(
    [
      (s) => `SNYK_TOKEN=${s}`,
      (s) => `CODECOV_TOKEN=${s}`,
      (s) => `HEROKU_API_KEY=${s}`,
      (s) => `X-Postmark-Server-Token: ${s}`,
      (s) => `snyk auth ${s}`,
      (s) => `"api_key": "${s}"`,
      (s) => `client_secret=${s}`,
      (s) => `x-api-key: ${s}`,
    ],
    uuid,
  ),
  'age-key': token((c) => `AGE-SECRET-KEY-1${c.text('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`),
};
