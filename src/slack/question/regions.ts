/** The regions of Code Engine, as IBM Cloud's page on Code Engine regions lists them. */
export const regions = [
  'us-south',
  'us-east',
  'ca-tor',
  'br-sao',
  'eu-de',
  'eu-gb',
  'eu-es',
  'jp-tok',
  'jp-osa',
  'au-syd',
  'in-che',
] as const;
export type Region = (typeof regions)[number];

/** Whether `text` is the id of a region. */
export function isRegion(text: string): text is Region {
  return (regions as readonly string[]).includes(text);
}
