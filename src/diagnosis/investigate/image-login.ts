/** Which login of the project an image is asked with, when nobody names one: a private image is refused without. */
import type { ImageLogins } from '../model/diagnosis';
import { hostOf, isSameImage, withHost } from '../model/image-host';
import { present } from '../model/present';
import { hostOfServer, serverIsFor, serverIsForSibling } from '../model/secret-server';
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
  const logins = (present(secrets) ?? []).flatMap(({ name, server }) =>
    server === undefined ? [] : [{ name, server }],
  );
  const own = logins.filter(({ server }) => serverIsFor(server, host));
  const siblings = own.length > 0 ? [] : logins.filter(({ server }) => serverIsForSibling(server, host));
  const through = siblings[0] && hostOfServer(siblings[0].server);
  const by = through === undefined ? {} : { through };
  const fitting = (
    own.length > 0 ? own : siblings.filter(({ server }) => hostOfServer(server) === through)
  ).map(({ name }) => name);
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
    ({ image, secret: named }) =>
      image !== undefined && named !== undefined && fitting.includes(named) && isSameImage(image, reference),
  );
  return used?.secret === undefined
    ? { secrets: fitting, ...by }
    : { secrets: [used.secret], usedBy: used.name, ...by };
}

/** The subject with the one login that the project has for it; unchanged where there is none, or a choice. */
export async function withLogin(gatherer: Gatherer, subject: ImageSubject): Promise<ImageSubject> {
  const { secrets, through } = await imageLogins(gatherer, subject);
  const [only, ...others] = secrets;
  if (only === undefined || others.length > 0) return subject;
  const { reference } = subject;
  const named = through === undefined ? {} : { reference: withHost(reference, through), typed: reference };
  return { ...subject, ...named, secret: only, chosen: true };
}
