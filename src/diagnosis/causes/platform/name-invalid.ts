import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { ownWords } from '../shared/headline';

const createPage = codeEngineDoc('ts-app-create-fails');

export default defineCause({
  id: 'name-invalid',
  title: 'The name is not allowed',
  headline: ownWords,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Names consist of small letters, digits and dashes, begin with a letter and end with a letter or digit.',
  shows: '`An application name must consist of lowercase alphanumeric characters …`',
  phrases: [
    /\bname must consist of lower ?case alphanumeric\b/i,
    /\b(?:a (?:lowercase )?RFC 1123 (?:label|subdomain)|a DNS-10(?:35|123) label) must consist of\b/i,
  ],
  proof: 'The API’s answer.',
  fix: () => [step('Choose another name, for example shop-api instead of Shop_API.')],
  doc: createPage,
  cases: ['A-2'],
});
