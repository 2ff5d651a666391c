/** apt and dpkg: `E:` is an error, `W:` a warning, `Err:` a fetch that failed. */
import { says, type Tool } from './tool';

export const apt: Tool = {
  name: 'apt',
  starts: /\bapt(?:-get)? (?:--?\S{1,40} ){0,6}(?:update|install|upgrade|dist-upgrade|build-dep|-y)\b/,
  speaks:
    /^(?:E|W|N): |^(?:Err|Get|Hit|Ign)(?::\d| https?:)|^(?:Fetched|Reading package lists|Building dependency tree|Unpacking|Setting up|Preparing to unpack|Selecting previously|Reading state)\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('not-found', 'package', /\b(?:Failed to fetch|Err:\d{1,4}) .{0,300}\b404\b/),
    ...says(
      'not-found',
      'package',
      /\bE: Unable to locate package (?<package>\S{1,100})|\bhas no installation candidate\b|\bE: (?:Version|Release) .{1,120} (?:was not found|for .{1,80} was not found)|\bdoes not have a Release file\b|\bno longer has a Release file\b|\bCouldn't find any package by\b/,
    ),
    ...says(
      'conflict',
      'package',
      /\bhave unmet dependencies\b|\bheld broken packages\b|\bE: Unmet dependencies\b|\bE: .{0,60}pkgProblemResolver\b/,
    ),
    ...says(
      'bad-credentials',
      'package',
      /\bThe following signatures (?:couldn't be verified|were invalid)\b|\bis not signed\b|\bNO_PUBKEY\b|\bEXPKEYSIG\b/,
    ),
    ...says(
      'timeout',
      'package-index',
      /\bE: Failed to fetch\b(?!.{0,300}40[34])|\bConnection failed \[IP|\bUnable to connect to [\w.-]{3,120}(?::| )/,
    ),
    ...says('no-space', 'disk', /\bYou don't have enough free space\b/),
    ...says(
      'corrupt',
      'package-index',
      /\bHash Sum mismatch\b|\bFile has unexpected size\b|\bMirror sync in progress\b/,
    ),
    ...says(
      'exited',
      'package',
      /\bE: Sub-process .{1,80} returned an error code\b|\bdpkg: error processing\b|\bErrors were encountered while processing\b/,
    ),
    // Its last word, whatever kept it from the archives.
    ...says('failed', 'package-index', /\bE: Unable to fetch some archives\b/),
    ...says('cert-expired', 'package-index', /\bRelease file for .{1,200} is (?:not valid yet|expired)\b/),
  ],
};
