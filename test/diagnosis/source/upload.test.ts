import { examineTree } from '../../../src/diagnosis/source';
import { plantedTree } from '../../support/planted-tree';

const upload = { strategy: 'dockerfile', contextDir: '', dockerfile: 'Dockerfile' } as const;

test('a file that .ceignore kept at home is told by its line, and nothing is said of git', async () => {
  const tree = plantedTree({
    Dockerfile: 'FROM scratch\nCOPY server /server\nCOPY templates/ /templates/\nCMD ["/server"]\n',
    '.ceignore': 'node_modules\n# big\ntemplates/\n',
    server: 'x\n',
  });
  const [found] = (await examineTree(tree, upload)).findings;
  expect(found).toMatchObject({ cause: 'dockerfile-copy-missing-file', file: 'Dockerfile', line: 3 });
  expect(found?.detail).toBe(
    'COPY templates/: templates is not in the upload, because line 3 of .ceignore (templates/) keeps it out. Take the line out, or let the Dockerfile make it.',
  );
  expect(found?.proof).toBe('the uploaded source shows it');
});
