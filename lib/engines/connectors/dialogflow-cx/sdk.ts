import { AsyncLocalStorage } from 'node:async_hooks'

import type { SessionsClient } from '@google-cloud/dialogflow-cx/build/src/v3/sessions_client.js'
import type { grpc } from 'google-gax'

/** Where the calls of one turn go over gRPC. */
type GrpcWay = {
  channel: grpc.Channel
  /** the call as it begins, to be cancelled and listened to */
  onCall: (call: grpc.ClientUnaryCall) => void
}
/** Where they go over REST. */
export type RestWay = (url: URL, init: RequestInit) => Promise<Response>

export const grpcWay = new AsyncLocalStorage<GrpcWay>()
export const restWay = new AsyncLocalStorage<RestWay>()

/**
 * Only the client for sessions and what it needs, read at the first turn: the package's own entry reads 18 MB of
 * JavaScript for all its clients, 2 s and 96 MB.
 */
const read = async () => {
  const [{ SessionsClient }, gax] = await Promise.all([
    import('@google-cloud/dialogflow-cx/build/src/v3/sessions_client.js'),
    import('google-gax'),
  ])
  return { SessionsClient, gax }
}

/** gRPC itself, as the SDK brings it. */
export const readGrpc = async () => (await import('google-gax')).grpc

let overGrpc: Promise<SessionsClient> | undefined
let overRest: Promise<SessionsClient> | undefined

/**
 * The SDK's client over gRPC. A client costs 60 ms and 10 MB, so there is one for all conversations: it lets each
 * call choose its channel (`grpc.callInvocationTransformer`), and the turn under way tells which.
 */
export function grpcClient(): Promise<SessionsClient> {
  overGrpc ??= read().then(({ SessionsClient, gax }) => {
    const { PassThroughClient } = gax.googleAuthLibrary
    return new SessionsClient({
      // Its own channel is never used, so it never connects; credentials go with each call.
      ...{ authClient: new PassThroughClient(), sslCreds: gax.grpc.credentials.createInsecure() },
      'grpc.callInvocationTransformer': (call: { call: grpc.ClientUnaryCall }) => {
        const way = grpcWay.getStore()
        if (!way) throw new Error('a call of Dialogflow outside of a turn')
        way.onCall(call.call)
        return { ...call, channel: way.channel }
      },
    })
  })
  return overGrpc
}

/** The SDK's client over REST, one for all conversations too: it builds requests, and the turn under way sends them. */
export function restClient(): Promise<SessionsClient> {
  overRest ??= read().then(({ SessionsClient, gax }) => {
    const { PassThroughClient } = gax.googleAuthLibrary
    const fetchImplementation: typeof fetch = (input, init = {}) => {
      const way = restWay.getStore()
      if (!way) throw new Error('a call of Dialogflow outside of a turn')
      return way(new URL(input instanceof Request ? input.url : input), init)
    }
    const authClient = new PassThroughClient({ transporterOptions: { fetchImplementation } })
    return new SessionsClient({ fallback: true, authClient })
  })
  return overRest
}
