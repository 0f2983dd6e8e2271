import { meaningEngines } from '#db/enums.ts'
import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'

/** What a form holds: texts as they were typed. Shares and confidences are in percent. */
export type PolicyForm = {
  autoPass: string
  /** every pass goes to a person, whatever its confidence */
  passNever: boolean
  autoFail: string
  failNever: boolean
  auditShare: string
  similarity: string
  humanReview: boolean
  maxOwnSideMs: string
  /** engines of meaning that may decide, in the order of all of them */
  engines: readonly Engine[]
  /** by the validator's kind; empty: the validator's own */
  weights: Record<string, string>
}

export type Engine = (typeof meaningEngines)[number]

export type PolicyErrors = Record<string, string>

/** A cut above 1 lets no verdict through. */
const never = 1.01
const usualCut = 0.9

const exact = (value: number) => Number(value.toFixed(6))
export const percentText = (share: number) => String(exact(share * 100))

const cutText = (cut: number) => percentText(cut > 1 ? usualCut : cut)

export function toPolicyForm(settings: PolicySettings): PolicyForm {
  const { auto_pass_confidence: pass, auto_fail_confidence: fail } = settings
  return {
    autoPass: cutText(pass),
    passNever: pass > 1,
    autoFail: cutText(fail),
    failNever: fail > 1,
    auditShare: percentText(settings.audit_share),
    similarity: percentText(settings.similarity_threshold),
    humanReview: settings.human_review,
    maxOwnSideMs: String(settings.gates.max_own_side_ms),
    engines: meaningEngines.filter((engine) => settings.engines.includes(engine)),
    weights: Object.fromEntries(
      Object.entries(settings.weights).map(([kind, weight]) => [kind, String(weight)]),
    ),
  }
}

/** A number as people write it: with a comma or a point; NaN for anything else. */
function numberOf(text: string): number {
  const written = text.trim().replace(',', '.')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(written) ? Number(written) : Number.NaN
}

function readNumber(
  text: string,
  name: string,
  [low, high]: [number, number],
  errors: PolicyErrors,
): number {
  const value = numberOf(text)
  if (value >= low && value <= high) return value
  errors[name] = `Write a number from ${low} to ${high.toLocaleString('en-GB')}`
  return low
}

/**
 * The settings that a form says, or what is wrong at which field. Thresholds of engines of meaning are in no form: they
 * stay as they are in `base`.
 */
export function readPolicyForm(
  form: PolicyForm,
  base: PolicySettings,
): { settings: PolicySettings } | { errors: PolicyErrors } {
  const errors: PolicyErrors = {}
  const share = (text: string, name: string) =>
    exact(readNumber(text, name, [0, 100], errors) / 100)
  const weights: Record<string, number> = {}
  for (const [kind, text] of Object.entries(form.weights))
    if (text.trim() !== '') weights[kind] = readNumber(text, `weights.${kind}`, [0, 1_000], errors)
  const settings: PolicySettings = {
    auto_pass_confidence: form.passNever ? never : share(form.autoPass, 'autoPass'),
    auto_fail_confidence: form.failNever ? never : share(form.autoFail, 'autoFail'),
    audit_share: share(form.auditShare, 'auditShare'),
    similarity_threshold: share(form.similarity, 'similarity'),
    human_review: form.humanReview,
    gates: { max_own_side_ms: readNumber(form.maxOwnSideMs, 'maxOwnSideMs', [0, 60_000], errors) },
    weights,
    engines: [...form.engines],
    meaning: base.meaning,
  }
  return Object.keys(errors).length > 0 ? { errors } : { settings }
}

/** Whether two forms say the same, however it is written. */
export const isSameForm = (one: PolicyForm, other: PolicyForm, base: PolicySettings): boolean =>
  JSON.stringify(readPolicyForm(one, base)) === JSON.stringify(readPolicyForm(other, base)) &&
  !('errors' in readPolicyForm(one, base))

/** What an author changed, put on top of a newer version: whatever they left alone is as it is there. */
export function mergeForms(began: PolicyForm, mine: PolicyForm, theirs: PolicyForm): PolicyForm {
  const pick = <T>(before: T, now: T, newer: T): T => (now === before ? newer : now)
  const kinds = [...new Set([...Object.keys(mine.weights), ...Object.keys(theirs.weights)])]
  return {
    autoPass: pick(began.autoPass, mine.autoPass, theirs.autoPass),
    passNever: pick(began.passNever, mine.passNever, theirs.passNever),
    autoFail: pick(began.autoFail, mine.autoFail, theirs.autoFail),
    failNever: pick(began.failNever, mine.failNever, theirs.failNever),
    auditShare: pick(began.auditShare, mine.auditShare, theirs.auditShare),
    similarity: pick(began.similarity, mine.similarity, theirs.similarity),
    humanReview: pick(began.humanReview, mine.humanReview, theirs.humanReview),
    maxOwnSideMs: pick(began.maxOwnSideMs, mine.maxOwnSideMs, theirs.maxOwnSideMs),
    engines: mine.engines.join() === began.engines.join() ? theirs.engines : mine.engines,
    weights: Object.fromEntries(
      kinds.map((kind) => {
        const [before = '', now = '', newer = ''] = [began, mine, theirs].map(
          ({ weights }) => weights[kind],
        )
        return [kind, pick(before, now, newer)]
      }),
    ),
  }
}
