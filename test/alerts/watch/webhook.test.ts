import { MOST_BODY, receiveWebhook, SECRET_HEADER } from '../../../src/alerts/watch/webhook';

const secret = 'a-long-random-secret';
const shop = { project: { id: '4e49b3e0-27a8-48d2', name: 'shop', region: 'eu-de' }, nextLookAt: 0 };
const pay = { project: { id: '99999999-27a8-48d2', name: 'pay', region: 'eu-de' }, nextLookAt: 0 };

function send(
  body: unknown,
  given: { headers?: Record<string, string>; method?: string; secret?: string | undefined } = {},
) {
  const looked: string[] = [];
  const warnings: string[] = [];
  const claimed = new Set<string>();
  const request = {
    method: given.method ?? 'POST',
    headers: given.headers ?? { [SECRET_HEADER]: secret },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
  const context = {
    secret: 'secret' in given ? given.secret : secret,
    now: 0,
    warn: (text: string) => void warnings.push(text),
    store: {
      claimEvent: async (id: string) => !claimed.has(id) && Boolean(claimed.add(id)),
      watchedProjects: async () => [shop, pay],
      requestLook: async (id: string) => Boolean(looked.push(id)),
    },
  };
  return {
    first: receiveWebhook(request, context),
    again: () => receiveWebhook(request, context),
    looked,
    warnings,
  };
}

describe('the endpoint for Event Notifications', () => {
  test.each([
    ['the id in the log example', { log_example: { codeengine: { projectGuid: shop.project.id } } }],
    [
      'the id in a log example that was cut',
      { log_example: `{"codeengine":{"projectGuid":"${shop.project.id}","com...` },
    ],
    ['the name in a label', { alert_definition: { meta_labels: { project: 'shop' } } }],
    ['the name in the alert’s name', { alert_definition: { name: 'build failed in shop' } }],
  ])('looks at the project by %s', async (_how, data) => {
    const { first, looked } = send({ id: 'e1', data });
    expect(await first).toMatchObject({ status: 202, looked: 1 });
    expect(looked).toEqual([shop.project.id]);
  });

  test('takes one notification once', async () => {
    const { first, again, looked } = send({
      notification_id: 'n1',
      data: { alert_definition: { name: 'shop' } },
    });
    await first;
    expect(await again()).toMatchObject({ status: 200, looked: 0 });
    expect(looked).toHaveLength(1);
  });

  test('says in the log how to name the project when it is not named; a part of a name is no name', async () => {
    const { first, warnings, looked } = send({
      id: 'e1',
      data: { alert_definition: { name: 'workshop failed' } },
    });
    expect((await first).status).toBe(202);
    expect(looked).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('codeengine.projectGuid')]);
  });

  test.each([
    ['no secret', {}, 401],
    ['another secret', { [SECRET_HEADER]: 'guess' }, 401],
    ['a beginning of the secret', { [SECRET_HEADER]: secret.slice(0, -1) }, 401],
  ])('refuses %s', async (_what, headers, status) => {
    const { first, looked } = send({ data: { alert_definition: { name: 'shop' } } }, { headers });
    expect((await first).status).toBe(status);
    expect(looked).toEqual([]);
  });

  test('refuses what is no notification, is too large, or is not posted; and is off without a secret', async () => {
    expect((await send('not json').first).status).toBe(400);
    expect((await send('"text"').first).status).toBe(400);
    expect((await send(`"${'x'.repeat(MOST_BODY)}"`).first).status).toBe(413);
    expect((await send({}, { method: 'GET' }).first).status).toBe(405);
    expect((await send({}, { secret: undefined }).first).status).toBe(404);
  });

  test('fields of another type are passed over', async () => {
    const { first } = send({
      id: 7,
      data: { alert_definition: { name: 7, meta_labels: [] }, log_example: null },
    });
    expect((await first).status).toBe(202);
  });
});
