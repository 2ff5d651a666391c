/** Short human answers to what is no question about a resource. */
import { codeEngineDoc } from '../../diagnosis/remedy/doc-pages';
import type { Talk, Topic } from '../question/small-talk';
import { actionIds } from './action-ids';
import { actions, button, type Card, present, section } from './blocks';
import { meaningsOf } from './terms';

interface Words {
  /** mrkdwn of our own. */
  readonly says: string;
  /** Command lines to press. */
  readonly offers?: readonly (readonly [label: string, command: string])[];
  /** The form of *Check an image* is offered. */
  readonly form?: true;
}

const failing = ['What is failing?', ''] as const;
const help = ['How to ask', 'help'] as const;

const words: Readonly<Record<Topic, Words>> = {
  thanks: { says: 'You are welcome.' },
  ok: { says: '👌' },
  hello: {
    says: 'Hello. Name an app, build, job, function or image, or paste an error, and I look for the reason.',
    offers: [failing, help],
  },
  unclear: {
    says: 'I did not understand that. Name an app, build, job, function or image, for example `app NAME`, or paste an error.',
    offers: [failing, help],
  },
  form: { says: 'Which image? Write `image REGISTRY/NAMESPACE/NAME:TAG`, or fill in the form.', form: true },
  'registry-secret': {
    says: `A registry secret gives Code Engine access to a private registry:\n\`ibmcloud ce secret create --format registry --name NAME --server HOST --username USER --password-from-file FILE\`\nFor IBM Container Registry the user is \`iamapikey\`, the password an API key. Then name it with \`--registry-secret NAME\` on the app, job or build.\n<${codeEngineDoc('add-registry')}|Accessing registries> · \`image REF --secret NAME\` proves that it works.`,
  },
  'repository-access': {
    says: `An SSH secret gives a build access to a private repository:\n\`ibmcloud ce secret create --format ssh --name NAME --key-path FILE\`\nAdd the public key to the repository as a deploy key, and use the \`git@\` address with \`ibmcloud ce build update --name BUILD --git-repo-secret NAME\`.\n<${codeEngineDoc('code-repositories')}|Accessing private repositories> · \`source URL --secret NAME\` proves that it works.`,
  },
  resources: {
    says: `\`ibmcloud ce app update --name NAME --cpu 1 --memory 4G\` changes CPU and memory, \`--min-scale 1 --max-scale 5\` the instances; jobs take the first two as well. Only some combinations are allowed.\n<${codeEngineDoc('limits')}|Limits and combinations>`,
  },
  rerun: {
    says: `\`ibmcloud ce buildrun submit --build NAME\` runs a build again, \`ibmcloud ce jobrun submit --job NAME\` a job.\n<${codeEngineDoc('build-run')}|Running a build>`,
  },
  logs: {
    says: `Ask me \`logs NAME\` or \`events NAME\`. Without me: \`ibmcloud ce app logs --name NAME\`, \`ibmcloud ce buildrun logs --name RUN\`, \`ibmcloud ce jobrun logs --name RUN\`.\n<${codeEngineDoc('troubleshoot-apps')}|Looking into an app>`,
  },
  port: {
    says: `An app must listen on the port in the environment variable \`PORT\`, 8080 unless it is set otherwise: \`ibmcloud ce app update --name NAME --port 3000\`.\n<${codeEngineDoc('ts-app-neverready')}|Apps that never become ready>`,
  },
  alerts: {
    says: 'In the channel that gets alerts: `/ce-image watch PROJECT` begins them (`--name NAME`: of one resource), `unwatch` ends them, `mute NAME --for 8h` keeps still about one thing, `watches` lists what is watched and muted.',
    offers: [
      ['Watch a project', 'watch'],
      ['What is watched here', 'watches'],
    ],
  },
  visibility: {
    says: 'A diagnosis is posted where you ask: everybody in this channel sees it. Ask me in a direct message to see it alone; help and lists are shown to you alone anyway.\nI read projects, builds, apps, jobs, their events and logs. Of secrets I use only the registry or git secret of what you ask about, to try it; no value is shown or kept. Your administrators decide who sees and does what.',
    offers: [['What may I see?', 'access']],
  },
  'default-project': {
    says: 'Type `use PROJECT`: in a channel it holds for the channel, in a direct message for you.',
    offers: [['Which projects?', 'projects']],
  },
  'how-to': {
    says: `I look for the reason when an image does not build, push, pull or start. How to build and deploy is told in IBM’s documentation: <${codeEngineDoc('plan-build')}|building>, <${codeEngineDoc('deploy-app')}|deploying an app>, <${codeEngineDoc('add-registry')}|registries>.`,
    offers: [failing, help],
  },
};

/** A short answer. */
export function talkCard({ topic, terms }: Talk): Card {
  const { says: usual, offers = [], form } = words[topic];
  const says = terms ? meaningsOf(terms) : usual;
  const elements = present(
    ...offers.map(([label, value], at) =>
      button(label, `${actionIds.openItem}:${at}`, { value: value || 'overview' }),
    ),
    form && button('Check an image', actionIds.imageForm, { value: 'image', style: 'primary' }),
  );
  return {
    text: plainOf(says),
    blocks: [section(says), ...(elements.length > 0 ? [actions(elements)] : [])],
  };
}

/** What a notification shows: the first line, links by their label. */
function plainOf(says: string): string {
  const [first = says] = says.split('\n');
  return first.replace(/<[^|>]+\|([^>]+)>/g, '$1').replace(/[`*]/g, '');
}
