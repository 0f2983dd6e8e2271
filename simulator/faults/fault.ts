import { z } from 'zod'

/** What can go wrong on purpose, and when it does unless `at` says otherwise. */
const faultKinds = {
  /** an HTTP status from 400 to 599 in plain text; `retry-after` seconds may be given */
  status: 'start',
  /** the connection is reset */
  reset: 'start',
  /** the answer comes `latency` ms late */
  latency: 'end',
  /** nothing is ever answered */
  hang: 'end',
  /** 200 with bytes that are no JSON */
  garbage: 'end',
  /** 200 with JSON that stops in the middle */
  malformed: 'end',
  /** 200 with no body */
  empty: 'end',
  /** the connection is closed in the middle of the answer */
  'half-close': 'end',
  /** the answer trickles at `drip` bytes a second */
  drip: 'end',
  /** an answer of `huge` bytes */
  huge: 'end',
  /** a well-formed result with Status "Error" */
  error: 'end',
  /** the ears hear nothing: `NoResultCommand` */
  deaf: 'end',
  /** the reply audio is silent */
  silence: 'end',
  /** the reply audio is badly clipped */
  clip: 'end',
} as const
type FaultKind = keyof typeof faultKinds
export type Channel = 'text' | 'audio' | 'websocket'

export type FaultRule = {
  kind: FaultKind
  /** Status, ms, bytes or bytes per second, by kind. */
  value: number
  at: 'start' | 'end'
  /** How many matching requests of one caller are hit; the first `after` are spared. */
  times: number
  after: number
  /** 0..1 */
  probability: number
  seed: number
  on: Channel | null
  retryAfter: number | null
  /** As it was written, for the log. */
  notation: string
}

const kinds = Object.keys(faultKinds) as [FaultKind, ...FaultKind[]]
const count = z.coerce.number().int().min(0).max(1_000_000_000)
const values: Partial<Record<FaultKind, { schema: z.ZodType<number>; fallback: number | null }>> = {
  status: { schema: z.coerce.number().int().min(400).max(599), fallback: null },
  latency: { schema: z.coerce.number().int().min(0).max(120_000), fallback: null },
  drip: { schema: z.coerce.number().int().min(1).max(1_000_000), fallback: 200 },
  huge: { schema: z.coerce.number().int().min(1).max(1_000_000_000), fallback: 67_108_864 },
  garbage: { schema: z.coerce.number().int().min(1).max(1_048_576), fallback: 512 },
}
const Modifiers = z.strictObject({
  at: z.enum(['start', 'end']).optional(),
  times: count.optional(),
  after: count.optional(),
  probability: z.coerce.number().min(0).max(1).optional(),
  seed: count.optional(),
  on: z.enum(['text', 'audio', 'websocket']).optional(),
  'retry-after': z.coerce.number().int().min(0).max(3_600).optional(),
})

function valueOf(kind: FaultKind, text: string | undefined): number {
  const rule = values[kind]
  if (!rule) {
    if (text === undefined) return 0
    throw new Error(`${kind} takes no value`)
  }
  if (text === undefined) {
    if (rule.fallback === null) throw new Error(`${kind} needs a value`)
    return rule.fallback
  }
  const parsed = rule.schema.safeParse(text)
  if (!parsed.success) throw new Error(`${kind}: ${parsed.error.issues[0]?.message ?? 'wrong'}`)
  return parsed.data
}

/** Reads `kind[=value][;modifier=value]…`. Throws an Error that says what is wrong. */
export function parseFault(notation: string): FaultRule {
  const [head = '', ...rest] = notation.split(';').map((part) => part.trim())
  const [name = '', value] = head.split('=').map((part) => part.trim())
  const kind = kinds.find((known) => known === name)
  if (!kind) throw new Error(`Unknown fault ${name}; known: ${kinds.join(', ')}`)
  const pairs = rest
    .filter((part) => part !== '')
    .map((part) => part.split('=').map((x) => x.trim()))
  const parsed = Modifiers.safeParse(Object.fromEntries(pairs))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`${issue?.path.join('.') || 'modifier'}: ${issue?.message ?? 'wrong'}`)
  }
  const modifiers = parsed.data
  return {
    kind,
    value: valueOf(kind, value),
    at: modifiers.at ?? faultKinds[kind],
    times: modifiers.times ?? Number.POSITIVE_INFINITY,
    after: modifiers.after ?? 0,
    probability: modifiers.probability ?? 1,
    seed: modifiers.seed ?? 0,
    on: modifiers.on ?? null,
    retryAfter: modifiers['retry-after'] ?? null,
    notation,
  }
}
