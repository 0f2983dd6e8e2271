import { z } from 'zod'

import { ChatFault } from '#simulator/chat/chat-fault.ts'

const longest = 100_000
const Text = z.string().max(longest)
const Parts = z
  .array(z.strictObject({ type: z.literal('text'), text: Text }))
  .min(1)
  .max(100)
const Content = z.union([Text, Parts])
const Id = z.string().min(1).max(200)
const FunctionName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/)
const name = z.string().max(200).optional()

const ToolCall = z.strictObject({
  id: Id,
  type: z.literal('function'),
  function: z.strictObject({ name: FunctionName, arguments: Text }),
})

const Message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer']), content: Content, name }),
  z.strictObject({ role: z.literal('user'), content: Content, name }),
  z
    .strictObject({
      role: z.literal('assistant'),
      content: Content.nullish(),
      refusal: Text.nullish(),
      tool_calls: z.array(ToolCall).min(1).max(128).optional(),
      // What an answer holds, and a client may send back as it came.
      annotations: z.array(z.json()).optional(),
      audio: z.null().optional(),
      name,
    })
    .refine(({ content, tool_calls }) => content != null || tool_calls !== undefined, {
      path: ['content'],
      message: 'expected a string, got null',
    }),
  z.strictObject({ role: z.literal('tool'), content: Content, tool_call_id: Id }),
])
export type ChatMessage = z.output<typeof Message>

const Tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: FunctionName,
    description: Text.optional(),
    parameters: z.record(z.string(), z.json()).optional(),
    strict: z.boolean().nullish(),
  }),
})

/** A request for a chat completion: what the demo reads of it; other parameters are taken and make no difference. */
const ChatRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z.array(Message).min(1).max(500),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(Tool).min(1).max(128).optional(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({ name: FunctionName }),
      }),
    ])
    .optional(),
})
export type ChatRequest = z.output<typeof ChatRequest>

/** `messages[0].content`, as OpenAI names a place. */
const place = (path: readonly PropertyKey[]) =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at ? '.' : ''}${String(step)}`))
    .join('')

/** Reads the body of a request. Throws ChatFault 400 with the place of what is wrong. */
export function parseChatRequest(body: Buffer): ChatRequest {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new ChatFault(400, 'We could not parse the JSON body of your request.')
  }
  const parsed = ChatRequest.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const param = place(issue?.path ?? [])
    throw new ChatFault(400, `Invalid value for '${param}': ${issue?.message ?? 'invalid'}.`, param)
  }
  if (parsed.data.tool_choice !== undefined && parsed.data.tools === undefined)
    throw new ChatFault(
      400,
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
      'tool_choice',
    )
  return parsed.data
}

/** The text of a message, its parts joined. */
export const textOf = (content: ChatMessage['content']): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('')
