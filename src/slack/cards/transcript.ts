/** Logs and events in full: pages of a modal, and a card for surfaces without one. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { LogExcerpt, PlatformEvent } from '../../diagnosis/model/platform';
import type { Transcript } from '../../diagnosis/model/report';
import type { WorkloadSubject } from '../../diagnosis/model/subject';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  actions,
  bold,
  bullets,
  button,
  type Card,
  context,
  header,
  instant,
  limits,
  plain,
  preformatted,
  present,
  prose,
  rich,
  run,
  section,
  withoutButtons,
} from './blocks';
import { MOST_BYTES, weigh } from './budget';
import { missingSentences } from './missing';
import { historyContext } from './report-history';
import { clip, code, escapeMrkdwn, excerpt, line, sentence } from './text';
import { named, subjectName } from './wording';

export type TranscriptKind = 'logs' | 'events';

/** What a modal remembers between clicks, as its `private_metadata`. */
export interface ModalMemory {
  readonly kind: TranscriptKind;
  /** Command line of the subject. */
  readonly command: string;
  /** Id of the evidence that alerts kept; then this is shown, and `command` is empty. */
  readonly evidence?: string;
}

const PAGE_BYTES = MOST_BYTES - 2500;
const MOST_PAGES = 40;

/** Opened at once, because Slack's trigger lives for three seconds only. */
export function loadingView(memory: ModalMemory): ModalView {
  return view(memory, [rich(run(plain(`🔎 Reading the ${memory.kind}…`)))]);
}

/** A modal that tells why there is nothing to show. */
export function problemView(memory: ModalMemory, card: Card): ModalView {
  return view(memory, withoutButtons(card.blocks));
}

/** In place of a page, when the modal does not tell any more what it shows. */
export function outdatedView(): ModalView {
  return view({ kind: 'logs', command: '' }, [
    rich(run(plain('This window is too old. Close it, and press the button on the card again.'))),
  ]);
}

/** Told to whoever turned a page that Slack did not show. */
export function pageNotShownCard(): Card {
  const text = 'The page was not shown';
  return {
    text,
    blocks: [
      header(text),
      section('Slack did not take it. Press *Older* or *Newer* in the window once more.'),
    ],
  };
}

/** Page `page` of a transcript, counted from the newest, 0. */
export function transcriptView(
  memory: ModalMemory,
  subject: WorkloadSubject,
  transcript: Transcript,
  page: number,
): ModalView {
  const pages = pagesOf(memory.kind, transcript);
  const at = Math.min(Math.max(0, Math.floor(page) || 0), Math.max(0, pages.length - 1));
  const turn = present(
    at + 1 < pages.length
      ? button('← Older', `${actionIds.turnPage}:older`, { value: String(at + 1) })
      : undefined,
    at > 0 ? button('Newer →', `${actionIds.turnPage}:newer`, { value: String(at - 1) }) : undefined,
  );
  const pageWords = pages.length > 1 ? `, page ${at + 1} of ${pages.length}, newest first` : '';
  return view(memory, [
    context(`${code(subjectName(subject), 120)} in project ${code(subject.project.name, 80)}${pageWords}`),
    ...historyBlocks(subject, transcript),
    ...(pages[at] ?? [nothing(memory.kind, subject, transcript)]),
    ...missingBlocks(transcript),
    ...(turn.length > 0 ? [actions(turn)] : []),
  ]);
}

/** The newest page as a message, with a button for the whole. */
export function transcriptCard(kind: TranscriptKind, subject: WorkloadSubject, transcript: Transcript): Card {
  const pages = pagesOf(kind, transcript);
  const title = `📄 ${kind === 'logs' ? 'Log' : 'Events'} of ${line(named(subject.kind, subject.name), 100)}`;
  const value = formatCommand(commandFor(subject));
  const whole =
    kind === 'logs'
      ? button('Show log', actionIds.showLog, { value })
      : button('All events', actionIds.allEvents, { value });
  return {
    text: escapeMrkdwn(title),
    blocks: [
      header(title),
      ...historyBlocks(subject, transcript),
      ...(pages[0] ?? [nothing(kind, subject, transcript)]),
      ...missingBlocks(transcript),
      ...(pages.length > 1 && whole ? [context('This is the newest part.'), actions([whole])] : []),
    ],
  };
}

/**
 * That there is none, why there may be none unless what is missing says so, and what tells more. Events live for an
 * hour, logs as long as their pods.
 */
function nothing(kind: TranscriptKind, subject: WorkloadSubject, { missing }: Transcript): KnownBlock {
  const usual = kind === 'logs' ? 'nothing was printed, or its pods are gone' : 'they are kept for an hour';
  const why = missing.length > 0 ? '' : `: ${usual}`;
  const { kind: of, name, project } = subject;
  const command = clip(formatCommand({ do: 'diagnose', kind: of, name, project: project.name }), 300);
  return rich(run(...prose(`There are no ${kind}${why}. \`/ce-image ${command}\` says how it stands.`)));
}

/** Since when it fails like this, where that was asked. */
function historyBlocks({ kind }: WorkloadSubject, { history }: Transcript): KnownBlock[] {
  return history ? [historyContext(history, kind)] : [];
}

function view(memory: ModalMemory, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: 'transcript',
    title: {
      type: 'plain_text',
      text: (memory.kind === 'logs' ? 'Log' : 'All events').slice(0, limits.viewTitle),
    },
    close: { type: 'plain_text', text: 'Close' },
    private_metadata: JSON.stringify(memory),
    blocks,
  };
}

/** Newest page first. Within a page the order of time is kept. */
function pagesOf(kind: TranscriptKind, transcript: Transcript): KnownBlock[][] {
  const pieces = kind === 'logs' ? logPieces(transcript.logs) : eventPieces(transcript.events);
  const pages: KnownBlock[][] = [];
  let page: KnownBlock[] = [];
  for (const piece of pieces) {
    if (page.length > 0 && (weigh([...page, piece]) > PAGE_BYTES || page.length >= 20)) {
      pages.push(page);
      page = [];
    }
    page.push(piece);
    if (pages.length >= MOST_PAGES) break;
  }
  if (page.length > 0 && pages.length < MOST_PAGES) pages.push(page);
  return kind === 'logs' ? pages.map((each) => each.reverse()) : pages;
}

const PIECE_CHARACTERS = 2000;

/** Chunks of log, newest first, each within one preformatted element. */
function logPieces(logs: readonly LogExcerpt[]): KnownBlock[] {
  return logs.flatMap((log) => {
    const where = `${line(log.pod, 90)}, ${line(log.keptBy ?? log.container, 70)}${log.previous ? ', before the last restart' : ''}`;
    const chunks = chunksFromEnd(log.text.trimEnd());
    return chunks.map((chunk, at) =>
      rich(
        run(bold(where), plain(at === 0 ? '' : ` (earlier, part ${at + 1})`)),
        preformatted(chunk, PIECE_CHARACTERS + 500),
      ),
    );
  });
}

/** The text cut at line breaks into chunks that weigh little once serialised, the last chunk first. */
function chunksFromEnd(text: string): string[] {
  if (!text) return [];
  const chunks: string[] = [];
  let chunk: string[] = [];
  let size = 0;
  const lines = text.split('\n');
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const each = clip(lines[at] as string, 1000);
    const cost = JSON.stringify(each).length;
    if (size + cost > PIECE_CHARACTERS && chunk.length > 0) {
      chunks.push(chunk.reverse().join('\n'));
      chunk = [];
      size = 0;
      if (chunks.length >= MOST_PAGES * 5) return chunks;
    }
    chunk.push(each);
    size += cost;
  }
  chunks.push(chunk.reverse().join('\n'));
  return chunks;
}

/** Events in groups of five, in the order given. */
function eventPieces(events: readonly PlatformEvent[]): KnownBlock[] {
  const pieces: KnownBlock[] = [];
  for (let at = 0; at < events.length && pieces.length < MOST_PAGES * 20; at += 5) {
    pieces.push(rich(bullets(events.slice(at, at + 5).map(eventLine))));
  }
  return pieces;
}

function eventLine(event: PlatformEvent) {
  const when = event.lastSeen ?? event.firstSeen;
  const times = event.count && event.count > 1 ? ` ×${Math.floor(event.count)}` : '';
  const head = [event.type, event.reason].filter(Boolean).join(' ') || 'Event';
  const at = instant(when);
  const tail = [event.object, at ? undefined : when].filter(Boolean).join(', ');
  return run(
    ...present(at),
    bold(`${at ? '  ' : ''}${line(head, 80)}${times}`),
    plain(`${tail ? ` (${line(tail, 120)})` : ''}: ${excerpt(event.message, 600)}`),
  );
}

function missingBlocks(transcript: Transcript): KnownBlock[] {
  const sentences = missingSentences(transcript.missing);
  if (sentences.length === 0) return [];
  return [
    rich(
      run(bold('Not known')),
      bullets(sentences.slice(0, 4).map((each) => run(...prose(sentence(each, 300))))),
    ),
  ];
}
