/** The tool that a build's log tells of: what it can be told about memory differs from tool to tool. */

export type BuildTool = 'node' | 'maven' | 'gradle' | 'dotnet' | 'go' | 'rust' | 'c' | 'python';

/** Words by which each tool is known in a log. Bounded, hence linear. */
const words: Readonly<Record<BuildTool, RegExp>> = {
  node: /\b(?:npm|npx|yarn|pnpm|webpack|vite|rollup|esbuild|node:internal|JavaScript heap)\b|\b(?:next|ng|tsc|node) (?:build|run|-b|-p)\b/gi,
  maven: /\b(?:mvnw?|maven-[a-z]{2,30}-plugin|maven)\b|\[INFO\] (?:Building|BUILD|---)/gi,
  gradle: /\bgradlew?\b|> Task :/gi,
  dotnet: /\bdotnet (?:build|publish|restore|test)\b|\bMSBuild\b/gi,
  go: /\bgo (?:build|install|test|generate)\b|\bgo: downloading\b|\bcmd\/link\b/g,
  rust: /\bcargo (?:build|install|test|chef)\b|\brustc\b/gi,
  c: /\b(?:cc1plus|cc1|g\+\+|gcc|clang\+?\+?|cmake|ninja|make\[\d{1,3}\])(?![\w.-])/g,
  python: /\b(?:pip3? install|poetry install|uv (?:sync|pip)|Building wheel)\b/gi,
};

/** The tool that is named last: what was at work when the log ended. */
export function toolAtWork(text: string): BuildTool | undefined {
  let last: { readonly tool: BuildTool; readonly at: number } | undefined;
  for (const [tool, pattern] of Object.entries(words) as [BuildTool, RegExp][]) {
    for (const { index } of text.matchAll(pattern)) {
      if (!last || index >= last.at) last = { tool, at: index };
    }
  }
  return last?.tool;
}
