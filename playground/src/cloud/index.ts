/** IBM Cloud on loopback: IAM, Code Engine's API v2 and v1, and the projects' Kubernetes API. */
export { type Cloud, startCloud } from './start';
