/**
 * Takes out of a text what belongs to the machine and the moment and says nothing about the fault: the day, temporary
 * names, process ids, the lab's own folders.
 */
const replacements: readonly (readonly [RegExp, string])[] = [
  // Colours and cursor movements, as a log that is no terminal would not have them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  [/\u001b\[[0-9;?]*[A-Za-z]/g, ''],
  [/[^\n]*\r(?!\n)/g, ''],
  [/\b20(2[6-9]|3\d)-\d\d-\d\d([T ])/g, '2025-03-14$2'],
  [/\b20(2[6-9]|3\d)\/\d\d\/\d\d /g, '2025/03/14 '],
  [/\b20(2[6-9]|3\d)\d{4}T(?=\d{6})/g, '20250314T'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)( [A-Z][a-z]{2} +\d+ [\d:]{8} 20)\d\d/g, '$1$225'],
  [/\/opt\/npm\/(@[^/\s]+\/)?[^/\s]+\/node_modules/g, '/usr/local/lib/node_modules'],
  [/\/tmp\/(tmp\.|pip-|npm-|buildah|xfs-)[\w.-]+/g, '/tmp/$1x1y2z3'],
  [/\/mnt\/lab\/[\w.-]+\/root/g, ''],
];

export function clean(text: string): string {
  return replacements.reduce((all, [pattern, by]) => all.replace(pattern, by), text).trimEnd();
}
