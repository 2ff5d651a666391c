/**
 * Where something belongs: a channel or a person of a workspace. An app that serves one workspace leaves its name out.
 * An installation to an Enterprise Grid organisation is one workspace, named by the organisation's id.
 */

/** The workspace that the bot is installed in. */
export interface Home {
  readonly teamId?: string;
  /** Of an organisation on Enterprise Grid: all its workspaces are home. */
  readonly enterpriseId?: string;
}

declare const ofWorkspace: unique symbol;

/** A channel or person among those of all workspaces. A bare id of Slack is none: it does not say of which workspace it is. */
export type Place = string & { readonly [ofWorkspace]: true };

/** `C123`, or `T123/C123`. */
export function placeIn(workspace: string | undefined, id: string): Place {
  return (workspace === undefined ? id : `${workspace}/${id}`) as Place;
}

/** The parts of a place. */
export function partsOf(place: string): { readonly workspace?: string; readonly id: string } {
  const at = place.indexOf('/');
  return at < 0 ? { id: place } : { workspace: place.slice(0, at), id: place.slice(at + 1) };
}

/** The workspace to whose installation a request of Slack belongs; undefined when it names none. */
export function workspaceOf(body: unknown): string | undefined {
  const {
    is_enterprise_install: ofOrganisation,
    enterprise,
    enterprise_id,
    team,
    team_id,
    authorizations,
  } = (body ?? {}) as Body;
  const [authorization] = authorizations ?? [];
  const isOrganisation = [ofOrganisation, authorization?.is_enterprise_install].some(
    (each) => each === true || each === 'true',
  );
  const organisation = enterprise?.id ?? enterprise_id ?? authorization?.enterprise_id;
  if (isOrganisation && organisation) return organisation;
  return authorization?.team_id ?? team?.id ?? team_id;
}

interface Body {
  /** A text in slash commands. */
  readonly is_enterprise_install?: boolean | string;
  readonly enterprise?: { readonly id?: string } | null;
  readonly enterprise_id?: string;
  readonly team?: { readonly id?: string } | null;
  readonly team_id?: string;
  /** Of events. In a shared channel the event's own team may be another one. */
  readonly authorizations?: readonly {
    readonly team_id?: string;
    readonly enterprise_id?: string | null;
    readonly is_enterprise_install?: boolean;
  }[];
}
