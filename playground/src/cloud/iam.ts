import type { Identity, World } from '../world';
import { type Handler, json, type Reply, type Request } from './http';
import { type Tokens, tokenLifetime } from './tokens';

const grant = {
  apiKey: 'urn:ibm:params:oauth:grant-type:apikey',
  computeResource: 'urn:ibm:params:oauth:grant-type:cr-token',
} as const;

/** An error as IAM words it: code, message and a context that support asks for. */
export function iamError(
  world: World,
  status: number,
  code: string,
  message: string,
  details?: string,
): Reply {
  return json(status, {
    errorCode: code,
    errorMessage: message,
    ...(details !== undefined && { errorDetails: details }),
    context: {
      requestId: world.names.hex(16, 'iam-request', code),
      requestType: 'incoming.Identity_Token',
      url: 'https://iam.cloud.ibm.com',
      startTime: new Date(world.clock.wall()).toISOString(),
      locale: 'en_US',
      clusterName: 'iam-id-playground',
    },
  });
}

/** `POST /identity/token` with the grants that a bot uses. */
export function iam(world: World, tokens: Tokens): Handler {
  return (request) => {
    if (request.path !== '/identity/token')
      return json(404, { errorCode: 'BXNIM0001E', errorMessage: 'Not found' });
    if (request.method !== 'POST') {
      return iamError(world, 405, 'BXNIM0002E', 'Method not allowed');
    }
    return token(world, tokens, request);
  };
}

function token(world: World, tokens: Tokens, request: Request): Reply {
  if (!request.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return iamError(world, 400, 'BXNIM0107E', 'Content-Type must be application/x-www-form-urlencoded.');
  }
  const form = new URLSearchParams(request.body);
  const identity = identify(world, form);
  if ('status' in identity) return identity;

  const kinds = (form.get('response_type') ?? 'cloud_iam').split(/\s+/);
  const delegated = kinds.includes('delegated_refresh_token');
  if (delegated && form.get('receiver_client_ids') !== 'ce') {
    return iamError(world, 400, 'BXNIM0437E', "Property 'receiver_client_ids' is missing or not allowed.");
  }
  const access = kinds.includes('cloud_iam') ? tokens.issue('access', identity) : undefined;
  return json(200, {
    ...(access && {
      access_token: access.token,
      refresh_token: identity.profile ? 'not_supported' : tokens.issue('refresh', identity).token,
      token_type: 'Bearer',
      expires_in: tokenLifetime,
      expiration: access.expires,
      scope: 'ibm openid',
    }),
    ...(delegated && { delegated_refresh_token: tokens.issue('delegated-refresh', identity).token }),
  });
}

function identify(world: World, form: URLSearchParams): Identity | Reply {
  switch (form.get('grant_type')) {
    case grant.apiKey: {
      const key = form.get('apikey');
      if (!key) return iamError(world, 400, 'BXNIM0109E', "Property missing or empty: 'apikey'.");
      return (
        world.identities.find((identity) => identity.apiKey === key) ??
        iamError(world, 400, 'BXNIM0415E', 'Provided API key could not be found.')
      );
    }
    case grant.computeResource: {
      const computeToken = form.get('cr_token');
      const wanted = form.get('profile_id') ?? form.get('profile_name');
      const identity = world.identities.find(
        ({ profile }) => profile && (profile.id === wanted || profile.name === wanted),
      );
      if (!identity) return iamError(world, 400, 'BXNIM0603E', 'Trusted profile was not found.');
      if (identity.profile?.computeToken !== computeToken) {
        return iamError(world, 400, 'BXNIM0600E', 'The compute resource token is not valid.');
      }
      return identity;
    }
    default:
      return iamError(world, 400, 'BXNIM0108E', "Property 'grant_type' is missing or not supported.");
  }
}
