import fc from 'fast-check';
import type { Observation } from '../../../src/alerts/incident/observation';
import { incidentKey, thingOf } from '../../../src/alerts/incident/thing';
import { defaultRules } from '../../../src/alerts/rules';
import { recordLook } from '../../../src/alerts/watch/record-look';
import type { CauseId } from '../../../src/diagnosis/model/cause-id';
import type { AlertStore, Subscription } from '../../../src/store';
import { onBothDatabases } from '../../support/stores';
import { FakeCloud, MINUTE, MONDAY, shop } from '../support/bench';

const CHANNELS = ['C1', 'C2'];
const cloud = new FakeCloud();

/** A workload's failure or success; `cause` of a success is ignored. */
interface Seen {
  readonly name: string;
  readonly what: Observation['what'];
  readonly cause: CauseId;
  readonly secret: string;
}

const seen = fc.record({
  name: fc.constantFrom('api', 'web', 'worker'),
  what: fc.constantFrom<Observation['what']>('failed', 'failed', 'failed', 'succeeded', 'removed'),
  // Of the workload alone; of a secret that several share; of a registry.
  cause: fc.constantFrom<CauseId>(
    'compile-error',
    'dockerfile-not-found',
    'auth-invalid',
    'registry-server-error',
  ),
  secret: fc.constantFrom('icr-key', 'other-key'),
});

async function examine({ name, what, cause, secret }: Seen, at: number) {
  const subject = { kind: 'build', name, project: shop } as const;
  const observation: Observation = {
    what,
    kind: 'builds',
    key: `${shop.id}/build/${name}`,
    subject,
    evidenceOf: subject,
    run: `${name}-run-${at}`,
    at,
    firstAt: at,
    times: 1,
    fingerprint: { secret, image: 'de.icr.io/shop/web:1' },
    entries: [],
  };
  if (what !== 'failed') return { observation };
  cloud.shop.causes.set(name, cause);
  const report = await cloud.investigate(subject);
  const thing = thingOf(observation, report);
  return {
    observation,
    finding: { report, thing, key: incidentKey(cause, thing), logs: [], inferred: false },
  };
}

/** Looks at a minute's distance; `together`: each is recorded at once, not one observation after the other. */
async function play(
  store: AlertStore,
  looks: readonly (readonly Seen[])[],
  together: boolean,
  quiet: boolean,
) {
  const subscriptions: Subscription[] = CHANNELS.map((channel, at) => ({
    channel,
    project: shop,
    kinds: ['builds'],
    minFailures: at + 1,
    createdBy: 'U1',
    createdAt: MONDAY,
  }));
  for (const each of subscriptions) await store.saveSubscription(each);
  const target = { kind: 'cause', cause: 'dockerfile-not-found' } as const;
  await store.mute('C1', { target, by: 'U1', at: MONDAY });
  if (quiet) await store.saveChannel({ id: 'C2', timeZone: 'UTC', quiet: { from: '09:00', to: '11:00' } });
  const rules = { ...defaultRules, stormCards: 2 };
  for (const [index, look] of looks.entries()) {
    const seenAt = MONDAY + (index + 1) * MINUTE;
    const now = seenAt + 1000;
    const examined = [];
    for (const [at, each] of look.entries()) examined.push(await examine(each, seenAt - 1000 + at));
    for (const part of together ? [examined] : examined.map((each) => [each])) {
      const refused = await store.transaction((tx) =>
        recordLook(tx, part, { subscriptions, seenAt, now, rules }),
      );
      expect(refused).toEqual([]);
    }
  }
}

/** What channels know and are told, without what is random. */
async function told(store: AlertStore) {
  const result = [];
  for (const channel of CHANNELS) {
    const entries = [...(await store.history(channel, undefined, 1000))].reverse();
    for (const { incident, affected, evidence } of entries) {
      const { id: _, noticeId, evidenceId, ...rest } = incident;
      const notice = noticeId === undefined ? undefined : await store.notice(noticeId);
      const note = await store.pendingNote(incident.id);
      const shows = evidenceId === undefined ? undefined : await store.evidence(evidenceId);
      result.push({
        ...rest,
        affected,
        evidence: evidence.map(({ at, run }) => ({ at, run })),
        shows: shows?.run,
        message: notice && {
          state: notice.state,
          notBefore: notice.notBefore,
          content: notice.content.type === 'incident' ? 'incident' : notice.content,
        },
        thread: note?.content.type === 'note' ? note.content.notes : [],
      });
    }
    result.push({ waiting: await store.waitingIn(channel) });
  }
  return JSON.parse(JSON.stringify(result));
}

onBothDatabases((databases) => {
  test('what is recorded together is what one after the other would have been', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(seen, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (looks, quiet) => {
          const single = await databases.fresh();
          await play(single, looks, false, quiet);
          const expected = await told(single);
          const batched = await databases.fresh();
          await play(batched, looks, true, quiet);
          expect(await told(batched)).toEqual(expected);
        },
      ),
      { numRuns: 7 },
    );
  }, 60_000);
});
