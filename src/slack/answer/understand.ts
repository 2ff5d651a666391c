/** What a text asks, compared with the names that whoever asks may see. */
import { SourceError } from '../../diagnosis/model/evidence';
import { maskDeep } from '../../diagnosis/model/secrets';
import type { Dependencies } from '../dependencies';
import type { Command, Scope } from '../question/command';
import { type Known, projectMeant, resourcesCalled } from '../question/known';
import { isRecognised } from '../question/log-like';
import { readPlainly, readQuestion } from '../question/read';
import type { Circumstances, Reading } from '../question/reading';
import { symptomIn } from '../question/terms';
import { tokensOf } from '../question/tokens';
import { commonWords, strangeIn } from '../question/vocabulary';
import type { Asker } from './asker';
import { defaultScope } from './default-scope';

/** Rejects with AccessDenied for people who are not allowed to ask. */
export async function understand(
  text: string,
  surface: Circumstances['surface'],
  asker: Asker,
  deps: Dependencies,
): Promise<Reading> {
  const reading = await readBy(text, surface, asker, deps);
  return 'do' in reading ? reading : reading.map(asSymptom);
}

/** A text of so many words that tells no cause is a symptom rather than a log. */
const MOST_SYMPTOM_WORDS = 8;

/** Whoever says no more than how something ended is told what it means, and asked of which one. */
function asSymptom(command: Command): Command {
  if (command.do !== 'explain' || command.text.trim().split(/\s+/).length > MOST_SYMPTOM_WORDS)
    return command;
  const symptom = symptomIn(command.text) ?? (isRecognised(command.text) ? undefined : command.text.trim());
  return symptom === undefined ? command : { do: 'which', symptom };
}

async function readBy(
  text: string,
  surface: Circumstances['surface'],
  asker: Asker,
  deps: Dependencies,
): Promise<Reading> {
  const typed = maskDeep(text, deps.masker);
  const about = await topicHere(asker, deps);
  const circumstances = { surface, ...(about ? { about } : {}) };
  const plain = readPlainly(typed, circumstances);
  if (plain) return [plain];
  const permission = await deps.access.of(asker);
  // Below an answer about another project the names of that one come first.
  const place = scopeOf(about);
  const scope = place.project === undefined ? await defaultScope(asker, permission) : place;
  const inquiry = deps.diagnosis.inquire(permission.sees, asker.begun);
  const names = async (everywhere: boolean): Promise<Known | undefined> => {
    try {
      return await inquiry.names({ ...scope, everywhere });
    } catch (error) {
      // Without names a sentence is still read by its words; the answer itself says what cannot be reached.
      if (error instanceof SourceError) return undefined;
      throw error;
    }
  };
  const own = await names(false);
  const reading = readQuestion(typed, { ...circumstances, ...(own ? { known: own } : {}) });
  if (!own) return reading;
  // Below an answer a word that nobody knows may be the name of something else.
  const more =
    mayNameMore(typed, own) || (about !== undefined && !('do' in reading) && namesMore(typed, own));
  if (isSettled(reading, own, typed) && !more) return inPlace(reading, own, place);
  const all = await names(true);
  return all ? inPlace(readQuestion(typed, { ...circumstances, known: all }), all, place) : reading;
}

/** Where a question before was asked. */
function scopeOf(about: Command | undefined): Scope {
  const { project, region } = (about ?? {}) as Scope;
  return project === undefined ? {} : { project, ...(region === undefined ? {} : { region }) };
}

/** Who names a thing and no project below an answer about a project means the one there, where it has one of this name. */
function inPlace(reading: Reading, known: Known, place: Scope): Reading {
  if ('do' in reading || place.project === undefined) return reading;
  return reading.map((command) => {
    const isThere =
      isNamed(command) &&
      command.project === undefined &&
      resourcesCalled(known, command.name, place.project).length > 0;
    return isThere ? { ...command, ...place } : command;
  });
}

/** What was asked before in the thread; in a direct message, else outside of threads. */
export async function topicHere(
  { thread, place, isDirect }: Asker,
  { conversations }: Dependencies,
): Promise<Command | undefined> {
  if (!thread) return undefined;
  const own = await conversations.topic(thread);
  return own ?? (isDirect && thread.ts !== undefined ? conversations.topic({ place }) : undefined);
}

/** Whether a word has the form of a name that the usual project does not know: it may be one of another project. */
function mayNameMore(text: string, known: Known): boolean {
  return tokensOf(text).some(
    ({ word }) =>
      /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(word) &&
      !commonWords.has(word) &&
      resourcesCalled(known, word).length === 0,
  );
}

/** Whether a word may be the name of something that is in another project. */
function namesMore(text: string, known: Known): boolean {
  return strangeIn(tokensOf(text)).some(
    ({ word, text: typed }) =>
      /^[a-z0-9][a-z0-9.-]{2,}$/.test(word) &&
      !projectMeant(known, typed) &&
      resourcesCalled(known, word).length === 0,
  );
}

/** Whether names of other projects would change nothing. */
function isSettled(reading: Reading, known: Known, text: string): boolean {
  if ('do' in reading) return reading.do === 'mistake' || reading.topic !== 'unclear';
  return reading.every((command) => {
    if (command.do === 'explain' || command.do === 'which') return false;
    // `what is wrong with newsletter?` asks about one thing, when there is one of this name.
    if (command.do === 'overview') return !namesMore(text, known);
    // `landing-page:43` may be a version of something.
    if (command.do === 'image' && /^[a-z0-9-]+:/.test(command.reference)) return false;
    return !isNamed(command) || resourcesCalled(known, command.name, command.project).length > 0;
  });
}

/** Whether it asks about one resource by its name. */
export function isNamed(
  command: Command,
): command is Extract<Command, { do: 'diagnose' | 'logs' | 'events' }> {
  return command.do === 'diagnose' || command.do === 'logs' || command.do === 'events';
}
