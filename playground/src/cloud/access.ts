import type { Identity, Project, Role } from '../world';

const rank: Readonly<Record<Role | 'none', number>> = { none: 0, Reader: 1, Writer: 2, Manager: 3 };

/** Service role of an identity in a project. */
export function roleIn(identity: Identity, project: Project): Role | 'none' {
  if (identity.accountId !== project.accountId) return 'none';
  return identity.roles?.[project.name] ?? identity.role;
}

/** Whether an identity has at least a role in a project. */
export function may(identity: Identity, project: Project, role: Role): boolean {
  return rank[roleIn(identity, project)] >= rank[role];
}
