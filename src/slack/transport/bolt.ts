/** Bolt's app, which acknowledges with well-formed text only, over HTTP and Socket Mode alike. */
import { App, type ReceiverEvent } from '@slack/bolt';
import { wellFormedDeep } from '../../diagnosis/model/text';

export class BoltApp extends App {
  /** Where each request comes in, whatever brought it, and from where it is answered. */
  override processEvent(event: ReceiverEvent): Promise<void> {
    return super.processEvent({
      ...event,
      ack: (response?: unknown) => event.ack(wellFormedDeep(response)),
    });
  }
}
