import type { Tool } from '../../case';

const c = (source: string, flags = '') => `printf '%s' '${source}' > main.c && gcc ${flags} -o server main.c`;
export const native: Tool = {
  name: 'native-program',
  needs: 'gcc',
  version: 'ldd --version',
  cases: [
    {
      name: 'library-missing',
      cause: 'runtime-library-missing',
      shows: /cannot open shared object file/,
      setup: `printf 'int f(void){return 1;}' > f.c && gcc -shared -fPIC -o libshop.so.3 f.c && ${c('int f(void);int main(void){return f();}', '-L. -l:libshop.so.3').replace('-o server main.c', '-o server main.c -L. -l:libshop.so.3')} && rm libshop.so.3`,
      run: './server',
    },
    {
      name: 'symbol-missing',
      cause: 'runtime-library-missing',
      shows: /undefined symbol|symbol lookup error/,
      setup: `printf 'int f(void){return 1;}' > f.c && gcc -shared -fPIC -o libshop.so.3 f.c && printf 'int f(void);int main(void){return f();}' > main.c && gcc -o server main.c -L. -l:libshop.so.3 -Wl,-rpath,. && printf 'int g(void){return 1;}' > g.c && gcc -shared -fPIC -o libshop.so.3 g.c`,
      run: './server',
    },
    {
      name: 'glibc-too-old',
      cause: 'runtime-library-missing',
      also: ['runtime-version-mismatch'],
      shows: /GLIBC_2\.99|version .* not found/,
      // A version that no C library has yet, written over the one that the linker asked for.
      setup: `${c('#include <stdio.h>\nint main(void){printf("ok");return 0;}')} && sed -i 's/GLIBC_2\\.34/GLIBC_2.99/' server`,
      run: './server',
    },
    {
      name: 'interpreter-missing',
      cause: 'entrypoint-not-found',
      also: ['command-not-found-in-build'],
      shows: /not found/,
      setup: `printf '#!/usr/bin/env-bash\\necho hi\\n' > start.sh && chmod +x start.sh`,
      run: 'sh -c ./start.sh',
    },
    {
      name: 'windows-line-ends',
      cause: 'entrypoint-not-found',
      also: ['entrypoint-not-executable', 'command-not-found-in-build'],
      shows: /No such file|not found/,
      setup: `printf '#!/usr/bin/env bash\\r\\necho hi\\r\\n' > start.sh && chmod +x start.sh`,
      run: './start.sh',
    },
    {
      name: 'arm-program',
      cause: 'exec-format-error',
      shows: /Exec format error/i,
      setup: `printf '\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\267\\000\\001\\000\\000\\000' > server && head -c 200 /dev/zero >> server && chmod +x server`,
      run: 'bash -c ./server',
    },
    {
      name: 'not-executable',
      cause: 'entrypoint-not-executable',
      also: ['permission-denied-in-build'],
      shows: /Permission denied/i,
      setup: 'echo echo hi > start.sh',
      run: 'bash -c ./start.sh',
    },
    {
      name: 'segfault',
      cause: 'container-exit-nonzero',
      shows: /Segmentation fault/,
      setup: c('int main(void){int *p=0;return *p;}'),
      run: 'bash -c "./server; echo exit code $?; exit 139"',
    },
    {
      name: 'aborts',
      cause: 'container-exit-nonzero',
      shows: /Assertion/,
      setup: c('#include <assert.h>\nint main(void){int plans=0;assert(plans>0);return 0;}'),
      run: './server',
    },
  ],
};
