import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WebClient } from '@slack/web-api';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { neededScopes } from '../../playground/src/slack/scopes';
import { SLASH_COMMAND } from '../../src/slack/commands';
import { missingScopes, scopeNeeds } from '../../src/slack/scopes';
import { CHECK_IMAGE, DIAGNOSE_MESSAGE } from '../../src/slack/shortcuts';
import { fakeDiagnosis } from '../support/reports';
import { startBench } from '../support/slack-bench';

const root = path.resolve(__dirname, '../..');
const source = readFileSync(path.join(root, 'manifest.yml'), 'utf8');

interface Manifest {
  features: {
    slash_commands: { command: string; url?: string }[];
    shortcuts: { type: string; callback_id: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    socket_mode_enabled: boolean;
    event_subscriptions: { bot_events: string[]; request_url?: string };
    interactivity: { is_enabled: boolean; request_url?: string };
  };
}
const manifest = parse(source) as Manifest;

const history = 'channels:history groups:history im:history mpim:history';
const read = 'channels:read groups:read im:read mpim:read';

/**
 * The scopes that each method asks for, one for each kind of conversation. Source: docs.slack.dev/reference/methods, the part
 * "Required scopes" of each method's page.
 */
const scopesOfMethods: Readonly<Record<string, string>> = {
  'auth.test': '',
  // With the client's secret, for several workspaces. The SDK calls apps.connections.open, with the app-level token.
  'oauth.v2.access': '',
  // Of doctor. Its page names no scope.
  'blocks.validate': '',
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.history': history,
  'conversations.replies': history,
  'conversations.info': read,
  'conversations.open': 'im:write mpim:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'files.info': 'files:read',
  'views.open': '',
  'views.update': '',
};
/** Source: docs.slack.dev/reference/events, the part "Required scopes" of each event's page. */
const scopesOfEvents: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  app_uninstalled: '',
  tokens_revoked: '',
};
/** What methods take that the app does not ask for, with why it works all the same. */
const doneWithout: Readonly<Record<string, string>> = {
  'im:read': 'watch posts in a direct message without looking first (wire.test.ts, B2)',
  'mpim:read': 'the same in one of several',
  'mpim:history': 'after a crash an alert in a group message may come twice; no message above is read there',
  'mpim:write': 'only direct messages with one person are opened',
};
/** Scopes of no method and no event. Source: docs.slack.dev/reference/scopes. */
const ofNoMethod: Readonly<Record<string, string>> = {
  commands: 'the slash command and shortcuts',
  'chat:write.public': 'chat.postMessage where the bot is no member',
};

/** Names of a union type in @slack/web-api's declarations. */
function union(name: string): string[] {
  const file = path.join(root, 'node_modules/@slack/web-api/dist/types/request/manifest.d.ts');
  const declared = new RegExp(`type ${name} = ([^;]+);`).exec(readFileSync(file, 'utf8'))?.[1];
  if (!declared) throw new Error(`@slack/web-api declares no ${name}`);
  return [...declared.matchAll(/'([^']+)'/g)].map((match) => match[1] as string);
}

/** Every method that Slack's client has. */
function methodsOfClient(): string[] {
  const found: string[] = [];
  const look = (of: object, name: string): void => {
    for (const [key, value] of Object.entries(of)) {
      const path = name ? `${name}.${key}` : key;
      if (typeof value === 'function' && name) found.push(path);
      else if (typeof value === 'object' && value !== null && /^[a-z]/.test(key)) look(value, path);
    }
  };
  const { logger: _, ...families } = new WebClient('x') as object as Record<string, object>;
  look(Object.fromEntries(Object.entries(families).filter(([, family]) => isFamily(family))), '');
  return found;
}

/** Whether it holds methods, and not the client's own state. */
function isFamily(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every((each) => typeof each === 'function' || isFamily(each))
  );
}

/** All code that speaks with Slack, without white space and `?.`. */
const code = ['src/slack', 'src/cli'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) =>
      readFileSync(path.join(root, folder, file), 'utf8')
        .replace(/\s+/g, '')
        .replaceAll('?.', '.'),
    ),
);

/** What the code calls, however the client is reached. */
function methodsUsed(): string[] {
  const called = methodsOfClient().filter((method) => code.some((text) => text.includes(`.${method}(`)));
  const named = code.flatMap((text) =>
    [...text.matchAll(/\.apiCall\('([^']+)'/g)].map((match) => match[1] as string),
  );
  return [...called, ...named];
}

/** What the app listens to, by its code. */
function eventsUsed(): string[] {
  const listens = code.flatMap((text) => [...text.matchAll(/\bapp\.event\((?:'([a-z_.]+)')?/g)]);
  const events = listens.map(([whole, event]) => event ?? `${whole}: an event without a name of its own`);
  return [
    ...new Set([...events, ...(code.some((text) => text.includes('app.message(')) ? ['message.im'] : [])]),
  ];
}

function valid(value: unknown): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const schema = JSON.parse(
    readFileSync(path.join(root, 'test/contract/slack-manifest.schema.json'), 'utf8'),
  );
  const check = ajv.compile(schema);
  return check(value) || check.errors;
}

describe('manifest.yml', () => {
  test('is valid by Slack’s schema', () => {
    expect(valid(manifest)).toBe(true);
  });

  test('is valid for HTTP too, changed as its comments say', () => {
    const http = parse(
      source
        .replace(/# (url|request_url): https:\/\/YOUR_HOST/g, '$1: https://bot.example.com')
        .replace('socket_mode_enabled: true', 'socket_mode_enabled: false'),
    ) as Manifest;
    expect(valid(http)).toBe(true);
    const url = 'https://bot.example.com/slack/events';
    expect(http.features.slash_commands[0]?.url).toBe(url);
    expect(http.settings.event_subscriptions.request_url).toBe(url);
    expect(http.settings.interactivity.request_url).toBe(url);
  });

  test('declares the slash command that the app listens to', () => {
    expect(manifest.features.slash_commands.map((each) => each.command)).toEqual([SLASH_COMMAND]);
  });

  test('declares the shortcuts that the app listens to', () => {
    expect(manifest.features.shortcuts.map(({ type, callback_id: id }) => [type, id])).toEqual([
      ['message', DIAGNOSE_MESSAGE],
      ['global', CHECK_IMAGE],
    ]);
  });

  test('subscribes to the events that the app listens to, and to no others', () => {
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(eventsUsed().sort());
  });

  test('marks as OPTIONAL what the app can do without, and the code knows what each scope is for', () => {
    const optional = [...source.matchAll(/^\s*- (\S+) # OPTIONAL$/gm)].map((match) => match[1]);
    const needs = scopeNeeds.filter((each) => each.optional).map(({ scope }) => scope);
    expect(optional.sort()).toEqual(needs.sort());
    expect(scopeNeeds.map(({ scope }) => scope).sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
    expect(missingScopes(manifest.oauth_config.scopes.bot)).toEqual([]);
  });

  test('granted in part, the bot says at its start what will not work, and the rest works', async () => {
    const scopes = scopeNeeds.filter((each) => !each.optional).map(({ scope }) => scope);
    const bench = await startBench(fakeDiagnosis(), { slack: { scopes } });
    const log = bench.log.join('\n');
    expect(log).toContain('lacks the scope channels:history: in a public channel');
    expect(log).not.toContain('lacks the scope commands');
    await bench.slack.people.sendSlashCommand('app shop-api');
    await bench.app.idle();
    expect(bench.slack.state.messages.at(-1)?.text).toMatch(/^❌ App shop-api/);
    await bench.stop();
  });

  test('subscribes to events that exist', () => {
    const known = union('ManifestEvent');
    for (const event of manifest.settings.event_subscriptions.bot_events) expect(known).toContain(event);
  });

  test('knows the methods that the code calls, and no others', () => {
    expect(methodsOfClient().length).toBeGreaterThan(200);
    expect(methodsUsed().sort()).toEqual(Object.keys(scopesOfMethods).sort());
    expect(eventsUsed().sort()).toEqual(Object.keys(scopesOfEvents).sort());
  });

  test('asks for the scopes of what is used, without those that it does without, and for no others', () => {
    const used = [...Object.values(scopesOfMethods), ...Object.values(scopesOfEvents)].flatMap((each) =>
      each.split(' ').filter(Boolean),
    );
    const asked = new Set([...used, ...Object.keys(ofNoMethod)]);
    for (const scope of Object.keys(doneWithout)) {
      // What is not used is not done without.
      expect(asked).toContain(scope);
      asked.delete(scope);
    }
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...asked].sort());
    const known = union('BotScope');
    for (const scope of manifest.oauth_config.scopes.bot) expect(known).toContain(scope);
  });

  test('is measured by a stand-in that asks for the same scopes', () => {
    const kinds = ['public', 'private', 'im', 'mpim'] as const;
    for (const [method, scopes] of Object.entries(scopesOfMethods)) {
      const given = [{ users: 'U1' }, { users: 'U1,U2' }];
      const asked = kinds.flatMap((kind) => given.flatMap((each) => neededScopes(method, kind, each)));
      expect([method, [...new Set(asked)].sort().join(' ')]).toEqual([method, scopes]);
    }
  });
});
