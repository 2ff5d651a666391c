/** V8, the engine beneath Node.js: it names its own end. Seldom a server's, mostly a bundler's. */
import { says, type Tool } from './tool';

export const v8: Tool = {
  name: 'v8',
  speaks: /^==== C stack trace =|^# Fatal error in\b/,
  says: [
    ...says('crashed', 'program', /^# Fatal error in\b/),
    ...says(
      'out-of-memory',
      'memory',
      /\bReached heap limit\b/,
      /\bJavaScript heap out of memory\b/,
      /\bmark-compacts near heap limit\b/,
    ),
  ],
};
