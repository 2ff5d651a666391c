/** The words around names and kinds, by what they are for; English, and those of languages.ts. A name that exists wins over all of them. */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import { kindWords } from './kinds';
import { inAllLanguages } from './languages/index';
import { WordList, words } from './word-list';

/** Kinds in sentences, beside those of the command grammar. */
const spokenKinds: Readonly<Record<string, WorkloadKind>> = {
  ...kindWords,
  applications: 'app',
  image_build: 'build',
  compilation: 'build',
  lambda: 'function',
};
const foreignKinds = (['app', 'build', 'job', 'function'] as const).map(
  (kind) => [kind, words(inAllLanguages(kind))] as const,
);

/** The kind that a word of a sentence names. */
export function spokenKind(word: string): WorkloadKind | undefined {
  if (Object.hasOwn(spokenKinds, word)) return spokenKinds[word];
  return foreignKinds.find(([, list]) => list.has(word))?.[0];
}

export const logWords = words(
  `log logs logfile logfiles tail output stdout stderr printed prints print lines`,
  inAllLanguages('log'),
);
export const eventWords = words('event events', inAllLanguages('event'));
export const historyWords = words('history historie historique historial often week month weeks months');
export const pushWords = words('push pushed pushing upload uploading publish publishing');
export const secretWords = words('secret secrets geheimnis');
/** Whoever says this asks whether the source can be had, rather than why a build failed. */
export const fetchWords = words('clone fetch checkout access reach read source repo repository would check');
export const projectWords = words('project', inAllLanguages('project'));
export const placeWords = words('in of from for within at on about to', inAllLanguages('place'));

/** Whoever says this asks: it is no line of a log. */
const englishAsking = `why what whats what's where when which who how is are does did do can could would will any please pls check
  diagnose debug investigate analyze analyse analysis inspect review verify look show tell explain get give see help hi hello hey`;
export const askingWords = words(
  englishAsking,
  inAllLanguages('ask'),
  inAllLanguages('what'),
  inAllLanguages('how'),
);

/** What, which and who: English ones ask about one thing as often, see `GENERAL` of errands.ts. */
export const whatWords = words(inAllLanguages('what'));
/** How something is done. */
export const howWords = words('how', inAllLanguages('how'));

/** What is asked again is what was asked before. */
export const againWords = words(
  `again now still retry recheck re-check refresh repeat rerun-check more fixed once status state update change changed same better refreshed
  rerun`,
  inAllLanguages('again'),
);

/** What somebody says who has done something about it, and what there is to ask of a thing that is spoken of. */
export const sequelWords = words(`
  redeployed deployed changed updated restarted pushed rebuilt rotated recreated added removed merged reverted corrected
  image images secret secrets registry port memory cpu env environment variable variables config commit branch cause reason
  details detail fix solution workaround
`);

/** Whoever says this speaks of something that does not work, or wants it looked at. */
export const troubleWords = words(
  `fail fails failed failing failure broken break breaks down crash crashes crashed crashing wrong problem issue error
  errors work works working start starts starting run runs running stuck hangs dead why happened look check
  can't cant cannot doesn't doesnt didn't won't wont isn't broke borked died dies dead red slow unhealthy off fire trouble
  troubles bug bugs outage incident alarm refuses refused rejected denied timeout timeouts unreachable unavailable
  push pushing pull pulling degraded degrading impaired recovered recovering gone missing absent lost broke breaks breaking
  died evicted burning down flapping unresponsive refusing erroring errored killed throwing throws worry worried worrying`,
  inAllLanguages('trouble'),
);

/** Whoever says this speaks of something that was spoken of. */
export const pointingWords = words(`
  it its it's that that's this these those they them he she what which so but still anything nothing es das dies er sie
  ça ce cela il elle eso esto lo la isso isto ele ela questo quello lui dat dit это он она оно それ これ 这 这个 那个
`);

/** Nobody asks this bot about them. */
export const otherWords = words(`
  weather friday weekend lunch dinner breakfast coffee pizza beer joke poem song movie film football match game holiday
  holidays vacation birthday news wetter urlaub mittagessen witz météo blague tiempo chiste
`);

/** Things of this trade: whoever speaks of nothing else may mean one that does not work. */
export const tradeWords = words(
  'deploy deploys deployment deployments pod pods container containers pipeline',
);

/** What stands before a kind of which no name is told. */
export const anyWords = words(
  'a an my our your their his her this that these any some each every which no new',
);

/** They begin a question about one thing, and stand before its name. */
export const leadWords = words("why what whats what's status state logs log events check is warum pourquoi");
export const beforeNames = words(
  "is does did has can't cannot won't doesn't isn't didn't to with of about check ist",
);

/** They tell of something that runs, and so of an app or a job rather than of its build. */
export const runningWords = words(`
  start starts starting started restart restarts restarting run running crash crashes crashing crashed down up slow
  serve serves respond responds returns 500 502 503 504 500s 502s 503s 504s 5xx timeout timeouts unreachable unresponsive latency memory oom loop pull reachable deploy deploys deployed deploying deployment rollout startet läuft démarre
  arranca inicia parte
`);
/** They tell of a build. */
export const buildingWords = words(
  'build builds building compile compiles compiling compilation dockerfile baut',
);

/** Words of English that name nothing. */
export const englishWords = words(
  `    a an the this that these those it its my our your their me i we you they he she and or but not no yes so then than
    if with without to on by as be been being was were has have had there here all some every each one two everything
    something anything nothing someone thing things just only also too very much many today yesterday tomorrow morning
    night last since after before always never ok okay fine good great thanks thank thx cool bye test ping
    same other new old image images container registry pod pods git repo repository docker deploy deploys deployed
    didn't doesn't don't can't cannot won't isn't aren't couldn't n't s t
    anyone anybody somebody everyone everybody nobody none affairs situation picture deal matter thing revision revisions version versions instance instances source sources code
    status state health healthy overview list failing up-to-date out-of-memory read-only crash-loop back-off re-run
    front-end back-end end-to-end real-time so-called in-house code-engine ce-image
    called named calls name
    am pm up down go goes going come comes
    should must shall may might mean means meant
    idea ideas clue clues thought thoughts wdyt opinion guess use try run read plain english simple words word command
    commands worse good whose who's commit committed commits stop like need needs needed want wants know knows get got
    because more most less few lot lots both either hm hmm hmmm huh eh much again back soon already yet ever even maybe perhaps sure really seriously
    same similar different someone's one ones way ways time times day days week hour hours minute minutes second
    people team guys folks customer customers user users colleague colleagues boss side end start begin case
    above below latest release released releases safe bad exactly precisely deploying ready rollout staging production
    use used using make makes made put take takes took find found keep keeps say says said think thought believe seem seems
    feel ask asked answer told tells talk let lets set sets mean work open close closed turn move leave left call called
    follow change wait waiting hope expect try tried trying remember add added please able big small long short high low
    next first second own full whole half same enough almost nearly away out over under between through against during
    per via within without about around really just mostly often sometimes usually later earlier soon today's tonight
    now's far near right wrong true false real possible impossible easy hard clear simple normal usual weird strange funny
    important urgent critical serious nothing's known unknown related similar affected aware sure afraid sorry happy sad
    mute muted unmute silence snooze projects
  `,
  englishAsking,
);

/** What is common enough not to be taken for a name that nobody knows. */
export const commonWords = new WordList([
  ...askingWords,
  ...againWords,
  ...troubleWords,
  ...tradeWords,
  ...runningWords,
  ...buildingWords,
  ...logWords,
  ...eventWords,
  ...historyWords,
  ...pushWords,
  ...secretWords,
  ...projectWords,
  ...placeWords,
  ...englishWords,
  ...words(inAllLanguages('small'), inAllLanguages('thanks'), inAllLanguages('hello'), inAllLanguages('ok')),
]);

/** Endings and particles of Japanese: what is meant stands in its other scripts. */
const HIRAGANA = /^\p{Script=Hiragana}+$/u;

/** The words that may be names: neither common nor kinds. */
export function strangeIn<T extends { readonly word: string }>(tokens: readonly T[]): readonly T[] {
  return tokens.filter(({ word }) => !commonWords.has(word) && !spokenKind(word) && !HIRAGANA.test(word));
}
