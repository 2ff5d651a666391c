/** What a person's environment means to the playground. */

/** Settings that a bot of one's own has, and the playground never. The IBM Cloud CLI has others of the name IBMCLOUD_…. */
const ofBot =
  /^(?:SLACK_.+|IBMCLOUD_(?:API_KEY|TRUSTED_PROFILE_ID|CR_TOKEN_FILE|IAM_URL)|IBM_ACCOUNTS|DATABASE_URL)$/;

/** Names of the settings by which somebody has begun to set up a bot of their own, in the order of the alphabet. */
export function settingsOfBot(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.keys(env)
    .filter((name) => ofBot.test(name) && env[name]?.trim())
    .sort();
}

/** Whether nothing of a bot is set up: then the playground is what a newcomer wants. */
export function wantsPlayground(env: NodeJS.ProcessEnv): boolean {
  return settingsOfBot(env).length === 0;
}

/**
 * What to add where the settings of a bot are not complete: how to come to the playground. Nothing where Slack is set up,
 * since nobody looks for the playground there.
 */
export function wayToPlayground(env: NodeJS.ProcessEnv): string {
  const names = settingsOfBot(env);
  if (names.some((name) => name.startsWith('SLACK_'))) return '';
  return `\nThis is no playground, because of ${names.join(', ')}. For the playground, leave that empty.`;
}

const ofRegistries = [
  'SOURCE_ALLOWED_HOSTS',
  'SOURCE_ENDPOINTS',
  'SOURCE_CA_FILE',
  'REGISTRY_ALLOWED_HOSTS',
  'REGISTRY_ENDPOINTS',
  'REGISTRY_CA_FILE',
];

/** The stand-ins' settings with the operator's own registries beside the simulated ones. */
export function besideOperator(
  standIns: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const both = { ...standIns };
  for (const name of ofRegistries) {
    const own = env[name]?.trim();
    if (own) both[name] = standIns[name] ? `${standIns[name]},${own}` : own;
  }
  return both;
}

/**
 * Where the page is served; 3000 when PORT is not set.
 * @throws Error when PORT is not a port number
 */
export function pagePort({ PORT }: NodeJS.ProcessEnv): number {
  const given = PORT?.trim();
  if (!given) return 3000;
  if (!/^\d{1,5}$/.test(given)) throw new Error('PORT is not a port number');
  if (Number(given) > 65_535) throw new Error('PORT is above 65535');
  return Number(given);
}
