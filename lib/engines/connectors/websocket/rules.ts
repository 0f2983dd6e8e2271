import { z } from 'zod'

import { fulfils, JsonCondition, JsonPath } from '#lib/engines/connectors/json-path.ts'
import { templateOf } from '#lib/engines/connectors/template.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import type { Frame } from '#lib/engines/connectors/websocket/framing.ts'

/** What a template may name; `frame` is the message that is being answered, `tool` the call that is. */
export const names = [
  ...['text', 'language', 'language_base', 'conversation_id', 'user_id', 'correlation', 'turn'],
  ...['history', 'var', 'audio_base64', 'audio_sample_rate', 'frame', 'digits'],
  ...['tools', 'tools_url', 'tool', 'item_id', 'heard_ms'],
]

export const Messages = z.array(templateOf(z.json(), names)).max(20)

/** What a message from the voice AI means. */
const events = [
  ...(['partial', 'partial_delta'] as const),
  ...(['transcript', 'transcript_delta', 'transcript_failed'] as const),
  ...(['reply_delta', 'reply', 'reply_correction', 'spoken'] as const),
  ...(['choices', 'attachment', 'audio'] as const),
  ...(['intent', 'interrupted', 'begins', 'done', 'incomplete', 'cancelled'] as const),
  ...(['tool_call', 'client_tool_call', 'tool_result', 'tool_cancelled'] as const),
  ...(['hung_up', 'closing_soon', 'slow'] as const),
  ...(['error', 'recoverable', 'refused', 'rejected', 'none'] as const),
] as const

/** One meaning of a message: several rules may fit the same one. */
export const Rule = z.strictObject({
  when: JsonCondition,
  event: z.enum(events),
  /** text, base64 audio, the name of the intent or of the tool */
  value: JsonPath.optional(),
  /** entities of an intent, arguments of a tool, its result, an attachment */
  data: JsonPath.optional(),
  score: JsonPath.optional(),
  /** where a message holds several calls: the other paths then begin at each of them */
  each: JsonPath.optional(),
  call_id: JsonPath.optional(),
  /** what a tool's result must fulfil to be a failure */
  failed: JsonCondition.optional(),
  /** false: the voice AI goes on without the tool's result */
  waits: z.boolean().optional(),
  /** what an error is, where it is not the voice AI's own */
  fault: z
    .enum(['authentication', 'rate_limited', 'client_error', 'server_error', 'reset'])
    .optional(),
  /** messages to send back at once, as the answer to a ping */
  send: Messages.optional(),
})
export type Rule = z.output<typeof Rule>

/** What came, and what it means by the rules. */
export type Heard = { frame: Frame; rules: Rule[] }

const kinds = new WeakMap<Rule, { type: string | null }>()
const group = /\([^()]*\)/

/** The `type` without which a condition cannot be fulfilled; null where it does not begin with one. */
function kindOf(rule: Rule): string | null {
  const known = kinds.get(rule)
  if (known) return known.type
  const type = /^@\.type == '([^'\\]*)'(?: && |$)/.exec(rule.when)?.[1] ?? null
  let outside = rule.when
  while (group.test(outside)) outside = outside.replace(group, '')
  // What stands after an "or" may be fulfilled without it; a bracket in a text could hide one.
  const isSure = !outside.includes('||') && !/'[^']*[()][^']*'/.test(rule.when)
  const found = { type: isSure ? type : null }
  kinds.set(rule, found)
  return found.type
}

/** The rules that a message fulfils, in their order. Most name a type, and asking for it first costs the least. */
export function rulesFor(rules: readonly Rule[], message: Json): Rule[] {
  const isObject = message !== null && typeof message === 'object' && !Array.isArray(message)
  const type = isObject ? message['type'] : undefined
  return rules.filter((rule) => {
    const kind = kindOf(rule)
    return (kind === null || kind === type) && fulfils(message, rule.when)
  })
}

const words = new Set<Rule['event']>(['reply_delta', 'reply', 'reply_correction', 'spoken'])

/** Whether a rule stands for words, an attachment or audio of the voice AI. */
export const isSpeech = ({ event }: Rule): boolean =>
  words.has(event) || event === 'audio' || event === 'attachment'

/** Whether it stands for words. */
export const isWords = ({ event }: Rule): boolean => words.has(event)

/** Whether it ends a reply, well or badly. */
export const isEnd = ({ event }: Rule): boolean => event === 'done' || event === 'cancelled'

/** Settings that may name `{{tools_url}}`. */
export const toolsUrlPlaces = [
  ...(['url', 'headers', 'session_url', 'session_body', 'opening'] as const),
  ...(['text_messages', 'turn_start', 'turn_end', 'tools'] as const),
] as const

/** Whether the voice AI has us run tools, and waits for what they give back. */
export const asksForResults = (rules: readonly Rule[]): boolean =>
  rules.some(({ event, waits }) => event === 'client_tool_call' && waits !== false)

const aside = new Set<Rule['event']>(['none', 'interrupted', 'begins', 'slow', 'closing_soon'])

/** Whether a message is a sign of an answer, or of its failure. */
export const tells = (rules: readonly Rule[]): boolean =>
  rules.some(({ event }) => !aside.has(event))
