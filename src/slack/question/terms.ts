/** Words of this trade that people ask the meaning of. */

const forms = {
  app: /\bapps?\b|\bapplications?\b/i,
  'build-run': /\bbuild ?-?runs?\b/i,
  build: /\bbuilds?\b(?! ?-?runs?\b)/i,
  'job-run': /\bjob ?-?runs?\b/i,
  job: /\bjobs?\b(?! ?-?runs?\b)/i,
  function: /\bfunctions?\b/i,
  fleet: /\bfleets?\b/i,
  project: /\bprojects?\b/i,
  revision: /\brevisions?\b/i,
  instance: /\binstances?\b|\bpods?\b/i,
  tag: /\btags?\b/i,
  digest: /\bdigests?\b/i,
  manifest: /\bmanifests?\b/i,
  'registry-secret': /\b(?:registry|pull|image ?pull) ?-?secrets?\b/i,
  registry: /\bregistr(?:y|ies)\b(?! ?-?secrets?\b)/i,
  namespace: /\bnamespaces?\b/i,
  image: /\b(?:container )?images?\b(?! ?pull)/i,
  buildpack: /\bbuild ?-?packs?\b/i,
  dockerfile: /\bdockerfiles?\b/i,
  probe: /\bprobes?\b|\b(?:readiness|liveness)\b/i,
  'cold-start': /\bcold ?-?starts?\b|\bscale[sd]? (?:down )?to zero\b/i,
  'exit-code': /\bexit ?-?codes?\b/i,
  'image-pull-back-off': /\bImage_?Pull_?Back_?Off\b|\bErr_?Image_?Pull\b/i,
  'crash-loop-back-off': /\bCrash_?Loop_?Back_?Off\b/i,
  'oom-killed': /\bOOM_?Killed\b/i,
} as const;

export type Term = keyof typeof forms;

/** A state that tells how something ended, and not why. */
const SYMPTOM = /\b(?:Image_?Pull_?Back_?Off|Err_?Image_?Pull|Crash_?Loop_?Back_?Off|OOM_?Killed)\b/i;

/** The first state in a text that tells how something ended, and not why. */
export function symptomIn(text: string): string | undefined {
  return SYMPTOM.exec(text)?.[0];
}

/** Those that a text names, at most two, in its order. */
export function termsIn(text: string): readonly Term[] {
  const found = (Object.keys(forms) as Term[]).flatMap((term) => {
    const at = text.search(forms[term]);
    return at < 0 ? [] : [{ term, at }];
  });
  return found
    .sort((a, b) => a.at - b.at)
    .slice(0, 2)
    .map(({ term }) => term);
}
