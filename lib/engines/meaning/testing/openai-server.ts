import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { z } from 'zod'

const Embeddings = z.strictObject({
  model: z.literal('test-embedder'),
  input: z.array(z.string().min(1)).length(2),
  encoding_format: z.literal('float'),
})
const Chat = z.strictObject({
  model: z.literal('test-judge'),
  temperature: z.literal(0),
  seed: z.number().int(),
  max_tokens: z.number().int().positive(),
  response_format: z.strictObject({ type: z.literal('json_object') }),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string().min(100) }),
    z.strictObject({ role: z.literal('user'), content: z.string() }),
  ]),
})

/** A vector for a text: a share of its letters. Alike texts get alike vectors, and each part depends on the text alone. */
function letterVector(text: string): number[] {
  const counts = new Array<number>(26).fill(0)
  for (const char of text.toLowerCase()) {
    const at = char.charCodeAt(0) - 97
    if (at >= 0 && at < 26) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

export type OpenaiServer = {
  url: string
  /** what each chat completion says, by seed */
  judge: (pair: { expected: string; reply: string }, seed: number) => unknown
  /** makes the next answers something else than the documented ones */
  answerWith: ((path: string) => { status: number; body: string }) | null
  requests: number
  close(): Promise<void>
}

/** The two calls of OpenAI's API that engines of meaning use, as strict as the original: it refuses before it answers. */
export async function startOpenaiServer(): Promise<OpenaiServer> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      state.requests++
      const reply = (status: number, body: unknown) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(typeof body === 'string' ? body : JSON.stringify(body))
      const path = request.url ?? ''
      if (request.method !== 'POST') return reply(405, { error: { message: 'POST only' } })
      if (request.headers.authorization !== 'Bearer good-key')
        return reply(401, { error: { message: 'Incorrect API key provided' } })
      if (state.answerWith) {
        const { status, body } = state.answerWith(path)
        return reply(status, body)
      }
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      const embeddings = path === '/v1/embeddings' && Embeddings.safeParse(body)
      if (embeddings) {
        if (!embeddings.success) return reply(400, { error: { message: embeddings.error.message } })
        // In another order than asked for, as the documentation allows.
        const data = embeddings.data.input
          .map((text, index) => ({ object: 'embedding', index, embedding: letterVector(text) }))
          .toReversed()
        return reply(200, { object: 'list', data, model: 'test-embedder', usage: {} })
      }
      const chat = path === '/v1/chat/completions' && Chat.safeParse(body)
      if (!chat) return reply(404, { error: { message: 'Unknown request URL' } })
      if (!chat.success) return reply(400, { error: { message: chat.error.message } })
      const { messages, seed } = chat.data
      const pair = z
        .strictObject({ expected: z.string(), reply: z.string() })
        .parse(JSON.parse(messages[1].content))
      const said = state.judge(pair, seed)
      const content = typeof said === 'string' ? said : JSON.stringify(said)
      return reply(200, { choices: [{ index: 0, message: { role: 'assistant', content } }] })
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const state: OpenaiServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judge: () => ({ verdict: 'unsure', cited_reply: [] }),
    answerWith: null,
    requests: 0,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close').catch(() => undefined)
    },
  }
  return state
}
