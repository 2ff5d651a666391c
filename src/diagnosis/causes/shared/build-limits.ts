/** Fix steps for a build that needs more memory, disk or time than it has. */

import type { FixStep, FixSteps } from '../../model/fix';
import type { BuildTool } from '../../remedy/build-tool';
import type { RemedyFacts } from '../../remedy/facts';
import { buildMemory, longer, MOST_BUILD_SECONDS, nextBuildSize } from '../../remedy/sizes';
import { largerBuild, rerun, setBuild, step } from '../../remedy/steps';

/** How each tool is told to use less, given the memory of the build in GB. */
const thrift: Readonly<Record<BuildTool, (memory: number) => string>> = {
  node: (memory) =>
    `give Node.js three quarters of the memory for its heap, NODE_OPTIONS=--max-old-space-size=${memory * 768}`,
  maven: (memory) => `limit the heap of Maven, MAVEN_OPTS=-Xmx${memory * 768}m, and that of forked tests`,
  gradle: (memory) =>
    `limit the heap of Gradle in gradle.properties, org.gradle.jvmargs=-Xmx${memory * 512}m, and use one worker, --max-workers=1`,
  dotnet: () => 'build one project at a time, dotnet build -maxcpucount:1',
  go: () => 'compile one package at a time, GOFLAGS=-p=1',
  rust: () => 'compile one crate at a time, CARGO_BUILD_JOBS=1',
  c: () => 'compile fewer files at a time, make -j2 or ninja -j2',
  python: () => 'take ready-made wheels instead of compiling, pip install --only-binary :all:',
};

/** More memory, and what the tool at work can do with less. */
export function moreBuildMemory(facts: RemedyFacts): FixSteps {
  const memory = buildMemory(nextBuildSize(facts.strategySize) ?? facts.strategySize) ?? 4;
  const advice = facts.tool
    ? thrift[facts.tool](memory)
    : 'let the tools use less: fewer parallel jobs, and a heap limit below the memory of the build';
  return [...largerBuild(facts, 'more memory'), step(`If that is not enough, ${advice}.`)];
}

/** More disk, and less on it. */
export function moreBuildDisk(facts: RemedyFacts): FixSteps {
  return [
    ...largerBuild(facts, 'more disk'),
    step(
      'If that is not enough, clean up in the same RUN step that fills the disk (package caches, downloads, intermediate output), and keep data and .git out with .dockerignore.',
    ),
  ];
}

/** More time, or more speed. */
export function moreBuildTime(facts: RemedyFacts): FixSteps {
  const size = facts.strategySize === undefined ? 'SIZE' : nextBuildSize(facts.strategySize);
  const seconds = facts.timeout === undefined ? undefined : longer(facts.timeout, MOST_BUILD_SECONDS);
  return [
    timeLimit(facts, seconds),
    ...(size ? [setBuild(facts, 'Or give it more CPU, so that it ends sooner.', { size })] : []),
    rerun(facts),
    step(
      'If it still takes too long, make it do less: take ready-made packages instead of compiling, and leave tests and what the image does not need out of the build.',
    ),
    step(
      `If a toolchain runs the build, set build-timeout${seconds ? ` to ${seconds}` : ''} and build-size${size && seconds ? ` to ${size}` : ''} in the environment properties of its pipeline instead.`,
    ),
  ];
}

function timeLimit(facts: RemedyFacts, seconds: number | undefined): FixStep {
  const { timeout } = facts;
  if (timeout === undefined) {
    return setBuild(facts, `Raise the time limit, in seconds, up to ${MOST_BUILD_SECONDS}.`, {
      timeout: 'SECONDS',
    });
  }
  return seconds === undefined
    ? step(`The build already has the longest time that there is, ${timeout} seconds.`)
    : setBuild(
        facts,
        `Raise the time limit from ${timeout} to ${seconds} seconds; ${MOST_BUILD_SECONDS} are the most.`,
        { timeout: seconds },
      );
}
