/** Which login of the project an image is asked with, when nobody names one: a private image is refused without. */
import type { ImageLogins } from '../model/diagnosis';
import { hostOf, isSameImage } from '../model/image-host';
import { present } from '../model/present';
import { serverIsFor } from '../model/secret-server';
import type { ImageSubject } from '../model/subject';
import type { Gatherer } from './gather/gatherer';

/** Registry secrets of the project for the host of the image. Empty where a secret is named, or the list cannot be read. */
export async function imageLogins(gatherer: Gatherer, subject: ImageSubject): Promise<ImageLogins> {
  const { project, reference, secret, anonymous } = subject;
  if (!project || secret !== undefined || anonymous) return { secrets: [] };
  const [secrets, inventory] = await Promise.all([
    gatherer.ask((signal) => gatherer.codeEngine.secrets(project, signal)),
    gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal)),
  ]);
  const host = hostOf(reference);
  const fitting = (present(secrets) ?? [])
    .filter(({ server }) => server !== undefined && serverIsFor(server, host))
    .map(({ name }) => name);
  const { apps = [], jobs = [], builds = [] } = present(inventory) ?? {};
  const uses = [
    ...[...apps, ...jobs].map(({ name, imageReference, imageSecret }) => ({
      name,
      image: imageReference,
      secret: imageSecret,
    })),
    ...builds.map(({ name, outputImage, outputSecret }) => ({
      name,
      image: outputImage,
      secret: outputSecret,
    })),
  ];
  // What names this very image knows its secret.
  const used = uses.find(
    ({ image, secret: own }) =>
      image !== undefined && own !== undefined && fitting.includes(own) && isSameImage(image, reference),
  );
  return used?.secret === undefined ? { secrets: fitting } : { secrets: [used.secret], usedBy: used.name };
}

/** The subject with the one login that the project has for it; unchanged where there is none, or a choice. */
export async function withLogin(gatherer: Gatherer, subject: ImageSubject): Promise<ImageSubject> {
  const { secrets } = await imageLogins(gatherer, subject);
  const [only, ...others] = secrets;
  return only === undefined || others.length > 0 ? subject : { ...subject, secret: only, chosen: true };
}
