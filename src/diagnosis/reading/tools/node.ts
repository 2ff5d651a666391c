/** The Node.js runtime. */
import { says, type Tool } from './tool';

export const node: Tool = {
  name: 'node',
  starts: /\b(?:node|ts-node|nodemon|tsx|pm2(?:-runtime)?|next|nest) [\w./-]/,
  speaks:
    /^node:internal\/|^internal\/modules|^Node\.js v\d|^\s{0,8}at (?:\w[\w.<>]{0,80} )?\(?(?:node:|file:|\/)\S{1,200}:\d{1,6}:\d|\bcode: '[A-Z_]{3,60}'/,
  reaches: 'peer',
  handles: 'module',
  says: [
    // The frames of a trace: whatever the error above them says, the program threw it.
    ...says(
      'crashed',
      'program',
      /^at (?:(?:async |new )?[\w$.<>[\] ]{1,120} )?\(?(?:file:\/\/)?\/\S{1,300}\.[cm]?[jt]sx?:\d{1,6}:\d{1,6}\)?$/,
    ),
    ...says(
      'module-missing',
      'project-file',
      /\bCannot find module '(?![^']{0,200}\/node_modules\/)(?<file>\/[^']{1,200}|\.{1,2}\/[^']{1,200})'/,
    ),
    ...says(
      'module-missing',
      'module',
      /\bCannot find (?:module|package) ['"](?!(?:\/|\.{1,2}\/)(?![^'"]{0,200}\/node_modules\/))(?<module>[^'"]{1,200})['"]|\bERR_MODULE_NOT_FOUND\b(?!.{0,20}Cannot find module ['"][/.](?![^'"]{0,200}\/node_modules\/))|\bcode: 'MODULE_NOT_FOUND'/,
    ),
    ...says(
      'version-unsupported',
      'runtime',
      /\bERR_REQUIRE_ESM\b|\bERR_UNKNOWN_BUILTIN_MODULE\b|\bYou are using Node\.js \d.{0,80}(?:required|requires|update)|\bNode\.js version .{1,40} is required\b|\bwas compiled against a different Node\.js version\b|\bNODE_MODULE_VERSION\b|\bUnsupported Node\.js version\b|\bThe requested module '.{1,80}' does not provide an export named\b|\brequires Node(?:\.js)? (?:version )?(?:>=|v?\d)/i,
    ),
    ...says('port-taken', 'port', /\blisten EADDRINUSE\b/),
    ...says('permission-denied', 'port', /\blisten EACCES\b/),
    ...says('refused', 'service', /\bconnect ECONNREFUSED (?!.{0,60}docker\.sock)/),
    ...says('library-missing', 'library', /\bERR_DLOPEN_FAILED\b|\bcannot open shared object\b/),
  ],
};
