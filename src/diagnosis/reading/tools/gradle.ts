/** Gradle: `FAILURE: Build failed with an exception.`, `> Could not …`. */
import { says, type Tool } from './tool';

export const gradle: Tool = {
  name: 'gradle',
  starts: /(?:\bgradle|\.\/gradlew|\bgradlew)\b/,
  speaks:
    /^> Task :|^\* What went wrong:|\bBuild failed with an exception\b|\bExecution failed for task\b|^> Could not |\bgradle-wrapper\b|^Starting a Gradle Daemon|^Welcome to Gradle/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'not-found',
      'package',
      /^>? {0,6}Could not find (?<package>[\w.-]{1,100}:[\w.-]{1,100}(?::\S{1,60})?)|\bPlugin \[id: .{1,120} was not found\b/,
    ),
    ...says(
      'timeout',
      'package-index',
      /\bCould not (?:GET|HEAD) 'https?:\/\/\S{1,300}'(?!.{0,80}status code 40[134])/,
    ),
    ...says(
      'value-missing',
      'setting',
      /\bSDK location not found\b.{0,80}\b(?<variable>ANDROID_HOME|ANDROID_SDK_ROOT)\b/,
      /\bJAVA_HOME is (?:not set|set to an invalid directory)\b/,
    ),
    // JGit, with which plugins read the project's history.
    ...says('not-found', 'git-repository', /\brepository not found: \/\S/),
    ...says('unauthorized', 'package-index', /\bReceived status code 40[13] from server\b/),
    ...says(
      'compile',
      'source-code',
      /\bCompilation failed; see the compiler\b|\bExecution failed for task ':.{0,80}(?:compile|kapt|ksp)\w{0,30}'|^e: (?:file:\/\/)?\S{1,300}\.kts?\b|\bThere were failing tests\b|\bCould not compile (?:settings|build|script)\b/i,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bUnsupported class file major version\b|\bMinimum supported Gradle version\b|\bGradle requires JVM\b|\bThis build (?:uses|requires) (?:a )?(?:Java|JVM|Gradle)\b|\bNo matching toolchains? found\b|\bCannot find a Java installation\b|\bToolchain installation\b.{0,120}(?:not|fail)|\bincompatible with the Java\b|\bYour build is currently configured to use (?:incompatible )?Java\b/i,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bdoes not contain a Gradle build\b|\bgradle-wrapper\.jar\b.{0,120}(?:not|No such|unable|could)|\bCould not find or load main class org\.gradle\.wrapper\b/,
    ),
    ...says(
      'usage',
      'command',
      /\bTask '.{1,80}' not found in (?:root )?project\b|\bUnknown command-line option\b/,
    ),
    ...says('out-of-memory', 'memory', /\bGradle build daemon disappeared unexpectedly\b/),
  ],
};
