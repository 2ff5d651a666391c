import { toolAtWork } from '../../../src/diagnosis/remedy/build-tool';

describe('the tool at work when a log ends', () => {
  test.each([
    ['#8 RUN npm ci\n#9 RUN npm run build\n> vite build\nKilled', 'node'],
    ['[INFO] --- maven-compiler-plugin:3.11.0:compile ---\nKilled', 'maven'],
    ['> Task :compileJava\nKilled', 'gradle'],
    ['#9 RUN cargo build --release\n   Compiling serde v1.0\nKilled', 'rust'],
    ['c++: fatal error: Killed signal terminated program cc1plus', 'c'],
    ['#9 RUN go build ./...\nsignal: killed', 'go'],
    ['  Building wheel for scipy (pyproject.toml): still running...', 'python'],
    ['RUN npm ci\nRUN mvn -B package\nKilled', 'maven'],
  ])('%s', (log, tool) => {
    expect(toolAtWork(log)).toBe(tool);
  });

  test('is not guessed', () => {
    expect(toolAtWork('Killed')).toBeUndefined();
    expect(toolAtWork('')).toBeUndefined();
  });
});
