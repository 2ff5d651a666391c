/** The Slack app with a hand-made diagnosis, connected to the Slack stand-in. */
import type { Logger } from '@slack/bolt';
import { type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from '../../playground/src/slack';
import { maskedDiagnosis } from '../../src/diagnosis/investigate/masked';
import type { Diagnosis } from '../../src/diagnosis/model/diagnosis';
import { Masker, Secret } from '../../src/diagnosis/model/secrets';
import { createLogger } from '../../src/logging';
import { createSlackApp, type OAuthSettings, type SlackApp, type SlackAppOptions } from '../../src/slack/app';

export interface Bench {
  readonly slack: SlackStandIn;
  readonly app: SlackApp;
  /** Of the bot's own server. */
  readonly url: string;
  readonly masker: Masker;
  readonly requestUrl: string;
  /** Everything that was logged. */
  readonly log: string[];
  stop(): Promise<void>;
}

/** A logger that keeps its lines. */
export function recordingLogger(lines: string[], masker = new Masker()): Logger {
  return createLogger('info', masker, (line) => void lines.push(line));
}

export async function startBench(
  diagnosis: Diagnosis,
  options: {
    readonly socketMode?: boolean;
    /** Several workspaces, in place of the stand-in's one token. */
    readonly oauth?: OAuthSettings;
    readonly slack?: SlackStandInOptions;
    readonly app?: Partial<SlackAppOptions>;
  } = {},
): Promise<Bench> {
  const slack = await startSlackStandIn(options.slack);
  const masker = new Masker();
  const log: string[] = [];
  const app = createSlackApp({
    settings: {
      ...(options.oauth ? { oauth: options.oauth } : { botToken: new Secret(slack.botToken) }),
      signingSecret: new Secret(slack.signingSecret),
      ...(options.socketMode ? { appToken: new Secret(slack.appToken) } : {}),
      apiUrl: slack.apiUrl,
      port: 0,
    },
    diagnosis: maskedDiagnosis(diagnosis, masker),
    masker,
    logger: recordingLogger(log, masker),
    ...options.app,
  });
  const { port } = await app.start();
  const requestUrl = `http://127.0.0.1:${port}/slack/events`;
  slack.connect(requestUrl);
  return {
    slack,
    app,
    url: `http://127.0.0.1:${port}`,
    masker,
    requestUrl,
    log,
    async stop() {
      await app.stop();
      await slack.close();
    },
  };
}
