/** Cards for administrators: the rules of access, what somebody sees, and who asked and did what. */
import type { AuditEntry } from '../../alerts';
import type { ProjectRef } from '../../diagnosis/model/subject';
import type { Permission, Rules, RulesInForce } from '../access';
import { actionIds } from './action-ids';
import { actions, button, type Card, context, header, limits, present, section } from './blocks';
import { fitParts, type Part } from './budget';
import { code, count, escapeMrkdwn, line, slackDate, strong } from './text';

/** What a person at a place sees and does. */
export interface Seen {
  readonly project: ProjectRef;
  readonly acts: boolean;
  readonly logs: 'channel' | 'asker';
}

/** Those of the projects that are seen, and what else is allowed there. */
export function seenOf(projects: readonly ProjectRef[], permission: Permission): readonly Seen[] {
  return projects
    .filter((project) => permission.sees(project))
    .map((project) => ({ project, acts: permission.acts(project), logs: permission.logs(project) }));
}

/** Only administrators are told. */
export function administratorsOnlyCard(): Card {
  const text = '🔒 Only administrators are told that';
  return {
    text,
    blocks: [
      header(text),
      section(
        'Administrators of the workspace, and whoever the access rules name under `admins`. `/ce-image access` shows what you see here yourself.',
      ),
    ],
  };
}

/** The rules in force. `stored`: who changed them in the store, and when. */
export function rulesCard(
  found: RulesInForce | undefined,
  nameOf: (id: string) => string | undefined,
  canChange: boolean,
  unknown: readonly string[] = [],
): Card {
  const text = found ? '🔑 Access rules in force' : '🔑 There are no access rules';
  const change = canChange ? button('Change', actionIds.editAccess) : undefined;
  const from = !found
    ? 'Every full member of the workspace sees and does all; guests and people of other workspaces are refused.'
    : found.from === 'file'
      ? 'They stand in the access file (`ACCESS_FILE`), which wins over rules that are kept here. Change them there.'
      : 'They are kept here, because no access file is set. One would win over them.';
  const parts: Part[] = [
    { importance: 100, versions: [[header(text), section(from)]] },
    ...(found?.mistakes.length
      ? [
          {
            importance: 99,
            versions: [
              [
                section(
                  [
                    '⚠️ They cannot be read, so only administrators of the workspace get in:',
                    ...found.mistakes.slice(0, 10).map((each) => `• ${escapeMrkdwn(line(each, 200))}`),
                  ].join('\n'),
                ),
              ],
            ],
          },
        ]
      : []),
    ...(unknown.length > 0 ? [unknownPart(unknown)] : []),
    ...(found && found.mistakes.length === 0 ? ruleParts(found.rules, nameOf) : []),
    { importance: 98, versions: [change ? [actions([change])] : []] },
    {
      importance: 90,
      versions: [
        [
          context(
            '`/ce-image access --user NAME --channel ID` checks what somebody sees, `audit` who asked what.',
          ),
        ],
      ],
    },
  ];
  return { text, blocks: fitParts(parts) };
}

/** A rule holds for nobody of these; the others count. */
function unknownPart(unknown: readonly string[]): Part {
  const lines = unknown.slice(0, 10).map((each) => `• ${escapeMrkdwn(line(each, 200))}`);
  const more = unknown.length > lines.length ? [`…and ${unknown.length - lines.length} more`] : [];
  return {
    importance: 97,
    versions: [[section(['⚠️ They name what Slack does not know:', ...lines, ...more].join('\n'))]],
  };
}

function ruleParts({ admins, guests, rules }: Rules, nameOf: (id: string) => string | undefined): Part[] {
  const people = (ids: readonly string[] | 'everyone') =>
    ids === 'everyone' ? 'everyone' : ids.map((id) => idWords(id, nameOf)).join(', ');
  const general = [
    admins.length > 0 ? `Administrators, besides those of the workspace: ${people(admins)}.` : undefined,
    guests ? 'Guests are let in.' : 'Guests are refused.',
    rules.length === 0 ? '⚠️ No rule: only administrators get in.' : undefined,
  ];
  return [
    { importance: 80, versions: [[section(present(...general).join('\n'))]] },
    ...rules.map(({ projects, accounts, see, act, logs }, at): Part => {
      const names = [projects].flat().map((each) => code(each, 80));
      const words = [
        `*${at + 1}.* Projects ${names.join(', ')}`,
        ...(accounts
          ? [
              `of accounts ${[accounts]
                .flat()
                .map((each) => code(each, 40))
                .join(', ')}`,
            ]
          : []),
        `seen by ${people(see)}`,
        ...(act ? [`acted on by ${people(act)}`] : []),
        ...(logs === 'asker' ? ['logs for the asker alone'] : []),
      ].join('; ');
      return { importance: 70 - Math.min(at, 60), versions: [[section(line(words, 2900))], []] };
    }),
  ];
}

function idWords(id: string, nameOf: (id: string) => string | undefined): string {
  const name = nameOf(id);
  // Of a channel Slack itself shows the name.
  if (id.startsWith('C')) return `<#${id}>`;
  return name ? `${code(id, 30)} (${escapeMrkdwn(line(name, 60))})` : code(id, 30);
}

/** What somebody sees at a place. */
export function seenCard(who: string, seen: readonly Seen[], all: number): Card {
  const text = `🔑 What ${who}`;
  // Projects with the same rights stand together, by region.
  const groups = new Map<string, Map<string, string[]>>();
  for (const { project, acts, logs } of seen) {
    const rights = [
      acts ? 'Questions and actions' : 'Questions only',
      ...(logs === 'asker' ? ['logs are shown to the asker alone'] : []),
    ].join('; ');
    const regions = groups.get(rights) ?? new Map<string, string[]>();
    groups.set(rights, regions);
    regions.set(project.region, [...(regions.get(project.region) ?? []), code(line(project.name, 80), 80)]);
  }
  const rows = [...groups].map(([rights, regions]): Part => {
    const words = (most: number) => {
      const lines = [...regions].map(([region, names]) => {
        const more = names.length > most ? ` and ${names.length - most} more` : '';
        return `${escapeMrkdwn(line(region, 20))}: ${names.slice(0, most).join(' ')}${more}`;
      });
      return [`*${rights}*`, ...lines].join('\n');
    };
    const fitting = [60, 20, 5, 1].map(words).filter(({ length }) => length <= limits.section);
    return { importance: 50, versions: [...fitting.map((text) => [section(text)]), []] };
  });
  const none = all === 0 ? 'ce-image itself sees no project.' : 'No project: for them, there is none here.';
  return {
    text,
    blocks: fitParts([
      { importance: 100, versions: [[header(line(text, 150))]] },
      ...(rows.length > 0 ? rows : [{ importance: 60, versions: [[section(none)]] }]),
      { importance: 90, versions: [[context(`${seen.length} of ${count(all, 'project')}`)]] },
    ]),
  };
}

/** Why somebody is not answered at all. */
export function refusedThereCard(who: string, words: string): Card {
  const text = `🔒 ${who} is not answered here`;
  return { text, blocks: [header(line(text, 150)), section(escapeMrkdwn(words))] };
}

/** A name that nobody was heard of by. */
export function unknownPersonCard(name: string): Card {
  const text = `🔎 ce-image finds nobody called ${line(name, 60)}`;
  return {
    text,
    blocks: [
      header(text),
      section(
        'Give the member’s id: it is in the menu ⋮ of the profile, *Copy member ID*, and begins with U or W.',
      ),
    ],
  };
}

/** Who asked and did what, the newest first. */
export function auditCard(
  { entries, total }: { readonly entries: readonly AuditEntry[]; readonly total: number },
  days: number,
): Card {
  const text = `📒 ${total === 0 ? 'Nothing was asked or done' : count(total, 'entry', 'entries')} in ${count(days, 'day')}`;
  const shown = `The newest ${entries.length} are shown: narrow it with \`--user\`, \`--project\`, \`--days\`.`;
  return {
    text,
    blocks: fitParts([
      { importance: 100, versions: [[header(text)]] },
      ...linesOf(entries),
      { importance: 90, versions: [total > entries.length ? [context(shown)] : []] },
    ]),
  };
}

/** Lines in one section each; one section takes 3,000 characters. */
const LINES = 5;

function linesOf(entries: readonly AuditEntry[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < entries.length; at += LINES) {
    const lines = entries.slice(at, at + LINES).map(entryLine);
    parts.push({ importance: 80 - Math.min(75, at), versions: [[section(lines.join('\n'))], []] });
  }
  return parts;
}

function entryLine({ at, by, byName, kind, action, about, project, result }: AuditEntry): string {
  const who = byName ? strong(byName, 40) : code(by, 30);
  const did =
    kind === 'did' ? `pressed *${escapeMrkdwn(line(action, 40))}* on` : kind === 'read' ? 'read' : 'asked';
  const where = project ? ` in ${code(line(project.name, 60), 60)}` : '';
  return `${slackDate(new Date(at).toISOString())} ${who} ${did} ${code(line(about, 120), 120)}${where}: ${escapeMrkdwn(line(result, 60))}`;
}
