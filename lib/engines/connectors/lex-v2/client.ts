import type { LexRuntimeV2Client } from '@aws-sdk/client-lex-runtime-v2'

import {
  endpointOf,
  type LexConfig,
  type LexSecrets,
} from '#lib/engines/connectors/lex-v2/settings.ts'
import type { SdkRequest } from '#lib/engines/connectors/lex-v2/transport.ts'

/** Read at the first turn: everybody else starts without it. */
export const lexSdk = () => import('@aws-sdk/client-lex-runtime-v2')

const nothing = () => undefined
/** What it would say is told by the events of the turn. */
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

/** The SDK's way out, which is ours. */
type Transport = {
  handle: (request: SdkRequest) => Promise<{
    response: { statusCode: number; headers: Record<string, string>; body: unknown }
  }>
}

/** A client of the SDK that signs and reads, sends through `transport`, and looks at nothing around it. */
export async function lexClient(
  config: LexConfig,
  secrets: LexSecrets,
  transport: Transport,
): Promise<LexRuntimeV2Client> {
  const { LexRuntimeV2Client } = await lexSdk()
  const { access_key_id, secret_access_key, session_token } = secrets
  return new LexRuntimeV2Client({
    region: config.region,
    endpoint: endpointOf(config),
    credentials: {
      accessKeyId: access_key_id,
      secretAccessKey: secret_access_key,
      ...(session_token !== undefined && { sessionToken: session_token }),
    },
    requestHandler: transport,
    logger: silent,
    // Tries are ours, each of them an event of the turn.
    maxAttempts: 1,
    // What follows would otherwise be looked for in the environment and in ~/.aws.
    ...{ retryMode: 'standard', defaultsMode: 'standard', authSchemePreference: ['sigv4'] },
    ...{ useDualstackEndpoint: false, useFipsEndpoint: false },
    userAgentAppId: async () => undefined,
  })
}
