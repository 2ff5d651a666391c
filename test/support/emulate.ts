/**
 * npm's `emulate` as Slack's Web API: written by others, so an independent witness of what the app sends. Its
 * newest version is 0.12; 1.0 of the same name on npm is an older library of somebody else, about styles of buttons.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';

export interface EmulatedSlack {
  /** Base of the Web API, as SLACK_API_URL wants it. */
  readonly apiUrl: string;
  readonly botToken: string;
  /** Id of a person of the workspace. */
  readonly person: string;
  /** Calls a method as a person of the workspace. */
  call(method: string, body?: Record<string, unknown>, token?: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const botToken = 'xoxb-emulated-bot';
const readerToken = 'xoxb-emulated-reader';

/**
 * Starts it in a process of its own (it is an ES module, which Jest does not load) with a channel #shop. The bot
 * has `scopes` and no others.
 */
export async function startEmulatedSlack(scopes: readonly string[]): Promise<EmulatedSlack> {
  const port = await freePort();
  const seed = {
    tokens: {
      [botToken]: { login: 'ce-image', scopes },
      [readerToken]: {
        login: 'ada',
        scopes: ['channels:read', 'channels:history', 'im:write', 'im:history', 'users:read'],
      },
    },
    slack: {
      strict_scopes: true,
      users: [{ name: 'ada' }, { name: 'ce-image' }],
      channels: [{ name: 'shop' }],
    },
  };
  const program = `
    import { createEmulator } from 'emulate';
    await createEmulator({ service: 'slack', port: ${port}, seed: ${JSON.stringify(seed)} });
    console.log('ready');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: path.resolve(__dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of child.stdout) if (String(line).includes('ready')) break;
  const url = `http://127.0.0.1:${port}`;
  const call: EmulatedSlack['call'] = async (method, body = {}, token = readerToken) => {
    const response = await fetch(`${url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const { members } = (await call('users.list')) as { members: { id: string; name: string }[] };
  return {
    apiUrl: `${url}/api/`,
    botToken,
    person: members.find(({ name }) => name === 'ada')?.id ?? '',
    call,
    async close() {
      const closed = once(child, 'exit');
      child.kill();
      await closed;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
