/** Programs that die at their start, in the words of their runtime; and programs that start well with loud words. */
import type { Tool } from '../../case';
import { golang } from './golang';
import { java, javaOld } from './java';
import { native } from './native';
import { nginx } from './nginx';
import { node } from './node';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';

export const programs: readonly Tool[] = [
  node,
  python,
  ruby,
  php,
  golang,
  native,
  nginx,
  java('bookworm', 17),
  java('trixie', 21),
  java('sid', 25),
  javaOld('trixie', 21, 25),
  javaOld('sid', 17, 21),
];
