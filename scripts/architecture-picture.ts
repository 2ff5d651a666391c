/** The rooms of src and who imports whom, as a picture: whoever imports stands above what it imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '../src');

/** What a room does, in a few words. */
const jobs: Readonly<Record<string, string>> = {
  main: 'puts the rooms together',
  core: 'the core over its adapters',
  settings: 'environment → settings',
  accounts: 'logins of several accounts',
  'config-file': 'YAML, mistakes by line',
  logging: 'one line an event, masked',
  cli: 'doors without Slack',
  slack: 'Slack asks, a card answers',
  alerts: 'the same, asked by a clock',
  store: 'tables and queries',
  codeengine: 'Code Engine, IAM, Kubernetes',
  logs: 'IBM Cloud Logs',
  vpc: 'networks of fleets',
  webhook: 'events for other systems',
  'webhook-settings': 'names, addresses, secrets',
  registry: 'the ladder of pull and push',
  source: 'the ladder of source',
  record: 'what was asked and answered',
  http: 'APIs of IBM Cloud, asked safely',
  net: 'checked addresses',
  'diagnosis/investigate': 'subject → evidence',
  'diagnosis/verdict': 'evidence → report',
  'diagnosis/causes': 'one cause a file',
  'diagnosis/reading': 'text → facts',
  'diagnosis/remedy': 'commands as data',
  'diagnosis/source': 'checks on a tree',
  'diagnosis/model': 'the words of all',
};

interface Room {
  readonly name: string;
  readonly imports: ReadonlySet<string>;
}

/** The rooms, each with the rooms that it imports from. Files beside the folders are rooms where they have a job here, and belong to `main` otherwise. */
export function roomsOf(folder = root): readonly Room[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.split(sep).join('/'));
  const rooms = new Map<string, { imports: Set<string> }>();
  for (const file of files) {
    const own = roomOf(file);
    const room = rooms.get(own) ?? { imports: new Set<string>() };
    rooms.set(own, room);
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
      const other = roomOf(
        relative(folder, join(folder, dirname(file), path))
          .split(sep)
          .join('/'),
      );
      if (other !== own) room.imports.add(other);
    }
  }
  return [...rooms].map(([name, room]) => ({ name, ...room })).sort((a, b) => a.name.localeCompare(b.name));
}

function roomOf(path: string): string {
  const [first = '', second] = path.split('/');
  if (first === 'diagnosis' && second) return `diagnosis/${second.replace(/\.ts$/, '')}`;
  if (path.includes('/') || first in jobs) return first;
  const file = first.replace(/\.ts$/, '');
  return file in jobs ? file : 'main';
}

const WIDE = 190;
const HIGH = 54;
const GAP_X = 26;
const GAP_Y = 58;
const MARGIN = 24;

/** An SVG that suits light and dark pages. */
export function architectureSvg(rooms: readonly Room[] = roomsOf()): string {
  const layer = layersOf(rooms);
  const rows: Room[][] = [];
  for (const room of rooms) {
    const at = layer.get(room.name) ?? 0;
    rows[at] = [...(rows[at] ?? []), room];
  }
  rows.reverse();
  const most = Math.max(...rows.map((row) => row.length));
  const width = MARGIN * 2 + most * WIDE + (most - 1) * GAP_X;
  const height = MARGIN * 2 + rows.length * HIGH + (rows.length - 1) * GAP_Y;
  const places = new Map<string, { readonly x: number; readonly y: number }>();
  rows.forEach((row, level) => {
    const free = width - MARGIN * 2 - row.length * WIDE - (row.length - 1) * GAP_X;
    row.forEach(({ name }, at) => {
      places.set(name, {
        x: MARGIN + free / 2 + at * (WIDE + GAP_X),
        y: MARGIN + level * (HIGH + GAP_Y),
      });
    });
  });
  const lines = rooms.flatMap(({ name, imports }) =>
    [...imports]
      .filter((other) => !isReachedThroughAnother(rooms, imports, other))
      .sort()
      .flatMap((other) => arrow(places.get(name), places.get(other), name, other)),
  );
  const boxes = rooms.map((room) => box(room, places.get(room.name) ?? { x: 0, y: 0 }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Rooms of ce-image and their imports">
<style>
  text { font: 13px system-ui, sans-serif; fill: #161616; }
  .job { font-size: 11px; fill: #525252; }
  rect { fill: #ffffff; stroke: #8d8d8d; }
  .core rect { fill: #edf5ff; stroke: #0f62fe; }
  path { fill: none; stroke: #a8a8a8; }
  .inner path { stroke: #78a9ff; }
  marker path { fill: #a8a8a8; stroke: none; }
  .ground { fill: #f4f4f4; stroke: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f4f4f4; } .job { fill: #c6c6c6; }
    rect { fill: #262626; stroke: #6f6f6f; } .core rect { fill: #001d6c; stroke: #4589ff; }
    path { stroke: #6f6f6f; } .inner path { stroke: #4589ff; } marker path { fill: #6f6f6f; } .ground { fill: #161616; }
  }
</style>
<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="ground" width="${width}" height="${height}"/>
${lines.join('\n')}
${boxes.join('\n')}
</svg>
`;
}

/** How far a room is from the ground: the longest way down. There are no circles, so there is one. */
function layersOf(rooms: readonly Room[]): ReadonlyMap<string, number> {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const layers = new Map<string, number>();
  const layerOf = (name: string, path: readonly string[]): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    if (path.includes(name)) return 0;
    const below = [...(byName.get(name)?.imports ?? [])].filter((other) => byName.has(other));
    const layer =
      below.length === 0 ? 0 : 1 + Math.max(...below.map((other) => layerOf(other, [...path, name])));
    layers.set(name, layer);
    return layer;
  };
  for (const { name } of rooms) layerOf(name, []);
  return layers;
}

/** A longer way leads there: an arrow of its own would say nothing new, and hide others. */
function isReachedThroughAnother(
  rooms: readonly Room[],
  imports: ReadonlySet<string>,
  target: string,
): boolean {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const seen = new Set<string>();
  const reaches = (name: string): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    const next = byName.get(name)?.imports;
    return next !== undefined && (next.has(target) || [...next].some(reaches));
  };
  return [...imports].some((other) => other !== target && reaches(other));
}

type Place = { readonly x: number; readonly y: number };

function arrow(from: Place | undefined, to: Place | undefined, a: string, b: string): readonly string[] {
  // Everybody uses the words of the model: arrows to it would hide the others.
  if (!from || !to || b === 'diagnosis/model') return [];
  const [x1, y1] = [from.x + WIDE / 2, from.y + HIGH];
  const [x2, y2] = [to.x + WIDE / 2, to.y];
  const bend = Math.max(24, (y2 - y1) / 2);
  const inner = a.startsWith('diagnosis/') && b.startsWith('diagnosis/') ? ' class="inner"' : '';
  return [
    `<g${inner}><path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#to)"/></g>`,
  ];
}

function box({ name }: Room, { x, y }: Place): string {
  const core = name.startsWith('diagnosis/') ? ' class="core"' : '';
  const title = name.replace('diagnosis/', '');
  return `<g${core}><rect x="${x}" y="${y}" width="${WIDE}" height="${HIGH}" rx="6"/><text x="${x + WIDE / 2}" y="${y + 23}" text-anchor="middle" font-weight="600">${title}</text><text class="job" x="${x + WIDE / 2}" y="${y + 41}" text-anchor="middle">${jobs[name] ?? ''}</text></g>`;
}
