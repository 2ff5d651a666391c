/** dnf, microdnf, yum and zypper. */
import { says, type Tool } from './tool';

export const dnf: Tool = {
  name: 'dnf',
  starts:
    /\b(?:micro)?dnf5? (?:--?\S{1,60} ){0,6}(?:install|update|upgrade|makecache|-y|builddep|module)\b|\byum (?:--?\S{1,40} ){0,6}(?:install|update|-y|makecache|localinstall)\b|\bzypper\b|\brpm -/,
  speaks:
    /^(?:Last metadata expiration check|Downloading Packages|Dependencies resolved|Transaction Summary|Running transaction|Complete!|Loaded plugins:|Importing GPG key)|\bmetadata for repo\b|^Unable to detect release version \(|^It could be a DNF plugin command\b|^initializing dnf in\b|\brepomd\.xml\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'not-found',
      'package',
      /\bUnable to find a match: (?<package>\S{1,80})/i,
      /\bNo match for argument: (?<package>\S{1,80})|\bNo package .{1,80} available\b|\bNothing to do\b(?=.{0,20}Error)|\bCannot find a valid baseurl\b|\bNo URLs in mirrorlist\b|\bCannot prepare internal mirrorlist\b|\bNo provider of '.{1,80}' found\b|\bno package matched\b/i,
    ),
    ...says(
      'timeout',
      'package-index',
      /\bCurl error \((?:6|7|18|28|35|52|56)\)|\bFailed to download metadata for repo\b(?!.{0,120}(?:404|mirrorlist))|\bCannot download\b.{0,80}(?:mirrors|repomd)|\bErrors during downloading metadata\b/,
    ),
    ...says(
      'conflict',
      'package',
      /\bProblem(?: \d{1,3})?: (?:package|conflicting|cannot install|problem)|\bnothing provides .{1,120} needed by\b|\bTransaction (?:test|check) error\b/,
    ),
    ...says(
      'unauthorized',
      'package-index',
      /\bThis system is not registered\b.{0,80}|\bsubscription-manager\b.{0,60}(?:register|not registered)|\bThere are no enabled (?:repositories|repos)\b/,
    ),
    ...says('failed', 'package', /\bError -?\d{1,3} running transaction\b/),
  ],
};
