/** The methods of Slack's Web API that a bot like this needs, over the workspace's state. */
import { files } from '../files';
import type { Triggers } from '../handles';
import type { Workspace } from '../workspace';
import { Access } from './access';
import { chat } from './chat';
import { conversations } from './conversations';
import { people } from './people';
import type { Methods } from './refusal';
import { views } from './views';

export { newMessage } from './content';
export { messageJson, viewJson } from './json';
export { Rates } from './rates';
export { type Answer, type Arguments, Refusal } from './refusal';

/** The methods by name. */
export function webApi(
  workspace: Workspace,
  triggers: Triggers,
  { scopes }: { readonly scopes: ReadonlySet<string> },
): Methods {
  const access = new Access(workspace, scopes);
  return {
    ...files(access),
    ...people(access),
    ...chat(access),
    ...conversations(access),
    ...views(access, triggers),
  };
}
