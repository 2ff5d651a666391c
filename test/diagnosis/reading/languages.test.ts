import { inEnglish } from '../../../src/diagnosis/reading/languages';

test.each([
  [
    "fatal: Repository 'https://git.example/moon.git/' nicht gefunden",
    "fatal: repository 'https://git.example/moon.git/' not found",
  ],
  [
    "fatal : dépôt 'https://git.example/moon.git/' non trouvé",
    "fatal : repository 'https://git.example/moon.git/' not found",
  ],
  ['bash: ligne 1 : yarn : commande introuvable', 'bash: ligne 1 : yarn : command not found'],
  ['E: No se ha podido localizar el paquete libmoon', 'E: Unable to locate package libmoon'],
  ['E: No se ha podido localizar el paquete lib$&moon', 'E: Unable to locate package lib$&moon'],
  ['E: 无法定位软件包 libmoon', 'E: Unable to locate package libmoon'],
  ['make: *** [Makefile:3: moon.o] Fehler 1', 'make: *** [Makefile:3: moon.o] Error 1'],
  ['moon.c:7:5: erreur: « x » non déclaré', 'moon.c:7:5: error: « x » non déclaré'],
  [
    'Der Befehl "yarn" ist entweder falsch geschrieben oder',
    "'yarn' is not recognized as an internal or external command oder",
  ],
  ['bash: ./build.sh: 許可がありません', 'bash: ./build.sh: Permission denied'],
])('%s', (said, english) => expect(inEnglish(said)).toBe(english));

test.each(['npm error code ENOENT', 'listening on port 8080', 'señal recibida', 'très bien', '启动完成', ''])(
  '%j is left as it is',
  (line) => expect(inEnglish(line)).toBe(line),
);
