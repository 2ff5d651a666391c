/**
 * Tokens that tell by their own beginning what they are.
 *
 * Prefixes, alphabets and lengths are taken from the rules of gitleaks 8.30 (https://github.com/gitleaks/gitleaks,
 * config/gitleaks.toml, MIT licence, copyright 2019 Zachary Rice) and from the vendors' own pages. Lengths are shorter
 * here than there: a token that a log cut off must not be shown either. Each expression is one literal and runs of one
 * class with a bound, so it is linear.
 */
import { everyMatch, type Finder } from './finder';
import { isTangled } from './judge';
import { wordsOf } from './words';

/** Word characters of most tokens. */
const W = '[A-Za-z0-9_-]';
const A = '[A-Za-z0-9]';
const HEX = '[A-Fa-f0-9]';
const B64 = '[A-Za-z0-9+/]';

/** A rule's name, the words of which every match has one, and its expression. */
type Rules = readonly (readonly [id: string, words: string, source: string])[];

/** Beginnings that nothing else has: they count wherever they stand. */
const unmistakable: Rules = [
  ['1password-service-account-token', 'ops_eyJ', `ops_eyJ${B64}{40,4000}={0,3}`],
  ['age-secret-key', 'AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-1[A-Z0-9]{40,80}'],
  ['anthropic-api-key', 'sk-ant-', `sk-ant-${W}{20,200}`],
  ['atlassian-api-token', 'ATATT3 ATCTT3', `AT[AC]TT3${W}{40,400}(?:=${HEX}{8})?`],
  ['aws-bedrock-api-key', 'bedrock-api-key-', `bedrock-api-key-${B64}{20,2000}={0,2}`],
  ['cloudflare-origin-ca-key', 'v1.0-', `v1\\.0-${HEX}{24}-${HEX}{100,160}`],
  ['digitalocean-token', 'doo_v1_ dop_v1_ dor_v1_', `do[opr]_v1_${HEX}{40,80}`],
  ['docker-hub-token', 'dckr_', `dckr_(?:pat|oat)_${W}{16,80}`],
  ['doppler-api-token', 'dp.', `dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{30,100}`],
  ['duffel-api-token', 'duffel_', `duffel_(?:test|live)_[A-Za-z0-9_=-]{30,60}`],
  ['dynatrace-api-token', 'dt0', `dt0[a-z]\\d\\d\\.${A}{20,30}\\.${A}{40,80}`],
  ['flutterwave-key', 'FLWSECK FLWPUBK', `FLW(?:SEC|PUB)K(?:_TEST)?-${A}{12,40}(?:-X)?`],
  [
    'github-token',
    'ghp_ gho_ ghu_ ghs_ ghr_',
    `gh(?:[pousr]_${A}{10,400}|s_\\d{1,20}_eyJ[A-Za-z0-9_.-]{20,4000})`,
  ],
  ['github-fine-grained-pat', 'github_pat_', 'github_pat_\\w{16,400}'],
  [
    'gitlab-token',
    'glpat- gldt- glrt- glrtr- glcbt- gloas- glsoat- glptt- glft- glimt- glagent- glffct- glwt-',
    `gl(?:pat|dt|rt|rtr|cbt|oas|soat|ptt|ft|imt|agent|ffct|wt)-[A-Za-z0-9_.-]{12,400}`,
  ],
  ['gitlab-runner-registration-token', 'GR1348941', `GR1348941${W}{16,40}`],
  ['gitlab-session-cookie', '_gitlab_session=', `_gitlab_session=${A}{16,128}`],
  ['grafana-cloud-api-token', 'glc_', `glc_${B64}{32,400}={0,3}`],
  ['grafana-service-account-token', 'glsa_', `glsa_${A}{20,40}_${HEX}{6,8}`],
  ['hashicorp-terraform-token', '.atlasv1.', `${A}{14}\\.atlasv1\\.[A-Za-z0-9_=-]{50,80}`],
  ['heroku-api-key', 'HRKU-', `HRKU-${W}{40,80}`],
  ['linear-api-key', 'lin_api_ lin_oauth_', `lin_(?:api|oauth)_${A}{30,80}`],
  [
    'microsoft-teams-webhook',
    '.office.com/webhook',
    `(?:[a-z0-9]{1,60}\\.webhook|outlook)\\.office\\.com/webhook(?:b2)?/[A-Za-z0-9@/-]{20,300}`,
  ],
  ['new-relic-key', 'NRAK- NRJS- NRII- NRRA-', `NR(?:AK|JS|II|RA)-${W}{16,64}`],
  ['openai-api-key', 'sk-proj- sk-svcacct- sk-admin-', `sk-(?:proj|svcacct|admin)-${W}{20,250}`],
  ['planetscale-token', 'pscale_', `pscale_(?:tkn|oauth|pw)_[A-Za-z0-9_=.-]{20,80}`],
  ['nvidia-api-key', 'nvapi-', `nvapi-${W}{40,100}`],
  ['postman-api-token', 'PMAK-', `PMAK-${HEX}{24}-${HEX}{20,40}`],
  ['pulumi-api-token', 'pul-', `pul-${HEX}{40}`],
  ['pypi-upload-token', 'pypi-AgE', `pypi-AgE${W}{16,1000}`],
  ['rubygems-api-token', 'rubygems_', `rubygems_${HEX}{30,60}`],
  ['sendgrid-api-token', 'SG.', `SG\\.${W}{16,32}\\.${W}{16,64}`],
  ['sendinblue-api-token', 'xkeysib- xsmtpsib-', `x(?:keys|smtps)ib-${HEX}{40,80}-${A}{10,20}`],
  ['sentry-token', 'sntrys_ sntryu_', `sntry[su]_[A-Za-z0-9+/=_-]{30,600}`],
  ['shippo-api-token', 'shippo_', `shippo_(?:live|test)_${HEX}{30,50}`],
  ['shopify-token', 'shpat_ shpca_ shppa_ shpss_', `shp(?:at|ca|pa|ss)_${HEX}{20,40}`],
  ['slack-token', 'xox', `xox[abcdeoprs](?:\\.xox[bp])?-(?:${W}|%[0-9A-F]{2}){10,400}`],
  ['slack-app-token', 'xapp-', `xapp-${W}{10,400}`],
  [
    'slack-webhook-url',
    'hooks.slack',
    `hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_-]{16,200}`,
  ],
  [
    'discord-webhook-url',
    '/webhooks/',
    `discord(?:app)?\\.com/api/(?:v\\d{1,2}/)?webhooks/\\d{10,25}/${W}{20,120}`,
  ],
  ['sonar-token', 'sqp_ squ_ sqa_', `sq[pua]_${HEX}{40}`],
  ['square-access-token', 'sq0', `sq0(?:atp|csp|idp)-${W}{16,60}`],
  ['stripe-key', 'sk_ rk_', `(?:sk|rk)_(?:test|live|prod)_${A}{10,250}`],
  ['stripe-webhook-secret', 'whsec_', `whsec_[A-Za-z0-9+/=]{20,100}`],
  ['vault-token', 'hvs. hvb. hvr.', `hv[sbr]\\.${W}{20,300}`],
  ['google-oauth-client-secret', 'GOCSPX-', `GOCSPX-${W}{16,60}`],
  ['google-oauth-access-token', 'ya29.', `ya29\\.[A-Za-z0-9_.-]{20,2000}`],
  ['databricks-api-token', 'dapi', `dapi${HEX}{32}(?:-\\d)?`],
  ['openshift-user-token', 'sha256~', `sha256~${W}{30,60}`],
];

/** Beginnings that are part of other words: they count at the start of a word, and mostly with their exact length. */
const atWordStart: Rules = [
  ['1password-secret-key', 'A3-', 'A3-[A-Z0-9]{6}-[A-Z0-9]{5,11}(?:-[A-Z0-9]{5,6}){3,4}'],
  ['adafruit-api-key', 'p8e-', `p8e-[a-z0-9]{32}`],
  ['airtable-token', 'pat', `pat${A}{14}\\.[a-f0-9]{64}`],
  ['alibaba-access-key', 'LTAI', `LTAI${A}{16,24}(?!${A})`],
  ['artifactory-api-key', 'AKCp', `AKCp${A}{50,80}`],
  ['artifactory-reference-token', 'cmVmd', `cmVmd${A}{59}(?!${A})`],
  ['aws-access-key', 'A3T AKIA ASIA ABIA ACCA', `(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?!${A})`],
  ['aws-bedrock-long-lived-key', 'ABSK', `ABSK${B64}{80,300}={0,2}`],
  ['artifactory-reference-token-whole', 'cmVmdGtu', `cmVmdGtu${B64}{40,100}={0,2}`],
  ['atlassian-app-password', 'ATBB', `ATBB${A}{32}(?!${A})`],
  ['azure-ad-client-secret', 'Q~', `[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}`],
  ['buildkite-token', 'bkua_ bkpt_', `bk(?:ua|pt)_${HEX}{40}`],
  ['cargo-registry-token', 'cio', `cio${A}{32}(?!${A})`],
  ['circleci-token', 'CCIPAT_ CCIPRJ_', `CCIP(?:AT|RJ)_${A}{10,30}_${HEX}{40}`],
  ['clojars-token', 'CLOJARS_', `CLOJARS_${HEX}{60}`],
  ['contentful-token', 'CFPAT-', `CFPAT-${W}{43}`],
  ['deno-deploy-token', 'ddp_', `ddp_${A}{36}(?!${A})`],
  ['discord-bot-token', '.G', `[MNO]${A}{23,25}\\.G${W}{5}\\.${W}{27,45}`],
  ['easypost-api-token', 'EZAK EZTK', `EZ[AT]K${A}{54}`],
  ['facebook-access-token', 'EAA', `EAA[A-Z](?:${A}{40,400}|${W}{60})(?!${W})`],
  ['flyio-access-token', 'fo1_ fm1a_ fm1r_ fm2_', `f(?:o1_|m1[ar]_|m2_)[A-Za-z0-9+/_-]{40,2000}={0,3}`],
  ['figma-token', 'figd_', `figd_${W}{40,60}`],
  ['frameio-api-token', 'fio-u-', `fio-u-[A-Za-z0-9_=-]{64}`],
  ['google-api-key', 'AIza', `AIza${W}{30,40}`],
  ['google-oauth-refresh-token', '1//0', `1//0${W}{30,200}`],
  ['groq-api-key', 'gsk_', `gsk_${A}{52}`],
  ['huggingface-token', 'hf_ api_org_', `(?:hf|api_org)_${A}{34}(?!${A})`],
  ['infracost-api-token', 'ico-', `ico-${A}{32}(?!${A})`],
  // A run is tried once, at its own start: it may be long.
  [
    'jwt',
    'eyJ',
    '(?<![_-])eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{0,8000}(?:\\.[A-Za-z0-9_-]{0,8000}){1,3}|(?<![_-])eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{4,8000}',
  ],
  ['langsmith-key', 'lsv2_', `lsv2_(?:pt|sk)_${HEX}{32}_${HEX}{10}`],
  ['mailchimp-key', '-us', `${HEX}{32}-us\\d{1,2}(?!${A})`],
  ['mailgun-key', 'key-', `key-${HEX}{32}(?!${A})`],
  ['maxmind-license-key', '_mmk', `${A}{6}_${A}{29}_mmk`],
  ['npm-access-token', 'npm_', `npm_${A}{36}(?!${A})`],
  ['netlify-token', 'nfp_', `nfp_${A}{36}(?!${A})`],
  ['new-relic-license-key', 'NRAL', `(?:${HEX}{36}|${A}{2}\\d\\dxx${HEX}{30})NRAL`],
  // What chance makes of 43 characters has digits among its first ones.
  ['nuget-api-key', 'oy2', `oy2(?=[a-z]{0,42}[2-7])[a-z2-7]{43}(?!${A})`],
  ['notion-api-token', 'ntn_ secret_', `(?:ntn_\\d{11}${A}{35}|secret_${A}{43})(?!${A})`],
  ['octopus-deploy-api-key', 'API-', 'API-[A-Z0-9]{25,32}(?![A-Za-z0-9])'],
  ['openai-legacy-api-key', 'T3BlbkFJ', `sk-${A}{20}T3BlbkFJ${A}{20}`],
  ['secret-key-of-48', 'sk-', `sk-(?=[A-Za-z]{0,30}\\d)${A}{48}(?!${A})`],
  ['openrouter-api-key', 'sk-or-v1-', `sk-or-v1-${HEX}{64}`],
  ['perplexity-api-key', 'pplx-', `pplx-${A}{40,64}`],
  ['prefect-api-token', 'pnu_', `pnu_${A}{36}(?!${A})`],
  ['readme-api-token', 'rdme_', 'rdme_[a-z0-9]{70}'],
  ['replicate-token', 'r8_', `r8_${A}{37}(?!${A})`],
  ['scalingo-api-token', 'tk-us-', `tk-us-${W}{48}`],
  ['settlemint-token', 'sm_', `sm_(?:aat|pat|sat)_${A}{16}`],
  ['sourcegraph-token', 'sgp_', `sgp_(?:(?:${HEX}{16}|local)_)?${HEX}{40}`],
  ['supabase-token', 'sbp_', `sbp_${HEX}{40}`],
  ['tailscale-key', 'tskey-', `tskey-(?:auth|api|client|scim|webhook)-${W}{16,80}`],
  ['telegram-bot-token', ':AA', `\\d{8,10}:AA${W}{33}(?!${W})`],
  ['twilio-api-key', 'SK', `SK[0-9a-f]{32}(?!${A})`],
  ['typeform-token', 'tfp_', `tfp_${W}{44,70}`],
  ['xai-api-key', 'xai-', `xai-${A}{80}(?!${A})`],
  ['vault-legacy-token', 's.', `s\\.${A}{24}(?!${A})`],
];

/** A word begins: after anything but a letter or digit, after an escaped line break, after a percent-encoded character. */
const WORD_START = '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2}))';

interface Rule {
  readonly id: string;
  readonly words: readonly string[];
  readonly expression: RegExp;
}

const compile = (rules: Rules, start: string): readonly Rule[] =>
  rules.map(([id, words, source]) => ({
    id,
    words: words.split(' '),
    expression: new RegExp(`${start}(?:${source})`, 'g'),
  }));

const rules = [...compile(unmistakable, ''), ...compile(atWordStart, WORD_START)];

/** The shortest token that is known, characters. */
const SHORTEST = 13;

export const vendorTokens: Finder = (text, report) => {
  // Most texts are short, and have no room for a token.
  if (text.length < SHORTEST) return;
  const mayHave = wordsOf(text);
  for (const { words, expression } of rules) {
    // Searching a plain word is a hundred times faster than an expression, and most texts have none of them.
    if (!words.some((word) => mayHave(word) && text.includes(word))) continue;
    everyMatch(expression, text, ({ index, 0: token }) => {
      if (!isExample(token)) report(index, index + wrappedLength(text, index, token.length));
    });
  }
};

/** `xoxb-your-token`, `ghp_xxxxxxxxxx`: what documentation writes in place of one. */
function isExample(token: string): boolean {
  return /^[a-z]{2,8}[-_](?:(?:[a-z]{1,10}[-_])*(?:your|my|example|token|here)(?:[-_][a-z]{1,10}){0,4}|x+)$/i.test(
    token,
  );
}

const nextLine = /\\?\r?\n[ \t]{0,8}([A-Za-z0-9_.+/=-]{1,400})(?=\\?(?:\r?\n|$)|["'\s])/y;

/** The length of a token with the lines on which it goes on: a terminal or an editor may have wrapped it. */
function wrappedLength(text: string, from: number, length: number): number {
  let end = from + length;
  // Nobody wraps what is short.
  while (end - from >= 40) {
    nextLine.lastIndex = end;
    const line = nextLine.exec(text);
    if (!line || !isTangled(line[1] as string, 8)) break;
    end = nextLine.lastIndex;
  }
  return end - from;
}

/** Which vendor's token a value is, for example `github-token`; undefined: it does not tell. */
export function vendorOf(value: string): string | undefined {
  return rules.find(({ words, expression }) => {
    expression.lastIndex = 0;
    return words.some((word) => value.includes(word)) && expression.exec(value)?.index === 0;
  })?.id;
}
