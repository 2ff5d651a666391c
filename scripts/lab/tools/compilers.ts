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

const cargoToml = (dependencies = '', more = 'edition = "2018"') =>
  `[package]\nname = "shop"\nversion = "0.1.0"\n${more}\n\n[dependencies]\n${dependencies}`;
const mainRs = (body: string) => ({ 'src/main.rs': `fn main() {\n    ${body}\n}\n` });
const cargo: readonly LabCase[] = [
  {
    name: 'type',
    cause: 'compile-error',
    shows: /E0308/,
    files: { 'Cargo.toml': cargoToml(), ...mainRs('let port: u16 = "8080";\n    println!("{}", port);') },
    run: 'cargo build --release',
  },
  {
    name: 'unresolved',
    cause: 'compile-error',
    shows: /E0432|E0433|E0425/,
    files: { 'Cargo.toml': cargoToml(), ...mainRs('start();') },
    run: 'cargo build',
  },
  {
    name: 'borrow',
    cause: 'compile-error',
    shows: /E0382/,
    files: {
      'Cargo.toml': cargoToml(),
      ...mainRs('let a = String::new();\n    let b = a;\n    println!("{}{}", a, b);'),
    },
    run: 'cargo build',
  },
  {
    name: 'no-manifest',
    cause: 'project-files-missing-in-build',
    shows: /could not find `Cargo\.toml`/,
    run: 'cargo build --release',
  },
  {
    name: 'no-source',
    cause: 'project-files-missing-in-build',
    shows: /no targets specified/,
    files: { 'Cargo.toml': cargoToml() },
    run: 'cargo build --release',
  },
  {
    name: 'lock-missing',
    cause: 'package-lockfile-mismatch',
    shows: /--locked/,
    files: { 'Cargo.toml': cargoToml('tinyerr = "1.0"\n'), ...mainRs('') },
    run: 'cargo build --locked',
  },
  {
    name: 'crate-missing',
    cause: 'package-version-not-found',
    shows: /no matching package/,
    files: { 'Cargo.toml': cargoToml('tinyer = "1.0"\n'), ...mainRs('') },
    run: 'cargo build',
    on: ['trixie', 'sid'],
  },
  {
    name: 'version-missing',
    cause: 'package-version-not-found',
    shows: /failed to select a version/,
    files: { 'Cargo.toml': cargoToml('tinyerr = "9"\n'), ...mainRs('') },
    run: 'cargo build',
    on: ['trixie', 'sid'],
  },
  {
    name: 'edition-unknown',
    cause: 'build-tool-version-mismatch',
    shows: /edition/,
    files: { 'Cargo.toml': cargoToml('', 'edition = "2099"'), ...mainRs('') },
    run: 'cargo build',
  },
  {
    name: 'rust-too-old',
    cause: 'build-tool-version-mismatch',
    shows: /rustc/,
    files: { 'Cargo.toml': cargoToml('', 'edition = "2018"\nrust-version = "1.999"'), ...mainRs('') },
    run: 'cargo build',
  },
  {
    name: 'linker-missing',
    cause: 'native-build-tools-missing',
    shows: /linker `.*` not found/,
    files: { 'Cargo.toml': cargoToml(), ...mainRs('') },
    env: { CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER: 'cc-lab' },
    run: 'cargo build',
  },
  {
    name: 'index-does-not-resolve',
    cause: 'package-install-network',
    shows: /resolve host/i,
    files: {
      'Cargo.toml': cargoToml('tinyerr = "1.0"\n'),
      ...mainRs(''),
      '.cargo/config.toml':
        '[source.crates-io]\nreplace-with = "mirror"\n[source.mirror]\nregistry = "sparse+https://registyr.example.com/"\n[net]\nretry = 1\n',
    },
    run: 'cargo build',
    on: ['trixie', 'sid'],
  },
  {
    name: 'index-down',
    cause: 'package-install-network',
    shows: /503/,
    files: {
      'Cargo.toml': cargoToml('tinyerr = "1.0"\n'),
      ...mainRs(''),
      '.cargo/config.toml':
        '[source.crates-io]\nreplace-with = "mirror"\n[source.mirror]\nregistry = "sparse+https://down.example.com/"\n[net]\nretry = 1\n',
    },
    run: 'cargo build',
    on: ['trixie', 'sid'],
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /Finished/,
    files: { 'Cargo.toml': cargoToml(), ...mainRs('let unused_error = 1;\n    println!("ok");') },
    run: 'cargo build',
  },
  {
    name: 'well-with-crate',
    cause: 'healthy-no-problem',
    shows: /Compiling tinyerr/,
    files: { 'Cargo.toml': cargoToml('tinyerr = "1.0"\n'), ...mainRs('println!("{}", tinyerr::error());') },
    run: 'cargo build',
    on: ['trixie', 'sid'],
  },
];

const cMain = (body: string) => ({ 'src/main.c': `#include <stdio.h>\n\nint main(void) {\n${body}\n}\n` });
const makefile = 'CFLAGS = -O2 -Wall\n\nserver: src/main.c\n\t$(CC) $(CFLAGS) -o $@ src/main.c $(LDLIBS)\n';
const make: readonly LabCase[] = [
  {
    name: 'syntax',
    cause: 'compile-error',
    shows: /error: expected/,
    files: { Makefile: makefile, ...cMain('  int port = 8080\n  return port;') },
    run: 'make',
  },
  {
    name: 'undeclared',
    cause: 'compile-error',
    shows: /undeclared/,
    files: { Makefile: makefile, ...cMain('  return port;') },
    run: 'make',
  },
  {
    name: 'header-missing',
    cause: 'native-build-tools-missing',
    also: ['compile-error', 'build-dependency-not-installed'],
    shows: /No such file or directory/,
    files: { Makefile: makefile, 'src/main.c': '#include <libpq-fe.h>\nint main(void) { return 0; }\n' },
    run: 'make',
  },
  {
    name: 'undefined-reference',
    cause: 'compile-error',
    shows: /undefined reference/,
    files: { Makefile: makefile, 'src/main.c': 'int start(void);\nint main(void) { return start(); }\n' },
    run: 'make',
  },
  {
    name: 'library-missing',
    cause: 'native-build-tools-missing',
    also: ['compile-error', 'build-dependency-not-installed', 'runtime-library-missing'],
    shows: /cannot find -l/,
    files: { Makefile: makefile, ...cMain('  return 0;') },
    run: 'make LDLIBS=-lpqlab',
  },
  {
    name: 'compiler-missing',
    cause: 'native-build-tools-missing',
    also: ['command-not-found-in-build'],
    shows: /not found|No such file/,
    files: { Makefile: makefile, ...cMain('  return 0;') },
    run: 'make CC=clang-lab',
  },
  {
    name: 'no-makefile',
    cause: 'project-files-missing-in-build',
    shows: /no makefile found|No targets/i,
    run: 'make',
  },
  {
    name: 'no-rule',
    cause: 'project-files-missing-in-build',
    also: ['build-command-usage-error', 'compile-error'],
    shows: /No rule to make target/,
    files: { Makefile: makefile },
    run: 'make',
  },
  {
    name: 'command-missing',
    cause: 'command-not-found-in-build',
    shows: /not found|No such file/,
    files: { Makefile: 'docs:\n\tpandoc-lab README.md\n' },
    run: 'make docs',
  },
  {
    name: 'script-not-executable',
    cause: 'permission-denied-in-build',
    shows: /Permission denied/i,
    files: { Makefile: 'all:\n\t./gen.sh\n', 'gen.sh': '#!/bin/sh\n' },
    run: 'make',
  },
  {
    name: 'separator',
    cause: 'compile-error',
    also: ['unknown'],
    shows: /missing separator/,
    files: { Makefile: 'all:\n    echo hi\n' },
    run: 'make',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /warning/,
    files: { Makefile: makefile, ...cMain('  int error_count;\n  printf("ok\\n");\n  return 0;') },
    run: 'make',
  },
  {
    name: 'well-up-to-date',
    cause: 'healthy-no-problem',
    shows: /up to date/,
    files: { Makefile: makefile, ...cMain('  return 0;') },
    setup: 'make',
    run: 'make',
  },
  {
    name: 'well-ignored',
    cause: 'healthy-no-problem',
    shows: /ignored/,
    files: { Makefile: 'all:\n\t-rm dist/error.log\n\t@echo build complete\n' },
    run: 'make',
  },
];

const cmakeLists = (more: string) => `cmake_minimum_required(VERSION 3.10)\nproject(shop C)\n${more}\n`;
const cmake: readonly LabCase[] = [
  {
    name: 'package-missing',
    cause: 'native-build-tools-missing',
    also: ['build-dependency-not-installed', 'compile-error'],
    shows: /Could NOT find|Could not find/i,
    files: { 'CMakeLists.txt': cmakeLists('find_package(PostgreSQL REQUIRED)') },
    run: 'cmake -S . -B build',
  },
  {
    name: 'no-lists',
    cause: 'project-files-missing-in-build',
    shows: /does not appear to contain CMakeLists/,
    run: 'cmake -S . -B build',
  },
  {
    name: 'too-old',
    cause: 'build-tool-version-mismatch',
    shows: /or higher is required/,
    files: { 'CMakeLists.txt': 'cmake_minimum_required(VERSION 9.1)\nproject(shop C)\n' },
    run: 'cmake -S . -B build',
  },
  {
    name: 'compiler-missing',
    cause: 'native-build-tools-missing',
    shows: /compiler/i,
    files: { 'CMakeLists.txt': cmakeLists('') },
    env: { CC: 'clang-lab' },
    run: 'cmake -S . -B build',
  },
  {
    name: 'source-missing',
    cause: 'project-files-missing-in-build',
    also: ['compile-error'],
    shows: /Cannot find source file/,
    files: { 'CMakeLists.txt': cmakeLists('add_executable(server src/main.c)') },
    run: 'cmake -S . -B build',
  },
  {
    name: 'compile',
    cause: 'compile-error',
    shows: /error:/,
    files: { 'CMakeLists.txt': cmakeLists('add_executable(server src/main.c)'), ...cMain('  return port;') },
    setup: 'cmake -S . -B build',
    run: 'cmake --build build',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /Built target/,
    files: {
      'CMakeLists.txt': cmakeLists('find_package(PostgreSQL)\nadd_executable(error_server src/main.c)'),
      ...cMain('  return 0;'),
    },
    run: 'cmake -S . -B build && cmake --build build',
  },
];

export const compilers: readonly Tool[] = [
  {
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
  },
  {
    name: 'cargo',
    needs: 'cargo',
    version: 'cargo --version',
    env: { CARGO_HOME: '/var/cache/cargo' },
    cases: cargo,
  },
  { name: 'make', needs: 'make', version: 'make --version', cases: make },
  { name: 'cmake', needs: 'cmake', version: 'cmake --version', cases: cmake },
];
