/** The compilers and bundlers of JavaScript and TypeScript. */
import { says, type Tool } from './tool';

export const typescript: Tool = {
  name: 'typescript',
  starts:
    /\b(?:tsc|webpack|vite|rollup|next|ng|nuxt|vue-cli-service|react-scripts|parcel|esbuild|turbo|nx|astro|svelte-kit|remix|gatsby|craco)(?: build| export|$)/,
  phase: 'build',
  handles: 'source-code',
  says: [
    // Another package is called tsc, and npx fetches it where the compiler is not installed.
    ...says('module-missing', 'dependency', /\bThis is not the tsc command you are looking for\b/),
    ...says(
      'compile',
      'source-code',
      /\bTS\d{4,5}: /,
      /^[X✘] ?\[ERROR\] /,
      /\bApplication bundle generation failed\b/,
    ),
    ...says(
      'compile',
      'source-code',
      /\berror TS\d{3,5}\b/,
      /\bModule not found: (?:Error: )?Can't resolve\b/,
      /\bModule not found: Error\b/,
      /\bfailed to resolve import\b/i,
      /\bCould not resolve entry module\b/,
    ),
    ...says(
      'module-missing',
      'dependency',
      /\bCannot find module '[^'./][^']{0,100}\/(?:bin|dist|lib)\/[^']{1,80}'/,
    ),
    ...says('out-of-memory', 'memory', /\bbuild worker exited with code: null and signal: SIGKILL\b/),
  ],
};
