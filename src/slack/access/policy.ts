/** Who may see and do what: the rules of the access file, and what they mean for one person in one channel. Pure. */
import { z } from 'zod';
import { fits, type Told } from '../../alerts';
import { readLined } from '../../config-file';
import type { ProjectRef } from '../../diagnosis/model/subject';

/** Somebody, at one place. */
export interface Who {
  readonly user: string;
  readonly channel: string;
  /** Ids of user groups of which the person is a member. */
  readonly groups: ReadonlySet<string>;
  /** Administrator or owner of the workspace. */
  readonly isAdmin: boolean;
}

/** A project, as rules tell it. */
export type About = Pick<ProjectRef, 'id' | 'name'> & {
  /** Name of its IBM Cloud account; absent: there is one account. */
  readonly account?: string | undefined;
};

/** What somebody may do at one place. */
export interface Permission {
  /** A project that is not seen does not exist for them. */
  sees(project: About): boolean;
  /** Watch, mute, acknowledge, run again. */
  acts(project: About): boolean;
  /** Who reads logs of the project: everybody in the channel, or only whoever asks. */
  logs(project: About): 'channel' | 'asker';
  /** Sees the rules and the audit. */
  readonly administers: boolean;
}

const idOf = (kinds: string, what: string, where: string) =>
  z.string().regex(new RegExp(`^[${kinds}][A-Z0-9]{2,20}$`), {
    error: ({ input }) => `“${String(input)}” is not the id of ${what}. ${where}`,
  });
const somebody = idOf(
  'CDGUWS',
  'a channel (C…), a user (U…) or a user group (S…)',
  'In Slack, an id stands at the end of a channel’s details, and in the menu ⋮ of a profile.',
);
const audience = z.union([z.literal('everyone'), z.array(somebody).min(1, { error: 'names nobody' })], {
  error: 'is neither “everyone” nor a list of ids',
});
const oneOrSeveral = (error: string) =>
  z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], { error });
const rule = z.strictObject({
  projects: oneOrSeveral('is no name or id of projects, and no list of those'),
  /** Names of IBM Cloud accounts; absent: all. */
  accounts: oneOrSeveral('is no name of accounts, and no list of those').optional(),
  see: audience,
  act: audience.optional(),
  logs: z.enum(['channel', 'asker'], { error: 'is neither “channel” nor “asker”' }).default('channel'),
});
const fileSchema = z.strictObject({
  admins: z
    .array(idOf('UWS', 'a user (U…) or a user group (S…)', 'A profile shows it in its menu ⋮.'))
    .default([]),
  guests: z.boolean({ error: 'is neither true nor false' }).default(false),
  rules: z.array(rule, { error: 'is missing: a list of rules' }),
});

export type Rules = z.output<typeof fileSchema>;
type Audience = z.output<typeof audience>;

/** The rules of a text of YAML, or what is wrong with it: a sentence each, with its line. Never throws. */
export function readRules(
  text: string,
): { readonly rules: Rules } | { readonly mistakes: readonly string[] } {
  const read = readLined(text, fileSchema, 'rules:');
  return 'value' in read ? { rules: read.value } : read;
}

/** Groups that the rules name: of these the members must be known. */
export function groupsNamed({ admins, rules }: Rules): readonly string[] {
  const all = [...admins, ...rules.flatMap(({ see, act }) => [see, act ?? []].flat())];
  return [...new Set(all.filter((id) => id.startsWith('S')))];
}

/** Without rules every member sees and does all. */
export const openToMembers: Omit<Permission, 'administers'> = {
  sees: () => true,
  acts: () => true,
  logs: () => 'channel',
};

/** Rules that cannot be read let nobody in but the administrators of the workspace. */
export const closed: Rules = { admins: [], guests: false, rules: [] };

/** What the rules allow somebody. */
export function permissionOf(rules: Rules, who: Who): Permission {
  const administers = who.isAdmin || rules.admins.some((id) => isMeant(id, who));
  const about = (project: About) =>
    rules.rules.filter((each) => matches(each.projects, project) && isOfAccount(each.accounts, project));
  const seeing = (project: About) => about(project).filter(({ see }) => includes(see, who));
  return {
    administers,
    sees: (project) => administers || seeing(project).length > 0,
    acts: (project) => administers || seeing(project).some(({ see, act }) => includes(act ?? see, who)),
    // The strictest counts.
    logs: (project) => (about(project).some(({ logs }) => logs === 'asker') ? 'asker' : 'channel'),
  };
}

/** What a channel, or the person of a direct message, may be told of a project by itself. */
export function toldAt(rules: Rules, place: string, groups: ReadonlySet<string>, project: About): Told {
  const permission = permissionOf(
    { ...rules, admins: [] },
    { user: place, channel: place, groups, isAdmin: false },
  );
  if (!permission.sees(project)) return 'nothing';
  const alone = /^[DUW]/.test(place);
  return permission.logs(project) === 'asker' && !alone ? 'no-logs' : 'all';
}

/** A rule that names accounts holds for no project whose account is not known. */
function isOfAccount(accounts: string | readonly string[] | undefined, { account }: About): boolean {
  if (accounts === undefined) return true;
  return account !== undefined && [accounts].flat().some((glob) => fits(account, glob));
}

function matches(pattern: string | readonly string[], { id, name }: About): boolean {
  return [pattern].flat().some((glob) => fits(name, glob) || fits(id, glob));
}

function includes(audience: Audience, who: Who): boolean {
  return audience === 'everyone' || audience.some((id) => isMeant(id, who));
}

function isMeant(id: string, { user, channel, groups }: Who): boolean {
  return id === user || id === channel || groups.has(id);
}
