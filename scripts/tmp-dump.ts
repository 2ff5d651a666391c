import { startStandIns } from '../playground/src/index';
import { scenarios } from '../playground/src/scenarios';
import { explainExamples } from '../playground/src/scenarios';
import { printSteps } from '../src/diagnosis/remedy/print';
import { observedBot } from '../src/main';
import { concludeText } from '../src/diagnosis/verdict/text/conclude-text';
async function main() {
  const standIns = await startStandIns();
  const bot = observedBot({ LOG_LEVEL: 'error', ...standIns.environment, PORT: '0' });
  const { port } = await bot.start();
  standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
  const only = process.argv[2];
  for (const { case: id, command } of scenarios) {
    if (only && !new RegExp(only).test(`${id} ${command}`)) continue;
    const before = bot.reports.length;
    await standIns.slack.people.sendSlashCommand(command);
    await bot.idle();
    const report = bot.reports.slice(before).at(-1);
    console.log(`\n=== ${id} ${command} -> ${report?.cause}`);
    for (const [at, f] of (report?.findings ?? []).entries()) {
      console.log(`  # ${at} ${f.cause} (${f.confidence}) ${f.explanation.slice(0, 160)}`);
      for (const p of f.proof.slice(0, 2)) console.log(`     proof ${p.source}: ${p.text.slice(0, 160)}`);
      if (at === 0) for (const s of (f.fix as {text:string;command?:string}[]).map((x) => (x as {commands?:unknown}).commands ? printSteps([x as never])[0]! : x)) console.log(`    - ${s.text}${s.command ? `\n        ${s.command.replaceAll('\n', '\n        ')}` : ''}`);
    }
  }
  for (const { case: id, text } of explainExamples) {
    if (only && !new RegExp(only).test(id)) continue;
    const report = concludeText({ kind: 'text', text }, { at: '', tookMs: 0 } as never);
    console.log(`\n=== ${id} TEXT ${text.slice(0, 300)} -> ${report.cause}`);
    for (const [at, f] of report.findings.entries()) {
      console.log(`  # ${at} ${f.cause} (${f.confidence})`);
      if (at === 0) for (const s of (f.fix as {text:string;command?:string}[]).map((x) => (x as {commands?:unknown}).commands ? printSteps([x as never])[0]! : x)) console.log(`    - ${s.text}${s.command ? `\n        ${s.command.replaceAll('\n', '\n        ')}` : ''}`);
    }
  }
  await bot.stop();
  await standIns.close();
}
main();
