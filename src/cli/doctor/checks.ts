/** Every check of `doctor`. */
import type { Check } from './check';
import { ibmCloudLogs } from './ibm/cloud-logs';
import { ibmEvents } from './ibm/events';
import { ibmFleets } from './ibm/fleets';
import { ibmKubernetes } from './ibm/kubernetes';
import { ibmLogin } from './ibm/login';
import { ibmLogs } from './ibm/logs';
import { ibmProjects } from './ibm/projects';
import { ibmRegions } from './ibm/regions';
import { ibmRegistry } from './ibm/registry';
import { ibmRoles } from './ibm/roles';
import { ibmSettings } from './ibm/settings';
import { accessRules } from './slack/access-rules';
import { slackCards } from './slack/cards';
import { database } from './slack/database';
import { slackPost } from './slack/post';
import { slackScopes } from './slack/scopes';
import { slackSettings } from './slack/settings';
import { slackSocket } from './slack/socket';
import { slackToken } from './slack/token';
import { webhooks } from './slack/webhooks';

/** In the order in which they are told; they run side by side. */
export const checks: readonly Check[] = [
  slackSettings,
  slackToken,
  slackScopes,
  slackSocket,
  slackPost,
  slackCards,
  webhooks,
  database,
  accessRules,
  ibmSettings,
  ibmLogin,
  ibmRegions,
  ibmProjects,
  ibmRoles,
  ibmKubernetes,
  ibmEvents,
  ibmLogs,
  ibmRegistry,
  ibmCloudLogs,
  ibmFleets,
];
