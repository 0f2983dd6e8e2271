import { createHash } from 'node:crypto'

import type { ChatRequest } from '#simulator/chat/schema.ts'
import { noTool } from '#simulator/domains/order-replies.ts'
import type { Language } from '#simulator/domains/domain.ts'
import type { Answer } from '#simulator/understanding/answer.ts'

type Call = { id: string; type: 'function'; function: { name: string; arguments: string } }
/** What the demo says next: words, a call of a tool, or both. */
type Choice = { content: string | null; toolCalls: Call[]; finish: 'stop' | 'tool_calls' }

type Completion = {
  id: string
  /** s since 1970 */
  created: number
  model: string
  choice: Choice
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number }
}

const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').replaceAll(/[-_]/g, '0')

/** Tools that the client offers, and may be called. */
function offered({ tools = [], tool_choice: choice = 'auto' }: ChatRequest): Set<string> {
  if (choice === 'none') return new Set()
  const names = tools.map((tool) => tool.function.name)
  return new Set(
    typeof choice === 'string' ? names : names.filter((one) => one === choice.function.name),
  )
}

/** The answer as the client is to get it: a tool that it does not offer cannot be called. */
export function choiceOf(request: ChatRequest, answer: Answer, language: Language): Choice {
  const { awaits } = answer
  if (!awaits) return { content: answer.short, toolCalls: [], finish: 'stop' }
  if (!offered(request).has(awaits.name))
    return { content: noTool[language], toolCalls: [], finish: 'stop' }
  const call: Call = {
    id: `call_${hashOf([request.messages, awaits]).slice(0, 24)}`,
    type: 'function',
    function: { name: awaits.name, arguments: JSON.stringify(awaits.arguments) },
  }
  // "Let me check" is said once, before the first tool.
  const content = answer.toolCalls.length === 0 ? answer.filler : null
  return { content, toolCalls: [call], finish: 'tool_calls' }
}

/** About as many tokens as English has for so many letters. */
const tokensOf = (value: unknown) => Math.ceil(JSON.stringify(value).length / 4)

export function completionOf(request: ChatRequest, choice: Choice, now: Date): Completion {
  const [prompt_tokens, completion_tokens] = [tokensOf(request.messages), tokensOf(choice)]
  return {
    id: `chatcmpl-${hashOf(request.messages).slice(0, 24)}`,
    created: Math.floor(now.getTime() / 1_000),
    model: request.model,
    choice,
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  }
}

/** The completion as one JSON object. */
export const wholeBody = ({ id, created, model, choice, usage }: Completion) => ({
  ...{ id, object: 'chat.completion', created, model, usage, system_fingerprint: null },
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: choice.content,
        refusal: null,
        ...(choice.toolCalls.length > 0 && { tool_calls: choice.toolCalls }),
      },
      logprobs: null,
      finish_reason: choice.finish,
    },
  ],
})

/** Pieces of a stream: the role, words, the call with its arguments in pieces, and why it ended. */
function* deltas({ content, toolCalls }: Choice): Generator<object> {
  yield { role: 'assistant', content: content === null ? null : '', refusal: null }
  for (const word of content?.match(/\S+\s*/g) ?? []) yield { content: word }
  for (const [index, { function: called, ...call }] of toolCalls.entries()) {
    yield { tool_calls: [{ index, ...call, function: { name: called.name, arguments: '' } }] }
    for (const piece of called.arguments.match(/.{1,12}/gs) ?? [])
      yield { tool_calls: [{ index, function: { arguments: piece } }] }
  }
}

/** The completion as server-sent events, the mark of the end included. */
export function streamedBody(completion: Completion, withUsage: boolean): string {
  const { id, created, model, choice, usage } = completion
  const facts = { id, object: 'chat.completion.chunk', created, model, system_fingerprint: null }
  const chunk = (delta: object, finish_reason: string | null) => ({
    ...facts,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(withUsage && { usage: null }),
  })
  const chunks: object[] = [...deltas(choice)].map((delta) => chunk(delta, null))
  chunks.push(chunk({}, choice.finish))
  if (withUsage) chunks.push({ ...facts, choices: [], usage })
  return [...chunks.map((one) => JSON.stringify(one)), '[DONE]']
    .map((data) => `data: ${data}\n\n`)
    .join('')
}
