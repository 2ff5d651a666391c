/** Image references in sentences. */
import type { Token } from './tokens';

/** Hosts that are registries whatever stands behind them. */
const REGISTRY =
  /(?:^|\.)(?:icr\.io|docker\.io|quay\.io|ghcr\.io|gcr\.io|azurecr\.io|pkg\.dev|jfrog\.io|gitlab\.com:\d+)$|^registry[.-]|\.dkr\.ecr\.|^public\.ecr\.aws$|^mcr\.microsoft\.com$|^registry\.gitlab\.com$|^registry\.redhat\.io$|^localhost:\d+$/;
const NO_REGISTRY = /(?:^|\.)(?:github|gitlab|bitbucket)\.(?:com|org)$|^cloud\.ibm\.com$/;
const WITH_HOST =
  /^(?<host>[a-z0-9][a-z0-9.-]*(?:\.[a-z]{2,}|localhost)?(?::\d{1,5})?)\/(?<path>[a-z0-9][\w./-]*?)(?<tag>:[\w][\w.-]{0,127})?(?<digest>@sha256:[0-9a-f]{64})?$/i;
/** `nginx:1.25`, `library/node:20-alpine`. A number of four digits or more is a port, and `14:00` is a time. */
const SHORT =
  /^(?=[^:]*[a-z])[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)?:(?!\d{4,5}$)(?:v?\d[\w.-]*|latest|main|master|dev|stable|edge|alpine|slim)$/;

/** `server.go:228` is a place in a file. */
const SOURCE_FILE = /\.(?:go|py|js|mjs|ts|tsx|java|kt|rb|rs|c|cc|cpp|cs|php|sh):/i;

/** Whether the word is an image reference, whatever stands around it. */
export function isImage({ text }: Pick<Token, 'text'>): boolean {
  if (/^https?:/i.test(text)) return false;
  const { host, tag, digest } = WITH_HOST.exec(text)?.groups ?? {};
  if (host?.includes('.') || host?.includes(':')) {
    const bare = host.toLowerCase();
    if (REGISTRY.test(bare)) return true;
    return !NO_REGISTRY.test(bare) && (tag !== undefined || digest !== undefined);
  }
  return SHORT.test(text) && !SOURCE_FILE.test(text);
}

/** People and Slack put a scheme in front of registries: `https://us.icr.io/team/web:5`. */
export function withoutScheme(text: string): string {
  const bare = text.replace(/^(?:https?|docker|oci):\/\//i, '');
  const host = bare.split('/')[0]?.toLowerCase() ?? '';
  if (/^(?:docker|oci):/i.test(text)) return bare;
  return bare !== text && REGISTRY.test(host) && isImage({ text: bare }) ? bare : text;
}

/** The reference with another tag. */
export function withTag(reference: string, tag: string): string {
  const bare = reference.replace(/@sha256:[0-9a-f]+$/, '');
  return `${bare.replace(/:[\w.-]+$/, '')}:${tag}`;
}
