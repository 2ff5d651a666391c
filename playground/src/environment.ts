/** What a person's environment means to the playground. */

/** Whether nothing of Slack is set up: then the playground is what a newcomer wants. */
export function wantsPlayground(env: NodeJS.ProcessEnv): boolean {
  return !env.SLACK_BOT_TOKEN?.trim() && !env.SLACK_SIGNING_SECRET?.trim() && !env.SLACK_APP_TOKEN?.trim();
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
