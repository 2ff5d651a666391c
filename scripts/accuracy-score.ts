/** Judges how texts are read. */
import { follows } from '../src/diagnosis/causes/follow';
import type { CauseId } from '../src/diagnosis/model/cause-id';
import { book, explain } from '../src/diagnosis/verdict/text/explain';
import type { Message } from './corpus';

export interface Judged {
  readonly message: Message;
  readonly found: CauseId;
  readonly confidence: string;
  /** The tool that spoke the deciding line, as far as its grammar tells. */
  readonly tool: string;
  readonly verdict: 'right' | 'defended' | 'wrong';
}

export interface Score {
  readonly all: number;
  readonly right: number;
  /** Another answer than the first, that a second reader could defend. */
  readonly defended: number;
  readonly healthy: number;
  /** Healthy texts that were called a failure. */
  readonly alarms: number;
  /** Failures that were called healthy. */
  readonly missed: number;
  readonly wrongLikely: number;
}

const HEALTHY: CauseId = 'healthy-no-problem';

export function judge(message: Message): Judged {
  const { cause: found, confidence, tool = 'unknown' } = explain(message.text);
  const verdict = found === message.cause ? 'right' : message.also.includes(found) ? 'defended' : 'wrong';
  return { message, found, confidence, tool, verdict };
}

export function scoreOf(judged: readonly Judged[]): Score {
  const count = (test: (one: Judged) => boolean) => judged.filter(test).length;
  const isHealthy = ({ message }: Judged) => message.cause === HEALTHY || message.also.includes(HEALTHY);
  return {
    all: judged.length,
    right: count(({ verdict }) => verdict === 'right'),
    defended: count(({ verdict }) => verdict === 'defended'),
    healthy: count(({ message }) => message.cause === HEALTHY),
    alarms: count(
      ({ message, found, verdict }) => message.cause === HEALTHY && found !== HEALTHY && verdict === 'wrong',
    ),
    missed: count((one) => !isHealthy(one) && one.found === HEALTHY),
    wrongLikely: count(({ verdict, confidence }) => verdict === 'wrong' && confidence === 'likely'),
  };
}

/**
 * Judges each message without the wordings and declarations that it alone uses.
 * @param whole an expression is left out as it is written, when nothing else uses any branch of it; else by its branches
 */
export function judgeLeftOut(messages: readonly Message[], whole = false): readonly Judged[] {
  const unit = (number: number) => (whole ? (book.rules[number]?.written ?? 0) : number);
  const used = messages.map(({ text }) => {
    const wordings = book.watch();
    const declarations = follows.watch();
    explain(text);
    return { wordings, declarations };
  });
  const ofWordings = countOf(used.map(({ wordings }) => new Set([...wordings].map(unit))));
  const ofDeclarations = countOf(used.map(({ declarations }) => declarations));
  const judged = messages.map((message, at) => {
    const { wordings, declarations } = used[at] as (typeof used)[number];
    book.leaveOut(new Set([...wordings].filter((number) => ofWordings.get(unit(number)) === 1)));
    follows.leaveOut(new Set([...declarations].filter((number) => ofDeclarations.get(number) === 1)));
    return judge(message);
  });
  book.leaveOut(new Set());
  follows.leaveOut(new Set());
  return judged;
}

function countOf(sets: readonly ReadonlySet<number>[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const set of sets) for (const number of set) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
