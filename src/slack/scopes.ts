/** What each permission of the Slack app is for: asked at the start, and by `doctor`. */

export interface ScopeNeed {
  readonly scope: string;
  /** What does not work without it. */
  readonly without: string;
  /** The app is useful without it: it is marked OPTIONAL in manifest.yml. */
  readonly optional?: true;
}

export const scopeNeeds: readonly ScopeNeed[] = [
  { scope: 'app_mentions:read', without: 'mentions are not heard' },
  { scope: 'im:history', without: 'direct messages are not heard' },
  { scope: 'commands', without: '/ce-image does not exist' },
  { scope: 'chat:write', without: 'nothing can be posted' },
  {
    scope: 'chat:write.public',
    without: 'in public channels that the bot is not in, answers are shown to the asker alone',
    optional: true,
  },
  {
    scope: 'channels:read',
    without: 'watch cannot tell whether a public channel can be posted to',
    optional: true,
  },
  {
    scope: 'groups:read',
    without: 'watch cannot tell whether a private channel can be posted to',
    optional: true,
  },
  {
    scope: 'channels:history',
    without:
      'in a public channel, a mention does not read the message above it, and an alert may come twice after a crash',
    optional: true,
  },
  {
    scope: 'groups:history',
    without:
      'in a private channel, a mention does not read the message above it, and an alert may come twice after a crash',
    optional: true,
  },
  {
    scope: 'files:read',
    without: 'snippets and text files are not read',
    optional: true,
  },
  {
    scope: 'users:read',
    without: 'guests cannot be told from members, and on Enterprise Grid nobody is answered',
    optional: true,
  },
  {
    scope: 'usergroups:read',
    without: 'rules of the access file that name user groups hold for nobody',
    optional: true,
  },
  {
    scope: 'im:write',
    without: 'nobody is told when the channel of their alerts is closed to the bot',
    optional: true,
  },
];

/** What will not work with these scopes, in the order of importance. */
export function missingScopes(granted: readonly string[]): readonly ScopeNeed[] {
  return scopeNeeds.filter(({ scope }) => !granted.includes(scope));
}
