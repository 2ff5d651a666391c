/** A program in Go: `panic:` and its goroutines; most log with `level=fatal` or `log.Fatal`. */
import { says, type Tool } from './tool';

export const goRuntime: Tool = {
  name: 'go-runtime',
  speaks: /^panic: |^goroutine \d{1,6} \[|^\[signal SIG|^runtime: /,
  reaches: 'peer',
  says: [
    ...says(
      'crashed',
      'program',
      /^panic: |^fatal error: (?:all goroutines|concurrent map|unexpected signal|stack overflow)/,
    ),
    ...says(
      'value-missing',
      'setting',
      /\brequired key (?<variable>[A-Z][A-Z0-9_]{2,60}) missing value\b/,
      /\brequired environment variable "?(?<variable>[A-Z][A-Z0-9_]{2,60})/,
    ),
  ],
};
