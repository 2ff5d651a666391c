/** The least that answers a slash command with Bolt: what `bench:start` compares the bot with. In JavaScript, as the built bot. */
const { App } = require('@slack/bolt');

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  customRoutes: [{ path: '/health', method: 'GET', handler: (_request, response) => response.end('ok') }],
});
app.command(/.*/, async ({ ack, respond }) => {
  await ack();
  await respond('hello');
});

void app.start(Number(process.env.PORT));
