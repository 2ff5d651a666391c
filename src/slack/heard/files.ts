/** Snippets and text files of a message, from Slack's own file host only. */
import type { WebClient } from '@slack/web-api';

/** Bytes; a log that is longer is to be cut by whoever pastes it. */
const MOST_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 8000;
/** Files of one message that are read. */
const MOST_FILES = 3;
/** Source: docs.slack.dev/reference/objects/file-object, `url_private_download`. */
const SLACK_HOST = 'files.slack.com';

/** Kinds beside `text/*` whose bytes are text. */
const TEXT_TYPES =
  /^(?:text\/|application\/(?:json|x-ndjson|xml|yaml|x-yaml|toml|x-sh|x-shellscript|javascript|x-log)\b)|\+(?:json|xml)\b/;
const TEXT_NAMES =
  /\.(?:log|txt|out|err|json|ya?ml|toml|xml|md|csv|conf|cfg|ini|env|sh|dockerfile)$|^dockerfile$/i;

export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** A file that is not read. */
export interface FileTrouble {
  readonly name: string;
  /** A sentence: why, and what helps. */
  readonly problem: string;
}

export interface FileSource {
  /** Base of Slack's Web API, where it is not Slack's own: its host serves the files as well. */
  readonly apiUrl?: string | undefined;
}

interface SlackFile {
  readonly id?: string;
  readonly name?: string;
  readonly title?: string;
  readonly mimetype?: string;
  readonly size?: number;
  readonly mode?: string;
  readonly file_access?: string;
  readonly is_external?: boolean;
  readonly url_private_download?: string;
  readonly url_private?: string;
}

/** Reads the files of a message. Never rejects. */
export async function readFiles(
  files: readonly unknown[],
  client: WebClient,
  source: FileSource,
): Promise<readonly (FileText | FileTrouble)[]> {
  const all = files.filter((each): each is SlackFile => typeof each === 'object' && each !== null);
  const read = await Promise.all(all.slice(0, MOST_FILES).map((file) => readFile(file, client, source)));
  const rest = all.slice(MOST_FILES).map((file) => ({
    name: nameOf(file),
    problem: `Only ${MOST_FILES} files are read at a time.`,
  }));
  return [...read, ...rest];
}

function nameOf({ name, title }: SlackFile): string {
  return name || title || 'the file';
}

async function readFile(
  given: SlackFile,
  client: WebClient,
  source: FileSource,
): Promise<FileText | FileTrouble> {
  const wrong = (problem: string): FileTrouble => ({ name: nameOf(given), problem });
  try {
    const file = given.file_access === 'check_file_info' ? await fileInfo(given, client) : given;
    if (file.mode === 'hidden_by_limit' || file.mode === 'tombstone') {
      return wrong('Slack does not keep it any more. Paste the lines around the error.');
    }
    if (file.is_external) return wrong('It is not kept by Slack. Paste the lines around the error.');
    if (
      !TEXT_TYPES.test(file.mimetype ?? '') &&
      !TEXT_NAMES.test(file.name ?? '') &&
      file.mode !== 'snippet'
    ) {
      return wrong('It is no text. Paste the lines around the error, or add them as a text snippet.');
    }
    const tooLong = wrong('It is longer than 5 MB. Cut out the lines around the error.');
    if ((file.size ?? 0) > MOST_BYTES) return tooLong;
    const url = addressOf(file, source);
    if (!url) return wrong('It does not stand on Slack’s own file host. Paste the lines around the error.');
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${client.token ?? ''}` },
      // A file that the token does not open is a redirect to the sign-in page.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const type = response.headers.get('content-type') ?? '';
    const isPage = /^text\/html/.test(type) && file.mimetype !== 'text/html';
    if (!response.ok || isPage) {
      await response.body?.cancel();
      return wrong(
        'The bot is not allowed to read it: the app needs the scope files:read. Paste the lines around the error instead.',
      );
    }
    const bytes = await bodyOf(response);
    if (!bytes) return tooLong;
    const text = decoded(bytes);
    return text === undefined
      ? wrong('It is no text. Paste the lines around the error, or add them as a text snippet.')
      : { name: nameOf(file), text };
  } catch {
    return wrong('Slack did not hand it out. Try again in a moment, or paste the lines around the error.');
  }
}

async function fileInfo(file: SlackFile, client: WebClient): Promise<SlackFile> {
  const { file: found } = await client.files.info({ file: file.id ?? '' });
  return (found ?? {}) as SlackFile;
}

/** Undefined: it would take the token to somebody else. */
function addressOf(file: SlackFile, { apiUrl }: FileSource): URL | undefined {
  const given = file.url_private_download ?? file.url_private;
  if (given === undefined || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  const isSlack = url.protocol === 'https:' && url.host === SLACK_HOST;
  const isOwn = apiUrl !== undefined && url.origin === new URL(apiUrl).origin;
  return (isSlack || isOwn) && !url.username && !url.password ? url : undefined;
}

/** Undefined: it is longer than it said. */
async function bodyOf(response: Response): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return new Uint8Array();
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > MOST_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** UTF-8, or UTF-16 as Windows writes it; undefined: it is no text. */
function decoded(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\0') ? undefined : text;
}
