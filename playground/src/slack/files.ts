/**
 * Files of the workspace, and who gets them. Sources: docs.slack.dev/reference/objects/file-object (fields, `url_private`
 * needs the token in the Authorization header and the scope files:read), docs.slack.dev/reference/methods/files.info.
 */
import type { ServerResponse } from 'node:http';
import type { Access } from './web-api/access';
import { type Methods, Refusal } from './web-api/refusal';
import type { SharedFile, Workspace } from './workspace';

/** Slack's names of kinds, by what a file's name ends with. */
const kinds: Readonly<Record<string, readonly [filetype: string, mimetype: string]>> = {
  log: ['text', 'text/plain'],
  txt: ['text', 'text/plain'],
  json: ['json', 'application/json'],
  yaml: ['yaml', 'text/yaml'],
  yml: ['yaml', 'text/yaml'],
  png: ['png', 'image/png'],
  zip: ['zip', 'application/zip'],
  html: ['html', 'text/html'],
};

/** A file that somebody adds to a message. */
export interface GivenFile {
  readonly name: string;
  readonly content: string | Buffer;
  readonly snippet?: boolean;
}

/** Makes a file; it is seen where a message shares it. */
export function newFile(
  workspace: Workspace,
  user: string,
  { name, content, snippet = false }: GivenFile,
): SharedFile {
  const ending = name.includes('.') ? (name.split('.').at(-1) as string).toLowerCase() : 'txt';
  const [filetype, mimetype] = kinds[ending] ?? ['binary', 'application/octet-stream'];
  return {
    id: workspace.id('F'),
    name,
    filetype,
    mimetype,
    mode: snippet ? 'snippet' : 'hosted',
    user,
    content: Buffer.from(content),
  };
}

/** A file as methods and events show it. */
export function fileJson(file: SharedFile, workspace: Workspace): Record<string, unknown> {
  const path = `${workspace.filesUrl}/files-pri/${workspace.team.id}-${file.id}`;
  return {
    id: file.id,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype: file.filetype,
    user: file.user,
    mode: file.mode,
    size: file.content.length,
    is_external: false,
    is_public: true,
    url_private: `${path}/${encodeURIComponent(file.name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(file.name)}`,
  };
}

/** `files.*` */
export function files(access: Access): Methods {
  return {
    'files.info': (given) => {
      const file = seen(access, String(given.file ?? ''));
      if (!file) throw new Refusal('file_not_found');
      return { ok: true, file: fileJson(file, access.workspace) };
    },
  };
}

/** Hands out a file; whoever has no right to it is sent to the sign-in page. */
export function serveFile(
  path: string,
  { access, allowed }: { readonly access: Access; readonly allowed: boolean },
  response: ServerResponse,
): void {
  const id = /^\/files-pri\/[A-Z0-9]+-([A-Z0-9]+)\//.exec(path)?.[1] ?? '';
  const file = allowed ? seen(access, id) : undefined;
  if (!file) {
    response.writeHead(302, { location: `/?redir=${encodeURIComponent(path)}` }).end();
    return;
  }
  response
    .writeHead(200, { 'content-type': file.mimetype, 'content-length': file.content.length })
    .end(file.content);
}

/** A file of a conversation that the bot is in. */
function seen(access: Access, id: string): SharedFile | undefined {
  const { workspace } = access;
  for (const { channel, deleted, files: shared = [] } of workspace.messages) {
    const file = shared.find((each) => each.id === id);
    const where = workspace.channels.get(channel);
    if (file && !deleted && where && access.isMember(where)) return file;
  }
  return undefined;
}
