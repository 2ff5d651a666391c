/** The menu of projects in a form, which is searched while somebody types. */
import type { ExternalSelect, PlainTextOption } from '@slack/types';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { plainText } from './blocks';
import { line } from './text';

/** @param chosen the project that stands there at first */
export function projectMenu(placeholder: string, chosen?: ProjectRef): ExternalSelect {
  return {
    type: 'external_select',
    action_id: 'value',
    placeholder: plainText(placeholder),
    min_query_length: 0,
    ...(chosen ? { initial_option: projectOption(chosen) } : {}),
  };
}

/** A project in the menu. */
export function projectOption(project: ProjectRef): PlainTextOption {
  return { text: plainText(`${line(project.name, 50)} (${project.region})`), value: project.id };
}
