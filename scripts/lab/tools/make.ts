import type { LabCase, Tool } from '../case';

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

export const makeTools: readonly Tool[] = [
  { name: 'make', needs: 'make', version: 'make --version', cases: make },
  { name: 'cmake', needs: 'cmake', version: 'cmake --version', cases: cmake },
];
