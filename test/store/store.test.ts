import { Secret } from '../../src/diagnosis/model/secrets';
import { type AlertStore, type Incident, type NoticeContent, openStore } from '../../src/store';
import { hasPostgres, startPostgres } from '../support/postgres-server';
import { onBothDatabases } from '../support/stores';

const project = { id: 'p1', name: 'shop', region: 'eu-de' };
const NOW = Date.UTC(2026, 0, 5, 9);
const LEASE = 20_000;
const PACE = 1000;

function incident(changes: Partial<Incident> = {}): Incident {
  const subject = { kind: 'build', name: 'shop-api', project } as const;
  return {
    id: 'i1',
    channel: 'C1',
    key: 'k1',
    cause: 'compile-error',
    title: 'The code does not compile',
    confidence: 'proven',
    thing: { kind: 'workload', key: 'p1/build/shop-api', subject },
    subject,
    state: 'open',
    openedAt: NOW,
    lastFailureAt: NOW,
    failures: 1,
    episodes: 1,
    turns: [],
    flapping: false,
    ...changes,
  };
}

const subscription = {
  channel: 'C1',
  project,
  kinds: ['builds', 'apps'] as const,
  minFailures: 1,
  createdBy: 'U1',
  createdAt: NOW,
};

async function add(
  store: AlertStore,
  id: string,
  more: { channel?: string; parentId?: string; content?: NoticeContent } = {},
) {
  await store.addNotice({
    id,
    channel: 'C1',
    content: { type: 'incident', incidentId: 'i1' },
    notBefore: NOW,
    createdAt: NOW,
    ...more,
  });
}

(hasPostgres ? test : test.skip)(
  'instances that start together bring the tables up to date once',
  async () => {
    const server = await startPostgres();
    try {
      const url = new Secret(await server.createDatabase());
      const stores = await Promise.all([1, 2, 3].map(() => openStore({ url })));
      expect(await stores[0]?.saveSubscription(subscription)).toBe(true);
      expect(await stores[2]?.subscriptionsIn('C1')).toHaveLength(1);
      await Promise.all(stores.map((store) => store.close()));
    } finally {
      await server.stop();
    }
  },
);

onBothDatabases((databases) => {
  describe('subscriptions', () => {
    test('a channel subscribes once to a project; the second time replaces what it wants', async () => {
      const store = await databases.fresh();
      expect(await store.saveSubscription({ ...subscription, name: 'shop-*' })).toBe(true);
      expect(await store.saveSubscription({ ...subscription, minFailures: 3 })).toBe(false);
      expect(await store.subscriptionsIn('C1')).toEqual([{ ...subscription, minFailures: 3 }]);
      expect(await store.subscriptionsTo('p1')).toHaveLength(1);
    });

    test('the last one to leave ends the watching, and what was remembered of the project goes', async () => {
      const store = await databases.fresh();
      await store.saveSubscription(subscription);
      await store.saveSubscription({ ...subscription, channel: 'C2' });
      await store.saveCursor('p1', { builds: { a: 'ok' } });
      expect(await store.removeSubscription('C1', 'p1')).toBe(true);
      expect(await store.watchedProjects()).toHaveLength(1);
      expect(await store.removeSubscription('C2', 'p1')).toBe(true);
      expect(await store.watchedProjects()).toEqual([]);
      expect(await store.cursor('p1')).toBeUndefined();
      expect(await store.removeSubscription('C2', 'p1')).toBe(false);
    });
  });

  describe('conversations', () => {
    const project = { id: 'p1', name: 'shop', region: 'eu-de' };

    test('what a thread is about is there after a restart, in its own channel, and not for ever', async () => {
      const store = await databases.fresh();
      await store.saveTopic('C1', '1.2', 'app shop-api', 1000);
      await store.saveTopic('C1', '1.2', 'logs app shop-api', 2000);
      const other = await databases.again();
      expect(await other.topic('C1', '1.2', 0)).toBe('logs app shop-api');
      expect(await other.topic('C2', '1.2', 0)).toBeUndefined();
      expect(await other.topic('C1', '1.2', 2001)).toBeUndefined();
      await store.prune(2001);
      expect(await other.topic('C1', '1.2', 0)).toBeUndefined();
    });

    test('the usual project of a channel or a person is replaced, and taken back', async () => {
      const store = await databases.fresh();
      await store.saveDefaultProject('C1', project, 'U1', 1);
      await store.saveDefaultProject('C1', { ...project, id: 'p2' }, 'U2', 2);
      await store.saveDefaultProject('U1', project, 'U1', 3);
      const found = await store.defaultProjects(['C1', 'U1', 'U2']);
      expect([...found].map(([place, { id }]) => [place, id]).sort()).toEqual([
        ['C1', 'p2'],
        ['U1', 'p1'],
      ]);
      await store.saveDefaultProject('C1', undefined, 'U1', 4);
      expect((await store.defaultProjects(['C1'])).size).toBe(0);
    });

    test('of a workspace that removed the app is forgotten, and of no other', async () => {
      const store = await databases.fresh();
      for (const place of ['T1/C1', 'T10/C1']) {
        await store.saveTopic(place, '1.2', 'app shop-api', 1);
        await store.saveDefaultProject(place, project, 'U1', 1);
      }
      await store.dropConversationsOfWorkspace('T1');
      expect(await store.topic('T1/C1', '1.2', 0)).toBeUndefined();
      expect(await store.topic('T10/C1', '1.2', 0)).toBe('app shop-api');
      expect([...(await store.defaultProjects(['T1/C1', 'T10/C1'])).keys()]).toEqual(['T10/C1']);
    });
  });

  describe('sharing projects', () => {
    test('a project is held by one instance until its lease ends', async () => {
      const store = await databases.fresh();
      const other = await databases.again();
      await store.saveSubscription(subscription);
      expect(await store.claimProjects('a', NOW, LEASE, 10, 600_000)).toHaveLength(1);
      expect(await other.claimProjects('b', NOW + 1, LEASE, 10, 600_000)).toEqual([]);
      expect(await other.claimProjects('b', NOW + LEASE, LEASE, 10, 600_000)).toHaveLength(1);
      await store.transaction(async (tx) => {
        expect(await tx.holdProject('a', 'p1', NOW + LEASE)).toBe(false);
      });
    });

    test('two that ask at once never get the same project', async () => {
      const store = await databases.fresh();
      const other = await databases.again();
      for (let at = 0; at < 20; at += 1) {
        await store.saveSubscription({ ...subscription, project: { ...project, id: `p${at}` } });
      }
      const [a, b] = await Promise.all([
        store.claimProjects('a', NOW, LEASE, 15, 600_000),
        other.claimProjects('b', NOW, LEASE, 15, 600_000),
      ]);
      const ids = [...a, ...b].map((each) => each.project.id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    test('a look that was planned before the clock was set back is due', async () => {
      const store = await databases.fresh();
      await store.saveSubscription({ ...subscription, createdAt: NOW + 86_400_000 });
      expect(await store.claimProjects('a', NOW, LEASE, 10, 600_000)).toHaveLength(1);
    });

    test('a look that is asked for while one is under way comes after it', async () => {
      const store = await databases.fresh();
      await store.saveSubscription(subscription);
      const [held] = await store.claimProjects('a', NOW, LEASE, 10, 600_000);
      await store.requestLook('p1', NOW + 1000);
      await store.finishLook('a', 'p1', { nextLookAt: NOW + 60_000 }, held?.nextLookAt ?? 0);
      expect((await store.watchedProject('p1'))?.nextLookAt).toBe(NOW + 1000);
    });

    test('only the holder ends a look', async () => {
      const store = await databases.fresh();
      await store.saveSubscription(subscription);
      await store.claimProjects('a', NOW, LEASE, 10, 600_000);
      await store.finishLook('b', 'p1', { nextLookAt: NOW + 5 }, NOW);
      expect((await store.watchedProject('p1'))?.nextLookAt).toBe(NOW);
      await store.finishLook('a', 'p1', { nextLookAt: NOW + 60_000, lookedAt: NOW, interval: 60_000 }, NOW);
      expect(await store.watchedProject('p1')).toEqual({
        project,
        nextLookAt: NOW + 60_000,
        lookedAt: NOW,
        interval: 60_000,
      });
    });
  });

  describe('incidents', () => {
    test('a channel has one unresolved incident of a key', async () => {
      const store = await databases.fresh();
      await store.saveIncident(incident());
      await expect(store.saveIncident(incident({ id: 'i2' }))).rejects.toThrow('23505');
      await store.saveIncident(incident({ state: 'resolved', resolvedAt: NOW + 1 }));
      await store.saveIncident(incident({ id: 'i2' }));
      expect((await store.incident('i2'))?.state).toBe('open');
    });

    test('of a batch: those of its keys that may come back, and those that break its workloads', async () => {
      const store = await databases.fresh();
      const breaks = (key: string, more = {}) => ({
        key,
        subject: incident().subject,
        failures: 1,
        firstAt: NOW,
        lastAt: NOW,
        fingerprint: {},
        ...more,
      });
      await store.saveIncident(incident({ id: 'resolved', state: 'resolved', resolvedAt: NOW }));
      await store.saveIncident(incident({ id: 'breaks', key: 'k2', openedAt: NOW + 1, noticeId: 'n1' }));
      await store.saveIncident(incident({ id: 'other', key: 'k3' }));
      await store.saveIncident(incident({ id: 'elsewhere', channel: 'C2' }));
      for (const one of [breaks('api'), breaks('web'), breaks('job', { recoveredAt: NOW })])
        await store.saveAffected('breaks', one);
      await store.saveAffected('other', breaks('web'));
      await store.mute('C1', { target: { kind: 'cause', cause: 'compile-error' }, by: 'U1', at: NOW });
      await store.mute('C2', { target: { kind: 'cause', cause: 'tests-failed' }, by: 'U1', at: NOW });
      await add(store, 'n1');
      await add(store, 'line', {
        parentId: 'n1',
        content: { type: 'note', incidentId: 'breaks', notes: [] },
      });
      const scope = {
        channels: ['C1'],
        incidentKeys: ['k1'],
        affectedKeys: ['api'],
        resolvedAfter: NOW - 1,
        cardsSince: NOW + 1,
        seenAt: NOW,
        now: NOW,
      };
      const state = await store.readBatch(scope);
      expect(state.incidents.map(({ id }) => id)).toEqual(['resolved', 'breaks']);
      expect(state.affected).toEqual([{ incidentId: 'breaks', affected: breaks('api') }]);
      expect([...state.othersBroken]).toEqual([['breaks', 1]]);
      expect(state.mutes).toMatchObject([
        { channel: 'C1', target: { kind: 'cause', cause: 'compile-error' } },
      ]);
      expect(state.channels.map(({ id }) => id)).toEqual(['C1']);
      expect(state.notices.map(({ id }) => id)).toEqual(['n1']);
      expect(state.pendingNotes.map(({ id }) => id)).toEqual(['line']);
      const later = await store.readBatch({ ...scope, resolvedAfter: NOW });
      expect(later.incidents.map(({ id }) => id)).toEqual(['breaks']);
    });

    test('what it breaks leads to it', async () => {
      const store = await databases.fresh();
      const one = incident();
      await store.saveIncident(one);
      await store.saveAffected('i1', {
        key: 'p1/build/shop-api',
        subject: one.subject,
        failures: 1,
        firstAt: NOW,
        lastAt: NOW,
        fingerprint: {},
      });
      expect(await store.brokenAmong(['p1/build/shop-api', 'p1/build/other'])).toEqual(['p1/build/shop-api']);
      await store.saveIncident(incident({ state: 'resolved', resolvedAt: NOW }));
      expect(await store.brokenAmong(['p1/build/shop-api'])).toEqual([]);
    });
  });

  describe('the outbox', () => {
    test('messages of a channel go one after the other, at its pace', async () => {
      const store = await databases.fresh();
      await add(store, 'n1');
      await add(store, 'n2');
      await add(store, 'm1', { channel: 'C2' });
      expect((await store.claimNotice('a', NOW, LEASE, PACE))?.id).toBe('n1');
      expect((await store.claimNotice('b', NOW, LEASE, PACE))?.id).toBe('m1');
      expect(await store.claimNotice('b', NOW + PACE, LEASE, PACE)).toBeUndefined();
      await store.noticeShown('a', 'n1', { version: 1, at: NOW, ts: '1.1', postedIn: 'C1', quietUntil: NOW });
      expect(await store.claimNotice('b', NOW + PACE - 1, LEASE, PACE)).toBeUndefined();
      expect((await store.claimNotice('b', NOW + PACE, LEASE, PACE))?.id).toBe('n2');
    });

    test('a new message goes before edits, so that many cards that count up never hold up another', async () => {
      const store = await databases.fresh();
      await add(store, 'n1');
      await store.claimNotice('a', NOW, LEASE, PACE);
      await store.noticeShown('a', 'n1', { version: 1, at: NOW, ts: '1.1', postedIn: 'C1', quietUntil: NOW });
      await store.touchNotice('n1');
      await add(store, 'n2');
      expect((await store.claimNotice('a', NOW + PACE, LEASE, PACE))?.id).toBe('n2');
    });

    test('whoever takes over from a dead sender is told that the message may be there', async () => {
      const store = await databases.fresh();
      await add(store, 'n1');
      expect((await store.claimNotice('a', NOW, LEASE, PACE))?.unclean).toBe(false);
      const taken = await store.claimNotice('b', NOW + LEASE, LEASE, PACE);
      expect(taken).toMatchObject({ id: 'n1', unclean: true, attemptAt: NOW });
      expect(
        await store.noticeShown('a', 'n1', {
          version: 1,
          at: NOW,
          ts: '1.1',
          postedIn: 'C1',
          quietUntil: NOW,
        }),
      ).toBe(false);
    });

    test('a refusal is clean, a silence is not', async () => {
      const store = await databases.fresh();
      await add(store, 'n1');
      await store.claimNotice('a', NOW, LEASE, PACE);
      await store.noticeFailed('a', 'n1', { error: 'no answer', uncertain: true, retryAt: NOW + 10_000 });
      expect((await store.claimNotice('a', NOW + 10_000, LEASE, PACE))?.unclean).toBe(true);
      await store.noticeFailed('a', 'n1', { error: 'is_archived', uncertain: false, retryAt: NOW + 20_000 });
      expect((await store.claimNotice('a', NOW + 20_000, LEASE, PACE))?.unclean).toBe(false);
    });

    test('a thread waits for its message', async () => {
      const store = await databases.fresh();
      await add(store, 'n1', { channel: 'C1' });
      await add(store, 't1', { parentId: 'n1', content: { type: 'note', incidentId: 'i1', notes: [] } });
      await store.claimNotice('a', NOW, LEASE, PACE);
      await store.noticeShown('a', 'n1', { version: 1, at: NOW, ts: '1.1', postedIn: 'C1', quietUntil: NOW });
      const note = await store.claimNotice('a', NOW + PACE, LEASE, PACE);
      expect(note).toMatchObject({ id: 't1', parent: { ts: '1.1', channel: 'C1' } });
    });

    test('changes while a message is being sent are shown by an edit; many changes are one edit', async () => {
      const store = await databases.fresh();
      await add(store, 'n1');
      const claimed = await store.claimNotice('a', NOW, LEASE, PACE);
      await store.touchNotice('n1');
      await store.touchNotice('n1');
      await store.noticeShown('a', 'n1', {
        version: claimed?.version ?? 0,
        at: NOW,
        ts: '1.1',
        postedIn: 'C1',
        quietUntil: NOW,
      });
      expect(await store.claimNotice('a', NOW + PACE, LEASE, PACE)).toMatchObject({
        id: 'n1',
        version: 3,
        ts: '1.1',
      });
      await store.noticeShown('a', 'n1', { version: 3, at: NOW, ts: '1.1', postedIn: 'C1', quietUntil: NOW });
      expect(await store.claimNotice('a', NOW + 2 * PACE, LEASE, PACE)).toBeUndefined();
      expect(await store.nextNoticeAt(NOW)).toBeUndefined();
    });

    test('a digest takes the place of cards that were not tried yet, with their incidents and threads', async () => {
      const store = await databases.fresh();
      await store.saveIncident(incident({ noticeId: 'n2' }));
      await add(store, 'n1');
      await add(store, 'n2');
      await add(store, 't2', { parentId: 'n2', content: { type: 'note', incidentId: 'i1', notes: [] } });
      await store.claimNotice('a', NOW, LEASE, PACE);
      await add(store, 'd', { content: { type: 'digest', reason: 'storm', from: NOW, until: NOW + 60_000 } });
      expect(await store.cardsSince('C1', NOW)).toBe(2);
      expect(await store.absorbCards('C1', 'd')).toBe(1);
      expect((await store.notice('n2'))?.state).toBe('absorbed');
      expect((await store.notice('t2'))?.parentId).toBe('d');
      expect((await store.incident('i1'))?.noticeId).toBe('d');
      expect((await store.growingDigest('C1', 'storm', NOW))?.id).toBe('d');
      expect(await store.growingDigest('C1', 'storm', NOW + 60_000)).toBeUndefined();
    });

    test('it knows when it has something to do next', async () => {
      const store = await databases.fresh();
      expect(await store.nextNoticeAt(NOW)).toBeUndefined();
      await add(store, 'n1');
      expect(await store.nextNoticeAt(NOW)).toBe(NOW);
      await store.claimNotice('a', NOW, LEASE, PACE);
      await store.noticeFailed('a', 'n1', {
        error: 'x',
        uncertain: false,
        retryAt: NOW + 9_000,
        channelUntil: NOW + 30_000,
      });
      expect(await store.nextNoticeAt(NOW)).toBe(NOW + 30_000);
    });
  });

  describe('transactions and what is kept', () => {
    test('all or nothing, and the caller gets their own error back', async () => {
      const store = await databases.fresh();
      const mine = new Error('mine');
      await expect(
        store.transaction(async (tx) => {
          await tx.saveIncident(incident());
          throw mine;
        }),
      ).rejects.toBe(mine);
      expect(await store.incident('i1')).toBeUndefined();
    });

    test('an event is claimed once, whoever asks at the same time', async () => {
      const store = await databases.fresh();
      const other = await databases.again();
      const claims = await Promise.all(
        [store, other, store, other].map((each) => each.claimEvent('Ev1', NOW)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('what was seen of an open incident is kept, however old it is; what was seen before that is deleted', async () => {
      const store = await databases.fresh();
      await store.saveIncident(incident({ evidenceId: 'e2' }));
      const { subject } = incident();
      for (const id of ['e1', 'e2']) {
        await store.saveEvidence({ id, incidentId: 'i1', at: NOW, subject, report: {} as never, logs: [] });
      }
      expect(await store.prune(NOW + 1)).toBe(1);
      expect(await store.evidence('e1')).toBeUndefined();
      expect(await store.evidence('e2')).toBeDefined();
    });

    test('what nobody was told of goes when it is too old', async () => {
      const store = await databases.fresh();
      await store.saveIncident(incident({ state: 'tracking', lastFailureAt: NOW }));
      expect(await store.prune(NOW)).toBe(0);
      expect(await store.prune(NOW + 1)).toBe(1);
      expect(await store.incident('i1')).toBeUndefined();
    });

    test('history finds by a glob over names, with what was kept; pruning takes what is too old', async () => {
      const store = await databases.fresh();
      const one = incident({ state: 'resolved', resolvedAt: NOW + 10 });
      await store.saveIncident(one);
      await store.saveAffected('i1', {
        key: 'p1/build/shop-api',
        subject: one.subject,
        failures: 1,
        firstAt: NOW,
        lastAt: NOW,
        fingerprint: {},
      });
      const report = { headline: 'Build run failed' } as never;
      await store.saveEvidence({
        id: 'e1',
        incidentId: 'i1',
        at: NOW,
        subject: one.subject,
        run: 'r1',
        report,
        logs: [],
      });
      expect(await store.history('C1', 'shop*', 10)).toMatchObject([
        { incident: { id: 'i1' }, affected: [{ failures: 1 }], evidence: [{ id: 'e1', run: 'r1' }] },
      ]);
      expect(await store.history('C1', 'shop_api', 10)).toEqual([]);
      expect(await store.history('C2', undefined, 10)).toEqual([]);
      expect(await store.prune(NOW)).toBe(0);
      expect(await store.prune(NOW + 11)).toBe(2);
      expect(await store.history('C1', undefined, 10)).toEqual([]);
      expect(await store.evidence('e1')).toBeUndefined();
    });
  });
});
