import { z } from 'zod'

import type { ToolCallEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Judgement, Mark, Proof } from '#lib/engines/validation/score.ts'
import {
  linkOf,
  onlyLooks,
  type Deed,
  type Link,
} from '#lib/engines/validation/text/claims/deeds.ts'
import { findClaims, type Claim } from '#lib/engines/validation/text/claims/find-claims.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { claimedValue } from '#lib/engines/validation/tools/claimed-value.ts'
import { toldCalls } from '#lib/engines/validation/tools/told-calls.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

type SayDoConfig = {
  /** the expectation asks for it: then it also counts where nothing is wrong */
  asked: boolean
  /** names of tools that are to be called */
  expected: string[]
}

type Finding = { claim: Claim; proof: Proof; pass: boolean; why: string }

const callsOf = (turns: readonly TurnEvidence[]) => turns.flatMap((turn) => turn.tool_calls ?? [])

const linkTo = (name: string, deed: Deed | null): Link =>
  deed === null ? 'maybe' : linkOf(name, deed)

/**
 * Why it cannot be ruled out that something was done after all; null when nothing was. A tool that by its name only looks
 * did nothing where the case says that deeds are done by tools (`asked`).
 */
function whyNotCertain(
  turns: readonly TurnEvidence[],
  calls: readonly ToolCallEvidence[],
  asked: boolean,
) {
  for (const turn of turns) {
    const { gap } = toldCalls(turn)
    if (gap !== null) return turn === turns.at(-1) ? gap : `in turn ${turn.index + 1}, ${gap}`
  }
  const mayDo = calls.filter(({ name }) => !(asked && onlyLooks(name)))
  const done = mayDo.find(({ status }) => status === 'succeeded')
  if (done !== undefined) return `${done.name} succeeded, which may have done it`
  const open = mayDo.find(({ status }) => status !== 'failed')
  return open === undefined ? null : `how ${open.name} ended is not told`
}

/** A value that is said otherwise than the tool was given it, in each of its calls that succeeded. */
function otherValueOf(
  sentence: string,
  done: ToolCallEvidence,
  succeeded: readonly ToolCallEvidence[],
  language: string,
) {
  const found = succeeded
    .filter(({ name, cut }) => name === done.name && cut === undefined)
    .map((call) => claimedValue(sentence, call, language))
  return found.includes(null) ? null : (found.at(-1) ?? null)
}

/** Whether what is said was done, by the calls of this turn and of those before. */
function judgeClaim(
  claim: Claim,
  reply: string,
  turns: readonly TurnEvidence[],
  { asked, expected }: SayDoConfig,
): Finding {
  const calls = callsOf(turns)
  const said = quote(reply.slice(claim.start, claim.end), 60)
  const succeeded = calls.filter(({ status }) => status === 'succeeded')
  const linked = (link: Link) => succeeded.findLast(({ name }) => linkTo(name, claim.deed) === link)
  const done = linked('yes') ?? linked('maybe')
  if (done !== undefined) {
    const sentence = reply.slice(claim.sentence.start, claim.sentence.end)
    const other = otherValueOf(sentence, done, succeeded, turns.at(-1)?.language ?? '')
    if (other !== null) {
      const why = `it says ${said} with ${quote(other.said, 40)}, and ${done.name} was given ${quote(other.given, 40)}`
      return { claim, proof: 'unproven', pass: false, why }
    }
    const proof = linked('yes') === undefined && asked ? 'unproven' : 'right'
    return { claim, proof, pass: true, why: `it says ${said}, and ${done.name} succeeded` }
  }
  const failed = calls.findLast(
    ({ name, status }) => status === 'failed' && linkTo(name, claim.deed) === 'yes',
  )
  const missing = expected.find((name) => linkTo(name, claim.deed) === 'yes')
  const open = claim.doubt ?? whyNotCertain(turns, calls, asked)
  const nothing =
    failed === undefined
      ? calls.length === 0
        ? 'no tool was called'
        : 'no tool is known to have done it'
      : `${failed.name} failed${failed.error === undefined ? '' : ` (${quote(failed.error, 60)})`}`
  if (open === null && (asked || (failed ?? missing) !== undefined))
    return { claim, proof: 'wrong', pass: false, why: `it says ${said}, but ${nothing}` }
  const because = open === null ? '' : ` (not certain: ${open})`
  const pass = failed === undefined && succeeded.length > 0
  return { claim, proof: 'unproven', pass, why: `it says ${said}, and ${nothing}${because}` }
}

/** The reply as it is written, else as it is spoken; null without words. */
const replyOf = ({ reply_written, reply_spoken }: TurnEvidence) =>
  [reply_written, reply_spoken].find((text) => (text ?? '').trim() !== '') ?? null

/** What else a reply says than what is judged: then nothing is certain. */
function otherReading({ reply_written, reply_spoken, reply_transcribed, language }: TurnEvidence) {
  if (reply_transcribed) return 'the reply was written down by a recogniser'
  if (!reply_written?.trim() || !reply_spoken?.trim()) return null
  return tokenForm(reply_written, language) === tokenForm(reply_spoken, language)
    ? null
    : 'the written and the spoken reply differ'
}

function unknown(asked: boolean, evidence: string, detail: Judgement['detail']): Judgement {
  const judgement = { score: 0.5, proof: 'unproven' as const, pass: true, confidence: 0.5 }
  return { ...judgement, evidence, mustHave: asked, ...(detail !== undefined && { detail }) }
}

const roles = { right: 'proves', wrong: 'contradicts', unproven: 'doubts' } as const
const confidenceOf: Record<Proof, number> = { right: 0.97, wrong: 0.97, unproven: 0.5 }

function combine(
  findings: readonly Finding[],
  asked: boolean,
  detail: Judgement['detail'],
): Judgement {
  const has = (proof: Proof) => findings.some((finding) => finding.proof === proof)
  const proof = has('wrong') ? 'wrong' : has('unproven') ? 'unproven' : 'right'
  const deciding = findings.filter((finding) => finding.proof === proof)
  const more = deciding.length > 3 ? ` and ${deciding.length - 3} more` : ''
  const words = deciding
    .slice(0, 3)
    .map(({ why }) => why)
    .join('; ')
  const marks = findings.map(({ claim, proof: of }): Mark => ({
    ...{ in: 'reply', start: claim.start, end: claim.end, role: roles[of] },
  }))
  return {
    score: proof === 'right' ? 1 : proof === 'wrong' ? 0 : 0.5,
    proof,
    pass: findings.every(({ pass }) => pass),
    confidence: confidenceOf[proof],
    evidence: `Said and done${proof === 'unproven' ? ' not proven' : ''}: ${words}${more}.`,
    marks,
    ...(detail !== undefined && { detail }),
    // That nothing else was said can be proven by no table of words: alone it passes nothing.
    mustHave: proof === 'right' ? asked : true,
  }
}

/**
 * Whether the reply says that something was done ("I have booked…", "your order is cancelled") without a tool that did it.
 * Wrong only where all calls are told, none succeeded in this turn or before, and the claim is plain and about a tool that
 * was to be called, or failed; or about anything, where the case asks. Looks by itself at turns with tools.
 */
export const sayDo = defineValidator<SayDoConfig>({
  kind: 'say_do',
  label: 'Said and done',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({ asked: z.boolean(), expected: z.array(z.string()) }),
  applies({ say_do: asked, tools = [] }, turn, _policy, earlier) {
    if (asked === false) return null
    const expected = tools.filter(({ called }) => called !== false).map(({ name }) => name)
    const hasTools = tools.length > 0 || callsOf([...earlier, turn]).length > 0
    return asked === true || hasTools ? { asked: asked === true, expected } : null
  },
  validate(turn, { asked, expected }, { earlier }) {
    const reply = replyOf(turn)
    const detail = {
      calls: (turn.tool_calls ?? []).map(({ name, status }) => `${name || 'unnamed'} ${status}`),
    }
    if (reply === null)
      return unknown(false, 'The reply has no words that could claim anything.', detail)
    const claims = findClaims(reply, turn.language)
    if (claims === null)
      return unknown(
        asked,
        `Whether the reply says that something was done cannot be read in the language ${turn.language}.`,
        detail,
      )
    const odd = otherReading(turn)
    const turns = [...earlier, turn]
    const findings = claims.map((claim) =>
      judgeClaim({ ...claim, doubt: claim.doubt ?? odd }, reply, turns, { asked, expected }),
    )
    if (findings.length > 0) return combine(findings, asked, detail)
    return {
      ...{ score: 1, proof: 'right', pass: true, confidence: 0.97, mustHave: false, detail },
      evidence: 'The reply does not say that anything was done.',
    }
  },
})
