/**
 * The push path: IBM Cloud Event Notifications sends an alert of IBM Cloud Logs, and the project that it names is
 * looked at now. The alert itself is not trusted to say what is wrong.
 * Payload: Cloud Logs docs, alerts, event payload (CloudEvents 1.0).
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../diagnosis/model/json';
import type { AlertQueries, WatchedProject } from '../../store/port';

export interface WebhookRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came, at most `MOST_BODY` bytes. */
  readonly body: string;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
  /** Projects that are looked at because of it. */
  readonly looked: number;
}

/** Largest body that is read, bytes. */
export const MOST_BODY = 256 * 1024;
/** Header that carries the shared secret; set it as a sensitive header of the webhook destination. */
export const SECRET_HEADER = 'x-ce-image-secret';

const text = z.string().optional().catch(undefined);

/** Only what names the event and the project. Long log examples are cut, and come as a string then. */
const notification = z.object({
  id: text,
  notification_id: text,
  type: text,
  data: z
    .object({
      status: text,
      log_example: z.unknown().optional(),
      alert_definition: z
        .object({
          name: text,
          description: text,
          meta_labels: z.record(z.string(), z.unknown()).optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export interface WebhookContext {
  /** Undefined: the endpoint is off. */
  readonly secret: string | undefined;
  readonly store: Pick<AlertQueries, 'claimEvent' | 'watchedProjects' | 'requestLook'>;
  readonly now: number;
  readonly warn: (text: string) => void;
}

/** Checks, remembers and passes on a request. Answers at once: looking happens later. */
export async function receiveWebhook(
  { method, headers, body }: WebhookRequest,
  { secret, store, now, warn }: WebhookContext,
): Promise<WebhookAnswer> {
  if (secret === undefined) return answer(404, 'not found');
  if (method !== 'POST') return answer(405, 'POST only');
  if (!sameSecret(headers[SECRET_HEADER], secret))
    return answer(401, 'the shared secret is missing or wrong');
  if (Buffer.byteLength(body) > MOST_BODY) return answer(413, 'too large');
  const parsed = notification.safeParse(parseJson(body));
  if (!parsed.success) return answer(400, 'not a notification');
  const id = parsed.data.notification_id ?? parsed.data.id;
  if (id !== undefined && !(await store.claimEvent(`notification:${id.slice(0, 200)}`, now))) {
    return answer(200, 'known already');
  }
  const named = projectsNamed(parsed.data.data, await store.watchedProjects());
  for (const { project } of named) await store.requestLook(project.id, now);
  if (named.length === 0) {
    warn(
      'a notification names no watched project; put the project’s name or id into the name of the alert, or group it by codeengine.projectGuid',
    );
  }
  return answer(202, 'accepted', named.length);
}

/** The watched projects whose id or name the alert holds: in its log example, its labels, its name. */
function projectsNamed(
  data: z.output<typeof notification>['data'],
  watched: readonly WatchedProject[],
): readonly WatchedProject[] {
  if (!data) return [];
  const definition = data.alert_definition;
  const example =
    typeof data.log_example === 'string' ? data.log_example : (JSON.stringify(data.log_example) ?? '');
  const whole = [
    example,
    JSON.stringify(definition?.meta_labels ?? {}),
    definition?.name,
    definition?.description,
  ].join('\n');
  const byId = watched.filter(({ project }) => whole.includes(project.id));
  if (byId.length > 0) return byId;
  const words = new Set(whole.split(/[^A-Za-z0-9_.-]+/));
  return watched.filter(({ project }) => words.has(project.name));
}

function sameSecret(given: string | readonly string[] | undefined, secret: string): boolean {
  if (typeof given !== 'string') return false;
  // Hashes have one length, so that the comparison takes the same time whatever was given.
  const hash = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

function answer(status: number, body: string, looked = 0): WebhookAnswer {
  return { status, body: JSON.stringify({ status: body }), looked };
}
