/** What people say out of courtesy, in whatever order they put its words. */
import { inAllLanguages } from './languages/index';
import { tokensOf } from './tokens';
import { askingWords, spokenKind, troubleWords } from './vocabulary';
import { WordList, words } from './word-list';

const thanks = words(
  `thanks thank thx thnx thanx tnx ty tysm tyvm ta cheers appreciated appreciate grateful lifesaver hero legend star genius
  amazing awesome brilliant arigato`,
  inAllLanguages('thanks'),
);
const hello = words('hi hello hey hiya greetings howdy yo heya', inAllLanguages('hello'));
const ok = words(
  `ok okay k kk okey okk hm hmm uh ah oh aha cool nice great perfect super fine excellent good gotcha understood alright
  bye np lgtm ack noted roger yep yeah yes yup nope no lol haha wow whoa sure yay hooray hurray top sweet neat wonderful
  fantastic lovely omg whatever nevermind nvm jo genau vale d'accord`,
  inAllLanguages('ok'),
);
/** It works again, and whoever says so asks nothing. */
const solved = words(`
  works working worked fixed solved resolved sorted helped green healthy up back running trick done
  läuft geht funktioniert klappt marche fonctionne funciona funziona werkt działa çalışıyor çalıştı работает заработало
  працює запрацювало funguje radi toimii működik funkar virker
`);
/** They say nothing by themselves. */
const filler = words(
  `a an the so very much many lot lots bunch again now all everything everyone everybody team bot folks guys you u your ur
  for it its it's that that's this is are r am i i'm was did do the to my our we me and then really just quick help helping
  looking answer ce-image there of work job one best well too dear sir madam friend friends buddy mate man dude today time
  day evening morning afternoon night week weekend have will be get got see later soon oh schön vielen herzlichen besten
  tausend mille muchas muito beaucoup bien sehr viel mal bitte please pls und et y zusammen für por tudo pour tout
  quick fast answer reply
`,
  inAllLanguages('small'),
);
/** With one of these it is no praise. */
const not = words(
  "not n't never nothing no don't doesn't isn't still but why what when where how which who nobody",
  `nicht nichts nie kein keine noch immer aber pas plus toujours rien jamais mais no nada todavía sigue pero non ancora ma não
  ainda nada mas niet nog geen maar nie jeszcze ale değil yok ama не нет ещё но ні ще але ne není ještě nahi nhi ei inte ikke
  nem nu δεν`,
);

/** What courtesy says; every word of it is of that kind. */
export const courtesyWords = new WordList([...thanks, ...hello, ...ok]);

/** With one of these something is still asked. */
const open = (word: string) =>
  not.has(word) || troubleWords.has(word) || askingWords.has(word) || spokenKind(word) !== undefined;

/** Undefined: it says more than that. */
export function courtesyOf(text: string): 'thanks' | 'hello' | 'ok' | undefined {
  if (/[?？]/.test(text)) return undefined;
  const unspaced = unspacedCourtesy(text);
  if (unspaced) return unspaced;
  const said = tokensOf(text).map(({ word }) => word);
  const has = (some: WordList) => said.some((word) => some.isWhole(word));
  const isCourtesy = said.every((word) =>
    [thanks, hello, ok, solved, filler].some((each) => each.isWhole(word)),
  );
  // `all clear from our side, merci`
  const ends = said.at(-1);
  if (!isCourtesy && ends && thanks.isWhole(ends) && !said.some(open)) return 'thanks';
  if (said.length === 0 || !isCourtesy) return undefined;
  if (has(thanks)) return 'thanks';
  const only = said.length === 1;
  if (has(not) && !only) return undefined;
  if (has(solved)) return has(ok) ? 'thanks' : undefined;
  if (has(hello)) return 'hello';
  return has(ok) ? 'ok' : undefined;
}

/** What stands around courtesy where words are written without spaces. */
const AROUND =
  /ございます|ございました|でした|ました|です|ます|です|とても|本当に|どうも|非常|十分|太|很|大|您|你|了|啦|啊|呀|哦|吧|ね|よ|[\s!！。、，,.~〜…:)]/gu;

/** `ありがとうございます`, `好的，谢谢`: nothing is left beside courtesy. */
function unspacedCourtesy(text: string): 'thanks' | 'hello' | 'ok' | undefined {
  let left = text;
  let found: 'thanks' | 'hello' | 'ok' | undefined;
  for (const [name, list] of [
    ['thanks', thanks],
    ['hello', hello],
    ['ok', ok],
  ] as const) {
    for (const word of unspaced(list)) {
      if (!left.includes(word)) continue;
      left = left.replaceAll(word, '');
      found ??= name;
    }
  }
  return found && left.replace(AROUND, '') === '' ? found : undefined;
}

/** Longer words first, so that what is a part of another is looked for last. */
function unspaced(list: WordList): readonly string[] {
  return [...list]
    .filter((word) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(word))
    .sort((a, b) => b.length - a.length);
}
