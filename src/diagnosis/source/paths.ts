/** Paths with `/`, never leading out of the tree. */

/** Without empty parts, `.` and what `..` takes back; leading `..` are dropped, as BuildKit does it. */
export function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A path within a directory, without `.`, `..` and doubled slashes. */
export function joined(directory: string, path: string): string {
  return cleaned(`${directory}/${path}`);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `undefined` when the path is not below the directory. */
export function below(directory: string, path: string): string | undefined {
  if (directory === '') return path;
  if (path === directory) return '';
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : undefined;
}

/** Whether the path climbs above where it starts. */
export function climbsOut(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

/**
 * Whether a path matches a pattern of Go's filepath.Match, where `**` stands for any number of directories. In time
 * linear in the product of both lengths, whatever the pattern.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  // ways[i]: whether the parts so far can end at the i-th part of the pattern.
  let ways = closed(wanted, new Set([0]));
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of ways) {
      if (wanted[at] === '**') next.add(at);
      else if (at < wanted.length && matchesPart(wanted[at] as string, part)) next.add(at + 1);
    }
    ways = closed(wanted, next);
    if (ways.size === 0) return false;
  }
  return ways.has(wanted.length);
}

/** Whether a path is a pattern. */
export function hasGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** The directories of a pattern before the first part that is one; of a plain path all of it. */
export function beforeGlob(pattern: string): string {
  const parts = pattern.split('/');
  const glob = parts.findIndex(hasGlob);
  return (glob < 0 ? parts : parts.slice(0, glob)).join('/');
}

function closed(wanted: readonly string[], ways: Set<number>): Set<number> {
  for (const at of ways) if (wanted[at] === '**') ways.add(at + 1);
  return ways;
}

/** One name against one part: `*`, `?`, `[a-z]`, `\x`. */
function matchesPart(pattern: string, name: string): boolean {
  let ways = new Set([0]);
  const step = (set: Set<number>) => {
    for (const at of set) if (pattern[at] === '*') set.add(at + 1);
    return set;
  };
  ways = step(ways);
  for (const character of name) {
    const next = new Set<number>();
    for (const at of ways) {
      const sign = pattern[at];
      if (sign === undefined) continue;
      if (sign === '*') next.add(at);
      else if (sign === '?') next.add(at + 1);
      else if (sign === '[') {
        const end = pattern.indexOf(']', at + 2);
        if (end > 0 && inClass(pattern.slice(at + 1, end), character)) next.add(end + 1);
      } else if (sign === '\\') {
        if (pattern[at + 1] === character) next.add(at + 2);
      } else if (sign === character) next.add(at + 1);
    }
    ways = step(next);
    if (ways.size === 0) return false;
  }
  return ways.has(pattern.length);
}

function inClass(inside: string, character: string): boolean {
  const negated = inside.startsWith('^') || inside.startsWith('!');
  const body = negated ? inside.slice(1) : inside;
  let found = false;
  for (let at = 0; at < body.length; at += 1) {
    const isRange = body[at + 1] === '-' && at + 2 < body.length;
    const last = isRange ? (body[at + 2] as string) : (body[at] as string);
    if (character >= (body[at] as string) && character <= last) found = true;
    if (isRange) at += 2;
  }
  return found !== negated;
}
