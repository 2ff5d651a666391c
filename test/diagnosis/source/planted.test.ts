/** The trees of the lab (`npm run -s source-lab`), without the way to them: it plants one fault in each, or none. */
import { faults as first } from '../../../scripts/source-lab/faults';
import type { Plant } from '../../../scripts/source-lab/plant';
import { secondFaults } from '../../../scripts/source-lab/second-faults';
import { secondWell } from '../../../scripts/source-lab/second-well';
import { thirdFaults, thirdWell } from '../../../scripts/source-lab/third';
import { well } from '../../../scripts/source-lab/well';
import { examineTree } from '../../../src/diagnosis/source';
import { plantedTree } from '../../support/planted-tree';

const commit = 'c'.repeat(40);

async function look({ repository, build }: Plant) {
  const source = { strategy: 'dockerfile' as const, contextDir: '', dockerfile: 'Dockerfile', ...build };
  return (await examineTree(plantedTree(repository), { ...source, commit })).findings;
}

/** What the registry, the git host and Git LFS tell is not in the tree. */
const elsewhere = /^(?:git-|base-image-|arch-)/;

const inTree = [...first, ...secondFaults, ...thirdFaults].filter(
  ({ step, cause }) => step === undefined && !elsewhere.test(cause),
);

test.each(inTree.map((fault) => [fault.name, fault] as const))(
  '%s is the first word',
  async (_name, fault) => {
    const { cause, file, line } = fault;
    const [found] = await look(fault);
    expect({ cause: found?.cause, file: found?.file, line: found?.line }).toEqual({ cause, file, line });
  },
);

test.each([...well, ...secondWell, ...thirdWell].map((plant) => [plant.name, plant] as const))(
  '%s: nothing is found',
  async (_name, plant) => {
    expect(await look(plant)).toEqual([]);
  },
);
