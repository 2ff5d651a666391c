/** Registries on loopback: the distribution API, token services, and IBM's registry API. */
export { type Certificates, makeCertificates } from './certificates';
export { type ContentOptions, descriptionOf, registryWorldOf } from './from-content';
export { imageDigest } from './image';
export { type RegistryStandIn, startRegistryStandIn } from './start';
export type {
  ImageDescription,
  RegistryWorld,
  Rights,
  StandInAccount,
  StandInFault,
  StandInHost,
  StandInLogin,
  StandInRepository,
} from './world';
