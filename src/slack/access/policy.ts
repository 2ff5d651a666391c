/** Who may see and do what: the rules of the access file, and what they mean for one person in one channel. Pure. */
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { fits, type Told } from '../../alerts';
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

/** What somebody may do at one place. */
export interface Permission {
  /** A project that is not seen does not exist for them. */
  sees(project: Pick<ProjectRef, 'id' | 'name'>): boolean;
  /** Watch, mute, acknowledge, run again. */
  acts(project: Pick<ProjectRef, 'id' | 'name'>): boolean;
  /** Who reads logs of the project: everybody in the channel, or only whoever asks. */
  logs(project: Pick<ProjectRef, 'id' | 'name'>): 'channel' | 'asker';
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
const globs = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: 'is no name or id of projects, and no list of those',
});
const rule = z.strictObject({
  projects: globs,
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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      mistakes: document.errors.slice(0, 10).map(({ pos, message }) => {
        const [reason = message] = message.split('\n');
        return `line ${lines.linePos(pos[0]).line}: ${reason.replace(/ at line \d+, column \d+:?$/, '')}`;
      }),
    };
  }
  if (document.contents === null) return { mistakes: ['the file is empty: it needs “rules:”'] };
  const parsed = fileSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return { rules: parsed.data };
  const lineOf = (path: readonly PropertyKey[]): number => {
    // Of what is missing, the line of what should hold it.
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length) as (string | number)[], true) as
        | { range?: number[] }
        | undefined;
      if (node?.range?.[0] !== undefined) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return {
    mistakes: flat(parsed.error.issues)
      .slice(0, 20)
      .map(({ path, message }) => {
        const where = path
          .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
          .join('');
        return `line ${lineOf(path)}: ${where.replace(/^\./, '') || 'the file'}: ${message}`;
      }),
  };
}

type Issue = z.core.$ZodIssue;

/** Of a choice, the mistakes of the branch that was meant: of a list, those of its elements. */
function flat(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const deeper = issue.errors.flat().filter(({ path }) => path.length > 0);
    return deeper.length > 0
      ? deeper.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
      : [issue];
  });
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
  const about = (project: Pick<ProjectRef, 'id' | 'name'>) =>
    rules.rules.filter((each) => matches(each.projects, project));
  const seeing = (project: Pick<ProjectRef, 'id' | 'name'>) =>
    about(project).filter(({ see }) => includes(see, who));
  return {
    administers,
    sees: (project) => administers || seeing(project).length > 0,
    acts: (project) => administers || seeing(project).some(({ see, act }) => includes(act ?? see, who)),
    // The strictest counts.
    logs: (project) => (about(project).some(({ logs }) => logs === 'asker') ? 'asker' : 'channel'),
  };
}

/** What a channel, or the person of a direct message, may be told of a project by itself. */
export function toldAt(
  rules: Rules,
  place: string,
  groups: ReadonlySet<string>,
  project: Pick<ProjectRef, 'id' | 'name'>,
): Told {
  const permission = permissionOf(
    { ...rules, admins: [] },
    { user: place, channel: place, groups, isAdmin: false },
  );
  if (!permission.sees(project)) return 'nothing';
  const alone = /^[DUW]/.test(place);
  return permission.logs(project) === 'asker' && !alone ? 'no-logs' : 'all';
}

function matches(
  pattern: string | readonly string[],
  { id, name }: Pick<ProjectRef, 'id' | 'name'>,
): boolean {
  return [pattern].flat().some((glob) => fits(name, glob) || fits(id, glob));
}

function includes(audience: Audience, who: Who): boolean {
  return audience === 'everyone' || audience.some((id) => isMeant(id, who));
}

function isMeant(id: string, { user, channel, groups }: Who): boolean {
  return id === user || id === channel || groups.has(id);
}
