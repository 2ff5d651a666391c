/** A program in Rust: `thread 'main' panicked at …`, and what it died of in the line below. */
import { says, type Tool } from './tool';

export const rustRuntime: Tool = {
  name: 'rust-runtime',
  speaks: /^thread '[^']{1,60}' (?:\(\d{1,9}\) )?panicked at\b|^note: run with `RUST_BACKTRACE=/,
  reaches: 'peer',
  handles: 'module',
  phase: 'run',
  says: [
    ...says(
      'value-missing',
      'setting',
      /\b(?<variable>[A-Z][A-Z0-9_]{3,60})\b.{0,60}: (?:NotPresent|environment variable not found)\b/,
    ),
  ],
};
