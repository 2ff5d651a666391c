import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
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

const history = 'channels:history groups:history im:history';

/** The scopes that each method asks for (one for each kind of channel); methods that ask for none are empty. */
const scopesOfMethods: Readonly<Record<string, string>> = {
  'auth.test': '',
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.history': history,
  'conversations.replies': history,
  'conversations.info': 'channels:read groups:read',
  'conversations.open': 'im:write',
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
const scopesOfEvents: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  app_uninstalled: '',
  tokens_revoked: '',
};

/** Names of a union type in @slack/web-api's declarations. */
function union(name: string): string[] {
  const file = path.join(root, 'node_modules/@slack/web-api/dist/types/request/manifest.d.ts');
  const declared = new RegExp(`type ${name} = ([^;]+);`).exec(readFileSync(file, 'utf8'))?.[1];
  if (!declared) throw new Error(`@slack/web-api declares no ${name}`);
  return [...declared.matchAll(/'([^']+)'/g)].map((match) => match[1] as string);
}

function methodsUsed(): Set<string> {
  const files = readdirSync(path.join(root, 'src/slack'), { recursive: true, encoding: 'utf8' });
  const used = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(path.join(root, 'src/slack', file), 'utf8').matchAll(
        /\bclient\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g,
      ),
    ])
    .map((match) => match[1] as string)
    .filter((method) => method !== 'client.disconnect');
  return new Set(used);
}

/** What the app listens to, by its code. */
function eventsUsed(): string[] {
  const files = readdirSync(path.join(root, 'src/slack'), { recursive: true, encoding: 'utf8' });
  const source = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, 'src/slack', file), 'utf8'))
    .join('\n');
  const events = [...source.matchAll(/\bapp\.event\('([a-z_.]+)'/g)].map((match) => match[1] as string);
  return [...new Set([...events, ...(source.includes('app.message(') ? ['message.im'] : [])])];
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

  test('asks for the scopes that are used and for no others', () => {
    const methods = [...methodsUsed()];
    expect(methods.filter((method) => scopesOfMethods[method] === undefined)).toEqual([]);
    const used = new Set([
      'commands',
      // chat.postMessage where the bot is no member
      'chat:write.public',
      ...methods.flatMap((method) => scopesOfMethods[method]?.split(' ') ?? []),
      ...manifest.settings.event_subscriptions.bot_events.map((event) => scopesOfEvents[event] as string),
    ]);
    used.delete('');
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...used].sort());
    const known = union('BotScope');
    for (const scope of manifest.oauth_config.scopes.bot) expect(known).toContain(scope);
  });
});
