/** The endpoint of IBM Cloud Event Notifications: reads the request, and answers within its ten seconds. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { MOST_BODY } from '../alerts';
import type { Secret } from '../diagnosis/model/secrets';
import type { Dependencies } from './dependencies';
import { readBody } from './transport/request-body';

/** Never rejects: a handler that throws would leave the request hanging. */
export function eventNotifications(
  deps: Pick<Dependencies, 'alerts' | 'logger'>,
  secret: Secret | undefined,
) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const finish = (status: number, body: string) => {
      if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    };
    const work = async () => {
      if (!secret) return finish(404, '{"status":"not found"}');
      const body = (await readBody(request, MOST_BODY))?.toString('utf8');
      if (body === undefined) return finish(413, '{"status":"too large"}');
      const alerts = await deps.alerts();
      const { method = 'GET', headers } = request;
      const answer = await alerts.webhook({ method, headers, body }, secret.reveal());
      finish(answer.status, answer.body);
    };
    work().catch((error: unknown) => {
      deps.logger.error('a notification could not be taken:', error);
      // Event Notifications tries again.
      finish(503, '{"status":"try again"}');
    });
  };
}
