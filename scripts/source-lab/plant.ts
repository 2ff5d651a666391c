/** What the lab plants, and what has to be found. */
import type { BuildSource } from '../../src/diagnosis/source';
import type { HttpAccess } from '../../test/support/git-host';
import type { Files, RepositorySpec } from '../../test/support/git-repository';

export interface Plant {
  readonly name: string;
  readonly repository: RepositorySpec | Files;
  readonly build?: Partial<Pick<BuildSource, 'strategy' | 'contextDir' | 'dockerfile' | 'port'>>;
  readonly revision?: string;
  readonly access?: HttpAccess;
  /** Login of the build, `user:token`. */
  readonly login?: string;
  /** Asked by SSH with a key of this kind. */
  readonly ssh?:
    | 'right'
    | 'stranger'
    | 'expired'
    | 'passphrase'
    | 'deploy'
    | 'changed-host'
    | 'unknown-host'
    | 'none'
    | 'windows';
  /** Nothing is served under its name. */
  readonly gone?: true;
  /** LFS objects that the host has lost are answered so. */
  readonly lfs?: 'lost' | 'quota' | 'there';
  /** The host gives its whole history only. */
  readonly shallow?: 'unoffered' | 'refused';
}

export interface Fault extends Plant {
  readonly cause: string;
  /** Of a fault of the tree. */
  readonly file?: string;
  readonly line?: number;
  /** Of a fault on the way to it: the step. */
  readonly step?: string;
}

/** A small app that builds. */
export const app: Files = {
  Dockerfile: [
    'FROM docker.io/library/node:22-alpine',
    'WORKDIR /app',
    'COPY package*.json ./',
    'RUN npm ci',
    'COPY . .',
    'USER 1000',
    'CMD ["node", "server.js"]',
    '',
  ].join('\n'),
  '.dockerignore': 'node_modules\n.git\n',
  'package.json':
    '{\n  "name": "shop",\n  "scripts": {\n    "start": "node server.js"\n  },\n  "dependencies": {\n    "express": "^4.19.0"\n  }\n}\n',
  'package-lock.json': JSON.stringify({
    name: 'shop',
    lockfileVersion: 3,
    packages: { '': { dependencies: { express: '^4.19.0' } }, 'node_modules/express': { version: '4.19.2' } },
  }),
  'server.js': 'require("http").createServer().listen(8080);\n',
};

export const python: Files = {
  'requirements.txt': 'flask==3.0.0\n',
  'main.py': 'print("hello")\n',
  Procfile: 'web: python main.py\n',
};

/** The app with other files. */
export function appWith(files: Files): Files {
  return { ...app, ...files };
}

/** The app without some of its files. */
export function appWithout(...names: readonly string[]): Files {
  return Object.fromEntries(Object.entries(app).filter(([name]) => !names.includes(name)));
}

export function dockerfile(...lines: readonly string[]): Files {
  return { Dockerfile: `${lines.join('\n')}\n` };
}

/** Below a directory. */
export function under(directory: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, spec]) => [`${directory}/${path}`, spec]));
}
