import type { LabCase, Tool } from '../case';

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
    also: ['registry-server-error'],
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

export const cargoTool: Tool = {
  name: 'cargo',
  needs: 'cargo',
  version: 'cargo --version',
  env: { CARGO_HOME: '/var/cache/cargo' },
  cases: cargo,
};
