import { percentText } from '#components/policies/policy-form.ts'
import type { PolicyChange } from '#lib/policies/schema.ts'
import { validatorName } from '#lib/platform/format/validator-name.ts'

const percent = (value: unknown) =>
  typeof value === 'number' ? `${percentText(value)} %` : String(value)
const cut = (value: unknown) =>
  typeof value === 'number' && value > 1 ? 'never' : `from ${percent(value)} on`
const onOff = (value: unknown) => (value === true ? 'on' : 'off')

type Text = { label: string; show: (value: unknown) => string }

/** Settings of a policy by their path, in words. */
const texts: Record<string, Text> = {
  auto_pass_confidence: { label: 'Pass without a person', show: cut },
  auto_fail_confidence: { label: 'Fail without a person', show: cut },
  audit_share: { label: 'Blind audits', show: (value) => `${percent(value)} of what is automatic` },
  similarity_threshold: { label: 'Similarity threshold', show: percent },
  human_review: { label: 'Human review', show: onOff },
  'gates.max_own_side_ms': {
    label: 'Longest delay of Earshot itself',
    show: (value) => `${String(value)} ms`,
  },
  engines: {
    label: 'Engines of meaning that may decide',
    show: (value) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none'),
  },
  meaning: {
    label: 'Thresholds of engines of meaning',
    show: (value) => (Array.isArray(value) && value.length > 0 ? JSON.stringify(value) : 'none'),
  },
}

function textOf(path: string): Text {
  const [weights, kind] = path.split('.')
  if (weights === 'weights' && kind !== undefined)
    return { label: `Weight of ${validatorName(kind).toLowerCase()}`, show: String }
  return texts[path] ?? { label: path, show: (value) => JSON.stringify(value) }
}

export type ChangeText = { label: string; before: string; after: string }

/** One setting that differs, in words; what was not there is the usual value. */
export function changeText({ path, before, after }: PolicyChange): ChangeText {
  const { label, show } = textOf(path)
  const shown = (value: unknown) =>
    value === null ? (path.startsWith('weights.') ? 'its own' : 'not set') : show(value)
  return { label, before: shown(before), after: shown(after) }
}
