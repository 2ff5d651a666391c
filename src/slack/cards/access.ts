/** Cards that say what somebody is not allowed to do. */
import { type Card, header, plain, rich, run } from './blocks';
import { clip, line } from './text';

/** @param words a sentence for the asker */
export function deniedCard(words: string): Card {
  const text = '🔒 You are not allowed to ask this';
  return { text, blocks: [header(text), rich(run(plain(clip(words, 600))))] };
}

/** They see the project, and are not allowed to change anything about it. */
export function notAllowedCard(project: string): Card {
  const text = `🔒 You are not allowed to do this in project ${line(project, 60)}`;
  return {
    text,
    blocks: [
      header(text),
      rich(run(plain('You can look at it. An administrator decides who acts on it, in the access file.'))),
    ],
  };
}

/** The channel itself is not allowed to be told of the project. */
export function notToldCard(project: string): Card {
  const text = `🔒 This channel is not allowed to see project ${line(project, 60)}`;
  return {
    text,
    blocks: [
      header(text),
      rich(run(plain('So it gets no alerts of it. An administrator decides that, in the access file.'))),
    ],
  };
}
