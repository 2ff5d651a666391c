/** Gemfile.lock, as a bundle that is frozen compares it: every gem of the Gemfile is in it. */
import type { Look } from '../look';
import { outOfStep, pairOf } from './lock';

/** Compares Gemfile.lock with Gemfile, and reports to `look`; true when it reported. */
export async function checkGemfileLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'Gemfile', 'Gemfile.lock');
  if (!pair) return false;
  const { manifestPath: file } = pair;
  const locked = new Set(
    [...pair.lock.matchAll(/^ {2,4}([\w.-]{1,100})(?=[ !(]|$)/gm)].map(([, gem]) => gem),
  );
  for (const [index, line] of pair.manifest.split(/\r?\n/).entries()) {
    const gem = /^\s*gem\s+["']([\w.-]{1,100})["']/.exec(line)?.[1];
    // What is wanted at times only may not have been wanted then.
    if (gem === undefined || locked.has(gem) || /\s(?:if|unless)\s/.test(line)) continue;
    const where = { file, line: index + 1, quote: line };
    outOfStep(look, pair, { wants: `the gem ${gem}`, where }, { refuses: 'Bundler', cure: 'bundle install' });
    return true;
  }
  return false;
}
