/** What people say to a bot that is no question about a resource. */
import { courtesyOf } from './courtesy';
import { type Term, termsIn } from './terms';
import { tokensOf } from './tokens';
import { howWords } from './vocabulary';

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
  'visibility',
  'form',
  'how-to',
  'unclear',
] as const;
export type Topic = (typeof topics)[number];

export interface Talk {
  readonly do: 'talk';
  readonly topic: Topic;
  /** What they mean is asked. */
  readonly terms?: readonly Term[];
}

export type Spoken = Talk | { readonly do: 'help' } | { readonly do: 'projects' };

const THANKS =
  /^(?:(?:great|perfect|super|nice|good|fine|right|ok|cool|awesome|yes|top|ah|oh)\b[\s,!.]*)*(?:many |vielen |herzlichen |besten |tausend |mille |muchas |muito |tack så |большое )?(?:thanks?|thank you|thx|tnx|ty|cheers|danke|dank(?= ?[!.]*$)|dankeschön|merci|gracias|grazie|obrigad[oa]|bedankt|dank je|dank u|tack|takk|kiitos|спасибо|dzięki|děkuji|ありがとう|谢谢|謝謝|감사|ta|much appreciated|appreciated?)(?![\p{L}\p{N}-])/iu;
/** What somebody says whose question is answered. */
const HELPED =
  /\b(?:that|this|it|you) helped\b|\b(?:good|nice|great) (?:bot|job|work)\b|^(?:you|that|this|it) rocks?\b|^you(?:'re| are) (?:the best|great|awesome|amazing|a (?:star|hero|lifesaver|legend))|\bwell done\b|\b(?:that|this|it) (?:did it|did the trick|worked|was it|solved it|fixed it)(?! (?:on|in|for|before|yesterday|until|till|last|locally)\b)|^(?:problem )?(?:re)?(?:solved|fixed|sorted)[\s!.]*$|^(?:ah,? |oh,? |ok,? )?(?:now )?(?:it|that|everything|all)(?:'s| is)? (?:works?|working|fixed|solved|resolved|good|fine)(?: (?:again|now))?(?:,? (?:thanks?|thank you|thx))?[\s!.:)]*$|\b(?:works|working|fixed|solved)\b[^?]{0,20}\b(?:thanks?|thank you|thx|merci|danke)\b/i;
const HELLO =
  /^(?:(?:ça va|wie geht(?:'?s| es)(?: dir| euch)?|¿?qué tal|tudo bem|come va|как дела|nasılsın|(?:and )?how (?:are|r) (?:you|u|things with you)(?: (?:doing|today))?|(?:morning|afternoon|evening)(?= |[!.,]*$)|hi+|hello|hey+|hallo|moin|servus|hiya|greetings|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend)|bonjour|salut|hola|buen[oa]s(?: (?:d[ií]as|tardes|noches))?|ciao|buongiorno|olá|oi|hoi|hej|привет|cześć|こんにちは|おはよう(?:ございます)?|こんばんは|你好|早上好|안녕하세요|yo|howdy|ping|test|testing|(?:are )?you (?:there|alive|awake|up)|any(?:body|one) (?:home|there|here))(?: (?:there|all|team|folks|guys|bot|everyone|again|ce-image|to you))*[\s!.?,:)]*)+$/iu;
const OK =
  /^(?:(?:ok(?:ay)?|k|hm+|uh+|ah+|oh+|i'?m (?:good|fine|ok)|cool|nice|great|perfect|super|fine|awesome|excellent|good|got it|gotcha|i see|i understand|understood|makes sense|alright|bye|ciao|good night|see (?:you|ya|u)(?: (?:later|soon|tomorrow|around|then))?|(?:talk|speak) (?:to you )?(?:later|soon)|have a (?:nice|good|great) (?:day|evening|weekend|one)|no (?:worries|problem|prob)|np|lgtm|\+1|ack|noted|roger|will do|on it|found it|sorted|stop|cancel|quit|exit|skip|never ?mind|nvm|forget it|yes|yep|no|nope|ja|nein|oui|non|sí|lol|haha+|wow|sure|done|good to know|interesting|(?:nice|good) one|(?:sorry,? )?(?:wrong (?:channel|window|chat|thread)|my (?:bad|mistake)))[\s!.,:)]*)+$/i;
const HELP =
  /^(?:please )?(?:(?:i|we) need (?:some )?|need (?:some )?)?(?:help|hilfe|aide|ayuda|aiuto|ajuda)\b(?: me)?(?:,? please)?[\s!.?]*$|^(?:hi|hello|hey)?[\s,!]*(?:can|could) (?:you|u|someone|anybody|anyone) help(?: me| us)?(?: please)?\s*[?!.]*$|\bwhat (?:can|do|are) you (?:do|able|for)\b|\bhow (?:do|does) (?:you|this|it|this bot|the bot) work\b|\bwho are you\b|^what are you\b(?!.{0,20}watch)|^(?:commands?|usage|man|manual|info|version|about|\?+)[\s?!.]*$|\bhow (?:do|can|to) (?:i )?(?:use|talk to|ask) (?:you|this|the bot|ce-image)\b|\bwhat (?:can|could|should) i (?:ask|say|type)\b|^(?:and |so |ok,? )?what (?:can|could|should|must) (?:i|we) do(?: now)?[\s?!.]*$|\b(?:what|which|list (?:all|the|your)|show (?:me )?(?:all|the|your)) (?:commands|options|subcommands)\b|\bwhat you (?:can|are able to) do\b|\bwas kannst du\b|\bque peux-tu\b|\bqué puedes\b/i;
const PROJECTS =
  /^(?:please )?(?:(?:which|what|list|show|see|get|give|can you see|do you (?:see|know))\b.{0,20}\b)?(?:projects|projets|projekte|proyectos|progetti|projetos)\b(?!.{0,20}\b(?:fail|broken|down|red|wrong|work)).{0,24}$|\b(?:which|what) project\b.{0,20}\b(?:default|used?|set|mean)\b|\bdefault project\s*\?/i;
const FORM =
  /^(?:i(?: want|'d like| would like)? to |can you |please |could you )?(?:check|test|verify|try|look at) (?:an?|some|the|my|this) image[\s?.!]*$|^image[\s?.!]*$/i;
/** About this bot: who reads along, what it reads and keeps. */
const VISIBILITY = new RegExp(
  [
    /\bwho\b.{0,20}\b(?:sees?|reads?) (?:this|that|it|me|my|the (?:answers?|cards?|messages?|logs?)|what|your|our)\b|\b(?:can|do|does|will|could) (?:others?|other (?:people|users)|every(?:one|body)|any(?:one|body)|my \w+|people|the (?:whole )?(?:channel|team))\b.{0,30}\b(?:see|read)\b/,
    /\b(?:do|does|can|will|did) (?:you|the bot|this bot|it|ce-image)\b.{0,30}\b(?:store|save|keep|record|log|read|see|share|leak|send|spy|track|remember)\b.{0,40}\b(?:secrets?|logs?|passwords?|data|keys?|messages?|conversations?|tokens?|credentials?|source|code|questions?|we write|i write)\b/,
    /\b(?:which|what) (?:permissions?|rights?|access|scopes?|roles?|data|information|privileges) (?:do|does|has|have|can) (?:you|the bot|this bot|it|ce-image)\b|\bis (?:this|my question|my data|this chat|it|that) (?:private|visible|public|confidential|logged|stored|recorded)\b|\b(?:gdpr|dsgvo|privacy)\b/,
    /\bwhat (?:happens|do you do|does it do) (?:with|to) (?:my|our|the|these) (?:secrets?|data|logs?|passwords?|messages?|keys?|credentials?)\b/,
    /\bwer (?:kann|sieht|liest)\b.{0,30}\b(?:sehen|lesen|mitlesen|das|hier|mit)\b|\bqui (?:peut voir|voit|lit)\b|\bquién (?:puede ver|ve|lee)\b|\bquem (?:pode ver|vê)\b|\bchi (?:può vedere|vede|legge)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'iu',
);
/** In English and, by the infinitive that follows, in a few other languages. */
const HOW_TO = new RegExp(
  [
    /\bhow (?:do|can|could|should|would|must) (?:i|we|one|you|people|somebody|someone)\b|\bhow to\b|\bhow does one\b/,
    /\bwhat(?: is|'s) the (?:best |right |correct )?way to\b|\bwhere (?:do|can|could|should) (?:i|we)\b|\bwhich port\b/,
    /\b(?:what|which)\b.{0,30}\b(?:do|would) (?:i|we|you) need\b(?! to (?:look|know|check|see|do|fix|worry))|\bdo (?:i|we) need (?:an?|the)\b|\bwhat (?:do|should|can|must) (?:i|we) do (?:when|if|with|about|against)\b/,
    /\bhow (?:much|many|large|big|long) .{0,40}\b(?:can|may|must|should|is allowed)\b|\bwhat(?:'s|s| is| are) the (?:max\w*|min\w*|limits?|default|longest|largest|biggest)\b|\bis it possible to\b|\bam i able to\b/,
    /^(?:(?:can|could|may|should|must) (?:i|we|one)|is there (?:a|any) way to) (?:also |even |just |still |somehow )*(?:use|set|add|change|deploy|create|define|configure|mount|schedule|limit|increase|raise|give|connect|expose|disable|enable|put|pass|store|bring|scale|roll|have more|rename|move|host|write|make)\b/,
    /^what(?: is|'s|s) an? |^what are (?!you)(?:the )?\w+ ?(?:limits?|runs?|secrets?|builds?|jobs?|fleets?|functions?|differences?)\b|\bdifference between\b/,
    /^wie (?:kann|mache?|setze|bekomme|richte|lege|gebe|erstelle|stelle|starte|baue|man)\b|^was ist (?:ein|eine|der unterschied)\b/,
    /^comment (?:faire|puis|je|on|peut|\w+(?:er|ir|re)\b)|^c'est quoi\b|^qu'est-ce qu'une? /,
    /^¿?c[oó]mo (?:puedo|hago|se|\w+[aei]r\b)|^¿?qu[eé] es una? |^como (?:posso|fa[çc]o|se|\w+[aei]r\b)|^o que é uma? /,
    /^come (?:posso|faccio|si|\w+re\b)|^cos'è (?:una?|uno|il|la|l')[ ']?|^hoe (?:kan|moet|maak)\b|^как (?:мне|сделать|создать|настроить|можно)|(?:方法|やり方|するには|どうやって|如何|怎么)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'iu',
);

const howTos: readonly (readonly [RegExp, Topic])[] = [
  [/\balerts?\b|\bnotif|\bwatch|\bsubscribe/i, 'alerts'],
  [
    /\b(?:default|usual) project|\bproject\b.{0,20}\b(?:default|set|choose|switch|change)|(?:set|choose|switch|change)\b.{0,20}\bproject\b/i,
    'default-project',
  ],
  [
    /\b(?:registry|pull|image)-? ?secret|\bimage ?pull ?secrets?|private registr|\bicr\b|access .{0,30}registr|registr.{0,30}(?:access|secret|password|login|key)|docker ?hub|\bghcr\b|\bquay\b|private image|image pull|push\b.{0,20}\bto|image.{0,20}password|registry-(?:geheimnis|secret)|private[ns]? (?:registry|image)|secret\w* .{0,20}\bregist|registro privado|registre privé/i,
    'registry-secret',
  ],
  [
    /private (?:git ?(?:hub|lab)? ?)?repo|\bssh key|deploy key|(?:git|github|gitlab|source).{0,30}(?:access|secret|private|token)|secret.{0,30}(?:git|repo)|(?:clone|build) .{0,20}private|(?:connect|read|use|access|clone) .{0,30}(?:git|repo)|(?:zugriff|accès|acceso|acesso) .{0,30}(?:git|repo)/i,
    'repository-access',
  ],
  [
    /\bmemory|\bcpu\b|\bram\b|\bscale|\binstances?\b|\bmax\w*|\blimits?\b|\bresources?\b|ephemeral|speicher|mémoire|memoria|memória|arbeitsspeicher|skalier|メモリ|内存/i,
    'resources',
  ],
  [
    /\bre-?run|\bre-?build|start .{0,15}build|trigger .{0,15}build|(?:run|start|submit|execute) .{0,25}(?:again|once more)|neu (?:starten|bauen)|nochmals?|erneut|relancer|refaire|reiniciar|volver a|refazer|rilanciare|再ビルド|重新构建/i,
    'rerun',
  ],
  [/\blogs?\b|\bevents?\b|\bsee why\b|\bfind out why\b|journaux|registros|ログ|日志/i, 'logs'],
  [/\bport\b|\bpuerto\b|\bporta\b|\blisten/i, 'port'],
];

/** What people say thanks with when they say it without words. */
const GRATEFUL =
  /🙏|👍|👏|🙌|❤|💯|🎉|🥳|🚀|✅|💪|🏆|⭐|🌟|😍|🤩|:(?:\+1|thumbsup|pray|clap|raised_hands|heart|tada|100|rocket|white_check_mark|muscle|star|star-struck|partying_face|ty|thanks?|thankyou)[^:]{0,20}:/u;

const MEANING =
  /\bwhat (?:does|do|is) .{1,80} (?:mean|stand for)\b|\bmeaning of\b|\bwas (?:bedeutet|heißt)\b|\bque (?:veut dire|signifie)\b|\bqué significa\b|\bcosa significa\b/i;

/** Whether it is asked what a word means. */
export function asksForMeaning(bare: string): boolean {
  return MEANING.test(bare);
}

/** Nothing but what a thing is. */
const WHAT_IS =
  /^(?:so |and |hey |hi |please )*(?:what(?: is|'s|s| are)(?: an?| the)? [\w -]{2,40}|what(?:'s| is)? the difference between .{3,60}|difference between .{3,60}|was ist (?:ein|eine|der unterschied)\b.{3,60}|c'est quoi .{3,40}|qué es una? .{3,40}|o que é uma? .{3,40}|cos'è una? .{3,40}|wat is een .{3,40})[\s?!.]*$/i;

/** A question about what a word means. */
export function meaning(bare: string): Talk {
  const terms = termsIn(bare);
  return { do: 'talk', topic: 'how-to', ...(terms.length > 0 ? { terms } : {}) };
}

/** Thanks before a complaint. */
const BUT =
  /\b(?:but|still|yet|aber|mais|pero|nur|trotzdem)\b.{0,40}\b(?:down|broken|fail\w*|red|wrong|crash\w*|not|n't|error|same|kaputt|rot|nicht)/i;

const OTHER_TALK =
  /\bwhat (?:time|day|date|year) is it\b|\bwho (?:made|built|wrote|created|owns) you\b|\bwhat(?:'s| is) your name\b|\bare you (?:a |an )?(?:real|human|bot|robot|person|ai)\b/i;

/** What was said, when it is no question about a resource; `bare`: the text without emoji. */
export function spoken(text: string, bare: string): Spoken | undefined {
  if (!bare) return text ? { do: 'talk', topic: GRATEFUL.test(text) ? 'thanks' : 'ok' } : undefined;
  if ((THANKS.test(bare) && !BUT.test(bare)) || HELPED.test(bare)) return { do: 'talk', topic: 'thanks' };
  if (HELLO.test(bare)) return { do: 'talk', topic: 'hello' };
  if (OK.test(bare)) return { do: 'talk', topic: 'ok' };
  if (VISIBILITY.test(bare)) return { do: 'talk', topic: 'visibility' };
  if (HELP.test(bare)) return { do: 'help' };
  if (OTHER_TALK.test(bare)) return { do: 'talk', topic: 'unclear' };
  const courtesy = courtesyOf(bare);
  if (courtesy) return { do: 'talk', topic: courtesy };
  if (PROJECTS.test(bare)) return { do: 'projects' };
  if (FORM.test(bare)) return { do: 'talk', topic: 'form' };
  return undefined;
}

/** The topic of a question about how something is done; undefined when it is none. */
export function howTo(bare: string): Talk | undefined {
  const [, topic] = howTos.find(([words]) => words.test(bare)) ?? [undefined, undefined];
  if (HOW_TO.test(bare)) {
    return topic === undefined && WHAT_IS.test(bare)
      ? meaning(bare)
      : { do: 'talk', topic: topic ?? 'how-to' };
  }
  return topic && asksHow(bare) ? { do: 'talk', topic } : undefined;
}

/** `imagePullSecrets, how?`, `wie hinterlege ich …`: by the word for *how* of any language at the begin or the end. */
function asksHow(bare: string): boolean {
  const said = tokensOf(bare).map(({ word }) => word);
  const [first, ...others] = said;
  const last = others.at(-1);
  return [first, last].some((word) => word !== undefined && howWords.has(word));
}
