/** A card shows what was read: no step tells a person to read it once more. */
import type { Command, FixSteps } from '../model/fix';
import type { RemedyFacts, Shown } from './facts';

/** The commands that only show it. */
const views: Readonly<Record<Shown, RegExp>> = {
  logs: /^(?:app|jobrun|buildrun|revision) logs$/,
  events: /^(?:app|jobrun|buildrun|revision) events$/,
  workload: /^(?:app|job|jobrun|build|buildrun|function|revision) get$/,
  secrets: /^secret (?:get|list)$/,
};

/** The same steps without those that only show what is shown. */
export function withoutWhatIsShown(steps: FixSteps, { shown = [] }: RemedyFacts): FixSteps {
  const isShown = ({ tool, args }: Command): boolean =>
    tool === 'ibmcloud ce' && shown.some((what) => views[what].test(args.join(' ')));
  const left = steps.filter(
    ({ commands = [], byPerson }) => byPerson || commands.length === 0 || !commands.every(isShown),
  );
  // Where nothing is left to do, looking is all that there is.
  return left.length > 0 ? left : steps;
}
