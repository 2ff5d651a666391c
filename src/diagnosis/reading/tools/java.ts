/** The JVM: the innermost `Caused by:` is the root. */
import { says, type Tool } from './tool';

export const java: Tool = {
  name: 'java',
  starts: /\bjava (?:-\S{1,120} ){0,12}(?:-jar|-cp|[\w./-])/,
  speaks:
    /^Exception in thread |^Caused by: |^\s{0,8}at [\w$.]{3,200}\([\w$.]{1,80}\.(?:java|kt|scala)|\bAPPLICATION FAILED TO START\b|^(?:[a-z]\w{0,40}\.){1,8}[A-Z]\w{1,80}(?:Exception|Error)\b|\bo\.s\.\w|\borg\.springframework\b/,
  reaches: 'peer',
  handles: 'module',
  says: [
    ...says(
      'module-missing',
      'module',
      /\bCould not find or load main class (?<module>\S{1,160})|\bUnable to access jarfile (?<file>\S{1,160})/,
      /\b(?:ClassNotFoundException|NoClassDefFoundError): (?<module>[\w.$/]{1,160})|\bno main manifest attribute\b/,
    ),
    ...says(
      'version-unsupported',
      'runtime',
      /\bUnsupportedClassVersionError\b|\bhas been compiled by a more recent version of the Java Runtime\b/,
    ),
    ...says(
      'usage',
      'program',
      /\bUnrecognized (?:VM )?option\b|\bInvalid (?:maximum|initial) heap size\b|\bCould not create the Java Virtual Machine\b|\bError opening zip file or JAR manifest missing\b/,
    ),
    ...says(
      'value-missing',
      'setting',
      /\bCould not resolve placeholder '(?<variable>[^']{1,80})'|\bFailed to determine a suitable driver class\b|\b'url' attribute is not specified\b|\bConfigurationPropertiesBindException\b|\bConfigException\b|\bis a required (?:config|configuration) property\b|\bSRCFG\d{5}\b/,
    ),
    ...says(
      'refused',
      'service',
      /\bCommunicationsException\b|\bConnection to \S{1,120} refused\b|\bMongo(?:Socket|Timeout)\w{0,20}Exception\b|\bRedisConnection(?:Failure|Exception)\w{0,10}|\bUnable to (?:acquire|obtain|open) (?:JDBC|Jdbc) [Cc]onnection\b|\bPSQLException\b.{0,120}(?:connect|refused|attempt)|\bThe TCP\/IP connection to the host\b|\bNo resolvable bootstrap urls\b|\bTimeoutException\b.{0,80}(?:node assignment|topic|broker)|\bFailed to obtain JDBC\b|\bHikariPool-\d{1,3} - Connection is not available\b/,
    ),
    ...says(
      'bad-credentials',
      'service',
      /\bAccess denied for user\b|\bpassword authentication failed for user\b|\bFATAL: (?:password|no pg_hba|role|database)\b/,
    ),
    ...says(
      'port-taken',
      'port',
      /\bPort \d{1,5} was already in use\b|\bPortInUseException\b|\bBindException: Address already in use\b/,
    ),
    ...says(
      'permission-denied',
      'directory',
      /\bAccessDeniedException: (?<file>\/\S{1,160})|\bFileNotFoundException: \S{1,200} \(Permission denied\)/,
    ),
    ...says('out-of-memory', 'memory', /\bjava\.lang\.OutOfMemoryError\b/),
  ],
};
