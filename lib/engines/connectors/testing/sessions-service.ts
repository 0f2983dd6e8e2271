import { createRequire } from 'node:module'

import * as gax from 'google-gax'
import { z } from 'zod'

const Service = z.custom<gax.grpc.ServiceClientConstructor>((value) => typeof value === 'function')

/** gRPC's server and the service of Dialogflow's sessions, as the SDK's own protocol files describe it. */
export function readSessionsService() {
  const require = createRequire(import.meta.url)
  const json: unknown = require('@google-cloud/dialogflow-cx/build/protos/protos.json')
  const files: unknown = new gax.GrpcClient().loadProtoJSON(z.object({}).loose().parse(json))
  const within = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined
  const path = ['google', 'cloud', 'dialogflow', 'cx', 'v3', 'Sessions']
  const { service } = Service.parse(path.reduce(within, files))
  const { Server, ServerCredentials } = gax.grpc
  return { Server, ServerCredentials, service }
}
