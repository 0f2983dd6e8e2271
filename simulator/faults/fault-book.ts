import type { IncomingHttpHeaders } from 'node:http'

import { errorMessage } from '#lib/platform/errors.ts'
import { parseFault, type Channel, type FaultRule } from '#simulator/faults/fault.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'

const callersKept = 10_000

/** Even numbers in 0..1 from a seed and a count (mulberry32), so that a run can be repeated. */
export function chance(seed: number, count: number): number {
  let state = (seed + Math.imul(count + 1, 0x6d2b79f5)) | 0
  state = Math.imul(state ^ (state >>> 15), state | 1)
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296
}

const single = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : undefined

/** Decides which requests go wrong: by their own header, else by the rules in force. */
export class FaultBook {
  private rules: FaultRule[] = []
  private readonly seen = new Map<string, number>()
  private readonly parsed = new Map<string, FaultRule>()

  /** Replaces the rules in force. Throws an Error for a notation that is wrong. */
  set(notations: string[]): void {
    this.rules = notations.map(parseFault)
    this.seen.clear()
  }

  list(): string[] {
    return this.rules.map(({ notation }) => notation)
  }

  /**
   * The fault of this request, or null. Requests of one caller are counted together: a caller is the
   * `X-Simulator-Fault-Key` header, else the UserID. A header that is malformed is a `Refusal` 400.
   */
  pick(headers: IncomingHttpHeaders, userId: string, channel: Channel): FaultRule | null {
    const header = single(headers['x-simulator-fault'])
    if (header === undefined && this.rules.length === 0) return null
    const caller = single(headers['x-simulator-fault-key']) ?? userId
    const rules = header === undefined ? this.rules : header.split(',').map((one) => this.rule(one))
    return rules.find((rule) => this.strikes(rule, caller, channel)) ?? null
  }

  private rule(notation: string): FaultRule {
    const known = this.parsed.get(notation)
    if (known) return known
    try {
      const rule = parseFault(notation.trim())
      if (this.parsed.size < 1_000) this.parsed.set(notation, rule)
      return rule
    } catch (error) {
      throw new Refusal(400, `Bad request: X-Simulator-Fault: ${errorMessage(error)}`)
    }
  }

  private strikes(rule: FaultRule, caller: string, channel: Channel): boolean {
    if (rule.on !== null && rule.on !== channel) return false
    // A share of all requests is counted over all callers, a number of tries over each.
    const key = rule.probability < 1 ? rule.notation : `${rule.notation}\n${caller}`
    const count = this.seen.get(key) ?? 0
    this.seen.delete(key)
    this.seen.set(key, count + 1)
    if (this.seen.size > callersKept) {
      const oldest = this.seen.keys().next().value
      if (oldest !== undefined) this.seen.delete(oldest)
    }
    if (count < rule.after || count >= rule.after + rule.times) return false
    return rule.probability === 1 || chance(rule.seed, count) < rule.probability
  }
}
