import type { App } from '@slack/bolt';
import { interactiveElements } from '../../../playground/src/slack/block-kit';
import { sampleCards } from '../../../src/cli/doctor/slack/sample-cards';
import { register } from '../../../src/slack/actions';
import { reportCard } from '../../../src/slack/cards/report';
import type { Dependencies } from '../../../src/slack/dependencies';
import { failedApp, failedBuild, healthy } from '../../support/reports';

/** Whatever the app listens for. */
function listened(): readonly (string | RegExp)[] {
  const ids: (string | RegExp)[] = [];
  register({ action: (id: string | RegExp) => ids.push(id) } as unknown as App, {} as Dependencies);
  return ids;
}

describe('what can be pressed', () => {
  const cards = [...sampleCards(), ...[failedApp(), failedBuild(), healthy()].map(reportCard)];

  test('is listened to, by one listener', () => {
    const ids = new Set(
      cards.flatMap(({ blocks }) =>
        blocks
          .filter(({ type }) => type !== 'input')
          .flatMap((block) => interactiveElements({ ...block }).map(({ action_id }) => String(action_id))),
      ),
    );
    expect(ids.size).toBeGreaterThan(10);
    const listeners = listened();
    const heard = [...ids].map((id) => ({
      id,
      by: listeners.filter((each) => (typeof each === 'string' ? each === id : each.test(id))).length,
    }));
    expect(heard.filter(({ by }) => by !== 1)).toEqual([]);
  });
});
