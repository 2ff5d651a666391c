/** One line -> the facts that it states. */
import type { Phase } from '../model/cause-id';
import type { Thing, Tier, Went } from './fact';
import type { ReadingRule, Rulebook } from './rulebook';
import type { Tool } from './tools/index';
import { rootness } from './ways/index';

/** What is known before the line is read. */
export interface LineContext {
  /** Who is at work: the command of the step, or who spoke last. */
  readonly tool?: Tool;
  /** The name of the part of the work, where the line itself does not say it. */
  readonly phase?: Phase;
}

/** A fact without its place in the text. */
export interface Statement {
  readonly tier: Tier;
  readonly went: Went;
  readonly to: readonly Thing[];
  /** Of these the ones that the line itself names; absent: all. */
  readonly said?: readonly Thing[];
  readonly who?: Tool;
  readonly means?: number;
  readonly named: Readonly<Record<string, string>>;
  /** Where in the line it stands. */
  readonly at: number;
  readonly length: number;
  readonly rules: readonly number[];
}

export interface Composed {
  readonly statements: readonly Statement[];
  /** The tool that the line itself shows. */
  readonly speaker?: Tool;
  /** A command that the line shows being started. */
  readonly starts?: Tool;
}

interface Match<R extends ReadingRule = ReadingRule> {
  readonly rule: R;
  readonly at: number;
  readonly length: number;
  readonly groups: Readonly<Record<string, string>>;
}

type Of<K extends ReadingRule['kind']> = Extract<ReadingRule, { kind: K }>;

/** Failures whose object is the machine that was talked to; of the others it is what was worked on. */
const betweenMachines: ReadonlySet<Went> = new Set<Went>([
  'name-unresolved',
  'refused',
  'reset',
  'timeout',
  'plain-http',
  'cert-untrusted',
  'cert-expired',
  'cert-name',
  'proxy-failed',
  'server-error',
  'rate-limited',
  'too-large',
  'no-credentials',
  'bad-credentials',
  'credentials-expired',
  'unauthorized',
  'forbidden',
  'merged-refusal',
  'address-refused',
]);

const symptoms: ReadonlySet<Went> = new Set<Went>(['exited', 'failed', 'killed-it-seems']);

/** Reads one line. */
export function compose(whole: string, book: Rulebook, { tool, phase }: LineContext): Composed {
  const text = withoutAdvice(whole);
  const matches = matchesOf(text, book);
  const of = <K extends ReadingRule['kind']>(kind: K) =>
    matches.filter((match): match is Match<Of<K>> => match.rule.kind === kind);
  const speaks = of('speaks').sort((a, b) => a.rule.number - b.rule.number)[0];
  const speaker = speaks?.rule.tool;
  const who = speaker ?? tool;
  const asSpeaker = speaks ? [speaks.rule.number] : [];
  const statements: Statement[] = [];

  for (const { rule, at, length, groups } of of('phrase')) {
    const rules = [rule.number];
    statements.push({
      tier: 'phrase',
      went: 'failed',
      to: [],
      means: rule.means,
      named: groups,
      at,
      length,
      rules,
    });
  }
  for (const { rule, at, length, groups } of of('saying')) {
    if (rule.saying.own && rule.tool !== who) continue;
    const { went, to: about } = rule.saying;
    const to = byDetail([
      about,
      ...of('thing')
        .map(({ rule: { thing } }) => thing)
        .filter((thing) => thing === 'image-digest'),
    ]);
    const tier = symptoms.has(went) ? 'symptom' : 'tool';
    statements.push({
      tier,
      went,
      to: went === 'not-found' ? to : [counterpart(about, speaker, who)],
      who: rule.tool,
      named: groups,
      at,
      length,
      rules: [rule.number],
    });
  }
  const system = systemErrorOf(text);
  if (system) heed(system, statements);
  const way = nearestToRoot(of('way'));
  if (way) hideBehind(way.rule.went, statements);
  if (way && !statements.some((one) => settlesLine(one, way.rule.went))) {
    const { went } = way.rule;
    const near = thingsAround(way, withoutEchoes(of('thing')));
    // What a package manager calls an artifact or a registry is none of images.
    const things =
      who?.reaches === 'package-index' && !ofImages.test(text)
        ? near.filter(
            ({ rule }) =>
              !coarse.has(rule.thing) && !(rule.thing === 'download' && names(near, 'package-index')),
          )
        : near;
    const reaches = phase === 'push' && who?.reaches === 'package-index' ? 'registry' : who?.reaches;
    const own = betweenMachines.has(went) ? reaches : who?.handles;
    const said = things.map(({ rule }) => rule.thing);
    const to = byDetail([...said, ...(own ? [own] : [])]);
    const tier = symptoms.has(went) ? 'symptom' : to.length > 0 ? 'composed' : 'alone';
    statements.push({
      tier,
      went,
      to,
      said,
      ...(who && { who }),
      named: Object.assign({}, ...things.map(({ groups }) => groups), way.groups) as Record<string, string>,
      at: way.at,
      length: way.length,
      rules: [way.rule.number, ...things.map(({ rule }) => rule.number), ...asSpeaker],
    });
    // Where nobody knows the reason that it gives, that it crashed is still known.
    const crash = of('way').find(({ rule }) => rule.went === 'crashed');
    if (crash && went !== 'crashed') {
      const { at, length, rule } = crash;
      const rules = [rule.number, ...asSpeaker];
      statements.push({
        tier: 'symptom',
        went: 'crashed',
        to: said,
        ...(who && { who }),
        named: {},
        at,
        length,
        rules,
      });
    }
  }
  const starts = of('starts')[0]?.rule.tool;
  return { statements, ...(speaker && { speaker }), ...(starts && { starts }) };
}

function matchesOf(text: string, book: Rulebook): readonly Match[] {
  const found: Match[] = [];
  for (const rule of book.candidates(text)) {
    const match = rule.match.exec(text);
    if (!match) continue;
    book.note(rule);
    found.push({ rule, at: match.index, length: match[0].length, groups: defined(match.groups) });
  }
  return found;
}

/** Of several ways to fail the one that explains the others; of the same way the innermost, which stands last. */
function nearestToRoot(ways: readonly Match<Of<'way'>>[]): Match<Of<'way'>> | undefined {
  return [...ways].sort((a, b) => rootness(b.rule.went) - rootness(a.rule.went) || b.at - a.at)[0];
}

/** The nearest before the failure first: `failed to do X to Y: not found`; then what stands after it. */
function thingsAround(way: Match, things: readonly Match<Of<'thing'>>[]): readonly Match<Of<'thing'>>[] {
  const distance = ({ at, length }: Match): number => {
    const before = way.at - (at + length);
    return before >= 0
      ? before
      : Math.max(0, at - (way.at + way.length)) + (at > way.at + way.length ? 200 : 0);
  };
  return [...things].sort((a, b) => distance(a) - distance(b));
}

/** What the operating system gave as its reason, by its own words or numbers. */
const systemErrors: readonly (readonly [Went, RegExp])[] = [
  [
    'permission-denied',
    /\bErrno 13\b|\berrno ?[=:] ?13\b|\bEACCES\b|\(13: Permission denied\)|: [Pp]ermission denied["')\]]{0,3}$/,
  ],
];
/** What tools suppose where they only know that it did not work. */
const suppositions: ReadonlySet<Went> = new Set<Went>([
  'module-missing',
  'no-such-file',
  'command-missing',
  'not-found',
]);

function systemErrorOf(text: string): Went | undefined {
  return systemErrors.find(([, says]) => says.test(text))?.[0];
}

/** A tool whose sentence stands for several reasons is outdone by the reason itself. */
function heed(system: Went, statements: Statement[]): void {
  for (let at = statements.length - 1; at >= 0; at -= 1) {
    const { tier, went } = statements[at] as Statement;
    if (tier === 'tool' && went !== system && suppositions.has(went)) statements.splice(at, 1);
  }
}

/** What tools advise for the case that something else is wrong than what they said. */
const advice =
  /\bIt is likely you do not have the permissions to access this file\b|\b(?:this )?may be because there are no credentials on this request\b|\bIf this private registry supports only HTTP\b.{0,600}|\bmake sure you entered the correct tag name, and that you are authenticated correctly\b|\bThis may be the result of using an untrusted builder\b|\bPlease make sure you have the correct access rights\b|\bmaybe run apt-get update or try with --fix-missing\?|\bcheck if the server supports the requested API version\b|\bIs the docker daemon running\?(?=.{0,1}$)|\bSee (?:also )?https?:\/\/\S{1,300}(?: for (?:help|details|more\b.{0,60}))?/i;

/** A command that is only named: the words in it are not said by it. */
const named =
  /\bprocess "(?:[^"\\]|\\.){1,3000}" did not complete|\bThe command '.{1,3000}' returned a non-zero|\bexecutor failed running \[.{1,3000}\]|\bbuilding at STEP "RUN (?:[^"\\]|\\.){1,3000}"|\bError running git \[[^\]]{1,600}\]/;

function withoutAdvice(text: string): string {
  const blank = (words: string) => ' '.repeat(words.length);
  return text
    .replace(named, (words) => words.replace(/["'[].{1,3000}["'\]]/, (command) => blank(command)))
    .replace(advice, blank);
}

/** What a package manager reaches is its index, whatever the language that it is written in calls it. */
function counterpart(about: Thing, speaker: Tool | undefined, who: Tool | undefined): Thing {
  if (about === 'registry' && speaker?.reaches && speaker.reaches !== 'registry') return speaker.reaches;
  return about === 'service' && who?.reaches === 'package-index' ? who.reaches : about;
}

/** A tool's own sentence says better what went wrong, unless the way to fail lies nearer to the root. */
function settlesLine({ tier, went }: Statement, way: Went): boolean {
  if (tier === 'symptom' && went === way) return true;
  return tier === 'tool' && (rootness(went) >= rootness(way) || (rootness(way) < HARD && went !== 'crashed'));
}

/** A root that stands in the same line hides what only follows from it. */
function hideBehind(way: Went, statements: Statement[]): void {
  if (rootness(way) < HARD) return;
  for (let at = statements.length - 1; at >= 0; at -= 1) {
    const { tier, went } = statements[at] as Statement;
    if (tier === 'tool' && rootness(went) < rootness(way)) statements.splice(at, 1);
  }
}

/** From here on a way to fail is a root that no tool's sentence hides. */
const HARD = 66;

/** Of an image the part that is named: a digest says more than the image around it. */
function byDetail(things: readonly Thing[]): readonly Thing[] {
  const distinct = [...new Set(things)];
  const [first] = distinct;
  if (first && coarse.has(first) && distinct.includes('image-digest')) {
    return ['image-digest', ...distinct.filter((thing) => thing !== 'image-digest')];
  }
  return distinct;
}

/** Words that only images have, whoever says them. */
const ofImages =
  /\bdocker\b|\/v2\/|\bmanifest\b|\bicr\.io\b|\bazurecr\.io\b|\bdkr\.ecr\b|\bghcr\.io\b|\bquay\.io\b|\bgcr\.io\b/i;

const coarse: ReadonlySet<Thing> = new Set<Thing>(['image', 'registry', 'layer', 'image-repository']);

function names(things: readonly Match<Of<'thing'>>[], thing: Thing): boolean {
  return things.some(({ rule }) => rule.thing === thing);
}

/** A git repository is no repository of images, and a host that a registry is looked up at is no service. */
function withoutGuests(things: readonly Match<Of<'thing'>>[]): readonly Match<Of<'thing'>>[] {
  const has = (thing: Thing) => names(things, thing);
  return things.filter(
    ({ rule }) =>
      !(rule.thing === 'image-repository' && has('git-repository') && !has('image')) &&
      !(rule.thing === 'service' && has('registry') && rule.match.source.startsWith('\\blookup')),
  );
}

/** The address of a package index is none of an image registry, though both are called registry. */
function withoutEchoes(things: readonly Match<Of<'thing'>>[]): readonly Match<Of<'thing'>>[] {
  const indexes = things.filter(({ rule }) => rule.thing === 'package-index');
  if (indexes.length === 0) return withoutGuests(things);
  return things.filter(
    ({ rule, at, length }) =>
      !coarse.has(rule.thing) ||
      !indexes.some((index) => at < index.at + index.length && index.at < at + length),
  );
}

function defined(groups: Record<string, string | undefined> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
