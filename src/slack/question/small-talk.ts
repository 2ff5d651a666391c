/** What people say to a bot that is no question about a resource. */

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
  'alerts',
  'default-project',
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
  /^(?:(?:great|perfect|super|nice|good|fine|right|ok|cool|awesome|yes|top|ah|oh)\b[\s,!.]*)*(?:many |vielen |mille |muchas |muito |tack så )?(?:thanks?|thank you|thx|tnx|ty|cheers|danke|dankeschön|merci|gracias|grazie|obrigad[oa]|bedankt|dank je|dank u|tack|takk|kiitos|спасибо|dzięki|děkuji|ありがとう|谢谢|謝謝|감사|ta|much appreciated|appreciated?)(?![\p{L}\p{N}-])/iu;
/** What somebody says whose question is answered. */
const HELPED =
  /\b(?:that|this|it|you) helped\b|\b(?:good|nice) (?:bot|job|work)\b|\bwell done\b|^(?:ah,? |oh,? |ok,? )?(?:now )?(?:it|that|everything|all)(?:'s| is)? (?:works?|working|fixed|solved|resolved|good|fine)(?: (?:again|now))?(?:,? (?:thanks?|thank you|thx))?[\s!.:)]*$|\b(?:works|working|fixed|solved)\b[^?]{0,20}\b(?:thanks?|thank you|thx|merci|danke)\b/i;
const HELLO =
  /^(?:(?:hi+|hello|hey+|hallo|moin|servus|hiya|greetings|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend)|bonjour|salut|hola|buenos d[ií]as|ciao|buongiorno|olá|oi|hoi|hej|привет|cześć|こんにちは|你好|안녕하세요|yo|howdy|ping|test|testing|(?:are )?you (?:there|alive|awake|up)|any(?:body|one) (?:home|there|here))(?: (?:there|all|team|bot|everyone|again|ce-image|to you))*[\s!.?,:)]*)+$/iu;
const OK =
  /^(?:(?:ok(?:ay)?|k|cool|nice|great|perfect|super|fine|awesome|excellent|good|got it|gotcha|i see|i understand|understood|makes sense|alright|bye|ciao|good night|see you|never ?mind|nvm|forget it|yes|yep|no|nope|ja|nein|oui|non|sí|lol|haha+|wow|sure|done|good to know|interesting|(?:nice|good) one|(?:sorry,? )?(?:wrong (?:channel|window|chat|thread)|my (?:bad|mistake)))[\s!.,:)]*)+$/i;
const HELP =
  /^(?:please )?(?:help|hilfe|aide|ayuda|aiuto|ajuda)\b(?: me)?(?:,? please)?[\s!.?]*$|^(?:hi|hello|hey)?[\s,!]*(?:can|could) (?:you|someone|anybody|anyone) help(?: me| us)?(?: please)?\s*[?!.]*$|\bwhat (?:can|do|are) you (?:do|able|for)\b|\bhow (?:do|does) (?:you|this|it|this bot|the bot) work\b|\bwho are you\b|^what are you\b(?!.{0,20}watch)|^(?:commands?|usage|man|manual|info|\?+)[\s?!.]*$|\bhow (?:do|can|to) (?:i )?(?:use|talk to|ask) (?:you|this|the bot|ce-image)\b|\bwhat (?:can|could|should) i (?:ask|say|type|do)\b|\bwhat you (?:can|are able to) do\b|\bwas kannst du\b|\bque peux-tu\b|\bqué puedes\b/i;
const PROJECTS =
  /^(?:please )?(?:(?:which|what|list|show|see|get|give|can you see|do you (?:see|know))\b.{0,20}\b)?projects\b(?!.{0,20}\b(?:fail|broken|down|red|wrong|work)).{0,24}$|\b(?:which|what) project\b.{0,20}\b(?:default|used?|set|mean)\b|\bdefault project\s*\?/i;
const FORM =
  /^(?:i(?: want|'d like| would like)? to |can you |please |could you )?(?:check|test|verify|try|look at) (?:an?|some|the|my|this) image[\s?.!]*$|^image[\s?.!]*$/i;
const HOW_TO =
  /\bhow (?:do|can|could|should|would|must) (?:i|we|one|you|people|somebody|someone)\b|\bhow to\b|\bhow does one\b|\bwhat(?: is|'s) the (?:best |right )?way to\b|\bwhere (?:do|can|could|should) (?:i|we)\b|\bwhich port\b|^wie (?:kann|mache|setze|bekomme|richte)\b|^comment (?:faire|puis|je)\b|^cómo (?:puedo|hago|se)\b|^come (?:posso|faccio|si)\b/i;

const howTos: readonly (readonly [RegExp, Topic])[] = [
  [/\balerts?\b|\bnotif|\bwatch|\bsubscribe/i, 'alerts'],
  [
    /\b(?:default|usual) project|\bproject\b.{0,20}\b(?:default|set|choose|switch|change)|(?:set|choose|switch|change)\b.{0,20}\bproject\b/i,
    'default-project',
  ],
  [
    /\b(?:registry|pull|image) secret|private registr|\bicr\b|access .{0,30}registr|registr.{0,30}(?:access|secret|password|login|key)|docker ?hub|\bghcr\b|\bquay\b|private image|image.{0,20}password/i,
    'registry-secret',
  ],
  [
    /private (?:git ?(?:hub|lab)? )?repo|\bssh key|deploy key|(?:git|github|gitlab|source).{0,30}(?:access|secret|private|token)|(?:clone|build) .{0,20}private|(?:connect|read|use) .{0,30}(?:git|repo)/i,
    'repository-access',
  ],
  [/\bmemory|\bcpu\b|\bram\b|\bscale|\binstances?\b|\bresources?\b|ephemeral/i, 'resources'],
  [/\bre-?run|\bre-?build|start .{0,15}build|trigger .{0,15}build|run .{0,15}again/i, 'rerun'],
  [/\blogs?\b|\bevents?\b|\bsee why\b|\bfind out why\b/i, 'logs'],
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
