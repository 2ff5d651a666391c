import { cr } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { isIcr, publicName } from '../../remedy/image-names';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'image-vulnerable',
  title: 'The image has known vulnerabilities',
  headline: (facts) =>
    naming`Vulnerability Advisor found ${facts.icr?.vulnerabilities?.count} issues in the image`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'Vulnerability Advisor lists issues for the image. Images built by buildpacks carry an Ubuntu base, and some of its packages are fixed only for Ubuntu Pro.',
  shows: 'Status `FAIL` or `WARN` of Vulnerability Advisor.',
  proof: 'The registry’s vulnerability report.',
  fix: (facts) => [
    ...(isIcr(facts) && facts.image
      ? [step('See what was found.', cr('va', [publicName(facts.image)]))]
      : []),
    ...(facts.asked === 'image'
      ? [
          step('Build the image again: the newest base image and runtimes are taken.'),
          step('Or build it with a Dockerfile and a base image of your own choice.'),
        ]
      : [
          rerun(facts, 'Build again: the newest base image and runtimes are taken.'),
          setBuild(facts, 'Or build with a Dockerfile and a base image of your own choice.', {
            strategy: 'dockerfile',
          }),
        ]),
  ],
  doc: codeEngineDoc('faqs'),
  cases: ['B-27'],
});
