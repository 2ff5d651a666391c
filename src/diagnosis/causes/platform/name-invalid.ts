import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, ownWords } from '../shared/headline';

const createPage = codeEngineDoc('ts-app-create-fails');

export default defineCause({
  id: 'name-invalid',
  title: 'The name is not allowed',
  headline: (facts) => naming`The name ${facts.name} is not allowed` ?? ownWords(facts),
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Names consist of lowercase letters, digits and dashes, begin with a letter and end with a letter or digit.',
  shows: '`An application name must consist of lowercase alphanumeric characters …`',
  phrases: [
    /\bname must consist of lower ?case alphanumeric\b/i,
    /\b(?:a (?:lowercase )?RFC 1123 (?:label|subdomain)|a DNS-10(?:35|123) label) must consist of\b/i,
  ],
  proof: 'The API’s answer.',
  fix: ({ name = 'Shop_API' }) => [
    step(
      `Choose another name and give the command again: ${validName(name)} instead of ${name}, for example.`,
    ),
  ],
  doc: createPage,
  cases: ['A-2'],
});

/** The name as it may be: lowercase letters, digits and hyphens, with a letter first; at most 63 characters. */
function validName(name: string): string {
  const small = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return small || 'shop-api';
}
