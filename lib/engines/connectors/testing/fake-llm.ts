import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { z } from 'zod'

const Call = z.strictObject({
  ...{ id: z.string().min(1), type: z.literal('function') },
  function: z.strictObject({ name: z.string().min(1), arguments: z.string() }),
})
const Message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'user']), content: z.string().min(1) }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string().nullable(),
    tool_calls: z.array(Call).min(1).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string().min(1), content: z.string() }),
])
type Message = z.output<typeof Message>

const Request = z.strictObject({
  ...{ model: z.string().min(1), stream: z.boolean(), messages: z.array(Message).min(1) },
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.looseObject({ name: z.string().min(1) }),
      }),
    )
    .min(1)
    .optional(),
})
type Request = z.output<typeof Request>

/** What the model says to one request: words, calls of tools (`[id, name, arguments]`), or an HTTP status. */
export type LlmReply = {
  content?: string | ((results: string[]) => string)
  calls?: [id: string, name: string, args: object][]
  status?: number
}

export type FakeLlm = {
  url: string
  /** what it says next, one a request */
  replies: LlmReply[]
  /** what it says when these are used up */
  otherwise: (messages: Message[]) => LlmReply
  /** requests that were taken, the latest last */
  asked: Request[]
  close(): Promise<void>
}

/** Why OpenAI would refuse the messages: each call needs its result right after it, and each result its call. */
function faultOf(messages: Message[]): string | null {
  let open: string[] = []
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.includes(message.tool_call_id))
        return `no tool call ${message.tool_call_id} precedes`
      open = open.filter((id) => id !== message.tool_call_id)
      continue
    }
    if (open.length > 0) return `no result for the tool calls ${open.join(', ')}`
    if (message.role === 'assistant') open = message.tool_calls?.map(({ id }) => id) ?? []
  }
  return open.length > 0 ? `no result for the tool calls ${open.join(', ')}` : null
}

function answer(
  { content, calls = [] }: LlmReply,
  { messages, stream }: Request,
  response: ServerResponse,
) {
  const after = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1)
  const results = after.flatMap((one) => (one.role === 'tool' ? [one.content] : []))
  const text = typeof content === 'function' ? content(results) : (content ?? null)
  const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop'
  const tool_calls = calls.map(([id, name, args]) => ({
    ...{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } },
  }))
  if (!stream) {
    const message = { role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls }) }
    response.writeHead(200, { 'Content-Type': 'application/json' })
    return response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason }] }))
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const chunk = (delta: object, reason: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`,
    )
  chunk({ role: 'assistant', content: null })
  for (const word of text?.match(/\S+\s*/g) ?? []) chunk({ content: word })
  for (const [index, { function: called, ...call }] of tool_calls.entries()) {
    const { name, arguments: given } = called
    chunk({ tool_calls: [{ index, ...call, function: { name, arguments: '' } }] })
    for (const piece of given.match(/.{1,5}/g) ?? [])
      chunk({ tool_calls: [{ index, function: { arguments: piece } }] })
  }
  chunk({}, finish_reason)
  response.end('data: [DONE]\n\n')
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

/** A server of chat completions that refuses what OpenAI's API would, and says what it is told to. */
export async function startFakeLlm(): Promise<FakeLlm> {
  const refuse = (response: ServerResponse, status: number, message: string) =>
    response
      .writeHead(status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ error: { message } }))
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const parsed = Request.safeParse(await bodyOf(request))
    if (!parsed.success) return refuse(response, 400, z.prettifyError(parsed.error))
    const fault = faultOf(parsed.data.messages)
    if (fault !== null) return refuse(response, 400, fault)
    const reply = llm.replies.shift() ?? llm.otherwise(parsed.data.messages)
    if (reply.status !== undefined) return refuse(response, reply.status, 'try again')
    llm.asked.push(parsed.data)
    return answer(reply, parsed.data, response)
  }
  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => refuse(response, 500, String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const llm: FakeLlm = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`,
    ...{ replies: [], asked: [] },
    otherwise: () => ({ content: 'I have nothing to say.' }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return llm
}
