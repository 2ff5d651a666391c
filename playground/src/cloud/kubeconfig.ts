import { stringify } from 'yaml';
import type { Identity, Project } from '../world';
import { json, type Reply, type Request, text } from './http';
import type { Tokens } from './tokens';

/** `GET /api/v1/project/{id}/config`: the way into a project's Kubernetes API. */
export function kubeconfig(
  tokens: Tokens,
  identity: Identity,
  project: Project,
  request: Request,
  server: string,
): Reply {
  const delegated = request.header('x-delegated-refresh-token');
  if (tokens.check(delegated, 'delegated-refresh')?.id !== identity.id) {
    return json(400, {
      errors: [
        {
          code: 'invalid_refresh_token',
          message: "Header 'X-Delegated-Refresh-Token' is missing or not valid.",
        },
      ],
      trace: `codeengine-api-${project.id.replaceAll('-', '')}`,
      status_code: 400,
    });
  }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: project.name, cluster: { server } }],
    contexts: [
      {
        name: project.name,
        context: { cluster: project.name, namespace: project.namespace, user: project.name },
      },
    ],
    'current-context': project.name,
    users: [
      {
        name: project.name,
        user: {
          'auth-provider': {
            name: 'oidc',
            config: {
              'client-id': 'ce',
              'client-secret': 'ce',
              'id-token': tokens.issue('id', identity).token,
              'idp-issuer-url': 'https://iam.cloud.ibm.com/identity',
              'refresh-token': tokens.issue('refresh', identity).token,
            },
          },
        },
      },
    ],
  };
  const wantsJson = request.header('accept')?.includes('json') === true;
  return wantsJson ? json(200, config) : text(200, stringify(config));
}
