import type { grpc } from 'google-gax'

import { readSessionsService } from '#lib/engines/connectors/testing/sessions-service.ts'

type GrpcScript = {
  /** the status that calls end with */
  refuse?: { code: number; details: string }
  /** how often; every time when absent, after that a turn is answered with "hi" */
  times?: number
  /** what a stream says when it is spoken to */
  say?: object[]
  /** whether it then ends */
  end?: boolean
}

const answer = {
  queryResult: { transcript: 'hello', responseMessages: [{ text: { text: ['hi'] } }] },
}

/** The service of Dialogflow's sessions on loopback that does as it is told, and otherwise nothing. */
export async function startGrpcScript(script: GrpcScript) {
  const { refuse, say, times = Infinity } = script
  let calls = 0
  const { Server, ServerCredentials, service } = readSessionsService()
  const server = new Server()
  server.addService(service, {
    detectIntent(_: unknown, callback: grpc.sendUnaryData<unknown>) {
      if (refuse && (calls += 1) <= times) callback(refuse)
    },
    streamingDetectIntent(call: grpc.ServerDuplexStream<unknown, unknown>) {
      if (refuse && (calls += 1) <= times) return void call.emit('error', refuse)
      call.on('data', () => undefined)
      if (refuse) call.write({ detectIntentResponse: answer })
      for (const message of say ?? []) call.write(message)
      if (script.end || refuse) call.end()
    },
  })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  return { url: `http://127.0.0.1:${port}`, close: async () => server.forceShutdown() }
}
