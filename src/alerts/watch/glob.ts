/** Whether a name fits a glob of `*` and `?`. Linear in time: no regular expression is made of what people type. */
export function fits(name: string, glob: string): boolean {
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let from = 0;
  while (at < name.length) {
    if (glob[inGlob] === '*') {
      star = inGlob;
      from = at;
      inGlob += 1;
    } else if (inGlob < glob.length && (glob[inGlob] === '?' || glob[inGlob] === name[at])) {
      inGlob += 1;
      at += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      from += 1;
      at = from;
      inGlob = star + 1;
    } else return false;
  }
  while (glob[inGlob] === '*') inGlob += 1;
  return inGlob === glob.length;
}
