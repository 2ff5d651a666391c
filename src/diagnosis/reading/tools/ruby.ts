/** The Ruby interpreter, Rails and rake. */
import { says, type Tool } from './tool';

export const ruby: Tool = {
  name: 'ruby',
  starts: /\b(?:ruby|rails|rake|puma|unicorn|sidekiq|rackup)\b (?:\w|-)/,
  speaks: /\.rb:\d{1,6}:in [`']|^rake aborted!|\brails\b.{0,40}(?:abort|error)|^bundler: failed to load/,
  reaches: 'peer',
  handles: 'module',
  says: [
    ...says(
      'module-missing',
      'module',
      /\bcannot load such file -- (?<module>\S{1,160})/,
      /\bcan't find gem (?<module>(?!bundler\b)[\w-]{1,80}) .{0,80}with executable\b/,
      /\bGem::(?:MissingSpec|Load)Error\b|\bNameError: uninitialized constant\b/,
    ),
    ...says(
      'value-missing',
      'setting',
      /\bMissing `?secret_key_base`?|\bMissing encryption key to decrypt\b|\bRAILS_MASTER_KEY\b|\bkey not found: "(?<variable>[A-Z][A-Z0-9_]{2,60})"|\bActiveSupport::EncryptedFile::MissingKeyError\b|\bMissingRequired\w{2,20}/,
    ),
    ...says(
      'refused',
      'service',
      /\bPG::ConnectionBad\b|\bMysql2::Error(?:::ConnectionError)?\b|\bRedis::CannotConnectError\b|\bActiveRecord::(?:ConnectionNotEstablished|DatabaseConnectionError|NoDatabaseError)\b|\bMongo::Error::NoServerAvailable\b/,
    ),
  ],
};
