/** Questions about whole projects, and what is done with them: overview, watch, unwatch, use, watches. */
import { type MuteLength, muteLengthOf } from '../../alerts';
import type { Command } from './command';
import { type Known, projectCalled } from './known';
import { isReason } from './pasted';
import type { Reading } from './reading';
import { type Sentence, speaksOf } from './sentence';
import { tokensOf } from './tokens';
import { noSuchLength } from './verbs/mute';
import { eventWords, logWords, projectWords, strangeIn, troubleWords, whatWords } from './vocabulary';

const WATCHES =
  /\b(?:what|which)\b.{0,24}\b(?:you|this channel|we)\b.{0,12}\bwatch|\b(?:which|what) (?:channels?|people|groups?)\b.{0,20}\balert|\bwho (?:gets?|receives?|sees?) (?:the |these |our )?alerts\b|\bwho(?:'s| is| are| gets?| was| will be) (?:notified|called|paged|alerted|informed|pinged|told|on[- ]call)\b/i;
const END =
  /\b(?:stop|end|quit|no more|don't|do not|cancel|disable|pause|silence|turn off|mute)\b.{0,30}\b(?:watch|alert|notif|monitor)|\bunwatch|\bunsubscribe|\b(?:no|without) (?:more )?(?:alerts?|notifications?|pings?|messages?)\b|\bkeine? (?:alarme?|meldungen|benachrichtigung)|\bplus d'alertes?|\bno más alertas/i;
/** What people put before a wish. */
const POLITE = '^(?:(?:please|pls|plz|hey|hi|ok|can you|could you|would you|bitte|just|now|and)[\\s,]+)*';
/** For a while, or until somebody says otherwise. */
const MUTE = new RegExp(
  `${POLITE}(?:(?:mute|silence|snooze|quiet|hush|stumm\\w*)\\b|(?:shut up|(?:be|keep|stay) (?:quiet|silent|still)|no more \\w+|stop \\w+(?: (?:me|us|here))?|(?:don't|do not) \\w+ (?:me|us)(?: any ?more)?) (?:about|on|for|with|of)\\b)`,
  'i',
);
const UNMUTE = new RegExp(
  `${POLITE}(?:un-?(?:mute|silence|snooze)\\b|(?:end|lift|remove|stop) the mute\\b)`,
  'i',
);
/** What is told to a channel, and not of which project: `stop posting here`, `mute everything`, `tell me when web fails`. */
const TELLS = new RegExp(
  `${POLITE}(?:stop|quit|no more|don't|do not|cease)\\b.{0,12}\\b(?:post|spam|ping|messag|alert|notif|send|talk|writ|bother|flood)\\w*|` +
    `${POLITE}(?:mute|silence|shut up|be quiet|hush)\\b(?! *[.!]*$)|` +
    '\\b(?:tell|notify|ping|alert|warn|inform|page|wake|message|call|remind|let) (?:me|us|them|this channel|the (?:team|channel))\\b(?: up| know| here)*.{0,30}\\b(?:when|if|as soon as|once|whenever|in case)\\b|' +
    '\\b(?:sag|meld|schreib)\\w* (?:mir|uns|dich)?.{0,20}\\b(?:wenn|sobald|falls)\\b',
  'i',
);
const WATCH =
  /\bwatch(?:ing)?\b|\bnotify\b|\balerts?\b|\bsubscribe\b|\bping (?:me|us)\b|\bmonitor\b|\bkeep an eye on\b|\bwatch over\b|\b(?:inform|warn|page) (?:me|us)\b|\bbenachrichtig|\büberwach|\bsag(?:t)? (?:uns|mir) bescheid|\bsurveill|\bpréviens|\bavertis|\bvigila|\bavísa|\bavis[ae]|\b\w+ (?:me|us|uns|mir)\b.{0,20}\b(?:when|if|as soon as|once|in case|wenn|falls|sobald)\b|\b\w+[- ](?:nous|moi)\b.{0,20}\b(?:quand|si|dès)\b|\b(?:dime|dinos|diga)\b.{0,12}\b(?:cuando|si)\b/i;
const USE =
  /\b(?:my|our|the default|this channel's) project (?:is|should be)\b|\bwe (?:work|are working) (?:on|in|with) \S+ (?:now|from now on|today)|(?:^|\b(?:let's|let us|please|always|we|we'll)\s+)(?:use|(?:switch|change)(?: (?:me|us|this channel|the channel|over|here))? to|set|default|make)\b/i;

/** Words for what does not work, in a few languages. */
const BAD =
  "(?:isn't|is not|doesn't|does not|won't) (?:work|start|build|run)\\w*|" +
  'fail\\w*|break\\w*|degrad\\w*|impair\\w*|incidents?|burning|worry|attention|broken?|broke|crash\\w*|down|wrong|unhealthy|red|stuck|crash\\w*|on fire|going on|happening|up|good|ok|okay|fine|well|healthy|green|need to (?:look|know)|troubles?|problems?|issues?|failures?|outages?|(?:systems )?go|works?|gut|bien|bene|bem|läuft|nicht|kaputt|rot|schief|los|probleme?|fehler|problèmes?|problemas?|problemi|fehlerhaft|ne (?:va|marche|fonctionne) pas|en panne|falla\\w*|fallando|roto|mal|non (?:va|funziona)|rotto|quebrado|zepsute|сломалось|не работает';
const GENERAL = new RegExp(
  `(?:^|[\\s¿¡])(?:what|whats|what's|which|who|(?:is|are) (?:anything|something|everything|all)|anything|everything|all|alles|tout|todo|tutto|tudo|was ist|was läuft|was geht|welche|qu'est-ce qui|quels?|quelles?|quoi|qué|que está|cosa|o que|co|что)(?![\\p{L}\\p{N}]).{0,40}(?:${BAD})(?![\\p{L}\\p{N}-])`,
  'iu',
);
const OVERVIEW =
  /^(?:please )?(?:status|overview|summary|state|failing|failures|failed|list|ls)\b[^-]{0,20}$|\b(?:status|overview|summary|health|state) (?:of|for)\b|^(?:the )?(?:incidents?|outages?|failures|problems|errors) (?:of|from|in|since|today|last|this)\b|\b(?:give|send|show|get) (?:me |us )?(?:an? |the )?(?:overview|summary|status|list)\b|\bhow(?:'s| are| is) (?:things|it going|everything|project)\b|\blist .{0,20}\bfail|\bany(?: \w+)? (?:problem|issue|error|failure|trouble|outage)s?\b|^(?:everything|all)\b.{0,12}\??$|\bläuft alles\b|\b(?:show|list) (?:me )?(?:everything|all)\b/i;
/** In scripts that write without spaces: what, or which, is broken. */
const GENERAL_CJK =
  /(?:何が|どれが|どの[^。？]{0,8}が|全部|すべて)[^。]{0,12}(?:壊|落ち|失敗|動|問題|大丈夫|エラー)|(?:什么|哪些|哪个|有没有)[^。]{0,8}(?:坏|失败|问题|挂|故障|错)|(?:뭐가|무엇이|어떤)[^.]{0,10}(?:고장|실패|안|문제)/u;
const ALL = /\b(?:anything|everything)\b[^.!]*\?\s*$/i;
const PLURAL = /^(?:apps|applications|builds|jobs|functions|buildruns|jobruns|things|services)$/;

/** Words of a length, at most: `until next week`, `for half an hour`. */
const MOST_LENGTH_WORDS = 3;
const BEFORE_LENGTH = /^(?:for|until|till|til|bis|für|pour|jusqu|hasta|por|per|fino)$/i;

/** How long a resource is to be muted, in words; `open`: no end is named, `odd`: one that there is not; undefined: nothing is to be muted. */
export function muteIn(text: string): MuteLength | 'open' | 'odd' | undefined {
  if (!MUTE.test(text)) return undefined;
  // Words, and no parts of a name: `overnight-job`, `web-1h`.
  const said = tokensOf(text).map(({ word }) => word);
  for (const [at, word] of said.entries()) {
    if (!BEFORE_LENGTH.test(word)) continue;
    for (let length = MOST_LENGTH_WORDS; length > 0; length -= 1) {
      const found = muteLengthOf(said.slice(at + 1, at + 1 + length).join(' '));
      if (found) return found;
    }
    if (/^\d/.test(said[at + 1] ?? '')) return 'odd';
  }
  const alone = said.filter((word) => /^(?:\d+[a-z]+|tomorrow|tonight|overnight|forever)$/.test(word));
  return alone.map(muteLengthOf).find(Boolean) ?? 'open';
}

/** Whether what was muted is to be heard of again. */
export function unmutes(text: string): boolean {
  return UNMUTE.test(text);
}

/** Whether somebody wants to be told of what happens, or no more of it. */
export function asksToBeTold(text: string): boolean {
  return TELLS.test(text);
}

/** Undefined: it asks nothing of the kind. */
export function errandOf(sentence: Sentence, known: Known): readonly Command[] | undefined {
  const projects = sentence.mentions.length > 0 ? [] : projectsIn(sentence, known);
  // `compare shop and reporting`
  if (projects.length > 1) return projects.map((project) => ({ do: 'overview', project }));
  const errand = oneErrand(sentence, known);
  return errand && [errand];
}

/** `everything, incl. what is healthy` */
const WELL_TOO =
  /\b(?:incl\w*|also|even|with|and|plus|auch)\b.{0,25}\b(?:healthy|well|green|ok|okay|fine|working|running|gesund\w*)\b/i;

/** What, or which, and that it does not work, in any language, and nothing else. */
function asksWhatFails(sentence: Sentence): boolean {
  const { tokens } = sentence;
  return (
    tokens.length <= MOST_GENERAL &&
    speaksOf(sentence, whatWords) &&
    speaksOf(sentence, troubleWords) &&
    strangeIn(tokens).length === 0
  );
}
const MOST_GENERAL = 7;

/** `welche Projekte siehst du?` */
function asksForProjects(sentence: Sentence): boolean {
  const { tokens } = sentence;
  return (
    tokens.length <= MOST_GENERAL &&
    speaksOf(sentence, projectWords) &&
    (speaksOf(sentence, whatWords) || tokens.length === 1) &&
    !speaksOf(sentence, troubleWords)
  );
}

const LISTED =
  /\b(?:list|all|every|which|any|how many|alle|welche|quel(?:le)?s|todas|todos|quais|qué|que|quali|какие|哪些|どの)(?!\p{L})/iu;

/** Whether everything is meant, or all of a kind: `is everything ok?`, `which apps are down?` */
export function asksOfAll(sentence: Sentence): boolean {
  const { tokens, text } = sentence;
  const plural = tokens.some(({ word }) => PLURAL.test(word));
  return (
    (plural && (speaksOf(sentence, troubleWords) || LISTED.test(text))) ||
    (ALL.test(text) &&
      !/\b(?:else|new|changed|different|missing)\b/i.test(text) &&
      !speaksOf(sentence, logWords) &&
      !speaksOf(sentence, eventWords))
  );
}

/** The projects that are called by their names, each once. */
function projectsIn({ tokens }: Sentence, known: Known): readonly string[] {
  const names = tokens.map(({ text }) => projectCalled(known, text)?.name);
  return [...new Set(names)].filter((name) => name !== undefined);
}

function oneErrand(sentence: Sentence, known: Known): Command | undefined {
  const { text, scope, mentions, kinds, tokens } = sentence;
  const { project } = scope;
  if (WATCHES.test(text)) return { do: 'watches' };
  if (mentions.some((each) => each.known)) return undefined;
  if (project === undefined && asksForProjects(sentence)) return { do: 'projects' };
  if (project !== undefined && WATCH.test(text) && !END.test(text)) return { do: 'watch', ...scope };
  if (mentions.length > 0 && !(mentions[0]?.guessed && GENERAL.test(text))) return undefined;
  if (project !== undefined) {
    if (END.test(text)) return { do: 'unwatch', ...scope };
    // Its watch has the hours in which it is quiet.
    if (MUTE.test(text)) return { do: 'watches' };
    if (USE.test(text) && projectCalled(known, project)) return { do: 'use', ...scope };
  }
  // `something is wrong` speaks of one thing, `what is wrong` of all.
  const speaksOfWord = tokens.some((token) => isReason(token.text));
  const general =
    (GENERAL.test(text) || GENERAL_CJK.test(text) || asksWhatFails(sentence)) &&
    !speaksOfWord &&
    !/^(?:something|all) is\b/i.test(text);
  const plural = tokens.some(({ word }) => PLURAL.test(word));
  const asks = general || asksOfAll(sentence) || OVERVIEW.test(text);
  if (asks && (kinds.length === 0 || plural || project !== undefined)) {
    return { do: 'overview', ...scope, ...(WELL_TOO.test(text) ? { all: true } : {}) };
  }
  const justProject = project !== undefined && kinds.length === 0 && tokens.length <= 3;
  return justProject ? { do: 'overview', ...scope } : undefined;
}

/** `mute this for 2h`, below an answer about one thing. */
export function muteBelow(about: Command, text: string): Reading | undefined {
  if (about.do !== 'diagnose' && about.do !== 'logs' && about.do !== 'events') return undefined;
  const { kind, name, project, region } = about;
  const named = {
    ...(kind ? { kind } : {}),
    name,
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
  };
  if (unmutes(text)) return [{ do: 'unmute', ...named }];
  const length = muteIn(text);
  if (length === 'odd') return noSuchLength();
  if (length && !/\b(?:everything|all|everyone|alles)\b/i.test(text))
    return [{ do: 'mute', ...named, ...(length === 'open' ? {} : { length }) }];
  return asksToBeTold(text) ? { do: 'talk', topic: 'alerts' } : undefined;
}
