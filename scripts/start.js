/**
 * `npm start`: the bot; where nothing of a bot is set, the playground in its place. `npm run try` asks the playground one question.
 * The only place where product and playground meet in one process.
 */
require('dotenv').config({ quiet: true });
const { compose, main, observedBot, onStopSignal } = require('../dist/main.js');
const { renderMessage } = require('../dist/cli/terminal.js');
const { readSettings, SettingsError } = require('../dist/settings.js');
const { besideOperator, wantsPlayground, wayToPlayground } = require('../playground/dist/environment.js');
const { play } = require('../playground/dist/play.js');
const { tryCommand } = require('../playground/dist/try.js');

async function startBot(environment) {
  // Nobody's limits are used up here, and who tries it does not wait for a minute.
  const { app, alerts } = compose(readSettings(environment), {
    alertRules: { interval: 4000, busyInterval: 2000 },
  });
  const { port } = await app.start();
  alerts.start();
  return {
    port,
    async stop() {
      await app.stop();
      await alerts.stop();
    },
  };
}

async function start([command, ...rest]) {
  if (command === 'try') {
    process.exitCode = await tryCommand(rest, {
      bot: (environment) => observedBot(besideOperator(environment, process.env)),
      draw: renderMessage,
      out: process.stdout,
      err: process.stderr,
    });
    return;
  }
  if (command !== undefined)
    throw new Error(`There is no command “${command}”; there are: try, and none at all.`);
  if (wantsPlayground(process.env))
    onStopSignal(await play({ startBot, env: process.env, out: process.stdout }));
  else
    await main().catch((error) => {
      if (error instanceof SettingsError) error.message += wayToPlayground(process.env);
      throw error;
    });
}

start(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'ce-image could not start.'}\n`);
  process.exitCode = 1;
});
