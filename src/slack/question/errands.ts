/** Questions about whole projects, and what is done with them: overview, watch, unwatch, use, watches. */
import type { MuteLength } from '../../alerts';
import type { Command } from './command';
import { type Known, projectCalled } from './known';
import { isReason } from './pasted';
import { type Sentence, speaksOf } from './sentence';
import { troubleWords } from './vocabulary';

const WATCHES =
  /\b(?:what|which)\b.{0,24}\b(?:you|this channel|we)\b.{0,12}\bwatch|\bwho (?:is|are|gets?|was|will be) (?:notified|called|paged|alerted|informed|pinged|told|on[- ]call)\b/i;
const END =
  /\b(?:stop|end|quit|no more|don't|do not|cancel|disable|pause|silence|turn off|mute)\b.{0,30}\b(?:watch|alert|notif|monitor)|\bunwatch|\bunsubscribe|\bkeine? (?:alarme?|meldungen|benachrichtigung)|\bplus d'alertes?|\bno más alertas/i;
/** For a while, or until somebody says otherwise. */
const MUTE = /^(?:please |pls |can you |could you )*(?:mute|silence|snooze|quiet|hush|stumm\w*)\b/i;
const WATCH =
  /\bwatch(?:ing)?\b|\bnotify\b|\balerts?\b|\bsubscribe\b|\bping (?:me|us)\b|\bmonitor\b|\bkeep an eye on\b|\bwatch over\b|\b(?:inform|warn|page) (?:me|us)\b|\bbenachrichtig|\büberwach|\bsag(?:t)? (?:uns|mir) bescheid|\bsurveill|\bpréviens|\bavertis|\bvigila|\bavísa|\bavis[ae]|\b\w+ (?:me|us|uns|mir)\b.{0,20}\b(?:when|if|as soon as|once|in case|wenn|falls|sobald)\b|\b\w+[- ](?:nous|moi)\b.{0,20}\b(?:quand|si|dès)\b|\b(?:dime|dinos|diga)\b.{0,12}\b(?:cuando|si)\b/i;
const USE =
  /\bwe (?:work|are working) (?:on|in|with) \S+ (?:now|from now on|today)|(?:^|\b(?:let's|let us|please|always|we|we'll)\s+)(?:use|(?:switch|change)(?: (?:me|us|this channel|the channel|over|here))? to|set|default|make)\b/i;

/** Words for what does not work, in a few languages. */
const BAD =
  "(?:isn't|is not|doesn't|does not|won't) (?:work|start|build|run)\\w*|" +
  'fail\\w*|break\\w*|degrad\\w*|impair\\w*|incidents?|burning|broken?|broke|crash\\w*|down|wrong|unhealthy|red|stuck|crash\\w*|on fire|going on|happening|up|good|ok|okay|fine|well|healthy|green|need to (?:look|know)|troubles?|problems?|issues?|failures?|outages?|(?:systems )?go|works?|gut|bien|bene|bem|läuft|nicht|kaputt|rot|schief|los|probleme?|fehler|problèmes?|problemas?|problemi|fehlerhaft|ne (?:va|marche|fonctionne) pas|en panne|falla\\w*|fallando|roto|mal|non (?:va|funziona)|rotto|quebrado|zepsute|сломалось|не работает';
const GENERAL = new RegExp(
  `(?:^|[\\s¿¡])(?:what|whats|what's|which|who|(?:is|are) (?:anything|something|everything|all)|anything|everything|all|alles|tout|todo|tutto|tudo|was ist|was läuft|was geht|welche|qu'est-ce qui|quels?|quelles?|quoi|qué|que está|cosa|o que|co|что)(?![\\p{L}\\p{N}]).{0,40}(?:${BAD})(?![\\p{L}\\p{N}-])`,
  'iu',
);
const OVERVIEW =
  /^(?:please )?(?:status|overview|summary|state|failing|failures|failed|list)\b[^-]{0,20}$|\b(?:status|overview|summary|health|state) (?:of|for)\b|^(?:the )?(?:incidents?|outages?|failures|problems|errors) (?:of|from|in|since|today|last|this)\b|\b(?:give|send|show|get) (?:me |us )?(?:an? |the )?(?:overview|summary|status|list)\b|\bhow(?:'s| are| is) (?:things|it going|everything|project)\b|\blist .{0,20}\bfail|\bany(?: \w+)? (?:problem|issue|error|failure|trouble|outage)s?\b|^(?:everything|all)\b.{0,12}\??$|\bläuft alles\b|\b(?:show|list) (?:me )?(?:everything|all)\b/i;
/** In scripts that write without spaces: what, or which, is broken. */
const GENERAL_CJK =
  /(?:何が|どれが|どの[^。？]{0,8}が|全部|すべて)[^。]{0,12}(?:壊|落ち|失敗|動|問題|大丈夫|エラー)|(?:什么|哪些|哪个|有没有)[^。]{0,8}(?:坏|失败|问题|挂|故障|错)|(?:뭐가|무엇이|어떤)[^.]{0,10}(?:고장|실패|안|문제)/u;
const ALL = /\b(?:anything|everything)\b[^.!]*\?\s*$/i;
const PLURAL = /^(?:apps|applications|builds|jobs|functions|buildruns|jobruns|things|services)$/;

/** How long a resource is to be muted, in words; `open`: no end is named, `odd`: one that there is not; undefined: nothing is to be muted. */
export function muteIn(text: string): MuteLength | 'open' | 'odd' | undefined {
  if (!MUTE.test(text)) return undefined;
  // Words, and no parts of a name: `overnight-job`, `web-1h`.
  const says = (words: string) => new RegExp(`(?<![\\w.-])(?:${words})(?![\\w-]|\\.\\w)`, 'i').test(text);
  if (says('1 ?h|an hour|one hour|1 hour|60 ?m\\w{0,6}')) return '1h';
  if (says('8 ?h|8 hours|eight hours')) return '8h';
  if (says('tomorrow|tonight|the night|overnight')) return 'tomorrow';
  if (says('for ?ever|for good')) return 'forever';
  return /\b(?:for|until|till)\b.*\d/i.test(text) ? 'odd' : 'open';
}

/** Undefined: it asks nothing of the kind. */
export function errandOf(sentence: Sentence, known: Known): readonly Command[] | undefined {
  const projects = sentence.mentions.length > 0 ? [] : projectsIn(sentence, known);
  // `compare shop and reporting`
  if (projects.length > 1) return projects.map((project) => ({ do: 'overview', project }));
  const errand = oneErrand(sentence, known);
  return errand && [errand];
}

const LISTED =
  /\b(?:list|all|every|which|any|how many|alle|welche|quel(?:le)?s|todas|todos|quais|qué|que|quali|какие|哪些|どの)(?!\p{L})/iu;

/** Whether everything is meant, or all of a kind: `is everything ok?`, `which apps are down?` */
export function asksOfAll(sentence: Sentence): boolean {
  const { tokens, text } = sentence;
  const plural = tokens.some(({ word }) => PLURAL.test(word));
  return (
    (plural && (speaksOf(sentence, troubleWords) || LISTED.test(text))) ||
    (ALL.test(text) && !/\belse\b/i.test(text))
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
  if (project !== undefined && WATCH.test(text) && !END.test(text)) return { do: 'watch', ...scope };
  if (mentions.length > 0) return undefined;
  if (project !== undefined) {
    if (END.test(text)) return { do: 'unwatch', ...scope };
    // Its watch has the hours in which it is quiet.
    if (MUTE.test(text)) return { do: 'watches' };
    if (USE.test(text) && projectCalled(known, project)) return { do: 'use', ...scope };
  }
  // `something is wrong` speaks of one thing, `what is wrong` of all.
  const speaksOfWord = tokens.some((token) => isReason(token.text));
  const general =
    (GENERAL.test(text) || GENERAL_CJK.test(text)) && !speaksOfWord && !/^(?:something|all) is\b/i.test(text);
  const plural = tokens.some(({ word }) => PLURAL.test(word));
  const asks = general || asksOfAll(sentence) || OVERVIEW.test(text);
  if (asks && (kinds.length === 0 || plural || project !== undefined)) return { do: 'overview', ...scope };
  const justProject = project !== undefined && kinds.length === 0 && tokens.length <= 3;
  return justProject ? { do: 'overview', ...scope } : undefined;
}
