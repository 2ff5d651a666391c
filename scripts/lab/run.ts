/**
 * `npm run -s lab [-- --tool NAME] [--case NAME] [--suite NAME] [--json] [--show] [--dry] [--prepare]`: makes real tools fail on
 * purpose, and writes what they say with the cause that was planted. See docs/lab.md.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { suites } from './case';
import { toolbox } from './places';
import { prepare } from './prepare';
import { type Result, runTool } from './runner';
import { summary } from './summary';
import { tools } from './tools/index';
import { enter, startWorld } from './world';
import { writeSet } from './write';

const { values: options } = parseArgs({
  options: {
    tool: { type: 'string', multiple: true },
    case: { type: 'string', multiple: true },
    suite: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    prepare: { type: 'boolean', default: false },
    workers: { type: 'string', default: '4' },
    dry: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  const unknown = options.tool?.find((name) => !tools.some((tool) => tool.name === name));
  if (unknown) {
    console.error(`No tool is named "${unknown}". Tools: ${tools.map((tool) => tool.name).join(', ')}.`);
    return 2;
  }
  if (process.getuid?.() !== 0) {
    console.error('The lab mounts file systems and needs root: run it with sudo.');
    return 2;
  }
  if (options.prepare && !process.env.LAB_INSIDE) prepare((line) => console.error(line));
  const entered = await enter();
  if (entered !== true) return entered;

  await startWorld();
  const wanted = tools.filter((tool) => !options.tool || options.tool.includes(tool.name));
  const jobs = wanted.flatMap((tool) =>
    (tool.on ?? suites)
      .filter((suite) => existsSync(toolbox(suite)) && (!options.suite || options.suite.includes(suite)))
      .map((suite) => ({ tool, suite })),
  );
  const results: Result[] = [];
  const worker = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const found = await runTool(job.tool, job.suite, options.case);
      results.push(...found);
      console.error(`${job.tool.name} on ${job.suite}: ${found.filter((one) => one.text).length} texts`);
    }
  };
  await Promise.all(Array.from({ length: Number(options.workers) }, worker));
  // A partial run shows; only whole tools on all suites are written.
  const partial = options.case || options.suite || options.dry;
  const kept = partial ? results.flatMap(({ text }) => text ?? []) : writeSet(wanted, results);
  if (options.show) for (const { id, cause, text } of kept) console.log(`=== ${id} [${cause}]\n${text}\n`);
  console.log(summary(kept, results, options.json));
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
