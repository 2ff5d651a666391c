/** The .NET runtime. */
import { says, type Tool } from './tool';

export const dotnetRuntime: Tool = {
  name: 'dotnet-runtime',
  starts: /\bdotnet [\w./-]{1,160}\.dll\b/,
  speaks:
    /^Unhandled [Ee]xception[.:] |^\s{0,8}at [\w.`<>+]{3,200}\(.{0,200}\)(?: in \S{1,200}:line \d)?$|^ ---> System\.|\bSystem\.[A-Z]\w{1,60}Exception\b/,
  reaches: 'peer',
  handles: 'module',
  says: [
    ...says(
      'module-missing',
      'module',
      /\bCould not load file or assembly '(?<module>[^',]{1,120})|\bThe application to execute does not exist: '?(?<file>[^']{1,200})|\bAn assembly specified in the application dependencies manifest\b|\bYou intended to execute a \.NET (?:program|SDK command)\b/,
    ),
    ...says('no-such-file', 'file', /\bCould not find (?:file|a part of the path) '(?<file>[^']{1,300})'/),
    ...says(
      'version-unsupported',
      'runtime',
      /\bYou must install (?:or update )?\.NET to run this application\b|\bIt was not possible to find any compatible framework version\b|\bframework: 'Microsoft\.[\w.]{1,40}', version\b|\bFramework: 'Microsoft\.[\w.]{1,40}'/i,
    ),
    ...says(
      'library-missing',
      'library',
      /\bCouldn't find a valid ICU package\b|\bUnable to load shared library '(?<library>[^']{1,80})'|\bNo usable version of libssl\b/,
    ),
    ...says(
      'refused',
      'service',
      /\bSqlException\b.{0,200}(?:network-related|server was not found|Login failed)|\bNpgsqlException\b|\bRedisConnectionException\b|\bMySqlException\b|\bBrokerUnreachableException\b|\bA network-related or instance-specific error\b/,
    ),
    ...says(
      'value-missing',
      'setting',
      /\bArgumentNullException\b|\bConnectionString property has not been initialized\b|\bOptionsValidationException\b|\bValue cannot be null\b/,
    ),
  ],
};
