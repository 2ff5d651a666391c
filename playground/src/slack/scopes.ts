/**
 * The scopes that Slack's methods ask for. Source: docs.slack.dev/reference/methods, the part "Required scopes" of each
 * method; a method of conversations asks for the scope of the conversation's kind.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Channel } from './workspace';

type Kind = Channel['kind'];

const families: Readonly<Record<Kind, string>> = {
  public: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};

/** What a method asks for: scopes whatever it is about, or one by the conversation's kind (its last part). */
const asked: Readonly<Record<string, readonly string[] | { readonly ofKind: string }>> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'conversations.info': { ofKind: 'read' },
  'conversations.members': { ofKind: 'read' },
  'conversations.history': { ofKind: 'history' },
  'conversations.replies': { ofKind: 'history' },
  'conversations.join': ['channels:join'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'files.info': ['files:read'],
};

/**
 * The scopes that a call needs.
 * @param kind of the conversation that it is about
 */
export function neededScopes(
  method: string,
  kind: Kind | undefined,
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (method === 'conversations.list') {
    const types = String(given.types ?? 'public_channel').split(',');
    const kinds: Readonly<Record<string, string>> = {
      public_channel: 'channels:read',
      private_channel: 'groups:read',
      im: 'im:read',
      mpim: 'mpim:read',
    };
    return types.flatMap((type) => kinds[type.trim()] ?? []);
  }
  if (method === 'conversations.open') {
    const several = String(given.users ?? '').split(',').length > 1;
    return [several ? 'mpim:write' : 'im:write'];
  }
  const scopes = asked[method] ?? [];
  if ('ofKind' in scopes) return kind ? [`${families[kind]}:${scopes.ofKind}`] : [];
  return scopes;
}

interface Manifest {
  readonly features: {
    readonly shortcuts?: readonly {
      readonly name: string;
      readonly type: 'message' | 'global';
      readonly callback_id: string;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: string[] } };
}

function manifest(): Manifest {
  return parse(readFileSync(join(__dirname, '../../../manifest.yml'), 'utf8')) as Manifest;
}

/** The bot's scopes in manifest.yml: what a workspace grants that installs the app from it. */
export function manifestScopes(): readonly string[] {
  return manifest().oauth_config.scopes.bot;
}

/** The shortcuts in manifest.yml. */
export function manifestShortcuts(): NonNullable<Manifest['features']['shortcuts']> {
  return manifest().features.shortcuts ?? [];
}

/** Slack offers the shortcuts that the app's manifest declares. @throws Error for any other */
export function assertDeclared(callbackId: string, type: 'message' | 'global'): void {
  const found = manifestShortcuts().some((each) => each.callback_id === callbackId && each.type === type);
  if (!found) throw new Error(`manifest.yml declares no ${type} shortcut ${callbackId}`);
}
