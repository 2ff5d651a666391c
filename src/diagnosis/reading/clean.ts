/** Takes off a line what tools, terminals, log collectors and chat put around a message. */
import { inEnglish } from './languages';
import { LONGEST_LINE, type RawLine } from './lines';

export type Level = 'normal' | 'info' | 'warning' | 'error';

/** A line as its tool meant it. */
export interface CleanLine {
  readonly text: string;
  readonly number: number;
  /** How serious the line itself says it is. `normal`: a Kubernetes event of type Normal. */
  readonly level?: Level;
  /** BuildKit's number of the step that printed it. */
  readonly step?: string;
  /** It bears BuildKit's own mark: what it tells of happened in a build. */
  readonly built?: true;
  /** It began with a prefix of its own, so it does not continue the line before. */
  readonly begins: boolean;
  /** It bears what loggers put before a record: a time, a level, a name. */
  readonly recorded: boolean;
  /** It stands further to the right than its prefix. */
  readonly indented: boolean;
  /** Length before cleaning. */
  readonly width: number;
}

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const ansi = new RegExp(
  `${ESC}_[^${BEL}]{0,200}${BEL}|${ESC}\\[[0-9;?]{0,20}[ -/]?[@-~]|${ESC}\\][^${BEL}]{0,200}${BEL}|${ESC}[()][A-Z0-9]|\\[(?:\\d{1,3};){0,4}\\d{1,3}m`,
  'g',
);
const invisible = /[\u200b-\u200f\u2060\ufeff]/g;
const slackLink = /<(?:https?|mailto):[^<>|\s]{1,800}\|([^<>|]{1,800})>/g;
const slackBareLink = /<(https?:[^<>|\s]{1,800})>/g;

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&nbsp;': ' ',
};

/** Characters that only a damaged text has; most lines have none. */
const damaged = new RegExp(`[${ESC}&<\\t\\[\\u0080-\\uffff]`);

/** Undoes what a paste through Slack or a browser does to quotes, dashes, links and brackets. */
export function undoPaste(text: string): string {
  if (!damaged.test(text)) return text;
  return (
    text
      .replace(ansi, '')
      .replace(invisible, '')
      // GitHub turns bracketed numbers of a pasted log into links that lead nowhere.
      .replace(/\[(\w{1,12})\]\(\)/g, '$1')
      .replace(slackLink, '$1')
      .replace(slackBareLink, '$1')
      .replace(/&(?:lt|gt|amp|quot|apos|nbsp|#34|#39|#x27);/g, (entity) => entities[entity] ?? entity)
      .replace(/[\u2018\u2019\u201a\u2039\u203a\u00b4]/g, "'")
      .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
      .replace(/[\u2013\u2014](?=[a-z])/g, '--')
      .replace(/[\u00a0\u2007\u202f\t]/g, ' ')
  );
}

interface Prefix {
  readonly match: RegExp;
  readonly level?: (found: RegExpExecArray) => Level | undefined;
  readonly step?: boolean;
  readonly built?: true;
}

const letterLevels: Readonly<Record<string, Level>> = {
  I: 'info',
  D: 'info',
  W: 'warning',
  E: 'error',
  F: 'error',
};

function wordLevel(word: string | undefined): Level | undefined {
  const lower = (word ?? '').toLowerCase();
  if (/^(?:info|debu|trac|noti)/.test(lower)) return 'info';
  if (lower.startsWith('warn')) return 'warning';
  return /^(?:erro|fata|pani|crit|seve)/.test(lower) ? 'error' : undefined;
}

/** Prefixes, tried one after the other and again after each that was taken off. */
const prefixes: readonly Prefix[] = [
  // 2024-05-01T10:20:30.123456789Z, [2024-05-01 10:20:30,123 +0000], 2024/05/01 10:20:30
  {
    match:
      /^[[(]?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z| ?[+-]\d{2}:?\d{2}| UTC)?[\])]?:?(?: {1,8}|$)/,
  },
  // Logs of jobs that were fetched with their job and step, and GitHub's time: build Test 2024-05-01T10:20:30.1234567Z
  { match: /^(?:[^\d\s][^\t]{0,160}? )?\ufeff?\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z(?: |$)/ },
  // Jan  2 15:04:05 host process[12]:
  {
    match: /^[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2} (?:[\w.-]{1,80} [\w./-]{1,60}(?:\[\d{1,9}\])?: )?/,
  },
  // What stands behind a time: the stream, the host and the process, or the part of a platform that speaks
  { match: /^(?:stdout|stderr) [FP] / },
  { match: /^\d{2}[OE]\+? / },
  { match: /^[\w.-]{1,80} [\w./-]{1,60}\[\d{1,9}\]: / },
  { match: /^(?:app|heroku)\[[\w.-]{1,40}\]: / },
  { match: /^\[(?:APP|STG|CELL|API|RTR|SSH)(?:\/[\w.-]{1,40}){0,4}\] (?:OUT|ERR) / },
  { match: /^app ?\[\w{6,20}\] [a-z]{3} \[(?:info|error|warn)\] ?/ },
  { match: /^: {1,4}\[Step \d{1,2}\/\d{1,2}\] / },
  { match: /^\[Container\] (?=\d{4}\/)/ },
  // Logs of several pods, containers, programs or tasks of one project
  { match: /^\[pod\/[\w.-]{1,250}\/[\w.-]{1,63}\] / },
  {
    match:
      /^(?:\+ |\u203a )?[a-z][a-z0-9-]{1,200}-[a-z0-9]{5,10}-[a-z0-9]{5} (?:\u203a )?[a-z][a-z0-9-]{0,62} (?:\u203a |\| )?(?=\S)|^[a-z][a-z0-9-]{1,200}-[a-z0-9]{5,10}-[a-z0-9]{5} [a-z][a-z0-9-]{0,62}$/,
  },
  { match: /^\d{1,3}\|[\w.-]{1,60} {0,30}\| / },
  { match: /^[a-z][\w.-]{0,40} {1,10}\u2502 / },
  { match: /^(?:[\w./:@-]{0,100})?\+[\w-]{1,60} {1,20}(?:\*failed\* )?\| (?:--> )?/ },
  { match: /^\[[\w.-]{1,60}:L\d{1,6}:\d{1,6}s\] / },
  { match: /^@?[\w/.-]{1,80}:(?:build|dev|start|lint|test|compile|typecheck|check-types): (?=\S)/ },
  {
    match:
      /^@?[\w/.-]{1,80} (?:build|dev|start|prepare|install|postinstall|compile)(?::[\w-]{1,20})?: (?=\S)/,
  },
  // Marks of GitLab's foldable sections
  { match: /^section_(?:start|end):\d{10}:[\w.-]{1,80}(?:\[[^\]]{0,60}\])?/ },
  // Bamboo's kind of line and time
  { match: /^(?:build|command|error|simple) {1,8}\d{2}-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}:\d{2} {1,8}/ },
  // [08-Nov-2017 13:57:21 UTC], 08-Nov-2017 13:57:21.045
  { match: /^\[?\d{2}-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}:\d{2}(?:\.\d{3})?(?: (?:UTC|GMT|[A-Z]{2,3}T))?\]? / },
  // Java's loggers, level and class in brackets: [ERROR] [org.acme.Builder]
  {
    match: /^\[(INFO|DEBUG|WARN|ERROR|LIFECYCLE|QUIET)\] \[[a-z]\w{0,40}(?:\.\w{1,60}){1,10}\] ?/,
    level: (found) => wordLevel(found[1]),
  },
  // A script of an image that names itself: 20-tune.sh: info:
  {
    match: /^[\w./-]{1,80}\.(?:sh|envsh): (info|warning|error): {1,4}/i,
    level: (found) => wordLevel(found[1]),
  },
  // PHP-FPM passes on what its children say.
  { match: /^(?:WARNING|NOTICE): \[pool [\w.-]{1,60}\] child \d{1,9} said into std(?:err|out): "/ },
  // What a program passes on of another one's two streams.
  { match: /^(?:stderr|stdout|STDERR|STDOUT): / },
  // Python's logging, which passes on what another tool says: builder.py:108        INFO  Docker:
  { match: /^\w{1,40}\.py:\d{1,5} {1,12}(?:INFO|ERROR|WARNING|DEBUG) {1,4}(?:Docker: )?/ },
  // [15:04:05], 15:04:05.123
  { match: /^\[?\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?[AP]M)?\]?:? {1,4}/ },
  // 1625217529.58 and epoch milliseconds
  { match: /^1[5-9]\d{8}(?:\.\d{1,9}|\d{3})? {1,4}/ },
  // Python's logging, in the order of name and level: uvicorn.error INFO Started
  {
    match: /^[a-z]\w{1,40}(?:\.\w{1,40}){0,5} {1,8}(INFO|DEBUG|WARNING|ERROR|CRITICAL) {1,8}(?=[A-Z"'[])/,
    level: (found) => wordLevel(found[1]),
  },
  // NestJS: [Nest] 1  - 03/06/2026, 2:15:02 AM     LOG [NestFactory] Starting
  {
    match:
      /^\[Nest\] \d{1,9} {1,4}- \S{6,12},? {1,3}\S{5,12}(?: [AP]M)? {1,10}(LOG|DEBUG|VERBOSE|WARN|ERROR|FATAL) {1,4}/,
    level: (found) => (/^(?:LOG|VERBOSE)$/.test(found[1] ?? '') ? 'info' : wordLevel(found[1])),
  },
  // zap's console: info service/telemetry.go:102 Serving
  {
    match: /^(info|debug|warn|error|fatal) {1,8}(?=[\w./@-]{1,120}\.go:\d{1,6} )/,
    level: (found) => wordLevel(found[1]),
  },
  // Fields of a logger, then the level: pid=1 tid=2f INFO: Booted
  {
    match: /^(?:[a-z]{2,20}=[\w.-]{1,60} ){1,4}(INFO|DEBUG|WARN|WARNING|ERROR|FATAL): /,
    level: (found) => wordLevel(found[1]),
  },
  // klog: E0102 15:04:05.123456   12345 file.go:12]
  {
    match: /^([IWEF])\d{4} \d{2}:\d{2}:\d{2}\.\d{1,9} {1,9}\d{1,9} [\w.-]{1,80}:\d{1,6}\] /,
    level: (found) => letterLevels[found[1] ?? ''],
  },
  // logrus: INFO[0001], ERRO[2020-01-06T17:31:41+08:00]
  {
    match: /^(INFO|DEBU|TRAC|WARN|ERRO|FATA|PANI)[A-Z]{0,4}\[[^\]]{1,60}\] {0,4}/,
    level: (found) => wordLevel(found[1]),
  },
  // BuildKit: #12 3.456, #12
  { match: /^#(\d{1,4}) (?:\d{1,6}\.\d{0,3} )?/, step: true, built: true },
  // BuildKit in an error excerpt, in four figures: 3.456, 34.56, 345.6, 3456.
  { match: /^(?:\d{1,6}\.\d{2,3}|\d{3}\.\d|[1-9]\d{3,4}\.) (?=\S| {2})/, built: true },
  // docker compose: web_1  |, shop-api-1 |
  {
    match: /^([A-Za-z][\w.-]{0,60}) {0,30}\| (?!>>>)/,
    level: (found) => (/^[A-Z]{4,8}$/.test(found[1] ?? '') ? wordLevel(found[1]) : undefined),
  },
  // numbered viewers: 245 | text, but no excerpt of a Dockerfile
  { match: /^ {0,6}\d{1,6} \| (?! {0,12}(?:>>>|[A-Z]{3,11} |&&|#| {4}))/ },
  // boxes of terminals
  { match: /^[\u2500-\u257f\u2502|] {1,4}(?=[[\w!])/ },
  // Google Cloud Build: Step #0 - "build":
  { match: /^Step #\d{1,3}(?: - "[^"]{1,120}")?: / },
  // lifecycle phases: [builder] …
  { match: /^\[(?:builder|detector|analyzer|restorer|exporter|creator|extender)\] {0,2}/ },
  // tkn's task and step, but for the one that pushes, which says so by its name: [image : compile]
  { match: /^\[[\w.-]{1,60} : (?!.{0,60}push)[\w.-]{1,60}\] / },
  // CI annotations
  { match: /^##\[(error|warning|debug)\]/, level: (found) => wordLevel(found[1]) },
  { match: /^##\[section\](?=(?:Starting|Finishing): )/, level: () => 'info' },
  { match: /^::(error|warning|notice)[^:]{0,200}::/, level: (found) => wordLevel(found[1]) },
  // quoted or fenced in chat
  { match: /^(?:> (?!\[(?:[\w./-]{1,60} {1,4}){0,3}\d{1,3}\/\d{1,3}\] )|`{1,3})(?=\S)/ },
];

const eventRow = /^(?:\S{1,40} {1,30}){0,6}\[?(Normal|Warning)\]? {1,30}(?=[A-Z"])/;
const warningWords =
  /\bDefaulting to a blank string\b|^(?:npm (?:warn|WARN)|yarn warn|warn(?:ing)?\b|W: |\[warn|\[deprecat|deprecat|notice:|debconf: |hint: )|\bWARN\b|\bWarning: |\blevel=warn|: warning[: ]/i;
/** Debug lines, passed tests, trees of packages, and commits of a history. */
const infoWords =
  /^(?:debug: |[\u2713\u2714\u221a] |PASS |ok \d|[\u2502 ]{0,40}[\u251c\u2514]\u2500|[0-9a-f]{7,40} (?![0-9a-f]{7}))|\blevel=(?:info|debug)\b|^(?:\[INFO\]|INFO\b|info (?=[A-Z])|DEBUG\b|\[DEBUG\])/;

/** How serious a logger calls the line, behind the names of its parts: `web | DEBUG | …`, `[main] INFO …`, `app.py - WARNING - …` */
const levelColumn =
  /^(?:(?:[^\s[\]|]{1,60}|\[[^\]]{1,60}\]|\|) {1,8}){0,4}[|[(<]?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING)[|\])>:]?(?: {1,8}|$)/;

/** A line that its logger calls an error or worse. */
const errorWords =
  /^(?:\[?(?:CRITICAL|FATAL|SEVERE|EMERG(?:ENCY)?|PANIC)\]?|(?:ERROR|CRITICAL|FATAL):[\w.]{1,60}:|\[ERROR\]|\[error\])(?=[\s:\]|-]|$)/;

/** What a tool says of its own error, whatever level the tool that passes it on gives it. */
const relayedError =
  /^INFO exited: \S{1,80} \(.{1,60}; not expected\)|^\[(?:INFO|DEBUG)\] {1,4}(?:npm (?:ERR!|error)|yarn error|(?:\/bin\/)?(?:sh|bash|ash): |fatal: |E: |error: |ERROR: |Error: |error TS\d|gyp ERR!|panic: )/;

/** A name in brackets, as programs put before what they tell. */
const tagged = /^\[[A-Za-z][\w .:/-]{1,40}\] \S/;

/** Cleans one line. */
export function cleanLine(raw: RawLine): CleanLine {
  let text = inEnglish(undoPaste(raw.text).slice(0, LONGEST_LINE))
    // Buildah ends one message and begins the next without anything between them.
    .replace(/(?<=[a-z])(?=(?:sub)?process exited with)/g, ' ')
    .trimEnd();
  let level: Level | undefined;
  let step: string | undefined;
  let built: true | undefined;
  let begins = false;
  for (let round = 0; round < 5; round += 1) {
    const lead = text.length - text.trimStart().length;
    const found = firstPrefix(lead > 0 && lead < 12 ? text.trimStart() : text);
    if (!found) break;
    text = found.rest;
    begins = true;
    level = found.level ?? level;
    step = found.step ?? step;
    built = found.built ?? built;
  }
  const event = eventRow.exec(text.slice(0, 300).trimStart());
  if (event) {
    begins = true;
    level = event[1] === 'Normal' ? 'normal' : 'error';
  } else if (!level) {
    const head = text.slice(0, 400);
    if (warningWords.test(head.trimStart())) level = 'warning';
    else if (infoWords.test(head.trimStart()) && !relayedError.test(head.trimStart())) level = 'info';
    else if (errorWords.test(head.trimStart())) level = 'error';
    else {
      const found = levelColumn.exec(head.trimStart());
      if (found && !relayedError.test(head.trimStart())) level = wordLevel(found[1]);
    }
  }
  // A fatal line may have nothing but its prefix.
  if (level === 'error' && text.trim() === '') text = undoPaste(raw.text);
  return {
    text: text.trim(),
    number: raw.number,
    begins,
    recorded: begins || raw.column === true || level === 'info' || tagged.test(text),
    indented: text.startsWith(' '),
    width: raw.text.trimEnd().length,
    ...(level && { level }),
    ...(step && { step }),
    ...(built && { built }),
  };
}

function firstPrefix(text: string): { rest: string; level?: Level; step?: string; built?: true } | undefined {
  for (const prefix of prefixes) {
    const found = prefix.match.exec(text);
    if (!found) continue;
    const level = prefix.level?.(found);
    return {
      rest: text.slice(found[0].length),
      ...(level && { level }),
      ...(prefix.step && found[1] && { step: found[1] }),
      ...(prefix.built && { built: true }),
    };
  }
  return undefined;
}
