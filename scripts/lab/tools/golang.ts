import type { LabCase, Tool } from '../case';

const goMod = (more = '') => `module example.com/shop\n\ngo 1.18\n${more}`;
const goMain = (imports: string, body: string) =>
  `package main\n\nimport (${imports})\n\nfunc main() {\n\t${body}\n}\n`;
const goProxy = (host: string) => ({ GOPROXY: `https://${host}`, GOFLAGS: '-mod=mod' });
const needsLog = {
  'go.mod': goMod('\nrequire example.org/tiny/log v1.2.0\n'),
  'main.go': goMain('"example.org/tiny/log"', 'println(log.Error("x"))'),
};

const go: readonly LabCase[] = [
  {
    name: 'undefined',
    cause: 'compile-error',
    shows: /undefined/,
    files: { 'go.mod': goMod(), 'main.go': goMain('', 'start()') },
    run: 'go build ./...',
  },
  {
    name: 'type',
    cause: 'compile-error',
    shows: /cannot use/,
    files: { 'go.mod': goMod(), 'main.go': goMain('', 'var port int = "8080"\n\tprintln(port)') },
    run: 'go build ./...',
  },
  {
    name: 'unused-import',
    cause: 'compile-error',
    shows: /imported and not used/,
    files: { 'go.mod': goMod(), 'main.go': goMain('"fmt"', 'println(1)') },
    run: 'go build -o server .',
  },
  {
    name: 'vet-in-test',
    cause: 'compile-error',
    shows: /undefined/,
    files: {
      'go.mod': goMod(),
      'main.go': goMain('', 'println(1)'),
      'main_test.go': 'package main\n\nimport "testing"\n\nfunc TestA(t *testing.T) { helper(t) }\n',
    },
    run: 'go test ./...',
  },
  {
    name: 'no-module',
    cause: 'project-files-missing-in-build',
    shows: /go\.mod/,
    files: { 'main.go': goMain('', 'println(1)') },
    run: 'go build ./...',
  },
  {
    name: 'no-files',
    cause: 'project-files-missing-in-build',
    shows: /no (non-test )?Go files|matched no packages/,
    files: { 'go.mod': goMod() },
    run: 'go build -o server .',
  },
  {
    name: 'package-missing-in-std',
    cause: 'project-files-missing-in-build',
    also: ['compile-error', 'package-version-not-found'],
    shows: /is not in (std|GOROOT)|no required module|cannot find/,
    files: { 'go.mod': goMod(), 'main.go': goMain('_ "example.com/shop/internal/plans"', 'println(1)') },
    run: 'go build ./...',
  },
  {
    name: 'sum-missing',
    cause: 'package-lockfile-mismatch',
    shows: /missing go\.sum entry/,
    files: needsLog,
    env: { GOFLAGS: '-mod=readonly' },
    run: 'go build ./...',
  },
  {
    name: 'mod-needs-update',
    cause: 'package-lockfile-mismatch',
    shows: /updates to go\.mod|no required module/,
    files: { 'go.mod': goMod(), 'main.go': needsLog['main.go'] },
    env: { GOFLAGS: '-mod=readonly' },
    run: 'go build ./...',
  },
  {
    name: 'version-missing',
    cause: 'package-version-not-found',
    shows: /404|not found|no matching/i,
    files: { ...needsLog, 'go.mod': goMod('\nrequire example.org/tiny/log v1.9.9\n') },
    run: 'go mod download',
  },
  {
    name: 'module-missing',
    cause: 'package-version-not-found',
    shows: /404|not found/i,
    files: { 'go.mod': goMod('\nrequire example.org/tiny/lgo v1.0.0\n') },
    run: 'go mod download',
  },
  {
    name: 'toolchain-too-old',
    cause: 'build-tool-version-mismatch',
    also: ['compile-error'],
    shows: /go >= |requires newer|newer Go version|note: module requires|invalid go version/i,
    files: {
      'go.mod': 'module example.com/shop\n\ngo 1.99\n',
      'main.go': goMain('', 'println(min(1, 2)); var _ undefinedType'),
    },
    env: { GOTOOLCHAIN: 'local' },
    run: 'go build ./...',
  },
  {
    name: 'proxy-does-not-resolve',
    cause: 'package-install-network',
    shows: /no such host/,
    files: needsLog,
    env: goProxy('registyr.example.com'),
    run: 'go mod download',
  },
  {
    name: 'proxy-refuses-connection',
    cause: 'package-install-network',
    shows: /connection refused/,
    files: needsLog,
    env: goProxy('closed.example.com'),
    run: 'go mod download',
  },
  {
    name: 'proxy-down',
    cause: 'package-install-network',
    also: ['registry-server-error'],
    shows: /503/,
    files: needsLog,
    env: goProxy('down.example.com'),
    run: 'go mod download',
  },
  {
    name: 'proxy-forbids',
    cause: 'package-registry-auth',
    shows: /403/,
    files: needsLog,
    env: goProxy('forbidden.example.com'),
    run: 'go mod download',
  },
  {
    name: 'proxy-certificate',
    cause: 'tls-unknown-authority',
    shows: /unknown authority/,
    files: needsLog,
    env: goProxy('corporate.example.com'),
    run: 'go mod download',
  },
  {
    name: 'cgo-without-gcc',
    cause: 'native-build-tools-missing',
    shows: /executable file not found/,
    files: {
      'go.mod': goMod(),
      'main.go':
        'package main\n\n// int f(void) { return 1; }\nimport "C"\n\nfunc main() { println(C.f()) }\n',
    },
    env: { CC: 'gcc-lab', CGO_ENABLED: '1' },
    run: 'go build ./...',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /downloading/,
    files: needsLog,
    run: 'go clean -modcache; go get ./... && go build -v ./...',
  },
  {
    name: 'well-tests',
    cause: 'healthy-no-problem',
    shows: /ok/,
    files: {
      'go.mod': goMod(),
      'errors.go': 'package shop\n\nfunc Error() string { return "" }\n',
      'errors_test.go':
        'package shop\n\nimport "testing"\n\nfunc TestErrorIsFatal(t *testing.T) { t.Log("error: expected failure seen") }\n',
    },
    run: 'go test -v ./...',
  },
];

export const goTool: Tool = {
  name: 'go',
  needs: 'go',
  version: 'go version',
  env: {
    GOCACHE: '/var/cache/go',
    GOFLAGS: '-mod=mod',
    GONOSUMDB: '*',
    GONOSUMCHECK: '1',
    GOSUMDB: 'off',
    GOPROXY: 'https://proxy.golang.org',
    GOTOOLCHAIN: 'local',
  },
  cases: go,
};
