/**
 * One instance of ce-image that watches and sends, in a time of its own. Its parent may kill it at any moment.
 * Started with the settings in its environment and with PLAY: `{ "wall", "start", "speed", "rules" }`.
 */
const { compose } = require('../dist/main.js');
const { readSettings } = require('../dist/settings.js');

const { wall, start, speed, rules } = JSON.parse(process.env.PLAY);

/** World time, as the parent's stand-ins have it. */
const time = {
  now: () => Math.round(start + (Date.now() - wall) * speed),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms / speed);
      signal.addEventListener('abort', done);
    }),
};

const { alerts } = compose(readSettings(process.env), { time, alertRules: rules });
alerts.start();
alerts.get().then(
  () => process.send?.({ ready: true }),
  (error) => process.send?.({ error: String(error) }),
);
process.on('message', async (asked) => {
  if (asked.watch) {
    const service = await alerts.get();
    for (const request of asked.watch) await service.watch(request);
    process.send({ watched: true });
  }
  if (asked.usage) {
    const { user, system } = process.cpuUsage();
    process.send({ usage: { rss: process.memoryUsage.rss(), cpu: user + system } });
  }
});
process.on('disconnect', () => process.exit(0));
