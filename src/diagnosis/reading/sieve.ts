/**
 * Finds the lines of a long text that may say something: one pass over the characters, with a machine that knows all
 * words at once (Aho and Corasick, 1975). What it lets through is read as every line of a short text is.
 */

/** Words of trouble and of success, in small letters. A line without any of them is taken to tell of neither. */
const words: readonly string[] = [
  ...['error', 'err!', 'err:', 'fail', 'fatal', 'fata[', 'exception', 'traceback', 'panic', 'caused by'],
  ...['denied', 'forbidden', 'unauthor', 'not authorized', 'credential', 'expired', 'password auth'],
  ...['cannot', "can't", 'could not', "couldn't", 'unable', 'did not', 'does not', "doesn't", 'not found'],
  ...[
    'no such',
    'no match',
    'not exist',
    'missing',
    'unknown',
    'undefined',
    'unbound',
    'not set',
    'is required',
  ],
  ...[
    'refused',
    'timed out',
    'timeout',
    'unreachable',
    'no route',
    'reset by',
    'hang up',
    'broken pipe',
    ': eof',
  ],
  ...['resolve host', 'name resolution', 'getaddrinfo', 'misbehaving', 'x509', 'certificate', 'handshake'],
  ...[
    'killed',
    'oomkill',
    'out of memory',
    'heap',
    'no space',
    'disk quota',
    'exceed',
    'insufficient',
    'low on resource',
  ],
  ...[
    'exit code',
    'exited',
    'exit status',
    'non-zero',
    'terminated',
    'segmentation',
    'core dumped',
    'signal',
  ],
  ...['fehler', 'nicht gefunden', 'erreur', 'introuvable', 'no encontrad', 'denegad', 'errore', ' erro:'],
  ...['invalid', 'unexpected', 'unsupported', 'incompatible', 'mismatch', 'conflict', 'corrupt', 'malformed'],
  ...[
    'reject',
    'abort',
    'crash',
    'cancel',
    'unhealthy',
    'back-off',
    'backoff',
    'evicted',
    'already in use',
    'quota',
  ],
  ...['toomanyrequests', 'rate limit', 'too large', 'immutable', 'unrecognized', 'usage:', 'not allowed'],
  ...[
    ' 404 ',
    ' 403 ',
    ' 401 ',
    ' 429 ',
    ' 413 ',
    ' 500 ',
    ' 502 ',
    ' 503 ',
    ' 504 ',
    'status: 4',
    'status: 5',
    'status 4',
    'status 5',
  ],
  ...[
    'successfully',
    'succeeded',
    'success',
    'complete!',
    'build success',
    'finished:',
    'condition met',
    'rolled out',
  ],
  ...['done in ', 'pulled', 'pushed'],
  ...['run npm', 'run pip', 'run apt', 'run yarn', 'run go ', 'run mvn', 'cloning into', 'load metadata'],
];

const CLASSES = 64;

/** Class of each character of ASCII: 0 is what no word has. */
const classOf = new Uint8Array(128);
let classes = 1;
for (const word of words) {
  for (const char of word) {
    const code = char.charCodeAt(0);
    if (classOf[code] === 0) classOf[code] = classes++;
  }
}
for (let code = 65; code <= 90; code += 1) classOf[code] = classOf[code + 32] as number;

const { next, hot } = machineOf(words);

/** The next state for each state and class; the states from `hot` on are those in which a word has been read. */
function machineOf(all: readonly string[]): { readonly next: Uint16Array; readonly hot: number } {
  const rows: number[][] = [new Array<number>(CLASSES).fill(0)];
  const ends = new Set<number>();
  for (const word of all) {
    let state = 0;
    for (const char of word) {
      const row = rows[state] as number[];
      const slot = classOf[char.charCodeAt(0)] as number;
      if (row[slot] === 0) {
        row[slot] = rows.length;
        rows.push(new Array<number>(CLASSES).fill(0));
      }
      state = row[slot] as number;
    }
    ends.add(state);
  }
  const fallback = new Array<number>(rows.length).fill(0);
  const queue = (rows[0] as number[]).filter((state) => state > 0);
  for (const state of queue) {
    const row = rows[state] as number[];
    const other = fallback[state] as number;
    if (ends.has(other)) ends.add(state);
    for (let slot = 0; slot < CLASSES; slot += 1) {
      const after = (rows[other] as number[])[slot] as number;
      if (row[slot] === 0) row[slot] = after;
      else {
        fallback[row[slot] as number] = after;
        queue.push(row[slot] as number);
      }
    }
  }
  // The ends are numbered last, so that one comparison tells them.
  const order = [...rows.keys()].sort((a, b) => Number(ends.has(a)) - Number(ends.has(b)) || a - b);
  const numbers = new Map(order.map((state, number) => [state, number]));
  const table = new Uint16Array(rows.length * CLASSES);
  for (const [number, state] of order.entries()) {
    for (let slot = 0; slot < CLASSES; slot += 1) {
      table[number * CLASSES + slot] =
        (numbers.get((rows[state] as number[])[slot] as number) as number) * CLASSES;
    }
  }
  return { next: table, hot: (rows.length - ends.size) * CLASSES };
}

/** Whether a line begins as a step of a build does, or as the end of one. */
function beginsStep(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === 35) return /^#\d{1,4} (?:\[|DONE|CACHED|ERROR|CANCELED)/.test(text.slice(at, at + 20));
  if (first === 83) return /^(?:Step|STEP) \d/.test(text.slice(at, at + 6));
  return first === 61 && text.startsWith('===>', at);
}

/** Lines before and after a line of interest that are read with it. */
const BEFORE = 2;
const AFTER = 6;

/**
 * Sifts whole lines.
 * @param read takes the text of lines that are to be read
 * @param skip takes the number of lines that are passed over
 */
export function sift(text: string, read: (lines: string) => void, skip: (count: number) => void): void {
  const starts: number[] = [];
  let skipped = 0;
  let follow = 0;
  let from = 0;
  while (from < text.length) {
    const hit = nextHit(text, from);
    // Lines from here to the hit are of no interest, but for those around it.
    let at = from;
    const end = hit === -1 ? text.length : text.lastIndexOf('\n', hit) + 1;
    while (follow > 0 && at < end) {
      const stop = text.indexOf('\n', at) + 1 || text.length;
      read(text.slice(at, stop));
      at = stop;
      follow -= 1;
    }
    starts.length = 0;
    while (at < end) {
      const stop = text.indexOf('\n', at) + 1 || text.length;
      starts.push(at);
      if (starts.length > BEFORE) {
        starts.shift();
        skipped += 1;
      }
      at = stop;
    }
    if (skipped > 0) skip(skipped);
    skipped = 0;
    if (hit === -1) {
      if (starts.length > 0) skip(starts.length);
      return;
    }
    const first = starts[0] ?? at;
    const stop = text.indexOf('\n', hit) + 1 || text.length;
    read(text.slice(first, stop));
    follow = AFTER;
    from = stop;
  }
}

/** Where a word of interest ends, or a line begins that is of interest; -1 when there is none any more. */
function nextHit(text: string, from: number): number {
  let state = 0;
  if (beginsStep(text, from)) return from;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // A letter beyond ASCII is taken for another one: the worst is a line too many.
    state = next[state + (classOf[code & 127] as number)] as number;
    if (state >= hot) return at;
    if (code === 10) {
      const first = text.charCodeAt(at + 1);
      if ((first === 35 || first === 83 || first === 61) && beginsStep(text, at + 1)) return at + 1;
    }
  }
  return -1;
}
