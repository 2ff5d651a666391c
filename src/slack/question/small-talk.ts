/** What people say to a bot that is no question about a resource. */
import type { Mistake } from './command';

/** What a short human answer is about. `form`: an image is to be checked, and which one is not said. */
export const topics = [
  'thanks',
  'ok',
  'hello',
  'registry-secret',
  'repository-access',
  'resources',
  'rerun',
  'logs',
  'port',
  'repository',
  'form',
  'how-to',
  'unclear',
] as const;
export type Topic = (typeof topics)[number];

export interface Talk {
  readonly do: 'talk';
  readonly topic: Topic;
}

export type Spoken = Talk | { readonly do: 'help' } | { readonly do: 'projects' };

const THANKS =
  /^(?:(?:great|perfect|super|nice|ok|cool|awesome|yes|top)\b[\s,!.]*)?(?:many |vielen |mille )?(?:thanks?|thank you|thx|ty|cheers|danke|dankeschön|merci|gracias|grazie|obrigad[oa]|bedankt|dank je|спасибо|dzięki|ありがとう|谢谢|ta)(?![\w])/iu;
const HELPED = /\b(?:that|this|it|you) helped\b|\bworks now\b|\bgood (?:bot|job)\b|\bwell done\b/i;
const HELLO =
  /^(?:hi+|hello|hey|hallo|moin|servus|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend)|bonjour|salut|hola|buenos d[ií]as|ciao|buongiorno|olá|oi|hoi|привет|cześć|こんにちは|你好|yo|howdy|ping|test|testing|are you (?:there|alive|awake|up))(?: (?:there|all|team|bot|everyone|ce-image))?[\s!.?,]*$/iu;
const OK =
  /^(?:ok(?:ay)?|k|cool|nice|great|perfect|super|fine|got it|i see|alright|bye|ciao|good night|see you|never ?mind|nvm|yes|no|ja|nein|oui|non|lol|haha+|wow|sure|done|(?:nice|good) one|(?:sorry,? )?(?:wrong (?:channel|window|chat)|my (?:bad|mistake)))[\s!.]*$/i;
const HELP =
  /^(?:please )?(?:help|hilfe|aide|ayuda|aiuto|ajuda)\b(?: me)?(?:,? please)?[\s!.?]*$|\b(?:can|could) you help(?: me)?\s*\??$|\bwhat (?:can|do|are) you (?:do|able|for)\b|\bhow (?:do|does) (?:you|this|it|this bot) work\b|\bwho are you\b|\bwhat are you\b|^(?:commands|usage|manual|\?+)[\s?!.]*$|\bhow (?:do|can) i use (?:you|this|the bot)\b|\bwhat (?:can|could|should) i (?:ask|say|type|do)\b|\bwhat you (?:can|are able to) do\b|\bwas kannst du\b/i;
const PROJECTS =
  /^(?:please )?(?:(?:which|what|list|show|see|get|give)\b.{0,20}\b)?projects\b(?!.{0,20}\bfail).{0,20}$/i;
const FORM =
  /^(?:i(?: want|'d like| would like)? to |can you |please |could you )?(?:check|test|verify|try|look at) (?:an?|some|the|my|this) image[\s?.!]*$|^image[\s?.!]*$/i;
const HOW_TO =
  /^(?:(?:hi|hello|hey)[\s,!]+)?(?:how (?:do|can|could|should|would|to|does one)\b|what is the (?:best )?way to|where (?:do|can) i|wie (?:kann|mache|setze|bekomme)|comment (?:faire|puis)|cómo (?:puedo|hago))/i;

const howTos: readonly (readonly [RegExp, Topic])[] = [
  [
    /\b(?:registry|pull|image) secret|private registr|\bicr\b|access .{0,30}registr|registr.{0,30}access/i,
    'registry-secret',
  ],
  [
    /private (?:git )?repo|\bssh key|deploy key|(?:git|github|gitlab|source).{0,30}(?:access|secret|private)|(?:clone|build) .{0,20}private|connect .{0,20}(?:git|repo)/i,
    'repository-access',
  ],
  [/\bmemory|\bcpu\b|\bram\b|\bscale|\binstances?\b|\bresources?\b|ephemeral/i, 'resources'],
  [/\bre-?run|\bre-?build|start .{0,15}build|trigger .{0,15}build|run .{0,15}again/i, 'rerun'],
  [/\blogs?\b|\bevents?\b/i, 'logs'],
  [/\bport\b|\blisten/i, 'port'],
];

/** What was said, when it is no question about a resource; `bare`: the text without emoji. */
export function spoken(text: string, bare: string): Spoken | undefined {
  if (!bare) return text ? { do: 'talk', topic: 'thanks' } : undefined;
  if (THANKS.test(bare) || HELPED.test(bare)) return { do: 'talk', topic: 'thanks' };
  if (HELLO.test(bare)) return { do: 'talk', topic: 'hello' };
  if (OK.test(bare)) return { do: 'talk', topic: 'ok' };
  if (HELP.test(bare)) return { do: 'help' };
  if (PROJECTS.test(bare)) return { do: 'projects' };
  if (FORM.test(bare)) return { do: 'talk', topic: 'form' };
  return undefined;
}

/** The topic of a question about how something is done; undefined when it is none. */
export function howTo(bare: string): Talk | undefined {
  if (!HOW_TO.test(bare)) return undefined;
  const [, topic] = howTos.find(([words]) => words.test(bare)) ?? [undefined, 'how-to' as const];
  return { do: 'talk', topic };
}

/** Whether something that was read is said, rather than asked for. */
export function isTalk(asked: { readonly do: string } | Mistake | Talk): asked is Talk {
  return asked.do === 'talk';
}
